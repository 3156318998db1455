/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-test-support.h"

#include "ns3/byte-writer.h"
#include "ns3/test.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-json-text.h"
#include "ns3/tls-message-fields.h"
#include "ns3/tls-session-messages.h"
#include "ns3/tls-session-page.h"
#include "ns3/tls-stream-times.h"
#include "ns3/web-json-value.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// @param fields of a message @param name of one of them, at any depth @return all its values
std::vector<std::string>
ValuesOf(const TlsFields& fields, const std::string& name)
{
    std::vector<std::string> values;
    for (const TlsField& field : fields)
    {
        if (field.name == name)
        {
            values.push_back(field.value);
        }
        const auto inner = ValuesOf(field.inner, name);
        values.insert(values.end(), inner.begin(), inner.end());
    }
    return values;
}

/// The messages of a session are those that were sent, with the octets that were sent.
class MessagesTest : public TestCase
{
  public:
    MessagesTest(const std::string& title, const SessionSetup& setup)
        : TestCase(title),
          m_setup(setup)
    {
    }

  private:
    void DoRun() override
    {
        const SessionOutcome outcome = RunSession(m_setup);
        const TlsSessionMessages messages(outcome.timeline);
        CheckNames(messages);
        uint64_t framed = 0;
        uint64_t carried = 0;
        uint64_t content = 0;
        for (const TlsSessionMessage& message : messages.GetAll())
        {
            NS_TEST_EXPECT_MSG_LT(message.sent, message.received, message.name << " takes time");
            CheckOctets(outcome.timeline, message);
            framed += message.layer == "SPDY" ? message.size : 0;
            carried += message.name == "Application Data" ? message.size : 0;
            content += message.name == "DATA" ? message.size - 8 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ(framed, carried, "frames are all of the application data");
        NS_TEST_EXPECT_MSG_EQ(content, uint64_t{m_setup.objects} * m_setup.size, "and the objects");
    }

    void CheckNames(const TlsSessionMessages& messages)
    {
        const std::vector<std::string> wanted{"Client Hello",
                                              "Server Hello",
                                              "Certificate",
                                              "Server Key Exchange",
                                              "Server Hello Done",
                                              "Client Key Exchange",
                                              "Change Cipher Spec",
                                              "Next Protocol",
                                              "Finished",
                                              "Change Cipher Spec",
                                              "Finished"};
        std::vector<std::string> names;
        for (const TlsSessionMessage& message : messages.GetAll())
        {
            if (names.size() < wanted.size() && message.layer == "TLS" &&
                message.name != "Application Data")
            {
                names.push_back(message.name);
            }
            const bool isHidden = message.layer == "SPDY" || message.name == "Finished" ||
                                  message.name == "Next Protocol" ||
                                  message.name == "Application Data" ||
                                  message.name == "close_notify";
            NS_TEST_EXPECT_MSG_EQ(message.isEncrypted, isHidden, message.name);
            if (message.name == "Certificate")
            {
                const auto issuers = ValuesOf(message.fields, "issuer");
                const auto subjects = ValuesOf(message.fields, "subject");
                NS_TEST_ASSERT_MSG_EQ(issuers.size(), size_t{3}, "three certificates");
                NS_TEST_EXPECT_MSG_EQ(subjects.at(1), issuers[0], "each is issued by the next");
                NS_TEST_EXPECT_MSG_EQ(subjects.at(2), issuers[1], "so is the second");
            }
            if (message.name == "SYN_STREAM")
            {
                const auto methods = ValuesOf(message.fields, ":method");
                NS_TEST_ASSERT_MSG_EQ(methods.size(), size_t{1}, "header blocks are inflated");
                NS_TEST_EXPECT_MSG_EQ(methods[0], "GET", "and read");
            }
        }
        NS_TEST_EXPECT_MSG_EQ((names == wanted), true, "a full handshake in its order");
    }

    void CheckOctets(const TlsTimeline& timeline, const TlsSessionMessage& message)
    {
        const wire::ByteView stream(
            timeline.GetConnections().at(message.connection).streams[message.fromClient ? 1 : 0]);
        const auto records = stream.Sub(message.offset, message.wireSize);
        NS_TEST_EXPECT_MSG_EQ(records.Size(), message.wireSize, message.name << " was sent");
        if (!message.isEncrypted)
        {
            const bool isSame = records.Sub(5) == wire::ByteView(message.content);
            NS_TEST_EXPECT_MSG_EQ(isSame, true, message.name << " is what was sent");
        }
    }

    SessionSetup m_setup;
};

/// The data of the page tell which segments were lost and which repeat them.
class LossTest : public TestCase
{
  public:
    LossTest()
        : TestCase("The data of the page mark each lost segment and what repeats it")
    {
    }

  private:
    void DoRun() override
    {
        SessionSetup setup;
        setup.loss = 0.08;
        const SessionOutcome outcome = RunSession(setup);
        std::ostringstream os;
        TlsSessionPage(outcome.timeline, "a </script> \"title\"").WriteData(os);
        NS_TEST_EXPECT_MSG_EQ(os.str().find("</"), std::string::npos, "no end of the script");
        WebJsonValue data;
        std::string failure;
        NS_TEST_ASSERT_MSG_EQ(WebJsonValue::Parse(os.str(), data, failure), true, failure);
        NS_TEST_EXPECT_MSG_EQ(data.Get("title").text, "a </script> \"title\"", "the title");
        const auto& segments = data.Get("segments").items;
        NS_TEST_ASSERT_MSG_EQ(segments.size(), outcome.timeline.GetSegments().size(), "all");
        size_t lost = 0;
        size_t again = 0;
        for (const WebJsonValue& segment : segments)
        {
            lost += segment.Get("received").type == WebJsonValue::Type::NOTHING ? 1 : 0;
            if (segment.Get("repeats").type != WebJsonValue::Type::NUMBER)
            {
                continue;
            }
            ++again;
            const auto& before = segments.at(static_cast<size_t>(segment.Get("repeats").number));
            NS_TEST_EXPECT_MSG_EQ(before.Get("from").text, segment.Get("from").text, "one sender");
            NS_TEST_EXPECT_MSG_EQ((before.Get("sequence").number <= segment.Get("sequence").number),
                                  true,
                                  "it holds the octets that are sent again");
            NS_TEST_EXPECT_MSG_EQ_TOL(before.Get("sent").number + segment.Get("waited").number,
                                      segment.Get("sent").number,
                                      0.5,
                                      "the wait is that since the last time");
        }
        NS_TEST_EXPECT_MSG_GT(lost, 2, "this link loses segments");
        NS_TEST_EXPECT_MSG_GT(again, 2, "and TCP repairs them");
    }
};

/// A message that is cut or changed anywhere still gives fields, and nothing else.
class MalformedTest : public TestCase
{
  public:
    MalformedTest()
        : TestCase("Messages that do not parse are shown as octets")
    {
    }

  private:
    void DoRun() override
    {
        tls::TlsClientHello hello;
        hello.clientVersion = 0x0303;
        hello.random.resize(32, 7);
        hello.cipherSuites = {0xc02f, 0x1234};
        hello.compressionMethods = {0};
        hello.extensions.Add(tls::TlsExtensionType::SERVER_NAME, {1, 2, 3});
        tls::ByteWriter body;
        Serialize(hello, body);
        tls::ByteWriter message;
        message.U8(1);
        message.Vector24(body.View());
        const auto whole = TlsMessageFields().OfHandshake(message.View());
        NS_TEST_EXPECT_MSG_EQ(whole.name, "Client Hello", "its name");
        const auto suites = ValuesOf(whole.fields, "suite");
        NS_TEST_ASSERT_MSG_EQ(suites.size(), size_t{2}, "its suites");
        NS_TEST_EXPECT_MSG_EQ(suites[0], "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (0xc02f)", "known");
        NS_TEST_EXPECT_MSG_EQ(suites[1], "unknown (0x1234)", "not known");
        NS_TEST_EXPECT_MSG_EQ(ValuesOf(whole.fields, "server_name (0x0000)").at(0),
                              "malformed: 010203",
                              "an extension that does not parse");
        for (uint16_t type = 0; type < 256; ++type)
        {
            for (size_t size = 4; size < message.View().Size(); size += 3)
            {
                wire::Bytes cut = message.View().Sub(0, size).ToBytes();
                cut[0] = static_cast<uint8_t>(type);
                const auto parts = TlsMessageFields().OfHandshake(cut);
                NS_TEST_EXPECT_MSG_EQ(parts.fields.empty(), false, "type " << type);
            }
        }
    }
};

/// Octets behind a hole cannot be read before it is filled.
class StreamTimesTest : public TestCase
{
  public:
    StreamTimesTest()
        : TestCase("An octet has arrived when all before it have")
    {
    }

  private:
    void DoRun() override
    {
        TlsTimeline timeline;
        // Sent at, received at, first octet, octets: the second one is lost and goes again.
        const std::vector<std::vector<int64_t>> segments{{1, 11, 1, 100},
                                                         {2, -1, 101, 100},
                                                         {3, 13, 201, 100},
                                                         {30, 40, 101, 100}};
        for (const auto& row : segments)
        {
            TlsTimelineSegment segment;
            segment.sent = MilliSeconds(row[0]);
            segment.received = MilliSeconds(row[1]);
            segment.seq = static_cast<uint32_t>(row[2]);
            segment.bytes = static_cast<uint32_t>(row[3]);
            timeline.Add(segment);
        }
        const TlsStreamTimes times(timeline, 0, false);
        NS_TEST_EXPECT_MSG_EQ(times.GetSent(0), MilliSeconds(1), "the first octet");
        NS_TEST_EXPECT_MSG_EQ(times.GetSent(150), MilliSeconds(2), "one that was lost");
        NS_TEST_EXPECT_MSG_EQ(times.GetSent(299), MilliSeconds(3), "the last one");
        NS_TEST_EXPECT_MSG_EQ(times.GetSent(300), Time(-1), "one that was not sent");
        NS_TEST_EXPECT_MSG_EQ(times.GetArrived(100), MilliSeconds(11), "before the hole");
        NS_TEST_EXPECT_MSG_EQ(times.GetArrived(101), MilliSeconds(40), "in the hole");
        NS_TEST_EXPECT_MSG_EQ(times.GetArrived(300), MilliSeconds(40), "behind the hole");
        NS_TEST_EXPECT_MSG_EQ(times.GetArrived(301), Time(-1), "never");
    }
};

class JsonTextTest : public TestCase
{
  public:
    JsonTextTest()
        : TestCase("Base64 is that of RFC 4648, and no text ends a script")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<std::string, std::string>> vectors{{"", ""},
                                                                       {"f", "Zg=="},
                                                                       {"fo", "Zm8="},
                                                                       {"foo", "Zm9v"},
                                                                       {"foob", "Zm9vYg=="},
                                                                       {"fooba", "Zm9vYmE="},
                                                                       {"foobar", "Zm9vYmFy"}};
        for (const auto& [plain, coded] : vectors)
        {
            NS_TEST_EXPECT_MSG_EQ(TlsJsonText::Base64(wire::ToBytes(plain)),
                                  "\"" + coded + "\"",
                                  plain);
        }
        NS_TEST_EXPECT_MSG_EQ(TlsJsonText::Quote("a\"\\\n</b>"),
                              "\"a\\\"\\\\\\u000a\\u003c/b>\"",
                              "what has to be escaped is");
    }
};

/// The library holds the page as it stands in the source tree.
class TemplateTest : public TestCase
{
  public:
    TemplateTest()
        : TestCase("The page in the library is that of the source tree")
    {
    }

  private:
    void DoRun() override
    {
        const std::string page = TlsSessionPage::GetTemplate();
        NS_TEST_EXPECT_MSG_NE(page.find("@DATA@"), std::string::npos, "a place for the data");
        NS_TEST_EXPECT_MSG_EQ(page.find("http"), page.find("http://www.w3.org/2000/svg"), "no net");
        for (const std::string name : {"page.css",
                                       "words.js",
                                       "session.js",
                                       "layout.js",
                                       "diagram.js",
                                       "detail.js",
                                       "explorer.js"})
        {
            std::ifstream file(NS_TEST_SOURCEDIR "/../helper/session-explorer/" + name);
            const std::string text{std::istreambuf_iterator<char>(file),
                                   std::istreambuf_iterator<char>()};
            NS_TEST_EXPECT_MSG_GT(text.size(), size_t{1000}, name << " is there");
            NS_TEST_EXPECT_MSG_NE(page.find(text),
                                  std::string::npos,
                                  name << ": run helper/session-explorer/embed.py");
        }
    }
};

class TlsSessionPageTestSuite : public TestSuite
{
  public:
    TlsSessionPageTestSuite()
        : TestSuite("tls-spdy-session-page", TestSuite::Type::UNIT)
    {
        SessionSetup clean;
        AddTestCase(new MessagesTest("A session is put together message by message", clean));
        SessionSetup lossy;
        lossy.loss = 0.05;
        lossy.late = 0.05;
        lossy.twice = 0.05;
        AddTestCase(new MessagesTest("So it is when packets are lost, late and doubled", lossy));
        SessionSetup busy;
        busy.calibration = "cryptopp-8.7";
        busy.run = 2;
        AddTestCase(new MessagesTest("So it is when processors take their time", busy));
        AddTestCase(new LossTest);
        AddTestCase(new MalformedTest);
        AddTestCase(new StreamTimesTest);
        AddTestCase(new JsonTextTest);
        AddTestCase(new TemplateTest);
    }
};

TlsSessionPageTestSuite g_tlsSessionPageTestSuite;

} // namespace
