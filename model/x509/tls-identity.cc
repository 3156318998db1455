/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-identity.h"

#include "cryptopp-der-writer.h"
#include "pem-codec.h"
#include "x509-certificate.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param pkcs1 RSAPrivateKey in DER (RFC 8017, A.1.2)
 * @return PrivateKeyInfo around it (RFC 5208, 5)
 */
Bytes
WrapRsaPrivateKey(ByteView pkcs1)
{
    DerWriter algorithm;
    algorithm.ObjectIdentifier("1.2.840.113549.1.1.1");
    algorithm.Null();
    DerWriter contents;
    contents.Unsigned(0);
    contents.Element(DerTag::SEQUENCE, algorithm.View());
    contents.Element(DerTag::OCTET_STRING, pkcs1);
    DerWriter info;
    info.Element(DerTag::SEQUENCE, contents.View());
    return info.Take();
}

} // namespace

PrivateKeyPtr
LoadPrivateKeyPem(std::string_view pem, CryptoProvider& provider)
{
    for (const PemBlock& block : ParsePem(pem))
    {
        if (block.label == "PRIVATE KEY")
        {
            return provider.LoadPrivateKey(block.der);
        }
        if (block.label == "RSA PRIVATE KEY")
        {
            return provider.LoadPrivateKey(WrapRsaPrivateKey(block.der));
        }
    }
    return nullptr;
}

std::optional<TlsIdentity>
LoadTlsIdentity(std::string_view certificates, std::string_view key, CryptoProvider& provider)
{
    TlsIdentity identity;
    for (PemBlock& block : ParsePem(certificates))
    {
        if (block.label == "CERTIFICATE")
        {
            identity.chain.push_back(std::move(block.der));
        }
    }
    identity.key = LoadPrivateKeyPem(key, provider);
    if (identity.chain.empty() || !identity.key)
    {
        return std::nullopt;
    }
    const std::optional<X509Certificate> own =
        ParseX509Certificate(identity.chain.front(), provider);
    if (!own || !own->publicKey || own->publicKey->spki != identity.key->publicKey->spki)
    {
        return std::nullopt;
    }
    return identity;
}

} // namespace tls
} // namespace ns3
