#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tls-endpoint and GnuTLS's gnutls-cli and gnutls-serv, both ways, for every suite and group.
# usage: check-gnutls.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl gnutls-cli gnutls-serv python3
"$here/make-certificates.sh" certificates
pem=$work/certificates
head -c 20000 /dev/urandom | base64 -w 0 >text

# IANA's name, group, GnuTLS's words for both
offers="
TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 secp256r1 +ECDHE-RSA:+AES-128-GCM:+AEAD:+GROUP-SECP256R1
TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 +ECDHE-RSA:+AES-128-GCM:+AEAD:+GROUP-X25519
TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA secp256r1 +ECDHE-RSA:+AES-128-CBC:+SHA1:+GROUP-SECP256R1
TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA x25519 +ECDHE-RSA:+AES-128-CBC:+SHA1:+GROUP-X25519
TLS_RSA_WITH_AES_128_CBC_SHA null +RSA:+AES-128-CBC:+SHA1:+GROUP-ALL
"

priority() { # WORDS
  echo "NONE:+VERS-TLS1.2:+SIGN-ALL:+COMP-NULL:+CTYPE-X509:$1"
}

client_of_gnutls() { # SUITE GROUP WORDS
  rm -f server.json
  {
    printf 'POST / HTTP/1.0\r\nContent-Length: %d\r\n\r\n' "$(stat -c %s text)"
    cat text
    # It ends with its input, and what it has not read by then is lost.
    for ((i = 0; i < 100; i++)); do
      [ ! -s server.json ] || break
      sleep 0.05
    done
  } | timeout 20 gnutls-cli --priority "$(priority "$3")" --x509cafile "$pem/root.pem" \
    --sni-hostname www.example.com --verify-hostname www.example.com --port "$port" 127.0.0.1 \
    >client.log 2>&1
  grep -q 'The certificate is trusted' client.log && grep -qFf text client.log &&
    reports server.json version=tls1.2 suite="$1" group="$2" error=null && return 0
  head -c 4000 client.log
  return 1
}

server_of_gnutls() { # SUITE GROUP WORDS
  local groups=()
  [ "$2" = null ] || groups=(--groups "$2")
  run_endpoint client --ca "$pem/root.pem" --sni www.example.com --ciphers "$1" "${groups[@]}" \
    --send "$(head -c 900 text)"$'\n'
  [ $status -eq 0 ] && cmp <(head -c 900 text) <(head -c 900 client.log) &&
    reports client.json suite="$1" group="$2" chain=3 error=null && return 0
  cat client.log.err
  return 1
}

start_endpoint server --cert "$pem/chain.pem" --key "$pem/server.key"
while read -r suite group words; do
  [ -n "$suite" ] || continue
  check "gnutls-cli verifies the chain and exchanges data: $suite, ${group/null/RSA key exchange}" \
    client_of_gnutls "$suite" "$group" "$words"
done <<<"$offers"

port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
start serv.log gnutls-serv --echo --disable-client-cert --port "$port" \
  --x509certfile "$pem/chain.pem" --x509keyfile "$pem/server.key" \
  --priority NORMAL:-VERS-ALL:+VERS-TLS1.2:+RSA:+AES-128-CBC:+SHA1
await serv.log.err '.*listening on IPv4 .* port \([0-9]*\).*'
address=127.0.0.1:$port
while read -r suite group words; do
  [ -n "$suite" ] || continue
  check "gnutls-serv echoes: $suite, ${group/null/RSA key exchange}" \
    server_of_gnutls "$suite" "$group" "$words"
done <<<"$offers"

conclude
