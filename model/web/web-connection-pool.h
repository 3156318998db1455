/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_CONNECTION_POOL_H
#define WEB_CONNECTION_POOL_H

#include "web-page-connection.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * The connections of a client to the hosts of a page, and the requests that wait for one.
 *
 * HTTP/1.1 carries one request at a time over persistent connections, of which a host gets a
 * number at most. A request that finds none idle makes a new one while there may be more. With late
 * binding the most urgent request then takes whichever is ready first; with early binding a request
 * waits for the connection that was made for it, as it did in browsers up to 2009. SPDY carries all
 * requests to a host over one session; while it is offered and not yet decided upon, a host gets a
 * single connection.
 */
class WebConnectionPool : private WebPageConnection::Owner
{
  public:
    /// Whom it tells what happens. Requests go by the numbers that the owner gave them.
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /// @param socket that was made and is not yet connected
        virtual void HandleSocket(Ptr<Socket> socket) = 0;
        /// @param frame that passed
        virtual void HandleFrame(const WebFrameRecord& frame) = 0;
        /**
         * @param number of a request that was given to a connection
         * @param connection which one
         */
        virtual void HandleAssigned(size_t number, const WebPageConnection& connection) = 0;
        /// @param number of a request that was given to its socket in full
        virtual void HandleSent(size_t number) = 0;
        /**
         * @param number of a request, or of a push that was taken
         * @param event REPLY, CONTENT or DONE
         */
        virtual void HandleReply(size_t number, const WebEvent& event) = 0;
        /**
         * @param event PUSHED
         * @return the number by which its reply goes; nothing: it is not wanted
         */
        virtual std::optional<size_t> TakePush(const WebEvent& event) = 0;
        /**
         * @param number of a request, or of a push that was taken, whose reply does not come
         * @param reason why not
         * @param isSafe true when it may be asked for again: the server has not begun with it, or
         *        the connection was lost, and a GET changes nothing on the server
         */
        virtual void HandleLost(size_t number, const std::string& reason, bool isSafe) = 0;
        /// @param reason why a host could not be reached time and again
        virtual void HandleUnreachable(const std::string& reason) = 0;
    };

    /// What it is to be.
    struct Settings
    {
        Ptr<Node> node;                       //!< the client's
        TypeId transport;                     //!< socket factory
        std::string plainProtocol;            //!< what is spoken without TLS
        Address remote;                       //!< the server of hosts that are not elsewhere
        std::map<std::string, Address> hosts; //!< hosts that are elsewhere
        uint32_t connections;                 //!< of HTTP/1.1 to a host at most
        uint32_t requestsPerConnection;       //!< over HTTP/1.1, 0: any number
        bool isLateBinding;                   //!< a request takes whichever connection is ready
        WebProtocolConfig protocol;           //!< of what is spoken
        uint32_t writeSize;                   //!< most octets given to a socket at a time
    };

    /**
     * @param settings what it is to be
     * @param owner whom it tells; outlives it
     */
    WebConnectionPool(const Settings& settings, Owner& owner);
    ~WebConnectionPool() override;

    /**
     * Put a request into the queue, behind those that are as urgent; Dispatch() follows.
     * @param number of the request, which does not wait yet
     * @param request what is asked for
     */
    void Enqueue(size_t number, const WebRequest& request);
    /// Give waiting requests to connections, and make connections for them.
    void Dispatch();
    /// Close all connections. Nothing is told from then on.
    void Close();

    /// @return connections in the order in which they were made
    const std::deque<std::unique_ptr<WebPageConnection>>& GetConnections() const;

  private:
    /// A request that waits for a connection.
    struct Waiting
    {
        size_t number;                   //!< by which the owner knows it
        WebRequest request;              //!< what is asked for
        std::optional<uint32_t> binding; //!< connection that was made for it, and is its own
    };

    void HandleSocket(Ptr<Socket> socket) override;
    void HandleConnected(WebPageConnection& connection) override;
    void HandleEvent(WebPageConnection& connection, const WebEvent& event) override;
    void HandleSent(WebPageConnection& connection, uint32_t id) override;
    void HandleFrame(const WebFrameRecord& frame) override;
    void HandleClosed(WebPageConnection& connection) override;

    bool Assign(size_t number);
    WebPageConnection* FindUsable(const Waiting& waiting);
    bool Give(std::deque<Waiting>::iterator waiting, WebPageConnection& connection);
    bool IsUsable(const WebPageConnection& connection) const;
    bool IsBound(const WebPageConnection& connection) const;
    bool MayOpen(const std::string& host) const;
    bool OffersMultiplexing() const;
    WebPageConnection& OpenConnection(const std::string& host);
    std::deque<Waiting>::iterator FindWaiting(size_t number);
    std::map<uint32_t, size_t>& GetOpen(const WebPageConnection& connection);

    Settings m_settings;                                          //!< what it is
    Owner& m_owner;                                               //!< whom it tells
    std::deque<Waiting> m_queue;                                  //!< most urgent first
    std::deque<std::unique_ptr<WebPageConnection>> m_connections; //!< by number
    std::deque<std::map<uint32_t, size_t>> m_open; //!< by connection: requests without a full reply
    std::map<std::string, uint32_t> m_failures;    //!< connections that failed early, by host
    bool m_isDispatching{false};                   //!< Dispatch() is at work
    bool m_isClosed{false};                        //!< Close() was called
};

} // namespace ns3

#endif /* WEB_CONNECTION_POOL_H */
