/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-messages-13.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ns3
{
namespace tls
{

namespace
{

/// Spaces before what a Certificate Verify signs (RFC 8446, 4.4.3).
constexpr size_t CONTEXT_SPACES = 64;
/// Context strings of the two signers.
constexpr std::string_view SERVER_CONTEXT = "TLS 1.3, server CertificateVerify";
constexpr std::string_view CLIENT_CONTEXT = "TLS 1.3, client CertificateVerify";

/// Algorithms of a Certificate Verify; those of PKCS #1 and SHA-1 are for certificates alone.
constexpr std::array<SignatureScheme, 10> HANDSHAKE_SCHEMES{
    SignatureScheme::ECDSA_SECP256R1_SHA256,
    SignatureScheme::ECDSA_SECP384R1_SHA384,
    SignatureScheme::ECDSA_SECP521R1_SHA512,
    SignatureScheme::RSA_PSS_RSAE_SHA256,
    SignatureScheme::RSA_PSS_RSAE_SHA384,
    SignatureScheme::RSA_PSS_RSAE_SHA512,
    SignatureScheme::ED25519,
    SignatureScheme::RSA_PSS_PSS_SHA256,
    SignatureScheme::RSA_PSS_PSS_SHA384,
    SignatureScheme::RSA_PSS_PSS_SHA512,
};

/**
 * Beside hellos, extensions have a length even when there are none.
 * @param extensions of a message
 * @param writer where they go
 */
void
WriteExtensions(const TlsExtensionList& extensions, ByteWriter& writer)
{
    if (extensions.GetAll().empty())
    {
        writer.U16(0);
        return;
    }
    Serialize(extensions, writer);
}

/**
 * @param reader at extensions with their length, which must be there
 * @param extensions what was read
 * @return false when malformed
 */
bool
ReadExtensions(ByteReader& reader, TlsExtensionList& extensions)
{
    ByteReader list(reader.Vector16());
    while (list.Remaining() > 0)
    {
        const auto type = static_cast<TlsExtensionType>(list.U16());
        extensions.Add(type, list.Vector16().ToBytes());
    }
    return reader.Ok() && list.AtEnd();
}

} // namespace

bool
IsKnown(TlsKeyUpdateRequest request)
{
    return request <= TlsKeyUpdateRequest::UPDATE_REQUESTED;
}

Bytes
CertificateVerifyContent(TlsRole signer, ByteView transcriptHash)
{
    Bytes content(CONTEXT_SPACES, ' ');
    Append(content, ToBytes(signer == TlsRole::SERVER ? SERVER_CONTEXT : CLIENT_CONTEXT));
    content.push_back(0);
    Append(content, transcriptHash);
    return content;
}

bool
IsHandshakeScheme13(SignatureScheme scheme)
{
    return std::find(HANDSHAKE_SCHEMES.begin(), HANDSHAKE_SCHEMES.end(), scheme) !=
           HANDSHAKE_SCHEMES.end();
}

void
Serialize(const TlsEncryptedExtensions& message, ByteWriter& writer)
{
    WriteExtensions(message.extensions, writer);
}

void
Serialize(const TlsCertificateRequest13& message, ByteWriter& writer)
{
    writer.Vector8(message.requestContext);
    WriteExtensions(message.extensions, writer);
}

void
Serialize(const TlsCertificate13& message, ByteWriter& writer)
{
    writer.Vector8(message.requestContext);
    const ByteWriter::Mark list = writer.Begin(3);
    for (const TlsCertificateEntry& entry : message.entries)
    {
        writer.Vector24(entry.certificate);
        WriteExtensions(entry.extensions, writer);
    }
    writer.End(list);
}

void
Serialize(const TlsCertificateVerify13& message, ByteWriter& writer)
{
    writer.U16(static_cast<uint16_t>(message.algorithm));
    writer.Vector16(message.signature);
}

void
Serialize(const TlsEndOfEarlyData&, ByteWriter&)
{
}

void
Serialize(const TlsNewSessionTicket13& message, ByteWriter& writer)
{
    writer.U32(message.ticketLifetime);
    writer.U32(message.ticketAgeAdd);
    writer.Vector8(message.ticketNonce);
    writer.Vector16(message.ticket);
    WriteExtensions(message.extensions, writer);
}

void
Serialize(const TlsKeyUpdate& message, ByteWriter& writer)
{
    writer.U8(static_cast<uint8_t>(message.requestUpdate));
}

bool
Parse(ByteReader& reader, TlsEncryptedExtensions& message)
{
    return ReadExtensions(reader, message.extensions) && reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsCertificateRequest13& message)
{
    message.requestContext = reader.Vector8().ToBytes();
    return ReadExtensions(reader, message.extensions) && reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsCertificate13& message)
{
    message.requestContext = reader.Vector8().ToBytes();
    ByteReader list(reader.Vector24());
    while (list.Remaining() > 0)
    {
        TlsCertificateEntry entry;
        entry.certificate = list.Vector24().ToBytes();
        if (!ReadExtensions(list, entry.extensions) || entry.certificate.empty())
        {
            return false;
        }
        message.entries.push_back(std::move(entry));
    }
    return list.AtEnd() && reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsCertificateVerify13& message)
{
    message.algorithm = static_cast<SignatureScheme>(reader.U16());
    message.signature = reader.Vector16().ToBytes();
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsEndOfEarlyData&)
{
    return reader.AtEnd();
}

bool
Parse(ByteReader& reader, TlsNewSessionTicket13& message)
{
    message.ticketLifetime = reader.U32();
    message.ticketAgeAdd = reader.U32();
    message.ticketNonce = reader.Vector8().ToBytes();
    message.ticket = reader.Vector16().ToBytes();
    return ReadExtensions(reader, message.extensions) && reader.AtEnd() && !message.ticket.empty();
}

bool
Parse(ByteReader& reader, TlsKeyUpdate& message)
{
    message.requestUpdate = static_cast<TlsKeyUpdateRequest>(reader.U8());
    return reader.AtEnd();
}

} // namespace tls
} // namespace ns3
