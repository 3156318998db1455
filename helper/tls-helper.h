/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HELPER_H
#define TLS_HELPER_H

#include "tls-key-store.h"

#include "ns3/attribute.h"
#include "ns3/node-container.h"
#include "ns3/tls-config.h"
#include "ns3/x509-certificate.h"

#include <cstdint>
#include <memory>
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
     * @param key kind and size in bits, as "rsa:2048"
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
     * @param lowest oldest version that is accepted, as "tls1.2"
     * @param highest newest version that is offered or accepted, as "tls1.2"
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

    /**
     * Aggregate a TlsSocketFactory to each node, or configure the one that is there.
     * @param nodes where
     */
    void Install(const NodeContainer& nodes) const;

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

    void Trust(tls::X509Certificate root);

    tls::TlsConfig m_client;       //!< what clients get
    tls::TlsConfig m_server;       //!< what servers get
    Attributes m_socketAttributes; //!< for TLS sockets
    Attributes m_tcpAttributes;    //!< for TCP sockets below
    int64_t m_date;                //!< date at simulated time 0
    uint32_t m_identities{0};      //!< identities made so far
    TlsKeyStore m_keyStore;        //!< long-term keys
};

} // namespace ns3

#endif /* TLS_HELPER_H */
