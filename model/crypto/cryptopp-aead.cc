/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-aead.h"

#include "ns3/assert.h"

#include <array>
#include <cryptopp/aes.h>
#include <cryptopp/ccm.h>
#include <cryptopp/chachapoly.h>
#include <cryptopp/gcm.h>

namespace ns3
{
namespace tls
{

namespace
{

/// A mode M with 12 octets of nonce and T of tag (RFC 5288, RFC 6655, RFC 7905).
template <class M, size_t T = 16>
class CryptoppAead : public AeadCipher
{
  public:
    /**
     * @param algorithm as the cost model names it
     * @param key as long as the cipher asks
     * @param meter where calls are counted
     */
    CryptoppAead(CryptoAlgorithm algorithm, ByteView key, CryptoMeter& meter)
        : AeadCipher(algorithm, static_cast<uint16_t>(8 * key.Size()), meter),
          m_key(key.ToBytes())
    {
    }

    size_t TagLength() const override
    {
        return TAG_LENGTH;
    }

  private:
    using Encryption = typename M::Encryption;
    using Decryption = typename M::Decryption;

    static constexpr size_t NONCE_LENGTH = 12;
    static constexpr size_t TAG_LENGTH = T;

    /**
     * Key a direction when it is first used: a record protection uses one of them.
     * @param mode the direction
     * @return the keyed cipher
     */
    template <class D>
    D& Keyed(std::unique_ptr<D>& mode)
    {
        if (!mode)
        {
            // Crypto++ wants a nonce with the key; each call brings its own.
            const std::array<uint8_t, NONCE_LENGTH> zeros{};
            mode = std::make_unique<D>();
            mode->SetKeyWithIV(m_key.data(), m_key.size(), zeros.data(), zeros.size());
        }
        return *mode;
    }

    Bytes DoSeal(ByteView nonce, ByteView additional, ByteView plaintext) override
    {
        NS_ASSERT(nonce.Size() == NONCE_LENGTH);
        Bytes sealed(plaintext.Size() + TAG_LENGTH);
        Keyed(m_encryption)
            .EncryptAndAuthenticate(sealed.data(),
                                    sealed.data() + plaintext.Size(),
                                    TAG_LENGTH,
                                    nonce.Data(),
                                    static_cast<int>(nonce.Size()),
                                    additional.Data(),
                                    additional.Size(),
                                    plaintext.Data(),
                                    plaintext.Size());
        return sealed;
    }

    std::optional<Bytes> DoOpen(ByteView nonce, ByteView additional, ByteView ciphertext) override
    {
        NS_ASSERT(nonce.Size() == NONCE_LENGTH);
        if (ciphertext.Size() < TAG_LENGTH)
        {
            return std::nullopt;
        }
        Bytes plaintext(ciphertext.Size() - TAG_LENGTH);
        if (!Keyed(m_decryption)
                 .DecryptAndVerify(plaintext.data(),
                                   ciphertext.Data() + plaintext.size(),
                                   TAG_LENGTH,
                                   nonce.Data(),
                                   static_cast<int>(nonce.Size()),
                                   additional.Data(),
                                   additional.Size(),
                                   ciphertext.Data(),
                                   plaintext.size()))
        {
            return std::nullopt;
        }
        return plaintext;
    }

    Bytes m_key;                              //!< until both directions are keyed
    std::unique_ptr<Encryption> m_encryption; //!< null until Seal()
    std::unique_ptr<Decryption> m_decryption; //!< null until Open()
};

} // namespace

std::unique_ptr<AeadCipher>
CreateCryptoppAead(AeadAlgorithm algorithm, ByteView key, CryptoMeter& meter)
{
    NS_ASSERT(key.Size() == KeyLength(algorithm));
    switch (algorithm)
    {
    case AeadAlgorithm::NONE:
        break;
    case AeadAlgorithm::AES_128_GCM:
    case AeadAlgorithm::AES_256_GCM:
        return std::make_unique<CryptoppAead<CryptoPP::GCM<CryptoPP::AES>>>(
            CryptoAlgorithm::AES_GCM,
            key,
            meter);
    case AeadAlgorithm::CHACHA20_POLY1305:
        return std::make_unique<CryptoppAead<CryptoPP::ChaCha20Poly1305>>(
            CryptoAlgorithm::CHACHA20_POLY1305,
            key,
            meter);
    case AeadAlgorithm::AES_128_CCM:
        return std::make_unique<CryptoppAead<CryptoPP::CCM<CryptoPP::AES, 16>, 16>>(
            CryptoAlgorithm::AES_CCM,
            key,
            meter);
    case AeadAlgorithm::AES_128_CCM_8:
        return std::make_unique<CryptoppAead<CryptoPP::CCM<CryptoPP::AES, 8>, 8>>(
            CryptoAlgorithm::AES_CCM,
            key,
            meter);
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
