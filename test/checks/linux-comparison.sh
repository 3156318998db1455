#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Flights, handshakes without loss and single lost packets beside OpenSSL 3.0 over Linux: the quick
# part of `./tls-spdy compare`.
#
# usage: linux-comparison.sh BUILD_FOLDER

exec "$(dirname "$0")/../../doc/make-linux-comparison.py" --quick "$1"
