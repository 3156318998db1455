/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_PHONE_2016[] = R"(
# A phone of 2016 with Cortex-A72 cores of 1.8 GHz, as Snapdragon 650 and 652 have them, and
# OpenSSL 3. RSA, ECDSA and SHA-512: the same core at the same frequency in a Raspberry Pi 4,
# github.com/lelegard/rsabench, eccbench and shabench, RESULTS.txt. What the phone's core has
# instructions for and the Raspberry Pi's has not: cycles an octet in OpenSSL's aesv8-armx.pl
# (Cortex-A72), ghashv8-armx.pl, sha1-armv8.pl and sha512-armv8.pl (Cortex-A57, as for ChaCha20 and
# Poly1305 in chacha-armv8.pl and poly1305-armv8.pl). The rest is openssl-3.0 by the ratios below.
from openssl-3.0
scale *            *                 6      # all that follows has no figure for: the ratio of SHA-512, software on both
scale sign         dsa               20.48  # the ratio of RSA signatures of 3,072 bits
scale verify       dsa               20.48  # the ratio of RSA signatures of 3,072 bits
scale *            dh                20.48  # the ratio of RSA signatures of 3,072 bits
scale sign         rsa               20.48  # the ratio of RSA signatures of 3,072 bits
scale verify       rsa               20.48  # the ratio of RSA signatures of 3,072 bits
scale *            ecdh              9.23   # the ratio of ECDSA over secp521r1
scale *            ecdsa             9.23   # the ratio of ECDSA over secp521r1
scale *            ecdh-binary       9.23   # the ratio of ECDSA over secp521r1
scale *            ecdsa-binary      9.23   # the ratio of ECDSA over secp521r1
scale *            x25519            6.83   # the ratio of ECDSA over secp256r1
scale *            ed25519           6.83   # the ratio of ECDSA over secp256r1
# operation   algorithm         bits  per-call-ns  per-byte-ns
sign          rsa               2048      9174312            0  # 109 a second
verify        rsa               2048       258933            0  # 3862 a second
sign          rsa               3072     27932961            0  # 35.8 a second
verify        rsa               3072       394477            0  # 2535 a second
sign          rsa               4096     62893082            0  # 15.9 a second
verify        rsa               4096       825764            0  # 1211 a second
sign          ecdsa              256       112651            0  # 8877 a second
verify        ecdsa              256       292312            0  # 3421 a second
generate-key  ecdh               256       112651            0  # as a signature
agree         ecdh               256       210356            0  # 6.83 times, as verifying
sign          ecdsa              384       895255            0  # 1117 a second
verify        ecdsa              384      2087683            0  # 479 a second
generate-key  ecdh               384       895255            0  # as a signature
agree         ecdh               384      2412433            0  # 3.87 times, as verifying
sign          ecdsa              521      1937984            0  # 516 a second
verify        ecdsa              521      3906250            0  # 256 a second
generate-key  ecdh               521      1937984            0  # as a signature
agree         ecdh               521      2484116            0  # 9.23 times, as verifying
hash          sha1                 0          672       1.3056  # 2.35 cycles
hash          sha256               0          654       1.2833  # 2.31 cycles
hash          sha384               0         1368       6.8611  # 1.166 Gb/s
hash          sha512               0         1374       6.8611  # 1.166 Gb/s
hmac          sha1                 0         1116       1.3056
hmac          sha256               0         1146       1.2833
hmac          sha384               0         2814       6.8611
hmac          sha512               0         2802       6.8611
seal          aes-gcm            128         1968       0.9167  # 0.92 + 0.73 cycles
seal          aes-gcm            256         2094       1.0910  # 0.92 x 1.14 / 0.85 + 0.73 cycles
seal          chacha20-poly1305  256          318       3.0944  # 4.43 + 1.14 cycles
encrypt       aes-cbc            128           18       0.7389  # 1.33 cycles
decrypt       aes-cbc            128           72       0.4722  # 0.85 cycles
encrypt       aes-cbc            256           18       1.0344  # 1.33 cycles x 14 / 10 rounds
decrypt       aes-cbc            256           96       0.6333  # 1.14 cycles
)";
// clang-format on

} // namespace ns3
