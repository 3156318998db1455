/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-early-page.h"

#include <array>
#include <map>
#include <utility>

namespace ns3
{

namespace
{

constexpr uint64_t HTML_SIZE = 37 * 1024; //!< octets of the document
constexpr uint64_t IMAGE_SIZE = 7168;     //!< 7.0 KB
constexpr uint64_t SCRIPT_SIZE = 8397;    //!< 8.2 KB
constexpr uint64_t STYLE_SIZE = 5939;     //!< 5.8 KB
constexpr size_t IMAGES_IN_TEXT = 20;     //!< images that the document names

/// Path of the document, as news sites of the time named theirs.
const std::string DOCUMENT = "/2010/05/15/weather/weekend-forecast-sun-and-strong-winds.html";
const std::string FOLDER = "/media/2010/05/15/weekend/"; //!< of everything else

/// A host of the page, and its cookie.
struct Host
{
    const char* name;   //!< of the server
    const char* cookie; //!< that clients send to it
};

// Analytics, session, preferences and advertisement cookies as sites of the time set them.
constexpr std::array<Host, 7> HOSTS{
    {{"www.example.com",
      "__utma=173272373.1849361043.1272649121.1273870432.1273956787.14; __utmb=173272373.3.10."
      "1273956787; __utmc=173272373; __utmz=173272373.1272649121.1.1.utmcsr=(direct)|utmccn="
      "(direct)|utmcmd=(none); PHPSESSID=4f1c0a7be39d52c8b6e07a915d3f2c60; lang=en"},
     {"static.example.com",
      "__utma=173272373.1849361043.1272649121.1273870432.1273956787.14; __utmb=173272373.3.10."
      "1273956787; __utmc=173272373; __utmz=173272373.1272649121.1.1.utmcsr=(direct)|utmccn="
      "(direct)|utmcmd=(none); layout=wide; __qca=P0-1482257301-1272649121377"},
     {"img1.example.com",
      "__utma=173272373.1849361043.1272649121.1273870432.1273956787.14; __utmb=173272373.3.10."
      "1273956787; __utmc=173272373; __utmz=173272373.1272649121.1.1.utmcsr=(direct)|utmccn="
      "(direct)|utmcmd=(none); layout=wide; region=us-east; __qca=P0-1482257301-1272649121377"},
     {"img2.example.com",
      "__utma=173272373.1849361043.1272649121.1273870432.1273956787.14; __utmb=173272373.3.10."
      "1273956787; __utmc=173272373; __utmz=173272373.1272649121.1.1.utmcsr=(direct)|utmccn="
      "(direct)|utmcmd=(none); layout=wide; region=us-east; __qca=P0-1482257301-1272649121377"},
     {"ads.example.net",
      "uid=7b93e1f0-52c4-4d1a-9a6e-c08f3d5b2a71; seg=10482|10519|11027|20311|20388|31904; freq="
      "88213:2:1273956601|90177:1:1273870288|91402:5:1273956702; geo=US/NY/501/10011; optin=1; "
      "rtb=a1.4c22f0d9e7b35a68; last=1273956702; aud=travel:3|news:9|sport:1|auto:2"},
     {"media.example.net",
      "uid=7b93e1f0-52c4-4d1a-9a6e-c08f3d5b2a71; seg=10482|10519|11027|20311|20388|31904; freq="
      "88213:2:1273956601|90177:1:1273870288|91402:5:1273956702; geo=US/NY/501/10011; optin=1; "
      "cap=3; aud=travel:3|news:9|sport:1|auto:2; player=h264:1|vp6:1|wmv:0; volume=70"},
     {"stats.example.org",
      "vid=c41d8e0772b94f35ae60d1f9283b5c07; vfirst=1272649121; vlast=1273956787; visits=14; src="
      "organic; kw=weather%20new%20york; land=%2Findex.html; res=1280x1024x24; flash=10.0r45; tz="
      "-240; java=1; ab=hdr_b:nav_a:foot_c; sess=3.1273956787.1273956702"}}};

/// Hosts by what is on them.
enum HostNumber : size_t
{
    WWW,
    STATIC,
    IMAGES_1,
    IMAGES_2,
    ADS,
    MEDIA,
    STATS
};

/// What a browser of the time accepts for a type.
const char*
GetAccept(WebObjectType type)
{
    switch (type)
    {
    case WebObjectType::HTML:
        return "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,"
               "*/*;q=0.5";
    case WebObjectType::STYLE:
        return "text/css,*/*;q=0.1";
    case WebObjectType::SCRIPT:
    case WebObjectType::IMAGE:
    case WebObjectType::OTHER:
        return "*/*";
    }
    return "*/*";
}

/// Media type of what a server sends.
const char*
GetMediaType(WebObjectType type)
{
    switch (type)
    {
    case WebObjectType::HTML:
        return "text/html; charset=UTF-8";
    case WebObjectType::STYLE:
        return "text/css";
    case WebObjectType::SCRIPT:
        return "application/x-javascript";
    case WebObjectType::IMAGE:
        return "image/jpeg";
    case WebObjectType::OTHER:
        return "application/octet-stream";
    }
    return "application/octet-stream";
}

/// Puts the page together, in the order of the document.
class Builder
{
  public:
    /// @param shape what the metrics leave open
    explicit Builder(const EarlyWebShape& shape)
        : m_shape(shape)
    {
        m_page.name = "early-web";
    }

    /// The document itself.
    void AddDocument()
    {
        Add("index.html", WebObjectType::HTML, WWW, HTML_SIZE);
    }

    /// Style sheets with their backgrounds, and scripts.
    void AddHead()
    {
        for (const HostNumber host : {WWW, STATIC, STATIC})
        {
            auto& style = AddToDocument("style", ".css", WebObjectType::STYLE, host, STYLE_SIZE);
            style.isPushed = true;
            const size_t number = GetLast();
            AddImage(STATIC).parent = number;
        }
        for (const HostNumber host : {WWW, STATIC, STATIC})
        {
            AddScript(host).isPushed = true;
        }
    }

    /// Images, and advertisements after each third of them.
    void AddText()
    {
        const std::array<HostNumber, 4> hosts{WWW, IMAGES_1, IMAGES_2, IMAGES_1};
        for (size_t i = 0; i < IMAGES_IN_TEXT; ++i)
        {
            m_position = 2000 + i * (HTML_SIZE - 4000) / IMAGES_IN_TEXT;
            AddToDocument("image",
                          ".jpg",
                          WebObjectType::IMAGE,
                          hosts[i % hosts.size()],
                          IMAGE_SIZE);
            if (i != IMAGES_IN_TEXT / 3 && i != 2 * IMAGES_IN_TEXT / 3)
            {
                continue;
            }
            AddScript(ADS);
            const size_t script = GetLast();
            AddImage(MEDIA).parent = script;
            AddImage(MEDIA).parent = script;
        }
    }

    /// A late advertisement and the script that counts visits.
    void AddFoot()
    {
        m_position = HTML_SIZE - 500;
        for (const HostNumber host : {ADS, STATS})
        {
            AddScript(host);
            const size_t script = GetLast();
            AddImage(host == ADS ? MEDIA : STATS).parent = script;
        }
    }

    /// @return the page
    WebPage TakePage()
    {
        return std::move(m_page);
    }

  private:
    /// @return number of the object added last
    size_t GetLast() const
    {
        return m_page.objects.size() - 1;
    }

    /// Add an object that nothing names yet; it stays in its place until the next one is added.
    WebPageObject& Add(const std::string& name, WebObjectType type, HostNumber host, uint64_t size)
    {
        WebPageObject object;
        object.name = name;
        object.host = HOSTS[host].name;
        object.path = type == WebObjectType::HTML ? DOCUMENT : FOLDER + name;
        object.type = type;
        object.size = size;
        object.thinkTime = m_shape.thinkTime;
        AddHeaders(object, HOSTS[host].cookie);
        m_page.objects.push_back(object);
        return m_page.objects.back();
    }

    /// Add an object that the document names next, and that waits for a script that holds it up.
    WebPageObject& AddToDocument(const std::string& name,
                                 const std::string& suffix,
                                 WebObjectType type,
                                 HostNumber host,
                                 uint64_t size)
    {
        const std::string number = std::to_string(++m_numbers[type]);
        WebPageObject& object = Add(name + number + suffix, type, host, size);
        object.parent = 0;
        object.position = m_position;
        m_position += 120;
        if (m_holding)
        {
            object.after.push_back(*m_holding);
        }
        return object;
    }

    /// Add a script that the document names next.
    WebPageObject& AddScript(HostNumber host)
    {
        auto& script = AddToDocument("script", ".js", WebObjectType::SCRIPT, host, SCRIPT_SIZE);
        if (m_numbers[WebObjectType::SCRIPT] <= m_shape.depth)
        {
            m_holding = GetLast();
        }
        return script;
    }

    /// Add an image that the document does not name.
    WebPageObject& AddImage(HostNumber host)
    {
        const std::string number = std::to_string(++m_numbers[WebObjectType::IMAGE]);
        return Add("image" + number + ".jpg", WebObjectType::IMAGE, host, IMAGE_SIZE);
    }

    /// Browser and server say what they said in 2010.
    void AddHeaders(WebPageObject& object, const char* cookie) const
    {
        auto& request = object.requestHeaders;
        request.push_back({"Connection", "keep-alive"});
        request.push_back({"User-Agent",
                           "Mozilla/5.0 (Windows; U; Windows NT 6.1; en-US) AppleWebKit/533.4 "
                           "(KHTML, like Gecko) Chrome/5.0.375.55 Safari/533.4"});
        request.push_back({"Accept", GetAccept(object.type)});
        if (object.type != WebObjectType::HTML)
        {
            request.push_back({"Referer", "http://www.example.com" + DOCUMENT});
        }
        request.push_back({"Accept-Encoding", "gzip,deflate,sdch"});
        request.push_back({"Accept-Language", "en-US,en;q=0.8"});
        request.push_back({"Accept-Charset", "ISO-8859-1,utf-8;q=0.7,*;q=0.3"});
        request.push_back({"Cookie", cookie});

        auto& reply = object.replyHeaders;
        reply.push_back({"Date", "Sat, 15 May 2010 20:53:22 GMT"});
        reply.push_back({"Server", "Apache/2.2.14 (Unix)"});
        reply.push_back({"Content-Type", GetMediaType(object.type)});
        if (object.type == WebObjectType::HTML)
        {
            reply.push_back({"Cache-Control", "private, max-age=0"});
            reply.push_back({"Expires", "-1"});
            reply.push_back({"Set-Cookie", "lang=en; path=/; domain=.example.com"});
        }
        else
        {
            const std::string tag = std::to_string(0x2c41d00 + 0x11f3 * m_page.objects.size());
            reply.push_back({"Last-Modified", "Tue, 04 May 2010 09:17:41 GMT"});
            reply.push_back({"ETag", "\"" + tag + "-" + std::to_string(object.size) + "\""});
            reply.push_back({"Accept-Ranges", "bytes"});
            reply.push_back({"Cache-Control", "max-age=2592000"});
            reply.push_back({"Expires", "Mon, 14 Jun 2010 20:53:22 GMT"});
        }
        reply.push_back({"Vary", "Accept-Encoding"});
        reply.push_back({"Connection", "keep-alive"});
    }

    EarlyWebShape m_shape;                       //!< what the metrics leave open
    WebPage m_page;                              //!< so far
    std::map<WebObjectType, uint32_t> m_numbers; //!< objects of a type so far
    uint64_t m_position{600};                    //!< where the document names the next object
    std::optional<size_t> m_holding;             //!< script that holds up what follows
};

} // namespace

WebPage
MakeEarlyWebPage(const EarlyWebShape& shape)
{
    Builder builder(shape);
    builder.AddDocument();
    builder.AddHead();
    builder.AddText();
    builder.AddFoot();
    return builder.TakePage();
}

} // namespace ns3
