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

/// CertificateStatusType of OCSP (RFC 6066, 8).
constexpr uint8_t STATUS_TYPE_OCSP = 1;
/// The padding of a next protocol makes its body a multiple of this.
constexpr size_t NEXT_PROTOCOL_MULTIPLE = 32;

/**
 * @param reader at the certificate types of a request
 * @return them; none fails the reader
 */
std::vector<TlsClientCertificateType>
ReadCertificateTypes(ByteReader& reader)
{
    std::vector<TlsClientCertificateType> types;
    for (const uint8_t type : reader.Vector8())
    {
        types.push_back(static_cast<TlsClientCertificateType>(type));
    }
    if (types.empty())
    {
        reader.Fail();
    }
    return types;
}

/**
 * @param reader at the signature algorithms of a request
 * @return them; none, or half a one, fails the reader
 */
std::vector<SignatureScheme>
ReadSignatureSchemes(ByteReader& reader)
{
    ByteReader list(reader.Vector16());
    std::vector<SignatureScheme> schemes;
    while (list.Remaining() > 0)
    {
        schemes.push_back(static_cast<SignatureScheme>(list.U16()));
    }
    if (!list.AtEnd() || schemes.empty())
    {
        reader.Fail();
    }
    return schemes;
}

/**
 * @param reader at the names of a request
 * @return them; an empty one fails the reader
 */
std::vector<Bytes>
ReadAuthorities(ByteReader& reader)
{
    ByteReader list(reader.Vector16());
    std::vector<Bytes> names;
    while (list.Remaining() > 0)
    {
        names.push_back(list.Vector16().ToBytes());
        if (names.back().empty())
        {
            reader.Fail();
        }
    }
    if (!list.AtEnd())
    {
        reader.Fail();
    }
    return names;
}

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
Serialize(const TlsHelloRequest&, ByteWriter&)
{
}

void
Serialize(const TlsCertificateRequest& message, const TlsVersionTraits& traits, ByteWriter& writer)
{
    const ByteWriter::Mark types = writer.Begin(1);
    for (const TlsClientCertificateType type : message.certificateTypes)
    {
        writer.U8(static_cast<uint8_t>(type));
    }
    writer.End(types);
    if (traits.hasSignatureAlgorithms)
    {
        const ByteWriter::Mark schemes = writer.Begin(2);
        for (const SignatureScheme scheme : message.signatureSchemes)
        {
            writer.U16(static_cast<uint16_t>(scheme));
        }
        writer.End(schemes);
    }
    const ByteWriter::Mark authorities = writer.Begin(2);
    for (const Bytes& name : message.certificateAuthorities)
    {
        writer.Vector16(name);
    }
    writer.End(authorities);
}

void
Serialize(const TlsCertificateVerify& message, const TlsVersionTraits& traits, ByteWriter& writer)
{
    Serialize(message.digitallySigned, traits, writer);
}

void
Serialize(const TlsNewSessionTicket& message, ByteWriter& writer)
{
    writer.U32(message.lifetimeHint);
    writer.Vector16(message.ticket);
}

void
Serialize(const TlsCertificateStatus& message, ByteWriter& writer)
{
    writer.U8(STATUS_TYPE_OCSP);
    writer.Vector24(message.ocspResponse);
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
Parse(ByteReader& reader, TlsHelloRequest&)
{
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsCertificateRequest& message)
{
    message.certificateTypes = ReadCertificateTypes(reader);
    if (traits.hasSignatureAlgorithms)
    {
        message.signatureSchemes = ReadSignatureSchemes(reader);
    }
    message.certificateAuthorities = ReadAuthorities(reader);
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsCertificateVerify& message)
{
    return Parse(reader, traits, message.digitallySigned) && reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsNewSessionTicket& message)
{
    message.lifetimeHint = reader.U32();
    message.ticket = reader.Vector16().ToBytes();
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsCertificateStatus& message)
{
    const uint8_t type = reader.U8();
    message.ocspResponse = reader.Vector24().ToBytes();
    return reader.AtEnd() && type == STATUS_TYPE_OCSP && !message.ocspResponse.empty();
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
