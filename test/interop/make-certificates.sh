#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes certificates for tests with real peers, with OpenSSL: a root, a CA below it, an intermediate
# CA below that, and what the intermediate issues. Everything is in PEM, RSA with 2048 bits.
#   root.pem              to be trusted
#   chain.pem             server for www.example.com, localhost and 127.0.0.1; three certificates
#   server.key            its key in PKCS #8; server-pkcs1.key is the same in PKCS #1
#   expired-chain.pem     the same server, valid only until 2001
#   server.pem, expired.pem and authorities.pem are the parts of the two chains
#   other-root.pem        a root that issued none of them
# usage: make-certificates.sh FOLDER

set -Eeuo pipefail
mkdir -p "$1"
cd "$1"

cat >extensions <<'END'
[ req ]
distinguished_name = name
[ name ]
[ ca ]
default_ca = issuer
[ certifier ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ server ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.com, DNS:localhost, IP:127.0.0.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ issuer ]
database = index
new_certs_dir = .
policy = any
default_md = sha256
rand_serial = yes
unique_subject = no
[ any ]
commonName = supplied
END
: >index

new_root() { # NAME SUBJECT
  openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj "/CN=$2" -config extensions \
    -extensions certifier -keyout "$1.key" -out "$1.pem"
}

request() { # NAME SUBJECT
  openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$2" -config extensions -keyout "$1.key" \
    -out "$1.csr"
}

issue() { # NAME ISSUER EXTENSIONS RESULT START END
  openssl ca -batch -notext -config extensions -extensions "$3" -in "$1.csr" -out "$4" \
    -cert "$2.pem" -keyfile "$2.key" -startdate "$5" -enddate "$6"
}

from=20200101000000Z
to=20490101000000Z

# What OpenSSL says matters only when it fails.
exec 3>&2 >log 2>&1
trap 'cat log >&3' ERR

new_root root "Test Root"
new_root other-root "Another Root"
request ca "Test CA"
issue ca root certifier ca.pem $from $to
request intermediate "Test Intermediate CA"
issue intermediate ca certifier intermediate.pem $from $to
request server www.example.com
issue server intermediate server server.pem $from $to
issue server intermediate server expired.pem 20000101000000Z 20010101000000Z
openssl rsa -in server.key -traditional -out server-pkcs1.key

cat intermediate.pem ca.pem >authorities.pem
cat server.pem authorities.pem >chain.pem
cat expired.pem authorities.pem >expired-chain.pem
