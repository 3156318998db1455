/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_CALIBRATIONS_H
#define CRYPTO_CALIBRATIONS_H

#include <array>

namespace ns3
{

/// A built-in calibration of CryptoCostModel.
struct CryptoCalibration
{
    const char* name; //!< what users call it
    const char* text; //!< lines, as in a file
};

/**
 * The built-in calibrations, in alphabetical order of their names. Costs were measured, on an
 * idle x86-64 server core, with the library that the name says. What a connection and a
 * message cost beside cryptography is not part of them.
 *
 * AES-128-CBC with HMAC-SHA1 was measured as one and is split evenly between the two; AES-256-CBC
 * and the other HMACs were measured against those. What SSL 3.0 to TLS 1.2 need beside the first
 * suites was measured on another core against an RSA signature of 2,048 bits, and is scaled by it.
 * Finite fields are those of the module: exponents of some 160 bits for a modulus of 1,024 and 226
 * for one of 2,048. Ed25519, AES-CCM and the two largest finite fields were measured on a third
 * core, against x25519, AES-GCM and the field of 2,048 bits, and are scaled by these. Plain
 * hashing, which a transcript needs, is not part of the calibrations.
 */
constexpr std::array<CryptoCalibration, 3> CRYPTO_CALIBRATIONS{{
    {"cryptopp-8.7",
     R"(
# operation   algorithm         bits  per-call-ns  per-byte-ns
sign          rsa                512        39800            0
verify        rsa                512         5460            0
sign          rsa               1024       134000            0
verify        rsa               1024         9590            0
sign          rsa               2048       629000            0
verify        rsa               2048        20700            0
sign          rsa               3072      3030000            0
verify        rsa               3072        58000            0
sign          dsa               1024        48300            0
verify        dsa               1024        54600            0
sign          dsa               2048       228000            0
verify        dsa               2048       252000            0
sign          dsa               3072       871000            0
verify        dsa               3072       889000            0
generate-key  dh                 512        14500            0
agree         dh                 512        14700            0
generate-key  dh                1024        48300            0
agree         dh                1024        49200            0
generate-key  dh                2048       228000            0
agree         dh                2048       226000            0
generate-key  dh                3072       860000            0
agree         dh                3072       880000            0
generate-key  dh                4096       969000            0
agree         dh                4096       970000            0
generate-key  dh                6144     10400000            0
agree         dh                6144     10400000            0
generate-key  dh                8192     14200000            0
agree         dh                8192     14200000            0
generate-key  ecdh               160       143000            0
agree         ecdh               160       122000            0
sign          ecdsa              160       150000            0
verify        ecdsa              160       373000            0
generate-key  ecdh               192       154000            0
agree         ecdh               192       162000            0
sign          ecdsa              192       179000            0
verify        ecdsa              192       471000            0
generate-key  ecdh               224       220000            0
agree         ecdh               224       199000            0
sign          ecdsa              224       223000            0
verify        ecdsa              224       723000            0
generate-key  ecdh               256       318000            0
agree         ecdh               256       290000            0
sign          ecdsa              256       277000            0
verify        ecdsa              256      1000000            0
generate-key  ecdh               384       599000            0
agree         ecdh               384       615000            0
sign          ecdsa              384       601000            0
verify        ecdsa              384      2030000            0
generate-key  ecdh               521      2090000            0
agree         ecdh               521      2030000            0
sign          ecdsa              521      2100000            0
verify        ecdsa              521      7000000            0
generate-key  ecdh-binary        163      8430000            0
agree         ecdh-binary        163      8620000            0
sign          ecdsa-binary       163      8510000            0
verify        ecdsa-binary       163     10400000            0
generate-key  ecdh-binary        193      1290000            0
agree         ecdh-binary        193      1280000            0
sign          ecdsa-binary       193      1320000            0
verify        ecdsa-binary       193      1620000            0
generate-key  ecdh-binary        233       659000            0
agree         ecdh-binary        233       595000            0
sign          ecdsa-binary       233       661000            0
verify        ecdsa-binary       233       835000            0
generate-key  ecdh-binary        239      1890000            0
agree         ecdh-binary        239      1880000            0
sign          ecdsa-binary       239      1920000            0
verify        ecdsa-binary       239      2430000            0
generate-key  ecdh-binary        283     40200000            0
agree         ecdh-binary        283     40500000            0
sign          ecdsa-binary       283     39600000            0
verify        ecdsa-binary       283     47500000            0
generate-key  ecdh-binary        409      6050000            0
agree         ecdh-binary        409      5860000            0
sign          ecdsa-binary       409      6300000            0
verify        ecdsa-binary       409      7520000            0
generate-key  ecdh-binary        571    320000000            0
agree         ecdh-binary        571    329000000            0
sign          ecdsa-binary       571    327000000            0
verify        ecdsa-binary       571    382000000            0
generate-key  x25519               0        26000            0
agree         x25519               0        26000            0
sign          ed25519              0         9000            0
verify        ed25519              0        24700            0
seal          aes-gcm            128            0       0.2096
seal          aes-gcm            256            0       0.2406
seal          aes-ccm            128            0       0.8170
seal          chacha20-poly1305  256            0       0.9928
encrypt       aes-cbc            128            0       0.6329
encrypt       aes-cbc            256            0       0.8262
encrypt       camellia-cbc       128            0       4.2409
encrypt       camellia-cbc       256            0       5.4354
encrypt       seed-cbc           128            0      10.0462
encrypt       3des-cbc           192            0      20.1620
encrypt       des-cbc             64            0       7.7809
encrypt       rc2-cbc            128            0      11.5005
encrypt       rc4                128            0       1.2296
hmac          md5                  0            0       1.6866
hmac          sha1                 0            0       0.6329
hmac          sha256               0            0       0.6607
hmac          sha384               0            0       2.0286
)"},
    {"openssl-3.0",
     R"(
# operation   algorithm         bits  per-call-ns  per-byte-ns
sign          rsa                512        27800            0
verify        rsa                512         1500            0
sign          rsa               1024        66900            0
verify        rsa               1024         3910            0
sign          rsa               2048       210000            0
verify        rsa               2048        12700            0
sign          rsa               3072      1364000            0
verify        rsa               3072        27000            0
sign          dsa                512        39900            0
verify        dsa                512        21300            0
sign          dsa               1024        72500            0
verify        dsa               1024        53700            0
sign          dsa               2048       206000            0
verify        dsa               2048       172000            0
# openssl speed has no smaller group than that of 2,048 bits: 512 and 1,024 bits are in the ratio
# that they have in Crypto++. A key costs as much as an agreement.
generate-key  dh                 512        14800            0
agree         dh                 512        14800            0
generate-key  dh                1024        49700            0
agree         dh                1024        49700            0
generate-key  dh                2048       228000            0
agree         dh                2048       228000            0
generate-key  dh                3072       581000            0
agree         dh                3072       581000            0
generate-key  dh                4096      1200000            0
agree         dh                4096      1200000            0
generate-key  dh                6144      2600000            0
agree         dh                6144      2600000            0
generate-key  dh                8192      5550000            0
agree         dh                8192      5550000            0
# The generation of a key on a curve was not measured; it is taken to cost as much as a signature.
generate-key  ecdh               160       143000            0
agree         ecdh               160       128000            0
sign          ecdsa              160       143000            0
verify        ecdsa              160       147000            0
generate-key  ecdh               192       200000            0
agree         ecdh               192       166000            0
sign          ecdsa              192       200000            0
verify        ecdsa              192       193000            0
generate-key  ecdh               224        39400            0
agree         ecdh               224        47600            0
sign          ecdsa              224        39400            0
verify        ecdsa              224        74900            0
generate-key  ecdh               256        14100            0
agree         ecdh               256        30800            0
sign          ecdsa              256        14100            0
verify        ecdsa              256        42800            0
generate-key  ecdh               384       682000            0
agree         ecdh               384       624000            0
sign          ecdsa              384       682000            0
verify        ecdsa              384       540000            0
generate-key  ecdh               521       233000            0
agree         ecdh               521       269000            0
sign          ecdsa              521       233000            0
verify        ecdsa              521       423000            0
generate-key  ecdh-binary        163       167000            0
agree         ecdh-binary        163       161000            0
sign          ecdsa-binary       163       167000            0
verify        ecdsa-binary       163       282000            0
generate-key  ecdh-binary        233       214000            0
agree         ecdh-binary        233       219000            0
sign          ecdsa-binary       233       214000            0
verify        ecdsa-binary       233       402000            0
generate-key  ecdh-binary        283       356000            0
agree         ecdh-binary        283       354000            0
sign          ecdsa-binary       283       356000            0
verify        ecdsa-binary       283       688000            0
generate-key  ecdh-binary        409       602000            0
agree         ecdh-binary        409       564000            0
sign          ecdsa-binary       409       602000            0
verify        ecdsa-binary       409      1180000            0
generate-key  ecdh-binary        571      1330000            0
agree         ecdh-binary        571      1390000            0
sign          ecdsa-binary       571      1330000            0
verify        ecdsa-binary       571      2600000            0
generate-key  x25519               0        23800            0
agree         x25519               0        23800            0
sign          ed25519              0        27300            0
verify        ed25519              0        66900            0
seal          aes-gcm            128            0       0.1854
seal          aes-gcm            256            0       0.1902
seal          aes-ccm            128            0       0.5190
seal          chacha20-poly1305  256            0       0.2268
encrypt       aes-cbc            128            0       0.3161
encrypt       aes-cbc            256            0       0.4439
encrypt       camellia-cbc       128            0       3.7170
encrypt       camellia-cbc       256            0       5.0693
encrypt       seed-cbc           128            0       8.4964
encrypt       3des-cbc           192            0      26.0344
encrypt       des-cbc             64            0      10.1772
encrypt       rc2-cbc            128            0      14.0529
encrypt       rc4                128            0       0.8438
hmac          md5                  0            0       0.7925
hmac          sha1                 0            0       0.3161
hmac          sha256               0            0       0.3448
hmac          sha384               0            0       0.7700
)"},
    {"zero", "# Everything is done in no time.\n"},
}};

} // namespace ns3

#endif /* CRYPTO_CALIBRATIONS_H */
