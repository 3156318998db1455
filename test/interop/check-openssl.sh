#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tls-endpoint and OpenSSL's s_client and s_server, both ways: every suite and group, ALPN and NPN,
# data in both directions, and who refuses whom with which alert.
# usage: check-openssl.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl
"$here/make-certificates.sh" certificates
pem=$work/certificates
head -c 150000 /dev/urandom | base64 -w 0 >text
echo >>text
size=$(stat -c %s text)

# IANA's name, OpenSSL's name, group, OpenSSL's word for the group
offers="
TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE-RSA-AES128-GCM-SHA256 secp256r1 prime256v1
TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE-RSA-AES128-GCM-SHA256 x25519 X25519
TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA ECDHE-RSA-AES128-SHA secp256r1 prime256v1
TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA ECDHE-RSA-AES128-SHA x25519 X25519
TLS_RSA_WITH_AES_128_CBC_SHA AES128-SHA null null
"

s_client() { # LOG OPTION...
  local log=$1
  shift
  timeout 30 openssl s_client -connect "$address" -servername www.example.com \
    -CAfile "$pem/root.pem" -verify_return_error -verify_hostname www.example.com \
    -ign_eof "$@" >"$log" 2>&1
}

start_s_server() { # NAME CERTIFICATE OPTION...
  local name=$1 certificate=$2
  shift 2
  start "$name.log" openssl s_server -accept 127.0.0.1:0 -tls1_2 -cert "$pem/$certificate" \
    -cert_chain "$pem/authorities.pem" -key "$pem/server.key" "$@"
  await "$name.log" '^ACCEPT \(.*\)$'
  address=$found
}

# A POST whose body comes back: data in both directions.
client_of_openssl() { # SUITE CIPHER GROUP WORD
  local groups=()
  [ "$3" = null ] || groups=(-groups "$4")
  {
    printf 'POST / HTTP/1.0\r\nContent-Length: %d\r\n\r\n' "$size"
    cat "text"
  } | s_client client.log -tls1_2 -cipher "$2" "${groups[@]}" &&
    grep -q '^Verification: OK' client.log &&
    grep -q "Cipher is $2" client.log &&
    { [ "$3" = null ] || grep -q "Server Temp Key: .*$4" client.log; } &&
    grep -qxFf text client.log && return 0
  cat client.log
  return 1
}

server_of_openssl() { # SUITE CIPHER GROUP
  local groups=()
  [ "$3" = null ] || groups=(--groups "$3")
  run_endpoint client --ca "$pem/root.pem" --sni www.example.com --ciphers "$1" "${groups[@]}" \
    --get /text --out bodies
  [ $status -eq 0 ] && cmp text bodies/body-1 &&
    reports client.json version=tls1.2 suite="$1" group="$3" "peer_cert=CN=www.example.com" \
      chain=3 error=null && return 0
  cat client.log.err
  return 1
}

start_endpoint matrix --cert "$pem/chain.pem" --key "$pem/server.key"
while read -r suite cipher group word; do
  [ -n "$suite" ] || continue
  check "s_client verifies the chain and exchanges data: $suite, ${group/null/RSA key exchange}" \
    client_of_openssl "$suite" "$cipher" "$group" "$word"
done <<<"$offers"

# It serves files of the current folder.
start_s_server www server.pem -WWW
while read -r suite cipher group word; do
  [ -n "$suite" ] || continue
  check "s_server serves a file: $suite, ${group/null/RSA key exchange}" \
    server_of_openssl "$suite" "$cipher" "$group"
done <<<"$offers"

# Application protocols.
start_endpoint protocols --cert "$pem/chain.pem" --key "$pem/server-pkcs1.key" --mode sink \
  --alpn spdy/3.1,http/1.1 --npn spdy/3.1,http/1.1

negotiates() { # PATTERN OPTION...
  local pattern=$1
  shift
  timeout 30 openssl s_client -connect "$address" -CAfile "$pem/root.pem" -tls1_2 "$@" \
    >client.log 2>&1 </dev/null
  grep -q "$pattern" client.log && return 0
  cat client.log
  return 1
}

check "ALPN: s_client offers two and gets the server's first choice" \
  negotiates 'ALPN protocol: spdy/3.1' -alpn http/1.1,spdy/3.1
check "ALPN: s_client offers http/1.1 alone and gets it" \
  negotiates 'ALPN protocol: http/1.1' -alpn http/1.1
check "ALPN: nothing in common ends in no_application_protocol" \
  negotiates 'SSL alert number 120' -alpn h2
check "NPN: s_client picks spdy/3.1 from the server's list" \
  negotiates 'Next protocol: (1) spdy/3.1' -nextprotoneg spdy/3.1
check "NPN: the report of the server names it" reports protocols.json npn=spdy/3.1 alpn=null error=null

reverses() { # OPTION...  (s_server -rev answers each line backwards)
  run_endpoint client --ca "$pem/root.pem" --sni www.example.com --send $'drawer\n' "$@"
  [ $status -eq 0 ] && [ "$(cat client.log)" = reward ] && return 0
  cat client.log client.log.err
  return 1
}

start_s_server alpn server.pem -rev -alpn spdy/3.1,http/1.1
check "ALPN: s_server chooses and talks" reverses --alpn http/1.1,spdy/3.1
check "ALPN: the client learns the choice" reports client.json alpn=spdy/3.1 npn=null error=null
start_s_server npn server.pem -rev -nextprotoneg http/1.1,spdy/3.1
check "NPN: the client chooses from s_server's list and talks" reverses --npn spdy/3.1,http/1.1
check "NPN: the client reports its choice" reports client.json alpn=null npn=spdy/3.1 error=null

# Refusals of the client.
refuses() { # ALERT NUMBER SERVER_LOG OPTION...
  local alert=$1 number=$2 log=$3
  shift 3
  run_endpoint client --get / "$@"
  [ $status -eq 1 ] && grep -q "^tls-endpoint: $alert: " client.log.err &&
    reports client.json alert_sent="$alert" established=false bytes_received=0 &&
    await "$log" ".*SSL alert number \($number\)\$" && return 0
  echo "exit status $status"
  cat client.log.err
  return 1
}

start_s_server names server.pem -www
check "a wrong host name is refused with bad_certificate" \
  refuses bad_certificate 42 names.log.err --ca "$pem/root.pem" --sni other.example.com
start_s_server roots server.pem -www
check "an unknown root is refused with unknown_ca" \
  refuses unknown_ca 48 roots.log.err --ca "$pem/other-root.pem" --sni www.example.com
start_s_server expired expired.pem -www
check "an expired certificate is refused with certificate_expired" \
  refuses certificate_expired 45 expired.log.err --ca "$pem/root.pem" --sni www.example.com
run_endpoint client --insecure --get /
check "--insecure accepts it" reports client.json established=true error=null

# Refusals of the server.
start_endpoint refusals --cert "$pem/chain.pem" --key "$pem/server.key"
is_refused() { # ALERT NUMBER OPTION...
  local alert=$1 number=$2
  shift 2
  rm -f refusals.json
  ! s_client client.log "$@" && grep -q "SSL alert number $number\$" client.log &&
    reports refusals.json alert_sent="$alert" established=false && return 0
  cat client.log
  return 1
}

check "no common suite is answered with handshake_failure" \
  is_refused handshake_failure 40 -tls1_2 -cipher CAMELLIA128-SHA:@SECLEVEL=0
check "no common version is answered with protocol_version" \
  is_refused protocol_version 70 -tls1_1 -cipher ALL:@SECLEVEL=0
check "the server goes on serving afterwards" client_of_openssl \
  TLS_RSA_WITH_AES_128_CBC_SHA AES128-SHA null null

run_endpoint client --ca "$pem/root.pem" --sni www.example.com --groups x25519 \
  --ciphers TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 --get /
check "two tls-endpoints talk to each other" reports client.json group=x25519 error=null

conclude
