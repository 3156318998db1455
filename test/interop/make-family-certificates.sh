#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes certificates of every kind of key for tests with real peers, with OpenSSL. Their subjects
# differ, since NSS names certificates by subject. Everything is in
# PEM, keys in PKCS #8; a chain is the certificate and nothing else, since a root issued it.
#   root-rsa.pem, root-ec.pem    to be trusted; roots.pem holds both
#   rsa, dsa, ec-rsa, ed25519    issued by the RSA root: RSA 2048, DSA 1024, EC on P-256, Ed25519
#   ec-384, ec-521, rsa-pss      issued by the RSA root: EC on P-384 and P-521, RSA for PSS alone
#   ec-ec                        issued by the EC root: EC on P-256
#   dh-rsa                       issued by the RSA root: Diffie-Hellman 2048, for fixed DH
#   client-rsa, client-dsa, client-ec, client-ed25519    the same for clients
# Each of them as NAME.pem, NAME.key and, for peers that want both in one file, NAME.p12 without
# password. Servers are www.example.com, localhost and 127.0.0.1.
#   dh-2048.pem, dh-512.pem      groups for ephemeral Diffie-Hellman
#   ocsp-rsa.der                 a response that says rsa.pem is good
# usage: make-family-certificates.sh FOLDER

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
keyUsage = critical, keyCertSign, cRLSign, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ server ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment, keyAgreement
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
[ issuer ]
database = index
new_certs_dir = .
policy = any
default_md = sha256
default_days = 3650
rand_serial = yes
unique_subject = no
[ any ]
organizationalUnitName = optional
commonName = supplied
END
: >index

# What OpenSSL says matters only when it fails.
exec 3>&2 >log 2>&1
trap 'cat log >&3' ERR

new_root() { # NAME SUBJECT
  openssl req -x509 -new -key "$1.key" -sha256 -days 3650 -subj "/CN=$2" -config extensions \
    -extensions certifier -out "$1.pem"
}

# A certificate for a key that is there.
issue() { # NAME ISSUER EXTENSIONS SUBJECT
  openssl req -new -key "$1.key" -subj "$4" -config extensions -out "$1.csr"
  openssl ca -batch -notext -config extensions -extensions "$3" -in "$1.csr" -out "$1.pem" \
    -cert "$2.pem" -keyfile "$2.key"
  export_both "$1"
}

export_both() { # NAME
  openssl pkcs12 -export -passout pass: -name "$1" -in "$1.pem" -inkey "$1.key" \
    -out "$1.p12"
}

new_key() { # NAME KIND
  case $2 in
    rsa) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" ;;
    dsa) openssl genpkey -paramfile dsa-1024.pem -out "$1.key" ;;
    rsa-pss) openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out "$1.key" ;;
    ec) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" ;;
    ec-384) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$1.key" ;;
    ec-521) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out "$1.key" ;;
    ed25519) openssl genpkey -algorithm ed25519 -out "$1.key" ;;
    dh) openssl genpkey -paramfile dh-2048.pem -out "$1.key" ;;
  esac
}

openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 \
  -pkeyopt dsa_paramgen_q_bits:160 -out dsa-1024.pem
# RFC 3526, 3; a group of 512 bits is found quickly.
openssl genpkey -genparam -algorithm DH -pkeyopt group:modp_2048 -out dh-2048.pem
openssl dhparam -out dh-512.pem 512

for kind in rsa ec; do
  new_key root-$kind $kind
  new_root root-$kind "Test Root ($kind)"
done
cat root-rsa.pem root-ec.pem >roots.pem

new_key rsa rsa
issue rsa root-rsa server /OU=rsa/CN=www.example.com
new_key dsa dsa
issue dsa root-rsa server /OU=dsa/CN=www.example.com
new_key ec-rsa ec
issue ec-rsa root-rsa server /OU=ec-rsa/CN=www.example.com
new_key ec-ec ec
issue ec-ec root-ec server /OU=ec-ec/CN=www.example.com
for kind in ed25519 ec-384 ec-521 rsa-pss; do
  new_key $kind $kind
  issue $kind root-rsa server /OU=$kind/CN=www.example.com
done
for kind in rsa dsa ec ed25519; do
  new_key client-$kind $kind
  issue client-$kind root-rsa client "/CN=Test Client ($kind)"
done

# A Diffie-Hellman key cannot sign a request: the certificate is made for another key's request.
new_key dh-rsa dh
openssl pkey -in dh-rsa.key -pubout -out dh-rsa.pub
openssl req -new -key rsa.key -subj /OU=dh-rsa/CN=www.example.com -config extensions -out dh-rsa.csr
openssl x509 -req -in dh-rsa.csr -force_pubkey dh-rsa.pub -CA root-rsa.pem -CAkey root-rsa.key \
  -days 3650 -sha256 -extfile extensions -extensions server -out dh-rsa.pem

openssl ocsp -issuer root-rsa.pem -cert rsa.pem -no_nonce -reqout ocsp-request.der
openssl ocsp -index index -rsigner root-rsa.pem -rkey root-rsa.key -CA root-rsa.pem -ndays 3650 \
  -reqin ocsp-request.der -respout ocsp-rsa.der
openssl ocsp -respin ocsp-rsa.der -issuer root-rsa.pem -cert rsa.pem -CAfile root-rsa.pem -noverify |
  grep 'rsa.pem: good'
