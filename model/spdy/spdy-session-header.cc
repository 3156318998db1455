/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The part of SpdySession that judges frames with a header block: new streams, replies, headers.

#include "spdy-session.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace spdy
{

void
SpdySession::Handle(SpdySynStreamFrame& frame)
{
    SpdyEvent event{SpdyEventType::STREAM_OPENED};
    const SpdyHeaderCodec::Result inflated =
        Inflate(frame.streamId, frame.headerBlock, event.headers);
    if (m_hasEnded || !CheckNewId(frame.streamId) || !CheckNewStream(frame, inflated) ||
        !CheckPush(frame, event.headers))
    {
        return;
    }
    const uint32_t id = frame.streamId;
    m_lastGoodId = id;
    SpdyStream& stream = AddStream(id, frame.priority, false);
    stream.isReceiveClosed = frame.fin;
    stream.isSendEnding = frame.unidirectional;
    stream.isSendClosed = frame.unidirectional;
    stream.isReplied = frame.unidirectional;
    stream.headerBytes = m_codec.GetPlainSize();
    stream.resource = FindSpdyResource(event.headers, m_traits);
    if (m_role == SpdyRole::CLIENT)
    {
        stream.associatedId = frame.associatedId;
        AddPushNames(stream, event.headers);
    }

    event.id = id;
    event.fin = frame.fin;
    event.unidirectional = frame.unidirectional;
    event.priority = frame.priority;
    event.associatedId = frame.associatedId;
    m_events.push_back(std::move(event));
    CloseIfDone(id);
}

/// Ids are the peer's own and increase (2.3.2).
bool
SpdySession::CheckNewId(uint32_t id)
{
    if (id == 0 || IsLocalId(id))
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "SYN_STREAM with an id of the other side");
        return false;
    }
    if (FindStream(id) || id == m_lastPeerId)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "second SYN_STREAM");
        return false;
    }
    if (id < m_lastPeerId)
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "SYN_STREAM with a lower id than before");
        return false;
    }
    m_lastPeerId = id;
    return !m_goAwaySent;
}

/// What holds for any new stream.
bool
SpdySession::CheckNewStream(const SpdySynStreamFrame& frame, SpdyHeaderCodec::Result inflated)
{
    const uint32_t id = frame.streamId;
    if (m_role == SpdyRole::CLIENT && frame.associatedId == 0)
    {
        if (m_traits.orphanPushEndsSession)
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "push without an associated stream");
            return false;
        }
        StreamError(id, SpdyStreamStatus::INVALID_STREAM, "push without an associated stream");
        return false;
    }
    if (inflated == SpdyHeaderCodec::Result::MALFORMED)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "malformed header block");
        return false;
    }
    if (m_traits.hasCredential && m_role == SpdyRole::SERVER && frame.slot != 0)
    {
        StreamError(id, SpdyStreamStatus::INVALID_CREDENTIALS, "no certificates are kept");
        return false;
    }
    if (m_peerStreams >= m_maxPeerStreams)
    {
        StreamError(id, SpdyStreamStatus::REFUSED_STREAM, "too many concurrent streams");
        return false;
    }
    return true;
}

/// What holds for streams of a server (3.3).
bool
SpdySession::CheckPush(const SpdySynStreamFrame& frame, const SpdyHeaders& headers)
{
    if (m_role == SpdyRole::SERVER)
    {
        return true;
    }
    const uint32_t id = frame.streamId;
    const SpdyStream* associated = FindStream(frame.associatedId);
    if (!frame.unidirectional)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "push that expects a reply");
        return false;
    }
    if (!associated || !associated->IsLocal() || associated->isReceiveClosed)
    {
        StreamError(id, SpdyStreamStatus::INVALID_STREAM, "push for a stream that is not open");
        return false;
    }
    if (!m_config.acceptPush)
    {
        StreamError(id, SpdyStreamStatus::REFUSED_STREAM, "push is not wanted");
        return false;
    }
    const std::optional<SpdyResource> pushed = FindSpdyResource(headers, m_traits);
    if (!pushed)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "push that does not name its resource");
        return false;
    }
    if (!associated->resource || !pushed->HasOriginOf(*associated->resource))
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "push of another origin");
        return false;
    }
    return true;
}

/// @return false when a name came before on this pushed stream (3.3.1)
bool
SpdySession::AddPushNames(SpdyStream& stream, const SpdyHeaders& headers) const
{
    return std::all_of(headers.begin(), headers.end(), [&stream](const SpdyHeader& header) {
        return stream.pushNames.insert(header.name).second;
    });
}

/// @return true while no DATA may come: before SYN_REPLY, or before the status of a pushed stream
bool
SpdySession::LacksReply(const SpdyStream& stream) const
{
    if (m_role == SpdyRole::CLIENT && !stream.IsLocal())
    {
        return stream.pushNames.count(m_traits.names.status) == 0 ||
               stream.pushNames.count(m_traits.names.version) == 0;
    }
    return stream.IsLocal() && !stream.isReplied;
}

void
SpdySession::Handle(SpdySynReplyFrame& frame)
{
    SpdyEvent event{SpdyEventType::REPLY};
    const SpdyHeaderCodec::Result inflated =
        Inflate(frame.streamId, frame.headerBlock, event.headers);
    const uint32_t id = frame.streamId;
    if (m_hasEnded)
    {
        return;
    }
    SpdyStream* stream = FindStream(id);
    if (!stream)
    {
        HandleLate(id);
        return;
    }
    if (!stream->IsLocal())
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "SYN_REPLY to the peer's own stream");
        return;
    }
    if (stream->isReplied)
    {
        StreamError(id, m_traits.twoReplies, "second SYN_REPLY");
        return;
    }
    if (inflated == SpdyHeaderCodec::Result::MALFORMED)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "malformed header block");
        return;
    }
    if (!IsSpdyReply(event.headers, m_traits))
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "reply without status or version");
        return;
    }
    stream->isReplied = true;
    stream->isReceiveClosed = frame.fin;
    stream->headerBytes = m_codec.GetPlainSize();
    event.id = id;
    event.fin = frame.fin;
    m_events.push_back(std::move(event));
    CloseIfDone(id);
}

void
SpdySession::Handle(SpdyHeadersFrame& frame)
{
    SpdyEvent event{SpdyEventType::HEADERS};
    const SpdyHeaderCodec::Result inflated =
        Inflate(frame.streamId, frame.headerBlock, event.headers);
    const uint32_t id = frame.streamId;
    if (m_hasEnded)
    {
        return;
    }
    SpdyStream* stream = FindStream(id);
    if (!stream)
    {
        HandleLate(id);
        return;
    }
    if (stream->isReceiveClosed)
    {
        StreamError(id, SpdyStreamStatus::STREAM_ALREADY_CLOSED, "HEADERS after FIN");
        return;
    }
    if (inflated == SpdyHeaderCodec::Result::MALFORMED || (stream->IsLocal() && !stream->isReplied))
    {
        StreamError(id,
                    SpdyStreamStatus::PROTOCOL_ERROR,
                    stream->isReplied ? "malformed header block" : "HEADERS before SYN_REPLY");
        return;
    }
    if (stream->associatedId != 0 && !AddPushNames(*stream, event.headers))
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "a pushed stream repeats a name");
        return;
    }
    stream->headerBytes += m_codec.GetPlainSize();
    if (stream->headerBytes > m_config.maxHeaderBlock)
    {
        StreamError(id, SpdyStreamStatus::FRAME_TOO_LARGE, "headers of a stream above the limit");
        return;
    }
    stream->isReceiveClosed = frame.fin;
    event.id = id;
    event.fin = frame.fin;
    m_events.push_back(std::move(event));
    CloseIfDone(id);
}

SpdyHeaderCodec::Result
SpdySession::Inflate(uint32_t id, const Bytes& block, SpdyHeaders& headers)
{
    const SpdyHeaderCodec::Result result = m_codec.Decompress(block, headers);
    m_counters.headerWireReceived += block.size();
    m_counters.headerPlainReceived += m_codec.GetPlainSize();
    // A small frame may inflate to a large block, and one Receive() may bring many of them.
    m_headerMemory += m_codec.GetPlainSize() + headers.size() * sizeof(SpdyHeader);
    if (result == SpdyHeaderCodec::Result::TOO_LARGE || m_headerMemory > m_config.maxHeadersAtOnce)
    {
        StreamError(id, SpdyStreamStatus::FRAME_TOO_LARGE, "header block above the limit");
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "header block above the limit");
    }
    else if (result == SpdyHeaderCodec::Result::BROKEN)
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "header block does not inflate");
    }
    return result;
}

} // namespace spdy
} // namespace ns3
