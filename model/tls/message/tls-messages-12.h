/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGES_12_H
#define TLS_MESSAGES_12_H

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-types.h"

#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// RFC 5246, 7.4.2: certificates in DER, the sender's first.
struct TlsCertificateMessage
{
    std::vector<Bytes> certificates; //!< possibly none
};

/// The server's share of an ECDHE exchange (RFC 8422, 5.4): what is signed.
struct TlsServerEcdhParams
{
    NamedGroup group{NamedGroup::NONE}; //!< as a named curve
    Bytes point;                        //!< the server's public value
};

/// RFC 8422, 5.4, as TLS 1.2 sends it.
struct TlsServerKeyExchangeEcdhe
{
    TlsServerEcdhParams params;                    //!< the share
    SignatureScheme scheme{SignatureScheme::NONE}; //!< how it is signed
    Bytes signature;                               //!< over both randoms and the share
};

/// RFC 8422, 5.7.
struct TlsClientKeyExchangeEcdhe
{
    Bytes point; //!< the client's public value
};

/// RFC 5246, 7.4.7.1.
struct TlsClientKeyExchangeRsa
{
    Bytes encryptedPremaster; //!< as long as the server's modulus
};

/// draft-agl-tls-nextprotoneg-04, 3.
struct TlsNextProtocol
{
    std::string selectedProtocol; //!< name, 0 to 255 octets
};

/// RFC 5246, 7.4.9.
struct TlsFinished
{
    Bytes verifyData; //!< as long as the version says
};

/**
 * @param message what is written
 * @param writer where its body goes
 */
void Serialize(const TlsCertificateMessage& message, ByteWriter& writer);
/// @copydoc Serialize(const TlsCertificateMessage&,ByteWriter&)
void Serialize(const TlsServerEcdhParams& message, ByteWriter& writer);
/// @copydoc Serialize(const TlsCertificateMessage&,ByteWriter&)
void Serialize(const TlsServerKeyExchangeEcdhe& message, ByteWriter& writer);
/// @copydoc Serialize(const TlsCertificateMessage&,ByteWriter&)
void Serialize(const TlsClientKeyExchangeEcdhe& message, ByteWriter& writer);
/// @copydoc Serialize(const TlsCertificateMessage&,ByteWriter&)
void Serialize(const TlsClientKeyExchangeRsa& message, ByteWriter& writer);
/// @copydoc Serialize(const TlsCertificateMessage&,ByteWriter&)
void Serialize(const TlsNextProtocol& message, ByteWriter& writer);
/// @copydoc Serialize(const TlsCertificateMessage&,ByteWriter&)
void Serialize(const TlsFinished& message, ByteWriter& writer);

/**
 * @param reader the body of a message
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsCertificateMessage& message);
/// @copydoc Parse(ByteReader&,TlsCertificateMessage&)
bool Parse(ByteReader& reader, TlsServerKeyExchangeEcdhe& message);
/// @copydoc Parse(ByteReader&,TlsCertificateMessage&)
bool Parse(ByteReader& reader, TlsClientKeyExchangeEcdhe& message);
/// @copydoc Parse(ByteReader&,TlsCertificateMessage&)
bool Parse(ByteReader& reader, TlsClientKeyExchangeRsa& message);
/// @copydoc Parse(ByteReader&,TlsCertificateMessage&)
bool Parse(ByteReader& reader, TlsNextProtocol& message);
/// @copydoc Parse(ByteReader&,TlsCertificateMessage&)
bool Parse(ByteReader& reader, TlsFinished& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_MESSAGES_12_H */
