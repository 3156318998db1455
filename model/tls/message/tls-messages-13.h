/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGES_13_H
#define TLS_MESSAGES_13_H

#include "tls-extension.h"

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-types.h"
#include "ns3/tls-types.h"

#include <vector>

namespace ns3
{
namespace tls
{

/// What the server says under protection (RFC 8446, 4.3.1).
struct TlsEncryptedExtensions
{
    TlsExtensionList extensions; //!< possibly none
};

/// A request for a certificate (RFC 8446, 4.3.2).
struct TlsCertificateRequest13
{
    Bytes requestContext;        //!< 0 to 255 octets: none within the handshake
    TlsExtensionList extensions; //!< at least signature_algorithms
};

/// A certificate and what belongs to it (RFC 8446, 4.4.2).
struct TlsCertificateEntry
{
    Bytes certificate;           //!< in DER, at least one octet
    TlsExtensionList extensions; //!< possibly none
};

/// A chain of certificates (RFC 8446, 4.4.2): the sender's first.
struct TlsCertificate13
{
    Bytes requestContext;                     //!< of the request: none from a server
    std::vector<TlsCertificateEntry> entries; //!< possibly none, from a client
};

/// The proof that the sender has the key of its certificate (RFC 8446, 4.4.3).
struct TlsCertificateVerify13
{
    SignatureScheme algorithm{SignatureScheme::NONE}; //!< possibly one without a name here
    Bytes signature;                                  //!< over CertificateVerifyContent()
};

/// The end of early data (RFC 8446, 4.5): no body.
struct TlsEndOfEarlyData
{
};

/// A pre-shared key for later connections (RFC 8446, 4.6.1).
struct TlsNewSessionTicket13
{
    uint32_t ticketLifetime{0};  //!< seconds; beyond TLS_MAX_TICKET_LIFETIME must not be sent
    uint32_t ticketAgeAdd{0};    //!< random; hides the ticket's age
    Bytes ticketNonce;           //!< 0 to 255 octets, another for each ticket of a connection
    Bytes ticket;                //!< at least one octet, means nothing to the client
    TlsExtensionList extensions; //!< possibly early_data
};

/// Longest lifetime of a ticket in seconds: seven days (RFC 8446, 4.6.1).
constexpr uint32_t TLS_MAX_TICKET_LIFETIME = 604800;

/// Whether the peer shall update its keys too (RFC 8446, 4.6.3).
enum class TlsKeyUpdateRequest : uint8_t
{
    UPDATE_NOT_REQUESTED = 0, //!< no
    UPDATE_REQUESTED = 1      //!< yes
};

/// The sender's next records have new keys (RFC 8446, 4.6.3).
struct TlsKeyUpdate
{
    TlsKeyUpdateRequest requestUpdate{TlsKeyUpdateRequest::UPDATE_NOT_REQUESTED}; //!< what is asked
};

/**
 * @param request of a Key Update
 * @return whether it has a name here: any other is an illegal_parameter (RFC 8446, 4.6.3)
 */
bool IsKnown(TlsKeyUpdateRequest request);

/**
 * @param signer whose Certificate Verify it is
 * @param transcriptHash of the handshake up to and with the signer's Certificate
 * @return what is signed (RFC 8446, 4.4.3): 64 spaces, a context string, a zero, the hash
 */
Bytes CertificateVerifyContent(TlsRole signer, ByteView transcriptHash);

/**
 * @param scheme a signature algorithm
 * @return whether a Certificate Verify of TLS 1.3 may have it (RFC 8446, 4.2.3)
 */
bool IsHandshakeScheme13(SignatureScheme scheme);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.3.1)
 */
void Serialize(const TlsEncryptedExtensions& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.3.2)
 */
void Serialize(const TlsCertificateRequest13& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.4.2)
 */
void Serialize(const TlsCertificate13& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.4.3)
 */
void Serialize(const TlsCertificateVerify13& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.5)
 */
void Serialize(const TlsEndOfEarlyData& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.6.1)
 */
void Serialize(const TlsNewSessionTicket13& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8446, 4.6.3)
 */
void Serialize(const TlsKeyUpdate& message, ByteWriter& writer);

/**
 * @param reader the body of a message (RFC 8446, 4.3.1)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsEncryptedExtensions& message);

/**
 * @param reader the body of a message (RFC 8446, 4.3.2)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsCertificateRequest13& message);

/**
 * @param reader the body of a message (RFC 8446, 4.4.2)
 * @param message what was read
 * @return false when malformed, when a certificate is empty or when something follows
 */
bool Parse(ByteReader& reader, TlsCertificate13& message);

/**
 * @param reader the body of a message (RFC 8446, 4.4.3)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsCertificateVerify13& message);

/**
 * @param reader the body of a message (RFC 8446, 4.5)
 * @param message what was read
 * @return false when something is there
 */
bool Parse(ByteReader& reader, TlsEndOfEarlyData& message);

/**
 * @param reader the body of a message (RFC 8446, 4.6.1)
 * @param message what was read
 * @return false when malformed, when the ticket is empty or when something follows
 */
bool Parse(ByteReader& reader, TlsNewSessionTicket13& message);

/**
 * @param reader the body of a message (RFC 8446, 4.6.3)
 * @param message what was read, possibly with an unknown request
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsKeyUpdate& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_MESSAGES_13_H */
