/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_CONVERSATION_H
#define BENCH_CONVERSATION_H

#include "bench-scenario.h"

#include "ns3/byte-view.h"
#include "ns3/callback.h"
#include "ns3/nstime.h"
#include "ns3/simple-ref-count.h"
#include "ns3/socket.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// Octets that one end sends before the other has to answer.
struct BenchFlight
{
    bool isClient;    //!< who sends
    tls::Bytes bytes; //!< what
};

/// A conversation on one connection, flight by flight.
using BenchScript = std::vector<BenchFlight>;

/**
 * Connections of one client to the server, at equal distances in simulated time. On each, the
 * client opens, the two play the script, and the client closes.
 */
class BenchConversations : public SimpleRefCount<BenchConversations>
{
  public:
    /**
     * @param scenario who talks; the server must listen (see Listen())
     * @param client which client
     * @param protocol name of the socket factory's type
     * @param script what is said
     */
    BenchConversations(const BenchScenario& scenario,
                       uint32_t client,
                       const std::string& protocol,
                       BenchScript script);

    /**
     * As above, between two nodes.
     * @param client who connects
     * @param server who listens
     * @param address whereto
     * @param protocol name of the socket factory's type
     * @param script what is said
     */
    BenchConversations(Ptr<Node> client,
                       Ptr<Node> server,
                       const Address& address,
                       const std::string& protocol,
                       BenchScript script);

    /**
     * @param count number of connections
     * @param first when the first one starts, from now
     * @param distance from one to the next; each has to be over by then
     */
    void Schedule(uint32_t count, Time first, Time distance);

    /// @param done called on each connection when everything is said
    void SetDoneCallback(Callback<void> done);

    /// @return connections that said everything
    uint32_t GetCompleted() const;
    /// @return handshakes that went on with an earlier session
    uint32_t GetResumed() const;

  private:
    void Connect();
    void HandleConnected(Ptr<Socket> socket);
    void HandleAccepted(Ptr<Socket> socket, const Address& from);
    void HandleClientRecv(Ptr<Socket> socket);
    void HandleServerRecv(Ptr<Socket> socket);
    void HandlePeerClosed(Ptr<Socket> socket);
    void Receive(Ptr<Socket> socket, bool isClient);
    void Proceed();

    Ptr<Node> m_client;      //!< who connects
    Address m_server;        //!< whereto
    TypeId m_protocol;       //!< of the socket factory
    BenchScript m_script;    //!< what is said
    Callback<void> m_done;   //!< called when everything is said, may be null
    Ptr<Socket> m_listener;  //!< the server's, for this client
    Ptr<Socket> m_clientEnd; //!< the connection that was begun last
    Ptr<Socket> m_serverEnd; //!< the same at the server
    size_t m_flight{0};      //!< the flight under way
    uint32_t m_received{0};  //!< octets of it that have arrived
    uint32_t m_completed{0}; //!< connections that said everything
    uint32_t m_resumed{0};   //!< handshakes that went on with an earlier session
};

} // namespace ns3

#endif /* BENCH_CONVERSATION_H */
