/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HEARTBEAT_MESSAGE_H
#define TLS_HEARTBEAT_MESSAGE_H

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"

namespace ns3
{
namespace tls
{

/// What a heartbeat message is (RFC 6520, 3).
enum class TlsHeartbeatType : uint8_t
{
    REQUEST = 1, //!< asks for a response
    RESPONSE = 2 //!< carries the payload of the request
};

/// Shortest padding of a heartbeat message in octets (RFC 6520, 4).
constexpr size_t TLS_HEARTBEAT_PADDING = 16;
/// Octets of a heartbeat message beside its payload: type, length and the shortest padding.
constexpr size_t TLS_HEARTBEAT_OVERHEAD = 3 + TLS_HEARTBEAT_PADDING;

/// A sign of life (RFC 6520, 4).
struct TlsHeartbeatMessage
{
    TlsHeartbeatType type{TlsHeartbeatType::REQUEST}; //!< possibly one without a name here
    Bytes payload;                                    //!< what a response repeats
    Bytes padding; //!< random, at least 16 octets, ignored by the receiver
};

/**
 * @param message what is written
 * @param writer where it goes
 */
void Serialize(const TlsHeartbeatMessage& message, ByteWriter& writer);

/**
 * A receiver says nothing about what it cannot read, nor about unknown types (RFC 6520, 4).
 * @param reader the content of a record
 * @param message what was read, unknown types included
 * @return false when the payload is longer than the record says, when the padding is too short
 *         or the whole exceeds 16,384 octets
 */
bool Parse(ByteReader& reader, TlsHeartbeatMessage& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_HEARTBEAT_MESSAGE_H */
