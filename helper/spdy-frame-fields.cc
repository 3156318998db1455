/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-frame-fields.h"

#include "tls-field-text.h"

#include "ns3/spdy-frame-codec.h"

#include <variant>

namespace ns3
{

namespace
{

using Text = TlsFieldText;

/// Header blocks that are longer when inflated are not shown.
constexpr size_t MAX_PLAIN = 1 << 20;
/// Nothing is compressed here: smallest level and window.
constexpr int LEVEL = 0;
/// @copydoc LEVEL
constexpr int WINDOW_BITS = 15;

/// @param id of a stream @return field
TlsField
StreamField(uint32_t id)
{
    return {"Stream-ID", id == 0 ? "0, the session" : std::to_string(id)};
}

/// @param name its name @param number its value @return both
template <typename Status>
std::string
StatusText(Status status)
{
    return std::string(ToString(status)) + " (" + std::to_string(static_cast<uint32_t>(status)) +
           ")";
}

} // namespace

struct SpdyFrameFields::Visitor
{
    SpdyFrameFields& frames; //!< whose codec is used
    TlsFields& fields;       //!< what is filled

    void operator()(const spdy::SpdyDataFrame& frame) const
    {
        fields.push_back(StreamField(frame.streamId));
        fields.push_back({"FLAG_FIN", frame.fin ? "set: the sender's half ends" : "not set"});
        fields.push_back({"Data", Text::Octets(frame.data.size())});
    }

    void operator()(const spdy::SpdySynStreamFrame& frame) const
    {
        fields.push_back({"FLAG_FIN", frame.fin ? "set: no body follows" : "not set"});
        fields.push_back({"FLAG_UNIDIRECTIONAL", frame.unidirectional ? "set" : "not set"});
        fields.push_back(StreamField(frame.streamId));
        fields.push_back({"Associated-To-Stream-ID", std::to_string(frame.associatedId)});
        fields.push_back(
            {"Priority",
             std::to_string(frame.priority) + (frame.priority == 0 ? ", the highest" : "")});
        fields.push_back(frames.HeaderBlock(frame.headerBlock));
    }

    void operator()(const spdy::SpdySynReplyFrame& frame) const
    {
        fields.push_back({"FLAG_FIN", frame.fin ? "set: no body follows" : "not set"});
        fields.push_back(StreamField(frame.streamId));
        fields.push_back(frames.HeaderBlock(frame.headerBlock));
    }

    void operator()(const spdy::SpdyRstStreamFrame& frame) const
    {
        fields.push_back(StreamField(frame.streamId));
        fields.push_back({"Status code", StatusText(frame.status)});
    }

    void operator()(const spdy::SpdySettingsFrame& frame) const
    {
        TlsField entries{"Entries", std::to_string(frame.entries.size())};
        for (const auto& entry : frame.entries)
        {
            entries.inner.push_back({ToString(entry.id), std::to_string(entry.value)});
        }
        fields.push_back({"FLAG_SETTINGS_CLEAR_SETTINGS", frame.clear ? "set" : "not set"});
        fields.push_back(entries);
    }

    void operator()(const spdy::SpdyNoopFrame&) const
    {
    }

    void operator()(const spdy::SpdyPingFrame& frame) const
    {
        fields.push_back({"ID",
                          std::to_string(frame.id) +
                              (frame.id % 2 == 1 ? ", the client asks" : ", the server asks")});
    }

    void operator()(const spdy::SpdyGoAwayFrame& frame) const
    {
        fields.push_back({"Last-good-stream-ID", std::to_string(frame.lastGoodId)});
        fields.push_back({"Status code", StatusText(frame.status)});
    }

    void operator()(const spdy::SpdyHeadersFrame& frame) const
    {
        fields.push_back({"FLAG_FIN", frame.fin ? "set" : "not set"});
        fields.push_back(StreamField(frame.streamId));
        fields.push_back(frames.HeaderBlock(frame.headerBlock));
    }

    void operator()(const spdy::SpdyWindowUpdateFrame& frame) const
    {
        fields.push_back(StreamField(frame.streamId));
        fields.push_back({"Delta-Window-Size", Text::Octets(frame.delta)});
    }

    void operator()(const spdy::SpdyCredentialFrame& frame) const
    {
        fields.push_back({"Slot", std::to_string(frame.slot)});
        fields.push_back(Text::Opaque("Proof", frame.proof));
        fields.push_back({"Certificates", std::to_string(frame.certificates.size())});
    }

    void operator()(const spdy::SpdyUnknownFrame& frame) const
    {
        fields.push_back(Text::Opaque("Body", frame.body));
    }
};

SpdyFrameFields::SpdyFrameFields(spdy::SpdyVersion version)
    : m_traits(spdy::GetSpdyVersionTraits(version)),
      m_headers(version, LEVEL, WINDOW_BITS, MAX_PLAIN)
{
}

SpdyFrameFields::Frame
SpdyFrameFields::Of(wire::ByteView octets)
{
    Frame result;
    spdy::SpdyFrameHeader header;
    spdy::SpdyFrame frame;
    if (!spdy::Parse(octets, header) || !spdy::Parse(octets, m_traits, frame))
    {
        return {"malformed frame", "", {Text::Opaque("octets", octets)}};
    }
    result.name = spdy::GetSpdyFrameName(frame);
    const uint32_t stream = spdy::GetSpdyStreamId(frame);
    const std::string detail = spdy::GetSpdyFrameDetail(frame);
    result.detail = stream == 0
                        ? detail
                        : "stream " + std::to_string(stream) + (detail.empty() ? "" : " ") + detail;
    result.fields.push_back({"Control bit", header.isControl ? "1, control frame" : "0, data"});
    if (header.isControl)
    {
        result.fields.push_back({"Version", std::to_string(header.version)});
        result.fields.push_back({"Type", Text::Named(result.name, header.type, 4)});
    }
    result.fields.push_back({"Flags", Text::Hex(header.flags, 2)});
    result.fields.push_back({"Length", Text::Octets(header.length)});
    std::visit(Visitor{*this, result.fields}, frame);
    return result;
}

TlsField
SpdyFrameFields::HeaderBlock(wire::ByteView block)
{
    spdy::SpdyHeaders headers;
    TlsField field{"Header block"};
    const auto result = m_headers.Decompress(block, headers);
    if (result != spdy::SpdyHeaderCodec::Result::OK)
    {
        field.value = "not readable: " + Text::Bytes(block);
        return field;
    }
    field.value = Text::Octets(block.Size()) + " compressed, " +
                  std::to_string(m_headers.GetPlainSize()) + " without";
    for (const auto& header : headers)
    {
        field.inner.push_back({Text::Printable(wire::ToBytes(header.name)),
                               Text::Printable(wire::ToBytes(header.value))});
    }
    return field;
}

} // namespace ns3
