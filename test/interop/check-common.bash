# SPDX-License-Identifier: GPL-2.0-only
#
# What the check-*.sh share. A check gets the build folder, prints lines "PASS title" and
# "FAIL title", and ends with 1 when something failed. Peers are real programs on 127.0.0.1, on ports
# that the system gives; whatever a check starts it ends.

set -uo pipefail
[ $# -eq 1 ] || { echo "usage: $0 BUILD_FOLDER" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$1" && pwd)
programs=$build
[ ! -d "$build/bin" ] || programs=$build/bin
endpoint=$programs/tls-endpoint
work=$(mktemp -d)
cd "$work" || exit 2

failures=0
started=()

finish() {
  local pid
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null
  done
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

# Fails when one of the programs that a check needs is missing.
need() { # PROGRAM...
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "FAIL $program is installed"; exit 1; }
  done
}

# Installs the packages of package.json into the build folder, where the next check and the next run
# find them.
packages=$build/npm
install_npm_packages() {
  mkdir -p "$packages"
  (
    flock 8
    cmp -s "$here/package-lock.json" "$packages/installed" && exit 0
    cp "$here/package.json" "$here/package-lock.json" "$packages" &&
      cd "$packages" && timeout 100 npm ci --no-audit --no-fund --ignore-scripts &&
      cp package-lock.json installed
  ) 8>"$packages/.lock"
}

# Reports whether a command succeeds; its output is told when it does not.
check() { # TITLE COMMAND...
  local title=$1
  shift
  if "$@" >check.log 2>&1; then
    echo "PASS $title"
  else
    echo "FAIL $title"
    echo "  $*"
    sed 's/^/  /' check.log
    failures=$((failures + 1))
  fi
}

# A command in the background, at most five minutes long; sets `process`.
start() { # LOG COMMAND...
  local log=$1
  shift
  # What an earlier command of that name said must not be taken for this one's.
  : >"$log"
  timeout 300 "$@" >"$log" 2>"$log.err" </dev/null &
  process=$!
  started+=("$process")
}

# Waits until a line of a log matches and sets `found` to the group in the pattern.
await() { # LOG SED_PATTERN
  local i
  for ((i = 0; i < 400; i++)); do
    found=$(sed -n "s/$2/\1/p" "$1" 2>/dev/null | head -n 1)
    [ -z "$found" ] || return 0
    sleep 0.05
  done
  echo "nothing in $1 matches $2" >&2
  cat "$1" "$1.err" >&2
  return 1
}

# tls-endpoint as server; sets `address`, `port` and `process`.
start_endpoint() { # NAME OPTION...
  local name=$1
  shift
  start "$name.log" "$endpoint" server --listen 127.0.0.1:0 --timeout-ms 20000 \
    --report "$name.json" "$@"
  await "$name.log" '^LISTENING \(.*\)$'
  address=$found
  port=${address##*:}
}

# tls-endpoint as client, its result in NAME.log, NAME.log.err, NAME.json and `status`.
run_endpoint() { # NAME OPTION...
  local name=$1
  shift
  status=0
  timeout 30 "$endpoint" client --connect "$address" --timeout-ms 20000 --report "$name.json" "$@" \
    >"$name.log" 2>"$name.log.err" || status=$?
}

# One member of the last line of a report.
member() { # FILE NAME
  tail -n 1 "$1" 2>/dev/null | sed -n "s/.*\"$2\": \(\"[^\"]*\"\|[a-z0-9]*\).*/\1/p" | tr -d '"'
}

# Succeeds when the members of the last line of a report have these values.
reports() { # FILE NAME=VALUE...
  local file=$1 pair value result=0 i
  shift
  # A server writes its line when the connection is over, which may be after the client has ended.
  for ((i = 0; i < 60; i++)); do
    [ ! -s "$file" ] || break
    sleep 0.05
  done
  for pair in "$@"; do
    value=$(member "$file" "${pair%%=*}")
    if [ "$value" != "${pair#*=}" ]; then
      echo "${pair%%=*} is \"$value\", not \"${pair#*=}\""
      result=1
    fi
  done
  [ $result -eq 0 ] || tail -n 1 "$file"
  return $result
}

# Ends a check.
conclude() {
  [ $failures -eq 0 ]
  exit
}
