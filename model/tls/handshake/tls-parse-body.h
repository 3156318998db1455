/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PARSE_BODY_H
#define TLS_PARSE_BODY_H

#include "ns3/byte-reader.h"
#include "ns3/tls-alert.h"

#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/**
 * @param body of a message
 * @param message what was read
 * @param name of the message
 * @return decode_error when it is malformed
 */
template <typename Message>
std::optional<TlsAlert>
ParseBody(ByteView body, Message& message, const char* name)
{
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR,
                        std::string("the ") + name + " is malformed"};
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3

#endif /* TLS_PARSE_BODY_H */
