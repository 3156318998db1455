/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_OPENSSL_3_0[] = R"(
# OpenSSL 3.0 of Debian 12 on one core of an AMD EPYC of 2022 (Zen 4), by openssl speed.
# Symmetric costs come from inputs of 16 and of 16,384 octets.
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
encrypt       camellia-cbc       128            0       3.7170
encrypt       camellia-cbc       256            0       5.0693
encrypt       seed-cbc           128            0       8.4964
encrypt       3des-cbc           192            0      26.0344
encrypt       des-cbc             64            0      10.1772
encrypt       rc2-cbc            128            0      14.0529
encrypt       rc4                128            0       0.8438
hash          md5                  0          139       1.2909
hash          sha1                 0          112       0.5169
hash          sha256               0          109       0.5520
hash          sha384               0          228       1.1314
hash          sha512               0          229       1.1435
hmac          md5                  0          264       1.3107
hmac          sha1                 0          186       0.5112
hmac          sha256               0          191       0.5452
hmac          sha384               0          469       1.1578
hmac          sha512               0          467       1.1680
random        none                 0          548       0.1308
seal          aes-gcm            128          328       0.2062
seal          aes-gcm            256          349       0.2147
seal          chacha20-poly1305  256           53       0.2662
encrypt       aes-cbc            128            3       0.7053
decrypt       aes-cbc            128           12       0.0856
encrypt       aes-cbc            256            3       0.9720
decrypt       aes-cbc            256           16       0.1203
hash          md5-sha1             0          251       1.8078
# Measured on another core, against x25519, AES-GCM and the field of 2,048 bits.
sign          ed25519              0        27300            0
verify        ed25519              0        66900            0
seal          aes-ccm            128          277       0.5190
generate-key  dh                6144      2600000            0
agree         dh                6144      2600000            0
generate-key  dh                8192      5550000            0
agree         dh                8192      5550000            0
# zlib 1.2.13, by ./tls-spdy calibrate.
compress      deflate              0          798       3.4344
decompress    deflate              0          220       2.7172
)";
// clang-format on

} // namespace ns3
