/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-hello-messages.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Longest session identifier in octets.
constexpr size_t MAX_SESSION_ID = 32;

/**
 * @param reader at a session identifier
 * @return it; a longer one than allowed fails the reader
 */
Bytes
ReadSessionId(ByteReader& reader)
{
    const ByteView id = reader.Vector8();
    if (id.Size() > MAX_SESSION_ID)
    {
        reader.Fail();
    }
    return id.ToBytes();
}

} // namespace

void
Serialize(const TlsClientHello& message, ByteWriter& writer)
{
    writer.U16(message.clientVersion);
    writer.Write(message.random);
    writer.Vector8(message.sessionId);
    const ByteWriter::Mark suites = writer.Begin(2);
    for (const uint16_t suite : message.cipherSuites)
    {
        writer.U16(suite);
    }
    writer.End(suites);
    writer.Vector8(message.compressionMethods);
    Serialize(message.extensions, writer);
}

void
Serialize(const TlsServerHello& message, ByteWriter& writer)
{
    writer.U16(message.serverVersion);
    writer.Write(message.random);
    writer.Vector8(message.sessionId);
    writer.U16(message.cipherSuite);
    writer.U8(message.compressionMethod);
    Serialize(message.extensions, writer);
}

bool
Parse(ByteReader& reader, TlsClientHello& message)
{
    message.clientVersion = reader.U16();
    message.random = reader.Take(TLS_RANDOM).ToBytes();
    message.sessionId = ReadSessionId(reader);
    ByteReader suites(reader.Vector16());
    while (suites.Remaining() > 0)
    {
        message.cipherSuites.push_back(suites.U16());
    }
    message.compressionMethods = reader.Vector8().ToBytes();
    return suites.AtEnd() && !message.cipherSuites.empty() && !message.compressionMethods.empty() &&
           Parse(reader, message.extensions) && reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsServerHello& message)
{
    message.serverVersion = reader.U16();
    message.random = reader.Take(TLS_RANDOM).ToBytes();
    message.sessionId = ReadSessionId(reader);
    message.cipherSuite = reader.U16();
    message.compressionMethod = reader.U8();
    return Parse(reader, message.extensions) && reader.AtEnd();
}

} // namespace tls
} // namespace ns3
