/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STUDY_TEXT_H
#define TLS_STUDY_TEXT_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Reads option values. ns-3's own readers end the program on a wrong value; these return false
 * and leave their result alone.
 */
namespace TlsStudyText
{

/**
 * @param text values with a separator between them
 * @param separator the separator
 * @return the values; one empty value for an empty text
 */
std::vector<std::string> Split(const std::string& text, char separator = ',');

/// @param values some values @return them with commas between them
std::string Join(const std::vector<std::string>& values);

/// @param text a decimal number @param value where to put it @return false when it is none
bool ToNumber(const std::string& text, double& value);
/// @param text a decimal integer, 0 or more @param value where to put it @return false when none
bool ToInteger(const std::string& text, uint64_t& value);
/// @param text true, false, 1 or 0 @param value where to put it @return false when it is none
bool ToBoolean(const std::string& text, bool& value);
/**
 * @param text a number with a unit (ns, us, ms, s, min), or 0
 * @param value where to put it
 * @return false when it is no time or negative
 */
bool ToTime(const std::string& text, Time& value);
/**
 * @param text a number with a unit (bps, kbps, Mbps, Gbps, or bit, kbit, mbit, gbit), or 0
 * @param value where to put it in bit/s
 * @return false when it is no rate
 */
bool ToRate(const std::string& text, uint64_t& value);
/**
 * @param text a share as 0.1 or 10%
 * @param value where to put it, 0 to 1
 * @return false when it is no share
 */
bool ToShare(const std::string& text, double& value);

/**
 * @param option the option's name, without dashes
 * @param given what was given
 * @param allowed what is allowed
 * @return the sentence that refuses it
 */
std::string Refusal(const std::string& option,
                    const std::string& given,
                    const std::string& allowed);

} // namespace TlsStudyText
} // namespace ns3

#endif /* TLS_STUDY_TEXT_H */
