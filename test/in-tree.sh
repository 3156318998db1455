#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the module as contrib/tls-spdy of an ns-3 source tree, with its tests and examples, and runs
# its suites there. Prints PASS or FAIL for each; leaves the tree as it was.
#
# usage: in-tree.sh NS3_SOURCE [WORK_FOLDER]
#
# NS3_SOURCE is ns-3.35 (waf) or ns-3.37 and later (CMake). The needed modules alone are built, in
# WORK_FOLDER (build/in-tree/NAME), which serves the next time too.

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

lock=$tree/.lock-ns3_linux_build # names the folder that was configured last
[ ! -f "$lock" ] || cp -p "$lock" "$work/lock"
# shellcheck disable=SC2317 # called when the tree is left
leave_as_found() {
  rm -rf "$module" "$tree/.lock-waf-tls-spdy" "$lock"
  [ ! -f "$work/lock" ] || mv "$work/lock" "$lock"
}
trap leave_as_found EXIT
trap 'exit 130' INT TERM

mkdir "$module"
(cd "$root" && tar -c --exclude=node_modules CMakeLists.txt wscript model helper \
  examples test) | tar -x -C "$module"

output=$work/output
if [ -x "$tree/ns3" ]; then
  cmake -S "$tree" -B "$work/cmake-cache" -G Ninja -DCMAKE_BUILD_TYPE=default -DNS3_ASSERT=ON \
    -DNS3_LOG=ON -DNS3_TESTS=ON -DNS3_EXAMPLES=ON -DNS3_PRECOMPILE_HEADERS=OFF \
    -DNS3_ENABLED_MODULES=tls-spdy -DNS3_FILTER_MODULE_EXAMPLES_AND_TESTS=tls-spdy \
    -DNS3_OUTPUT_DIRECTORY="$output" >"$work/configure" 2>&1 ||
    { tail -n 30 "$work/configure"; result 1 "ns-$version configures with the module"; exit 1; }
  cmake --build "$work/cmake-cache" -j "$jobs" --target contrib/tls-spdy/all test-runner ||
    { result 1 "ns-$version builds the module"; exit 1; }
else
  export WAFLOCK=.lock-waf-tls-spdy
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
