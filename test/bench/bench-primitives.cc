/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-primitives.h"

#include "ns3/abort.h"

#include <array>
#include <utility>

namespace ns3
{

namespace
{

using tls::ByteView;
using tls::CryptoAlgorithm;
using tls::CryptoOperation;
using tls::CryptoWorkItem;
using tls::SignatureScheme;

/// More octets than any input of a handshake.
constexpr size_t MOST_OCTETS = 1 << 15;

constexpr size_t PREMASTER = 48;
constexpr size_t AES_KEY = 16;
constexpr size_t AES_BLOCK = 16;
constexpr size_t NONCE = 12;
/// What TLS 1.2 authenticates beside a record (RFC 5246, 6.2.3.3).
constexpr size_t ADDITIONAL = 13;

} // namespace

BenchPrimitives::BenchPrimitives(tls::NamedGroup group, tls::PrivateKeyPtr key)
    : m_provider(m_meter),
      m_random(tls::ToBytes("primitives")),
      m_group(group),
      m_key(std::move(key)),
      m_own(m_provider.GenerateKeyPair(group, m_random)),
      m_peer(m_provider.GenerateKeyPair(group, m_random)),
      m_octets(m_random.Generate(MOST_OCTETS))
{
    m_message = ByteView(m_octets).Sub(0, 1).ToBytes();
    m_ciphertext =
        *m_provider.RsaEncrypt(*m_key->publicKey, ByteView(m_octets).Sub(0, PREMASTER), m_random);
    m_signature = *m_provider.Sign(*m_key, SignatureScheme::RSA_PKCS1_SHA256, m_message, m_random);
}

void
BenchPrimitives::Play(const tls::CryptoWork& work)
{
    const ByteView octets(m_octets);
    const ByteView secret = octets.Sub(0, PREMASTER);
    const auto hash = m_provider.CreateHash(tls::HashAlgorithm::SHA256);
    std::unique_ptr<tls::AeadCipher> writing;
    std::unique_ptr<tls::AeadCipher> reading;
    for (size_t i = 0; i < work.size(); i++)
    {
        const CryptoWorkItem& item = work[i];
        const ByteView input = octets.Sub(0, item.bytes);
        switch (item.operation)
        {
        case CryptoOperation::HASH:
            m_provider.Hash(item.algorithm == CryptoAlgorithm::SHA1 ? tls::HashAlgorithm::SHA1
                                                                    : tls::HashAlgorithm::SHA256,
                            input);
            break;
        case CryptoOperation::HASH_UPDATE:
            hash->Update(input);
            break;
        case CryptoOperation::RANDOM:
            m_random.Generate(item.bytes);
            break;
        case CryptoOperation::HMAC:
            m_provider.Hmac(tls::HashAlgorithm::SHA256, secret, {input});
            break;
        case CryptoOperation::GENERATE_KEY:
            m_provider.GenerateKeyPair(m_group, m_random);
            break;
        case CryptoOperation::AGREE:
            m_provider.Agree(m_group, m_own.privateKey, m_peer.publicKey);
            break;
        case CryptoOperation::SIGN:
            // The hash over what is signed is an item of its own, hence the short message.
            m_provider.Sign(*m_key, SignatureScheme::RSA_PKCS1_SHA256, m_message, m_random);
            break;
        case CryptoOperation::VERIFY:
            m_provider.Verify(*m_key->publicKey,
                              SignatureScheme::RSA_PKCS1_SHA256,
                              m_message,
                              m_signature);
            break;
        case CryptoOperation::RSA_ENCRYPT:
            m_provider.RsaEncrypt(*m_key->publicKey, secret, m_random);
            break;
        case CryptoOperation::RSA_DECRYPT:
            m_provider.RsaDecrypt(*m_key, m_ciphertext, m_random);
            break;
        case CryptoOperation::ENCRYPT:
        case CryptoOperation::DECRYPT:
            PlayCbc(item.operation == CryptoOperation::ENCRYPT, input);
            break;
        case CryptoOperation::SEAL:
            if (!writing)
            {
                writing =
                    m_provider.CreateAead(tls::AeadAlgorithm::AES_128_GCM, octets.Sub(0, AES_KEY));
            }
            writing->Seal(octets.Sub(0, NONCE), octets.Sub(0, ADDITIONAL), input);
            break;
        case CryptoOperation::OPEN:
            if (!reading)
            {
                reading =
                    m_provider.CreateAead(tls::AeadAlgorithm::AES_128_GCM, octets.Sub(0, AES_KEY));
            }
            // Whether the tag fits does not change what it costs.
            reading->Open(octets.Sub(0, NONCE), octets.Sub(0, ADDITIONAL), input);
            break;
        default:
            NS_ABORT_MSG("The benchmark does not know an operation that the handshake reported.");
        }
    }
    m_meter.Take();
}

void
BenchPrimitives::PlayCbc(bool encrypts, ByteView input)
{
    const ByteView octets(m_octets);
    const auto cipher = m_provider.CreateCbc(tls::CipherAlgorithm::AES_128_CBC,
                                             encrypts ? tls::CryptoProvider::Direction::ENCRYPT
                                                      : tls::CryptoProvider::Direction::DECRYPT,
                                             octets.Sub(0, AES_KEY));
    tls::Bytes blocks = input.ToBytes();
    cipher->Process(octets.Sub(0, AES_BLOCK), blocks);
}

} // namespace ns3
