#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the module as contrib/tls-spdy of an ns-3 source tree, with its tests and examples, and runs
# its suites there. Prints PASS or FAIL for each; leaves the tree as it was.
#
# usage: in-tree.sh NS3_SOURCE [WORK_FOLDER]
#
# NS3_SOURCE is ns-3.35 (waf) or ns-3.37 and later (CMake). A tree that is configured already is built
# where it is; another one is built in WORK_FOLDER (build/in-tree/NAME), with the needed modules alone.

set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tree=$(cd "${1:?usage: in-tree.sh NS3_SOURCE [WORK_FOLDER]}" && pwd)
work=${2:-$root/build/in-tree/$(basename "$tree")}
jobs=${TLS_SPDY_JOBS:-$(nproc)}
module=$tree/contrib/tls-spdy
version=$(cat "$tree/VERSION")
mkdir -p "$work"
[ ! -e "$module" ] || { echo "in-tree.sh: $module exists already" >&2; exit 2; }

failed=0
result() { # STATUS TITLE
  if [ "$1" -eq 0 ]; then echo "PASS $2"; else echo "FAIL $2"; failed=1; fi
}

# Names of the headers that the module adds to a tree.
# shellcheck disable=SC2317 # called when the tree is left
headers() { (cd "$root" && find model helper -name '*.h' -printf '%f\n'; echo tls-spdy-module.h); }

restore=:
# shellcheck disable=SC2317
leave_as_found() {
  rm -rf "$module"
  $restore >/dev/null 2>&1 || true
}
trap leave_as_found EXIT
trap 'exit 130' INT TERM

mkdir "$module"
(cd "$root" && tar -c --exclude=node_modules CMakeLists.txt wscript build-support model helper \
  examples test) | tar -x -C "$module"

if [ -x "$tree/ns3" ]; then
  cache=$tree/cmake-cache
  options=(-DNS3_TESTS=ON -DNS3_EXAMPLES=ON -DNS3_FILTER_MODULE_EXAMPLES_AND_TESTS=tls-spdy)
  if [ -f "$cache/CMakeCache.txt" ]; then
    output=$tree/build
    before=()
    for option in NS3_TESTS NS3_EXAMPLES NS3_ENABLED_MODULES NS3_FILTER_MODULE_EXAMPLES_AND_TESTS; do
      value=$(sed -n "s/^$option:[A-Z]*=//p" "$cache/CMakeCache.txt")
      before+=("-D$option=$value")
      [ $option != NS3_ENABLED_MODULES ] || [ -z "$value" ] ||
        options+=("-DNS3_ENABLED_MODULES=$value;tls-spdy")
    done
    # shellcheck disable=SC2317
    restore_cmake() {
      headers | (cd "$output/include/ns3" && xargs rm -f)
      find "$output" -path '*tls-spdy*' -delete
      cmake -S "$tree" -B "$cache" "${before[@]}"
    }
    restore=restore_cmake
  else
    cache=$work/cmake-cache
    output=$work/output
    options+=(-G Ninja -DCMAKE_BUILD_TYPE=default -DNS3_ASSERT=ON -DNS3_LOG=ON
      -DNS3_ENABLED_MODULES=tls-spdy "-DNS3_OUTPUT_DIRECTORY=$output")
  fi
  cmake -S "$tree" -B "$cache" "${options[@]}" >"$work/configure" 2>&1 ||
    { tail -n 30 "$work/configure"; result 1 "ns-$version configures with the module"; exit 1; }
  cmake --build "$cache" -j "$jobs" || { result 1 "ns-$version builds the module"; exit 1; }
else
  output=$work/output
  export WAFLOCK=.lock-waf-tls-spdy
  restore="rm -f $tree/$WAFLOCK"
  ! command -v ccache >/dev/null || export CXX="ccache g++" CC="ccache gcc"
  cd "$tree"
  python3 ./waf configure -o "$output" -d debug --disable-werror --disable-python --enable-tests \
    --enable-examples --enable-modules=tls-spdy >"$work/configure" 2>&1 ||
    { tail -n 30 "$work/configure"; result 1 "ns-$version configures with the module"; exit 1; }
  python3 ./waf build -j "$jobs" || { result 1 "ns-$version builds the module"; exit 1; }
fi
result 0 "ns-$version builds the module with its tests and examples"

runner=$(find "$output/utils" -name "ns$version-test-runner*" -type f -perm -u+x | head -n 1)
export LD_LIBRARY_PATH=$output/lib:${LD_LIBRARY_PATH:-}
cd "$tree"
suites=$("$runner" --list | grep '^tls-spdy' | sort)
[ -n "$suites" ] || result 1 "ns-$version lists suites of the module"
for suite in $suites; do
  status=0
  "$runner" --suite="$suite" --tempdir="$work/temp" >"$work/$suite" 2>&1 || status=$?
  [ $status -eq 0 ] || cat "$work/$suite"
  result $status "$suite on ns-$version"
done
exit $failed
