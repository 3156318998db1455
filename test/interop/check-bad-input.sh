#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What tls-endpoint does with octets that are no TLS, with records that were changed on the way, and
# with connections that end too early: the right alert on the wire, nothing accepted, and the server
# goes on serving. One server gets all of it.
# usage: check-bad-input.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl python3
"$here/make-certificates.sh" certificates
pem=$work/certificates
mkdir root
head -c 100000 /dev/urandom >root/file

start_endpoint server --cert "$pem/chain.pem" --key "$pem/server.key" --root root
victim=$port

lines() { # FILE
  if [ -e "$1" ]; then wc -l <"$1"; else echo 0; fi
}

# Waits until the server has reported one connection more than before.
await_report() { # BEFORE
  local i
  for ((i = 0; i < 100; i++)); do
    [ "$(lines server.json)" -le "$1" ] || return 0
    sleep 0.05
  done
  echo "the server reports nothing"
  return 1
}

# Octets sent to the server, the alert that answers (a record of two octets after its header).
answers() { # ALERT NUMBER HEX [REPEAT]
  local before reply
  before=$(lines server.json)
  reply=$(python3 "$here/raw-peer.py" send "$victim" "${@:3}")
  if [[ ! $reply =~ ^1503[0-9a-f]{2}000202$(printf %02x "$2")$ ]]; then
    echo "the answer is \"$reply\""
    return 1
  fi
  await_report "$before" && reports server.json alert_sent="$1" established=false
}

ends_truncated() { # HEX
  local before reply
  before=$(lines server.json)
  reply=$(python3 "$here/raw-peer.py" send "$victim" "$1")
  [ -z "$reply" ] && await_report "$before" &&
    reports server.json error=truncated established=false
}

zeros() { # NUMBER
  head -c "$1" /dev/zero | od -An -v -tx1 | tr -d ' \n'
}

check "an HTTP request instead of a hello is answered with unexpected_message" \
  answers unexpected_message 10 "$(printf 'GET / HTTP/1.0\r\n\r\n' | od -An -v -tx1 | tr -d ' \n')"
check "noise instead of a hello is answered with unexpected_message" \
  answers unexpected_message 10 ffeeddccbbaa99887766554433221100
check "an SSL 2.0 hello is answered with unexpected_message" \
  answers unexpected_message 10 802e01000200150000001001008008002006004004007000c0"$(zeros 23)"
check "a record over 2^14+2048 octets is answered with record_overflow" \
  answers record_overflow 22 1603034801"$(zeros 18433)"
check "its header is enough for that" answers record_overflow 22 160303ffff
check "a handshake message of 2^24-1 octets is answered with illegal_parameter" \
  answers illegal_parameter 47 160303000401ffffff
check "an empty handshake record is answered with unexpected_message" \
  answers unexpected_message 10 1603030000
check "application data before the handshake is answered with unexpected_message" \
  answers unexpected_message 10 1703030001aa
check "Change Cipher Spec before the handshake is answered with unexpected_message" \
  answers unexpected_message 10 140303000101
check "a Client Hello that is cut short is answered with decode_error" \
  answers decode_error 50 160303000a010000060303aabbccdd
check "a flood of warnings does not hold the server" \
  answers unexpected_message 10 15030300020164 20000
check "the end of the connection before a hello is reported as truncation" ends_truncated ""
check "the end of the connection within a record is reported as truncation" \
  ends_truncated 1603030200010001fc

# The same for the client.
client_refuses() { # ALERT NUMBER HEX
  start answer.log python3 "$here/raw-peer.py" answer "$3"
  await answer.log '^LISTENING \(.*\)$'
  address=$found
  run_endpoint client --ca "$pem/root.pem" --sni www.example.com --get /
  [ $status -eq 1 ] && grep -q "^tls-endpoint: $1: " client.log.err &&
    reports client.json alert_sent="$1" established=false &&
    await answer.log "^\(1503..000202$(printf %02x "$2")\)\$" && return 0
  # The hello that came first is not part of the answer when both came in one piece.
  cat client.log.err answer.log
  return 1
}

check "a client answers an HTTP reply with unexpected_message" client_refuses \
  unexpected_message 10 "$(printf 'HTTP/1.0 400 Bad Request\r\n\r\n' | od -An -v -tx1 | tr -d ' \n')"
check "a client answers a Server Hello Done without a Server Hello with unexpected_message" \
  client_refuses unexpected_message 10 16030300040e000000
check "a client answers a record over 2^14+2048 octets with record_overflow" \
  client_refuses record_overflow 22 1603034801

# One octet of a handshake between two tls-endpoints, changed on the way. ALERT is what WHO says.
tampered() { # WHO ALERT DIRECTION TYPE INDEX ACTION
  local who=$1 alert=$2 before client_says server_says
  before=$(lines server.json)
  start proxy.log python3 "$here/tampering-proxy.py" "$victim" "${@:3}"
  await proxy.log '^LISTENING \(.*\)$'
  address=$found
  run_endpoint client --ca "$pem/root.pem" --sni www.example.com --groups x25519 --get /file \
    --out tampered
  await_report "$before" || return 1
  client_says=alert_sent server_says=alert_received
  [ "$who" = client ] || { client_says=alert_received server_says=alert_sent; }
  [ $status -eq 1 ] && [ ! -e tampered ] && reports "$who.json" bytes_received=0 &&
    reports client.json "$client_says=$alert" && reports server.json "$server_says=$alert" &&
    return 0
  echo "exit status $status"
  cat client.log.err
  return 1
}

check "a changed octet of the Client Hello's random: the client says decrypt_error" \
  tampered client decrypt_error c2s 22 0 flip:10
check "a changed octet of the Server Hello's random: the client says decrypt_error" \
  tampered client decrypt_error s2c 22 0 flip:10
check "a changed octet of a certificate's signature: the client says bad_certificate" \
  tampered client bad_certificate s2c 22 1 flip:-1
check "a changed octet of the server's public value: the client says decrypt_error" \
  tampered client decrypt_error s2c 22 2 flip:12
check "a changed octet of the key exchange's signature: the client says decrypt_error" \
  tampered client decrypt_error s2c 22 2 flip:-1
check "a changed type of the Server Hello Done: the client says unexpected_message" \
  tampered client unexpected_message s2c 22 3 flip:0
check "a changed octet of the client's public value: the server says bad_record_mac" \
  tampered server bad_record_mac c2s 22 1 flip:-1
check "a changed octet of the client's Finished: the server says bad_record_mac" \
  tampered server bad_record_mac c2s 22 2 flip:-1
check "a changed octet of the server's Finished: the client says bad_record_mac" \
  tampered client bad_record_mac s2c 22 4 flip:-1
check "a changed octet of the request: the server says bad_record_mac" \
  tampered server bad_record_mac c2s 23 0 flip:-1
check "a changed octet of the reply: the client says bad_record_mac" \
  tampered client bad_record_mac s2c 23 0 flip:20

# TCP that ends without close_notify.
cut() { # WHO DIRECTION TYPE INDEX OPTION...
  local who=$1 before
  before=$(lines server.json)
  start proxy.log python3 "$here/tampering-proxy.py" "$victim" "$2" "$3" "$4" cut
  await proxy.log '^LISTENING \(.*\)$'
  address=$found
  run_endpoint client --ca "$pem/root.pem" --sni www.example.com "${@:5}"
  await_report "$before" || return 1
  if [ "$who" = client ]; then
    [ $status -eq 1 ] && grep -q '^tls-endpoint: truncated' client.log.err &&
      reports client.json established=true error=truncated && return 0
  else
    reports server.json established=true error=truncated && return 0
  fi
  cat client.log.err
  return 1
}

check "a reply that ends without close_notify is reported by the client as truncation" \
  cut client s2c 23 3 --get /file
check "a connection that ends without close_notify is reported by the server as truncation" \
  cut server c2s 21 0 --send 'GET /file HTTP/1.1'

address=127.0.0.1:$victim
run_endpoint client --ca "$pem/root.pem" --sni www.example.com --get /file --out bodies
check "after all that the server serves" cmp root/file bodies/body-1
check "and the connection is closed by both with close_notify" \
  reports client.json error=null alert_sent=null alert_received=null

conclude
