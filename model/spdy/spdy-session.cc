/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-session.h"

#include "spdy-header-block.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace spdy
{

SpdySession::SpdySession(SpdyRole role, SpdyVersion version, const SpdyConfig& config)
    : m_role(role),
      m_version(version),
      m_traits(GetSpdyVersionTraits(version)),
      m_config(config),
      m_framer(config.maxControlFrame, config.maxDataFrame),
      m_codec(version,
              config.compressionLevel,
              config.compressionWindowBits,
              config.maxHeaderBlock),
      m_nextLocalId(role == SpdyRole::CLIENT ? 1 : 2),
      m_maxLocalStreams(config.streamsBeforeSettings),
      m_maxPeerStreams(config.maxConcurrentStreams),
      m_receiveSize(std::clamp(config.sessionWindow, SPDY_DEFAULT_WINDOW, SPDY_MAX_31)),
      m_nextPing(role == SpdyRole::CLIENT ? 1 : 2)
{
    if (m_role == SpdyRole::CLIENT && !m_config.persistedSettings.empty())
    {
        for (const auto& setting : m_config.persistedSettings)
        {
            m_persisted.emplace(setting.id, setting.value);
        }
        // A frame of its own: it echoes the server's values, which are not the client's.
        SpdySettingsFrame frame;
        for (const auto& [id, value] : m_persisted)
        {
            frame.entries.push_back({id, value, SPDY_PERSISTED});
        }
        Send(frame);
    }
    if (m_config.sendSettings)
    {
        std::vector<SpdySetting> settings{
            {SpdySettingId::MAX_CONCURRENT_STREAMS, m_config.maxConcurrentStreams}};
        if (m_traits.hasStreamWindow)
        {
            settings.push_back({SpdySettingId::INITIAL_WINDOW_SIZE, m_config.streamWindow});
        }
        settings.insert(settings.end(), m_config.settings.begin(), m_config.settings.end());
        UpdateSettings(settings);
    }
    // Only WINDOW_UPDATE moves the session's window.
    if (m_traits.hasSessionWindow && m_receiveSize > SPDY_DEFAULT_WINDOW)
    {
        m_toAnnounce = m_receiveSize - SPDY_DEFAULT_WINDOW;
        m_updates.insert(0);
    }
}

uint32_t
SpdySession::OpenStream(const SpdyHeaders& headers, uint8_t priority, bool fin)
{
    return m_role == SpdyRole::CLIENT ? OpenLocal(0, headers, priority, fin) : 0;
}

uint32_t
SpdySession::PushStream(uint32_t associatedId,
                        const SpdyHeaders& headers,
                        uint8_t priority,
                        bool fin)
{
    const SpdyStream* stream = FindStream(associatedId);
    const std::optional<SpdyResource> pushed = FindSpdyResource(headers, m_traits);
    if (m_role == SpdyRole::CLIENT || !stream || stream->IsLocal() || stream->isSendEnding ||
        !pushed || !stream->resource || !pushed->HasOriginOf(*stream->resource))
    {
        return 0;
    }
    return OpenLocal(associatedId, headers, priority, fin);
}

uint32_t
SpdySession::OpenLocal(uint32_t associatedId,
                       const SpdyHeaders& headers,
                       uint8_t priority,
                       bool fin)
{
    if (!CanOpenStream())
    {
        return 0;
    }
    SpdySynStreamFrame frame;
    frame.streamId = m_nextLocalId;
    frame.associatedId = associatedId;
    frame.priority =
        static_cast<uint8_t>(std::min<uint32_t>(priority, (1u << m_traits.priorityBits) - 1));
    frame.fin = fin;
    frame.unidirectional = associatedId != 0;
    if (!Compress(headers, frame.headerBlock))
    {
        return 0;
    }
    Send(frame);
    m_nextLocalId += 2;
    SpdyStream& stream = AddStream(frame.streamId, frame.priority, true);
    stream.resource = FindSpdyResource(headers, m_traits);
    stream.associatedId = associatedId;
    stream.isSendEnding = fin;
    stream.isSendClosed = fin;
    stream.isReceiveClosed = frame.unidirectional;
    stream.isReplied = frame.unidirectional;
    CloseIfDone(frame.streamId);
    return frame.streamId;
}

bool
SpdySession::Reply(uint32_t id, const SpdyHeaders& headers, bool fin)
{
    SpdyStream* stream = FindStream(id);
    if (!stream || stream->IsLocal() || stream->isReplied || stream->isSendEnding)
    {
        return false;
    }
    SpdySynReplyFrame frame;
    frame.streamId = id;
    frame.fin = fin;
    if (!Compress(headers, frame.headerBlock))
    {
        return false;
    }
    // The peer can make this queue grow, since the stream may be gone before the frame is.
    Send(frame, true);
    stream->isReplied = true;
    stream->isSendEnding = fin;
    stream->isSendClosed = fin;
    CloseIfDone(id);
    return true;
}

bool
SpdySession::SendHeaders(uint32_t id, const SpdyHeaders& headers, bool fin)
{
    SpdyStream* stream = FindStream(id);
    if (!stream || stream->isSendEnding || (!stream->IsLocal() && !stream->isReplied) ||
        !IsValid(headers, m_traits))
    {
        return false;
    }
    stream->QueueHeaders(headers, fin);
    stream->isSendEnding = fin;
    Schedule(*stream);
    return true;
}

bool
SpdySession::SendData(uint32_t id, ByteView data, bool fin)
{
    SpdyStream* stream = FindStream(id);
    if (!stream || stream->isSendEnding || (!stream->IsLocal() && !stream->isReplied))
    {
        return false;
    }
    stream->QueueData(data, fin);
    stream->isSendEnding = fin;
    Schedule(*stream);
    return true;
}

void
SpdySession::ResetStream(uint32_t id, SpdyStreamStatus status)
{
    if (FindStream(id))
    {
        SendReset(id, status, false);
        ReportReset(id, status, true, {});
    }
}

uint32_t
SpdySession::Ping()
{
    if (m_hasEnded)
    {
        return 0;
    }
    const uint32_t id = m_nextPing;
    m_nextPing += 2;
    m_pings.insert(id);
    Send(SpdyPingFrame{id});
    return id;
}

void
SpdySession::GoAway(SpdySessionStatus status)
{
    if (m_hasEnded || m_goAwaySent)
    {
        return;
    }
    m_goAwaySent = true;
    Send(SpdyGoAwayFrame{m_lastGoodId, status});
}

void
SpdySession::UpdateSettings(const std::vector<SpdySetting>& settings, bool clear)
{
    if (m_hasEnded)
    {
        return;
    }
    std::map<SpdySettingId, SpdySetting> byId;
    for (const auto& setting : settings)
    {
        byId.emplace(setting.id, setting);
    }
    SpdySettingsFrame frame;
    // Only what a server says is kept, and only by clients (2.6.4).
    const bool isServer = m_role == SpdyRole::SERVER;
    frame.clear = isServer && clear;
    for (auto& [id, setting] : byId)
    {
        setting.flags &= isServer ? SPDY_PERSIST_VALUE : 0;
        if (id == SpdySettingId::INITIAL_WINDOW_SIZE)
        {
            setting.value = std::clamp<uint32_t>(setting.value, 1, SPDY_MAX_31);
            m_initialWindow = setting.value;
        }
        else if (id == SpdySettingId::MAX_CONCURRENT_STREAMS)
        {
            m_maxPeerStreams = setting.value;
        }
        frame.entries.push_back(setting);
    }
    Send(frame);

    // SETTINGS is not acknowledged: what the peer sends may still go by an earlier, larger
    // window, so the largest is the one that is enforced.
    const uint32_t growth = m_initialWindow - std::min(m_initialWindow, m_largestWindow);
    m_largestWindow += growth;
    for (auto& [id, stream] : m_streams)
    {
        stream.receiveWindow.Shift(growth);
        Announce(stream);
    }
}

std::vector<SpdySetting>
SpdySession::GetPersistedSettings() const
{
    std::vector<SpdySetting> settings;
    for (const auto& [id, value] : m_persisted)
    {
        settings.push_back({id, value, SPDY_PERSISTED});
    }
    return settings;
}

void
SpdySession::Consume(uint32_t id, size_t octets)
{
    const auto cut = [octets](uint32_t& unconsumed) {
        const auto consumed = static_cast<uint32_t>(std::min<size_t>(octets, unconsumed));
        unconsumed -= consumed;
        return consumed;
    };
    if (SpdyStream* stream = FindStream(id))
    {
        const uint32_t consumed = cut(stream->unconsumed);
        stream->toAnnounce += consumed;
        Announce(*stream);
        CreditSession(consumed);
        return;
    }
    const auto closed = m_unconsumedOfClosed.find(id);
    if (closed != m_unconsumedOfClosed.end())
    {
        CreditSession(cut(closed->second));
        if (closed->second == 0)
        {
            m_unconsumedOfClosed.erase(closed);
        }
    }
}

std::vector<SpdyEvent>
SpdySession::TakeEvents()
{
    return std::exchange(m_events, {});
}

bool
SpdySession::IsClosed() const
{
    return (m_hasEnded || (m_goAwaySent && m_streams.empty())) && !WantsWrite();
}

bool
SpdySession::CanOpenStream() const
{
    return !m_hasEnded && !m_goAwaySent && !m_goAwayReceived && m_nextLocalId <= SPDY_MAX_31 &&
           m_localStreams < m_maxLocalStreams;
}

std::vector<SpdyFrameRecord>
SpdySession::TakeFrameRecords()
{
    std::vector<SpdyFrameRecord> records(m_records.begin(), m_records.end());
    m_records.clear();
    return records;
}

const SpdyCounters&
SpdySession::GetCounters() const
{
    return m_counters;
}

size_t
SpdySession::GetStreamCount() const
{
    return m_streams.size();
}

size_t
SpdySession::GetBufferedBytes(uint32_t id) const
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() ? 0 : found->second.GetQueuedBytes();
}

SpdyRole
SpdySession::GetRole() const
{
    return m_role;
}

SpdyVersion
SpdySession::GetVersion() const
{
    return m_version;
}

SpdyStream*
SpdySession::FindStream(uint32_t id)
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() ? nullptr : &found->second;
}

bool
SpdySession::IsLocalId(uint32_t id) const
{
    return (id % 2 == 1) == (m_role == SpdyRole::CLIENT);
}

SpdyStream&
SpdySession::AddStream(uint32_t id, uint8_t priority, bool isLocal)
{
    ++(isLocal ? m_localStreams : m_peerStreams);
    return m_streams
        .emplace(id, SpdyStream(id, priority, isLocal, m_initialSendWindow, m_largestWindow))
        .first->second;
}

void
SpdySession::CloseIfDone(uint32_t id)
{
    const SpdyStream* stream = FindStream(id);
    if (stream && stream->isSendClosed && stream->isReceiveClosed)
    {
        Close(id, false);
    }
}

void
SpdySession::Close(uint32_t id, bool isReset)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
    {
        return;
    }
    const uint32_t unconsumed = found->second.unconsumed;
    --(found->second.IsLocal() ? m_localStreams : m_peerStreams);
    m_streams.erase(found);
    m_ready.Remove(id);
    m_updates.erase(id);
    SpdyEvent event{SpdyEventType::STREAM_CLOSED};
    event.id = id;
    m_events.push_back(std::move(event));
    if (isReset)
    {
        CreditSession(unconsumed);
    }
    else if (unconsumed > 0 && m_traits.hasSessionWindow)
    {
        m_unconsumedOfClosed[id] = unconsumed;
    }
    if (m_goAwayReceived && m_streams.empty())
    {
        GoAway(SpdySessionStatus::OK);
    }
}

void
SpdySession::ReportReset(uint32_t id,
                         SpdyStreamStatus status,
                         bool local,
                         const std::string& detail)
{
    SpdyEvent event{SpdyEventType::STREAM_RESET};
    event.id = id;
    event.streamStatus = status;
    event.local = local;
    event.detail = detail;
    m_events.push_back(std::move(event));
    Close(id, true);
    if (status == SpdyStreamStatus::CANCEL)
    {
        CancelPushes(id, local);
    }
}

void
SpdySession::CancelPushes(uint32_t associatedId, bool isLocal)
{
    std::vector<uint32_t> pushed;
    for (const auto& [id, stream] : m_streams)
    {
        if (stream.associatedId == associatedId)
        {
            pushed.push_back(id);
        }
    }
    for (const uint32_t id : pushed)
    {
        // Both sides know without another RST_STREAM (3.3.2); some of its frames may be on their
        // way.
        RememberReset(id);
        ReportReset(id, SpdyStreamStatus::CANCEL, isLocal, "the associated stream was cancelled");
    }
}

void
SpdySession::EndSession()
{
    m_hasEnded = true;
    while (!m_streams.empty())
    {
        Close(m_streams.begin()->first, true);
    }
    m_updates.clear();
    m_unconsumedOfClosed.clear();
}

} // namespace spdy
} // namespace ns3
