#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The session explorer (session.html of tls-spdy-session) in a headless Chromium: sessions of many
# kinds, one of them with more than 5,000 messages. session-explorer.js drives the browser.
# usage: check-session-explorer.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need node npm python3
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$chromium" ] || { echo "FAIL chromium is installed"; exit 1; }
check "npm installs playwright-core and axe-core" install_npm_packages
check "the page in the library is that of its sources" \
  python3 "$here/../../helper/session-explorer/embed.py" --check

play() { # NAME OPTION...
  local name=$1
  shift
  check "tls-spdy-session plays the session $name" \
    "$programs/tls-spdy-session" --out="$name" "$@"
}
play loss --drop=s2c:3
play ipv6 --drop=s2c:3 --ipv6=true
play openssl --hello=openssl-1.0.1
play ticket --resume=ticket --clientAuth=true
play http --protocol=http/1.1 --objects=3 --suite=TLS_DHE_RSA_WITH_AES_128_CBC_SHA --ocspBytes=1500
play large --objects=100 --objectSize=94000 --rate=100Mbps --loss=0.002

cp "$here/session-explorer.js" "$packages"
# A profile of its own: what a browser keeps must not reach the next run.
HOME=$work timeout 300 node "$packages/session-explorer.js" "$chromium" "$work" || failures=1
mkdir -p "$build/test/check-session-explorer"
cp ./*.png ./*.pdf "$build/test/check-session-explorer" 2>/dev/null
conclude
