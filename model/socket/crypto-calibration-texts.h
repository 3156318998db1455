/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_CALIBRATION_TEXTS_H
#define CRYPTO_CALIBRATION_TEXTS_H

#include <array>

namespace ns3
{

/// A calibration that the module ships.
struct CryptoCalibrationText
{
    const char* name; //!< what users call it
    const char* text; //!< lines, as in a file
};

// The texts, each in a file of its own, which also says where its figures are from.
extern const char CALIBRATION_CRYPTOPP_8_7[];
extern const char CALIBRATION_OPENSSL_3_0[];
extern const char CALIBRATION_OPENSSL_TESTBED[];
extern const char CALIBRATION_PHONE_2016[];
extern const char CALIBRATION_RASPBERRY_PI_3[];
extern const char CALIBRATION_XEON_2020[];
extern const char CALIBRATION_ZERO[];

/// The calibrations that the module ships, in alphabetical order of their names.
constexpr std::array<CryptoCalibrationText, 7> CRYPTO_CALIBRATION_TEXTS{{
    {"cryptopp-8.7", CALIBRATION_CRYPTOPP_8_7},
    {"openssl-3.0", CALIBRATION_OPENSSL_3_0},
    {"openssl-testbed", CALIBRATION_OPENSSL_TESTBED},
    {"phone-2016", CALIBRATION_PHONE_2016},
    {"raspberry-pi-3", CALIBRATION_RASPBERRY_PI_3},
    {"xeon-2020", CALIBRATION_XEON_2020},
    {"zero", CALIBRATION_ZERO},
}};

} // namespace ns3

#endif /* CRYPTO_CALIBRATION_TEXTS_H */
