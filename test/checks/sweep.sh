#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Campaigns: the cells of a sweep, run anywhere and in any order, come to the files that one process
# writes; a campaign that was stopped goes on; mistakes in a campaign file are named.
# usage: sweep.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/../interop/check-common.bash"
need parallel pgrep rsync
root=$(cd "$here/../.." && pwd)
export TLS_SPDY_BUILD=$build
unset TLS_SPDY_JOBS

sweep() { # FILE OPTION...
  timeout 600 "$root/tls-spdy" sweep "$@"
}

campaign() { # NAME LINE...
  local name=$1
  shift
  printf '%s\n' "$@" "out $work/$name" >"$name.txt"
}

same() { # FOLDER FOLDER FILE...
  local file
  for file in "${@:3}"; do
    cmp "$1/$file" "$2/$file" || return 1
  done
}

latency=(program\ handshake-latency 'kind  tls12-ecdhe-rsa, tls12-id' 'group secp256r1, x25519'
  'rtt   10ms, 50ms' 'loss  0, 0.1' 'samples 40')
grid=(--kind=tls12-ecdhe-rsa,tls12-id --group=secp256r1,x25519 --rtt=10ms,50ms --loss=0,0.1
  --samples=40)
"$programs/handshake-latency" "${grid[@]}" --out=one >/dev/null || exit 1
results=(latency.csv summary.csv)

campaign together "${latency[@]}"
check "a campaign of handshakes runs" sweep together.txt
check "its files are those of one process, to the octet" same one together "${results[@]}"
check "its pictures are drawn" test -s together/latency-vs-loss.png
# Two groups of tls12-ecdhe-rsa and none of tls12-id, each in four places.
cells=12
check "the job log has a line for each cell" test "$(wc -l <together/jobs.log)" -eq $((cells + 1))

campaign backwards "${latency[@]}"
sweep backwards.txt --slurm >/dev/null
backwards() {
  local i
  for ((i = cells; i > 0; i--)); do backwards/run-cell $i || return 1; done
}
check "the cells run in any order" backwards
check "what has run is put together without running again" sweep backwards.txt
check "the order of the runs leaves no trace" same one backwards "${results[@]}"

# A command like ssh whose only host is this one. Like sshd it says what the shell of the user is:
# GNU parallel asks for it there, and it need not be set here.
over_ssh() {
  printf '%s\n' '#!/bin/sh' 'while [ "$1" != other ]; do shift; done' 'shift' \
    '[ "$1" != -- ] || shift' 'SHELL=/bin/sh exec sh -c "$*"' >remote-shell
  chmod +x remote-shell
  campaign hosts "${latency[@]}"
  sweep hosts.txt --sshlogin ":,1/$work/remote-shell other" && cat hosts/jobs.log &&
    grep -q "$(printf '\t.*remote-shell other\t')" hosts/jobs.log &&
    grep -q "$(printf '\t:\t')" hosts/jobs.log
}
check "a campaign uses other hosts" over_ssh
check "where a cell ran leaves no trace" same one hosts "${results[@]}"

campaign pages 'program page-load' 'protocol http, https, spdy/3.1' 'domains multi, single' \
  'rtt 50ms' 'loss 0, 0.05' 'samples 3'
check "a campaign of pages runs" sweep pages.txt
"$programs/page-load" --protocol=http,https,spdy/3.1 --domains=multi,single --rtt=50ms \
  --loss=0,0.05 --samples=3 --out=one-page >/dev/null
check "its tables and its archive are those of one process" \
  same one-page pages pages.csv objects.csv pages-summary.csv page.har

# Stops a campaign in the middle, with a signal to all its processes, and takes it up again.
stopped() { # NAME SIGNAL
  local i before
  campaign "$1" "${latency[@]}"
  setsid timeout 600 "$root/tls-spdy" sweep "$1.txt" --jobs 1 >"$1.log" 2>&1 &
  process=$!
  started+=("$process")
  for ((i = 0; i < 600; i++)); do
    [ "$(find "$1/cells" -maxdepth 1 -name '[0-9]*' ! -name '*.*' 2>/dev/null | wc -l)" -lt 3 ] || break
    sleep 0.05
  done
  # shellcheck disable=SC2046 # a list: the leader of the session and all that it started
  kill -s "$2" $(pgrep -s "$process")
  wait "$process"
  ls "$1/cells"
  [ ! -e "$1/latency.csv" ] && [ ! -d "$1/cells/$cells" ] || return 1
  before=$(cd "$1/cells" && stat -c '%n %Y %i' [0-9] 2>/dev/null)
  [ -n "$before" ] && sweep "$1.txt" &&
    (cd "$1/cells" && [ "$before" = "$(xargs stat -c '%n %Y %i' <<<"$(awk '{ print $1 }' <<<"$before")")" ]) &&
    same one "$1" "${results[@]}"
}
check "a campaign that is interrupted goes on where it was and loses nothing" stopped interrupted INT
check "so does one that is killed" stopped killed KILL
check "nothing of what was killed remains" eval '[ -z "$(find killed -name "*.*" -path "*/cells/*.*" -type d)" ]'

rm -r killed/cells/7
check "a cell that got lost is run again" sweep killed.txt
check "and nothing shows that it was" same one killed "${results[@]}"
sed -i 3s/ok/no/ killed/cells/7/latency.csv
check "a changed row is not found out, but a missing one is" eval \
  'sed -i "3d" killed/cells/8/latency.csv; ! sweep killed.txt 2>refused; grep -q "cells/8/latency.csv:3: " refused'

refuses() { # SENTENCE LINE...
  rm -rf bad
  campaign bad "${@:2}"
  ! sweep bad.txt >refused.log 2>&1 || return 1
  cat refused.log
  [ "$(grep -c . refused.log)" -eq 1 ] && grep -qF "$1" refused.log && [ ! -e bad ]
}
check "an option that does not exist is named with its line" \
  refuses "bad.txt:3: handshake-latency has no option \"rrt\"" 'program handshake-latency' '' 'rrt 5ms'
check "a value that is wrong is named with its line" \
  refuses 'bad.txt:2: --rtt was given as "5parsec"' 'program handshake-latency' 'rtt 1ms, 5parsec'
printf '%s\n' '# slow' 'sign rsa 2048 fast' >bad.calibration
check "a calibration that is wrong is named with its line, too" \
  refuses "bad.txt:2: --serverCpu was given as \"$work/bad.calibration\": Calibration $work/bad.calibration, line 2: " \
  'program handshake-latency' "serverCpu $work/bad.calibration"
check "an option without a value is named with its line" \
  refuses 'bad.txt:1: "rtt" has no value' rtt 'program handshake-latency'
check "an option that is given twice is named with its line" \
  refuses 'bad.txt:4: "rtt" was given before' 'program handshake-latency' 'rtt 1ms' '# more' 'rtt 2ms'
check "a line that is no option is named" \
  refuses 'bad.txt:2: "--rtt" is no name of an option' 'program handshake-latency' '--rtt 5ms'
check "a program that does not exist is named with its line" \
  refuses 'bad.txt:1: there is no program handshake-lateness' 'program handshake-lateness'
check "a program that does not sweep is named with its line" \
  refuses 'bad.txt:1: minimal-https does not sweep' 'program minimal-https'
check "a campaign without a program is refused" refuses 'no line says which program' 'rtt 5ms'
check "options of single runs are refused" \
  refuses 'bad.txt:2: "only" is for single runs' 'program handshake-latency' 'only 3'
check "a campaign file that does not exist is named" eval \
  '! sweep nowhere.txt 2>refused; grep -q "there is no campaign file .*nowhere.txt" refused'
campaign together 'program handshake-latency' 'samples 3'
check "another campaign does not go into the same folder" eval \
  '! sweep together.txt 2>refused; grep -q "together holds another campaign" refused'
check "and leaves it as it was" same one together "${results[@]}"
conclude
