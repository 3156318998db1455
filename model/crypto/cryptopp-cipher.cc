/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-cipher.h"

#include "ns3/assert.h"

// Weak are those ciphers that nobody should choose any more: a peer of their time does.
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/aes.h>
#include <cryptopp/algparam.h>
#include <cryptopp/arc4.h>
#include <cryptopp/argnames.h>
#include <cryptopp/camellia.h>
#include <cryptopp/des.h>
#include <cryptopp/modes.h>
#include <cryptopp/rc2.h>
#include <cryptopp/seed.h>

namespace ns3
{
namespace tls
{

namespace
{

/// A CBC mode of Crypto++, of either direction.
template <class M>
class CryptoppCbcCipher : public CbcCipher
{
  public:
    /**
     * @param work operation, algorithm and key size of one call
     * @param key as long as the cipher asks
     * @param meter where calls are counted
     */
    CryptoppCbcCipher(const CryptoWorkItem& work, ByteView key, CryptoMeter& meter)
        : CbcCipher(work, meter)
    {
        // Crypto++ wants an initialization vector with the key; each call brings its own. Only
        // RC2 asks for the effective key length, which would be 1,024 bits without a word.
        const Bytes zeros(m_mode.IVSize());
        const bool throwIfNotUsed = false;
        m_mode.SetKey(
            key.Data(),
            key.Size(),
            CryptoPP::MakeParameters(CryptoPP::Name::IV(),
                                     CryptoPP::ConstByteArrayParameter(zeros.data(), zeros.size()))(
                CryptoPP::Name::EffectiveKeyLength(),
                static_cast<int>(8 * key.Size()),
                throwIfNotUsed));
    }

  private:
    void DoProcess(ByteView iv, Bytes& data) override
    {
        NS_ASSERT(iv.Size() == m_mode.IVSize() && data.size() % m_mode.MandatoryBlockSize() == 0);
        m_mode.Resynchronize(iv.Data(), static_cast<int>(iv.Size()));
        m_mode.ProcessData(data.data(), data.data(), data.size());
    }

    M m_mode; //!< the keyed cipher
};

/// RC4 as Crypto++ has it: both directions are the same.
class CryptoppRc4 : public StreamCipher
{
  public:
    /**
     * @param work operation, algorithm and key size of one call
     * @param key 16 octets
     * @param meter where calls are counted
     */
    CryptoppRc4(const CryptoWorkItem& work, ByteView key, CryptoMeter& meter)
        : StreamCipher(work, meter),
          m_cipher(key.Data(), key.Size())
    {
    }

  private:
    void DoProcess(Bytes& data) override
    {
        m_cipher.ProcessData(data.data(), data.data(), data.size());
    }

    CryptoPP::Weak::ARC4::Encryption m_cipher; //!< the keyed cipher
};

/**
 * @param direction encrypt or decrypt
 * @param algorithm as the cost model names it
 * @param key as long as the cipher asks
 * @return operation, algorithm and key size of one call
 */
CryptoWorkItem
MeteredCipher(CryptoProvider::Direction direction, CryptoAlgorithm algorithm, ByteView key)
{
    const CryptoOperation operation = direction == CryptoProvider::Direction::ENCRYPT
                                          ? CryptoOperation::ENCRYPT
                                          : CryptoOperation::DECRYPT;
    return {operation, algorithm, static_cast<uint16_t>(8 * key.Size()), 0};
}

/**
 * @param direction encrypt or decrypt
 * @param algorithm as the cost model names it
 * @param key as long as the cipher asks
 * @param meter where calls are counted
 * @return cipher C in CBC mode
 */
template <class C>
std::unique_ptr<CbcCipher>
MakeCbc(CryptoProvider::Direction direction,
        CryptoAlgorithm algorithm,
        ByteView key,
        CryptoMeter& meter)
{
    const CryptoWorkItem work = MeteredCipher(direction, algorithm, key);
    switch (direction)
    {
    case CryptoProvider::Direction::ENCRYPT:
        return std::make_unique<CryptoppCbcCipher<typename CryptoPP::CBC_Mode<C>::Encryption>>(
            work,
            key,
            meter);
    case CryptoProvider::Direction::DECRYPT:
        return std::make_unique<CryptoppCbcCipher<typename CryptoPP::CBC_Mode<C>::Decryption>>(
            work,
            key,
            meter);
    }
    return nullptr;
}

} // namespace

std::unique_ptr<CbcCipher>
CreateCryptoppCbc(CipherAlgorithm algorithm,
                  CryptoProvider::Direction direction,
                  ByteView key,
                  CryptoMeter& meter)
{
    NS_ASSERT(key.Size() == KeyLength(algorithm));
    switch (algorithm)
    {
    case CipherAlgorithm::NONE:
    case CipherAlgorithm::RC4_128:
        break;
    case CipherAlgorithm::AES_128_CBC:
    case CipherAlgorithm::AES_256_CBC:
        return MakeCbc<CryptoPP::AES>(direction, CryptoAlgorithm::AES_CBC, key, meter);
    case CipherAlgorithm::CAMELLIA_128_CBC:
    case CipherAlgorithm::CAMELLIA_256_CBC:
        return MakeCbc<CryptoPP::Camellia>(direction, CryptoAlgorithm::CAMELLIA_CBC, key, meter);
    case CipherAlgorithm::SEED_CBC:
        return MakeCbc<CryptoPP::SEED>(direction, CryptoAlgorithm::SEED_CBC, key, meter);
    case CipherAlgorithm::TRIPLE_DES_CBC:
        return MakeCbc<CryptoPP::DES_EDE3>(direction, CryptoAlgorithm::TRIPLE_DES_CBC, key, meter);
    case CipherAlgorithm::DES_CBC:
        return MakeCbc<CryptoPP::DES>(direction, CryptoAlgorithm::DES_CBC, key, meter);
    case CipherAlgorithm::RC2_CBC:
        return MakeCbc<CryptoPP::RC2>(direction, CryptoAlgorithm::RC2_CBC, key, meter);
    }
    return nullptr;
}

std::unique_ptr<StreamCipher>
CreateCryptoppStream(CipherAlgorithm algorithm,
                     CryptoProvider::Direction direction,
                     ByteView key,
                     CryptoMeter& meter)
{
    NS_ASSERT(key.Size() == KeyLength(algorithm));
    if (algorithm != CipherAlgorithm::RC4_128)
    {
        return nullptr;
    }
    return std::make_unique<CryptoppRc4>(MeteredCipher(direction, CryptoAlgorithm::RC4, key),
                                         key,
                                         meter);
}

} // namespace tls
} // namespace ns3
