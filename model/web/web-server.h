/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web-server-connection.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"
#include "ns3/type-id.h"

#include <map>
#include <memory>
#include <string>

namespace ns3
{

struct WebPage;

/**
 * Answers the requests of WebClients with content made of the path.
 *
 * It listens on IPv4 and IPv6. What carries the requests comes out of each connection's TLS
 * negotiation, as at the client.
 *
 * Nothing a client sends ends the simulation: the connection ends.
 */
class WebServer : public Application, private WebServerConnection::Owner
{
  public:
    /// @return the TypeId
    static TypeId GetTypeId();

    /// A server that does not listen yet.
    WebServer();
    ~WebServer() override;

    /// @return connections open now
    size_t GetOpenConnections() const;
    /// @return requests answered so far
    uint64_t GetRequestCount() const;

    /**
     * Serve the objects of a page, with their sizes, headers and think times, instead of objects of
     * one size under any path. What the page lacks is answered with status 404.
     * @param page valid (see WebPage::Check())
     */
    void SetPage(std::shared_ptr<const WebPage> page);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    void HandleRequest(WebServerConnection& connection, const WebEvent& request) override;
    void HandleFrame(const WebFrameRecord& frame) override;
    void HandleTx(uint64_t bytes) override;
    void HandleRx(uint64_t bytes) override;
    void HandleGone(uint32_t number) override;

    Ptr<Socket> Listen(const Address& local);
    void HandleAccept(Ptr<Socket> socket, const Address& from);
    void AnswerPage(WebServerConnection& connection, const WebEvent& request);
    void AnswerObject(WebServerConnection& connection, uint32_t id, size_t object);
    void AnswerLater(uint32_t number, uint32_t id, size_t object);
    void ReleaseLater(uint32_t number, uint32_t pushed);
    void PushObjects(WebServerConnection& connection, uint32_t id, size_t parent);

    uint16_t m_port;                  //!< where it listens
    TypeId m_transport;               //!< socket factory
    std::string m_plainProtocol;      //!< what is spoken without TLS
    uint64_t m_objectSize;            //!< octets of content of each object
    uint64_t m_replyBytes;            //!< size of an HTTP/1.1 reply, 0: not used
    uint32_t m_streamWindow;          //!< receive window of a SPDY stream in octets
    uint32_t m_sessionWindow;         //!< receive window of a SPDY session in octets
    uint32_t m_maxStreams;            //!< that a session may have open at a time
    uint32_t m_writeSize;             //!< most octets given to a socket at a time
    bool m_push;                      //!< whether the page's pushed objects are pushed
    uint32_t m_requestsPerConnection; //!< after which a connection takes no more, 0: any number

    std::shared_ptr<const WebPage> m_page; //!< what is served; null: objects of one size

    Ptr<Socket> m_listener4; //!< listens on IPv4
    Ptr<Socket> m_listener6; //!< listens on IPv6
    /// Connections by number, so that their order does not depend on addresses in memory.
    std::map<uint32_t, Ptr<WebServerConnection>> m_open;
    uint32_t m_accepted;     //!< connections so far
    uint64_t m_requestCount; //!< requests so far

    TracedCallback<Ptr<Socket>> m_acceptTrace;          //!< a connection came
    TracedCallback<const WebFrameRecord&> m_frameTrace; //!< a frame passed
    TracedCallback<uint64_t> m_txTrace;                 //!< octets given to sockets
    TracedCallback<uint64_t> m_rxTrace;                 //!< octets taken from sockets
};

} // namespace ns3

#endif /* WEB_SERVER_H */
