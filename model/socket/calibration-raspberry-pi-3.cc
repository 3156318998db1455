/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_RASPBERRY_PI_3[] = R"(
# A Raspberry Pi 3 (Cortex-A53, 2016) at 1.2 GHz with OpenSSL 3.5: one core, no instructions for
# cryptography. RSA, ECDSA, hashes and AES: github.com/lelegard/rsabench, eccbench, shabench and
# aesbench, RESULTS.txt. ChaCha20 and Poly1305: cycles an octet in OpenSSL's chacha-armv8.pl and
# poly1305-armv8.pl. The rest is openssl-3.0 by the ratios below.
from openssl-3.0
scale *            *                 27.44  # all that follows has no figure for: the ratio of SHA-512, software on both
scale sign         dsa               60.59  # the ratio of RSA signatures of 3,072 bits
scale verify       dsa               60.59  # the ratio of RSA signatures of 3,072 bits
scale *            dh                60.59  # the ratio of RSA signatures of 3,072 bits
scale sign         rsa               60.59  # the ratio of RSA signatures of 3,072 bits
scale verify       rsa               60.59  # the ratio of RSA signatures of 3,072 bits
scale *            ecdh              24.56  # the ratio of ECDSA over secp384r1, which the Raspberry Pi's build computes as openssl-3.0 does
scale *            ecdsa             24.56  # the ratio of ECDSA over secp384r1, which the Raspberry Pi's build computes as openssl-3.0 does
scale *            ecdh-binary       24.56  # the ratio of ECDSA over secp384r1, which the Raspberry Pi's build computes as openssl-3.0 does
scale *            ecdsa-binary      24.56  # the ratio of ECDSA over secp384r1, which the Raspberry Pi's build computes as openssl-3.0 does
scale *            x25519            33.62  # the ratio of ECDSA over secp256r1
scale *            ed25519           33.62  # the ratio of ECDSA over secp256r1
# operation   algorithm         bits  per-call-ns  per-byte-ns
sign          rsa               2048     26809651            0  # 37.3 a second
verify        rsa               2048       748503            0  # 1336 a second
sign          rsa               3072     82644628            0  # 12.1 a second
verify        rsa               3072      1620746            0  # 617 a second
sign          rsa               4096    189753321            0  # 5.27 a second
verify        rsa               4096      2824859            0  # 354 a second
sign          ecdsa              256       587544            0  # 1702 a second
verify        ecdsa              256      1438849            0  # 695 a second
generate-key  ecdh               256       587544            0  # as a signature
agree         ecdh               256      1035433            0  # 33.62 times, as verifying
sign          ecdsa              384     16977929            0  # 58.9 a second
verify        ecdsa              384     13262599            0  # 75.4 a second
generate-key  ecdh               384     16977929            0  # as a signature
agree         ecdh               384     15325670            0  # 24.56 times, as verifying
sign          ecdsa              521     39525692            0  # 25.3 a second
verify        ecdsa              521     29673591            0  # 33.7 a second
generate-key  ecdh               521     39525692            0  # as a signature
agree         ecdh               521     18870439            0  # 70.15 times, as verifying
hash          sha1                 0         3073      10.8992  # 0.734 Gb/s
hash          sha256               0         2991      13.9130  # 0.575 Gb/s
hash          sha384               0         6256      31.3725  # 0.255 Gb/s
hash          sha512               0         6284      31.3725  # 0.255 Gb/s
hmac          sha1                 0         5104      10.8992
hmac          sha256               0         5241      13.9130
hmac          sha384               0        12869      31.3725
hmac          sha512               0        12814      31.3725
seal          aes-gcm            128         9000      22.5352  # 0.355 Gb/s
seal          aes-gcm            256         9577      28.2686  # 0.283 Gb/s
seal          chacha20-poly1305  256         1454       5.1583  # 4.72 + 1.47 cycles
encrypt       aes-cbc            128           82      20.4082  # 0.392 Gb/s
decrypt       aes-cbc            128          329      17.2786  # 0.463 Gb/s
encrypt       aes-cbc            256           82      27.2109  # 0.294 Gb/s
decrypt       aes-cbc            256          439      23.8095  # 0.336 Gb/s
)";
// clang-format on

} // namespace ns3
