/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The half of SpdySession that judges what the peer sends (SPDY/3.1, 2.4).

#include "spdy-frame-codec.h"
#include "spdy-session.h"

#include "ns3/byte-reader.h"
#include "ns3/log.h"

#include <algorithm>
#include <utility>

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
    m_headerMemory = 0;
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
            m_framer.Skip();
        }
        else
        {
            ReceiveFrame(frame);
        }
        if (m_queuedAnswers > m_config.maxQueuedAnswers + m_maxPeerStreams)
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
    if (!header.isControl)
    {
        if (AdmitData(header.streamId, header.length))
        {
            CreditSession(header.length);
            StreamError(header.streamId, SpdyStreamStatus::FRAME_TOO_LARGE, "DATA above the limit");
        }
        return;
    }
    if (!IsDefined(header.type, m_traits))
    {
        return;
    }
    const auto type = static_cast<SpdyFrameType>(header.type);
    const uint32_t id = ByteReader(bytes.Sub(SPDY_FRAME_HEADER_SIZE)).U32() & SPDY_MAX_31;
    if (id != 0 && (type == SpdyFrameType::SYN_STREAM || type == SpdyFrameType::SYN_REPLY ||
                    type == SpdyFrameType::HEADERS))
    {
        StreamError(id, SpdyStreamStatus::FRAME_TOO_LARGE, "frame above the limit");
    }
    // A header block that was not inflated leaves the next ones without their context.
    SessionError(SpdySessionStatus::PROTOCOL_ERROR, "control frame above the limit");
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
    SpdyStream* stream = AdmitData(id, size);
    if (!stream)
    {
        return;
    }
    stream->isReceiveClosed = frame.fin;
    const uint32_t consumed = m_config.automaticConsume ? size : 0;
    stream->unconsumed += size - consumed;
    stream->toAnnounce += consumed;
    Announce(*stream);
    CreditSession(consumed);
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

/// Spends windows on DATA; null when the data is not for anybody, which has had its answer then.
SpdyStream*
SpdySession::AdmitData(uint32_t id, uint32_t size)
{
    m_counters.dataReceived += size;
    if (m_traits.hasSessionWindow)
    {
        if (size > m_receiveWindow.GetAvailable())
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "DATA above the session window");
            return nullptr;
        }
        m_receiveWindow.Spend(size);
    }
    SpdyStream* stream = FindStream(id);
    if (stream && !stream->isReceiveClosed && !LacksReply(*stream) &&
        (!m_traits.hasStreamWindow || size <= stream->receiveWindow.GetAvailable()))
    {
        stream->receiveWindow.Spend(m_traits.hasStreamWindow ? size : 0);
        return stream;
    }
    // Nobody will consume it, but the session's window is everybody's.
    CreditSession(size);
    if (!stream)
    {
        HandleLate(id);
    }
    else if (stream->isReceiveClosed)
    {
        if (!m_traits.ignoresLateData)
        {
            StreamError(id, SpdyStreamStatus::STREAM_ALREADY_CLOSED, "DATA after FIN");
        }
    }
    else if (LacksReply(*stream))
    {
        if (m_traits.earlyDataEndsSession)
        {
            SessionError(SpdySessionStatus::PROTOCOL_ERROR, "DATA before SYN_REPLY");
            return nullptr;
        }
        StreamError(id, SpdyStreamStatus::PROTOCOL_ERROR, "DATA before SYN_REPLY");
    }
    else
    {
        StreamError(id, SpdyStreamStatus::FLOW_CONTROL_ERROR, "DATA above the stream window");
    }
    return nullptr;
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
        // After GOAWAY the peer's streams are not followed any more (2.2.2).
        if (!m_goAwaySent)
        {
            StreamError(id, SpdyStreamStatus::INVALID_STREAM, "frame for a stream never opened");
        }
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
    const bool isClient = m_role == SpdyRole::CLIENT;
    if (frame.clear)
    {
        // Only a client has kept something.
        m_persisted.clear();
    }
    if (!std::exchange(m_hasPeerSettings, true))
    {
        // Without a word on it there is no limit (2.6.4).
        m_maxLocalStreams = UINT32_MAX;
    }
    std::set<SpdySettingId> seen;
    for (const auto& entry : frame.entries)
    {
        // The first of several values counts (2.6.4).
        if (!seen.insert(entry.id).second)
        {
            continue;
        }
        event.settings.push_back(entry);
        if (!isClient && (entry.flags & SPDY_PERSISTED))
        {
            // An echo of what this server once said: nothing that the client says of itself.
            continue;
        }
        // Ids that the drafts do not define are not kept: a peer could make them grow.
        if (isClient && (entry.flags & SPDY_PERSIST_VALUE) && IsDefined(entry.id))
        {
            m_persisted[entry.id] = entry.value;
        }
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
SpdySession::Handle(SpdyCredentialFrame& frame)
{
    if (m_role == SpdyRole::CLIENT || frame.slot == 0)
    {
        SessionError(SpdySessionStatus::PROTOCOL_ERROR, "invalid CREDENTIAL");
        return;
    }
    // There is no place for certificates here, which a server says like this (2.6.4).
    SpdySettingsFrame answer;
    answer.entries.push_back({SpdySettingId::CLIENT_CERTIFICATE_VECTOR_SIZE, 0});
    Send(answer, true);
}

void
SpdySession::Handle(SpdyUnknownFrame&)
{
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
