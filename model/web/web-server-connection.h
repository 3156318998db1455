/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_SERVER_CONNECTION_H
#define WEB_SERVER_CONNECTION_H

#include "web-protocol.h"

#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"
#include "ns3/socket.h"

#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * One connection of a WebServer: a socket that a client has connected, and what it speaks. The
 * socket's callbacks keep it until it is closed.
 */
class WebServerConnection : public SimpleRefCount<WebServerConnection>
{
  public:
    /// Whom it tells what happens.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /**
         * @param connection where
         * @param request of a client; it is to be answered
         */
        virtual void HandleRequest(WebServerConnection& connection, const WebEvent& request) = 0;
        /// @param frame that passed
        virtual void HandleFrame(const WebFrameRecord& frame) = 0;
        /// @param bytes octets that were given to the socket
        virtual void HandleTx(uint64_t bytes) = 0;
        /// @param bytes octets that were taken from the socket
        virtual void HandleRx(uint64_t bytes) = 0;
        /// @param number of a connection that is over, and not by Close()
        virtual void HandleGone(uint32_t number) = 0;
    };

    /// What it is.
    struct Settings
    {
        uint32_t node;      //!< id of the server's node
        uint32_t number;    //!< of the connection
        uint32_t writeSize; //!< most octets given to the socket at a time
        uint32_t requests;  //!< after which it takes no more, 0: any number
    };

    /**
     * @param settings what it is
     * @param owner whom it tells; outlives it, or closes it
     */
    WebServerConnection(const Settings& settings, Owner& owner);

    /**
     * Serve a client.
     * @param socket connected
     * @param protocol what it speaks
     */
    void Open(Ptr<Socket> socket, std::unique_ptr<WebServerProtocol> protocol);
    /// Close at once. Nothing is told from then on.
    void Close();

    /**
     * Answer a request.
     * @param id of the request
     * @param reply what to send
     */
    void Reply(uint32_t id, const WebReply& reply);
    /**
     * Announce an object that was not asked for; before the reply that it belongs to.
     * @param id of a request without a reply
     * @param request what a client would have asked for
     * @param reply what is sent
     * @return the connection's number of it, 0: it is not pushed
     */
    uint32_t Push(uint32_t id, const WebRequest& request, const WebReply& reply);
    /// @param pushed what Push() gave, the content of which may be sent from now on
    void ReleasePush(uint32_t pushed);
    /// Send what may be sent now.
    void Flush();

    /// @return number of the connection
    uint32_t GetNumber() const;

  private:
    void HandleRead(Ptr<Socket> socket);
    void HandleSend(Ptr<Socket> socket, uint32_t available);
    void HandleNormalClose(Ptr<Socket> socket);
    void HandleErrorClose(Ptr<Socket> socket);

    void TakeEvent(const WebEvent& event);
    void ReportFrames();
    void End();

    Settings m_settings;                           //!< what it is
    Owner& m_owner;                                //!< whom it tells
    Ptr<Socket> m_socket;                          //!< the client's, null when it is over
    std::unique_ptr<WebServerProtocol> m_protocol; //!< what it speaks
    uint32_t m_requests{0};                        //!< taken so far
    bool m_isLast{false};                          //!< it takes no more requests
    bool m_isFailed{false};                        //!< to be closed once all is said
};

} // namespace ns3

#endif /* WEB_SERVER_CONNECTION_H */
