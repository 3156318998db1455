/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_SPDY_H
#define TLS_ENDPOINT_SPDY_H

#include "tls-endpoint-application.h"

#include "ns3/spdy-session.h"

#include <map>
#include <vector>

namespace ns3
{
namespace endpoint
{

/// What server and client share: bytes to and from the session, and how it ends.
class SpdyApplication : public EndpointApplication
{
  public:
    /**
     * @param role which side
     * @param version of the protocol, out of the negotiation
     * @param acceptPush take what the server pushes
     */
    SpdyApplication(spdy::SpdyRole role, spdy::SpdyVersion version, bool acceptPush);

    void Receive(ByteView data) override;
    void ReceiveEnd() override;
    Bytes TakeOutput(size_t maxBytes) override;
    bool IsDone() const override;
    std::string GetFailure() const override;

  protected:
    /// @param event what happened in the session
    virtual void Handle(const spdy::SpdyEvent& event) = 0;

    /// @param failure the name of a status; the first one is kept
    void Fail(const std::string& failure);

    /// @return the session
    spdy::SpdySession& Session();

    /// @return how its version spells the names of requests and replies
    const spdy::SpdyNames& Names() const;

  private:
    void HandleAll(const std::vector<spdy::SpdyEvent>& events);

    spdy::SpdySession m_session; //!< the engine
    std::string m_failure;       //!< the name of a status
    bool m_ended{false};         //!< the peer sends no more
};

/// Serves files over SPDY.
class SpdyFileServer : public SpdyApplication
{
  public:
    /**
     * @param version of the protocol
     * @param root folder of the files; empty: a page of its own
     * @param push paths that are pushed with each reply
     */
    SpdyFileServer(spdy::SpdyVersion version, std::string root, std::vector<std::string> push);

  private:
    /// A request whose body is awaited.
    struct Request
    {
        spdy::SpdyHeaders headers; //!< of SYN_STREAM
        Bytes body;                //!< so far
    };

    void Handle(const spdy::SpdyEvent& event) override;
    void Answer(uint32_t id, const Request& request);
    void Push(uint32_t id, const Request& request);

    std::string m_root;                    //!< folder of the files
    std::vector<std::string> m_push;       //!< paths that are pushed with each reply
    std::map<uint32_t, Request> m_waiting; //!< by stream
};

/// Fetches a file over SPDY, all requests at a time.
class SpdyFileClient : public SpdyApplication
{
  public:
    /**
     * @param version of the protocol
     * @param options what is asked for, how often and where the bodies go
     */
    SpdyFileClient(spdy::SpdyVersion version, const EndpointOptions& options);

    void ReceiveEnd() override;

  private:
    /// A reply that is coming.
    struct Reply
    {
        uint32_t number;      //!< which request, from 1
        Bytes body;           //!< so far
        bool replied{false};  //!< SYN_REPLY has come
        bool complete{false}; //!< FIN has come
    };

    void Handle(const spdy::SpdyEvent& event) override;
    void OpenStreams();
    void Close(uint32_t id);

    EndpointOptions m_options;           //!< what is asked for
    std::map<uint32_t, Reply> m_replies; //!< by stream
    uint32_t m_opened{0};                //!< requests sent
    uint32_t m_pushed{0};                //!< streams that the server opened
    uint32_t m_closed{0};                //!< requests whose stream is closed
};

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_SPDY_H */
