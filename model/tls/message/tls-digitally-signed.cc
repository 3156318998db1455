/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-digitally-signed.h"

#include "ns3/crypto-key-encoding.h"

namespace ns3
{
namespace tls
{

void
Serialize(const TlsDigitallySigned& message, const TlsVersionTraits& traits, ByteWriter& writer)
{
    if (traits.hasSignatureAlgorithms)
    {
        writer.U16(static_cast<uint16_t>(message.scheme));
    }
    writer.Vector16(message.signature);
}

bool
Parse(ByteReader& reader, const TlsVersionTraits& traits, TlsDigitallySigned& message)
{
    if (traits.hasSignatureAlgorithms)
    {
        message.scheme = static_cast<SignatureScheme>(reader.U16());
    }
    message.signature = reader.Vector16().ToBytes();
    return reader.Ok();
}

Bytes
SignatureAsInTls(const TlsDigitallySigned& message,
                 const TlsVersionTraits& traits,
                 PublicKeyType type)
{
    const Bytes& octets = message.signature;
    if (!traits.mayHaveRawDss || type != PublicKeyType::DSA || octets.size() % 2 != 0 ||
        ParseDerIntegers(octets))
    {
        return octets;
    }
    const auto s = octets.begin() + octets.size() / 2;
    return SerializeDerIntegers({Bytes(octets.begin(), s), Bytes(s, octets.end())});
}

SignatureScheme
ImpliedSignatureScheme(PublicKeyType type)
{
    switch (type)
    {
    case PublicKeyType::RSA:
        return SignatureScheme::RSA_PKCS1_MD5_SHA1;
    case PublicKeyType::DSA:
        return SignatureScheme::DSA_SHA1;
    case PublicKeyType::ECDSA:
        return SignatureScheme::ECDSA_SHA1;
    case PublicKeyType::ED25519:
    case PublicKeyType::DH:
    case PublicKeyType::RSA_PSS:
        break;
    }
    return SignatureScheme::NONE;
}

} // namespace tls
} // namespace ns3
