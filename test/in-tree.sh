#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Puts the module into an ns-3 source tree as contrib/tls-spdy, builds it there with its tests and
# programs by the tree's own build system, and runs its suites in ns-3's test runner. Prints PASS or
# FAIL for each and leaves the tree as it was. Only the modules that this one needs are built, and of
# tests and examples only those of this module.
#
# usage: in-tree.sh NS3_SOURCE [WORK_FOLDER]
#
# NS3_SOURCE is ns-3.35 (waf) or ns-3.37 and later (CMake). What is built goes to
# WORK_FOLDER (build/in-tree/NAME) and serves the next time too.

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

# Files that the build systems write into the tree: what is configured, and waf's unpacked library.
kept=$work/kept
rm -rf "$kept"
mkdir "$kept"
[ ! -f "$tree/.lock-ns3_linux_build" ] || cp -p "$tree/.lock-ns3_linux_build" "$kept"
had_waf=$(find "$tree" -maxdepth 1 -name '.waf3-*')
# shellcheck disable=SC2317 # called when the tree is left
leave_as_found() {
  rm -rf "$module" "$tree/.lock-waf-tls-spdy" "$tree/.lock-ns3_linux_build"
  [ -n "$had_waf" ] || rm -rf "$tree"/.waf3-*
  cp -p "$kept"/.[!.]* "$tree" 2>/dev/null || true
}
trap leave_as_found EXIT
trap 'exit 130' INT TERM

# Recent ns-3 writes headers that include ours from where they are, and keeps them when ours moved.
[ ! -d "$work/build/include" ] ||
  find "$work/build/include" -type f -exec grep -qF "$module/" {} \; -delete

mkdir "$module"
(cd "$root" && tar -c --exclude=node_modules CMakeLists.txt wscript model helper \
  examples test) | tar -x -C "$module"

output=$work/build
built="ns-$version builds the module with its tests and programs"
export PYTHONDONTWRITEBYTECODE=1
cd "$tree"
if [ -x ns3 ]; then
  cmake -S . -B "$work/cmake-cache" -G Ninja -DCMAKE_BUILD_TYPE=default -DNS3_ASSERT=ON \
    -DNS3_LOG=ON -DNS3_TESTS=ON -DNS3_EXAMPLES=ON -DNS3_PRECOMPILE_HEADERS=OFF \
    -DNS3_ENABLED_MODULES=tls-spdy -DNS3_FILTER_MODULE_EXAMPLES_AND_TESTS=tls-spdy \
    -DNS3_OUTPUT_DIRECTORY="$output" >"$work/configure" 2>&1 ||
    { tail -n 30 "$work/configure"; result 1 "ns-$version configures with the module"; exit 1; }
  cmake --build "$work/cmake-cache" -j "$jobs" --target contrib/tls-spdy/all test-runner ||
    { result 1 "$built"; exit 1; }
else
  # ns-3.35 has no option that leaves out the tests and examples of other modules.
  cat >>"$module/wscript" <<'END'


def build(bld, build_module=build):
    build_module(bld)
    for other in list(bld.all_task_gen):
        test = getattr(other, 'is_ns3_module_test_library', False)
        program = getattr(other, 'is_ns3_program', False)
        if (test or program) and not other.path.is_child_of(bld.path):
            bld.exclude_taskgen(other)
    bld.env['NS3_MODULES_WITH_TEST_LIBRARIES'] = [('ns3-' + NAME, 'ns3-' + NAME + '-test')]
    bld.env['ENABLE_EXAMPLES'] = False
END
  export WAFLOCK=.lock-waf-tls-spdy
  ! command -v ccache >/dev/null || export CXX="ccache g++" CC="ccache gcc"
  python3 ./waf configure -o "$output" -d debug --disable-werror --disable-python --enable-tests \
    --enable-examples --enable-modules=tls-spdy --cxx-standard=-std=c++17 >"$work/configure" 2>&1 ||
    { tail -n 30 "$work/configure"; result 1 "ns-$version configures with the module"; exit 1; }
  python3 ./waf build -j "$jobs" || { result 1 "$built"; exit 1; }
fi
runner=$(find "$output/utils" -name "ns$version-test-runner*" -type f -perm -u+x | head -n 1)
result 0 "$built"

export LD_LIBRARY_PATH=$output/lib:${LD_LIBRARY_PATH:-}
suites=$("$runner" --list | grep '^tls-spdy' | sort)
[ -n "$suites" ] || result 1 "ns-$version lists suites of the module"
rm -rf "$work/temp" # some tests expect that a file is not there yet
for suite in $suites; do
  status=0
  "$runner" --suite="$suite" --tempdir="$work/temp" >"$work/$suite" 2>&1 || status=$?
  [ $status -eq 0 ] || cat "$work/$suite"
  result $status "$suite on ns-$version"
done
exit $failed
