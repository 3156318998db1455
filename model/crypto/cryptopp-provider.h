/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_PROVIDER_H
#define CRYPTOPP_PROVIDER_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/// The provider that computes with Crypto++. Its keys are usable by every other one of its kind.
class CryptoppProvider : public CryptoProvider
{
  public:
    /// @param meter where primitives are counted; must outlive the provider and what it creates
    explicit CryptoppProvider(CryptoMeter& meter);

    std::unique_ptr<HashContext> CreateHash(HashAlgorithm algorithm) override;
    std::unique_ptr<CbcCipher> CreateCbc(CipherAlgorithm algorithm,
                                         Direction direction,
                                         ByteView key) override;
    std::unique_ptr<StreamCipher> CreateStream(CipherAlgorithm algorithm,
                                               Direction direction,
                                               ByteView key) override;
    std::unique_ptr<AeadCipher> CreateAead(AeadAlgorithm algorithm, ByteView key) override;
    bool IsSoundDhGroup(const DhGroup& group, uint16_t minBits) override;
    PublicKeyPtr LoadPublicKey(ByteView spki) override;
    PrivateKeyPtr LoadPrivateKey(ByteView pkcs8) override;
    PrivateKeyPtr GenerateRsaKey(uint16_t bits, RandomSource& random) override;
    PrivateKeyPtr GenerateRsaPssKey(uint16_t bits, RandomSource& random) override;
    PrivateKeyPtr GenerateEcKey(NamedGroup group, RandomSource& random) override;
    PrivateKeyPtr GenerateEd25519Key(RandomSource& random) override;
    PrivateKeyPtr GenerateDsaKey(uint16_t bits, RandomSource& random) override;
    PrivateKeyPtr GenerateDhKey(const DhGroup& group, RandomSource& random) override;
    std::optional<RsaNumbers> GetRsaNumbers(const PublicKey& key) override;
    PublicKeyPtr LoadRsaPublicKey(const RsaNumbers& numbers) override;

  protected:
    Bytes DoHash(HashAlgorithm algorithm, ByteView data) override;
    Bytes DoHmac(HashAlgorithm algorithm,
                 ByteView key,
                 std::initializer_list<ByteView> parts) override;
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
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_PROVIDER_H */
