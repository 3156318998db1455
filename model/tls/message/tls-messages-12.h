/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGES_12_H
#define TLS_MESSAGES_12_H

#include "tls-digitally-signed.h"

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-types.h"
#include "ns3/tls-version-traits.h"

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

/// What a server wants the client's certificate to be (RFC 5246, 7.4.4; RFC 8422, 5.5).
enum class TlsClientCertificateType : uint8_t
{
    RSA_SIGN = 1,         //!< an RSA key that signs
    DSS_SIGN = 2,         //!< a DSA key that signs
    RSA_FIXED_DH = 3,     //!< a fixed Diffie-Hellman key, signed with RSA
    DSS_FIXED_DH = 4,     //!< a fixed Diffie-Hellman key, signed with DSA
    ECDSA_SIGN = 64,      //!< an elliptic-curve key that signs
    RSA_FIXED_ECDH = 65,  //!< a fixed elliptic-curve key, signed with RSA (RFC 4492, 5.5)
    ECDSA_FIXED_ECDH = 66 //!< a fixed elliptic-curve key, signed with ECDSA (RFC 4492, 5.5)
};

/// A server asks for another handshake (RFC 5246, 7.4.1.1): no body.
struct TlsHelloRequest
{
};

/// A server asks for a certificate (RFC 5246, 7.4.4).
struct TlsCertificateRequest
{
    /// At least one, those without a name here included.
    std::vector<TlsClientCertificateType> certificateTypes;
    /// At least one where the version has them, else none; those without a name here included.
    std::vector<SignatureScheme> signatureSchemes;
    std::vector<Bytes> certificateAuthorities; //!< distinguished names in DER, possibly none
};

/// The client proves that it has the key of its certificate (RFC 5246, 7.4.8).
struct TlsCertificateVerify
{
    TlsDigitallySigned digitallySigned; //!< over the handshake so far
};

/// Session state for the client to keep (RFC 5077, 3.3).
struct TlsNewSessionTicket
{
    uint32_t lifetimeHint{0}; //!< seconds from receipt, 0: not said
    Bytes ticket;             //!< 0 to 65,535 octets that mean nothing to the client
};

/// What the certificate's authority says of it (RFC 6066, 8).
struct TlsCertificateStatus
{
    Bytes ocspResponse; //!< an OCSPResponse in DER, at least one octet
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
 * @param writer where its body goes (RFC 5246, 7.4.1.1)
 */
void Serialize(const TlsHelloRequest& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param traits of the version, which say whether algorithms are named
 * @param writer where its body goes (RFC 5246, 7.4.4)
 */
void Serialize(const TlsCertificateRequest& message,
               const TlsVersionTraits& traits,
               ByteWriter& writer);

/**
 * @param message what is written
 * @param traits of the version, which say whether algorithms are named
 * @param writer where its body goes (RFC 5246, 7.4.8)
 */
void Serialize(const TlsCertificateVerify& message,
               const TlsVersionTraits& traits,
               ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5077, 3.3)
 */
void Serialize(const TlsNewSessionTicket& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 6066, 8)
 */
void Serialize(const TlsCertificateStatus& message, ByteWriter& writer);

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
 * @param reader the body of a message (RFC 5246, 7.4.1.1)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsHelloRequest& message);

/**
 * @param reader the body of a message (RFC 5246, 7.4.4)
 * @param traits of the version, which say whether algorithms are named
 * @param message what was read
 * @return false when malformed, when a type or an algorithm is missing or when something follows
 */
bool Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsCertificateRequest& message);

/**
 * @param reader the body of a message (RFC 5246, 7.4.8)
 * @param traits of the version, which say whether algorithms are named
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsCertificateVerify& message);

/**
 * @param reader the body of a message (RFC 5077, 3.3)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsNewSessionTicket& message);

/**
 * @param reader the body of a message (RFC 6066, 8)
 * @param message what was read
 * @return false when malformed, when the response is empty or of an unknown type or when something
 * follows
 */
bool Parse(ByteReader& reader, TlsCertificateStatus& message);

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
