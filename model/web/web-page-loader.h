/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_LOADER_H
#define WEB_PAGE_LOADER_H

#include "web-connection-pool.h"
#include "web-page-record.h"
#include "web-page.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Loads a page from WebServers as a browser does: each object as soon as what it waits for is
 * there, over connections that obey the rules of what they speak.
 *
 * A WebConnectionPool carries the requests, with the priorities of GetWebPriority(). What is
 * spoken comes out of the TLS negotiation as at a WebClient.
 *
 * Every octet of content is compared with what the server must have made of the path. What a lost
 * connection leaves without a full reply is asked for again on another one, as are requests that
 * the server says it has not begun with (RST_STREAM with REFUSED_STREAM, or an id above the last
 * good one of GOAWAY), twice at most. Streams up to the last good id go on where they are. Any
 * other reset ends the page. Nothing a server sends ends the simulation: the page ends with a
 * reason.
 */
class WebPageLoader : public Application, private WebConnectionPool::Owner
{
  public:
    /// @return the TypeId
    static TypeId GetTypeId();

    /// A loader without a page.
    WebPageLoader();
    ~WebPageLoader() override;

    /// @param page to load, valid (see WebPage::Check())
    void SetPage(std::shared_ptr<const WebPage> page);
    /**
     * Have a host elsewhere than `Remote`.
     * @param host server's name
     * @param remote its InetSocketAddress or Inet6SocketAddress
     */
    void SetHost(const std::string& host, const Address& remote);

    /// @return pages that are done
    uint32_t GetPagesDone() const;

    /**
     * Signature of the trace source PageDone.
     * @param record the page that is done
     */
    typedef void (*PageDoneCallback)(const WebPageRecord& record);

  protected:
    void DoDispose() override;

  private:
    /// How far an object is.
    enum class Progress
    {
        WAITING, //!< for other objects
        QUEUED,  //!< for a connection
        LOADING, //!< for its reply
        LOADED,  //!< all of it is there
        READY,   //!< its compute time is over, too
    };

    /// One object of the page that is being loaded.
    struct Object
    {
        Progress progress{Progress::WAITING}; //!< how far it is
        bool isWanted{false};                 //!< what it waited for is there
    };

    void StartApplication() override;
    void StopApplication() override;

    void HandleSocket(Ptr<Socket> socket) override;
    void HandleFrame(const WebFrameRecord& frame) override;
    void HandleAssigned(size_t number, const WebPageConnection& connection) override;
    void HandleSent(size_t number) override;
    void HandleReply(size_t number, const WebEvent& event) override;
    std::optional<size_t> TakePush(const WebEvent& event) override;
    void HandleLost(size_t number, const std::string& reason, bool isSafe) override;
    void HandleUnreachable(const std::string& reason) override;

    void StartPage();
    void Advance();
    bool IsWanted(const WebPageObject& object) const;
    bool IsReady(size_t number) const;
    void Ask(size_t number);
    void EndDelay(size_t number);
    void TakeContent(size_t number, const WebEvent& event);
    void TakeEnd(size_t number);
    void BeginCompute(size_t number);
    void EndCompute(size_t number);
    void HandleTimeout();
    void Finish(const std::string& result);

    Address m_remote;                       //!< the server
    std::map<std::string, Address> m_hosts; //!< hosts that are elsewhere
    TypeId m_transport;                     //!< socket factory
    std::string m_plainProtocol;            //!< what is spoken without TLS
    uint32_t m_connections;                 //!< HTTP/1.1 connections to a host at most
    uint32_t m_requestsPerConnection;       //!< over HTTP/1.1, 0: any number
    bool m_lateBinding;                     //!< a request takes whichever connection is ready
    uint32_t m_pages;                       //!< how many loads, 0: until stopped
    Time m_interval;                        //!< between the end of a load and the next
    Time m_timeout;                         //!< longest time for a page
    bool m_push;                            //!< whether pushed objects are taken
    uint32_t m_streamWindow;                //!< receive window of a SPDY stream in octets
    uint32_t m_sessionWindow;               //!< receive window of a SPDY session in octets
    uint32_t m_writeSize;                   //!< most octets given to a socket at a time

    std::shared_ptr<const WebPage> m_page;              //!< what is loaded
    WebPageRecord m_record;                             //!< what is known about this load
    std::vector<Object> m_objects;                      //!< by number
    std::unique_ptr<WebConnectionPool> m_pool;          //!< of this load
    bool m_isLoading{false};                            //!< a page is being loaded
    uint32_t m_done{0};                                 //!< pages done
    EventId m_timer;                                    //!< timeout of the page
    EventId m_next;                                     //!< start of the next page
    std::map<size_t, EventId> m_delayed;                //!< ends of delays by object
    std::map<size_t, EventId> m_computing;              //!< ends of compute times by object
    TracedCallback<const WebPageRecord&> m_pageTrace;   //!< a page is done
    TracedCallback<const WebFrameRecord&> m_frameTrace; //!< a frame passed
    TracedCallback<Ptr<Socket>> m_socketTrace;          //!< a socket was made
};

} // namespace ns3

#endif /* WEB_PAGE_LOADER_H */
