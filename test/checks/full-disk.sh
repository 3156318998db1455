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
# Runs a function in a mount namespace where the folder disk is a file system of 2 MiB. Systems that
# let nobody have one leave it out.
on_small_disk() { # FUNCTION
  unshare --map-root-user --mount bash -c 'mount -t tmpfs -o size=2m tmpfs disk && "$@"' - "$@"
}

# Fills the disk but for so many KiB.
leave() { # KIB
  rm -f disk/rest
  head -c "$(($(df --output=avail disk | tail -n 1) - $1))K" /dev/zero >disk/rest
}

play_on_disk() { # RUN
  "$programs/handshake-latency" --kind=tls12-ecdhe-rsa --rtt=10ms,50ms --loss=0,0.05 --samples=60 \
    --crypto=modeled --RngRun="$1" --out=disk/latency
}

tables_on_full_disk() {
  play_on_disk 1 && leave 8 && fails_without_trace disk/latency play_on_disk 7
}

# Tables are complete before pictures are drawn, and each picture is there whole or as it was.
pictures_on_full_disk() {
  local status=0 picture
  play_on_disk 1 && leave 48 || return 1
  cp disk/latency/latency.csv one.csv
  play_on_disk 7 2>err.log || status=$?
  cat err.log
  [ $status -eq 1 ] && [ "$(wc -l <err.log)" -eq 1 ] &&
    grep -q 'the files in disk/latency could not be written: ' err.log &&
    ! cmp one.csv disk/latency/latency.csv && [ "$(wc -l <disk/latency/latency.csv)" -eq 123 ] ||
    return 1
  for picture in disk/latency/*.png; do
    [ "$(tail -c 8 "$picture" | head -c 4)" = IEND ] || return 1
  done
  for picture in disk/latency/*.pdf; do
    [ "$(tail -n 1 "$picture")" = '%%EOF' ] || return 1
  done
  ! find disk -name '*.tmp*' | grep .
}
mkdir disk
export programs
export -f contents fails_without_trace leave play_on_disk tables_on_full_disk pictures_on_full_disk
if on_small_disk true 2>/dev/null; then
  check "a full disk leaves the tables as they were" on_small_disk tables_on_full_disk
  check "and no half-drawn picture" on_small_disk pictures_on_full_disk
fi

contents latency >before
check "a killed process leaves temporary names, and the old files as they were" killed
conclude
