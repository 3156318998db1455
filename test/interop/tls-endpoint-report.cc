/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-report.h"

#include "ns3/tls-cipher-suite.h"

#include <fstream>

namespace ns3
{
namespace endpoint
{

namespace
{

/// A JSON string; null for an empty one.
std::string
Quote(const std::string& text)
{
    if (text.empty())
    {
        return "null";
    }
    std::string quoted = "\"";
    for (const char c : text)
    {
        const auto octet = static_cast<uint8_t>(c);
        if (c == '"' || c == '\\')
        {
            quoted += '\\';
            quoted += c;
        }
        else if (octet < 0x20 || octet > 0x7e)
        {
            quoted += "\\u00" + wire::ToHex(wire::ByteView(&octet, 1));
        }
        else
        {
            quoted += c;
        }
    }
    return quoted + "\"";
}

std::string
Field(const std::string& name, const std::string& value)
{
    return "\"" + name + "\": " + value + ", ";
}

const char*
Flag(bool value)
{
    return value ? "true" : "false";
}

} // namespace

std::string
MakeReportLine(const ConnectionResult& result, const tls::TlsConnection* connection)
{
    // While another handshake is under way, the engine's own session is not complete.
    const tls::TlsSession session =
        connection && result.handshakes == 0 ? connection->GetSession() : result.session;
    const tls::TlsCipherSuite* suite = tls::FindCipherSuite(session.cipherSuite);
    const bool hasVersion = session.version != tls::TlsVersion::NONE;
    const bool hasGroup = session.group != tls::NamedGroup::NONE;
    std::string sent;
    std::string received;
    if (connection && connection->GetAlertSent())
    {
        sent = tls::ToString(connection->GetAlertSent()->description);
    }
    if (connection && connection->GetAlertReceived())
    {
        received = tls::ToString(*connection->GetAlertReceived());
    }
    const bool established = connection && connection->IsEstablished();
    const std::string resumed = established ? Flag(connection->IsResumed()) : "null";

    return "{" + Field("peer", Quote(result.peer)) +
           Field("version", Quote(hasVersion ? tls::ToString(session.version) : "")) +
           Field("suite", Quote(suite ? suite->ianaName : "")) +
           Field("group", Quote(hasGroup ? tls::ToString(session.group) : "")) +
           Field("resumed", resumed) + Field("alpn", Quote(session.alpn)) +
           Field("npn", Quote(session.npn)) +
           Field("peer_cert",
                 Quote(session.peerChain.empty() ? ""
                                                 : session.peerChain.front().subject.ToString())) +
           Field("chain", std::to_string(session.peerChain.size())) +
           Field("established", Flag(established)) +
           Field("handshakes", std::to_string(result.handshakes)) +
           Field("early_data", Flag(connection && connection->IsEarlyDataAccepted())) +
           Field("ems", established ? Flag(session.hasExtendedMasterSecret) : "null") +
           Field("etm", established ? Flag(session.encryptsThenMacs) : "null") +
           Field("compression",
                 established ? (session.compression ? Quote("deflate") : Quote("off")) : "null") +
           Field("stapled_bytes", std::to_string(result.stapled)) +
           Field("exported", Quote(result.exported)) + Field("protocol", Quote(result.protocol)) +
           Field("bytes_received", std::to_string(result.bytesReceived)) +
           Field("bytes_sent", std::to_string(result.bytesSent)) +
           Field("alert_sent", Quote(sent)) + Field("alert_received", Quote(received)) +
           "\"error\": " + Quote(result.error) + "}";
}

void
AppendLine(const std::string& file, const std::string& line)
{
    std::ofstream(file, std::ios::app) << line << "\n";
}

} // namespace endpoint
} // namespace ns3
