#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# curl fetches from tls-endpoint and sends to it, over HTTP/1.1 and TLS 1.2.
# usage: check-curl.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl curl
"$here/make-certificates.sh" certificates
pem=$work/certificates
mkdir root
head -c 500000 /dev/urandom >root/file

start_endpoint server --cert "$pem/chain.pem" --key "$pem/server.key" --root root --alpn http/1.1

fetch() { # OPTION...
  curl --silent --show-error --fail --max-time 20 --http1.1 --tlsv1.2 --tls-max 1.2 \
    --cacert "$pem/root.pem" --connect-to "www.example.com:443:127.0.0.1:$port" "$@"
}

downloads() { # OPTION...
  fetch --output got "$@" https://www.example.com/file && cmp root/file got
}

uploads() {
  fetch --output got --data-binary @root/file https://www.example.com/ && cmp root/file got
}

# Two on one connection, which curl keeps open between them.
downloads_twice() {
  local used
  used=$(fetch --output got1 --output got2 --write-out '%{num_connects} ' \
    https://www.example.com/file https://www.example.com/file) || return 1
  echo "connections made: $used"
  [ "$used" = "1 0 " ] && cmp root/file got1 && cmp root/file got2
}

refuses_name() {
  ! curl --silent --max-time 20 --cacert "$pem/root.pem" \
    --connect-to "other.example.com:443:127.0.0.1:$port" https://other.example.com/
}

for suite in ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-SHA AES128-SHA; do
  check "curl downloads with $suite" downloads --ciphers "$suite"
done
check "curl downloads with x25519" downloads --curves X25519
check "curl uploads and gets the same back" uploads
check "curl asks twice on one connection" downloads_twice
check "curl refuses another host's name" refuses_name

conclude
