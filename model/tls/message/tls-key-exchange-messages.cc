/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-exchange-messages.h"

namespace ns3
{
namespace tls
{

namespace
{

/// ECCurveType of a curve by name (RFC 8422, 5.4).
constexpr uint8_t CURVE_TYPE_NAMED = 3;

/**
 * @param reader at a vector of 1 to 65,535 octets
 * @return it; an empty one fails the reader
 */
Bytes
ReadNumber(ByteReader& reader)
{
    const ByteView number = reader.Vector16();
    if (number.IsEmpty())
    {
        reader.Fail();
    }
    return number.ToBytes();
}

/**
 * @param reader at a vector of 1 to 255 octets
 * @return it; an empty one fails the reader
 */
Bytes
ReadPoint(ByteReader& reader)
{
    const ByteView point = reader.Vector8();
    if (point.IsEmpty())
    {
        reader.Fail();
    }
    return point.ToBytes();
}

} // namespace

void
Serialize(const TlsServerEcdhParams& params, ByteWriter& writer)
{
    writer.U8(CURVE_TYPE_NAMED);
    writer.U16(static_cast<uint16_t>(params.group));
    writer.Vector8(params.point);
}

void
Serialize(const TlsServerDhParams& params, ByteWriter& writer)
{
    writer.Vector16(params.group.p);
    writer.Vector16(params.group.g);
    writer.Vector16(params.Ys);
}

void
Serialize(const TlsServerRsaParams& params, ByteWriter& writer)
{
    writer.Vector16(params.numbers.modulus);
    writer.Vector16(params.numbers.exponent);
}

void
Serialize(const TlsClientKeyExchangeRsa& message,
          const TlsVersionTraits& traits,
          ByteWriter& writer)
{
    if (traits.hasKeyExchangeLength)
    {
        writer.Vector16(message.encryptedPremaster);
    }
    else
    {
        writer.Write(message.encryptedPremaster);
    }
}

void
Serialize(const TlsClientKeyExchangeDh& message, ByteWriter& writer)
{
    if (!message.Yc.empty())
    {
        writer.Vector16(message.Yc);
    }
}

void
Serialize(const TlsClientKeyExchangeEcdh& message, ByteWriter& writer)
{
    if (!message.point.empty())
    {
        writer.Vector8(message.point);
    }
}

bool
Parse(ByteReader& reader, TlsServerEcdhParams& params)
{
    const uint8_t curveType = reader.U8();
    params.group = static_cast<NamedGroup>(reader.U16());
    params.point = ReadPoint(reader);
    return reader.Ok() && curveType == CURVE_TYPE_NAMED;
}

bool
Parse(ByteReader& reader, TlsServerDhParams& params)
{
    params.group.p = ReadNumber(reader);
    params.group.g = ReadNumber(reader);
    params.Ys = ReadNumber(reader);
    return reader.Ok();
}

bool
Parse(ByteReader& reader, TlsServerRsaParams& params)
{
    params.numbers.modulus = ReadNumber(reader);
    params.numbers.exponent = ReadNumber(reader);
    return reader.Ok();
}

bool
Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsClientKeyExchangeRsa& message)
{
    const ByteView encrypted = traits.hasKeyExchangeLength ? reader.Vector16() : reader.TakeRest();
    message.encryptedPremaster = encrypted.ToBytes();
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsClientKeyExchangeDh& message)
{
    message.Yc = reader.Remaining() > 0 ? ReadNumber(reader) : Bytes{};
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsClientKeyExchangeEcdh& message)
{
    message.point = reader.Remaining() > 0 ? ReadPoint(reader) : Bytes{};
    return reader.AtEnd();
}

} // namespace tls
} // namespace ns3
