/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_LOADER_H
#define WEB_PAGE_LOADER_H

#include "web-page-connection.h"
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
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Loads a page from WebServers as a browser does: each object as soon as what it waits for is
 * there, over connections that obey the rules of what they speak.
 *
 * HTTP/1.1 carries one request at a time over persistent connections, of which a host gets
 * `Connections` at most; the next free one takes the most urgent request. SPDY carries all
 * requests to a host over one session, with the priorities of GetWebPriority(). What is spoken
 * comes out of the TLS negotiation as at a WebClient; while SPDY is offered and not yet decided
 * upon, a host gets a single connection.
 *
 * Every octet of content is compared with what the server must have made of the path. What a
 * connection loses is asked for again on another one, twice at most. Nothing a server sends ends
 * the simulation: the page ends with a reason.
 */
class WebPageLoader : public Application, private WebPageConnection::Owner
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

    /// One connection and its requests without a full reply.
    struct Entry
    {
        std::unique_ptr<WebPageConnection> connection; //!< the connection
        std::map<uint32_t, size_t> open;               //!< objects by request
    };

    void StartApplication() override;
    void StopApplication() override;

    void HandleSocket(Ptr<Socket> socket) override;
    void HandleConnected(WebPageConnection& connection) override;
    void HandleEvent(WebPageConnection& connection, const WebEvent& event) override;
    void HandleSent(WebPageConnection& connection, uint32_t id) override;
    void HandleFrame(const WebFrameRecord& frame) override;
    void HandleClosed(WebPageConnection& connection) override;

    // Objects
    void StartPage();
    void Advance();
    bool IsWanted(const WebPageObject& object) const;
    bool IsReady(size_t number) const;
    void EndDelay(size_t number);
    void TakePush(Entry& entry, const WebEvent& event);
    void TakeContent(size_t number, const WebEvent& event);
    void TakeEnd(size_t number);
    void BeginCompute(size_t number);
    void EndCompute(size_t number);
    void TryAgain(size_t number, const std::string& reason);
    void HandleTimeout();
    void Finish(const std::string& result);

    // Connections
    void Enqueue(size_t number);
    void Dispatch();
    bool Assign(size_t number);
    bool MayOpen(const std::string& host) const;
    bool OffersMultiplexing() const;
    void OpenConnection(const std::string& host);
    bool IsUsable(const Entry& entry) const;
    void NoteAssignment(size_t number, const WebPageConnection& connection);
    Entry& FindEntry(const WebPageConnection& connection);

    Address m_remote;                       //!< the server
    std::map<std::string, Address> m_hosts; //!< hosts that are elsewhere
    TypeId m_transport;                     //!< socket factory
    std::string m_plainProtocol;            //!< what is spoken without TLS
    uint32_t m_connections;                 //!< HTTP/1.1 connections to a host at most
    uint32_t m_requestsPerConnection;       //!< over HTTP/1.1, 0: any number
    uint32_t m_pages;                       //!< how many loads, 0: until stopped
    Time m_interval;                        //!< between the end of a load and the next
    Time m_timeout;                         //!< longest time for a page
    bool m_push;                            //!< whether pushed objects are taken
    uint32_t m_streamWindow;                //!< receive window of a SPDY stream in octets
    uint32_t m_sessionWindow;               //!< receive window of a SPDY session in octets
    uint32_t m_writeSize;                   //!< most octets given to a socket at a time

    std::shared_ptr<const WebPage> m_page;      //!< what is loaded
    WebPageRecord m_record;                     //!< what is known about this load
    std::vector<Object> m_objects;              //!< by number
    std::vector<size_t> m_queue;                //!< objects without a connection, in their order
    std::deque<Entry> m_entries;                //!< connections by number
    bool m_isDispatching{false};                //!< Dispatch() is at work
    std::map<std::string, uint32_t> m_failures; //!< connections that failed early, by host
    bool m_isLoading{false};                    //!< a page is being loaded
    uint32_t m_done{0};                         //!< pages done
    EventId m_timer;                            //!< timeout of the page
    EventId m_next;                             //!< start of the next page
    std::map<size_t, EventId> m_delayed;        //!< ends of delays by object
    std::map<size_t, EventId> m_computing;      //!< ends of compute times by object
    TracedCallback<const WebPageRecord&> m_pageTrace;   //!< a page is done
    TracedCallback<const WebFrameRecord&> m_frameTrace; //!< a frame passed
    TracedCallback<Ptr<Socket>> m_socketTrace;          //!< a socket was made
};

} // namespace ns3

#endif /* WEB_PAGE_LOADER_H */
