/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_EXCHANGE_MESSAGES_H
#define TLS_KEY_EXCHANGE_MESSAGES_H

#include "tls-digitally-signed.h"

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-key.h"
#include "ns3/crypto-types.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-version-traits.h"

namespace ns3
{
namespace tls
{

/// The server's share of an ECDHE exchange (RFC 8422, 5.4).
struct TlsServerEcdhParams
{
    NamedGroup group{NamedGroup::NONE}; //!< as a named curve
    Bytes point;                        //!< the server's public value, 1 to 255 octets
};

/// The server's share of a DHE exchange (RFC 5246, 7.4.3), as big-endian numbers.
struct TlsServerDhParams
{
    DhGroup group; //!< dh_p and dh_g, 1 to 65,535 octets each
    Bytes Ys;      //!< dh_Ys, the server's public value, 1 to 65,535 octets
};

/// The temporary key of an RSA_EXPORT exchange (RFC 2246, 7.4.3).
struct TlsServerRsaParams
{
    RsaNumbers numbers; //!< rsa_modulus and rsa_exponent, 1 to 65,535 octets each
};

/**
 * A Server Key Exchange (RFC 5246, 7.4.3; RFC 8422, 5.4).
 * @tparam Params what the server contributes
 */
template <typename Params>
struct TlsServerKeyExchange
{
    Params params;                      //!< the server's share
    TlsDigitallySigned digitallySigned; //!< over both randoms and the share, unless anonymous
};

/// The premaster secret, encrypted to the server's key (RFC 5246, 7.4.7.1).
struct TlsClientKeyExchangeRsa
{
    Bytes encryptedPremaster; //!< as long as the server's modulus
};

/// The client's share of a Diffie-Hellman exchange (RFC 5246, 7.4.7.2).
struct TlsClientKeyExchangeDh
{
    Bytes Yc; //!< dh_Yc, its public value; empty when it is implicit: that of its certificate
};

/// The client's share of an exchange on a curve (RFC 8422, 5.7).
struct TlsClientKeyExchangeEcdh
{
    Bytes point; //!< its public value; empty when it is implicit: that of its certificate
};

/**
 * @param params what is written: also what is signed (RFC 8422, 5.4)
 * @param writer where it goes
 */
void Serialize(const TlsServerEcdhParams& params, ByteWriter& writer);

/**
 * @param params what is written: also what is signed (RFC 5246, 7.4.3)
 * @param writer where it goes
 */
void Serialize(const TlsServerDhParams& params, ByteWriter& writer);

/**
 * @param params what is written: also what is signed (RFC 2246, 7.4.3)
 * @param writer where it goes
 */
void Serialize(const TlsServerRsaParams& params, ByteWriter& writer);

/**
 * @tparam Params what the server contributes
 * @param message what is written
 * @param traits of the version
 * @param suite which says whether there is a signature
 * @param writer where its body goes
 */
template <typename Params>
void
Serialize(const TlsServerKeyExchange<Params>& message,
          const TlsVersionTraits& traits,
          const TlsCipherSuite& suite,
          ByteWriter& writer)
{
    Serialize(message.params, writer);
    if (suite.authentication != TlsAuthentication::NONE)
    {
        Serialize(message.digitallySigned, traits, writer);
    }
}

/**
 * @param message what is written
 * @param traits of the version, which say whether a length goes before the secret
 * @param writer where its body goes (RFC 5246, 7.4.7.1)
 */
void Serialize(const TlsClientKeyExchangeRsa& message,
               const TlsVersionTraits& traits,
               ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5246, 7.4.7.2)
 */
void Serialize(const TlsClientKeyExchangeDh& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 8422, 5.7)
 */
void Serialize(const TlsClientKeyExchangeEcdh& message, ByteWriter& writer);

/**
 * @param reader at the share; what follows it stays unread
 * @param params what was read, unknown groups included
 * @return false when malformed or when the curve is not one by name (RFC 8422, 5.4)
 */
bool Parse(ByteReader& reader, TlsServerEcdhParams& params);

/**
 * @param reader at the share; what follows it stays unread
 * @param params what was read
 * @return false when malformed or when a number is empty (RFC 5246, 7.4.3)
 */
bool Parse(ByteReader& reader, TlsServerDhParams& params);

/**
 * @param reader at the key; what follows it stays unread
 * @param params what was read
 * @return false when malformed or when a number is empty (RFC 2246, 7.4.3)
 */
bool Parse(ByteReader& reader, TlsServerRsaParams& params);

/**
 * @tparam Params what the server contributes
 * @param reader the body of a message
 * @param traits of the version
 * @param suite which says whether there is a signature
 * @param message what was read
 * @return false when malformed or when something follows
 */
template <typename Params>
bool
Parse(ByteReader& reader,
      const TlsVersionTraits& traits,
      const TlsCipherSuite& suite,
      TlsServerKeyExchange<Params>& message)
{
    const bool isSigned = suite.authentication != TlsAuthentication::NONE;
    return Parse(reader, message.params) &&
           (!isSigned || Parse(reader, traits, message.digitallySigned)) && reader.AtEnd();
}

/**
 * @param reader the body of a message (RFC 5246, 7.4.7.1)
 * @param traits of the version, which say whether a length goes before the secret
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsClientKeyExchangeRsa& message);

/**
 * @param reader the body of a message (RFC 5246, 7.4.7.2); an empty one is an implicit value
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsClientKeyExchangeDh& message);

/**
 * @param reader the body of a message (RFC 8422, 5.7); an empty one is an implicit value
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsClientKeyExchangeEcdh& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_EXCHANGE_MESSAGES_H */
