/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MODELED_CRYPTO_PROVIDER_H
#define MODELED_CRYPTO_PROVIDER_H

#include "shared-crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * Stands in for public-key arithmetic, for simulations that ask how long things take and not what
 * they say: the meter counts the same, and values have the same lengths, so that simulated times
 * are those of real arithmetic, but nothing is secret. Both ends need it; hashes and ciphers are
 * real.
 *
 * - A public value is made from the private one by a hash, a shared secret from both public values.
 * - A signature is a hash of key and digest, as long as one that is really made. It holds only
 * here; signatures of others, as those in certificates, are checked by real arithmetic, once each.
 * - What RSA encrypts goes in clear.
 *
 * What varies in length by chance has one length here: signatures with (EC)DSA, and values of
 * Diffie-Hellman in a finite field, which lose their leading zeros up to TLS 1.2.
 */
class ModeledCryptoProvider : public SharedCryptoProvider
{
  public:
    /**
     * @param meter where primitives are counted; must outlive the provider and what it creates
     * @param results of all providers that share
     */
    ModeledCryptoProvider(CryptoMeter& meter, std::shared_ptr<SharedCryptoResults> results);

  protected:
    KeyPair DoGenerateKeyPair(NamedGroup group, RandomSource& random) override;
    std::optional<Bytes> DoAgree(NamedGroup group,
                                 ByteView privateKey,
                                 ByteView peerPublic) override;
    std::optional<Bytes> DoAgree(const PrivateKey& key, ByteView peerPublic) override;
    KeyPair DoGenerateDhKeyPair(const DhGroup& group, RandomSource& random) override;
    std::optional<Bytes> DoAgreeDh(const DhGroup& group,
                                   ByteView privateKey,
                                   ByteView peerPublic) override;
    std::optional<Bytes> DoSignDigest(const PrivateKey& key,
                                      SignatureScheme scheme,
                                      ByteView digest,
                                      RandomSource& random) override;
    bool DoVerifyDigest(const PublicKey& key,
                        SignatureScheme scheme,
                        ByteView digest,
                        ByteView signature) override;
    std::optional<Bytes> DoSignMessage(const PrivateKey& key, ByteView message) override;
    bool DoVerifyMessage(const PublicKey& key, ByteView message, ByteView signature) override;
    std::optional<Bytes> DoRsaEncrypt(const PublicKey& key,
                                      ByteView plaintext,
                                      RandomSource& random) override;
    std::optional<Bytes> DoRsaDecrypt(const PrivateKey& key,
                                      ByteView ciphertext,
                                      RandomSource& random) override;

  private:
    std::optional<size_t> GetSignatureLength(const PrivateKey& key, SignatureScheme scheme);
};

} // namespace tls
} // namespace ns3

#endif /* MODELED_CRYPTO_PROVIDER_H */
