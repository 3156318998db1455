#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the module with waf against the installed ns-3, outside an ns-3 tree, and runs its suites.
# waf comes from Debian's package xmds2, unpacked and not installed.
# usage: waf-alone.sh BUILD_FOLDER

set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$1/waf-alone
mkdir -p "$work"
cd "$work"

if [ ! -d xmds2/usr ]; then
  apt-get download xmds2 && dpkg -x xmds2_*.deb xmds2
fi
cat >waf <<'END'
import os, sys
sys.path.insert(0, os.path.abspath('xmds2/usr/lib/python3/dist-packages/xpdeint/waf'))
from waflib import Context, Scripting
Scripting.waf_entry_point(os.getcwd(), Context.WAFVERSION, sys.path[0])
END

rm -rf model helper examples test
(cd "$root" && tar -c --exclude=node_modules wscript model helper examples test) | tar -x

# ccache knows these files from the CMake build if the paths relative to the compiler's folder and the
# options are the same, and CMake asks for dependency files.
if command -v ccache >/dev/null; then
  cat >cached-c++ <<'END'
#!/bin/sh
ccache c++ "$@" -MD -MT object -MF "$0.$$"
status=$?
rm -f "$0.$$"
exit $status
END
  chmod +x cached-c++
  export CXX=$PWD/cached-c++ CCACHE_BASEDIR=${root}
fi

if ! python3 waf configure build; then
  echo "FAIL waf builds the module, its programs and its tests outside an ns-3 tree"
  exit 1
fi
echo "PASS waf builds the module, its programs and its tests outside an ns-3 tree"

suite=$(build/tls-spdy-test --list | sort | head -n 1)
if build/tls-spdy-test --suite="$suite" >suite-output 2>&1; then
  echo "PASS the test runner that waf built runs a suite ($suite)"
else
  echo "FAIL the test runner that waf built runs a suite ($suite)"
  sed 's/^/    /' suite-output
fi
