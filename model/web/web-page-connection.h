/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_CONNECTION_H
#define WEB_PAGE_CONNECTION_H

#include "web-connection-record.h"
#include "web-protocol.h"

#include "ns3/address.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class Node;

/**
 * One connection of a WebPageLoader: a socket, and what it speaks once that is known. It stays
 * where it is until its owner lets go of it, also when it is closed.
 */
class WebPageConnection
{
  public:
    /// Whom it tells what happens.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// @param socket that was made and is not yet connected
        virtual void HandleSocket(Ptr<Socket> socket) = 0;
        /// @param connection that takes requests from now on
        virtual void HandleConnected(WebPageConnection& connection) = 0;
        /**
         * @param connection where
         * @param event what happened
         */
        virtual void HandleEvent(WebPageConnection& connection, const WebEvent& event) = 0;
        /**
         * @param connection where
         * @param id of a request that was given to the socket in full
         */
        virtual void HandleSent(WebPageConnection& connection, uint32_t id) = 0;
        /// @param frame that passed
        virtual void HandleFrame(const WebFrameRecord& frame) = 0;
        /**
         * The connection is over, and not by Close().
         * @param connection which one; its record says why
         */
        virtual void HandleClosed(WebPageConnection& connection) = 0;
    };

    /// What it is to be.
    struct Settings
    {
        Ptr<Node> node;             //!< the client's
        TypeId transport;           //!< socket factory
        std::string plainProtocol;  //!< what is spoken without TLS
        Address remote;             //!< the server
        std::string host;           //!< its name
        uint32_t number;            //!< of the connection
        WebProtocolConfig protocol; //!< of what it speaks
        uint32_t writeSize;         //!< most octets given to the socket at a time
    };

    /**
     * @param settings what it is to be
     * @param owner whom it tells; outlives it
     */
    WebPageConnection(const Settings& settings, Owner& owner);
    ~WebPageConnection();

    WebPageConnection(const WebPageConnection&) = delete;
    WebPageConnection& operator=(const WebPageConnection&) = delete;

    /// Make the socket and connect.
    void Open();
    /// Say good-bye, and close. Nothing is told from then on.
    void Close();

    /**
     * @param request which object is wanted
     * @return the connection's number of the request, 0 when it takes none now
     */
    uint32_t Request(const WebRequest& request);

    /// @return true until it is over
    bool IsAlive() const;
    /// @return true when it was connected, whether or not it still is
    bool WasConnected() const;
    /// @return true when it takes any number of requests at a time; false while that is not known
    bool IsMultiplexed() const;
    /// @return requests made so far
    uint32_t GetRequestCount() const;
    /// @return the server's name
    const std::string& GetHost() const;
    /// @return when it could take requests; negative: not yet
    Time GetReadyTime() const;
    /// @return what is known about it, complete when it is over
    const WebConnectionRecord& GetRecord() const;
    /// @return what the heads of requests and replies came to
    WebHeaderBytes GetHeaderBytes() const;

  private:
    void ConnectionSucceeded(Ptr<Socket> socket);
    void ConnectionFailed(Ptr<Socket> socket);
    void HandleRead(Ptr<Socket> socket);
    void HandleSend(Ptr<Socket> socket, uint32_t available);
    void HandleNormalClose(Ptr<Socket> socket);
    void HandleErrorClose(Ptr<Socket> socket);

    void TakeEvents(const std::vector<WebEvent>& events);
    void TakeEvent(const WebEvent& event);
    void Flush();
    void ReportFrames();
    void End(const std::string& result);
    void Fail(const std::string& result);

    Settings m_settings;                           //!< what it is
    Owner& m_owner;                                //!< whom it tells
    Ptr<Socket> m_socket;                          //!< null before Open() and when it is over
    std::unique_ptr<WebClientProtocol> m_protocol; //!< what it speaks, once known
    WebConnectionRecord m_record;                  //!< what is known about it
    Time m_ready{-1};                              //!< when it could take requests
    uint32_t m_requests{0};                        //!< made so far
    std::vector<uint32_t> m_unsent;                //!< requests not yet given to the socket
    bool m_goneAway{false};                        //!< the server wants no more requests
};

} // namespace ns3

#endif /* WEB_PAGE_CONNECTION_H */
