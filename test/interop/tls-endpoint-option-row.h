/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_OPTION_ROW_H
#define TLS_ENDPOINT_OPTION_ROW_H

#include "tls-endpoint-options.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace endpoint
{

/// On which side an option makes sense.
enum class Side : uint8_t
{
    BOTH,   //!< on either
    CLIENT, //!< client only
    SERVER  //!< server only
};

/// One option of the program.
struct OptionRow
{
    std::string_view name; //!< with its dashes
    Side side;             //!< where it may be given
    bool hasValue;         //!< followed by a value
    /// Takes the value; gives empty, or what the value should have been.
    std::string (*apply)(EndpointOptions& options, const std::string& value);
};

/// @return the options that say what TLS offers, accepts and does
const std::vector<OptionRow>& GetTlsOptionRows();

/**
 * @param list parts with commas between them
 * @return the parts, possibly empty ones
 */
std::vector<std::string> SplitList(const std::string& list);

/**
 * @param text decimal digits
 * @param least smallest number allowed
 * @param most largest number allowed
 * @param number what they say
 * @return false when they are no such number
 */
bool ParseNumber(const std::string& text, uint64_t least, uint64_t most, uint64_t& number);

/**
 * As above, for a number as large as its type.
 * @param text decimal digits
 * @param least smallest number allowed
 * @param number what they say
 * @return false when they are no such number
 */
template <typename T>
bool
ParseNumber(const std::string& text, uint64_t least, T& number)
{
    uint64_t value = 0;
    const bool isFine = ParseNumber(text, least, std::numeric_limits<T>::max(), value);
    number = isFine ? static_cast<T>(value) : number;
    return isFine;
}

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_OPTION_ROW_H */
