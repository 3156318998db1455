/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-test-load.h"

#include "ns3/http-message.h"
#include "ns3/test.h"
#include "ns3/web-early-page.h"
#include "ns3/web-epload-reader.h"
#include "ns3/web-page-reader.h"

#include <map>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

class ReaderTest : public TestCase
{
  public:
    ReaderTest()
        : TestCase("A page file gives objects with all that it says of them")
    {
    }

  private:
    void DoRun() override
    {
        WebPage page;
        WebPageReader reader;
        NS_TEST_ASSERT_MSG_EQ(reader.Read(SMALL_TEST_PAGE, page), true, reader.GetFailure());
        NS_TEST_ASSERT_MSG_EQ(page.objects.size(), 6, "objects");
        NS_TEST_EXPECT_MSG_EQ(page.name, "small", "name");
        const WebPageObject& main = page.objects[0];
        NS_TEST_EXPECT_MSG_EQ(main.parent.has_value(), false, "nothing names it");
        NS_TEST_EXPECT_MSG_EQ(main.thinkTime, MilliSeconds(100), "think");
        NS_TEST_EXPECT_MSG_EQ(main.computeTime, MilliSeconds(7), "compute");
        NS_TEST_EXPECT_MSG_EQ(main.isChunked, true, "chunked");
        const WebPageObject& script = page.objects[3];
        NS_TEST_EXPECT_MSG_EQ(script.host, "www.example.com", "host");
        NS_TEST_EXPECT_MSG_EQ(script.path, "/script.js", "path");
        NS_TEST_EXPECT_MSG_EQ((script.type == WebObjectType::SCRIPT), true, "type");
        NS_TEST_EXPECT_MSG_EQ(script.size, 8000, "size");
        NS_TEST_EXPECT_MSG_EQ(script.parent.value(), 0, "parent");
        NS_TEST_EXPECT_MSG_EQ(script.position.value(), 600, "position");
        NS_TEST_EXPECT_MSG_EQ((script.after == std::vector<size_t>{2}), true, "after");
        NS_TEST_EXPECT_MSG_EQ(script.isPushed, true, "pushed");
        NS_TEST_ASSERT_MSG_EQ(script.requestHeaders.size(), 2, "of all, and its own");
        NS_TEST_EXPECT_MSG_EQ(script.requestHeaders[1].value, "a=b", "header");
        NS_TEST_EXPECT_MSG_EQ(script.replyHeaders[0].value, "test", "header of all");
        NS_TEST_EXPECT_MSG_EQ(page.objects[4].position.has_value(), false, "the end");
        NS_TEST_EXPECT_MSG_EQ(page.objects[5].after.size(), 2, "two to wait for");
    }
};

class ReaderFailureTest : public TestCase
{
  public:
    ReaderFailureTest()
        : TestCase("A wrong page file is refused with its line and one reason")
    {
    }

  private:
    void Check(const std::string& text, const std::string& expected)
    {
        WebPage page;
        page.name = "untouched";
        WebPageReader reader;
        NS_TEST_EXPECT_MSG_EQ(reader.Read(text, page), false, text);
        NS_TEST_EXPECT_MSG_EQ(reader.GetFailure(), expected, text);
        NS_TEST_EXPECT_MSG_EQ(page.name, "untouched", text);
    }

    void DoRun() override
    {
        const std::string a = "object a\nhost x\n";
        Check("", "line 0: a page has at least one object");
        Check("host x\n", "line 1: field \"host\" belongs to an object, and none has begun");
        Check(a + "color red\n", "line 3: there is no field \"color\"");
        Check(a + "size\n", "line 3: field \"size\" has no value");
        Check(a + "size -1\n", "line 3: a size cannot be negative");
        Check(a + "size 1k\n", "line 3: a size is a number of octets, not \"1k\"");
        Check(a + "size 1234567890123456\n",
              "line 3: a size is a number of octets, not \"1234567890123456\"");
        Check(a + "think 5\n",
              "line 3: think is a time such as 50ms, with the unit us, ms or s, not \"5\"");
        Check(a + "compute 1.2.3s\n",
              "line 3: compute is a time such as 50ms, with the unit us, ms or s, not \"1.2.3s\"");
        Check(a + "think 99999999s\n", "line 3: think is longer than ten days");
        Check(a + "chunked yes\n", "line 3: chunked is true or false, not \"yes\"");
        Check(a + "type video\n",
              "line 3: a type is html, style, script, image or other, not \"video\"");
        Check(a + "request none\n",
              "line 3: a header is a name, a colon and a value, not \"none\"");
        Check(a + "parent b\n", "line 3: there is no object \"b\"");
        Check(a + "after c\n", "line 3: there is no object \"c\"");
        Check(a + "path x\n", "line 1: object \"a\" has a path that does not begin with a slash");
        Check("object a\nsize 3\n", "line 1: object \"a\" has no host");
        Check(a + a, "line 3: object \"a\" is there twice");
        Check(a + "object b\nhost x\n",
              "line 3: object \"b\" has the host and path of another one");
        Check(a + "position 3\n", "line 1: object \"a\" has a position but no parent");
        Check(a + "size 2\nobject b\nhost y\nparent a\nposition 3\n",
              "line 4: object \"b\" waits for more of its parent than there is");
        Check(a + "after a\n", "line 1: object \"a\" waits for itself");
        Check(a + "object b\nhost y\nparent c\nobject c\nhost z\nafter b\n",
              "line 3: object \"b\" waits for itself");
        Check("object a b\n", "line 1: an object's name is one word, not \"a b\"");
    }
};

class EploadTest : public TestCase
{
  public:
    EploadTest()
        : TestCase("Pages of Epload give objects with delays for their computations")
    {
    }

  private:
    void CheckFailure(const std::string& text, const std::string& expected)
    {
        WebPage page;
        WebEploadReader reader;
        NS_TEST_EXPECT_MSG_EQ(reader.Read(text, page), false, text);
        NS_TEST_EXPECT_MSG_EQ(reader.GetFailure(), expected, text);
    }

    void DoRun() override
    {
        const std::string objects = R"({"name": "t\u00e4st", "objs": [
{"id": "r1", "url": "http://x.example/a/b", "when_comp_start": 1,
 "download": {"id": "d1", "type": "text/html", "len": 5e3},
 "comps": [{"id": "r1_c1", "type": "evalhtml", "time": 10.5},
           {"id": "r1_c2", "type": "evalhtml", "time": 20}]},
{"id": "r2", "host": "y", "path": "/s.js", "when_comp_start": -1,
 "download": {"id": "d2", "type": "application/javascript"},
 "comps": [{"id": "r2_c1", "type": "evaljs", "time": 100}]},
{"id": "r3", "host": "y", "path": "/i.png", "when_comp_start": -1,
 "download": {"id": "d3", "type": "image/png", "len": 70}, "comps": []}
], "start_activity": "d1", "load_activity": "r2_c1", "deps": [)";
        WebPage page;
        WebEploadReader reader;
        const bool isRead = reader.Read(objects + R"(
{"id": "dep1", "a1": "r1_c1", "a2": "d2", "time": 2},
{"id": "dep2", "a1": "r2_c1", "a2": "r1_c2", "time": -1},
{"id": "dep3", "a1": "r1_c2", "a2": "d3", "time": -1}]})",
                                        page);
        NS_TEST_ASSERT_MSG_EQ(isRead, true, reader.GetFailure());
        NS_TEST_ASSERT_MSG_EQ(page.objects.size(), 3, "objects");
        NS_TEST_EXPECT_MSG_EQ(page.name, "t\xc3\xa4st", "name");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].host, "x.example", "host out of the URL");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].path, "/a/b", "path out of the URL");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].size, 5000, "length");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].computeTime, MicroSeconds(30500), "compute");
        const WebPageObject& script = page.objects[1];
        NS_TEST_EXPECT_MSG_EQ(script.size, 10000, "no length");
        NS_TEST_EXPECT_MSG_EQ((script.type == WebObjectType::SCRIPT), true, "type");
        NS_TEST_EXPECT_MSG_EQ(script.parent.value(), 0, "parent");
        NS_TEST_EXPECT_MSG_EQ(script.position.value(), 0, "from the first octet on");
        NS_TEST_EXPECT_MSG_EQ(script.delay, MilliSeconds(2), "while the parent computes");
        const WebPageObject& image = page.objects[2];
        NS_TEST_EXPECT_MSG_EQ(image.delay, MicroSeconds(30500), "both computations");
        NS_TEST_EXPECT_MSG_EQ((image.after == std::vector<size_t>{1}), true, "what holds them up");

        CheckFailure("{", "line 1: a member is a name in quotes, a colon and a value");
        CheckFailure("{\"objs\": [1,\n]}", "line 2: a value is expected");
        CheckFailure("{} x", "line 1: there is more after the end");
        CheckFailure(std::string(100, '['), "line 1: lists and objects are nested too deeply");
        CheckFailure("{}", "line 1: a page has at least one object");
        CheckFailure(objects + "\n{\"a1\": \"d1\", \"a2\": \"d9\"}]}",
                     "line 12: there is no activity \"d9\"");
        CheckFailure(objects + "{\"a1\": \"r2_c1\", \"a2\": \"d2\"}]}",
                     "line 6: object \"r2\" waits for itself");
        CheckFailure("{\"objs\": [{\"id\": \"a\", \"download\": {\"id\": \"d\",\n\"len\": -1}}]}",
                     "line 2: a size cannot be negative");
        CheckFailure("{\"objs\": [{\"id\": \"a\", \"path\": \"/\"}]}",
                     "line 1: object \"a\" has no host");
    }
};

class EarlyPageTest : public TestCase
{
  public:
    EarlyPageTest()
        : TestCase("The page of 2010 has the counts, sizes, hosts and headers of the metrics")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint32_t depth : {0, 3, 7})
        {
            EarlyWebShape shape;
            shape.depth = depth;
            const WebPage page = MakeEarlyWebPage(shape);
            const auto fault = page.Check();
            NS_TEST_ASSERT_MSG_EQ(fault.has_value(), false, (fault ? fault->reason : ""));
            NS_TEST_EXPECT_MSG_EQ(page.GetHosts().size(), 7, "hosts");
            std::map<WebObjectType, uint32_t> counts;
            std::map<WebObjectType, uint64_t> sizes;
            for (const WebPageObject& object : page.objects)
            {
                ++counts[object.type];
                sizes[object.type] = object.size;
                http::HttpRequest request;
                request.target = object.path;
                request.headers = object.requestHeaders;
                request.headers.push_back({"Host", object.host});
                const size_t bytes = http::Serialize(request).size();
                NS_TEST_EXPECT_MSG_EQ((bytes >= 700 && bytes <= 800),
                                      true,
                                      object.name << " is asked for with " << bytes);
            }
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::HTML], 1, "documents");
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::IMAGE], 29, "images");
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::SCRIPT], 7, "scripts");
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::STYLE], 3, "style sheets");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::HTML], 37888, "37 KB");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::IMAGE], 7168, "7.0 KB");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::SCRIPT], 8397, "8.2 KB");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::STYLE], 5939, "5.8 KB");
        }
    }
};

class OneHostTest : public TestCase
{
  public:
    OneHostTest()
        : TestCase("A page moves to one host without two objects in one place")
    {
    }

  private:
    void DoRun() override
    {
        const auto page = ReadTestPage("object a\nhost x\npath /1\nobject b\nhost y\npath /1\n"
                                       "object c\nhost z\npath /2\nobject d\nhost x\npath /2\n"
                                       "object e\nhost y\npath /3\nobject f\nhost z\npath /3\n");
        NS_TEST_ASSERT_MSG_EQ(page->objects.size(), 6, "read");
        const WebPage one = page->OnOneHost();
        NS_TEST_EXPECT_MSG_EQ(one.GetHosts().size(), 1, "host");
        NS_TEST_EXPECT_MSG_EQ(one.Check().has_value(), false, "it can be loaded");
        NS_TEST_EXPECT_MSG_EQ(one.objects[1].path, "/y/1", "another host's path");
        NS_TEST_EXPECT_MSG_EQ(one.objects[3].path, "/2", "the host's own path stays");
        NS_TEST_EXPECT_MSG_EQ(page->GetHosts().size(), 3, "the page itself stays");
    }
};

class WebPageTestSuite : public TestSuite
{
  public:
    WebPageTestSuite()
        : TestSuite("tls-spdy-page", TestSuite::Type::UNIT)
    {
        AddTestCase(new ReaderTest);
        AddTestCase(new ReaderFailureTest);
        AddTestCase(new EploadTest);
        AddTestCase(new EarlyPageTest);
        AddTestCase(new OneHostTest);
    }
};

WebPageTestSuite g_webPageTestSuite; //!< registers itself

} // namespace
