/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/http-parser.h"
#include "ns3/test.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::http;

namespace
{

/// What a parser says about a text, as a text.
std::string
Describe(HttpParser& parser, const std::string& text, size_t step, bool end)
{
    std::string said;
    std::string body;
    const auto take = [&](const std::vector<HttpEvent>& events) {
        for (const auto& event : events)
        {
            if (event.type == HttpEventType::BODY)
            {
                body += ByteView(event.data).ToString();
            }
            else if (event.type == HttpEventType::HEAD)
            {
                said += event.request.target + " " + std::to_string(event.reply.status) + ";";
            }
            else
            {
                said += "[" + body + "]" + std::to_string(event.bytes) + ";";
                body.clear();
            }
        }
    };
    for (size_t at = 0; at < text.size(); at += step)
    {
        take(parser.Receive(ToBytes(text.substr(at, step))));
    }
    if (end)
    {
        take(parser.ReceiveEndOfStream());
    }
    return said + (parser.GetFailure().empty() ? "" : "failed");
}

class HttpParserTest : public TestCase
{
  public:
    HttpParserTest()
        : TestCase("HTTP messages are found wherever the stream is cut")
    {
    }

  private:
    void Check(HttpMessageKind kind, const std::string& text, bool end, const std::string& expected)
    {
        for (const size_t step : {size_t{1}, size_t{2}, size_t{7}, text.size()})
        {
            HttpParser parser(kind);
            NS_TEST_EXPECT_MSG_EQ(Describe(parser, text, step, end),
                                  expected,
                                  text << " in steps of " << step);
        }
    }

    void DoRun() override
    {
        const auto request = HttpMessageKind::REQUEST;
        const auto reply = HttpMessageKind::REPLY;
        Check(request, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", false, "/a 200;[]28;");
        Check(request, "GET / HTTP/1.0\n\n\nGET /b HTTP/1.0\n\n", false, "/ 200;[]16;/b 200;[]17;");
        Check(request,
              "POST / HTTP/1.1\r\ncontent-length:3\r\n\r\nabcGET /c HTTP/1.1\r\n\r\n",
              false,
              "/ 200;[abc]40;/c 200;[]19;");
        Check(reply, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", false, "/ 200;[hi]40;");
        Check(reply, "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", false, "/ 404;[]35;");
        Check(reply, "HTTP/1.0 200 OK\r\n\r\nto the end", true, "/ 200;[to the end]29;");
        Check(reply, "HTTP/1.1 204 No\r\n\r\n", false, "/ 204;[]19;");
        for (const std::string bad : {"GET\r\n\r\n",
                                      "GET / HTTP/3\r\n\r\n",
                                      "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                                      "GET / HTTP/1.1\r\n : x\r\n\r\n",
                                      "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                                      "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: "
                                      "2\r\n\r\n",
                                      "GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                                      "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                                      "Content-Length: 1\r\n\r\n"})
        {
            Check(request, bad, false, "failed");
        }
        const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";
        for (const std::string more : {"chunked", "gzip"})
        {
            Check(reply,
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: " + more +
                      "\r\n\r\n0\r\n\r\n",
                  false,
                  "failed");
        }
        Check(reply, chunked + "0\r\n\r\n", false, "/ 200;[]52;");
        Check(reply,
              chunked + "3;a=b\r\nabc\r\nA\n0123456789\n0\r\nTrailer: x\r\n\r\n",
              false,
              "/ 200;[abc0123456789]89;");
        for (const std::string bad :
             {"\r\n", "x\r\n", "-1\r\n", "1x\r\na\r\n", "1234567890123456\r\n"})
        {
            Check(reply, chunked + bad, false, "/ 200;failed");
        }
        Check(reply, chunked + "1\r\nab\r\n", false, "/ 200;failed");
        Check(reply, chunked + std::string(2000, '1'), false, "/ 200;failed");
        Check(reply, chunked + "3\r\nab", true, "/ 200;failed");
        Check(reply, "HTTP/1.1 2x0 OK\r\n\r\n", false, "failed");
        Check(reply, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi", true, "/ 200;failed");
    }
};

/// Bounds to the octet.
class HttpLimitTest : public TestCase
{
  public:
    HttpLimitTest()
        : TestCase("Heads, lines, trailers and sizes of HTTP are bounded to the octet")
    {
    }

  private:
    void Check(const std::string& text, const std::string& expected, bool end = false)
    {
        HttpParser parser(HttpMessageKind::REPLY);
        NS_TEST_EXPECT_MSG_EQ(Describe(parser, text, text.size(), end),
                              expected,
                              text.substr(0, 100) << " of " << text.size());
    }

    void DoRun() override
    {
        const std::string status = "HTTP/1.1 204 No\r\n";
        const auto head = [&status](size_t size) {
            return status + "a:" + std::string(size - status.size() - 6, 'x') + "\r\n\r\n";
        };
        Check(head(65536), "/ 204;[]65536;");
        Check(head(65537), "failed");

        const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        Check(chunked + "0;" + std::string(1022, 'x') + "\n\n", "/ 200;[]1073;");
        Check(chunked + "0;" + std::string(1023, 'x') + "\n\n", "/ 200;failed");
        Check(chunked + "123456789abcdef\r\n", "/ 200;");

        std::string trailer;
        for (int i = 0; i < 64; ++i)
        {
            trailer += std::string(1024, 't') + "\n";
        }
        const std::string whole = chunked + "0\n" + trailer;
        Check(whole + "\n" + whole + "\n", "/ 200;[]65650;/ 200;[]65650;");
        Check(whole + "t\n\n", "/ 200;failed");

        Check("HTTP/1.1 100 Continue\r\n\r\n", "/ 100;[]25;");
        Check("HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\n", "/ 304;[]38;");
        Check("HTTP/1.1 2", "failed", true);
        Check("", "", true);
    }
};

/// What a head may say, octet by octet.
class HttpHeadTest : public TestCase
{
  public:
    HttpHeadTest()
        : TestCase("Heads that RFC 7230 forbids are refused and the others are taken")
    {
    }

  private:
    void CheckRequest(const std::string& line, bool isGood)
    {
        HttpRequest request;
        NS_TEST_EXPECT_MSG_EQ(Parse(ToBytes(line + "\r\n\r\n"), request), isGood, line);
    }

    void CheckReply(const std::string& line, bool isGood)
    {
        HttpReply reply;
        NS_TEST_EXPECT_MSG_EQ(Parse(ToBytes(line + "\r\n\r\n"), reply), isGood, line);
    }

    void CheckLength(const std::vector<std::string>& values, bool isGood)
    {
        HttpHeaders headers;
        for (const auto& value : values)
        {
            headers.push_back({"content-LENGTH", value});
        }
        std::optional<uint64_t> length;
        NS_TEST_EXPECT_MSG_EQ(GetContentLength(headers, length), isGood, values.front());
    }

    void DoRun() override
    {
        CheckLines();
        CheckFields();
        CheckLength({"0"}, true);
        CheckLength({"123456789012345678"}, true);
        CheckLength({"1234567890123456789"}, false);
        CheckLength({"3", "3"}, true);
        CheckLength({"3", "4"}, false);
        for (const std::string bad : {"", "+1", "0x1", "1 2", "1,1", "1.0"})
        {
            CheckLength({bad}, false);
        }
    }

    /// Request lines and status lines (RFC 7230, 3.1).
    void CheckLines()
    {
        CheckRequest("M-SEARCH!#$%&'*+.^_`|~9 * HTTP/1.1", true);
        for (const char separator : std::string("\"(),/:;<=>?@[\\]{} \t\x01\x1f\x7f\x80\xff"))
        {
            CheckRequest(std::string("G") + separator + "T / HTTP/1.1", false);
        }
        for (const std::string bad : {" / HTTP/1.1",
                                      "GET HTTP/1.1",
                                      "GET  HTTP/1.1",
                                      "GET  / HTTP/1.1",
                                      "GET / /a HTTP/1.1",
                                      "GET /\t HTTP/1.1",
                                      "GET /\x7f HTTP/1.1",
                                      "GET /\x80 HTTP/1.1",
                                      "GET / HTTP/2.0",
                                      "GET / http/1.1"})
        {
            CheckRequest(bad, false);
        }
        for (const std::string good :
             {"HTTP/1.1 200", "HTTP/1.1 200 ", "HTTP/1.0 100 \tOK \x80\xff", "HTTP/1.1 599 x"})
        {
            CheckReply(good, true);
        }
        for (const std::string bad : {"HTTP/1.1 20",
                                      "HTTP/1.1x200 OK",
                                      "HTTP/1.1 2000",
                                      "HTTP/1.1 200OK",
                                      "HTTP/1.1 099 x",
                                      "HTTP/1.1 600 x",
                                      "HTTP/1.1 2:0 x",
                                      "HTTP/1.1 2/0 x",
                                      "HTTP/1.1 200 a\x01",
                                      "HTTP/1.1 200 a\x7f",
                                      "HTTP/2.0 200 OK"})
        {
            CheckReply(bad, false);
        }
    }

    /// Fields (RFC 7230, 3.2).
    void CheckFields()
    {
        const std::string line = "GET / HTTP/1.1\r\n";
        for (const std::string bad : {" a: x",
                                      "\ta: x",
                                      "a : x",
                                      "a b: x",
                                      "a: x\r\n folded",
                                      "a: \x01",
                                      "a: \x1f",
                                      "a: \x7f",
                                      "a: x\ry"})
        {
            CheckRequest(line + bad, false);
        }
        HttpRequest request;
        NS_TEST_ASSERT_MSG_EQ(Parse(ToBytes(line + "a: \t b\tc \xff \t\r\nD:\r\n\r\n"), request),
                              true,
                              "blanks");
        NS_TEST_ASSERT_MSG_EQ(request.headers.size(), 2, "fields");
        NS_TEST_EXPECT_MSG_EQ(request.headers[0].value, "b\tc \xff", "without those around it");
        NS_TEST_EXPECT_MSG_EQ(request.headers[1].value, "", "none");
        NS_TEST_EXPECT_MSG_EQ(Parse(ToBytes(line + "\r\nmore"), request), false, "more follows");
        NS_TEST_EXPECT_MSG_EQ(Parse(ToBytes(line + "a: x\r\n"), request), false, "no end");
    }
};

class ConnectionOptionTest : public TestCase
{
  public:
    ConnectionOptionTest()
        : TestCase("HTTP connections are kept by version and by the options of their field")
    {
    }

  private:
    void Check(const std::string& version, const std::string& options, bool ends)
    {
        const HttpHeaders headers{{"connection", options}};
        NS_TEST_EXPECT_MSG_EQ(EndsConnection(version, headers), ends, version + options);
    }

    void DoRun() override
    {
        const HttpHeaders both{{"Connection", "keep-alive"}, {"Connection", "close"}};
        NS_TEST_EXPECT_MSG_EQ(EndsConnection("HTTP/1.1", both), true, "fields are one list");
        NS_TEST_EXPECT_MSG_EQ(EndsConnection("HTTP/1.1", {}), false, "kept");
        NS_TEST_EXPECT_MSG_EQ(EndsConnection("HTTP/1.0", {}), true, "not kept");
        Check("HTTP/1.1", "close", true);
        Check("HTTP/1.1", "TE , Close", true);
        Check("HTTP/1.1", "closed", false);
        Check("HTTP/1.1", "", false);
        Check("HTTP/1.0", "te", true);
        Check("HTTP/1.0", "TE,Keep-Alive", false);
        Check("HTTP/1.0", "keep-alive, close", true);
    }
};

/// The codec and the parser of HTTP.
class HttpTestSuite : public TestSuite
{
  public:
    HttpTestSuite()
        : TestSuite("tls-spdy-http", TestSuite::Type::UNIT)
    {
        AddTestCase(new HttpParserTest);
        AddTestCase(new HttpLimitTest);
        AddTestCase(new HttpHeadTest);
        AddTestCase(new ConnectionOptionTest);
    }
};

HttpTestSuite g_httpTestSuite; //!< registers the suite

} // namespace
