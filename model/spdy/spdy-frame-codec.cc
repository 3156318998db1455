/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-frame-codec.h"

#include "ns3/byte-reader.h"

namespace ns3
{
namespace spdy
{

namespace
{

constexpr uint8_t FLAG_FIN = 0x01;
constexpr uint8_t FLAG_UNIDIRECTIONAL = 0x02;
constexpr uint8_t FLAG_CLEAR_SETTINGS = 0x01;
constexpr uint32_t CONTROL_BIT = 0x80000000;
/// What draft-mbelshe-httpbis-spdy-00 prints for INTERNAL_ERROR; the errata say 2.
constexpr uint32_t OLD_INTERNAL_ERROR = 11;

uint32_t
ReadId(ByteReader& reader)
{
    return reader.U32() & SPDY_MAX_31;
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader& header,
          const SpdyVersionTraits& traits,
          SpdySynStreamFrame& frame)
{
    frame.streamId = ReadId(reader);
    frame.associatedId = ReadId(reader);
    frame.priority = reader.U8() >> (8 - traits.priorityBits);
    frame.slot = reader.U8();
    frame.fin = header.flags & FLAG_FIN;
    frame.unidirectional = header.flags & FLAG_UNIDIRECTIONAL;
    frame.headerBlock = reader.TakeRest().ToBytes();
}

/// SYN_REPLY and HEADERS look alike.
template <typename T>
void
ParseHeadersBody(ByteReader& reader,
                 const SpdyFrameHeader& header,
                 const SpdyVersionTraits& traits,
                 T& frame)
{
    frame.streamId = ReadId(reader);
    reader.Take(traits.replyPadding);
    frame.fin = header.flags & FLAG_FIN;
    frame.headerBlock = reader.TakeRest().ToBytes();
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader& header,
          const SpdyVersionTraits& traits,
          SpdySynReplyFrame& frame)
{
    ParseHeadersBody(reader, header, traits, frame);
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader& header,
          const SpdyVersionTraits& traits,
          SpdyHeadersFrame& frame)
{
    ParseHeadersBody(reader, header, traits, frame);
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader&,
          const SpdyVersionTraits&,
          SpdyRstStreamFrame& frame)
{
    frame.streamId = ReadId(reader);
    frame.status = static_cast<SpdyStreamStatus>(reader.U32());
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader& header,
          const SpdyVersionTraits& traits,
          SpdySettingsFrame& frame)
{
    frame.clear = header.flags & FLAG_CLEAR_SETTINGS;
    const uint32_t count = reader.U32();
    // A failed reader ends the loop: the count alone allocates nothing.
    for (uint32_t i = 0; i < count && reader.Ok(); ++i)
    {
        SpdySetting entry{};
        uint32_t id;
        if (traits.settingIdIsReversed)
        {
            id = reader.U8();
            id |= uint32_t{reader.U8()} << 8;
            id |= uint32_t{reader.U8()} << 16;
            entry.flags = reader.U8();
        }
        else
        {
            entry.flags = reader.U8();
            id = reader.U24();
        }
        entry.id = static_cast<SpdySettingId>(id);
        entry.value = reader.U32();
        frame.entries.push_back(entry);
    }
}

void
ParseBody(ByteReader&, const SpdyFrameHeader&, const SpdyVersionTraits&, SpdyNoopFrame&)
{
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader&,
          const SpdyVersionTraits&,
          SpdyPingFrame& frame)
{
    frame.id = reader.U32();
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader&,
          const SpdyVersionTraits& traits,
          SpdyGoAwayFrame& frame)
{
    frame.lastGoodId = ReadId(reader);
    // Clients of SPDY/2 exist that send the status of SPDY/3.
    if (traits.goAwayHasStatus || reader.Remaining() == sizeof(uint32_t))
    {
        const uint32_t status = reader.U32();
        frame.status = status == OLD_INTERNAL_ERROR ? SpdySessionStatus::INTERNAL_ERROR
                                                    : static_cast<SpdySessionStatus>(status);
    }
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader&,
          const SpdyVersionTraits&,
          SpdyWindowUpdateFrame& frame)
{
    frame.streamId = ReadId(reader);
    frame.delta = reader.U32() & SPDY_MAX_31;
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader&,
          const SpdyVersionTraits&,
          SpdyCredentialFrame& frame)
{
    frame.slot = reader.U16();
    frame.proof = reader.Take(reader.U32()).ToBytes();
    while (reader.Remaining() > 0)
    {
        frame.certificates.push_back(reader.Take(reader.U32()).ToBytes());
    }
}

void
ParseBody(ByteReader& reader,
          const SpdyFrameHeader& header,
          const SpdyVersionTraits&,
          SpdyUnknownFrame& frame)
{
    frame.type = header.type;
    frame.flags = header.flags;
    frame.body = reader.TakeRest().ToBytes();
}

template <typename T>
bool
ParseAs(ByteReader& reader,
        const SpdyFrameHeader& header,
        const SpdyVersionTraits& traits,
        SpdyFrame& frame)
{
    ParseBody(reader, header, traits, frame.emplace<T>());
    return reader.AtEnd();
}

/// Begins a control frame; the body follows and Begin(3) is ended by the caller.
ByteWriter::Mark
BeginControl(ByteWriter& writer, const SpdyVersionTraits& traits, uint16_t type, uint8_t flags)
{
    writer.U32(CONTROL_BIT | uint32_t{traits.wireVersion} << 16 | type);
    writer.U8(flags);
    return writer.Begin(3);
}

ByteWriter::Mark
BeginControl(ByteWriter& writer,
             const SpdyVersionTraits& traits,
             SpdyFrameType type,
             uint8_t flags = 0)
{
    return BeginControl(writer, traits, static_cast<uint16_t>(type), flags);
}

/// Writes each kind of frame.
struct FrameWriter
{
    const SpdyVersionTraits& traits; //!< row of the version
    ByteWriter& writer;              //!< where the octets go

    void operator()(const SpdyDataFrame& frame) const
    {
        writer.U32(frame.streamId & SPDY_MAX_31);
        writer.U8(frame.fin ? FLAG_FIN : 0);
        writer.Vector24(frame.data);
    }

    void operator()(const SpdySynStreamFrame& frame) const
    {
        const auto flags =
            (frame.fin ? FLAG_FIN : 0) | (frame.unidirectional ? FLAG_UNIDIRECTIONAL : 0);
        const auto mark =
            BeginControl(writer, traits, SpdyFrameType::SYN_STREAM, static_cast<uint8_t>(flags));
        writer.U32(frame.streamId & SPDY_MAX_31);
        writer.U32(frame.associatedId & SPDY_MAX_31);
        writer.U8(static_cast<uint8_t>(frame.priority << (8 - traits.priorityBits)));
        writer.U8(frame.slot);
        writer.Write(frame.headerBlock);
        writer.End(mark);
    }

    void WriteHeaders(SpdyFrameType type, uint32_t id, bool fin, const Bytes& block) const
    {
        const auto mark = BeginControl(writer, traits, type, fin ? FLAG_FIN : 0);
        writer.U32(id & SPDY_MAX_31);
        writer.Write(Bytes(traits.replyPadding));
        writer.Write(block);
        writer.End(mark);
    }

    void operator()(const SpdySynReplyFrame& frame) const
    {
        WriteHeaders(SpdyFrameType::SYN_REPLY, frame.streamId, frame.fin, frame.headerBlock);
    }

    void operator()(const SpdyHeadersFrame& frame) const
    {
        WriteHeaders(SpdyFrameType::HEADERS, frame.streamId, frame.fin, frame.headerBlock);
    }

    void operator()(const SpdyRstStreamFrame& frame) const
    {
        const auto mark = BeginControl(writer, traits, SpdyFrameType::RST_STREAM);
        writer.U32(frame.streamId & SPDY_MAX_31);
        writer.U32(static_cast<uint32_t>(frame.status));
        writer.End(mark);
    }

    void operator()(const SpdySettingsFrame& frame) const
    {
        const auto mark = BeginControl(writer,
                                       traits,
                                       SpdyFrameType::SETTINGS,
                                       frame.clear ? FLAG_CLEAR_SETTINGS : 0);
        writer.U32(static_cast<uint32_t>(frame.entries.size()));
        for (const auto& entry : frame.entries)
        {
            const auto id = static_cast<uint32_t>(entry.id);
            if (traits.settingIdIsReversed)
            {
                writer.U8(id & 0xff);
                writer.U8(id >> 8 & 0xff);
                writer.U8(id >> 16 & 0xff);
                writer.U8(entry.flags);
            }
            else
            {
                writer.U8(entry.flags);
                writer.U24(id);
            }
            writer.U32(entry.value);
        }
        writer.End(mark);
    }

    void operator()(const SpdyNoopFrame&) const
    {
        writer.End(BeginControl(writer, traits, SpdyFrameType::NOOP));
    }

    void operator()(const SpdyPingFrame& frame) const
    {
        const auto mark = BeginControl(writer, traits, SpdyFrameType::PING);
        writer.U32(frame.id);
        writer.End(mark);
    }

    void operator()(const SpdyGoAwayFrame& frame) const
    {
        const auto mark = BeginControl(writer, traits, SpdyFrameType::GOAWAY);
        writer.U32(frame.lastGoodId & SPDY_MAX_31);
        if (traits.goAwayHasStatus)
        {
            writer.U32(static_cast<uint32_t>(frame.status));
        }
        writer.End(mark);
    }

    void operator()(const SpdyWindowUpdateFrame& frame) const
    {
        const auto mark = BeginControl(writer, traits, SpdyFrameType::WINDOW_UPDATE);
        writer.U32(frame.streamId & SPDY_MAX_31);
        writer.U32(frame.delta & SPDY_MAX_31);
        writer.End(mark);
    }

    void operator()(const SpdyCredentialFrame& frame) const
    {
        const auto mark = BeginControl(writer, traits, SpdyFrameType::CREDENTIAL);
        writer.U16(frame.slot);
        writer.U32(static_cast<uint32_t>(frame.proof.size()));
        writer.Write(frame.proof);
        for (const auto& certificate : frame.certificates)
        {
            writer.U32(static_cast<uint32_t>(certificate.size()));
            writer.Write(certificate);
        }
        writer.End(mark);
    }

    void operator()(const SpdyUnknownFrame& frame) const
    {
        const auto mark = BeginControl(writer, traits, frame.type, frame.flags);
        writer.Write(frame.body);
        writer.End(mark);
    }
};

} // namespace

bool
Parse(ByteView bytes, SpdyFrameHeader& header)
{
    ByteReader reader(bytes.Sub(0, SPDY_FRAME_HEADER_SIZE));
    const uint32_t first = reader.U32();
    const uint8_t flags = reader.U8();
    const uint32_t length = reader.U24();
    if (!reader.Ok())
    {
        return false;
    }
    header = {};
    header.isControl = first & CONTROL_BIT;
    if (header.isControl)
    {
        header.version = static_cast<uint16_t>((first & SPDY_MAX_31) >> 16);
        header.type = static_cast<uint16_t>(first & 0xffff);
    }
    else
    {
        header.streamId = first;
    }
    header.flags = flags;
    header.length = length;
    return true;
}

bool
IsDefined(uint16_t type, const SpdyVersionTraits& traits)
{
    switch (static_cast<SpdyFrameType>(type))
    {
    case SpdyFrameType::SYN_STREAM:
    case SpdyFrameType::SYN_REPLY:
    case SpdyFrameType::RST_STREAM:
    case SpdyFrameType::SETTINGS:
    case SpdyFrameType::PING:
    case SpdyFrameType::GOAWAY:
    case SpdyFrameType::HEADERS:
        return true;
    case SpdyFrameType::NOOP:
        return traits.hasNoop;
    case SpdyFrameType::WINDOW_UPDATE:
        return traits.hasStreamWindow;
    case SpdyFrameType::CREDENTIAL:
        return traits.hasCredential;
    }
    return false;
}

bool
Parse(ByteView bytes, const SpdyVersionTraits& traits, SpdyFrame& frame)
{
    SpdyFrameHeader header;
    if (!Parse(bytes, header) || header.length != bytes.Size() - SPDY_FRAME_HEADER_SIZE)
    {
        return false;
    }
    ByteReader reader(bytes.Sub(SPDY_FRAME_HEADER_SIZE));
    if (!header.isControl)
    {
        frame = SpdyDataFrame{header.streamId,
                              (header.flags & FLAG_FIN) != 0,
                              reader.TakeRest().ToBytes()};
        return true;
    }
    if (!IsDefined(header.type, traits))
    {
        return ParseAs<SpdyUnknownFrame>(reader, header, traits, frame);
    }
    switch (static_cast<SpdyFrameType>(header.type))
    {
    case SpdyFrameType::SYN_STREAM:
        return ParseAs<SpdySynStreamFrame>(reader, header, traits, frame);
    case SpdyFrameType::SYN_REPLY:
        return ParseAs<SpdySynReplyFrame>(reader, header, traits, frame);
    case SpdyFrameType::RST_STREAM:
        return ParseAs<SpdyRstStreamFrame>(reader, header, traits, frame);
    case SpdyFrameType::SETTINGS:
        return ParseAs<SpdySettingsFrame>(reader, header, traits, frame);
    case SpdyFrameType::PING:
        return ParseAs<SpdyPingFrame>(reader, header, traits, frame);
    case SpdyFrameType::GOAWAY:
        return ParseAs<SpdyGoAwayFrame>(reader, header, traits, frame);
    case SpdyFrameType::HEADERS:
        return ParseAs<SpdyHeadersFrame>(reader, header, traits, frame);
    case SpdyFrameType::NOOP:
        return ParseAs<SpdyNoopFrame>(reader, header, traits, frame);
    case SpdyFrameType::WINDOW_UPDATE:
        return ParseAs<SpdyWindowUpdateFrame>(reader, header, traits, frame);
    case SpdyFrameType::CREDENTIAL:
        return ParseAs<SpdyCredentialFrame>(reader, header, traits, frame);
    }
    return false;
}

void
Serialize(const SpdyFrame& frame, const SpdyVersionTraits& traits, ByteWriter& writer)
{
    std::visit(FrameWriter{traits, writer}, frame);
}

} // namespace spdy
} // namespace ns3
