/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHARED_CRYPTO_PROVIDER_H
#define SHARED_CRYPTO_PROVIDER_H

#include "crypto-memo.h"
#include "cryptopp-provider.h"

#include <memory>
#include <utility>
#include <vector>

namespace ns3
{
namespace tls
{

/// What providers have computed and need not compute again for each other.
struct SharedCryptoResults
{
    /// Results beyond which the oldest are forgotten: a connection adds up to four.
    static constexpr size_t CAPACITY = 2048;

    CryptoMemo<Bytes> octets{CAPACITY};            //!< secrets, plaintexts, signatures that hold
    CryptoMemo<PublicKeyPtr> publicKeys{CAPACITY}; //!< keys by their DER
};

/**
 * Real arithmetic, but both ends of a connection live in one process: what a pure function gave one
 * of them is not computed again for the other. These are the shared secret of a key exchange, the
 * check of a signature that was made or checked here before, the decryption of what was encrypted
 * here, and the parsing of a public key. Octets, failures and what the meter counts are those of
 * CryptoppProvider.
 */
class SharedCryptoProvider : public CryptoppProvider
{
  public:
    /**
     * @param meter where primitives are counted; must outlive the provider and what it creates
     * @param results of all providers that share
     */
    SharedCryptoProvider(CryptoMeter& meter, std::shared_ptr<SharedCryptoResults> results);
    ~SharedCryptoProvider() override;

    PublicKeyPtr LoadPublicKey(ByteView spki) override;

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

    /// @return results of all providers that share
    SharedCryptoResults& Results() const;

  private:
    const Bytes* FindPublic(ByteView privateKey) const;

    std::shared_ptr<SharedCryptoResults> m_results; //!< of all providers that share
    std::vector<KeyPair> m_ephemeral;               //!< key pairs made here
};

} // namespace tls
} // namespace ns3

#endif /* SHARED_CRYPTO_PROVIDER_H */
