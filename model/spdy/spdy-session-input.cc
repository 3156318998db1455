/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The half of SpdySession that judges what the peer sends (SPDY/3.1, 2.4).

#include "spdy-frame-codec.h"
#include "spdy-session.h"

#include "ns3/byte-reader.h"
#include "ns3/log.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("SpdySessionInput");

namespace spdy
{

std::vector<SpdyEvent>
SpdySession::Receive(ByteView bytes)
{
    if (m_hasEnded)
    {
        return TakeEvents();
    }
    m_counters.bytesReceived += bytes.Size();
    m_framer.Push(bytes);
    ByteView frame;
    while (!m_hasEnded)
    {
        const SpdyFramer::Result result = m_framer.Next(frame);
        if (result == SpdyFramer::Result::NEED_MORE)
        {
            break;
        }
        if (result == SpdyFramer::Result::TOO_LARGE)
        {
            RefuseTooLarge(frame);
            break;
        }
        ReceiveFrame(frame);
        if (m_queuedAnswers > m_config.maxQueuedAnswers)
        {
            m_control.clear();
            m_queuedAnswers = 0;
            SessionError(SpdySessionStatus::INTERNAL_ERROR, "too many frames wait to be answered");
        }
    }
    return TakeEvents();
}

void
SpdySession::RefuseTooLarge(ByteView bytes)
{
    SpdyFrameHeader header;
    Parse(bytes, header);
    uint32_t id = header.streamId;
    if (header.type == static_cast<uint16_t>(SpdyFrameType::SYN_STREAM) ||
        header.type == static_cast<uint16_t>(SpdyFrameType::SYN_REPLY) ||
        header.type == static_cast<uint16_t>(SpdyFrameType::HEADERS))
    {
        id = ByteReader(bytes.Sub(SPDY_FRAME_HEADER_SIZE)).U32() & SPDY_MAX_31;
    }
    if (id != 0)
    {
        StreamError(id, SpdyStreamStatus::FRAME_TOO_LARGE, "frame above the limit");
    }
    // Its header block was not inflated, so the next ones cannot be.
    SessionError(SpdySessionStatus::PROTOCOL_ERROR, "frame above the limit");
}

void
SpdySession::ReceiveFrame(ByteView bytes)
{
    SpdyFrameHeader header;
    Parse(bytes, header);
    if (header.isControl && header.version != m_traits.wireVersion)
    {
        const uint32_t id = ByteReader(bytes.Sub(SPDY_FRAME_HEADER_SIZE)).U32() & SPDY_MAX_31;
        if (header.type == static_cast<uint16_t>(SpdyFrameType::SYN_STREAM) && id != 0)
        {
            if (!IsLocalId(id))
            {
                m_lastPeerId = std::max(m_lastPeerId, id);
            }
            StreamError(id, SpdyStreamStatus::UNSUPPORTED_VERSION, "version of another protocol");
        }
        return;
    }
    SpdyFrame frame;
    if (!Parse(bytes, m_traits, frame))
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "malformed frame");
        return;
    }
    ++m_counters.framesReceived;
    AddRecord(MakeRecord(false, frame, bytes.Size()));
    std::visit([this](auto& alternative) { Handle(alternative); }, frame);
}

void
SpdySession::Handle(SpdyDataFrame& frame)
{
    const uint32_t id = frame.streamId;
    const auto size = static_cast<uint32_t>(frame.data.size());
    m_counters.dataReceived += size;
    if (m_traits.hasSessionWindow)
    {
        if (size > m_receiveWindow.GetAvailable())
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "DATA above the session window");
            return;
        }
        m_receiveWindow.Spend(size);
    }
    SpdyStream* stream = FindStream(id);
    if (!stream)
    {
        // Nobody will consume it, but the window is everybody's.
        CreditSession(size);
        HandleLate(id);
        return;
    }
    if (stream->isReceiveClosed)
    {
        CreditSession(size);
        if (!m_traits.ignoresLateData)
        {
            StreamError(id, SpdyStreamStatus::STREAM_ALREADY_CLOSED, "DATA after FIN");
        }
        return;
    }
    if (stream->IsLocal() && !stream->isReplied)
    {
        CreditSession(size);
        if (m_traits.earlyDataEndsSession)
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "DATA before SYN_REPLY");
            return;
        }
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "DATA before SYN_REPLY");
        return;
    }
    if (m_traits.hasStreamWindow)
    {
        if (size > stream->receiveWindow.GetAvailable())
        {
            CreditSession(size);
            StreamError(id, SpdyStreamStatus::FLOW_CONTROL_ERROR, "DATA above the stream window");
            return;
        }
        stream->receiveWindow.Spend(size);
    }
    stream->isReceiveClosed = frame.fin;
    if (m_config.automaticConsume)
    {
        stream->toAnnounce += size;
        Announce(*stream);
        CreditSession(size);
    }
    else
    {
        stream->unconsumed += size;
    }
    if (size > 0 || frame.fin)
    {
        SpdyEvent event{SpdyEventType::DATA};
        event.id = id;
        event.data = std::move(frame.data);
        event.fin = frame.fin;
        m_events.push_back(std::move(event));
    }
    CloseIfDone(id);
}

void
SpdySession::HandleLate(uint32_t id)
{
    if (id == 0)
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "frame without a stream");
        return;
    }
    if (m_resetIds.count(id) > 0)
    {
        return;
    }
    const bool wasOpened = IsLocalId(id) ? id < m_nextLocalId : id <= m_lastPeerId;
    if (!wasOpened)
    {
        StreamError(id, SpdyStreamStatus::INVALID_STREAM, "frame for a stream never opened");
        return;
    }
    // The peer may not know yet that its stream came after our GOAWAY.
    const bool isIgnored = m_goAwaySent && !IsLocalId(id) && id > m_lastGoodId;
    if (!m_traits.ignoresLateData && !isIgnored)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "frame for a closed stream");
    }
}

void
SpdySession::Handle(SpdySynStreamFrame& frame)
{
    SpdyEvent event{SpdyEventType::STREAM_OPENED};
    const SpdyHeaderCodec::Result inflated =
        Inflate(frame.streamId, frame.headerBlock, event.headers);
    if (m_hasEnded || !CheckNewStream(frame, inflated))
    {
        return;
    }
    const uint32_t id = frame.streamId;
    m_lastGoodId = id;
    SpdyStream& stream =
        m_streams
            .emplace(id,
                     SpdyStream(id, frame.priority, false, m_initialSendWindow, m_largestWindow))
            .first->second;
    stream.isReceiveClosed = frame.fin;
    stream.isSendEnding = frame.unidirectional;
    stream.isSendClosed = frame.unidirectional;
    stream.isReplied = frame.unidirectional;
    stream.headerBytes = m_codec.GetPlainSize();

    event.id = id;
    event.fin = frame.fin;
    event.unidirectional = frame.unidirectional;
    event.priority = frame.priority;
    event.associatedId = frame.associatedId;
    m_events.push_back(std::move(event));
    CloseIfDone(id);
}

bool
SpdySession::CheckNewStream(const SpdySynStreamFrame& frame, SpdyHeaderCodec::Result inflated)
{
    const uint32_t id = frame.streamId;
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
    if (m_goAwaySent)
    {
        return false;
    }
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
    if (m_role == SpdyRole::CLIENT)
    {
        const SpdyStream* associated = FindStream(frame.associatedId);
        if (!frame.unidirectional)
        {
            StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "push that expects a reply");
            return false;
        }
        if (!associated || !associated->IsLocal())
        {
            StreamError(id, SpdyStreamStatus::INVALID_STREAM, "push for a stream that is not open");
            return false;
        }
        if (!m_config.acceptPush)
        {
            StreamError(id, SpdyStreamStatus::REFUSED_STREAM, "push is not wanted");
            return false;
        }
    }
    if (CountStreams(false) >= m_maxPeerStreams)
    {
        StreamError(id, SpdyStreamStatus::REFUSED_STREAM, "too many concurrent streams");
        return false;
    }
    return true;
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

void
SpdySession::Handle(SpdyRstStreamFrame& frame)
{
    if (frame.streamId == 0)
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "RST_STREAM without a stream");
        return;
    }
    // It is never answered, whatever its status says.
    if (FindStream(frame.streamId))
    {
        ReportReset(frame.streamId, frame.status, false, {});
    }
}

void
SpdySession::Handle(SpdySettingsFrame& frame)
{
    SpdyEvent event{SpdyEventType::SETTINGS};
    std::set<SpdySettingId> seen;
    for (const auto& entry : frame.entries)
    {
        // The first of several values counts (2.6.4).
        if (!seen.insert(entry.id).second)
        {
            continue;
        }
        event.settings.push_back(entry);
        if (entry.id == SpdySettingId::MAX_CONCURRENT_STREAMS)
        {
            m_maxLocalStreams = entry.value;
        }
        else if (entry.id == SpdySettingId::INITIAL_WINDOW_SIZE && m_traits.hasStreamWindow)
        {
            if (entry.value > SPDY_MAX_31)
            {
                SessionError(SpdySessionStatus::PROTOCOL_ERROR, "initial window above 31 bits");
                return;
            }
            MoveSendWindows(entry.value);
        }
    }
    m_events.push_back(std::move(event));
}

void
SpdySession::MoveSendWindows(uint32_t initialSize)
{
    const int64_t change = int64_t{initialSize} - m_initialSendWindow;
    m_initialSendWindow = initialSize;
    std::vector<uint32_t> overflown;
    for (auto& [id, stream] : m_streams)
    {
        if (stream.sendWindow.Shift(change))
        {
            Schedule(stream);
        }
        else
        {
            overflown.push_back(id);
        }
    }
    for (const uint32_t id : overflown)
    {
        StreamError(id, SpdyStreamStatus::FLOW_CONTROL_ERROR, "stream window above 31 bits");
    }
}

void
SpdySession::Handle(SpdyNoopFrame&)
{
}

void
SpdySession::Handle(SpdyPingFrame& frame)
{
    if (!IsLocalId(frame.id))
    {
        Send(frame, true);
        return;
    }
    // One that was never sent is ignored.
    if (m_pings.erase(frame.id) > 0)
    {
        SpdyEvent event{SpdyEventType::PING_REPLY};
        event.id = frame.id;
        m_events.push_back(std::move(event));
    }
}

void
SpdySession::Handle(SpdyGoAwayFrame& frame)
{
    m_goAwayReceived = true;
    SpdyEvent event{SpdyEventType::GOAWAY};
    event.id = frame.lastGoodId;
    event.sessionStatus = frame.status;
    m_events.push_back(std::move(event));

    // Streams that the peer has not seen may be tried again elsewhere (2.6.6).
    std::vector<uint32_t> unseen;
    for (const auto& [id, stream] : m_streams)
    {
        if (stream.IsLocal() && id > frame.lastGoodId)
        {
            unseen.push_back(id);
        }
    }
    for (const uint32_t id : unseen)
    {
        ReportReset(id, SpdyStreamStatus::REFUSED_STREAM, false, "not seen before GOAWAY");
    }
    if (m_streams.empty() || frame.status != SpdySessionStatus::OK)
    {
        GoAway(SpdySessionStatus::OK);
    }
    if (frame.status != SpdySessionStatus::OK)
    {
        EndSession();
    }
}

void
SpdySession::Handle(SpdyWindowUpdateFrame& frame)
{
    const uint32_t id = frame.streamId;
    if (id == 0)
    {
        if (!m_traits.hasSessionWindow)
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "WINDOW_UPDATE without a stream");
        }
        else if (frame.delta == 0 || !m_sendWindow.Shift(frame.delta))
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "wrong WINDOW_UPDATE of the session");
        }
        return;
    }
    SpdyStream* stream = FindStream(id);
    if (!stream)
    {
        // It may be late: the peer sent it before it knew of the end.
        return;
    }
    if (frame.delta == 0)
    {
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "WINDOW_UPDATE of nothing");
        return;
    }
    if (!stream->sendWindow.Shift(frame.delta))
    {
        StreamError(id, SpdyStreamStatus::FLOW_CONTROL_ERROR, "stream window above 31 bits");
        return;
    }
    Schedule(*stream);
}

void
SpdySession::Handle(SpdyCredentialFrame&)
{
    // No slot was ever asked for; nobody's server uses them.
}

void
SpdySession::Handle(SpdyUnknownFrame&)
{
}

SpdyHeaderCodec::Result
SpdySession::Inflate(uint32_t id, const Bytes& block, SpdyHeaders& headers)
{
    const SpdyHeaderCodec::Result result = m_codec.Decompress(block, headers);
    m_counters.headerWireReceived += block.size();
    m_counters.headerPlainReceived += m_codec.GetPlainSize();
    if (result == SpdyHeaderCodec::Result::TOO_LARGE)
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

void
SpdySession::StreamError(uint32_t id, SpdyStreamStatus status, const std::string& detail)
{
    NS_LOG_WARN("stream " << id << ": " << ToString(status) << ", " << detail);
    SendReset(id, status, true);
    if (FindStream(id))
    {
        ReportReset(id, status, true, detail);
    }
}

void
SpdySession::SessionError(SpdySessionStatus status, const std::string& detail)
{
    NS_LOG_WARN(ToString(status) << ": " << detail);
    // Also after a GOAWAY of the polite kind: this one says why.
    Send(SpdyGoAwayFrame{m_lastGoodId, status});
    m_goAwaySent = true;
    SpdyEvent event{SpdyEventType::SESSION_ERROR};
    event.sessionStatus = status;
    event.detail = detail;
    m_events.push_back(std::move(event));
    EndSession();
}

} // namespace spdy
} // namespace ns3
