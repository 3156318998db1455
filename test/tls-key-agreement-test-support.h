/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_AGREEMENT_TEST_SUPPORT_H
#define TLS_KEY_AGREEMENT_TEST_SUPPORT_H

#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/tls-key-agreement.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// Long-term keys that the tests share, since they are slow to make.
struct AgreementKeys
{
    PrivateKeyPtr rsa;      //!< 1,024 bits
    PrivateKeyPtr rsa512;   //!< 512 bits, as exportable suites want it
    PrivateKeyPtr dsa;      //!< 1,024 bits
    PrivateKeyPtr ecdsa;    //!< on secp256r1
    PrivateKeyPtr dh;       //!< in ffdhe2048
    PrivateKeyPtr exportDh; //!< in a group of 512 bits
};

/// @return the keys
const AgreementKeys& GetAgreementKeys();

/**
 * @param suite a suite
 * @return a key that its server may have; null when it is anonymous
 */
PrivateKeyPtr ServerKeyFor(const TlsCipherSuite& suite);

/// One end of a key exchange, with nothing around it.
class AgreementEnd
{
  public:
    /**
     * @param seed of its randoms
     * @param suite the suite
     * @param version the version
     */
    AgreementEnd(const char* seed, const TlsCipherSuite& suite, TlsVersion version);

    /// @return what the agreement is given
    TlsKeyAgreementContext Context();
    /// @return the steps so far, one word each, with their details
    std::string TakeSteps();

    TlsConfig config;                              //!< of this end
    PrivateKeyPtr serverKey;                       //!< its own, at the server
    PrivateKeyPtr clientKey;                       //!< its own, at the client
    PublicKeyPtr peerKey;                          //!< the other's
    SignatureScheme scheme{SignatureScheme::NONE}; //!< what the server signs with
    NamedGroup group{NamedGroup::SECP256R1};       //!< what the server chose
    Bytes clientRandom;                            //!< 32 octets
    Bytes serverRandom;                            //!< 32 octets
    uint16_t clientVersion{0x0303};                //!< as the Client Hello offered it
    CryptoMeter meter;                             //!< what it cost
    CryptoppProvider provider;                     //!< its primitives
    CryptoppRandomSource random;                   //!< its randoms
    std::unique_ptr<TlsKeyAgreement> agreement;    //!< what is tested
    Bytes premaster;                               //!< what it came to

  private:
    const TlsCipherSuite& m_suite;    //!< the suite
    const TlsVersionTraits& m_traits; //!< of the version
    TlsEnvironment m_environment;     //!< provider, randoms and meter
    TlsEventLog m_events;             //!< its steps
};

/// A key exchange between a client and a server.
class AgreementPair
{
  public:
    /// Changes a message on its way.
    using Change = std::function<void(Bytes&)>;

    /**
     * @param suite name of the suite
     * @param version the version
     */
    explicit AgreementPair(const char* suite, TlsVersion version = TlsVersion::TLS_1_2);

    /**
     * @param changeServer what happens to the Server Key Exchange
     * @param changeClient what happens to the Client Key Exchange
     * @return the first alert of either end; nothing when both came to a secret
     */
    std::optional<TlsAlert> Run(const Change& changeServer = {}, const Change& changeClient = {});

    /**
     * @param changeServer what happens to the Server Key Exchange
     * @param changeClient what happens to the Client Key Exchange
     * @return name of the first alert of either end, empty when there was none
     */
    std::string Alert(const Change& changeServer = {}, const Change& changeClient = {});

    const TlsCipherSuite& suite; //!< the suite
    AgreementEnd client;         //!< one end
    AgreementEnd server;         //!< the other
    Bytes serverKeyExchange;     //!< as the client got it, empty when there was none
    Bytes clientKeyExchange;     //!< as the server got it
};

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_AGREEMENT_TEST_SUPPORT_H */
