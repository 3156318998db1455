#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tls-endpoint and npm's spdy-transport speak SPDY/2, 3 and 3.1 with each other, both ways, on TCP
# alone and over TLS with ALPN; what arrives has the hash of what was sent. Pushes, which
# spdy-transport neither sends nor takes as the drafts have them, go between two tls-endpoints.
# usage: check-spdy-transport.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl node npm
"$here/make-certificates.sh" certificates
pem=$work/certificates
mkdir root
head -c 300000 /dev/urandom >root/file
# spdy-transport waits for WINDOW_UPDATE after 65,536 octets of a body, which SPDY/2 does not have.
head -c 60000 /dev/urandom >root/small

check "npm installs spdy-transport" install_npm_packages
cp "$here"/spdy-transport-*.js "$packages"

# spdy-transport asks.
asks() { # FILE OPTION...
  local file=$1 hash
  shift
  hash=$(sha256sum <"root/$file" | cut -d ' ' -f 1)
  timeout 20 node "$packages/spdy-transport-client.js" --port "$port" --path "/$file" "$@" \
    >client.log
  cat client.log
  grep -q "^status=200 length=$(stat -c %s "root/$file") sha256=$hash " client.log
}

start_peer() { # OPTION...
  start server.log node "$packages/spdy-transport-server.js" "$@"
  await server.log '^LISTENING \(.*\)$'
  address=$found
}

# tls-endpoint asks, so many times on one session.
is_asked() { # VERSION REQUESTS OPTION...
  local version=$1 requests=$2 wanted i
  shift 2
  wanted=$(sed -n 's/^BODY sha256=//p' server.log)
  rm -rf bodies
  run_endpoint client --get /anything --requests "$requests" --out bodies "$@"
  cat client.log.err server.log
  [ $status -eq 0 ] && reports client.json "protocol=spdy/$version" error=null &&
    grep -q '^REQUEST GET /anything' server.log || return 1
  for ((i = 1; i <= requests; i++)); do
    [ "$(sha256sum <"bodies/body-$i" | cut -d ' ' -f 1)" = "$wanted" ] || return 1
  done
}

# tls-endpoint gets one file and is pushed two others.
is_pushed() {
  rm -rf bodies
  run_endpoint client --get /small --out bodies "$@"
  cat client.log.err
  [ $status -eq 0 ] && cmp bodies/body-1 root/small && cmp bodies/body-2 root/file &&
    cmp bodies/body-3 root/other
}

head -c 5000 /dev/urandom >root/other
for version in 2 3 3.1; do
  token=spdy/$version
  file=file
  # A reply of 100,000 octets needs a WINDOW_UPDATE.
  size=100000
  if [ $version = 2 ]; then
    file=small
    size=60000
  fi

  start_endpoint plain-$version --plain --alpn $token --root root
  check "spdy-transport fetches a file over $token on TCP alone" asks $file --spdy $version
  check "the server of $token is content" reports plain-$version.json protocol=$token error=null

  start_endpoint secure-$version --cert "$pem/chain.pem" --key "$pem/server.key" \
    --alpn $token,http/1.1 --root root
  check "spdy-transport fetches a file over $token and TLS with ALPN" \
    asks $file --spdy $version --tls --ca "$pem/root.pem"
  check "the server of $token over TLS is content" reports secure-$version.json alpn=$token error=null

  # Its replies to parallel requests are whole frames of 8,192 octets and less than half a stream's
  # window: as long as any window is left it sends a whole frame, even beyond the session's window,
  # and it resets a stream when a WINDOW_UPDATE comes after the last data.
  plain=(--plain --alpn $token)
  start_peer --spdy $version --size $size
  check "spdy-transport answers over $token on TCP alone" is_asked $version 1 "${plain[@]}"
  start_peer --spdy $version --size 24576
  check "spdy-transport answers three parallel requests over $token on TCP alone" \
    is_asked $version 3 "${plain[@]}"

  secure=(--ca "$pem/root.pem" --sni www.example.com --alpn $token)
  start_peer --spdy $version --tls --cert "$pem/chain.pem" --key "$pem/server.key" --size $size
  check "spdy-transport answers over $token and TLS with ALPN" is_asked $version 1 "${secure[@]}"
  start_peer --spdy $version --tls --cert "$pem/chain.pem" --key "$pem/server.key" --size 24576
  check "spdy-transport answers three parallel requests over $token and TLS" \
    is_asked $version 3 "${secure[@]}"
  check "the octets of $token may come one at a time" is_asked $version 3 "${secure[@]}" --chunk 1

  start_endpoint pushing-$version --plain --alpn $token --root root --push /file,/other
  check "tls-endpoint pushes two files over $token" is_pushed "${plain[@]}"
done

conclude
