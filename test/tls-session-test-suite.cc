/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-test-support.h"

#include "ns3/test.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Sessions over links of all kinds deliver every octet and leave nothing behind.
class DeliveryTest : public TestCase
{
  public:
    DeliveryTest(const std::string& title, const SessionSetup& setup, const std::string& protocol)
        : TestCase(title),
          m_setup(setup),
          m_protocol(protocol)
    {
    }

  private:
    void DoRun() override
    {
        const SessionOutcome result = RunSession(m_setup);
        const WebConnectionRecord& record = result.record;
        NS_TEST_ASSERT_MSG_EQ(record.result, "ok", "the session ends well");
        NS_TEST_ASSERT_MSG_EQ(record.protocol, m_protocol, "what was negotiated carries it");
        NS_TEST_ASSERT_MSG_EQ(record.objects, m_setup.objects, "every object is complete");
        NS_TEST_ASSERT_MSG_EQ(record.contentBytes,
                              uint64_t{m_setup.objects} * m_setup.size,
                              "bytes out equal bytes in");
        NS_TEST_ASSERT_MSG_EQ(result.requests, m_setup.objects, "each is asked for once");
        NS_TEST_ASSERT_MSG_EQ(result.openConnections, 0, "the server is rid of the connection");
        NS_TEST_ASSERT_MSG_EQ(result.liveSockets, 0, "no socket is left");
        NS_TEST_ASSERT_MSG_EQ(result.isIdle, true, "no timer is left");
    }

    SessionSetup m_setup;
    std::string m_protocol;
};

/// The last segments of a connection are lost as often as any others.
class EndingTest : public TestCase
{
  public:
    EndingTest()
        : TestCase("Whichever segments are lost, a session ends on both sides")
    {
    }

  private:
    void DoRun() override
    {
        SessionSetup setup;
        setup.objects = 1;
        setup.size = 1000;
        setup.loss = 0.15;
        for (setup.run = 1; setup.run <= 60; ++setup.run)
        {
            const SessionOutcome result = RunSession(setup);
            NS_TEST_EXPECT_MSG_EQ(result.record.result, "ok", "run " << setup.run);
            NS_TEST_EXPECT_MSG_EQ(result.liveSockets, 0, "no socket is left, run " << setup.run);
            NS_TEST_EXPECT_MSG_LT(result.sent.size(), 60, "no FIN without end, run " << setup.run);
        }
    }
};

class TruncationTest : public TestCase
{
  public:
    TruncationTest()
        : TestCase("A TCP close without close_notify is reported as truncation")
    {
    }

  private:
    void DoRun() override
    {
        SessionSetup setup;
        setup.truncate = true;
        setup.size = 1000000;
        const SessionOutcome result = RunSession(setup);
        NS_TEST_ASSERT_MSG_EQ(result.record.result.rfind("truncated", 0),
                              0,
                              "reason is " << result.record.result);
    }
};

std::string
ReadFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class SeedTest : public TestCase
{
  public:
    SeedTest()
        : TestCase("The same seed gives the same capture byte for byte, another seed another")
    {
    }

  private:
    void DoRun() override
    {
        std::vector<std::string> captures;
        for (const uint32_t seed : {1, 1, 2})
        {
            SessionSetup setup;
            setup.seed = seed;
            setup.loss = 0.05;
            setup.pcap =
                CreateTempDirFilename("session-" + std::to_string(captures.size()) + ".pcap");
            RunSession(setup);
            captures.push_back(ReadFile(setup.pcap));
        }
        NS_TEST_ASSERT_MSG_GT(captures[0].size(), 100000, "the session is in the capture");
        NS_TEST_ASSERT_MSG_EQ((captures[0] == captures[1]), true, "the same seed");
        NS_TEST_ASSERT_MSG_EQ((captures[0] == captures[2]), false, "another seed");
    }
};

/// What sessions deliver and how they end.
class TlsSessionTestSuite : public TestSuite
{
  public:
    TlsSessionTestSuite()
        : TestSuite("tls-spdy-session", TestSuite::Type::SYSTEM)
    {
        SessionSetup plain;
        AddTestCase(new DeliveryTest("NPN chooses SPDY 3.1 and it delivers", plain, "spdy/3.1"));
        SessionSetup alpn;
        alpn.alpn = alpn.npn;
        alpn.npn.clear();
        AddTestCase(new DeliveryTest("ALPN chooses SPDY 3.1 and it delivers", alpn, "spdy/3.1"));
        SessionSetup none;
        none.npn.clear();
        AddTestCase(new DeliveryTest("Without NPN and ALPN HTTP 1.1 is spoken", none, "http/1.1"));
        SessionSetup ipv6;
        ipv6.ipv6 = true;
        AddTestCase(new DeliveryTest("A session runs over IPv6", ipv6, "spdy/3.1"));
        SessionSetup slow;
        slow.calibration = "openssl-3.0";
        AddTestCase(
            new DeliveryTest("A session whose cryptography takes time delivers", slow, "spdy/3.1"));
        for (const double loss : {0.05, 0.2})
        {
            SessionSetup lossy;
            lossy.loss = loss;
            AddTestCase(new DeliveryTest("A session delivers at a loss of " +
                                             std::to_string(static_cast<int>(100 * loss)) +
                                             " percent",
                                         lossy,
                                         "spdy/3.1"));
        }
        SessionSetup late;
        late.late = 0.2;
        AddTestCase(new DeliveryTest("A session delivers when packets overtake each other",
                                     late,
                                     "spdy/3.1"));
        SessionSetup twice;
        twice.twice = 0.2;
        AddTestCase(
            new DeliveryTest("A session delivers when packets come twice", twice, "spdy/3.1"));
        AddTestCase(new EndingTest);
        AddTestCase(new TruncationTest);
        AddTestCase(new SeedTest);
    }
};

TlsSessionTestSuite g_tlsSessionTestSuite; //!< registers itself

} // namespace
