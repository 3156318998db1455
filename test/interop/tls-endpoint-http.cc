/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-http.h"

#include "tls-endpoint-files.h"

#include <iostream>
#include <utility>

namespace ns3
{
namespace endpoint
{

using http::HttpEvent;
using http::HttpEventType;

HttpFileServer::HttpFileServer(std::string root)
    : m_root(std::move(root))
{
}

void
HttpFileServer::Receive(ByteView data)
{
    for (const HttpEvent& event : m_parser.Receive(data))
    {
        if (m_last)
        {
            return;
        }
        switch (event.type)
        {
        case HttpEventType::HEAD:
            m_request = event.request;
            m_body.clear();
            break;
        case HttpEventType::BODY:
            Append(m_body, event.data);
            break;
        case HttpEventType::END:
            Answer();
            break;
        }
    }
    if (!m_last && !m_parser.GetFailure().empty())
    {
        m_last = true;
        Send("400 Bad Request", "text/plain", wire::ToBytes(m_parser.GetFailure() + "\n"), true);
    }
}

void
HttpFileServer::Answer()
{
    const FileReply reply = AnswerRequest(m_root, m_request.method, m_request.target, m_body);
    m_last = http::EndsConnection(m_request.version, m_request.headers);
    Send(reply.status, reply.contentType, reply.body, m_request.method != "HEAD");
}

void
HttpFileServer::Send(const std::string& status,
                     const std::string& contentType,
                     const Bytes& body,
                     bool withBody)
{
    http::HttpReply head;
    head.status = static_cast<uint16_t>(std::stoul(status));
    head.reason = status.substr(4);
    head.headers = {{"Content-Type", contentType},
                    {"Content-Length", std::to_string(body.size())},
                    {"Connection", m_last ? "close" : "keep-alive"}};
    Append(m_output, http::Serialize(head));
    if (withBody)
    {
        Append(m_output, body);
    }
}

void
HttpFileServer::ReceiveEnd()
{
    m_last = true;
}

Bytes
HttpFileServer::TakeOutput(size_t maxBytes)
{
    Bytes part = ByteView(m_output).Sub(m_taken, maxBytes).ToBytes();
    m_taken += part.size();
    if (m_taken == m_output.size())
    {
        m_output.clear();
        m_taken = 0;
    }
    return part;
}

bool
HttpFileServer::IsDone() const
{
    return m_last && m_output.empty();
}

HttpFileClient::HttpFileClient(const EndpointOptions& options)
    : m_options(options)
{
    Ask();
}

void
HttpFileClient::Ask()
{
    const bool last = m_answered + 1 == m_options.requests;
    http::HttpRequest request;
    request.target = *m_options.get;
    request.headers = {{"Host", m_options.sni.empty() ? m_options.host : m_options.sni},
                       {"User-Agent", "tls-endpoint"},
                       {"Connection", last ? "close" : "keep-alive"}};
    m_output = http::Serialize(request);
}

void
HttpFileClient::Receive(ByteView data)
{
    Handle(m_parser.Receive(data));
    if (!m_parser.GetFailure().empty())
    {
        Fail(m_parser.GetFailure());
    }
}

void
HttpFileClient::Handle(const std::vector<HttpEvent>& events)
{
    for (const HttpEvent& event : events)
    {
        if (m_done)
        {
            return;
        }
        switch (event.type)
        {
        case HttpEventType::HEAD:
            m_reply = event.reply;
            m_body.clear();
            break;
        case HttpEventType::BODY:
            Append(m_body, event.data);
            break;
        case HttpEventType::END:
            Finish();
            break;
        }
    }
}

void
HttpFileClient::Finish()
{
    if (m_reply.status < 200)
    {
        return;
    }
    if (m_reply.status != 200)
    {
        std::cerr << "tls-endpoint: HTTP status " << m_reply.status << std::endl;
    }
    if (!KeepBody(m_options.outFolder, ++m_answered, m_body))
    {
        Fail("a body could not be written");
    }
    m_done = m_done || m_answered == m_options.requests;
    if (!m_done && http::EndsConnection(m_reply.version, m_reply.headers))
    {
        Fail("the peer closes before all replies have come");
    }
    if (!m_done)
    {
        Ask();
    }
}

void
HttpFileClient::ReceiveEnd()
{
    if (m_done)
    {
        return;
    }
    Handle(m_parser.ReceiveEndOfStream());
    if (!m_done)
    {
        Fail(m_parser.GetFailure().empty() ? "the peer closed before all replies had come"
                                           : m_parser.GetFailure());
    }
}

void
HttpFileClient::Fail(const std::string& failure)
{
    if (m_failure.empty())
    {
        m_failure = "http_error: " + failure;
    }
    m_done = true;
}

Bytes
HttpFileClient::TakeOutput(size_t)
{
    return std::exchange(m_output, {});
}

bool
HttpFileClient::IsDone() const
{
    return m_done && m_output.empty();
}

std::string
HttpFileClient::GetFailure() const
{
    return m_failure;
}

} // namespace endpoint
} // namespace ns3
