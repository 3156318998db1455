/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SOCKET_TEST_WORLD_H
#define TLS_SOCKET_TEST_WORLD_H

#include "ns3/address.h"
#include "ns3/crypto-cost-model.h"
#include "ns3/crypto-processor.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"
#include "ns3/uinteger.h"

#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

/// Two nodes and a link of 10 Mbit/s and 5 ms; node 0 is the client, node 1 the server.
class TlsTestWorld
{
  public:
    /**
     * @param isIpv6 which version of IP the server's address is of
     * @param loss share of packets lost in either direction
     */
    explicit TlsTestWorld(bool isIpv6 = false, double loss = 0)
    {
        InternetStackHelper().Install(nodes);
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("10Mbps"));
        link.SetChannelAttribute("Delay", StringValue("5ms"));
        NetDeviceContainer devices = link.Install(nodes);
        for (uint32_t i = 0; loss > 0 && i < 2; i++)
        {
            const Ptr<RateErrorModel> errors = CreateObject<RateErrorModel>();
            errors->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            errors->SetRate(loss);
            errors->AssignStreams(10 + i);
            devices.Get(i)->SetAttribute("ReceiveErrorModel", PointerValue(errors));
        }
        if (isIpv6)
        {
            Ipv6AddressHelper addresses(Ipv6Address("2001:db8::"), Ipv6Prefix(64));
            server = Inet6SocketAddress(addresses.Assign(devices).GetAddress(1, 1), 443);
            any = Inet6SocketAddress(Ipv6Address::GetAny(), 443);
        }
        else
        {
            Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
            server = InetSocketAddress(addresses.Assign(devices).GetAddress(1), 443);
            any = InetSocketAddress(Ipv4Address::GetAny(), 443);
        }
        tls.CreateIdentity("www.example.com", "rsa:1024", 1);
        tls.InstallTcp(nodes, "linux");
    }

    /// Puts TLS on the nodes.
    void Install()
    {
        tls.Install(nodes);
        tls.AssignStreams(nodes, 100);
    }

    /**
     * @param node which node gets a processor
     * @param calibration text of a calibration
     */
    void InstallCpu(uint32_t node, const std::string& calibration)
    {
        tls.InstallCpu(nodes.Get(node), "zero");
        std::istringstream text(calibration);
        nodes.Get(node)->GetObject<CryptoProcessor>()->GetCostModel()->Read(text, "test");
    }

    /**
     * @param node which node
     * @return its factory
     */
    Ptr<TlsSocketFactory> Factory(uint32_t node) const
    {
        return nodes.Get(node)->GetObject<TlsSocketFactory>();
    }

    NodeContainer nodes{2}; //!< client and server
    TlsHelper tls;          //!< configures them
    Address server;         //!< where the server is
    Address any;            //!< where the server listens
};

/// An application that writes down all that its socket says.
class TlsTestPeer
{
  public:
    /**
     * Connect; once the simulation runs, since nodes are not ready before.
     * @param world where
     */
    void Connect(TlsTestWorld* world)
    {
        socket = DynamicCast<TlsSocket>(world->Factory(0)->CreateSocket());
        Watch();
        socket->SetConnectCallback(MakeCallback(&TlsTestPeer::Connected, this),
                                   MakeCallback(&TlsTestPeer::ConnectFailed, this));
        socket->Connect(world->server);
    }

    /**
     * Listen, and take the first connection.
     * @param world where
     */
    void Listen(TlsTestWorld& world)
    {
        listener = DynamicCast<TlsSocket>(world.Factory(1)->CreateSocket());
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&TlsTestPeer::Accepted, this));
        world.Factory(1)->TraceConnectWithoutContext("SocketCreated",
                                                     MakeCallback(&TlsTestPeer::Created, this));
        listener->Bind(world.any);
        listener->Listen();
    }

    /// Send what is in toSend, as much as the socket takes.
    void SendMore()
    {
        while (socket && sent < toSend.size())
        {
            const size_t size = std::min(chunk, toSend.size() - sent);
            const auto data = reinterpret_cast<const uint8_t*>(toSend.data() + sent);
            if (socket->Send(data, static_cast<uint32_t>(size), 0) == -1)
            {
                refusals++;
                refusedWith = socket->GetErrno();
                return;
            }
            sent += size;
        }
        if (socket && closeWhenSent && !toSend.empty())
        {
            socket->Close();
            closeWhenSent = false;
        }
    }

    /// Read all that is there.
    void Read()
    {
        while (socket && isReading)
        {
            const Ptr<Packet> packet = socket->Recv();
            if (!packet || packet->GetSize() == 0)
            {
                break;
            }
            std::vector<uint8_t> data(packet->GetSize());
            packet->CopyData(data.data(), packet->GetSize());
            received.append(data.begin(), data.end());
            if (isEcho)
            {
                socket->Send(data.data(), static_cast<uint32_t>(data.size()), 0);
            }
            if (closeOnData)
            {
                socket->Close();
            }
            if (dropOnData)
            {
                socket = nullptr;
            }
        }
    }

    /// Read from now on.
    void StartReading()
    {
        isReading = true;
        Read();
    }

    Ptr<TlsSocket> socket;                                   //!< the connection
    Ptr<TlsSocket> listener;                                 //!< of a server
    std::string log;                                         //!< callbacks, a word each
    std::string toSend;                                      //!< what is sent once connected
    std::string received;                                    //!< what was received
    std::string closed;                                      //!< reason of the trace Closed
    std::string keyLog;                                      //!< lines of the key log
    std::vector<TlsStepRecord> steps;                        //!< what the trace Step said
    size_t sent{0};                                          //!< how much of toSend was taken
    size_t chunk{1000};                                      //!< octets for each Send
    uint32_t refusals{0};                                    //!< how often Send refused
    Socket::SocketErrno refusedWith{Socket::ERROR_NOTERROR}; //!< why it did so last
    bool isReading{true};                                    //!< false leaves data in the socket
    bool isEcho{false};                                      //!< sends back what it receives
    bool closeWhenSent{false};                               //!< closes after the last Send
    bool closeOnConnect{false};                              //!< closes when it is connected
    bool closeOnData{false};                                 //!< closes when it receives
    bool closeOnPeerClose{true};                             //!< closes when the peer does
    bool dropOnData{false}; //!< forgets its socket when it receives

  private:
    void Created(Ptr<TlsSocket> child)
    {
        if (!socket && child != listener)
        {
            socket = child;
            Watch();
        }
    }

    void Watch()
    {
        socket->SetRecvCallback(MakeCallback(&TlsTestPeer::Received, this));
        socket->SetSendCallback(MakeCallback(&TlsTestPeer::CanSend, this));
        socket->SetCloseCallbacks(MakeCallback(&TlsTestPeer::NormalClose, this),
                                  MakeCallback(&TlsTestPeer::ErrorClose, this));
        socket->TraceConnectWithoutContext("Closed", MakeCallback(&TlsTestPeer::Closed, this));
        socket->TraceConnectWithoutContext("KeyLog", MakeCallback(&TlsTestPeer::KeyLog, this));
        socket->TraceConnectWithoutContext("Step", MakeCallback(&TlsTestPeer::Step, this));
    }

    void Connected(Ptr<Socket> /* from */)
    {
        log += "connected ";
        if (closeOnConnect)
        {
            socket->Close();
        }
        SendMore();
    }

    void ConnectFailed(Ptr<Socket> /* from */)
    {
        log += "failed ";
    }

    void Accepted(Ptr<Socket> /* child */, const Address& /* from */)
    {
        log += "accepted ";
        SendMore();
    }

    void Received(Ptr<Socket> /* from */)
    {
        Read();
    }

    void CanSend(Ptr<Socket> /* from */, uint32_t /* available */)
    {
        SendMore();
    }

    void NormalClose(Ptr<Socket> from)
    {
        log += "closed ";
        if (closeOnPeerClose)
        {
            from->Close();
        }
    }

    void ErrorClose(Ptr<Socket> /* from */)
    {
        log += "error ";
    }

    void Closed(Ptr<const TlsSocket> /* from */, std::string reason)
    {
        closed += reason;
    }

    void KeyLog(std::string line)
    {
        keyLog += line + "\n";
    }

    void Step(Ptr<const TlsSocket> /* from */, const TlsStepRecord& record)
    {
        steps.push_back(record);
    }
};

/**
 * @param size number of octets
 * @return that many, of which no two stretches are alike
 */
inline std::string
TlsTestPattern(size_t size)
{
    std::string pattern;
    for (uint32_t i = 0; pattern.size() < size; i++)
    {
        pattern += std::to_string(i) + " ";
    }
    return pattern.substr(0, size);
}

} // namespace ns3

#endif /* TLS_SOCKET_TEST_WORLD_H */
