/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-segment-fields.h"

#include "tls-field-text.h"

#include "ns3/buffer.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-option-rfc793.h"
#include "ns3/tcp-option-sack-permitted.h"
#include "ns3/tcp-option-sack.h"
#include "ns3/tcp-option-ts.h"
#include "ns3/tcp-option-winscale.h"

#include <utility>

namespace ns3
{

namespace
{

/// @param bits of the header @return names of those that are set
std::string
FlagText(uint8_t bits)
{
    constexpr std::pair<uint8_t, const char*> NAMES[] = {{TcpHeader::CWR, "CWR"},
                                                         {TcpHeader::ECE, "ECE"},
                                                         {TcpHeader::URG, "URG"},
                                                         {TcpHeader::ACK, "ACK"},
                                                         {TcpHeader::PSH, "PSH"},
                                                         {TcpHeader::RST, "RST"},
                                                         {TcpHeader::SYN, "SYN"},
                                                         {TcpHeader::FIN, "FIN"}};
    std::string text;
    for (const auto& [bit, name] : NAMES)
    {
        if (bits & bit)
        {
            text += (text.empty() ? "" : ", ") + std::string(name);
        }
    }
    return text.empty() ? "none" : text;
}

/// @param option of a header @return what it says
TlsField
OptionField(const Ptr<const TcpOption>& option)
{
    switch (option->GetKind())
    {
    case TcpOption::MSS:
        return {"maximum segment size",
                TlsFieldText::Octets(DynamicCast<const TcpOptionMSS>(option)->GetMSS())};
    case TcpOption::WINSCALE:
        return {"window scale",
                "shift by " +
                    std::to_string(DynamicCast<const TcpOptionWinScale>(option)->GetScale())};
    case TcpOption::SACKPERMITTED:
        return {"SACK permitted"};
    case TcpOption::SACK: {
        TlsField field{"SACK"};
        for (const auto& block : DynamicCast<const TcpOptionSack>(option)->GetSackList())
        {
            field.inner.push_back({"block",
                                   std::to_string(block.first.GetValue()) + " to " +
                                       std::to_string(block.second.GetValue())});
        }
        return field;
    }
    case TcpOption::TS: {
        const auto stamp = DynamicCast<const TcpOptionTS>(option);
        return {"timestamps",
                "value " + std::to_string(stamp->GetTimestamp()) + ", echo " +
                    std::to_string(stamp->GetEcho())};
    }
    default:
        return {"option " + std::to_string(option->GetKind())};
    }
}

} // namespace

TlsFields
TcpSegmentFields::Of(const TlsTimelineSegment& segment)
{
    Buffer buffer;
    buffer.AddAtStart(static_cast<uint32_t>(segment.header.size()));
    buffer.Begin().Write(segment.header.data(), static_cast<uint32_t>(segment.header.size()));
    TcpHeader header;
    header.Deserialize(buffer.Begin());
    TlsField options{"options"};
    for (const auto& option : header.GetOptionList())
    {
        if (option->GetKind() != TcpOption::NOP && option->GetKind() != TcpOption::END)
        {
            options.inner.push_back(OptionField(option));
        }
    }
    options.value = options.inner.empty() ? "none" : "";
    const bool isAck = (segment.flags & TcpHeader::ACK) != 0;
    return {{"source port", std::to_string(header.GetSourcePort())},
            {"destination port", std::to_string(header.GetDestinationPort())},
            {"sequence number",
             std::to_string(segment.seq) + " since the SYN (" +
                 std::to_string(header.GetSequenceNumber().GetValue()) + ")"},
            {"acknowledgment number",
             isAck ? std::to_string(segment.ack) + " since the SYN (" +
                         std::to_string(header.GetAckNumber().GetValue()) + ")"
                   : "not used"},
            {"data offset", TlsFieldText::Octets(segment.header.size())},
            {"flags", TlsFieldText::Named(FlagText(segment.flags), segment.flags, 2)},
            {"window", std::to_string(header.GetWindowSize())},
            options,
            {"payload", TlsFieldText::Octets(segment.bytes)}};
}

} // namespace ns3
