#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The options of tls-endpoint for SSL 3.0 to TLS 1.2, with itself as its peer: versions, suites,
# groups, identities, client certificates, sessions, renegotiation, extensions, exporters.
# usage: check-endpoint-family.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl
"$here/make-certificates.sh" certificates
pem=$work/certificates
cat "$pem/root.pem" "$pem/mixed-root.pem" >roots.pem
openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.pem -subj /CN=Other \
  -days 3650 -addext subjectAltName=DNS:other.example.com >openssl.log 2>&1 || cat openssl.log
cat other.pem >>roots.pem
head -c 30000 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >data

rsa=(--cert "$pem/chain.pem" --key "$pem/server.key")
ecdsa=(--cert "$pem/ecdsa-chain.pem" --key "$pem/ecdsa.key")
dsa=(--cert "$pem/dsa-chain.pem" --key "$pem/dsa.key")
dh=(--cert "$pem/dh-chain.pem" --key "$pem/dh.key")
all_versions=(--min ssl3 --max tls1.2)
cbc=TLS_RSA_WITH_AES_128_CBC_SHA
ecdhe=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
groups=x25519
for group in 163k1 163r1 163r2 193r1 193r2 233k1 233r1 239k1 283k1 283r1 409k1 409r1 571k1 571r1; do
  groups+=,sect$group
done
for group in 160k1 160r1 160r2 192k1 192r1 224k1 224r1 256k1 256r1 384r1 521r1; do
  groups+=,secp$group
done

lines() { # FILE
  if [ -e "$1" ]; then wc -l <"$1"; else echo 0; fi
}

# Waits until a report has more lines than before.
await_lines() { # FILE BEFORE
  local i
  for ((i = 0; i < 100; i++)); do
    [ "$(lines "$1")" -le "$2" ] || return 0
    sleep 0.05
  done
  echo "$1 has no new line"
  return 1
}

# tls-endpoint as server, with a fresh report.
serve() { # OPTION...
  [ -z "${process:-}" ] || kill "$process"
  rm -f server.json
  start_endpoint server "$@"
}

# A client that asks for a page and gets it; its report has these values.
talks() { # NAME=VALUE... -- OPTION...
  local values=(error=null) before
  while [ "$1" != -- ]; do
    values+=("$1")
    shift
  done
  shift
  before=$(lines server.json)
  run_endpoint client --ca roots.pem --sni www.example.com --get / "$@"
  cat client.log.err
  [ $status -eq 0 ] && [ "$(cat client.log)" = "Hello from tls-endpoint." ] &&
    reports client.json "${values[@]}" && await_lines server.json "$before"
}

# A client that does not get through, and what one end tells the other.
fails() { # ALERT WHO OPTION...
  local alert=$1 client_says=alert_sent server_says=alert_received before
  [ "$2" = client ] || { client_says=alert_received server_says=alert_sent; }
  before=$(lines server.json)
  run_endpoint client --ca roots.pem --sni www.example.com --get / "${@:3}"
  [ $status -eq 1 ] && reports client.json established=false "$client_says=$alert" &&
    await_lines server.json "$before" &&
    reports server.json established=false "$server_says=$alert"
}

# Versions, suites, groups and keys of the server.
suites=0x002f,0x0034,0xc013,0x0032,0xc009,0xc004,0x003f,0x0003,0x0014
serve "${rsa[@]}" "${ecdsa[@]}" "${dsa[@]}" "${dh[@]}" "${all_versions[@]}" --groups "$groups" \
  --ciphers "$suites"
for version in ssl3 tls1.0 tls1.1 tls1.2; do
  check "--min ssl3 --max $version ends there" talks version=$version suite=$cbc -- \
    --min ssl3 --max $version --ciphers $cbc
  check "--min $version --max $version is that one version" talks version=$version -- \
    --min $version --max $version --ciphers $cbc
done
check "--max alone lowers --min" talks version=tls1.0 -- --max tls1.0 --ciphers $cbc
while read -r version code name; do
  check "--ciphers $code is $name" talks "suite=$name" -- --max "$version" --ciphers "$code"
done <<'END'
tls1.2 0x0032 TLS_DHE_DSS_WITH_AES_128_CBC_SHA
tls1.2 0xc009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
tls1.2 0xc004 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA
tls1.2 0x003f TLS_DH_RSA_WITH_AES_128_CBC_SHA256
tls1.2 0x0034 TLS_DH_anon_WITH_AES_128_CBC_SHA
tls1.0 0x0003 TLS_RSA_EXPORT_WITH_RC4_40_MD5
tls1.0 0x0014 TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
END
for group in ${groups//,/ }; do
  check "--groups $group" talks "group=$group" -- --groups "$group" --ciphers 0xc013
done
check "--sigalgs that the server has no key for are refused" fails handshake_failure server \
  --ciphers 0xc013 --sigalgs ecdsa_secp521r1_sha512
check "the hello of OpenSSL 1.0.1 is answered" talks version=tls1.0 -- --hello openssl-1.0.1

serve --ciphers TLS_DH_anon_WITH_AES_128_CBC_SHA,TLS_ECDH_anon_WITH_AES_128_CBC_SHA
check "a server with anonymous suites alone needs no certificate" \
  talks peer_cert=null suite=TLS_ECDH_anon_WITH_AES_128_CBC_SHA -- \
  --ciphers TLS_ECDH_anon_WITH_AES_128_CBC_SHA
serve "${rsa[@]}" --dh-params "$pem/dh-params.pem" --ciphers 0x0033
check "--dh-params gives the group of DHE" talks suite=TLS_DHE_RSA_WITH_AES_128_CBC_SHA -- \
  --ciphers 0x0033
serve "${rsa[@]}" --cert other.pem --key other.key
check "the name that is asked for picks the certificate" \
  talks peer_cert=CN=Other -- --sni other.example.com
check "another name gets another certificate" talks peer_cert=CN=www.example.com --

# Client certificates.
client_certificate=(--cert "$pem/client-chain.pem" --key "$pem/client.key")
serve "${rsa[@]}" "${all_versions[@]}" --client-auth require --ca "$pem/root.pem" --ciphers $cbc
for version in ssl3 tls1.2; do
  check "$version: a client shows its certificate" talks -- --max $version --ciphers $cbc \
    "${client_certificate[@]}"
  check "$version: the server says whose it is" reports server.json chain=3 error=null
  check "$version: a client without a certificate is refused where one is required" \
    fails handshake_failure server --max $version --ciphers $cbc
done
check "a client keeps a certificate to itself that the server's roots do not know" \
  fails handshake_failure server --ciphers $cbc --cert other.pem --key other.key
serve "${rsa[@]}" "${all_versions[@]}" --client-auth request --insecure --ciphers $cbc
for version in ssl3 tls1.2; do
  check "$version: a client without a certificate is served where one is only asked for" \
    talks -- --max $version --ciphers $cbc
done
check "a server that takes anybody takes that client" \
  talks -- --ciphers $cbc "${client_certificate[@]}"
check "and says who it is" reports server.json chain=3 error=null

# Sessions.
resumes() { # OPTION...
  rm -f session
  talks resumed=false -- "$@" --session-out session && [ -s session ] &&
    talks resumed=true -- "$@" --session-in session --session-out session &&
    talks resumed=true -- "$@" --session-in session && reports server.json resumed=true
}

# A second connection with a session that does not serve it.
begins_anew() { # OPTION_OF_SECOND...
  rm -f session
  talks resumed=false -- --ciphers $cbc --session-out session &&
    talks resumed=false -- --session-in session "$@"
}

serve "${rsa[@]}" "${all_versions[@]}" --session-cache 10 --tickets 1 --ciphers "$cbc,$ecdhe"
for version in ssl3 tls1.0 tls1.1 tls1.2; do
  check "$version: a session is resumed by its id" \
    resumes --max $version --ciphers $cbc --tickets off
  [ $version = ssl3 ] || check "$version: a session is resumed by its ticket" \
    resumes --max $version --ciphers $cbc --session-cache off
done
check "a session of another suite is not resumed" begins_anew --ciphers $ecdhe
check "a session of another version is not resumed" begins_anew --max tls1.1 --ciphers $cbc
serve "${rsa[@]}" --session-cache off --tickets off --ciphers $cbc
check "a server without cache and tickets resumes nothing" begins_anew --ciphers $cbc
serve "${rsa[@]}" --session-cache 1 --ciphers $cbc
check "a cache of one session forgets the one before" eval \
  'talks -- --ciphers $cbc --session-out first && talks -- --ciphers $cbc --session-out second &&
   talks resumed=false -- --ciphers $cbc --session-in first'

# Renegotiation, with ends that have time for it.
echoes() { # NAME=VALUE -- OPTION...
  run_endpoint client --ca roots.pem --sni www.example.com --send "there and back" "${@:3}"
  cat client.log.err
  [ $status -eq 0 ] && [ "$(cat client.log)" = "there and back" ] &&
    reports client.json error=null "$1"
}

serve "${rsa[@]}" "${all_versions[@]}" --ciphers $cbc --mode echo --reneg secure
for version in ssl3 tls1.2; do
  check "$version: a client renegotiates" echoes handshakes=2 -- --max $version --ciphers $cbc \
    --reneg secure --renegotiate
done
serve "${rsa[@]}" "${all_versions[@]}" --ciphers $cbc --mode echo --reneg secure --renegotiate
for version in ssl3 tls1.2; do
  check "$version: a client follows a Hello Request" echoes handshakes=2 -- --max $version \
    --ciphers $cbc --reneg legacy
done
check "a client with --reneg off goes on without" echoes handshakes=1 -- --ciphers $cbc --reneg off
serve "${rsa[@]}" --ciphers $cbc --mode echo --reneg off
check "a server with --reneg off goes on without" echoes handshakes=1 -- --ciphers $cbc \
  --reneg secure --renegotiate

# Extensions and records.
serve "${rsa[@]}" --ciphers "$cbc,$ecdhe" --compression deflate --ocsp "$pem/ecdsa-ocsp.der"
check "extensions and compression are used where both ends have them" \
  talks ems=true etm=true compression=deflate -- --ciphers $cbc --compression deflate
check "and not where one of them is off" talks ems=false etm=false compression=off -- \
  --ciphers $cbc --ems off --etm off --compression off
check "a client with False Start is served" talks -- --ciphers $ecdhe --false-start

carries() { # SIZE
  run_endpoint client --ca roots.pem --sni www.example.com --max-fragment "$1" \
    --send-hex "$(cat data)"
  cat client.log.err
  [ $status -eq 0 ] && [ "$(od -An -v -tx1 client.log | tr -d ' \n')" = "$(cat data)" ]
}

check "a response about another certificate is refused" \
  fails bad_certificate_status_response client --ocsp -
serve "${rsa[@]}" --mode echo --max-fragment 700
for size in 512 4096 100 10000; do
  check "--max-fragment $size carries everything" carries $size
done

serve "${ecdsa[@]}" "${dsa[@]}" --ciphers 0xc009,0x0032 --ocsp "$pem/ecdsa-ocsp.der"
check "a client that does not ask gets no response" talks stapled_bytes=0 --
check "a client that asks gets the response about the certificate" eval \
  'talks -- --ocsp - && [ "$(member client.json stapled_bytes)" -gt 100 ]'
check "a certificate that the response does not name comes without" talks stapled_bytes=0 -- \
  --ciphers 0x0032 --ocsp -

# Exporters and keys.
export=(--export EXPERIMENTAL-endpoint,20)
serve "${rsa[@]}" "${all_versions[@]}" --ciphers $cbc "${export[@]}" --keylog server.keys
for version in tls1.0 tls1.1 tls1.2; do
  check "$version: both ends export the same" eval \
    'talks -- --max $version --ciphers $cbc "${export[@]}" &&
     grep -qE "^tls-endpoint: exported [0-9a-f]{40}$" client.log.err &&
     [ "$(member client.json exported)" = "$(member server.json exported)" ]'
done
check "SSL 3.0 exports nothing" talks exported=null -- --max ssl3 --ciphers $cbc "${export[@]}" \
  --keylog client.keys
check "in SSL 3.0, both log the same keys" eval 'cmp client.keys <(tail -n 1 server.keys)'

conclude
