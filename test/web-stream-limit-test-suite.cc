/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/simulator.h"
#include "ns3/spdy-session.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/tls-link.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"
#include "ns3/web-page-loader.h"
#include "ns3/web-server.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Many objects from a server that answers few requests at a time.
class WebStreamLimitTest : public TestCase
{
  public:
    /**
     * @param protocol over plain TCP
     * @param limit of the server
     * @param isPage whether a WebPageLoader asks, else a WebClient
     */
    WebStreamLimitTest(const std::string& protocol, uint32_t limit, bool isPage)
        : TestCase(std::string(isPage ? "A page" : "A client") + " of 300 objects keeps to " +
                   std::to_string(limit) + " streams at a time over spdy " +
                   protocol.substr(protocol.find('/') + 1)),
          m_protocol(protocol),
          m_limit(limit),
          m_isPage(isPage)
    {
    }

  private:
    /// What passed at the client.
    struct Outcome
    {
        std::string result;   //!< how it ended
        uint32_t asked{0};    //!< SYN_STREAM frames
        uint32_t refused{0};  //!< RST_STREAM frames that came
        uint32_t open{0};     //!< requests under way, those to be refused among them
        uint32_t mostOpen{0}; //!< of them at a time, once SETTINGS came
        bool isTold{false};   //!< SETTINGS came
    };

    static constexpr uint32_t OBJECTS = 300;  //!< that are fetched
    static constexpr uint32_t ASSUMED = 100;  //!< streams before SETTINGS come
    static constexpr uint32_t CONTENT = 2000; //!< octets of an object

    void DoRun() override
    {
        TlsLink link(TlsLinkConfig{});
        WebHelper web;
        web.SetServerAttribute("PlainProtocol", StringValue(m_protocol));
        web.SetServerAttribute("MaxStreams", UintegerValue(m_limit));
        web.SetServerAttribute("ObjectSize", UintegerValue(CONTENT));
        web.SetClientAttribute("PlainProtocol", StringValue(m_protocol));
        web.SetClientAttribute("Objects", UintegerValue(OBJECTS));
        web.SetLoaderAttribute("PlainProtocol", StringValue(m_protocol));
        if (m_isPage)
        {
            web.SetPage(MakePage());
        }
        const auto servers = web.InstallServer(link.GetServer(), 80);
        const Address address = link.GetServerAddress(80);
        const auto clients = m_isPage ? web.InstallLoaders(link.GetClient(), address)
                                      : web.InstallClients(link.GetClient(), address);
        Outcome outcome;
        clients.Get(0)->TraceConnectWithoutContext("Frame", MakeBoundCallback(&Watch, &outcome));
        if (m_isPage)
        {
            clients.Get(0)->TraceConnectWithoutContext("PageDone",
                                                       MakeBoundCallback(&EndPage, &outcome));
        }
        else
        {
            clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                       MakeBoundCallback(&EndClient, &outcome));
        }
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        const auto server = DynamicCast<WebServer>(servers.Get(0));
        NS_TEST_EXPECT_MSG_EQ(outcome.result, "ok", "all came");
        NS_TEST_EXPECT_MSG_EQ(server->GetRequestCount(), OBJECTS, "each is served once");
        // The first requests leave before the server has said how many it takes.
        NS_TEST_EXPECT_MSG_EQ((outcome.refused > 0), (m_limit < ASSUMED), outcome.refused);
        NS_TEST_EXPECT_MSG_EQ((outcome.refused < ASSUMED), true, outcome.refused);
        NS_TEST_EXPECT_MSG_EQ(outcome.asked, OBJECTS + outcome.refused, "asked for again");
        NS_TEST_EXPECT_MSG_EQ((outcome.mostOpen <= m_limit), true, outcome.mostOpen);
        NS_TEST_EXPECT_MSG_EQ((outcome.mostOpen >= std::min(m_limit, 10U)), true, "no idling");
        Simulator::Destroy();
    }

    /// @return 300 objects that wait for nothing but the first of them
    static std::shared_ptr<const WebPage> MakePage()
    {
        auto page = std::make_shared<WebPage>();
        for (uint32_t i = 0; i < OBJECTS; ++i)
        {
            WebPageObject object;
            object.name = "object" + std::to_string(i);
            object.host = "www.example.com";
            object.path = "/" + std::to_string(i);
            object.size = CONTENT;
            page->objects.push_back(object);
        }
        return page;
    }

    static void Watch(Outcome* outcome, const WebFrameRecord& frame)
    {
        const bool isEnd =
            !frame.sent && frame.stream != 0 &&
            (frame.name == "RST_STREAM" ||
             (frame.name == "DATA" && frame.detail.find("fin") != std::string::npos));
        outcome->isTold = outcome->isTold || (!frame.sent && frame.name == "SETTINGS");
        outcome->refused += frame.name == "RST_STREAM" && !frame.sent ? 1 : 0;
        outcome->open -= isEnd ? 1 : 0;
        if (frame.sent && frame.name == "SYN_STREAM")
        {
            ++outcome->asked;
            ++outcome->open;
            outcome->mostOpen =
                outcome->isTold ? std::max(outcome->mostOpen, outcome->open) : outcome->mostOpen;
        }
    }

    static void EndClient(Outcome* outcome, const WebConnectionRecord& record)
    {
        outcome->result = record.result;
    }

    static void EndPage(Outcome* outcome, const WebPageRecord& record)
    {
        outcome->result = record.result;
    }

    std::string m_protocol; //!< over plain TCP
    uint32_t m_limit;       //!< of the server
    bool m_isPage;          //!< a page, not a client's objects
};

/// Limits for many objects.
class WebStreamLimitTestSuite : public TestSuite
{
  public:
    WebStreamLimitTestSuite()
        : TestSuite("tls-spdy-web-stream-limit", TestSuite::Type::SYSTEM)
    {
        for (const bool isPage : {false, true})
        {
            for (const char* protocol : {"spdy/2", "spdy/3", "spdy/3.1"})
            {
                AddTestCase(new WebStreamLimitTest(protocol, 100, isPage));
            }
            AddTestCase(new WebStreamLimitTest("spdy/3.1", 7, isPage));
        }
    }
};

WebStreamLimitTestSuite g_webStreamLimitTestSuite; //!< registers itself

} // namespace
