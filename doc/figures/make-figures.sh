#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes the pictures of README.md and tls-spdy.rst with the programs of the module; that of the session
# explorer needs Chromium and npm.
# usage: doc/figures/make-figures.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
./tls-spdy run tls-spdy-session --drop=s2c:3 --objectSize=4000 --out="$results"
./tls-spdy run tls-spdy-session --version=tls1.3 --group=x25519 --objectSize=1000 --out="$results/13"
./tls-spdy run handshake-latency --kind=tls12-ecdhe-rsa,tls12-id,tls13 --rtt=50ms \
  --loss=0,0.01,0.02,0.05,0.1 --samples=1000 --crypto=modeled --out="$results"
./tls-spdy run page-load --protocol=http,https,spdy/3.1 --domains=single --rtt=100ms --out="$results"
./tls-spdy run server-load --serverCpu=raspberry-pi-3 --group=x25519 --cores=1,2 --offered=10,20,30,34,40,50,60,66,72 \
  --handshakes=800 --warmup=100 --clients=20 --crypto=modeled --out="$results"
cp "$results/latency-vs-load.png" doc/figures/
cp "$results/ladder.png" "$results/latency-vs-loss.png" "$results/waterfall.png" doc/figures/
cp "$results/13/ladder.png" doc/figures/ladder-13.png
# The check of the session explorer leaves a picture of the same loss.
build=${TLS_SPDY_BUILD:-build}
test/interop/check-session-explorer.sh "$build"
cp "$build/test/check-session-explorer/session-light.png" doc/figures/session-explorer.png
