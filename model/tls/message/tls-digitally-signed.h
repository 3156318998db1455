/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_DIGITALLY_SIGNED_H
#define TLS_DIGITALLY_SIGNED_H

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-types.h"
#include "ns3/tls-version-traits.h"

namespace ns3
{
namespace tls
{

/// A signature inside a handshake message (RFC 5246, 4.7; RFC 2246, 4.7).
struct TlsDigitallySigned
{
    /// How it was made; NONE when read in a version whose signatures do not say so.
    SignatureScheme scheme{SignatureScheme::NONE};
    Bytes signature; //!< 0 to 65,535 octets
};

/**
 * @param message what is written
 * @param traits of the version, which say whether the algorithm goes before the signature
 * @param writer where it goes
 */
void Serialize(const TlsDigitallySigned& message,
               const TlsVersionTraits& traits,
               ByteWriter& writer);

/**
 * @param reader at a signature; what follows it stays unread
 * @param traits of the version, which say whether the algorithm goes before the signature
 * @param message what was read, unknown algorithms included
 * @return false when malformed
 */
bool Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsDigitallySigned& message);

/**
 * SSL 3.0 does not say how the two numbers of a DSA signature are written. Most write them as
 * Dss-Sig-Value, as TLS does (RFC 2246, 4.7); NSS writes r and s one after the other.
 * @param message a signature that was read
 * @param traits of the version, which say whether both forms may come
 * @param type kind of the key that signed
 * @return the signature as TLS has it
 */
Bytes SignatureAsInTls(const TlsDigitallySigned& message,
                       const TlsVersionTraits& traits,
                       PublicKeyType type);

/**
 * What a key signs with in versions whose signatures do not name their algorithm (RFC 2246,
 * 7.4.3; RFC 4492, 5.4): RSA both MD5 and SHA-1, DSA and ECDSA SHA-1.
 * @param type kind of the key
 * @return the algorithm; NONE for keys that cannot sign in these versions
 */
SignatureScheme ImpliedSignatureScheme(PublicKeyType type);

} // namespace tls
} // namespace ns3

#endif /* TLS_DIGITALLY_SIGNED_H */
