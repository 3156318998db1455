/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_OPENSSL_TESTBED[] = R"(
# The hosts of doc/linux-comparison.rst: OpenSSL 3.0, and what its programs and Linux cost beside
# cryptography, as ./tls-spdy compare --fit finds it in resumed handshakes without a link.
from openssl-3.0
# operation   algorithm         bits  per-call-ns  per-byte-ns
connection    none                 0       110000            0
message       none                 0        42056     111.7219
)";
// clang-format on

} // namespace ns3
