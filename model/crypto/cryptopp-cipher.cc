/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-cipher.h"

#include "ns3/assert.h"

#include <cryptopp/aes.h>
#include <cryptopp/modes.h>

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
        // Crypto++ wants an initialization vector with the key; each call brings its own.
        const Bytes zeros(m_mode.IVSize());
        m_mode.SetKeyWithIV(key.Data(), key.Size(), zeros.data(), zeros.size());
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

/**
 * @param direction encrypt or decrypt
 * @param work algorithm and key size
 * @param key as long as the cipher asks
 * @param meter where calls are counted
 * @return cipher C in CBC mode
 */
template <class C>
std::unique_ptr<CbcCipher>
MakeCbc(CryptoProvider::Direction direction, CryptoWorkItem work, ByteView key, CryptoMeter& meter)
{
    switch (direction)
    {
    case CryptoProvider::Direction::ENCRYPT:
        work.operation = CryptoOperation::ENCRYPT;
        return std::make_unique<CryptoppCbcCipher<typename CryptoPP::CBC_Mode<C>::Encryption>>(
            work,
            key,
            meter);
    case CryptoProvider::Direction::DECRYPT:
        work.operation = CryptoOperation::DECRYPT;
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
        break;
    case CipherAlgorithm::AES_128_CBC:
        return MakeCbc<CryptoPP::AES>(direction,
                                      {CryptoOperation::ENCRYPT, CryptoAlgorithm::AES_CBC, 128, 0},
                                      key,
                                      meter);
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
