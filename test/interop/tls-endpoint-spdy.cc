/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-spdy.h"

#include "tls-endpoint-files.h"

#include <iostream>

namespace ns3
{
namespace endpoint
{

using spdy::SpdyEvent;
using spdy::SpdyEventType;
using spdy::SpdyHeaders;
using spdy::SpdyRole;
using spdy::SpdySessionStatus;
using spdy::SpdyVersion;

namespace
{

std::string
ValueOf(const SpdyHeaders& headers, const std::string& name)
{
    const std::string* value = spdy::FindSpdyHeader(headers, name);
    return value ? *value : "";
}

spdy::SpdyConfig
MakeConfig(bool acceptPush)
{
    spdy::SpdyConfig config;
    config.acceptPush = acceptPush;
    return config;
}

} // namespace

SpdyApplication::SpdyApplication(SpdyRole role, SpdyVersion version, bool acceptPush)
    : m_session(role, version, MakeConfig(acceptPush))
{
}

const spdy::SpdyNames&
SpdyApplication::Names() const
{
    return spdy::GetSpdyVersionTraits(m_session.GetVersion()).names;
}

spdy::SpdySession&
SpdyApplication::Session()
{
    return m_session;
}

void
SpdyApplication::HandleAll(const std::vector<SpdyEvent>& events)
{
    for (const SpdyEvent& event : events)
    {
        if (event.type == SpdyEventType::SESSION_ERROR)
        {
            Fail(std::string(spdy::ToString(event.sessionStatus)) + ": " + event.detail);
        }
        else if (event.type == SpdyEventType::GOAWAY &&
                 event.sessionStatus != SpdySessionStatus::OK)
        {
            Fail(std::string(spdy::ToString(event.sessionStatus)) + ": the peer ends the session");
        }
        Handle(event);
    }
}

void
SpdyApplication::Receive(ByteView data)
{
    HandleAll(m_session.Receive(data));
}

void
SpdyApplication::ReceiveEnd()
{
    m_ended = true;
}

Bytes
SpdyApplication::TakeOutput(size_t maxBytes)
{
    Bytes output = m_session.TakeOutput(maxBytes);
    HandleAll(m_session.TakeEvents());
    return output;
}

bool
SpdyApplication::IsDone() const
{
    return m_session.IsClosed() || m_ended;
}

std::string
SpdyApplication::GetFailure() const
{
    return m_failure;
}

void
SpdyApplication::Fail(const std::string& failure)
{
    if (m_failure.empty())
    {
        m_failure = failure;
    }
}

SpdyFileServer::SpdyFileServer(SpdyVersion version, std::string root, std::vector<std::string> push)
    : SpdyApplication(SpdyRole::SERVER, version, false),
      m_root(std::move(root)),
      m_push(std::move(push))
{
}

void
SpdyFileServer::Handle(const SpdyEvent& event)
{
    if (event.type == SpdyEventType::STREAM_OPENED)
    {
        m_waiting[event.id].headers = event.headers;
    }
    else if (event.type == SpdyEventType::STREAM_CLOSED)
    {
        m_waiting.erase(event.id);
        return;
    }
    const auto waiting = m_waiting.find(event.id);
    if (waiting == m_waiting.end())
    {
        return;
    }
    if (event.type == SpdyEventType::DATA)
    {
        Append(waiting->second.body, event.data);
    }
    if (event.fin)
    {
        const Request request = std::move(waiting->second);
        m_waiting.erase(waiting);
        Answer(event.id, request);
    }
}

void
SpdyFileServer::Answer(uint32_t id, const Request& request)
{
    const spdy::SpdyVersionTraits& traits = spdy::GetSpdyVersionTraits(Session().GetVersion());
    const std::string method = ValueOf(request.headers, Names().method);
    const std::string path = ValueOf(request.headers, Names().path);
    FileReply reply = AnswerRequest(m_root, method, path, request.body);
    if (const char* missing = spdy::FindMissingRequestName(request.headers, traits))
    {
        reply = {"400 Bad Request",
                 "text/plain",
                 wire::ToBytes(std::string("The request lacks its ") + missing + ".\n")};
    }
    const bool empty = reply.body.empty() || method == "HEAD";
    Session().Reply(id,
                    {{Names().status, reply.status},
                     {Names().version, "HTTP/1.1"},
                     {"content-type", reply.contentType},
                     {"content-length", std::to_string(reply.body.size())}},
                    empty);
    if (!empty)
    {
        // Before the data that would make the client ask for it (3.3.1).
        Push(id, request);
        Session().SendData(id, reply.body, true);
    }
}

void
SpdyFileServer::Push(uint32_t id, const Request& request)
{
    const spdy::SpdyVersionTraits& traits = spdy::GetSpdyVersionTraits(Session().GetVersion());
    const std::optional<spdy::SpdyResource> resource =
        spdy::FindSpdyResource(request.headers, traits);
    for (const std::string& path : m_push)
    {
        if (!resource || resource->path == path)
        {
            continue;
        }
        const FileReply reply = AnswerRequest(m_root, "GET", path, {});
        SpdyHeaders headers =
            spdy::MakePushedNames({resource->scheme, resource->host, path}, traits);
        headers.push_back({Names().status, reply.status});
        headers.push_back({Names().version, "HTTP/1.1"});
        headers.push_back({"content-type", reply.contentType});
        if (const uint32_t pushed = Session().PushStream(id, headers, 7, false))
        {
            Session().SendData(pushed, reply.body, true);
        }
    }
}

SpdyFileClient::SpdyFileClient(SpdyVersion version, const EndpointOptions& options)
    : SpdyApplication(SpdyRole::CLIENT, version, !options.outFolder.empty()),
      m_options(options)
{
    OpenStreams();
}

void
SpdyFileClient::OpenStreams()
{
    const std::string host = m_options.sni.empty() ? m_options.host : m_options.sni;
    while (m_opened < m_options.requests && Session().CanOpenStream())
    {
        const uint32_t id =
            Session().OpenStream({{Names().method, "GET"},
                                  {Names().path, *m_options.get},
                                  {Names().version, "HTTP/1.1"},
                                  {Names().host, host},
                                  {Names().scheme, m_options.plain ? "http" : "https"},
                                  {"user-agent", "tls-endpoint"}},
                                 0,
                                 true);
        m_replies[id].number = ++m_opened;
    }
}

void
SpdyFileClient::Handle(const SpdyEvent& event)
{
    if (event.type == SpdyEventType::STREAM_OPENED)
    {
        m_replies[event.id].number = m_options.requests + ++m_pushed;
        m_replies[event.id].replied = true;
    }
    const auto found = m_replies.find(event.id);
    if (found == m_replies.end() || event.type == SpdyEventType::GOAWAY ||
        event.type == SpdyEventType::PING_REPLY)
    {
        return;
    }
    Reply& reply = found->second;
    if (event.type == SpdyEventType::REPLY)
    {
        reply.replied = true;
        const std::string status = ValueOf(event.headers, Names().status);
        if (status.compare(0, 3, "200") != 0)
        {
            std::cerr << "tls-endpoint: HTTP status " << status << std::endl;
        }
    }
    else if (event.type == SpdyEventType::STREAM_RESET)
    {
        Fail(std::string(spdy::ToString(event.streamStatus)) + ": stream " +
             std::to_string(event.id) + " was reset");
    }
    Append(reply.body, event.data);
    reply.complete = reply.complete || event.fin;
    if (event.type == SpdyEventType::STREAM_CLOSED)
    {
        Close(event.id);
    }
}

void
SpdyFileClient::Close(uint32_t id)
{
    const Reply reply = std::move(m_replies[id]);
    m_replies.erase(id);
    if (!reply.replied || !reply.complete)
    {
        Fail("incomplete: stream " + std::to_string(id) + " closed before its reply was complete");
    }
    else if (!KeepBody(m_options.outFolder, reply.number, reply.body))
    {
        Fail("a body could not be written");
    }
    // What the server pushed has even ids, and nobody asked for it.
    m_closed += id % 2;
    OpenStreams();
    if (m_replies.empty())
    {
        if (m_closed < m_options.requests)
        {
            Fail("incomplete: the session takes no more requests");
        }
        Session().GoAway(SpdySessionStatus::OK);
    }
}

void
SpdyFileClient::ReceiveEnd()
{
    if (m_closed < m_options.requests)
    {
        Fail("incomplete: the peer closed before all replies had come");
    }
    SpdyApplication::ReceiveEnd();
}

} // namespace endpoint
} // namespace ns3
