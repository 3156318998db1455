/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_SUPPORT_H
#define TLS_ENGINE_TEST_SUPPORT_H

#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/tls-connection.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// Host that the certificate of the tests names.
constexpr const char* TEST_HOST = "www.example.com";
/// Date at which it is valid, in seconds since 1970 UTC: 2017-07-14.
constexpr int64_t TEST_DATE = 1500000000;

/// Keys and certificates, made once a process. RSA-1024, so that thousands of handshakes fit.
struct TlsTestIdentities
{
    TlsIdentity server; //!< chain of three for TEST_HOST, with a good OCSP response
    TlsIdentity alone;  //!< one certificate, just below the root
    std::shared_ptr<const X509TrustStore> trust;      //!< the root of both
    std::shared_ptr<const X509TrustStore> otherTrust; //!< a root of the same name, another key
};

/// @return the keys and certificates of the tests
const TlsTestIdentities& GetTestIdentities();

/// @return body of a Certificate Status for the chain of three: it is good
Bytes GetTestOcspStatus();

/**
 * @param suite the only cipher suite
 * @param group the only group
 * @return a client's configuration
 */
TlsConfig ClientTestConfig(uint16_t suite = 0xc02f, NamedGroup group = NamedGroup::X25519);

/**
 * @param suite the only cipher suite
 * @param group the only group
 * @return a server's configuration
 */
TlsConfig ServerTestConfig(uint16_t suite = 0xc02f, NamedGroup group = NamedGroup::X25519);

/// A provider, a meter and a seeded random source of one's own.
struct TlsTestEnvironment
{
    /**
     * @param seed of the randoms
     * @param date that the clock shows
     */
    explicit TlsTestEnvironment(const std::string& seed, int64_t date = TEST_DATE);

    int64_t date;                //!< that the clock shows
    CryptoMeter meter;           //!< counts
    CryptoppProvider provider;   //!< computes
    CryptoppRandomSource random; //!< gives randoms
    TlsEnvironment environment;  //!< the three, as an engine takes them
};

/// The engine under test, with all that it has given so far. It applies changes to the session
/// cache of the configuration at once.
class TlsTestEnd
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is; must be valid
     * @param seed of its randoms
     * @param serverName at a client, the host it wants
     * @param date that its clock shows
     */
    TlsTestEnd(TlsRole role,
               const TlsConfig& config,
               const std::string& seed,
               const std::string& serverName = TEST_HOST,
               int64_t date = TEST_DATE);

    /// @param seconds by which its clock goes on
    void PassTime(int64_t seconds);
    /// @return what goes to the peer
    Bytes Start();
    /**
     * @param data from the peer
     * @return what goes to the peer
     */
    Bytes Receive(ByteView data);
    /**
     * @param data for the peer's application
     * @return what goes to the peer
     */
    Bytes Write(ByteView data);
    /**
     * @param data early data
     * @return what goes to the peer
     */
    Bytes WriteEarly(ByteView data);
    /**
     * @param asksPeer whether the peer is to do the same
     * @return what goes to the peer
     */
    Bytes UpdateKeys(bool asksPeer);
    /// @return what goes to the peer
    Bytes RequestClientCertificate();
    /// @return what goes to the peer
    Bytes Close();
    /// The transport ended.
    void ReceiveEndOfStream();
    /// @return what goes to the peer
    Bytes Renegotiate();
    /// @return what goes to the peer
    Bytes Accept();
    /**
     * @param description what the peer is told
     * @return what goes to the peer
     */
    Bytes Reject(TlsAlertDescription description = TlsAlertDescription::CLOSE_NOTIFY);
    /**
     * @param payload that is to come back
     * @return what goes to the peer
     */
    Bytes SendHeartbeat(ByteView payload);

    /// @return the engine
    const TlsConnection& Get() const;
    /// @return name of the alert that ended it from here, or "none"
    std::string AlertSent() const;
    /// @return name of the fatal alert that it received, or "none"
    std::string AlertReceived() const;
    /// @return number of the events of that kind
    size_t Count(TlsStep step) const;
    /// @return number of the items of work of that kind
    size_t Count(CryptoOperation operation) const;
    /// @return all that it has given so far, as text to compare
    std::string Describe() const;

    Bytes sent;                      //!< all octets for the peer
    Bytes app;                       //!< all application data
    std::vector<TlsEvent> events;    //!< all steps, workEnd counted from the first call
    std::vector<std::string> keyLog; //!< all lines
    CryptoWork work;                 //!< all items
    bool isWorkInOrder{true};        //!< whether each call's steps lie in order over its work

  private:
    Bytes Collect(TlsOutput output);

    std::shared_ptr<TlsSessionCache> m_cache; //!< where its sessions go, may be null
    TlsTestEnvironment m_environment;         //!< around it
    TlsConnection m_connection;               //!< under test
};

/// Chooses how many of the octets at hand are handed over next.
using TlsTestSplit = std::function<size_t(size_t)>;

/**
 * Carry octets to and fro until both ends are silent.
 * @param from who has spoken
 * @param to who has not heard it yet
 * @param data what was said
 * @param split how the streams are cut; all at once when missing
 */
void Pump(TlsTestEnd& from, TlsTestEnd& to, Bytes data, const TlsTestSplit& split = {});

/**
 * @param client at its start
 * @param server at its start
 * @param split how the streams are cut; all at once when missing
 */
void RunHandshake(TlsTestEnd& client, TlsTestEnd& server, const TlsTestSplit& split = {});

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_SUPPORT_H */
