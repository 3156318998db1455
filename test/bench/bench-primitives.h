/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_PRIMITIVES_H
#define BENCH_PRIMITIVES_H

#include "ns3/crypto-meter.h"
#include "ns3/crypto-provider.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"

#include <memory>

namespace ns3
{

/**
 * Plays a list of primitives again, one call for each item and nothing around it: keys,
 * signatures and messages are ready, results are dropped.
 *
 * It knows what TLS 1.2 with RSA and AES-128 reports, whatever the key exchange.
 */
class BenchPrimitives
{
  public:
    /**
     * @param group of the key exchange
     * @param key what signs
     */
    BenchPrimitives(tls::NamedGroup group, tls::PrivateKeyPtr key);

    /// @param work what to play, as one end reported it
    void Play(const tls::CryptoWork& work);

  private:
    void PlayCbc(bool encrypts, tls::ByteView input);

    tls::CryptoMeter m_meter;           //!< counts what nobody asks
    tls::CryptoppProvider m_provider;   //!< whose primitives are called
    tls::CryptoppRandomSource m_random; //!< for keys and blinding
    tls::NamedGroup m_group;            //!< of the key exchange
    tls::PrivateKeyPtr m_key;           //!< what signs
    tls::KeyPair m_own;                 //!< for the agreement
    tls::KeyPair m_peer;                //!< for the agreement
    tls::Bytes m_octets;                //!< input of hashes and ciphers
    tls::Bytes m_ciphertext;            //!< a premaster secret, encrypted
    tls::Bytes m_message;               //!< what was signed
    tls::Bytes m_signature;             //!< a signature over it
};

} // namespace ns3

#endif /* BENCH_PRIMITIVES_H */
