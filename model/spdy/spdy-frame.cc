/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-frame.h"

namespace ns3
{
namespace spdy
{

namespace
{

/// Names each kind of frame.
struct FrameNamer
{
    const char* operator()(const SpdyDataFrame&) const
    {
        return "DATA";
    }

    const char* operator()(const SpdySynStreamFrame&) const
    {
        return ToString(SpdyFrameType::SYN_STREAM);
    }

    const char* operator()(const SpdySynReplyFrame&) const
    {
        return ToString(SpdyFrameType::SYN_REPLY);
    }

    const char* operator()(const SpdyRstStreamFrame&) const
    {
        return ToString(SpdyFrameType::RST_STREAM);
    }

    const char* operator()(const SpdySettingsFrame&) const
    {
        return ToString(SpdyFrameType::SETTINGS);
    }

    const char* operator()(const SpdyNoopFrame&) const
    {
        return ToString(SpdyFrameType::NOOP);
    }

    const char* operator()(const SpdyPingFrame&) const
    {
        return ToString(SpdyFrameType::PING);
    }

    const char* operator()(const SpdyGoAwayFrame&) const
    {
        return ToString(SpdyFrameType::GOAWAY);
    }

    const char* operator()(const SpdyHeadersFrame&) const
    {
        return ToString(SpdyFrameType::HEADERS);
    }

    const char* operator()(const SpdyWindowUpdateFrame&) const
    {
        return ToString(SpdyFrameType::WINDOW_UPDATE);
    }

    const char* operator()(const SpdyCredentialFrame&) const
    {
        return ToString(SpdyFrameType::CREDENTIAL);
    }

    const char* operator()(const SpdyUnknownFrame&) const
    {
        return "UNKNOWN";
    }
};

std::string
DescribeHeaders(bool fin, const Bytes& block)
{
    return std::string(fin ? "fin " : "") + "block=" + std::to_string(block.size());
}

/// Describes each kind of frame.
struct FrameDescriber
{
    std::string operator()(const SpdyDataFrame& frame) const
    {
        return std::string(frame.fin ? "fin " : "") + "data=" + std::to_string(frame.data.size());
    }

    std::string operator()(const SpdySynStreamFrame& frame) const
    {
        std::string text = DescribeHeaders(frame.fin, frame.headerBlock) +
                           " pri=" + std::to_string(frame.priority);
        if (frame.unidirectional)
        {
            text += " unidirectional assoc=" + std::to_string(frame.associatedId);
        }
        return text;
    }

    std::string operator()(const SpdySynReplyFrame& frame) const
    {
        return DescribeHeaders(frame.fin, frame.headerBlock);
    }

    std::string operator()(const SpdyRstStreamFrame& frame) const
    {
        return ToString(frame.status);
    }

    std::string operator()(const SpdySettingsFrame& frame) const
    {
        constexpr size_t SHOWN = 8;
        std::string text;
        for (size_t i = 0; i < frame.entries.size() && i < SHOWN; ++i)
        {
            text += (i > 0 ? " " : "") + std::string(ToString(frame.entries[i].id)) + "=" +
                    std::to_string(frame.entries[i].value);
        }
        return text;
    }

    std::string operator()(const SpdyNoopFrame&) const
    {
        return {};
    }

    std::string operator()(const SpdyPingFrame& frame) const
    {
        return "id=" + std::to_string(frame.id);
    }

    std::string operator()(const SpdyGoAwayFrame& frame) const
    {
        return ToString(frame.status) + (" last=" + std::to_string(frame.lastGoodId));
    }

    std::string operator()(const SpdyHeadersFrame& frame) const
    {
        return DescribeHeaders(frame.fin, frame.headerBlock);
    }

    std::string operator()(const SpdyWindowUpdateFrame& frame) const
    {
        return "delta=" + std::to_string(frame.delta);
    }

    std::string operator()(const SpdyCredentialFrame& frame) const
    {
        return "slot=" + std::to_string(frame.slot);
    }

    std::string operator()(const SpdyUnknownFrame& frame) const
    {
        return "type=" + std::to_string(frame.type);
    }
};

/// Finds the stream of each kind of frame that has one.
struct FrameStream
{
    template <typename T>
    auto operator()(const T& frame) const -> decltype(frame.streamId)
    {
        return frame.streamId;
    }

    uint32_t operator()(const SpdySettingsFrame&) const
    {
        return 0;
    }

    uint32_t operator()(const SpdyNoopFrame&) const
    {
        return 0;
    }

    uint32_t operator()(const SpdyPingFrame&) const
    {
        return 0;
    }

    uint32_t operator()(const SpdyGoAwayFrame&) const
    {
        return 0;
    }

    uint32_t operator()(const SpdyCredentialFrame&) const
    {
        return 0;
    }

    uint32_t operator()(const SpdyUnknownFrame&) const
    {
        return 0;
    }
};

} // namespace

const char*
GetSpdyFrameName(const SpdyFrame& frame)
{
    return std::visit(FrameNamer{}, frame);
}

uint32_t
GetSpdyStreamId(const SpdyFrame& frame)
{
    return std::visit(FrameStream{}, frame);
}

std::string
GetSpdyFrameDetail(const SpdyFrame& frame)
{
    return std::visit(FrameDescriber{}, frame);
}

} // namespace spdy
} // namespace ns3
