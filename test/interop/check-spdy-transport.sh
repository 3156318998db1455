#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tls-endpoint and npm's spdy-transport speak SPDY/3.1 with each other, both ways, on TCP alone and
# over TLS with ALPN; what arrives has the hash of what was sent.
# usage: check-spdy-transport.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl node npm
"$here/make-certificates.sh" certificates
pem=$work/certificates
mkdir root
head -c 300000 /dev/urandom >root/file
sent=$(sha256sum <root/file | cut -d ' ' -f 1)

# The package is kept in the build folder, where the next run finds it.
packages=$build/npm
mkdir -p "$packages"
cp "$here"/package.json "$here"/package-lock.json "$here"/spdy-transport-*.js "$packages"
install_packages() {
  cmp -s "$packages/package-lock.json" "$packages/installed" && return 0
  (cd "$packages" && timeout 50 npm ci --no-audit --no-fund --ignore-scripts) &&
    cp "$packages/package-lock.json" "$packages/installed"
}
check "npm installs spdy-transport" install_packages

# spdy-transport asks.
asks() { # OPTION...
  timeout 20 node "$packages/spdy-transport-client.js" --port "$port" --path /file "$@" >client.log
  cat client.log
  grep -q "^status=200 length=300000 sha256=$sent " client.log
}

start_peer() { # OPTION...
  start server.log node "$packages/spdy-transport-server.js" "$@"
  await server.log '^LISTENING \(.*\)$'
  address=$found
}

# tls-endpoint asks, so many times on one session.
is_asked() { # REQUESTS OPTION...
  local requests=$1 wanted i
  shift
  wanted=$(sed -n 's/^BODY sha256=//p' server.log)
  rm -rf bodies
  run_endpoint client --get /anything --requests "$requests" --out bodies "$@"
  cat client.log.err server.log
  [ $status -eq 0 ] && reports client.json protocol=spdy/3.1 error=null &&
    grep -q '^REQUEST GET /anything' server.log || return 1
  for ((i = 1; i <= requests; i++)); do
    [ "$(sha256sum <"bodies/body-$i" | cut -d ' ' -f 1)" = "$wanted" ] || return 1
  done
}

start_endpoint plain --plain --alpn spdy/3.1 --root root
check "spdy-transport fetches a file on TCP alone" asks
check "the server saw no error" reports plain.json protocol=spdy/3.1 error=null

start_endpoint secure --cert "$pem/chain.pem" --key "$pem/server.key" --alpn spdy/3.1,http/1.1 \
  --root root
check "spdy-transport fetches a file over TLS with ALPN" asks --tls --ca "$pem/root.pem"
check "the server saw no error over TLS" reports secure.json alpn=spdy/3.1 error=null

# Its replies to parallel requests are whole frames of 8,192 octets and less than half a stream's
# window: as long as any window is left it sends a whole frame, even beyond the session's window, and
# it resets a stream when a WINDOW_UPDATE comes after the last data.
plain=(--plain --alpn spdy/3.1)
start_peer
check "spdy-transport answers on TCP alone" is_asked 1 "${plain[@]}"
start_peer --size 24576
check "spdy-transport answers three parallel requests on TCP alone" is_asked 3 "${plain[@]}"

secure=(--ca "$pem/root.pem" --sni www.example.com --alpn spdy/3.1)
start_peer --tls --cert "$pem/chain.pem" --key "$pem/server.key"
check "spdy-transport answers over TLS with ALPN" is_asked 1 "${secure[@]}"
start_peer --tls --cert "$pem/chain.pem" --key "$pem/server.key" --size 24576
check "spdy-transport answers three parallel requests over TLS" is_asked 3 "${secure[@]}"
check "the octets may come one at a time" is_asked 3 "${secure[@]}" --chunk 1

conclude
