/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-tracer.h"

#include "ns3/buffer.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-option-ts.h"
#include "ns3/tls-socket-factory.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace ns3
{

namespace
{

using TracerPtr = Ptr<TlsSessionTracer>;

template <class Ip>
void
OnIpTx(TracerPtr tracer, bool client, Ptr<const Packet> packet, Ptr<Ip>, uint32_t)
{
    tracer->TakeTx(client, packet);
}

template <class Ip>
void
OnIpRx(TracerPtr tracer, bool client, Ptr<const Packet> packet, Ptr<Ip>, uint32_t)
{
    tracer->TakeRx(client, packet);
}

void
OnSocket(TracerPtr tracer, bool client, Ptr<TlsSocket> socket)
{
    tracer->TakeSocket(client, socket);
}

void
OnStep(TracerPtr tracer, bool client, Ptr<const TlsSocket> socket, const TlsStepRecord& record)
{
    tracer->TakeStep(client, socket, record);
}

void
OnRecord(TracerPtr tracer, bool client, Ptr<const TlsSocket> socket, const tls::TlsRecord& record)
{
    tracer->TakeRecord(client, socket, record);
}

void
OnWrite(TracerPtr tracer, bool client, uint64_t)
{
    tracer->TakeWrite(client);
}

void
OnFrame(TracerPtr tracer, bool client, const WebFrameRecord& frame)
{
    tracer->TakeFrame(client, frame);
}

template <class Ip, class L3>
void
ConnectIp(TracerPtr tracer, bool client, Ptr<Node> node)
{
    if (const auto ip = node->GetObject<L3>())
    {
        ip->TraceConnectWithoutContext("Tx", MakeBoundCallback(&OnIpTx<Ip>, tracer, client));
        ip->TraceConnectWithoutContext("Rx", MakeBoundCallback(&OnIpRx<Ip>, tracer, client));
    }
}

/// What tells a segment from those sent before and after it, resent ones included.
uint64_t
Fingerprint(Ptr<const Packet> packet, const TlsLinkPacket& parsed)
{
    const TcpHeader tcp = parsed.ReadTcp(packet);
    uint64_t id = parsed.sequence.GetValue();
    const auto mix = [&id](uint64_t value) { id = (id ^ value) * 0x100000001b3 + 1; };
    mix(tcp.GetAckNumber().GetValue());
    mix(parsed.flags);
    mix(parsed.payload);
    mix(tcp.GetWindowSize());
    const auto option = tcp.GetOption(TcpOption::TS);
    if (const auto stamp = DynamicCast<const TcpOptionTS>(option))
    {
        mix(stamp->GetTimestamp());
        mix(stamp->GetEcho());
    }
    uint8_t version = 0;
    packet->CopyData(&version, 1);
    if (version >> 4 == 4)
    {
        Ipv4Header ip;
        packet->PeekHeader(ip);
        mix(ip.GetIdentification());
    }
    return id;
}

/// The payload of an IP packet.
wire::Bytes
PayloadOf(Ptr<const Packet> packet, uint32_t size)
{
    wire::Bytes all(packet->GetSize());
    packet->CopyData(all.data(), packet->GetSize());
    return wire::ByteView(all).Sub(all.size() - size).ToBytes();
}

/// The TCP header of an IP packet.
wire::Bytes
HeaderOf(const TcpHeader& header)
{
    Buffer buffer;
    buffer.AddAtStart(header.GetSerializedSize());
    header.Serialize(buffer.Begin());
    wire::Bytes octets(buffer.GetSize());
    buffer.CopyData(octets.data(), buffer.GetSize());
    return octets;
}

/// An IP address and a port, as people write them.
std::string
ToText(const Address& ip, uint16_t port)
{
    std::ostringstream os;
    if (Ipv4Address::IsMatchingType(ip))
    {
        os << Ipv4Address::ConvertFrom(ip);
    }
    else
    {
        os << "[" << Ipv6Address::ConvertFrom(ip) << "]";
    }
    os << ":" << port;
    return os.str();
}

/// Port of a socket address, 0 for any other.
uint16_t
PortOf(const Address& address)
{
    if (InetSocketAddress::IsMatchingType(address))
    {
        return InetSocketAddress::ConvertFrom(address).GetPort();
    }
    return Inet6SocketAddress::IsMatchingType(address)
               ? Inet6SocketAddress::ConvertFrom(address).GetPort()
               : 0;
}

/// IP address of a socket address.
Address
IpOf(const Address& address)
{
    if (InetSocketAddress::IsMatchingType(address))
    {
        return InetSocketAddress::ConvertFrom(address).GetIpv4();
    }
    return Inet6SocketAddress::IsMatchingType(address)
               ? Address(Inet6SocketAddress::ConvertFrom(address).GetIpv6())
               : Address();
}

/// The words of a sequence diagram for a step of one end.
std::string
EventName(bool client, const tls::TlsEvent& event)
{
    const bool own =
        event.step == tls::TlsStep::PRIVATE_VALUE || event.step == tls::TlsStep::PUBLIC_VALUE;
    return (own ? (client ? "client " : "server ") : "") + std::string(tls::ToString(event.step));
}

} // namespace

void
TlsSessionTracer::Watch(Ptr<Node> client,
                        Ptr<Node> server,
                        uint16_t port,
                        const ApplicationContainer& applications,
                        uint32_t connections)
{
    m_port = port;
    m_limit = connections;
    const TracerPtr self(this);
    for (const bool atClient : {true, false})
    {
        const Ptr<Node> node = atClient ? client : server;
        ConnectIp<Ipv4, Ipv4L3Protocol>(self, atClient, node);
        ConnectIp<Ipv6, Ipv6L3Protocol>(self, atClient, node);
        const auto factory = node->GetObject<TlsSocketFactory>();
        if (factory)
        {
            factory->TraceConnectWithoutContext("SocketCreated",
                                                MakeBoundCallback(&OnSocket, self, atClient));
        }
    }
    for (auto it = applications.Begin(); it != applications.End(); ++it)
    {
        const bool atClient = (*it)->GetNode() == client;
        (*it)->TraceConnectWithoutContext("Tx", MakeBoundCallback(&OnWrite, self, atClient));
        (*it)->TraceConnectWithoutContext("Frame", MakeBoundCallback(&OnFrame, self, atClient));
    }
}

TlsTimeline
TlsSessionTracer::GetTimeline()
{
    TlsTimeline timeline = m_timeline;
    for (size_t i = 0; i < timeline.GetSegments().size(); ++i)
    {
        timeline.SetLabel(i, LabelOf(timeline.GetSegments()[i]));
    }
    return timeline;
}

TlsSessionTracer::Connection*
TlsSessionTracer::FindConnection(bool fromClient, const TlsLinkPacket& packet)
{
    const uint16_t port = fromClient ? packet.sourcePort : packet.destinationPort;
    const Address client = fromClient ? packet.source : packet.destination;
    if ((fromClient ? packet.destinationPort : packet.sourcePort) != m_port)
    {
        return nullptr;
    }
    // Among those with the same port the latest counts.
    for (auto it = m_connections.rbegin(); it != m_connections.rend(); ++it)
    {
        if (it->clientPort == port && it->client == client)
        {
            return &*it;
        }
    }
    if (!fromClient || !packet.IsSyn() || m_connections.size() >= m_limit)
    {
        return nullptr;
    }
    m_connections.emplace_back();
    m_connections.back().number = static_cast<uint32_t>(m_connections.size() - 1);
    m_connections.back().clientPort = port;
    m_connections.back().client = client;
    m_timeline.GetConnection(m_connections.back().number).addresses = {
        ToText(packet.destination, m_port),
        ToText(client, port)};
    return &m_connections.back();
}

TlsSessionTracer::Connection*
TlsSessionTracer::FindConnection(bool atClient, const TlsSocket& socket)
{
    Address end;
    const int known = atClient ? socket.GetSockName(end) : socket.GetPeerName(end);
    for (auto it = m_connections.rbegin(); known == 0 && it != m_connections.rend(); ++it)
    {
        if (PortOf(end) == it->clientPort && IpOf(end) == it->client)
        {
            return &*it;
        }
    }
    return nullptr;
}

void
TlsSessionTracer::TakeTx(bool fromClient, Ptr<const Packet> packet)
{
    TlsLinkPacket parsed;
    if (!parsed.ParseIp(packet))
    {
        return;
    }
    Connection* connection = FindConnection(fromClient, parsed);
    if (!connection)
    {
        return;
    }
    const TcpHeader tcp = parsed.ReadTcp(packet);
    Side& side = connection->At(fromClient);
    const Side& peer = connection->At(!fromClient);
    if (!side.synSent)
    {
        side.firstSeq = parsed.sequence.GetValue();
    }
    TlsTimelineSegment segment;
    segment.fromClient = fromClient;
    segment.sent = Simulator::Now();
    segment.flags = parsed.flags;
    segment.seq = parsed.sequence.GetValue() - side.firstSeq;
    segment.ack =
        (segment.flags & TcpHeader::ACK) ? tcp.GetAckNumber().GetValue() - peer.firstSeq : 0;
    segment.bytes = parsed.payload;
    segment.number = ++side.count;
    segment.connection = connection->number;
    segment.phase = side.phase;
    segment.header = HeaderOf(tcp);

    const uint32_t end = segment.seq + parsed.GetSequenceLength();
    Repair(side, segment);
    if (end > side.nextSeq)
    {
        const uint32_t known = side.nextSeq > segment.seq ? side.nextSeq - segment.seq : 0;
        if (segment.bytes > known)
        {
            const wire::Bytes payload = PayloadOf(packet, segment.bytes);
            const auto fresh = wire::ByteView(payload).Sub(known);
            side.labels.Take(fresh);
            auto& stream = m_timeline.GetConnection(connection->number).streams[fromClient ? 1 : 0];
            // Nothing is known about what follows a packet that was not seen, as fragments are not.
            if (stream.size() + 1 == segment.seq + known)
            {
                wire::Append(stream, fresh);
            }
        }
        side.nextSeq = end;
    }
    if (parsed.GetSequenceLength() > 0)
    {
        side.sentAt[segment.seq] = segment.sent;
    }
    AddSegmentRows(*connection, segment);
    segment.phase = side.phase;
    side.underway[Fingerprint(packet, parsed)].push_back(m_timeline.Add(segment));
}

std::string
TlsSessionTracer::LabelOf(const TlsTimelineSegment& segment)
{
    if (segment.flags & TcpHeader::RST)
    {
        return "RST";
    }
    if (segment.flags & TcpHeader::SYN)
    {
        return (segment.flags & TcpHeader::ACK) ? "SYN+ACK" : "SYN";
    }
    Side& side = m_connections[segment.connection].At(segment.fromClient);
    std::string label;
    if (segment.bytes > 0)
    {
        EndWrite(side);
        // The SYN takes the first number.
        label = side.isTls ? side.labels.GetLabel(segment.seq - 1, segment.bytes) : "data";
    }
    if (segment.flags & TcpHeader::FIN)
    {
        label += label.empty() ? "FIN" : ", FIN";
    }
    return label.empty() ? "ACK" : label;
}

void
TlsSessionTracer::Repair(Side& side, TlsTimelineSegment& segment)
{
    const auto before = side.sentAt.find(segment.seq);
    const bool carries =
        segment.bytes > 0 || (segment.flags & (TcpHeader::SYN | TcpHeader::FIN)) != 0;
    if (!carries || segment.seq >= side.nextSeq)
    {
        return;
    }
    if (before != side.sentAt.end())
    {
        segment.waited = segment.sent - before->second;
    }
    // What goes again while nothing has come in was sent by a timer.
    const bool timer = side.lastReceived != segment.sent;
    if (segment.flags & TcpHeader::SYN)
    {
        segment.repair = timer ? "SYN timer" : "repeated SYN";
    }
    else if (timer)
    {
        segment.repair = "RTO";
        side.recover = side.nextSeq;
    }
    else
    {
        segment.repair = segment.seq < side.recover ? "after RTO" : "fast retransmit";
    }
}

void
TlsSessionTracer::AddSegmentRows(Connection& connection, const TlsTimelineSegment& segment)
{
    const bool client = segment.fromClient;
    Side& side = connection.At(client);
    const bool syn = (segment.flags & TcpHeader::SYN) != 0;
    const bool fin = (segment.flags & TcpHeader::FIN) != 0;
    const std::string name = syn                 ? (client ? "SYN" : "SYN+ACK")
                             : fin               ? "FIN"
                             : segment.bytes > 0 ? "segment"
                                                 : "ACK";
    std::string detail = "seq=" + std::to_string(segment.seq);
    if (segment.flags & TcpHeader::ACK)
    {
        detail += " ack=" + std::to_string(segment.ack);
    }
    detail += " number=" + std::to_string(segment.number);
    if (fin)
    {
        side.phase = tls::TlsPhase::RELEASE;
    }
    TlsRowKind kind = TlsRowKind::SEGMENT;
    if (!segment.repair.empty())
    {
        AddRow(connection,
               client,
               "TCP",
               TlsRowKind::RETRANSMIT,
               name + " retransmission",
               segment.bytes,
               segment.repair + " " + detail);
        return;
    }
    const bool bareAck = name == "ACK";
    if (syn || (fin && !side.finSent) || (bareAck && client && !side.ackSent))
    {
        kind = TlsRowKind::STEP;
        side.ackSent = side.ackSent || bareAck;
        side.synSent = side.synSent || syn;
        side.finSent = side.finSent || fin;
    }
    AddRow(connection, client, "TCP", kind, name, segment.bytes, detail);
}

void
TlsSessionTracer::TakeRx(bool atClient, Ptr<const Packet> packet)
{
    TlsLinkPacket parsed;
    if (!parsed.ParseIp(packet))
    {
        return;
    }
    Connection* connection = FindConnection(!atClient, parsed);
    if (!connection)
    {
        return;
    }
    connection->At(atClient).lastReceived = Simulator::Now();
    auto& underway = connection->At(!atClient).underway[Fingerprint(packet, parsed)];
    if (underway.empty())
    {
        return;
    }
    const size_t index = underway.front();
    underway.erase(underway.begin());
    m_timeline.Arrived(index, Simulator::Now());
    const TlsTimelineSegment& segment = m_timeline.GetSegments()[index];
    const std::string label = LabelOf(segment);
    AddRow(*connection,
           atClient,
           "TCP",
           TlsRowKind::ARRIVAL,
           (segment.bytes > 0 ? "segment" : label) + " received",
           segment.bytes,
           segment.bytes > 0 ? label : "");
}

void
TlsSessionTracer::TakeSocket(bool atClient, Ptr<TlsSocket> socket)
{
    const TracerPtr self(this);
    socket->TraceConnectWithoutContext("Step", MakeBoundCallback(&OnStep, self, atClient));
    socket->TraceConnectWithoutContext("Record", MakeBoundCallback(&OnRecord, self, atClient));
}

void
TlsSessionTracer::TakeStep(bool atClient, Ptr<const TlsSocket> socket, const TlsStepRecord& record)
{
    Connection* connection = FindConnection(atClient, *socket);
    if (!connection)
    {
        return;
    }
    Side& side = connection->At(atClient);
    side.isTls = true;
    const tls::TlsEvent& event = record.event;
    const bool received = event.direction == tls::TlsDirection::RECEIVED;
    const tls::TlsPhase phase = PhaseOf(side, event.step);
    side.phase = std::max(side.phase, phase);
    if (event.step == tls::TlsStep::EARLY_DATA && event.detail == "rejected")
    {
        side.labels.RepeatData();
    }
    TlsTimelineRow row;
    row.time = record.time;
    row.connection = connection->number;
    row.node = atClient ? "client" : "server";
    row.layer = "TLS";
    row.phase = phase;
    row.kind = received                                       ? TlsRowKind::ARRIVAL
               : event.step == tls::TlsStep::APPLICATION_DATA ? TlsRowKind::SEGMENT
                                                              : TlsRowKind::STEP;
    row.event = EventName(atClient, event) + (received ? " received" : "");
    row.bytes = event.bytes > 0 ? static_cast<int64_t>(event.bytes) : -1;
    row.cpu = record.cpu;
    row.detail = event.detail;
    row.direction = event.direction;
    if (event.step == tls::TlsStep::CERTIFICATE && received)
    {
        m_timeline.Describe("Certificate", event.bytes, event.detail);
    }
    m_timeline.Add(row);
}

void
TlsSessionTracer::TakeRecord(bool fromClient,
                             Ptr<const TlsSocket> socket,
                             const tls::TlsRecord& record)
{
    if (Connection* connection = FindConnection(fromClient, *socket))
    {
        connection->At(fromClient).labels.Reveal(record);
        m_timeline.Add(TlsTimelineRecord{connection->number, fromClient, record});
    }
}

tls::TlsPhase
TlsSessionTracer::PhaseOf(Side& side, tls::TlsStep step)
{
    using S = tls::TlsStep;
    using P = tls::TlsPhase;
    if (step == S::CLIENT_HELLO)
    {
        side.hasServerHello = false;
        side.isEstablished = false;
    }
    side.hasServerHello = side.hasServerHello || step == S::SERVER_HELLO;
    side.isEstablished = side.isEstablished || step == S::ESTABLISHED;
    const bool isKey = step == S::KEY_DERIVATION || step == S::TRAFFIC_KEYS;
    if (side.isEstablished && (isKey || step == S::NEW_SESSION_TICKET))
    {
        return P::TRANSFER;
    }
    const P phase = tls::PhaseOf(step);
    return phase == P::CERTIFICATE && !side.hasServerHello ? P::NEGOTIATION : phase;
}

void
TlsSessionTracer::TakeWrite(bool atClient)
{
    if (m_connections.empty())
    {
        return;
    }
    Side& side = m_connections.back().At(atClient);
    EndWrite(side);
    side.writing = true;
}

void
TlsSessionTracer::EndWrite(Side& side)
{
    if (!side.writing)
    {
        return;
    }
    std::string names;
    for (const auto& frame : side.frames)
    {
        names += (names.empty() ? "" : "+") + frame;
    }
    side.labels.NameData(names.empty() ? "DATA cont." : names);
    side.frames.clear();
    side.writing = false;
}

void
TlsSessionTracer::TakeFrame(bool atClient, const WebFrameRecord& frame)
{
    if (frame.connection >= m_limit || m_connections.empty())
    {
        return;
    }
    Connection& connection = m_connections.back();
    Side& side = connection.At(atClient);
    const bool spdy = frame.protocol.rfind("spdy", 0) == 0;
    side.phase =
        std::max(side.phase,
                 frame.name == "GOAWAY" ? tls::TlsPhase::RELEASE : tls::TlsPhase::TRANSFER);
    if (frame.sent)
    {
        side.frames.push_back(frame.name);
    }
    std::string detail = frame.detail;
    if (frame.stream != 0)
    {
        detail = "stream " + std::to_string(frame.stream) + (detail.empty() ? "" : " ") + detail;
    }
    AddRow(connection,
           atClient,
           spdy ? "SPDY" : "HTTP",
           frame.sent ? TlsRowKind::STEP : TlsRowKind::ARRIVAL,
           frame.name + (frame.sent ? "" : " received"),
           static_cast<int64_t>(frame.bytes),
           detail);
}

void
TlsSessionTracer::AddRow(Connection& connection,
                         bool atClient,
                         const std::string& layer,
                         TlsRowKind kind,
                         const std::string& event,
                         int64_t bytes,
                         const std::string& detail)
{
    TlsTimelineRow row;
    row.time = Simulator::Now();
    row.connection = connection.number;
    row.node = atClient ? "client" : "server";
    row.layer = layer;
    row.phase = connection.At(atClient).phase;
    row.kind = kind;
    row.event = event;
    row.bytes = bytes;
    row.detail = detail;
    m_timeline.Add(row);
}

} // namespace ns3
