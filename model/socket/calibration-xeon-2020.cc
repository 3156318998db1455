/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_XEON_2020[] = R"(
# An Intel Xeon Gold 6242R (Cascade Lake, 2020) at 3.1 GHz with OpenSSL 3: one core.
# RSA, ECDSA and hashes: github.com/lelegard/rsabench, eccbench and shabench, RESULTS.txt. AES:
# bits per cycle of the same core design (Core i7-8565U) in github.com/lelegard/aesbench, at 3.1 GHz.
# The rest is openssl-3.0 by the ratios below.
from openssl-3.0
scale *            *                 1.09   # all that follows has no figure for: the ratio of SHA-512, software on both
scale sign         dsa               1.14   # the ratio of RSA signatures of 3,072 bits
scale verify       dsa               1.14   # the ratio of RSA signatures of 3,072 bits
scale *            dh                1.14   # the ratio of RSA signatures of 3,072 bits
scale sign         rsa               1.14   # the ratio of RSA signatures of 3,072 bits
scale verify       rsa               1.14   # the ratio of RSA signatures of 3,072 bits
scale *            ecdh              1.19   # the ratio of ECDSA over secp521r1
scale *            ecdsa             1.19   # the ratio of ECDSA over secp521r1
scale *            ecdh-binary       1.19   # the ratio of ECDSA over secp521r1
scale *            ecdsa-binary      1.19   # the ratio of ECDSA over secp521r1
scale *            x25519            1.32   # the ratio of ECDSA over secp256r1
scale *            ed25519           1.32   # the ratio of ECDSA over secp256r1
# operation   algorithm         bits  per-call-ns  per-byte-ns
sign          rsa               2048       509944            0  # 1961 a second
verify        rsa               2048        16527            0  # 60506 a second
sign          rsa               3072      1550388            0  # 645 a second
verify        rsa               3072        33260            0  # 30066 a second
sign          rsa               4096      3412969            0  # 293 a second
verify        rsa               4096        55197            0  # 18117 a second
sign          ecdsa              256        18374            0  # 54425 a second
verify        ecdsa              256        56494            0  # 17701 a second
generate-key  ecdh               256        18374            0  # as a signature
agree         ecdh               256        40655            0  # 1.32 times, as verifying
sign          ecdsa              384       206868            0  # 4834 a second
verify        ecdsa              384       465766            0  # 2147 a second
generate-key  ecdh               384       206868            0  # as a signature
agree         ecdh               384       538219            0  # 0.86 times, as verifying
sign          ecdsa              521       267237            0  # 3742 a second
verify        ecdsa              521       501756            0  # 1993 a second
generate-key  ecdh               521       267237            0  # as a signature
agree         ecdh               521       319084            0  # 1.19 times, as verifying
hash          sha1                 0          122       0.8537  # 9.371 Gb/s
hash          sha256               0          119       1.8757  # 4.265 Gb/s
hash          sha384               0          249       1.2502  # 6.399 Gb/s
hash          sha512               0          250       1.2502  # 6.399 Gb/s
hmac          sha1                 0          203       0.8537
hmac          sha256               0          208       1.8757
hmac          sha384               0          511       1.2502
hmac          sha512               0          509       1.2502
seal          aes-gcm            128          358       0.2169  # 11.9 bits a cycle
seal          aes-gcm            256          380       0.2956  # 8.73 bits a cycle
encrypt       aes-cbc            128            3       0.8602  # 3.00 bits a cycle
decrypt       aes-cbc            128           13       0.2032  # 12.7 bits a cycle
encrypt       aes-cbc            256            3       1.1677  # 2.21 bits a cycle
decrypt       aes-cbc            256           17       0.2836  # 9.10 bits a cycle
)";
// clang-format on

} // namespace ns3
