#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The options of tls-endpoint, its exit statuses and files, with itself as its peer.
# usage: check-endpoint.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl python3
"$here/make-certificates.sh" certificates
pem=$work/certificates
mkdir root
head -c 400000 /dev/urandom >root/file
trusted=(--ca "$pem/root.pem" --sni www.example.com)

# Ends with 2 and one sentence that holds a text.
refuses() { # TEXT OPTION...
  local text=$1 status=0
  shift
  timeout 5 "$endpoint" "$@" >refused.log 2>&1 || status=$?
  cat refused.log
  [ $status -eq 2 ] && [ "$(wc -l <refused.log)" -eq 1 ] && grep -qF -e "$text" refused.log
}

refuses_what_is_missing() {
  local option good=0
  while read -r option; do
    # shellcheck disable=SC2086 # an option and its value
    refuses "${option%% *}" client --connect 127.0.0.1:1 --insecure $option || good=1
  done
  return $good
}

check "features that do not exist are refused by name" refuses_what_is_missing <<'END'
--groups x448
--sigalgs ed448
END
check "values that make no sense are refused" refuses_what_is_missing <<'END'
--min tls1.4
--ciphers 0x5
--psk 0
--psk-mode maybe
--record-size-limit 12
--early-data some
--padding 99999
--session-cache 0
--tickets some
--ems maybe
--etm 1
--compression gzip
--reneg always
--renegotiate
--max-fragment 16385
--hello openssl-3
--export label
--export label,0
END
server=(server --listen 127.0.0.1:0 --cert "$pem/chain.pem" --key "$pem/server.key")
check "a push of no path is refused" refuses "paths from /" "${server[@]}" --push /file,other
check "a server that asks for certificates needs roots" \
  refuses roots "${server[@]}" --client-auth require
check "a server without a certificate is refused" refuses certificate server --listen 127.0.0.1:0
check "a group that is none is refused" refuses server.key \
  "${server[@]}" --dh-params "$pem/server.key"
check "a session that is none is refused" refuses root.pem \
  client --connect 127.0.0.1:1 --insecure --session-in "$pem/root.pem"
check "an unknown option is refused" refuses --nonsense "${server[@]}" --nonsense
check "an option of the other side is refused" refuses --get "${server[@]}" --get /
check "an option without its value is refused" refuses --root "${server[@]}" --root
check "a file that is not there is refused" refuses /nowhere \
  server --listen 127.0.0.1:0 --cert /nowhere --key /nowhere
check "a report that cannot be written is refused" refuses /nowhere/report "${server[@]}" \
  --report /nowhere/report
check "a key that does not fit is refused" refuses other-root.key \
  server --listen 127.0.0.1:0 --cert "$pem/chain.pem" --key "$pem/other-root.key"
check "a client without trust is refused" refuses --ca client --connect 127.0.0.1:1

start_endpoint defaults --cert "$pem/chain.pem" --key "$pem/server.key" --min tls1.2 --max tls1.2 \
  --session-cache off --tickets off --ems off --etm off --compression off --reneg off \
  --client-auth none --hello default --prefer client --root root --alpn spdy/3.1,http/1.1 \
  --keylog server.keys
run_endpoint client "${trusted[@]}" --get /file --out bodies --requests 4 --alpn spdy/3.1 \
  --keylog client.keys
check "what asks for nothing is taken" reports client.json error=null
check "parallel requests on one SPDY session each get the file" \
  eval 'for i in 1 2 3 4; do cmp root/file "bodies/body-$i" || exit 1; done'
check "the report names what was negotiated" reports client.json version=tls1.2 \
  suite=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 group=secp256r1 resumed=false alpn=spdy/3.1 npn=null \
  peer_cert=CN=www.example.com alert_sent=null alert_received=null error=null
check "each line of a report is JSON" python3 -c \
  'import json, sys; [json.loads(line) for line in open(sys.argv[1])]' client.json
check "both sides log the same keys" eval \
  'cmp client.keys server.keys && grep -qE "^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$" client.keys'
run_endpoint client "${trusted[@]}" --get /file --chunk 1
check "the octets may come one at a time" cmp root/file client.log
run_endpoint client "${trusted[@]}" --get /file --ciphers 0x002f,0xc013 --sigalgs rsa_pkcs1_sha256
check "--prefer client follows the client's order of suites" \
  reports client.json suite=TLS_RSA_WITH_AES_128_CBC_SHA error=null

start_endpoint order --cert "$pem/chain.pem" --key "$pem/server-pkcs1.key" --prefer server --mode echo
run_endpoint client "${trusted[@]}" --send-hex 68656c6c6f --ciphers 0x002f,0xc013 --groups x25519
check "--prefer server follows its own" \
  reports client.json suite=TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA group=x25519 error=null
check "echo sends back what came" test "$(cat client.log)" = hello

# A connection that says nothing must not hold up the others.
python3 -c 'import socket, sys, time
s = socket.create_connection(("127.0.0.1", int(sys.argv[1]))); time.sleep(20)' "$port" &
started+=($!)
talkers=()
for i in 1 2 3; do
  run_endpoint "talker$i" "${trusted[@]}" --send "talker $i" &
  talkers+=($!)
done
wait "${talkers[@]}"
check "connections are served side by side" eval \
  'for i in 1 2 3; do [ "$(cat "talker$i.log")" = "talker $i" ] || exit 1; done'

status_of() { # STATUS TEXT COMMAND...
  local wanted=$1 text=$2 status=0
  shift 2
  timeout 20 "$@" >status.log 2>&1 || status=$?
  cat status.log
  echo "exit status $status"
  [ $status -eq "$wanted" ] && grep -qF -e "$text" status.log
}

check "a server that nobody calls ends with 3" status_of 3 timeout \
  "$endpoint" "${server[@]}" --max-conns 1 --timeout-ms 300
silent=$(python3 -c 'import socket
print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
check "a client whom nobody answers ends with 1" status_of 1 refused \
  "$endpoint" client --connect "127.0.0.1:$silent" --insecure --timeout-ms 3000
start mute.log python3 -c 'import socket, time
s = socket.create_server(("127.0.0.1", 0))
print("LISTENING 127.0.0.1:%d" % s.getsockname()[1], flush=True)
time.sleep(30)'
await mute.log '^LISTENING \(.*\)$'
check "a client whose peer is silent ends with 3" status_of 3 timeout \
  "$endpoint" client --connect "$found" --insecure --timeout-ms 300

start_endpoint counted --cert "$pem/chain.pem" --key "$pem/server.key" --max-conns 2 --mode sink
counted=$process
run_endpoint client "${trusted[@]}" --send one
run_endpoint client "${trusted[@]}" --send two
check "a server ends with 0 after --max-conns connections" wait "$counted"
start_endpoint counted --cert "$pem/chain.pem" --key "$pem/server.key" --max-conns 1
counted=$process
run_endpoint client "${trusted[@]}" --sni other.example.com
check "and with 1 when one of them failed" eval '! wait "$counted"'

conclude
