/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/test.h"
#include "ns3/three-gpp-http-client.h"
#include "ns3/three-gpp-http-header.h"
#include "ns3/three-gpp-http-server.h"
#include "ns3/three-gpp-http-variables.h"

#include <type_traits>
#include <utility>

using namespace ns3;

namespace
{

/**
 * An application of ns-3 over TLS. Those of HTTP name TcpSocketFactory themselves; where it is a
 * member of their base class, as in ns-3.48, a class derived from them can name another.
 */
template <typename T>
class OverTls : public T
{
  public:
    OverTls()
    {
        if constexpr (IsPossible())
        {
            this->m_protocolTid = TlsSocketFactory::GetTypeId();
        }
    }

    /// @return true when the version of ns-3 lets the protocol be named
    static constexpr bool IsPossible()
    {
        return HasMember<OverTls>(0);
    }

  private:
    template <typename U>
    static constexpr auto HasMember(int) -> decltype(std::declval<U&>().m_protocolTid, bool())
    {
        return true;
    }

    template <typename U>
    static constexpr bool HasMember(long)
    {
        return false;
    }
};

/// ns-3's own pages over TLS.
class HttpApplicationTestCase : public TestCase
{
  public:
    HttpApplicationTestCase()
        : TestCase("The HTTP client and server of ns-3 load pages over TLS")
    {
    }

  private:
    void TakeSent(uint32_t size)
    {
        ++m_sent;
        m_lastSent = size;
    }

    void TakeReceived(Ptr<const ThreeGppHttpClient>, Ptr<const Packet> packet)
    {
        ++m_received;
        ThreeGppHttpHeader header;
        const Ptr<Packet> object = packet->Copy();
        object->RemoveHeader(header);
        NS_TEST_EXPECT_MSG_EQ(object->GetSize(), m_lastSent, "as large as it was sent");
        NS_TEST_EXPECT_MSG_EQ(header.GetContentLength(), m_lastSent, "as its header says");
    }

    void TakeEstablished(Ptr<TlsSocket> socket)
    {
        m_sockets.push_back(socket);
    }

    void DoRun() override
    {
        TlsTestWorld world;
        world.Install();
        for (uint32_t i = 0; i < 2; ++i)
        {
            world.Factory(i)->TraceConnectWithoutContext(
                "SocketCreated",
                MakeCallback(&HttpApplicationTestCase::TakeEstablished, this));
        }
        const auto server = CreateObject<OverTls<ThreeGppHttpServer>>();
        server->SetAttribute("Local", AddressValue(world.any));
        world.nodes.Get(1)->AddApplication(server);
        const auto client = CreateObject<OverTls<ThreeGppHttpClient>>();
        client->SetAttribute("Remote", AddressValue(world.server));
        world.nodes.Get(0)->AddApplication(client);
        client->SetStartTime(Seconds(1));
        client->SetStopTime(Seconds(300));
        for (const char* object : {"MainObject", "EmbeddedObject"})
        {
            server->TraceConnectWithoutContext(
                object,
                MakeCallback(&HttpApplicationTestCase::TakeSent, this));
            client->TraceConnectWithoutContext(
                std::string("Rx") + object,
                MakeCallback(&HttpApplicationTestCase::TakeReceived, this));
        }
        Simulator::Stop(Seconds(400));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_GT(m_received, 20, "several pages");
        // The client may stop while one is on its way.
        NS_TEST_EXPECT_MSG_LT_OR_EQ(m_sent - m_received, 1, "each object arrives");
        size_t established = 0;
        for (const auto& socket : m_sockets)
        {
            established += socket->GetTimes().established.IsStrictlyPositive() ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ(established, 2, "one connection of TLS, at both its ends");
        m_sockets.clear();
        Simulator::Destroy();
    }

    uint32_t m_sent{0};                    //!< objects that the server sent
    uint32_t m_received{0};                //!< objects that the client received
    uint32_t m_lastSent{0};                //!< size of the last one, in octets
    std::vector<Ptr<TlsSocket>> m_sockets; //!< that were made
};

/// What the HTTP applications of ns-3 ask of their sockets.
class SegmentTestCase : public TestCase
{
  public:
    SegmentTestCase()
        : TestCase("Size and lifetime of segments are set at the TCP socket below")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestWorld world;
        world.Install();
        const auto tls = DynamicCast<TlsSocket>(world.Factory(1)->CreateSocket());
        tls->SetAttribute("SegmentSize", UintegerValue(1234));
        tls->SetAttribute("MaxSegLifetime", DoubleValue(0.5));
        for (const Ptr<Socket>& socket : {Ptr<Socket>(tls), tls->GetTcpSocket()})
        {
            UintegerValue size;
            socket->GetAttribute("SegmentSize", size);
            NS_TEST_EXPECT_MSG_EQ(size.Get(), 1234, "size");
            DoubleValue lifetime;
            socket->GetAttribute("MaxSegLifetime", lifetime);
            NS_TEST_EXPECT_MSG_EQ(lifetime.Get(), 0.5, "lifetime");
        }
        Simulator::Destroy();
    }
};

/// The HTTP applications of ns-3.
class TlsSocketHttpTestSuite : public TestSuite
{
  public:
    TlsSocketHttpTestSuite()
        : TestSuite("tls-spdy-socket-http", TestSuite::Type::UNIT)
    {
        AddTestCase(new SegmentTestCase);
        if constexpr (OverTls<ThreeGppHttpClient>::IsPossible() &&
                      OverTls<ThreeGppHttpServer>::IsPossible())
        {
            AddTestCase(new HttpApplicationTestCase);
        }
    }
};

TlsSocketHttpTestSuite g_tlsSocketHttpTestSuite; //!< registers itself

} // namespace
