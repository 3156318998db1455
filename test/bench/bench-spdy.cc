/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"
#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"
#include "ns3/spdy-session.h"

namespace ns3
{

namespace
{

using spdy::Bytes;
using spdy::ByteView;
using spdy::SpdyEventType;
using spdy::SpdyHeaders;
using spdy::SpdyRole;
using spdy::SpdySession;
using spdy::SpdyVersion;

/// Octets that a session is given at a time, as by one TLS record.
constexpr size_t RECORD = 4096;

/// Conversations of one measurement.
constexpr uint32_t CONVERSATIONS = 3;

/// Simulated time from one conversation to the next.
const Time DISTANCE = Seconds(30);

/// A request as browsers sent them, with a cookie.
SpdyHeaders
MakeRequest(uint32_t number)
{
    return {{":method", "GET"},
            {":path", "/images/object-" + std::to_string(number) + ".png"},
            {":version", "HTTP/1.1"},
            {":host", "www.example.com"},
            {":scheme", "https"},
            {"accept", "image/webp,*/*;q=0.8"},
            {"accept-encoding", "gzip,deflate,sdch"},
            {"accept-language", "en-US,en;q=0.8"},
            {"accept-charset", "ISO-8859-1,utf-8;q=0.7,*;q=0.3"},
            {"referer", "https://www.example.com/index.html"},
            {"user-agent",
             "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
             "Chrome/30.0.1599.66 Safari/537.36"},
            {"cookie", "session=" + std::string(300, 'c') + std::to_string(number % 7)}};
}

SpdyHeaders
MakeReply(size_t size)
{
    return {{":status", "200 OK"},
            {":version", "HTTP/1.1"},
            {"content-type", "image/png"},
            {"content-length", std::to_string(size)},
            {"date", "Tue, 01 Jan 2013 12:00:00 GMT"},
            {"server", "Apache"}};
}

/// A client that asks for objects, all at a time, and its server.
class SpdyExchange
{
  public:
    /**
     * @param streams number of objects
     * @param size of each, in octets
     */
    SpdyExchange(uint32_t streams, size_t size)
        : m_client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1, MakeConfig(streams)),
          m_server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1, MakeConfig(streams)),
          m_streams(streams),
          m_size(size)
    {
    }

    /**
     * @param script null, or where the flights go
     * @return seconds that the two engines took
     */
    double Run(BenchScript* script)
    {
        const Bytes object(m_size, 'o');
        const SpdyHeaders reply = MakeReply(m_size);
        uint32_t closed = 0;
        double seconds = 0;
        BenchClock clock;
        for (uint32_t i = 0; i < m_streams; ++i)
        {
            m_client.OpenStream(MakeRequest(i), i % 8, true);
        }
        while (closed < m_streams)
        {
            const Bytes up = m_client.TakeOutput(SIZE_MAX);
            ForEachEvent(m_server, up, [&](const spdy::SpdyEvent& event) {
                if (event.type == SpdyEventType::STREAM_OPENED)
                {
                    m_server.Reply(event.id, reply, false);
                    m_server.SendData(event.id, object, true);
                }
            });
            const Bytes down = m_server.TakeOutput(SIZE_MAX);
            ForEachEvent(m_client, down, [&closed](const spdy::SpdyEvent& event) {
                closed += event.type == SpdyEventType::STREAM_CLOSED ? 1 : 0;
            });
            seconds += clock.Elapsed();
            NS_ABORT_MSG_IF(up.empty() && down.empty(), "The SPDY session stands still.");
            if (script)
            {
                Note(*script, true, up);
                Note(*script, false, down);
            }
            clock = BenchClock();
        }
        return seconds;
    }

  private:
    static spdy::SpdyConfig MakeConfig(uint32_t streams)
    {
        spdy::SpdyConfig config;
        config.maxConcurrentStreams = streams;
        return config;
    }

    static void Note(BenchScript& script, bool isClient, const Bytes& bytes)
    {
        if (!bytes.empty())
        {
            script.push_back({isClient, bytes});
        }
    }

    template <typename T>
    static void ForEachEvent(SpdySession& session, const Bytes& bytes, T handle)
    {
        for (size_t i = 0; i < bytes.size(); i += RECORD)
        {
            for (const auto& event : session.Receive(ByteView(bytes).Sub(i, RECORD)))
            {
                handle(event);
            }
        }
    }

    SpdySession m_client; //!< asks
    SpdySession m_server; //!< answers
    uint32_t m_streams;   //!< number of objects
    size_t m_size;        //!< of each, in octets
};

/**
 * @param script what is said
 * @return seconds that a conversation over TLS takes (see BenchClock)
 */
double
TimeTls(const BenchScript& script)
{
    BenchScenario scenario;
    const auto conversations =
        Create<BenchConversations>(scenario, 0, "ns3::TlsSocketFactory", script);
    conversations->Schedule(CONVERSATIONS, Seconds(0), DISTANCE);
    const double time = scenario.Run();
    NS_ABORT_MSG_IF(conversations->GetCompleted() != CONVERSATIONS,
                    "A conversation over TLS was not completed.");
    return time / CONVERSATIONS;
}

/// What the engine adds to the same octets over TLS, of which the handshake does not count.
BenchResult
BenchFraming(uint32_t repetitions)
{
    constexpr uint32_t STREAMS = 100;
    constexpr size_t SIZE = 20000;
    BenchScript script;
    SpdyExchange(STREAMS, SIZE).Run(&script);
    std::vector<double> engines;
    std::vector<double> tls;
    std::vector<double> ratios;
    for (uint32_t i = 0; i < repetitions; ++i)
    {
        double engine = 0;
        for (uint32_t j = 0; j < CONVERSATIONS; ++j)
        {
            engine += SpdyExchange(STREAMS, SIZE).Run(nullptr) / CONVERSATIONS;
        }
        engines.push_back(engine);
        tls.push_back(TimeTls(script) - TimeTls({}));
        ratios.push_back(engine / tls.back());
    }
    BenchResult result;
    result.what = "SPDY beside its octets over TLS";
    result.value = Median(ratios);
    result.limit = 0.15;
    result.detail =
        Fixed(1e3 * Median(engines), 2) + " ms; over TLS " + Fixed(1e3 * Median(tls), 2) + " ms";
    return result;
}

/// What a stream costs when a session has many, beside as many streams in small sessions.
BenchResult
BenchStreams(uint32_t repetitions)
{
    constexpr uint32_t MANY = 1000;
    constexpr uint32_t FEW = 10;
    constexpr size_t SIZE = 2000;
    std::vector<double> ratios;
    std::vector<double> manyTimes;
    std::vector<double> fewTimes;
    for (uint32_t i = 0; i < repetitions; ++i)
    {
        manyTimes.push_back(SpdyExchange(MANY, SIZE).Run(nullptr) / MANY);
        double few = 0;
        for (uint32_t j = 0; j < MANY / FEW; ++j)
        {
            few += SpdyExchange(FEW, SIZE).Run(nullptr);
        }
        fewTimes.push_back(few / MANY);
        ratios.push_back(manyTimes.back() / fewTimes.back());
    }
    BenchResult result;
    result.what = "stream among 1,000 of a session";
    result.value = Median(ratios);
    result.limit = 1.5;
    result.detail = Fixed(1e6 * Median(manyTimes), 1) +
                    " us, among 10: " + Fixed(1e6 * Median(fewTimes), 1) + " us";
    return result;
}

} // namespace

std::vector<BenchResult>
BenchSpdy(uint32_t repetitions)
{
    return {BenchFraming(repetitions), BenchStreams(repetitions)};
}

} // namespace ns3
