/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The part of SpdySession that decides what is sent next.

#include "spdy-frame-codec.h"
#include "spdy-session.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace spdy
{

namespace
{

/// How many streams that were reset are remembered, to stay silent about what was on its way.
constexpr size_t MAX_RESET_IDS = 256;

/// Windows below this size, in octets, are given back at once: half of them is a short breath.
constexpr uint32_t SMALL_WINDOW = 4096;

/**
 * @param windowSize size meant for a receive window, in octets
 * @return octets consumed from which on WINDOW_UPDATE is due
 */
uint32_t
GetThreshold(uint32_t windowSize)
{
    return windowSize <= SMALL_WINDOW ? 1 : windowSize / 2;
}

} // namespace

Bytes
SpdySession::TakeOutput(size_t maxBytes)
{
    Bytes output;
    while (output.size() < maxBytes)
    {
        if (m_outOffset == m_out.size() && !BeginNextFrame())
        {
            break;
        }
        const ByteView part = ByteView(m_out).Sub(m_outOffset, maxBytes - output.size());
        Append(output, part);
        m_outOffset += part.Size();
    }
    m_counters.bytesSent += output.size();
    return output;
}

bool
SpdySession::WantsWrite() const
{
    return m_outOffset < m_out.size() || !m_control.empty() || !m_updates.empty() ||
           (!m_ready.IsEmpty() && (!m_traits.hasSessionWindow || m_sendWindow.GetAvailable() > 0));
}

bool
SpdySession::Compress(const SpdyHeaders& headers, Bytes& block)
{
    if (!m_codec.Compress(headers, block))
    {
        return false;
    }
    m_counters.headerPlainSent += m_codec.GetPlainSize();
    m_counters.headerWireSent += block.size();
    return true;
}

void
SpdySession::Send(const SpdyFrame& frame, bool isAnswer)
{
    ByteWriter writer;
    Serialize(frame, m_traits, writer);
    const size_t size = writer.Size();
    m_control.push_back({writer.Take(), MakeRecord(true, frame, size), isAnswer});
    m_queuedAnswers += isAnswer ? 1 : 0;
}

void
SpdySession::BeginFrame(Bytes wire, SpdyFrameRecord record)
{
    m_out = std::move(wire);
    m_outOffset = 0;
    ++m_counters.framesSent;
    AddRecord(std::move(record));
}

void
SpdySession::BeginFrame(const SpdyFrame& frame)
{
    ByteWriter writer;
    Serialize(frame, m_traits, writer);
    const size_t size = writer.Size();
    BeginFrame(writer.Take(), MakeRecord(true, frame, size));
}

bool
SpdySession::BeginNextFrame()
{
    if (!m_control.empty())
    {
        QueuedFrame next = std::move(m_control.front());
        m_control.pop_front();
        m_queuedAnswers -= next.isAnswer ? 1 : 0;
        BeginFrame(std::move(next.wire), std::move(next.record));
        return true;
    }
    if (!m_updates.empty())
    {
        BeginWindowUpdate();
        return true;
    }
    if (WantsWrite() && !m_ready.IsEmpty())
    {
        BeginData();
        return true;
    }
    return false;
}

void
SpdySession::BeginWindowUpdate()
{
    const uint32_t id = *m_updates.begin();
    m_updates.erase(m_updates.begin());
    SpdyStream* stream = FindStream(id);
    uint32_t& toAnnounce = stream ? stream->toAnnounce : m_toAnnounce;
    SpdyFlowWindow& window = stream ? stream->receiveWindow : m_receiveWindow;
    const uint32_t delta = std::exchange(toAnnounce, 0);
    window.Shift(delta);
    BeginFrame(SpdyWindowUpdateFrame{id, delta});
}

void
SpdySession::BeginData()
{
    SpdyStream& stream = *FindStream(m_ready.Pop());
    SpdyDataFrame data;
    data.streamId = stream.GetId();
    data.data = stream.TakeData(GetSendable(stream), data.fin);
    const auto size = static_cast<uint32_t>(data.data.size());
    m_counters.dataSent += size;
    if (m_traits.hasStreamWindow)
    {
        stream.sendWindow.Spend(size);
    }
    if (m_traits.hasSessionWindow)
    {
        m_sendWindow.Spend(size);
    }
    stream.isSendClosed = data.fin;
    BeginFrame(std::move(data));
    if (stream.isSendClosed)
    {
        CloseIfDone(stream.GetId());
        return;
    }
    Schedule(stream);
}

uint32_t
SpdySession::GetSendable(const SpdyStream& stream) const
{
    auto size =
        static_cast<uint32_t>(std::clamp<size_t>(m_config.maxDataPayload, 1, (1 << 24) - 1));
    if (m_traits.hasStreamWindow)
    {
        size = std::min(size, stream.sendWindow.GetAvailable());
    }
    if (m_traits.hasSessionWindow)
    {
        size = std::min(size, m_sendWindow.GetAvailable());
    }
    return size;
}

void
SpdySession::Schedule(SpdyStream& stream)
{
    SpdyStream::Tail tail;
    while (stream.TakeTail(tail))
    {
        if (tail.headers.empty())
        {
            Send(SpdyDataFrame{stream.GetId(), tail.fin, {}});
        }
        else
        {
            SpdyHeadersFrame frame;
            frame.streamId = stream.GetId();
            frame.fin = tail.fin;
            if (!Compress(tail.headers, frame.headerBlock))
            {
                ResetStream(stream.GetId(), SpdyStreamStatus::INTERNAL_ERROR);
                return;
            }
            Send(frame);
        }
        stream.isSendClosed = tail.fin;
        if (tail.fin)
        {
            CloseIfDone(stream.GetId());
            return;
        }
    }
    if (stream.HasData() && (!m_traits.hasStreamWindow || stream.sendWindow.GetAvailable() > 0))
    {
        m_ready.Add(stream.GetId(), stream.GetPriority());
    }
    else
    {
        m_ready.Remove(stream.GetId());
    }
}

void
SpdySession::SendReset(uint32_t id, SpdyStreamStatus status, bool isAnswer)
{
    RememberReset(id);
    const bool isKnown = static_cast<uint32_t>(status) <= m_traits.lastStreamStatus;
    Send(SpdyRstStreamFrame{id, isKnown ? status : SpdyStreamStatus::PROTOCOL_ERROR}, isAnswer);
}

void
SpdySession::RememberReset(uint32_t id)
{
    if (m_resetIds.insert(id).second)
    {
        m_resetOrder.push_back(id);
    }
    if (m_resetOrder.size() > MAX_RESET_IDS)
    {
        m_resetIds.erase(m_resetOrder.front());
        m_resetOrder.pop_front();
    }
}

void
SpdySession::Announce(SpdyStream& stream)
{
    // A window that is used up gets what there is: the application may wait for more.
    const uint32_t threshold =
        stream.receiveWindow.GetAvailable() > 0 ? GetThreshold(m_initialWindow) : 1;
    if (m_traits.hasStreamWindow && !stream.isReceiveClosed && stream.toAnnounce >= threshold)
    {
        m_updates.insert(stream.GetId());
    }
}

void
SpdySession::CreditSession(uint32_t octets)
{
    if (!m_traits.hasSessionWindow)
    {
        return;
    }
    m_toAnnounce += octets;
    const uint32_t threshold = m_receiveWindow.GetAvailable() > 0 ? GetThreshold(m_receiveSize) : 1;
    if (m_toAnnounce >= threshold)
    {
        m_updates.insert(0);
    }
}

SpdyFrameRecord
SpdySession::MakeRecord(bool sent, const SpdyFrame& frame, size_t bytes) const
{
    if (m_config.maxFrameRecords == 0)
    {
        return {};
    }
    return {sent,
            GetSpdyFrameName(frame),
            GetSpdyStreamId(frame),
            bytes,
            GetSpdyFrameDetail(frame)};
}

void
SpdySession::AddRecord(SpdyFrameRecord record)
{
    if (m_config.maxFrameRecords == 0)
    {
        return;
    }
    if (m_records.size() >= m_config.maxFrameRecords)
    {
        m_records.pop_front();
    }
    m_records.push_back(std::move(record));
}

} // namespace spdy
} // namespace ns3
