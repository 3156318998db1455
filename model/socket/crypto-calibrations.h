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
 * AES-128-CBC with HMAC-SHA1 was measured as one and is split evenly between the two.
 */
constexpr std::array<CryptoCalibration, 3> CRYPTO_CALIBRATIONS{{
    {"cryptopp-8.7",
     R"(
# operation   algorithm bits per-call-ns per-byte-ns
sign          rsa       2048     629000           0
verify        rsa       2048      20700           0
sign          rsa       3072    3030000           0
verify        rsa       3072      58000           0
generate-key  ecdh       256     318000           0
agree         ecdh       256     290000           0
generate-key  x25519       0      26000           0
agree         x25519       0      26000           0
seal          aes-gcm    128          0       0.2096
encrypt       aes-cbc    128          0       0.6329
hmac          sha1         0          0       0.6329
)"},
    {"openssl-3.0",
     R"(
# operation   algorithm bits per-call-ns per-byte-ns
sign          rsa       2048     210000           0
verify        rsa       2048      12700           0
sign          rsa       3072    1364000           0
verify        rsa       3072      27000           0
# The generation of a P-256 key was not measured; it is taken to cost as much as a signature.
generate-key  ecdh       256      14100           0
agree         ecdh       256      30800           0
generate-key  x25519       0      23800           0
agree         x25519       0      23800           0
seal          aes-gcm    128          0       0.1854
encrypt       aes-cbc    128          0       0.3161
hmac          sha1         0          0       0.3161
)"},
    {"zero", "# Everything is done in no time.\n"},
}};

} // namespace ns3

#endif /* CRYPTO_CALIBRATIONS_H */
