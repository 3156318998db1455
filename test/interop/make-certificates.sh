#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes certificates for tests with real peers, with OpenSSL: a root, a CA below it, an intermediate
# CA below that, and what the intermediate issues. Everything is in PEM unless it ends in .der, and
# RSA with 2048 bits unless said otherwise.
#   root.pem              to be trusted
#   chain.pem             server for www.example.com, localhost and 127.0.0.1; three certificates
#   server.key            its key in PKCS #8; server-pkcs1.key is the same in PKCS #1
#   expired-chain.pem     the same server, valid only until 2001
#   server.pem, expired.pem and authorities.pem are the parts of the two chains
#   other-root.pem        a root that issued none of them
#   client.pem            a client by the intermediate; client.key, client-chain.pem
#   ecdsa-chain.pem       the server with an ECDSA key on P-256; ecdsa.key in SEC 1
#   dsa-chain.pem         the server with a DSA key of 1024 bits; dsa.key as OpenSSL 1.0 wrote it
#   dh-chain.pem          the server with a DH key of 1024 bits for fixed Diffie-Hellman; dh.key
#   mixed-root.pem        their root: ECDSA on P-384. It certified mixed-ca.pem, with a DSA key,
#                         which issued the three and ocsp.pem, a responder with an ECDSA key
#   ecdsa-ocsp.der        OCSP response about ecdsa.pem by mixed-ca.pem itself
#   dsa-ocsp.der          OCSP response about dsa.pem, revoked, by ocsp.pem
#   dh-params.pem         the group of dh.key
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
[ client ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ agreement ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyAgreement
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.com, DNS:localhost, IP:127.0.0.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ responder ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
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

# KIND_OPTIONS... are those of openssl genpkey: what kind of key.
new_key() { # NAME KIND_OPTION...
  openssl genpkey "${@:2}" -out "$1.key"
}

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

request_with_key() { # NAME SUBJECT
  openssl req -new -key "$1.key" -subj "/CN=$2" -config extensions -out "$1.csr"
}

answer() { # NAME SIGNER RESULT
  openssl ocsp -index index -CA mixed-ca.pem -issuer mixed-ca.pem -cert "$1.pem" -rsigner "$2.pem" \
    -rkey "$2.key" -no_nonce -ndays 9000 \
    -respout "$3"
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

request client "Test Client"
issue client intermediate client client.pem $from $to
cat client.pem authorities.pem >client-chain.pem

new_key mixed-root -algorithm EC -pkeyopt ec_paramgen_curve:P-384
openssl req -x509 -key mixed-root.key -sha384 -days 9000 -subj "/CN=Mixed Root" \
  -config extensions -extensions certifier -out mixed-root.pem
openssl dsaparam -out dsa-params.pem 1024
openssl genpkey -paramfile dsa-params.pem -out mixed-ca.key
request_with_key mixed-ca "Mixed CA"
issue mixed-ca mixed-root certifier mixed-ca.pem $from $to

new_key ecdsa -algorithm EC -pkeyopt ec_paramgen_curve:P-256
request_with_key ecdsa www.example.com
issue ecdsa mixed-ca agreement ecdsa.pem $from $to
{ openssl ecparam -name prime256v1; openssl ec -in ecdsa.key; } >sec1.key
mv sec1.key ecdsa.key

openssl genpkey -paramfile dsa-params.pem -out dsa.key
request_with_key dsa www.example.com
issue dsa mixed-ca server dsa.pem $from $to
openssl pkey -in dsa.key -traditional -out dsa-traditional.key
mv dsa-traditional.key dsa.key

new_key ocsp -algorithm EC -pkeyopt ec_paramgen_curve:P-256
request_with_key ocsp "Mixed Responder"
issue ocsp mixed-ca responder ocsp.pem $from $to

# A DH key cannot sign a request: its certificate is made with the public key given beside one.
openssl dhparam -out dh-params.pem 1024
openssl genpkey -paramfile dh-params.pem -out dh.key
openssl pkey -in dh.key -pubout -out dh.pub
openssl x509 -req -in dsa.csr -force_pubkey dh.pub -CA mixed-ca.pem -CAkey mixed-ca.key -sha256 \
  -days 9000 -set_serial 4711 -extfile extensions -extensions agreement -out dh.pem

for name in ecdsa dsa dh; do
  cat "$name.pem" mixed-ca.pem >"$name-chain.pem"
done
answer ecdsa mixed-ca ecdsa-ocsp.der
openssl ca -config extensions -cert mixed-ca.pem -keyfile mixed-ca.key -revoke dsa.pem
answer dsa ocsp dsa-ocsp.der
