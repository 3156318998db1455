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

/// A chain of certificates (RFC 5246, 7.4.2): in DER, the sender's first.
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

/// The share and its signature (RFC 8422, 5.4), as TLS 1.2 sends it.
struct TlsServerKeyExchangeEcdhe
{
    TlsServerEcdhParams params;                    //!< the share
    SignatureScheme scheme{SignatureScheme::NONE}; //!< how it is signed
    Bytes signature;                               //!< over both randoms and the share
};

/// The client's share of an ECDHE exchange (RFC 8422, 5.7).
struct TlsClientKeyExchangeEcdhe
{
    Bytes point; //!< the client's public value
};

/// The premaster secret, encrypted to the server's key (RFC 5246, 7.4.7.1).
struct TlsClientKeyExchangeRsa
{
    Bytes encryptedPremaster; //!< as long as the server's modulus
};

/// The client's choice of protocol (draft-agl-tls-nextprotoneg-04, 3).
struct TlsNextProtocol
{
    std::string selectedProtocol; //!< name, 0 to 255 octets
};

/// The check that both ends saw the same handshake (RFC 5246, 7.4.9).
struct TlsFinished
{
    Bytes verifyData; //!< as long as the version says
};

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5246, 7.4.2)
 */
void Serialize(const TlsCertificateMessage& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8422, 5.4)
 */
void Serialize(const TlsServerEcdhParams& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8422, 5.4)
 */
void Serialize(const TlsServerKeyExchangeEcdhe& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8422, 5.7)
 */
void Serialize(const TlsClientKeyExchangeEcdhe& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5246, 7.4.7.1)
 */
void Serialize(const TlsClientKeyExchangeRsa& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (draft-agl-tls-nextprotoneg-04, 3)
 */
void Serialize(const TlsNextProtocol& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5246, 7.4.9)
 */
void Serialize(const TlsFinished& message, ByteWriter& writer);

/**
 * @param reader the body of a message (RFC 5246, 7.4.2)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsCertificateMessage& message);

/**
 * @param reader the body of a message (RFC 8422, 5.4)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsServerKeyExchangeEcdhe& message);

/**
 * @param reader the body of a message (RFC 8422, 5.7)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsClientKeyExchangeEcdhe& message);

/**
 * @param reader the body of a message (RFC 5246, 7.4.7.1)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsClientKeyExchangeRsa& message);

/**
 * @param reader the body of a message (draft-agl-tls-nextprotoneg-04, 3)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsNextProtocol& message);

/**
 * @param reader the body of a message (RFC 5246, 7.4.9)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsFinished& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_MESSAGES_12_H */
