#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What users of ns-3 know works with the scenarios: --PrintAttributes, ConfigStore, FlowMonitor, SQLite
# output, captures of single rows, topologies of one's own.
# usage: ns3-tools.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/../interop/check-common.bash"
need sqlite3 python3 tshark
root=$(cd "$here/../.." && pwd)
export LC_ALL=C
session=$programs/tls-spdy-session
latency=$programs/handshake-latency

# Every attribute that a source file registers, as "ns3::Class Attribute".
registered() {
  python3 - "$root" <<'END'
import pathlib, re, sys
for top in ('model', 'helper'):
    for path in sorted((pathlib.Path(sys.argv[1]) / top).rglob('*.cc')):
        text = path.read_text()
        for name in re.findall(r'\.AddAttribute\(\s*"(\w+)"', text):
            print(re.search(r'TypeId\("(ns3::\w+)"\)', text).group(1), name)
END
}

all_attributes() {
  local type name
  registered >attributes
  [ "$(wc -l <attributes)" -gt 40 ] || return 1
  while read -r type name; do
    [ -s "$type" ] || "$session" --PrintAttributes="$type" >"$type"
    grep -qE "^ *--$type::$name=" "$type" || { echo "$type::$name is not shown"; return 1; }
    "$session" --PrintGroup=TlsSpdy | grep -q "$type" || { echo "$type has no group"; return 1; }
  done <attributes
}
check "--PrintAttributes shows every attribute, --PrintGroup every class that has some" all_attributes

check "ConfigStore saves defaults and attributes" \
  "$session" --out=saved --ns3::ConfigStore::Mode=Save --ns3::ConfigStore::Filename=all.txt
check "among them that of a class and those of its objects" eval \
  'grep -q "^default ns3::TlsSocket::CloseTimeout \"+6e+10ns\"" all.txt &&
   grep -q "^value /.*/NodeList/1/.*/\$ns3::CryptoProcessor/Cores \"1\"" all.txt'
check "what was saved can be loaded, and changes nothing" eval \
  '"$session" --out=loaded --ns3::ConfigStore::Mode=Load --ns3::ConfigStore::Filename=all.txt &&
   cmp saved/timeline.csv loaded/timeline.csv && cmp saved/session-client.pcap loaded/session-client.pcap'
echo 'default ns3::WebClient::Ping "false"' >quiet.txt
check "a default that it loads counts" eval \
  'grep -q ,PING, saved/timeline.csv &&
   "$session" --out=quiet --ns3::ConfigStore::Mode=Load --ns3::ConfigStore::Filename=quiet.txt &&
   ! grep ,PING, quiet/timeline.csv'
printf '%s\n' 'value /NodeList/1/$ns3::CryptoProcessor/SpeedFactor "0.01"' >slow.txt
slower() {
  "$session" --out=slow --ns3::ConfigStore::Mode=Load --ns3::ConfigStore::Filename=slow.txt >/dev/null
  ! cmp saved/timeline.csv slow/timeline.csv
}
check "and an attribute of an object: a slow server takes longer" slower
check "a file that is not there is refused" eval \
  '! "$session" --out=none --ns3::ConfigStore::Mode=Load --ns3::ConfigStore::Filename=none.txt 2>refused &&
   grep -q "ns3::ConfigStore::Filename was given as \"none.txt\"" refused && [ ! -e none ]'

flows() { # FILE
  python3 - "$1" <<'END'
import sys, xml.etree.ElementTree
root = xml.etree.ElementTree.parse(sys.argv[1]).getroot()
flows = {flow.get('flowId'): flow for flow in root.find('Ipv4FlowClassifier')}
found = {(flows[s.get('flowId')].get('destinationPort') == '443', int(s.get('lostPackets')))
         for s in root.find('FlowStats')}
print(found)
assert found == {(True, 0), (False, 1)}, found
END
}
check "FlowMonitor watches a session" "$session" --flowMonitor=true --drop=s2c:3 --out=flows
check "it sees both directions and the packet that was lost" flows flows/flows.xml
"$session" --drop=s2c:3 --out=unwatched >/dev/null
check "and changes nothing" eval \
  'cmp flows/timeline.csv unwatched/timeline.csv && cmp flows/session-client.pcap unwatched/session-client.pcap'

grid=(--kind=tls12-ecdhe-rsa,tls12-id --rtt=50ms --loss=0.1 --samples=20)
"$latency" "${grid[@]}" --out=sweep --sqlite=true >/dev/null
check "a row is captured with its key log and watched by FlowMonitor" \
  "$latency" "${grid[@]}" --only=23 --pcap=true --flowMonitor=true --out=row
check "it is the row of the sweep" eval \
  '[ "$(sed -n 24p sweep/latency.csv)" = "$(sed -n 2p row/row-23.csv)" ]'
check "its packets are those of the row" eval '
  [ "$(tshark -r row/row-23-client.pcap -Y "tcp.srcport != 443 && tcp.len > 0" 2>/dev/null | wc -l)" = \
    "$(sed -n 2p row/row-23.csv | python3 -c "import csv, sys; print(next(csv.reader(sys.stdin))[26])")" ]'
check "its key log decrypts them" eval \
  'tshark -r row/row-23-server.pcap -o tls.keylog_file:row/row-23-session.keylog \
     -o tcp.reassemble_out_of_order:true -Y http -d tls.port==443,http 2>/dev/null | grep -q "GET /"'
check "FlowMonitor saw it" test -s row/row-23-flows.xml
check "a whole sweep is not captured" eval \
  '! "$latency" "${grid[@]}" --pcap=true --out=whole 2>refused && grep -q "beside --only" refused && [ ! -e whole ]'

# A table of the database as CSV, and the file; quotes may differ.
same_table() { # TABLE
  sqlite3 -header -csv sweep/results.sqlite "SELECT * FROM $1" | tr -d '"\r' >table
  tr -d '"' <"sweep/$1.csv" | diff - table
}
check "SQLite has the rows of latency.csv" same_table latency
check "and those of summary.csv" same_table summary
check "numbers are numbers and what is not known is NULL" eval '
  [ "$(sqlite3 sweep/results.sqlite "SELECT DISTINCT typeof(handshake_ms), typeof(kind), typeof(sample),
      typeof(\"group\") FROM latency WHERE result = '"'ok'"' ORDER BY 4")" = \
    "$(printf "real|text|integer|null\nreal|text|integer|text")" ]'

stations() {
  "$programs/wifi-stations" --seconds=20 --kind=tls12-ecdhe-rsa,tls12-id --out="$1" &&
    python3 - "$1/latency.csv" <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
times = {kind: sorted(float(row['handshake_ms']) for row in rows if row['kind'] == kind)
         for kind in ('tls12-ecdhe-rsa', 'tls12-id')}
print(len(rows), {kind: (len(of), of[0], of[len(of) // 2], of[-1]) for kind, of in times.items()})
assert all(row['result'] == 'ok' for row in rows)
assert sum(row['sample'] == '0' for row in rows) == 20, 'each station has a first connection'
assert len(rows) > 100
# Two round trips over the backhaul for a session that is resumed, three for others.
assert times['tls12-ecdhe-rsa'][0] > 60 and min(times['tls12-id']) > 40
END
}
check "twenty stations of a Wi-Fi cell, a topology of one's own, are recorded" stations wifi
check "the same again gives the same octets" eval 'stations again && cmp wifi/latency.csv again/latency.csv'
conclude
