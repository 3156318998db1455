#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --crypto: what one end does not compute again for the other changes no octet, and stand-ins for
# public-key arithmetic change no time, in the files of every program that has the option.
# usage: cryptography.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/../interop/check-common.bash"

same() { # FOLDER FOLDER FILE...
  local file
  for file in "${@:3}"; do
    cmp "$1/$file" "$2/$file" || return 1
  done
}

differ() { # FILE FILE
  ! cmp -s "$1" "$2"
}

run() { # CRYPTO PROGRAM OPTION...
  "$programs/$2" --crypto="$1" --out="$1-$2" "${@:3}" >/dev/null || exit 1
}

for crypto in real shared modeled; do
  run $crypto handshake-latency --rtt=10ms,100ms --loss=0,0.1 --samples=6 --group=x25519 \
    --kind=tls12-ecdhe-rsa,tls12-rsa,tls12-id,tls12-ticket,tls12-client-auth,ssl3-rsa
  run $crypto tls-spdy-session --drop=s2c:3
  run $crypto page-load --protocol=https,spdy/3.1 --rtt=50ms --pcap=true
done

latency=(latency.csv summary.csv)
session=(timeline.csv session-client.pcap session-server.pcap session.keylog)
pages=(pages.csv objects.csv pages-summary.csv page-{1,2}.pcap page-{1,2}.keylog)
check "shared cryptography gives the rows of a study that real cryptography gives" \
  same {real,shared}-handshake-latency "${latency[@]}"
check "shared cryptography gives the capture and the key log of a session" \
  same {real,shared}-tls-spdy-session "${session[@]}"
check "shared cryptography gives the captures of whole pages" \
  same {real,shared}-page-load "${pages[@]}"
check "modeled cryptography gives the rows of a study, to the nanosecond" \
  same {real,modeled}-handshake-latency "${latency[@]}"
check "modeled cryptography gives the rows of whole pages" \
  same {real,modeled}-page-load pages.csv objects.csv pages-summary.csv
check "modeled cryptography says something else on the wire" \
  differ {real,modeled}-tls-spdy-session/session-client.pcap

# All but what is random itself.
steps() { # CRYPTO
  cut -d, -f1-7 "$1-tls-spdy-session/timeline.csv"
}
check "modeled cryptography gives the steps of a session, their octets and their times" \
  cmp <(steps real) <(steps modeled)

! "$programs/handshake-latency" --crypto=none --out=none >refused 2>&1
check "another word is refused with a sentence" \
  grep -qx 'handshake-latency: --crypto was given as "none", but allowed is real, shared or modeled.' \
  refused
check "and nothing is written" test ! -e none

conclude
