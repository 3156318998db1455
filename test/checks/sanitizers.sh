#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the engines and their suites with AddressSanitizer, UndefinedBehaviorSanitizer and every
# assertion, and runs each suite: whatever a sanitizer finds ends it.
# usage: sanitizers.sh BUILD_FOLDER

set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$1/sanitize
jobs=${TLS_SPDY_JOBS:-$(nproc)}
mkdir -p "$build"

title="the engines and their suites build with sanitizers"
if cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DTLS_SPDY_SANITIZE=ON &&
  ninja -C "$build" -j "$jobs" tls-spdy-engine-test; then
  echo "PASS $title"
else
  echo "FAIL $title"
  exit 1
fi

# The sanitizers' reports go to standard error; leaks are reported at the end of the process.
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1

run_suite() { # SUITE
  local suite=$1 output=$build/$1
  mkdir -p "$output.files"
  if "$build/bin/tls-spdy-engine-test" --suite="$suite" --tempdir="$output.files" >"$output" 2>&1; then
    echo "PASS $suite with sanitizers"
  else
    # In one piece, since suites run side by side.
    printf '%s\n' "FAIL $suite with sanitizers" "$(head -n 60 "$output")"
    return 1
  fi
}
export build
export -f run_suite
# shellcheck disable=SC2016 # the inner shell expands it
"$build/bin/tls-spdy-engine-test" --list | sort | xargs -P "$jobs" -I{} bash -c 'run_suite "$1"' - {}
