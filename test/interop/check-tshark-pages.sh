#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tshark reads every page load over SPDY/3 and SPDY/3.1 from the capture and the key log of page-load:
# each object's request is there, every header block inflates, every record is decrypted.
#
# tshark 4.0 keeps the header blocks it has inflated by stream id and frame type alone, for all
# connections of a capture together: with two sessions in one capture it shows a block of the first in
# place of one of the second, leaves that one out of its zlib stream, and calls what follows malformed.
# So each connection is dissected by itself, from the packets of the one capture.
# usage: check-tshark-pages.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need tshark

objects=40

# Dissects each connection of a page load; sets `connections`.
dissect() { # NAME NEGOTIATION
  local options=(-o "tls.keylog_file:$1/page-1.keylog" -o tcp.reassemble_out_of_order:TRUE)
  local last i
  # NPN happens under encryption, so that tshark has to be told what the port speaks.
  [ "$2" = alpn ] || options+=(-d tcp.port==443,tls -d tls.port==443,spdy)
  last=$(tshark -r "$1/page-1.pcap" -T fields -e tcp.stream 2>/dev/null | sort -nu | tail -n 1)
  for ((i = 0; i <= last; i++)); do
    tshark -r "$1/page-1.pcap" -Y "tcp.stream == $i" -w "$1/$i.pcap" 2>/dev/null || return 1
    tshark -r "$1/$i.pcap" "${options[@]}" -o tls.debug_file:"$1/$i.debug" -V 2>/dev/null || return 1
  done >"$1/text"
  connections=$((last + 1))
}

# How often a pattern is in a dissection.
has() { # NAME NUMBER PATTERN
  local number
  number=$(grep -cE "$3" "$1/text")
  [ "$number" = "$2" ] || { echo "\"$3\": $number times, not $2"; return 1; }
}

shows_all() { # NAME CONNECTIONS NEGOTIATION
  local good=0 connections records
  dissect "$1" "$3" || return 1
  [ "$connections" = "$2" ] || { echo "$connections connections, not $2"; good=1; }
  has "$1" 0 '[Mm]alformed|Expert Info \(Error|[Ii]nflation failed|decompression failed' || good=1
  has "$1" 0 'Encrypted Handshake Message|Encrypted Alert' || good=1
  records=$(grep -cE 'Record Layer: Application Data Protocol' "$1/text")
  [ "$(cat "$1"/*.debug | grep -c 'decrypted app data fragment')" = "$records" ] ||
    { echo "not all of $records records are decrypted"; good=1; }
  # A request or a push names each object of the page.
  has "$1" $objects '^SPDY: SYN_STREAM' || good=1
  has "$1" $objects '^    Header: :path: /' || good=1
  has "$1" $objects '^    Header: :status: 200' || good=1
  sed -n 's/^    Header: :path: //p' "$1/text" | sort >"$1/paths"
  [ "$(sort -u "$1/paths" | wc -l)" = $objects ] || { echo "not every path is there"; good=1; }
  return $good
}

loads() { # NAME OPTION...
  local name=$1
  shift
  timeout 120 "$programs/page-load" --out="$name" --pcap=true --samples=1 --rtt=50ms "$@" \
    >"$name.out" 2>&1 && return 0
  tail -n 20 "$name.out"
  return 1
}

number=0
while read -r protocol domains push loss negotiation connections; do
  [ -n "$protocol" ] || continue
  name=page-$((++number))
  title="$protocol, $domains, push=$push, loss=$loss, $negotiation"
  check "a page is loaded: $title" loads $name --protocol="$protocol" --domains="$domains" \
    --push="$push" --loss="$loss" --negotiation="$negotiation"
  check "tshark reads all of its requests and replies: $title" \
    shows_all $name "$connections" "$negotiation"
done <<END
spdy/3 single false 0 alpn 1
spdy/3 multi false 0 npn 7
spdy/3 single true 0 npn 1
spdy/3 multi true 0.02 alpn 7
spdy/3.1 single false 0 npn 1
spdy/3.1 multi false 0 alpn 7
spdy/3.1 single true 0.02 alpn 1
spdy/3.1 multi true 0 npn 7
END

conclude
