/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-version.h"

#include "spdy-dictionary.h"

namespace ns3
{
namespace spdy
{

namespace
{

constexpr SpdyNames NAMES_2{"method", "url", "version", "host", "scheme", "status"};
constexpr SpdyNames NAMES_3{":method", ":path", ":version", ":host", ":scheme", ":status"};

// clang-format off
const SpdyVersionTraits TABLE[] = {
    // version             token       wire  int pad pri  revers status noop   cred   strWin sesWin empty  host   url    last
    //                     second SYN_REPLY                   late   early  orphan dictionary          names
    {SpdyVersion::SPDY_2,   "spdy/2",   2,    2,  2,  2,   true,  false, true,  false, false, false, false, false, true,  7,
                           SpdyStreamStatus::PROTOCOL_ERROR,  true,  true,  false, GetSpdyDictionary2, NAMES_2},
    {SpdyVersion::SPDY_3,   "spdy/3",   3,    4,  0,  3,   false, true,  false, true,  true,  false, true,  true,  false, 11,
                           SpdyStreamStatus::STREAM_IN_USE,   false, false, true,  GetSpdyDictionary3, NAMES_3},
    {SpdyVersion::SPDY_3_1, "spdy/3.1", 3,    4,  0,  3,   false, true,  false, false, true,  true,  true,  true,  false, 11,
                           SpdyStreamStatus::STREAM_IN_USE,   false, false, true,  GetSpdyDictionary3, NAMES_3},
};
// clang-format on

} // namespace

const SpdyVersionTraits&
GetSpdyVersionTraits(SpdyVersion version)
{
    return TABLE[static_cast<size_t>(version)];
}

std::optional<SpdyVersion>
FindSpdyVersion(std::string_view token)
{
    for (const auto& row : TABLE)
    {
        if (token == row.token)
        {
            return row.version;
        }
    }
    return std::nullopt;
}

} // namespace spdy
} // namespace ns3
