/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HELPER_H
#define TLS_HELPER_H

#include "tls-chain-maker.h"

#include "ns3/address.h"
#include "ns3/attribute.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/tls-config.h"
#include "ns3/x509-certificate.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

class TlsSocketFactory;

/**
 * Puts TLS on nodes: identities with their certificate authorities, configurations, socket
 * factories, processors and a TCP profile.
 *
 * Every node gets both configurations, so that any may connect and any may listen. Configure
 * first, then Install(): a node keeps what was configured when it was installed. Bad
 * configuration aborts with a sentence.
 */
class TlsHelper
{
  public:
    /// Modern TLS 1.2 with the suites, groups and signature algorithms that the module knows.
    TlsHelper();

    /**
     * Give servers a certificate chain and its key; clients trust the root and, unless they are
     * told otherwise, ask for this host. May be called more than once. Long-term keys and
     * certificates depend on RngSeed (and the order of calls) alone; keys are kept on disk (see
     * TlsKeyStore).
     * @param host name that the certificate is for
     * @param key kind and size, as "rsa:2048", "ecdsa:secp256r1", "dsa:1024" or "dh:2048". A list
     *        with commas is for a mixed chain, the server's first, the last one for all above; what
     *        a single DH key needs above it is "rsa:2048"
     * @param depth certificates that are sent, 1 to 9; the root is not among them
     * @param sizes wanted octets of DER, server's first, root's last; 0 or missing: as it comes
     */
    void CreateIdentity(const std::string& host,
                        const std::string& key = "rsa:2048",
                        uint32_t depth = 3,
                        const std::vector<size_t>& sizes = {});

    /**
     * Give servers an identity from files, and trust its root.
     * @param certificates PEM text, server's first
     * @param key PEM text of its private key
     * @param roots PEM text of the roots that clients trust
     */
    void AddIdentity(const std::string& certificates,
                     const std::string& key,
                     const std::string& roots);

    /**
     * Give clients a certificate chain and its key; servers trust the root and, unless
     * SetClientAuthentication() says otherwise later, require a certificate of each client.
     * @param name whom the certificate is for
     * @param key as for CreateIdentity()
     * @param depth certificates that are sent, 1 to 9; the root is not among them
     */
    void CreateClientIdentity(const std::string& name,
                              const std::string& key = "rsa:2048",
                              uint32_t depth = 1);
    /// @param policy of servers: "none", "request" or "require" (see tls::TlsClientAuthentication)
    void SetClientAuthentication(const std::string& policy);
    /**
     * @param policy of clients: "strict", "ask" or "none" (see tls::TlsVerification); with "ask"
     * the trace source `Question` of TlsSocket says when
     */
    void SetVerification(const std::string& policy);
    /**
     * Let servers staple an OCSP response, and clients ask for it (RFC 6066, 8). Concerns the
     * identities that are created from now on.
     * @param size wanted octets of DER, 0: as it comes
     */
    void EnableOcspStapling(size_t size = 0);

    /**
     * Let ends keep sessions and resume them by id: each node gets caches of its own.
     * @param capacity most sessions that a node keeps in a role, at least 1
     * @param lifetime for which a session can be resumed, at least 1 s
     */
    void EnableSessionCache(size_t capacity = 1000, Time lifetime = Hours(24));
    /**
     * Let servers give tickets, and clients keep and use them (RFC 5077). Each node's keys are its
     * own.
     * @param lifetime for which a ticket is good, at least 1 s
     */
    void EnableTickets(Time lifetime = Hours(24));
    /**
     * Let clients of TLS 1.3 send data with their Client Hello when they resume (RFC 8446, 2.3),
     * and servers take it once for each ticket. Ends get tickets and session caches as
     * EnableTickets() and EnableSessionCache() give them, unless they have them.
     * @param size octets that a server takes so in a connection, at least 1
     */
    void EnableEarlyData(uint32_t size = tls::TLS_MAX_PLAINTEXT);
    /// Let clients send data before the server's Finished where the suite is strong (RFC 7918).
    void EnableFalseStart();
    /// Let both ends compress records with DEFLATE (RFC 3749).
    void EnableCompression();
    /// Let both ends take requests for a sign of life (RFC 6520).
    void EnableHeartbeat();
    /// @param policy of both ends: "off", "secure" or "legacy" (see tls::TlsRenegotiation)
    void SetRenegotiation(const std::string& policy);
    /// @param choice of servers: "server", "client" or "strongest" (see tls::TlsSuiteChoice)
    void SetSuiteChoice(const std::string& choice);
    /// @param bits size of the group of DHE suites (see tls::WellKnownDhGroup())
    void SetDhGroup(uint16_t bits);
    /**
     * Let clients send the Client Hello of a known implementation.
     * @param preset "default"; "openssl-3.0": the client's suites and groups among the extensions,
     *        signature algorithms and point formats of that release; or "openssl-1.0.1": what that
     *        hello offers is then what a client takes, and servers take TLS 1.0 at least
     */
    void SetHello(const std::string& preset);

    /**
     * @param lowest oldest version that is accepted: "ssl3", "tls1.0", "tls1.1", "tls1.2" or
     *        "tls1.3"
     * @param highest newest version that is offered or accepted, likewise
     */
    void SetVersions(const std::string& lowest, const std::string& highest);
    /// @param names IANA names, in order of preference, on both sides
    void SetCipherSuites(const std::vector<std::string>& names);
    /// @param names IANA names, in order of preference, on both sides
    void SetGroups(const std::vector<std::string>& names);
    /// @param protocols for ALPN, in order of preference, on both sides; empty: not used
    void SetAlpn(const std::vector<std::string>& protocols);
    /// @param protocols for NPN, in order of preference, on both sides; empty: not used
    void SetNpn(const std::vector<std::string>& protocols);

    /**
     * Choose how the connections of clients and servers compute; all that talk to each other need
     * the same helper.
     * @param name "real": each end computes everything; "shared": what one end computed, the other
     *        does not compute again; "modeled": stand-ins for public-key arithmetic, with the same
     *        sizes and the same simulated times (see tls::CryptoProviderFactory)
     */
    void SetCryptography(const std::string& name);

    /// @return what clients get at the next Install(), to be changed freely
    tls::TlsConfig& ClientConfig();
    /// @return what servers get at the next Install(), to be changed freely
    tls::TlsConfig& ServerConfig();

    /**
     * @param name of an attribute of ns3::TlsSocket
     * @param value what to set it to in sockets of nodes installed from now on
     */
    void SetSocketAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of ns3::TcpSocketBase
     * @param value what to set it to in sockets below TLS, of nodes installed from now on
     */
    void SetTcpAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param date simulated date at time 0, in seconds since 1970-01-01 UTC; initially that of
     *        2013-01-01
     */
    void SetDate(int64_t date);
    /// @return simulated date at time 0, in seconds since 1970-01-01 UTC
    int64_t GetDate() const;

    /**
     * Aggregate a TlsSocketFactory to each node, or configure the one that is there.
     * @param nodes where
     */
    void Install(const NodeContainer& nodes) const;
    /**
     * Configure the servers of one address and port apart from the others of a node. What was
     * installed there otherwise stays.
     * @param nodes where
     * @param local InetSocketAddress or Inet6SocketAddress; the unspecified address stands for all
     *        addresses of its kind
     */
    void InstallServer(const NodeContainer& nodes, const Address& local) const;

    /**
     * Set up TCP like a known host's (see TcpProfile).
     * @param nodes where; they have an internet stack
     * @param profile "linux" or "ns3"
     */
    void InstallTcp(const NodeContainer& nodes, const std::string& profile) const;

    /**
     * Aggregate a CryptoProcessor to each node, or configure the one that is there.
     * @param nodes where
     * @param calibration a name or file (see CryptoCostModel)
     * @param cores number of cores, at least 1
     * @param speedFactor how much faster it is than what was calibrated, above 0
     */
    void InstallCpu(const NodeContainer& nodes,
                    const std::string& calibration,
                    uint32_t cores = 1,
                    double speedFactor = 1) const;

    /**
     * @param nodes nodes with a factory; others are passed over
     * @param stream first random stream to use
     * @return number of streams used
     */
    int64_t AssignStreams(const NodeContainer& nodes, int64_t stream) const;

  private:
    /// Attributes to set, in their order.
    using Attributes = std::vector<std::pair<std::string, Ptr<AttributeValue>>>;

    /// Sessions that nodes keep.
    struct SessionLimits
    {
        size_t capacity; //!< most sessions
        int64_t seconds; //!< for which one can be resumed
    };

    static void Trust(tls::TlsConfig& config, const tls::Bytes& root);
    std::shared_ptr<const tls::TlsConfig> MakeClientConfig() const;
    std::shared_ptr<const tls::TlsConfig> MakeServerConfig() const;
    std::shared_ptr<const tls::TlsConfig> AddClientSessions(
        std::shared_ptr<const tls::TlsConfig> config) const;
    std::shared_ptr<const tls::TlsConfig> AddServerSessions(
        std::shared_ptr<const tls::TlsConfig> config,
        uint32_t node) const;
    static Ptr<TlsSocketFactory> GetFactory(Ptr<Node> node);

    tls::TlsConfig m_client;                       //!< what clients get
    tls::TlsConfig m_server;                       //!< what servers get
    Attributes m_socketAttributes;                 //!< for TLS sockets
    Attributes m_tcpAttributes;                    //!< for TCP sockets below
    int64_t m_date;                                //!< date at simulated time 0
    TlsChainMaker m_chainMaker;                    //!< makes chains and keys
    std::optional<size_t> m_ocsp;                  //!< octets of responses to staple; nothing: none
    std::optional<SessionLimits> m_clientSessions; //!< nothing: clients keep none
    std::optional<SessionLimits> m_serverSessions; //!< nothing: servers keep none
    uint32_t m_ticketSeconds{0};                   //!< for which tickets are good; 0: none
};

} // namespace ns3

#endif /* TLS_HELPER_H */
