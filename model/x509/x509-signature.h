/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_SIGNATURE_H
#define X509_SIGNATURE_H

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"
#include "ns3/crypto-types.h"
#include "ns3/random-source.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace ns3
{
namespace tls
{

/**
 * @param scheme a signature algorithm
 * @return its AlgorithmIdentifier in DER (RFC 3279, 2.2; RFC 4055, 5; RFC 5758, 3; RFC 8410, 3);
 *         empty when it has none, as DSA with SHA-384 or SHA-512
 */
Bytes SerializeSignatureAlgorithm(SignatureScheme scheme);

/**
 * @param contents of an AlgorithmIdentifier
 * @return the algorithm, NONE when it is not supported. RSA's may come without its NULL (RFC 4055,
 *         5); RSASSA-PSS has the parameters of SerializePssParameters() and is given as that of
 *         keys of type RSA; the others have no parameters.
 */
SignatureScheme ParseSignatureAlgorithm(ByteView contents);

/**
 * @param key the key of who signs
 * @return what it signs certificates with unless told otherwise: SHA-256, with curves above 256
 *         bits SHA-384, above 384 bits SHA-512; NONE for a key that cannot sign
 */
SignatureScheme DefaultSchemeOf(const PublicKey& key);

/**
 * @param provider computes
 * @param key who signed
 * @param scheme from ParseSignatureAlgorithm(): that of RSASSA-PSS stands for both kinds of RSA
 * keys
 * @param tbs what was signed
 * @param signature over tbs
 * @return true when it holds
 */
bool VerifyX509(CryptoProvider& provider,
                const PublicKey& key,
                SignatureScheme scheme,
                ByteView tbs,
                ByteView signature);

/// What it takes to sign: all must outlive it.
struct X509Signer
{
    const PrivateKey& key;    //!< whose signature it is
    SignatureScheme scheme;   //!< an algorithm that fits the key
    CryptoProvider& provider; //!< what computes
    RandomSource& random;     //!< for algorithms that want it
};

/**
 * Builds what is signed.
 * @param signatureLength octets of the signature to come
 * @return the octets; nothing when they cannot have the size that is wanted
 */
using X509TbsBuilder = std::function<std::optional<Bytes>(size_t signatureLength)>;

/**
 * Sign as certificates and OCSP responses are signed: SEQUENCE {tbs, algorithm, signature}.
 *
 * The DER of DSA and ECDSA signatures differs in length from one to the next. Where the size of
 * the whole matters, what is signed is therefore built again until the length is as expected.
 *
 * @param signer who signs
 * @param isSizeWanted whether signatureLength matters to the builder
 * @param buildTbs called once or several times
 * @return the signed structure in DER; nothing when the builder has nothing or key and algorithm
 *         do not fit
 */
std::optional<Bytes> SignX509(const X509Signer& signer,
                              bool isSizeWanted,
                              const X509TbsBuilder& buildTbs);

/**
 * @param tbs what is signed
 * @param scheme how
 * @param signature over tbs
 * @return SEQUENCE {tbs, algorithm, signature}
 */
Bytes SerializeSigned(ByteView tbs, SignatureScheme scheme, ByteView signature);

} // namespace tls
} // namespace ns3

#endif /* X509_SIGNATURE_H */
