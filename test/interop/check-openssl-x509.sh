#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Ask OpenSSL about the certificates and OCSP responses that the module builds: it must accept the
# good ones under its strict profile and refuse each bad one for the right reason.
#
# usage: check-openssl-x509.sh BUILD

set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 BUILD" >&2
    exit 2
fi
command -v openssl >/dev/null || {
    echo "openssl is needed" >&2
    exit 2
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1/bin/tls-spdy-test" --suite=tls-spdy-x509 --tempdir="$folder/files" >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    exit 1
}

failures=0

# verify NAME FILES_FOLDER PURPOSE: OpenSSL's opinion of one chain at a fixed date
verify() {
    host="-verify_hostname www.example.com"
    [ "$3" = sslserver ] || host=
    # shellcheck disable=SC2086
    openssl verify -x509_strict -auth_level 0 -attime 1400000000 -purpose "$3" $host \
        -no-CApath -no-CAstore -CAfile "$2/root-$1.pem" -untrusted "$2/chain-$1.pem" \
        "$2/leaf-$1.pem" 2>&1
}

# expect TITLE NAME FILES_FOLDER PURPOSE TEXT: OpenSSL must say TEXT
expect() {
    said=$(verify "$2" "$3" "$4") || true
    report "$1" "$said" "$5"
}

# report TITLE TEXT PATTERN: one line for a check
report() {
    if printf '%s\n' "$2" | grep -q "$3"; then
        echo "PASS OpenSSL on our certificates: $1"
    else
        echo "FAIL OpenSSL on our certificates: $1"
        echo "expected \"$3\", OpenSSL says: $2"
        failures=$((failures + 1))
    fi
}

root=$(find "$folder/files" -name root-server-3.pem)
files=${root%/*}
if [ -z "$root" ]; then
    echo "the test suite wrote no certificates" >&2
    exit 1
fi

kinds=$(find "$files" -name 'root-kind-*.pem' -o -name 'root-mixed-*.pem' \
    -o -name 'root-scheme-*.pem' | sed 's/.*root-\(.*\).pem/\1/' | sort)
for name in server-1 server-3 server-9 server-testbed $kinds; do
    expect "accepts the chain $name" "$name" "$files" sslserver ': OK$'
done
expect "accepts a client's chain" client-3 "$files" sslclient ': OK$'
expect "refuses a wrong signature" bad-signature "$files" sslserver 'certificate signature failure'
expect "refuses a wrong name" bad-name "$files" sslserver 'hostname mismatch'
expect "refuses an authority without CA flag" bad-ca-flag "$files" sslserver \
    'error 79\|invalid CA certificate'
expect "refuses an expired one" bad-date "$files" sslserver 'certificate has expired'

# respond NAME: what OpenSSL says of an OCSP response
respond() {
    openssl ocsp -no_nonce -respin "$files/response-$1.der" -issuer "$files/root-$1.pem" \
        -cert "$files/leaf-$1.pem" -CAfile "$files/root-$1.pem" -no-CApath -no-CAstore 2>&1
}

for kind in rsa dsa ecdsa; do
    number=0
    for status in good revoked unknown; do
        said=$(respond "ocsp-$kind-$number") || true
        report "trusts a response of $kind that says $status" "$said" 'Response verify OK'
        report "reads a response of $kind that says $status" "$said" "pem: $status"
        number=$((number + 1))
    done
done

for file in "$files"/leaf-*.pem "$files"/root-*.pem; do
    name=$(basename "$file" .pem)
    report "reads $name" "$(openssl x509 -in "$file" -noout -text 2>&1)" \
        'X509v3 Subject Key Identifier'
done
[ "$failures" -eq 0 ]
