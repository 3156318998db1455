#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Files appear when they are complete: a disk without space, a folder without permission and a killed
# process leave what was there before, and the first two a sentence and exit status 1.
# usage: full-disk.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/../interop/check-common.bash"

# Runs a program whose files may have so many KiB; the system then answers as if the disk were full.
with_room() { # KIB PROGRAM OPTION...
  (
    trap '' XFSZ
    ulimit -f "$1"
    exec timeout 300 "$programs/$2" "${@:3}"
  )
}

# All files below a folder but run.txt, whose date differs, with their sums.
contents() { # FOLDER
  find "$1" -type f ! -name run.txt -exec sha256sum {} + | sort -k 2
}

# The program fails with one sentence and leaves its folder as it was.
fails_without_trace() { # FOLDER COMMAND...
  local folder=$1 status=0
  shift
  contents "$folder" >before
  "$@" >out.log 2>err.log || status=$?
  cat out.log err.log
  contents "$folder" >after
  [ $status -eq 1 ] && [ "$(wc -l <err.log)" -eq 1 ] &&
    grep -q "the files in .*$folder could not be written: " err.log && diff before after
}

# The same programs with enough room first, so that there are files that must survive.
latency=(handshake-latency --kind=tls12-ecdhe-rsa --rtt=10ms,50ms --loss=0,0.05 --samples=60)
pages=(page-load --protocol=http --rtt=50ms --loss=0,0.01 --samples=2 --pcap=true)
session=(tls-spdy-session)
for name in latency pages session; do
  declare -n command=$name
  check "${command[0]} writes its files" with_room unlimited "${command[@]}" --out=$name --sqlite=true
  check "${command[0]} leaves no other files" eval '! find $name -name "*.tmp*" | grep .'
done

check "handshake-latency without room for its tables says so" fails_without_trace latency \
  with_room 4 "${latency[@]}" --RngRun=7 --out=latency
check "so it does without room for the database" fails_without_trace latency \
  with_room 32 "${latency[@]}" --RngRun=7 --sqlite=true --out=latency
check "page-load without room for its tables says so" fails_without_trace pages \
  with_room 4 "${pages[@]}" --RngRun=7 --out=pages
check "so it does without room for its archive" fails_without_trace pages \
  with_room 24 "${pages[@]}" --pcap=false --RngRun=7 --out=pages
check "tls-spdy-session without room for a capture says so" fails_without_trace session \
  with_room 2 "${session[@]}" --RngRun=7 --out=session
if [ "$(id -u)" -ne 0 ]; then
  chmod a-w latency
  check "a folder without permission is named" fails_without_trace latency \
    with_room unlimited "${latency[@]}" --out=latency
  chmod u+w latency
fi

killed() {
  local i
  "$programs/handshake-latency" --kind=tls12-ecdhe-rsa --rtt=50ms --loss=0.05 --samples=1000000 \
    --RngRun=7 --sqlite=true --out=latency >/dev/null 2>&1 &
  process=$!
  for ((i = 0; i < 400; i++)); do
    [ "$(find latency -name "latency.csv.tmp*" -size +16k)" = "" ] || break
    sleep 0.05
  done
  contents latency >/dev/null
  kill -KILL "$process"
  wait "$process" 2>/dev/null
  ls -l latency
  [ -e "latency/latency.csv.tmp$process" ] && [ -e "latency/results.sqlite.tmp$process" ] &&
    rm latency/*.tmp"$process" && contents latency | diff before -
}
contents latency >before
check "a killed process leaves temporary names, and the old files as they were" killed
conclude
