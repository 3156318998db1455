/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_CLIENT_H
#define WEB_CLIENT_H

#include "web-connection-record.h"
#include "web-protocol.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/tls-config.h"
#include "ns3/traced-callback.h"
#include "ns3/type-id.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Fetches objects from a WebServer, one connection after the other.
 *
 * A connection: connect, requests for all objects at once over SPDY or one after the other over
 * HTTP/1.1, a PING (SPDY), GOAWAY (SPDY), close. What carries the requests comes out of the TLS
 * negotiation: the protocol that ALPN or NPN chose, else HTTP/1.1; without TLS it is the
 * attribute PlainProtocol. Every octet of content is compared with what the server must have
 * made of the path.
 *
 * A server may want no more requests before all are answered: it says GOAWAY (SPDY) or
 * Connection: close (HTTP/1.1). The client then waits for the replies that are to come, ends the
 * connection with the reason "goaway", and at once makes another one for the requests that the
 * server has not begun with, those above the last good id of GOAWAY, and for those that were not
 * made. What the server has begun with is not asked for again.
 *
 * Nothing a server sends ends the simulation: the connection ends with a reason.
 */
class WebClient : public Application
{
  public:
    /// @return the TypeId
    static TypeId GetTypeId();

    /// A client that has opened nothing.
    WebClient();
    ~WebClient() override;

    /// @return number of connections that are over
    uint32_t GetConnectionsDone() const;
    /// @return the socket of the current connection, null between connections
    Ptr<Socket> GetSocket() const;

    /**
     * Give the random variables of this client fixed streams.
     * @param stream number of the first
     * @return how many were taken
     */
    int64_t AssignWebStreams(int64_t stream);

    /**
     * Signature of the trace source ConnectionDone.
     * @param record the connection that is over
     */
    typedef void (*ConnectionDoneCallback)(const WebConnectionRecord& record);

    /**
     * Signature of the trace source Frame.
     * @param frame a frame or message that was sent or received
     */
    typedef void (*FrameCallback)(const WebFrameRecord& frame);

    /**
     * Signature of the trace source SocketCreated.
     * @param socket the socket of a new connection, not yet connected
     */
    typedef void (*SocketCallback)(Ptr<Socket> socket);

    /**
     * Signature of the trace sources Tx and Rx.
     * @param bytes number of octets
     */
    typedef void (*BytesCallback)(uint64_t bytes);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    void StartConnection();
    void Begin();
    void Connect();
    bool Retry(const std::string& reason);
    void ConnectionSucceeded(Ptr<Socket> socket);
    void ConnectionFailed(Ptr<Socket> socket);
    void HandleRead(Ptr<Socket> socket);
    void HandleSend(Ptr<Socket> socket, uint32_t available);
    void HandleNormalClose(Ptr<Socket> socket);
    void HandleErrorClose(Ptr<Socket> socket);
    void HandleTimeout();
    bool IsComplete() const;

    void TakeEvents(const std::vector<WebEvent>& events);
    void TakeEvent(const WebEvent& event);
    void TakeContent(const WebEvent& event);
    void TakeFailure(const WebEvent& event);
    void NoteReply();
    void Continue();
    void SayGoAway();
    bool Flush();
    void ReportFrames();
    void Finish(const std::string& result);
    void Detach();

    /// A reply that is on its way.
    struct Object
    {
        std::string path;     //!< of the object
        WebContent content;   //!< what it has to be
        uint64_t received{0}; //!< octets that came
    };

    Address m_remote;                      //!< the server
    TypeId m_transport;                    //!< socket factory
    std::string m_plainProtocol;           //!< what is spoken without TLS
    std::string m_host;                    //!< the server's name
    std::string m_path;                    //!< path of the first object
    std::string m_kind;                    //!< copied into the records
    uint32_t m_objects;                    //!< per connection
    uint32_t m_requestBytes;               //!< size of an HTTP/1.1 request, 0: as it comes
    uint32_t m_connections;                //!< how many, 0: until stopped
    bool m_ping;                           //!< whether to ping once
    bool m_fallback;                       //!< whether to try again with lower versions
    Time m_timeout;                        //!< longest time for a connection
    Ptr<RandomVariableStream> m_thinkTime; //!< seconds between connections
    uint32_t m_streamWindow;               //!< receive window of a SPDY stream in octets
    uint32_t m_sessionWindow;              //!< receive window of a SPDY session in octets
    uint32_t m_writeSize;                  //!< most octets given to the socket at a time

    std::shared_ptr<const tls::TlsConfig> m_fallbackConfig; //!< of an attempt after a failed one
    Ptr<Socket> m_socket;                                   //!< current connection
    std::unique_ptr<WebClientProtocol> m_protocol;          //!< what it speaks, once known
    WebConnectionRecord m_record;                           //!< what is known about it
    std::map<uint32_t, Object> m_open;                      //!< requests without a full reply
    std::deque<std::string> m_wanted;                       //!< paths to be asked for
    std::set<std::string> m_refused;                        //!< paths of streams that were refused
    bool m_pinged;                                          //!< all replies came, the end has begun
    bool m_goneAway;                                        //!< no more requests
    bool m_closing;                                         //!< Close was called
    uint32_t m_started;                                     //!< connections started
    uint32_t m_again; //!< those that went on with others' rest
    uint32_t m_done;  //!< connections over
    EventId m_timer;  //!< timeout of the connection
    EventId m_next;   //!< start of the next connection

    TracedCallback<const WebConnectionRecord&> m_doneTrace; //!< a connection is over
    TracedCallback<const WebFrameRecord&> m_frameTrace;     //!< a frame passed
    TracedCallback<Ptr<Socket>> m_socketTrace;              //!< a socket was made
    TracedCallback<uint64_t> m_txTrace;                     //!< octets given to the socket
    TracedCallback<uint64_t> m_rxTrace;                     //!< octets taken from the socket
};

} // namespace ns3

#endif /* WEB_CLIENT_H */
