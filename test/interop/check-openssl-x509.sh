#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Ask OpenSSL about the certificates that the module builds: it must accept the good ones under
# its strict profile and refuse each bad one for the right reason.
#
# usage: check-openssl-x509.sh TEST_PROGRAM
#        TEST_PROGRAM runs ns-3 test suites: the module's own, or test-runner of an ns-3 tree

set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 TEST_PROGRAM" >&2
    exit 2
fi
command -v openssl >/dev/null || {
    echo "openssl is needed" >&2
    exit 2
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" --suite=tls-spdy-x509 --tempdir="$folder/files" >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    exit 1
}

failures=0
checks=0

# verify NAME FILES_FOLDER PURPOSE: OpenSSL's opinion of one chain at a fixed date
verify() {
    host="-verify_hostname www.example.com"
    [ "$3" = sslserver ] || host=
    # shellcheck disable=SC2086
    openssl verify -x509_strict -auth_level 0 -attime 1400000000 -purpose "$3" $host \
        -no-CApath -no-CAstore -CAfile "$2/root-$1.pem" -untrusted "$2/chain-$1.pem" \
        "$2/leaf-$1.pem" 2>&1
}

# expect NAME FILES_FOLDER PURPOSE TEXT: OpenSSL must say TEXT
expect() {
    checks=$((checks + 1))
    said=$(verify "$1" "$2" "$3") || true
    if ! printf '%s\n' "$said" | grep -q "$4"; then
        echo "FAIL $1: expected \"$4\", OpenSSL says: $said" >&2
        failures=$((failures + 1))
    fi
}

root=$(find "$folder/files" -name root-server-3.pem)
files=${root%/*}
if [ -z "$root" ]; then
    echo "the test suite wrote no certificates" >&2
    exit 1
fi

for name in server-1 server-3 server-9 server-testbed; do
    expect "$name" "$files" sslserver ': OK$'
done
expect client-3 "$files" sslclient ': OK$'
expect bad-signature "$files" sslserver 'certificate signature failure'
expect bad-name "$files" sslserver 'hostname mismatch'
expect bad-ca-flag "$files" sslserver 'error 79\|invalid CA certificate'
expect bad-date "$files" sslserver 'certificate has expired'

for file in "$files"/leaf-*.pem "$files"/root-*.pem; do
    checks=$((checks + 1))
    openssl x509 -in "$file" -noout -text >"$folder/text" || failures=$((failures + 1))
    grep -q 'X509v3 Subject Key Identifier' "$folder/text" || failures=$((failures + 1))
done

echo "OpenSSL on the module's certificates: $checks checks, $failures failures"
[ "$failures" -eq 0 ]
