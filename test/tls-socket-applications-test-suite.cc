/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/test.h"

#include <string>

using namespace ns3;

namespace
{

/// Unchanged applications of ns-3 over TLS.
class StockApplicationTestCase : public TestCase
{
  public:
    /**
     * @param isBulk BulkSend, else OnOff
     * @param isIpv6 version of IP
     * @param loss share of packets lost
     */
    StockApplicationTestCase(bool isBulk, bool isIpv6, double loss)
        : TestCase(std::string(isBulk ? "BulkSend" : "OnOff") + " delivers every octet over IPv" +
                   (isIpv6 ? "6" : "4") + " with " + std::to_string(int(100 * loss)) +
                   " % of packets lost"),
          m_isBulk(isBulk),
          m_isIpv6(isIpv6),
          m_loss(loss)
    {
    }

  private:
    void DoRun() override
    {
        TlsTestWorld world(m_isIpv6, m_loss);
        world.Install();
        const std::string protocol = "ns3::TlsSocketFactory";
        PacketSinkHelper sink(protocol, world.any);
        ApplicationContainer sinks = sink.Install(world.nodes.Get(1));
        sinks.Stop(Seconds(200));
        const uint64_t octets = 300000;
        if (m_isBulk)
        {
            BulkSendHelper bulk(protocol, world.server);
            bulk.SetAttribute("MaxBytes", UintegerValue(octets));
            bulk.Install(world.nodes.Get(0));
        }
        else
        {
            OnOffHelper onOff(protocol, world.server);
            onOff.SetAttribute("MaxBytes", UintegerValue(octets));
            onOff.SetAttribute("PacketSize", UintegerValue(1000));
            onOff.SetConstantRate(DataRate("1Mbps"), 1000);
            onOff.Install(world.nodes.Get(0));
        }
        Simulator::Stop(Seconds(400));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx(),
                              octets,
                              "octets at the sink");
        NS_TEST_EXPECT_MSG_EQ(world.Factory(0)->GetSocketCount(), 0, "the client's is gone");
        NS_TEST_EXPECT_MSG_EQ(world.Factory(1)->GetSocketCount(), 0, "the server's are gone");
        Simulator::Destroy();
    }

    bool m_isBulk; //!< BulkSend, else OnOff
    bool m_isIpv6; //!< version of IP
    double m_loss; //!< share of packets lost
};

/// Applications of ns-3 over sockets of ours.
class TlsSocketApplicationsTestSuite : public TestSuite
{
  public:
    TlsSocketApplicationsTestSuite()
        : TestSuite("tls-spdy-socket-applications", TestSuite::Type::UNIT)
    {
        for (const bool isBulk : {true, false})
        {
            for (const bool isIpv6 : {true, false})
            {
                AddTestCase(new StockApplicationTestCase(isBulk, isIpv6, 0));
                AddTestCase(new StockApplicationTestCase(isBulk, isIpv6, 0.05));
            }
        }
    }
};

TlsSocketApplicationsTestSuite g_tlsSocketApplicationsTestSuite; //!< registers itself

} // namespace
