/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_SCENARIO_H
#define BENCH_SCENARIO_H

#include "ns3/address.h"
#include "ns3/ipv4-address.h"
#include "ns3/node-container.h"
#include "ns3/socket-factory.h"
#include "ns3/tls-helper.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// Plain TCP with the node's TcpProfile, for applications that name a protocol.
class BenchTcpSocketFactory : public SocketFactory
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    Ptr<Socket> CreateSocket() override;
    /// From now on, sockets delay acknowledgments as TLS has them do when bulk data flows.
    void EndQuickAck();

  private:
    bool m_isQuickAckOver{false}; //!< sockets delay acknowledgments
};

/// How the scenario's ends take up earlier sessions.
enum class BenchResumption
{
    NONE,       //!< they do not
    SESSION_ID, //!< by id, from caches
    TICKET      //!< by ticket (RFC 5077)
};

/// What a scenario of the benchmark has.
struct BenchScenarioConfig
{
    uint32_t clients{1};                               //!< each with its own link to the server
    std::string delay{"5ms"};                          //!< of a link
    uint32_t buffer{4 << 20};                          //!< of TCP in octets, either way
    std::string version{"tls1.2"};                     //!< of TLS, or tls1.3
    std::string group{"secp256r1"};                    //!< for the key exchange
    std::string identity{"rsa:2048"};                  //!< the server's key and those of its chain
    BenchResumption resumption{BenchResumption::NONE}; //!< of sessions
};

/**
 * A server and its clients, with TCP like Linux's and with TLS (ECDHE-RSA or TLS 1.3 with
 * AES-128-GCM, three certificates are sent). Processors take no simulated time. The simulation ends
 * with the object.
 */
class BenchScenario
{
  public:
    /// @param config what it has
    explicit BenchScenario(const BenchScenarioConfig& config = {});
    ~BenchScenario();

    BenchScenario(const BenchScenario&) = delete;
    BenchScenario& operator=(const BenchScenario&) = delete;

    /// @return the server
    Ptr<Node> GetServer() const;
    /**
     * @param index which client
     * @return that client
     */
    Ptr<Node> GetClient(uint32_t index) const;
    /**
     * @param index which client
     * @return where the server listens, as that client sees it
     */
    Address GetServerAddress(uint32_t index) const;
    /// @return what every node was configured with
    TlsHelper& GetTls();

    /// @return seconds that the simulation took (see BenchClock) from here to its end
    double Run();

  private:
    NodeContainer m_nodes;                //!< the server, then the clients
    std::vector<Ipv4Address> m_addresses; //!< of the server, for each client
    TlsHelper m_tls;                      //!< what nodes are configured with
};

} // namespace ns3

#endif /* BENCH_SCENARIO_H */
