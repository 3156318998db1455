/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-test-support.h"

#include "ns3/test.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A step of one node, as often as it has to be there.
struct Step
{
    const char* node;
    const char* event;
    size_t count;
};

/// In the order of the phases and of time.
const std::vector<Step> ORDERED{{"client", "SYN", 1},
                                {"server", "SYN+ACK", 1},
                                {"client", "ACK", 1},
                                {"client", "client random chosen", 1},
                                {"client", "Client Hello", 1},
                                {"server", "suites compared and chosen", 1},
                                {"server", "session id given", 1},
                                {"server", "server random chosen", 1},
                                {"server", "Server Hello", 1},
                                {"server", "Certificate", 3},
                                {"server", "curve and base point chosen", 1},
                                {"server", "server private value", 1},
                                {"server", "server public value", 1},
                                {"server", "Server Key Exchange", 1},
                                {"server", "Server Hello Done", 1},
                                {"client", "client private value", 1},
                                {"client", "client public value", 1},
                                {"client", "Client Key Exchange", 1},
                                {"client", "master secret", 1},
                                {"client", "key block", 6},
                                {"client", "Change Cipher Spec", 1},
                                {"client", "Finished", 1},
                                {"server", "shared secret", 1},
                                {"server", "master secret", 1},
                                {"server", "key block", 6},
                                {"server", "Finished check", 1},
                                {"server", "Change Cipher Spec", 1},
                                {"server", "Finished", 1},
                                {"client", "Finished check", 1},
                                {"client", "SYN_STREAM", 1},
                                {"server", "SYN_REPLY", 1},
                                {"client", "PING", 1},
                                {"server", "PING", 1},
                                {"client", "GOAWAY", 1},
                                {"server", "GOAWAY", 1},
                                {"client", "close_notify", 1},
                                {"client", "FIN", 1},
                                {"server", "close_notify", 1},
                                {"server", "FIN", 1}};

class TimelineTest : public TestCase
{
  public:
    explicit TimelineTest(double loss)
        : TestCase("Every step of a session is in the time line, in order and as often as it "
                   "happened, at a loss of " +
                   std::to_string(static_cast<int>(100 * loss)) + " percent"),
          m_loss(loss)
    {
    }

  private:
    void DoRun() override
    {
        SessionSetup setup;
        setup.objects = 1;
        setup.loss = m_loss;
        const SessionOutcome result = RunSession(setup);
        std::vector<TlsTimelineRow> rows;
        for (const auto& row : result.timeline.GetRows())
        {
            if (row.kind == TlsRowKind::STEP)
            {
                rows.push_back(row);
            }
        }
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.phase < b.phase;
        });
        auto at = rows.begin();
        for (const auto& step : ORDERED)
        {
            const auto matches = [&](const TlsTimelineRow& row) {
                return row.node == step.node && row.event == step.event;
            };
            const size_t count = std::count_if(rows.begin(), rows.end(), matches);
            NS_TEST_EXPECT_MSG_EQ(count, step.count, step.node << " " << step.event);
            const auto next = std::find_if(at, rows.end(), matches);
            NS_TEST_EXPECT_MSG_EQ((next != rows.end()),
                                  true,
                                  step.node << " " << step.event << " is out of order");
            at = next != rows.end() ? next : at;
        }
        for (const char* event :
             {"shared secret", "certificate check", "signature check", "SETTINGS", "WINDOW_UPDATE"})
        {
            const bool found = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
                return row.node == "client" && row.event == event;
            });
            NS_TEST_EXPECT_MSG_EQ(found, true, "client " << event);
        }
        std::ostringstream csv;
        result.timeline.WriteCsv(csv);
        NS_TEST_EXPECT_MSG_EQ(csv.str().find("time_ms,node,layer,phase,event,bytes,cpu_us,detail"),
                              0,
                              "columns");
    }

    double m_loss;
};

/// Costs in nanoseconds, written into a calibration file.
struct Costs
{
    uint64_t generate{0};
    uint64_t agree{0};
    uint64_t sign{0};
    uint64_t verify{0};
};

/**
 * Computes when the handshake is over from the sizes of packets, the delay, the rate and the
 * costs, knowing of each message what it needs, and compares.
 */
class CriticalPathTest : public TestCase
{
  public:
    CriticalPathTest(const std::string& title, const Costs& costs)
        : TestCase(title),
          m_costs(costs)
    {
    }

  private:
    /// One direction of the link.
    struct Link
    {
        double rate;
        double delay;
        double free{0};

        double Send(double release, uint32_t size)
        {
            constexpr uint32_t PPP_HEADER = 2;
            free = std::max(free, release) + (size + PPP_HEADER) * 8 / rate * 1e9;
            return free + delay;
        }
    };

    void DoRun() override
    {
        SessionSetup setup;
        setup.objects = 1;
        setup.calibration = CreateTempDirFilename("costs.txt");
        std::ofstream file(setup.calibration);
        file << "generate-key ecdh 256 " << m_costs.generate << " 0\n"
             << "agree ecdh 256 " << m_costs.agree << " 0\n"
             << "sign rsa 2048 " << m_costs.sign << " 0\n"
             << "verify rsa 2048 " << m_costs.verify << " 0\n";
        file.close();
        const SessionOutcome result = RunSession(setup);
        const double law = Compute(setup, result.sent);
        const double simulated = static_cast<double>(
            (result.record.times.established - result.record.times.synSent).GetNanoSeconds());
        NS_TEST_ASSERT_MSG_EQ_TOL(simulated, law, 1000.0, "nanoseconds from SYN to complete");
    }

    double Compute(const SessionSetup& setup, const std::vector<SessionPacket>& sent) const
    {
        const double delay = static_cast<double>(setup.rtt.GetNanoSeconds()) / 2;
        Link up{static_cast<double>(setup.rate), delay};
        Link down{static_cast<double>(setup.rate), delay};
        std::vector<SessionPacket> client;
        std::vector<SessionPacket> server;
        for (const auto& packet : sent)
        {
            (packet.fromClient ? client : server).push_back(packet);
        }
        size_t c = 0;
        size_t s = 0;
        const double synAt = up.Send(0, client[c++].size);
        const double connected = down.Send(synAt, server[s++].size);
        up.Send(connected, client[c++].size);
        const double helloAt = up.Send(connected, client[c++].size);

        // The server's flight: key and signature; its records end with Server Hello Done.
        const double flight = helloAt + static_cast<double>(m_costs.generate + m_costs.sign);
        wire::Bytes stream;
        std::vector<double> arrivals;
        std::vector<size_t> lengths;
        while (CountRecords(stream).size() < 4)
        {
            const SessionPacket& packet = server[s++];
            const bool data = !packet.payload.empty();
            const double arrival = down.Send(data ? flight : helloAt, packet.size);
            if (data)
            {
                wire::Append(stream, packet.payload);
                arrivals.push_back(arrival);
                lengths.push_back(stream.size());
            }
        }
        const std::vector<size_t> ends = CountRecords(stream);
        const std::vector<uint64_t> costs{0,
                                          3 * m_costs.verify,
                                          m_costs.verify,
                                          m_costs.generate + m_costs.agree};
        double done = 0;
        for (size_t i = 0; i < costs.size(); ++i)
        {
            const auto segment = std::lower_bound(lengths.begin(), lengths.end(), ends[i]);
            done =
                std::max(done, arrivals[segment - lengths.begin()]) + static_cast<double>(costs[i]);
        }

        // The client's second flight, behind its acknowledgments.
        for (size_t i = 0; client[c].payload.empty(); ++i)
        {
            up.Send(arrivals[std::min(i, arrivals.size() - 1)], client[c++].size);
        }
        const double keysAt = up.Send(done, client[c].size);
        while (server[s].payload.empty())
        {
            down.Send(keysAt, server[s++].size);
        }
        return down.Send(keysAt + static_cast<double>(m_costs.agree), server[s].size);
    }

    /// @return where the complete records of a stream end
    static std::vector<size_t> CountRecords(const wire::Bytes& stream)
    {
        constexpr size_t HEADER = 5;
        std::vector<size_t> ends;
        size_t at = 0;
        while (at + HEADER <= stream.size())
        {
            at += HEADER + (stream[at + 3] << 8 | stream[at + 4]);
            if (at <= stream.size())
            {
                ends.push_back(at);
            }
        }
        return ends;
    }

    Costs m_costs;
};

/// When the steps of a session happen.
class TlsSessionTimeTestSuite : public TestSuite
{
  public:
    TlsSessionTimeTestSuite()
        : TestSuite("tls-spdy-session-time", TestSuite::Type::SYSTEM)
    {
        AddTestCase(new TimelineTest(0));
        AddTestCase(new TimelineTest(0.05));
        AddTestCase(
            new CriticalPathTest("Without cost the handshake takes what sizes, delay and rate say",
                                 Costs{}));
        AddTestCase(new CriticalPathTest(
            "The handshake takes what sizes, delay, rate and processor time say",
            Costs{300000, 400000, 2000000, 700000}));
    }
};

TlsSessionTimeTestSuite g_tlsSessionTimeTestSuite; //!< registers itself

} // namespace
