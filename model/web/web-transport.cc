/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-transport.h"

#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"

#include <limits>
#include <utility>

namespace ns3
{

void
SetWebServerName(Ptr<Socket> socket, const std::string& name)
{
    if (const auto tls = DynamicCast<TlsSocket>(socket))
    {
        tls->SetAttribute("ServerName", StringValue(name));
    }
}

std::string
GetWebProtocolName(Ptr<Socket> socket, const std::string& plain)
{
    const auto tls = DynamicCast<TlsSocket>(socket);
    if (!tls)
    {
        return plain;
    }
    const std::string& name = tls->GetSession().GetProtocol();
    return name.empty() ? "http/1.1" : name;
}

std::string
GetWebFailure(Ptr<Socket> socket, const std::string& otherwise)
{
    const auto tls = DynamicCast<TlsSocket>(socket);
    return tls && !tls->GetFailure().empty() ? tls->GetFailure() : otherwise;
}

void
ReadWebTimes(Ptr<Socket> socket, TlsConnectionTimes& times)
{
    if (const auto tls = DynamicCast<TlsSocket>(socket))
    {
        times = tls->GetTimes();
    }
}

std::shared_ptr<const tls::TlsConfig>
MakeFallbackConfig(Ptr<Socket> socket, uint32_t attempts)
{
    const auto tls = DynamicCast<TlsSocket>(socket);
    if (!tls)
    {
        return nullptr;
    }
    const auto& usual = tls->GetNode()->GetObject<TlsSocketFactory>()->GetClientConfig();
    const auto highest = static_cast<uint32_t>(usual->maxVersion);
    if (highest < static_cast<uint32_t>(usual->minVersion) + attempts)
    {
        return nullptr;
    }
    const auto config = std::make_shared<tls::TlsConfig>(*usual);
    config->maxVersion = static_cast<tls::TlsVersion>(highest - attempts);
    config->isFallback = true;
    return config->Validate(tls::TlsRole::CLIENT).empty() ? config : nullptr;
}

void
SetWebConfig(Ptr<Socket> socket, std::shared_ptr<const tls::TlsConfig> config)
{
    if (const auto tls = DynamicCast<TlsSocket>(socket))
    {
        tls->SetConfig(std::move(config));
    }
}

bool
MayFallBack(const std::string& reason)
{
    return reason == "protocol_version: sent by the peer" ||
           reason == "handshake_failure: sent by the peer" || reason == "truncated" ||
           reason == "reset";
}

void
EndWebQuickAck(Ptr<Socket> socket)
{
    TcpProfile::EndQuickAck(socket);
}

bool
ReadWebSocket(Ptr<Socket> socket, wire::Bytes& bytes)
{
    const Ptr<Packet> packet = socket->Recv(std::numeric_limits<uint32_t>::max(), 0);
    if (!packet || packet->GetSize() == 0)
    {
        return false;
    }
    bytes.resize(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return true;
}

bool
WriteWebSocket(Ptr<Socket> socket, wire::ByteView bytes)
{
    const auto size = static_cast<uint32_t>(bytes.Size());
    return socket->Send(Create<Packet>(bytes.Data(), size), 0) == static_cast<int>(size);
}

void
DetachWebSocket(Ptr<Socket> socket)
{
    const auto nobody = MakeNullCallback<void, Ptr<Socket>>();
    socket->SetConnectCallback(nobody, nobody);
    socket->SetCloseCallbacks(nobody, nobody);
    socket->SetRecvCallback(nobody);
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                              MakeNullCallback<void, Ptr<Socket>, const Address&>());
}

} // namespace ns3
