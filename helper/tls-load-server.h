/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LOAD_SERVER_H
#define TLS_LOAD_SERVER_H

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/tls-connection-times.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <string>
#include <unordered_set>

namespace ns3
{

class Node;
class TlsSocket;

/**
 * A server that completes handshakes and ends each connection when the client does. While it has
 * as many handshakes under way as its backlog allows, it ignores further SYNs, as a host with a
 * full queue does; TCP sends them again.
 */
class TlsLoadServer : public Object
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    /// A server that does not listen yet.
    TlsLoadServer();
    ~TlsLoadServer() override;

    /**
     * @param node has a TlsSocketFactory
     * @param port TCP port, on IPv4 and IPv6
     * @param backlog most handshakes under way, at least 1
     */
    void Listen(Ptr<Node> node, uint16_t port, uint32_t backlog);

    /// @return handshakes that are under way
    size_t GetUnderWay() const;

    /**
     * Signature of the trace source `Done`.
     * @param client its address and port
     * @param times what the server reached, and its processor time
     */
    typedef void (*DoneCallback)(const Address& client, const TlsConnectionTimes& times);

  protected:
    void DoDispose() override;

  private:
    Ptr<Socket> ListenAt(Ptr<Node> node, const Address& local);
    void HandleSocket(Ptr<TlsSocket> socket);
    void HandleEstablished(Ptr<const TlsSocket> socket);
    void HandleClosed(Ptr<const TlsSocket> socket, std::string reason);
    bool HandleRequest(Ptr<Socket> socket, const Address& from);
    void HandleAccept(Ptr<Socket> socket, const Address& from);
    void HandleNormalClose(Ptr<Socket> socket);
    void HandleErrorClose(Ptr<Socket> socket);
    void FinishHandshake(Ptr<const TlsSocket> socket);

    uint32_t m_backlog{0};   //!< most handshakes under way
    Ptr<Socket> m_listener4; //!< listens on IPv4
    Ptr<Socket> m_listener6; //!< listens on IPv6
    /// Connections whose handshake is under way; never walked.
    std::unordered_set<const TlsSocket*> m_underWay;
    /// The server's end of a handshake is reached, well or not.
    TracedCallback<const Address&, const TlsConnectionTimes&> m_doneTrace;
};

} // namespace ns3

#endif /* TLS_LOAD_SERVER_H */
