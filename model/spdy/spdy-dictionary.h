/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_DICTIONARY_H
#define SPDY_DICTIONARY_H

#include <string_view>

namespace ns3
{
namespace spdy
{

/// @return preset dictionary of SPDY/2, 907 octets with the NUL at its end
std::string_view GetSpdyDictionary2();

/// @return preset dictionary of SPDY/3 and SPDY/3.1, 1423 octets (SPDY/3, 2.6.10.1)
std::string_view GetSpdyDictionary3();

} // namespace spdy
} // namespace ns3

#endif /* SPDY_DICTIONARY_H */
