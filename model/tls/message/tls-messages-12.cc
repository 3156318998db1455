/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-messages-12.h"

namespace ns3
{
namespace tls
{

namespace
{

/// ECCurveType of a curve by name (RFC 8422, 5.4).
constexpr uint8_t CURVE_TYPE_NAMED = 3;
/// The padding of a next protocol makes its body a multiple of this.
constexpr size_t NEXT_PROTOCOL_MULTIPLE = 32;

} // namespace

void
Serialize(const TlsCertificateMessage& message, ByteWriter& writer)
{
    const ByteWriter::Mark list = writer.Begin(3);
    for (const Bytes& certificate : message.certificates)
    {
        writer.Vector24(certificate);
    }
    writer.End(list);
}

void
Serialize(const TlsServerEcdhParams& message, ByteWriter& writer)
{
    writer.U8(CURVE_TYPE_NAMED);
    writer.U16(static_cast<uint16_t>(message.group));
    writer.Vector8(message.point);
}

void
Serialize(const TlsServerKeyExchangeEcdhe& message, ByteWriter& writer)
{
    Serialize(message.params, writer);
    writer.U16(static_cast<uint16_t>(message.scheme));
    writer.Vector16(message.signature);
}

void
Serialize(const TlsClientKeyExchangeEcdhe& message, ByteWriter& writer)
{
    writer.Vector8(message.point);
}

void
Serialize(const TlsClientKeyExchangeRsa& message, ByteWriter& writer)
{
    writer.Vector16(message.encryptedPremaster);
}

void
Serialize(const TlsNextProtocol& message, ByteWriter& writer)
{
    const size_t filled = message.selectedProtocol.size() + 2;
    writer.Vector8(ToBytes(message.selectedProtocol));
    writer.Vector8(Bytes(NEXT_PROTOCOL_MULTIPLE - filled % NEXT_PROTOCOL_MULTIPLE, 0));
}

void
Serialize(const TlsFinished& message, ByteWriter& writer)
{
    writer.Write(message.verifyData);
}

bool
Parse(ByteReader& reader, TlsCertificateMessage& message)
{
    ByteReader list(reader.Vector24());
    while (list.Remaining() > 0)
    {
        const ByteView certificate = list.Vector24();
        if (certificate.IsEmpty())
        {
            return false;
        }
        message.certificates.push_back(certificate.ToBytes());
    }
    return list.AtEnd() && reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsServerKeyExchangeEcdhe& message)
{
    const uint8_t curveType = reader.U8();
    message.params.group = static_cast<NamedGroup>(reader.U16());
    message.params.point = reader.Vector8().ToBytes();
    message.scheme = static_cast<SignatureScheme>(reader.U16());
    message.signature = reader.Vector16().ToBytes();
    return reader.AtEnd() && curveType == CURVE_TYPE_NAMED;
}

bool
Parse(ByteReader& reader, TlsClientKeyExchangeEcdhe& message)
{
    message.point = reader.Vector8().ToBytes();
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsClientKeyExchangeRsa& message)
{
    message.encryptedPremaster = reader.Vector16().ToBytes();
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsNextProtocol& message)
{
    message.selectedProtocol = reader.Vector8().ToString();
    reader.Vector8();
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsFinished& message)
{
    message.verifyData = reader.TakeRest().ToBytes();
    return reader.AtEnd();
}

} // namespace tls
} // namespace ns3
