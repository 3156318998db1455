/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_ZERO[] = R"(
# Everything is done in no time.
)";
// clang-format on

} // namespace ns3
