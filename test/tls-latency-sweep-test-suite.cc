/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/test.h"
#include "ns3/tls-kind-variation.h"
#include "ns3/tls-latency-sweep.h"
#include "ns3/tls-study-options.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

/// A row of latency.csv.
using Row = std::vector<std::string>;

/// A row by the names of its columns.
using Columns = std::map<std::string, std::string>;

/// @param header names @param row values @return values by name
Columns
ByName(const std::vector<std::string>& header, const Row& row)
{
    Columns columns;
    for (size_t i = 0; i < header.size(); ++i)
    {
        columns[header[i]] = row[i];
    }
    return columns;
}

/// A sweep that was run.
class SweepRun
{
  public:
    /**
     * @param options of the study
     * @param plan of the sweep
     */
    SweepRun(const TlsStudyOptions& options, const TlsLatencySweep::Plan& plan)
    {
        TlsStudyOptions::Values values;
        refusal = options.Parse(values);
        if (!refusal.empty())
        {
            return;
        }
        TlsLatencySweep sweep(options, values, plan);
        refusal = sweep.Prepare();
        if (!refusal.empty())
        {
            return;
        }
        sweep.Run([this](const TlsLatencySweepCell& cell, const TlsLatencyRow& row) {
            rows.push_back(row.GetValues(cell.columns));
        });
        for (const TlsLatencySweepCell& cell : sweep.GetCells())
        {
            summaries.push_back(
                ByName(TlsLatencySummary::GetHeader(), cell.summary.GetValues(cell.columns)));
        }
    }

    /// @param index of a row @return its columns
    Columns GetRow(size_t index) const
    {
        return ByName(TlsLatencyRow::GetHeader(), rows[index]);
    }

    std::string refusal;            //!< why it was not run
    std::vector<Row> rows;          //!< of latency.csv
    std::vector<Columns> summaries; //!< rows of summary.csv
};

/// @return options of a link that loses packets
TlsStudyOptions
Lossy()
{
    TlsStudyOptions options;
    options.rtt = "10ms";
    options.loss = "0.1";
    return options;
}

/// @param samples how many @return a plan
TlsLatencySweep::Plan
Take(uint64_t samples)
{
    TlsLatencySweep::Plan plan;
    plan.samples = samples;
    return plan;
}

/// What is run, and what of it is the same again.
class SweepRowTestCase : public TestCase
{
  public:
    SweepRowTestCase()
        : TestCase("Cells without randomness run once, more samples keep the rows there were, and "
                   "any row can be repeated alone")
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions options = Lossy();
        options.kind = "tls12-ecdhe-rsa,tls12-ticket";
        options.loss = "0,0.1";
        const SweepRun few(options, Take(4));
        NS_TEST_ASSERT_MSG_EQ(few.refusal, "", "runs");
        NS_TEST_ASSERT_MSG_EQ(few.rows.size(), 2 * (1 + 4), "a row without loss, four with it");
        const SweepRun more(options, Take(7));
        NS_TEST_ASSERT_MSG_EQ(more.rows.size(), 2 * (1 + 7), "more rows");
        for (const size_t cell : {0, 1})
        {
            for (size_t i = 0; i < 5; ++i)
            {
                NS_TEST_EXPECT_MSG_EQ((few.rows[5 * cell + i] == more.rows[8 * cell + i]),
                                      true,
                                      "row " << i << " of cell " << cell);
            }
        }
        for (size_t i = 0; i < few.rows.size(); ++i)
        {
            TlsLatencySweep::Plan plan = Take(4);
            plan.only = i + 1;
            const SweepRun alone(options, plan);
            NS_TEST_ASSERT_MSG_EQ(alone.rows.size(), 1, "one row");
            NS_TEST_EXPECT_MSG_EQ((alone.rows[0] == few.rows[i]), true, "row " << i);
        }
        TlsLatencySweep::Plan beyond = Take(4);
        beyond.only = 11;
        NS_TEST_EXPECT_MSG_EQ(SweepRun(options, beyond).refusal.compare(0, 7, "--only "),
                              0,
                              "a row that there is not");
    }
};

/// Kinds meet the same losses.
class SweepPairTestCase : public TestCase
{
  public:
    SweepPairTestCase()
        : TestCase("In sample i each packet of a direction meets the same fate, whatever the kind "
                   "and the round-trip time")
    {
    }

  private:
    /// @param columns of a row @param side c2s or s2c @return numbers of the packets lost there
    static std::set<uint64_t> GetLost(const Columns& columns, const std::string& side)
    {
        std::set<uint64_t> lost;
        std::istringstream words(columns.at("lost"));
        for (std::string word; words >> word;)
        {
            if (word.compare(0, side.size(), side) == 0)
            {
                lost.insert(std::stoull(word.substr(side.size() + 1)));
            }
        }
        return lost;
    }

    void DoRun() override
    {
        constexpr size_t SAMPLES = 12;
        for (const std::string model : {"bernoulli", "gilbert:0.1,0.5"})
        {
            TlsStudyOptions options = Lossy();
            options.kind = "tls12-ecdhe-rsa,tls12-ticket,tls13,tls13-psk";
            options.rtt = "10ms,80ms";
            options.lossModel = model;
            const SweepRun run(options, Take(SAMPLES));
            NS_TEST_ASSERT_MSG_EQ(run.rows.size(), 8 * SAMPLES, "rows");
            size_t losses = 0;
            for (size_t sample = 0; sample < SAMPLES; ++sample)
            {
                for (const std::string side : {"c2s", "s2c"})
                {
                    const auto first = GetLost(run.GetRow(sample), side);
                    losses += first.size();
                    for (size_t cell = 1; cell < 8; ++cell)
                    {
                        const Columns other = run.GetRow(cell * SAMPLES + sample);
                        // Every connection sends this many packets each way before its end.
                        ExpectSameStart(first, GetLost(other, side), 5);
                    }
                }
            }
            NS_TEST_EXPECT_MSG_GT(losses, SAMPLES, "losses to compare");
        }
    }

    /**
     * @param first numbers of packets lost in one connection
     * @param second and in another one
     * @param count packets that both sent
     */
    void ExpectSameStart(const std::set<uint64_t>& first,
                         const std::set<uint64_t>& second,
                         uint64_t count)
    {
        for (uint64_t number = 1; number <= count; ++number)
        {
            NS_TEST_EXPECT_MSG_EQ(first.count(number), second.count(number), "packet " << number);
        }
    }
};

/// Sampling until it is precise.
class SweepPrecisionTestCase : public TestCase
{
  public:
    SweepPrecisionTestCase()
        : TestCase("With a precision samples are taken until the interval is that narrow, or there "
                   "are as many as allowed")
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions options = Lossy();
        options.kind = "tls12-ticket";
        options.loss = "0,0.02,0.1";
        TlsLatencySweep::Plan plan = Take(10);
        plan.precisionShare = 0.5;
        plan.precisionWidth = 0.01;
        plan.maxSamples = 250;
        const SweepRun run(options, plan);
        NS_TEST_ASSERT_MSG_EQ(run.summaries.size(), 3, "cells");
        NS_TEST_EXPECT_MSG_EQ(run.summaries[0].at("n"), "1", "no randomness, one sample");
        for (const size_t cell : {1, 2})
        {
            const Columns& row = run.summaries[cell];
            const double width =
                std::stod(row.at("handshake_p50_hi_ms")) - std::stod(row.at("handshake_p50_lo_ms"));
            const bool isNarrow = width <= 0.01 * std::stod(row.at("handshake_p50_ms"));
            const int count = std::stoi(row.at("n"));
            NS_TEST_EXPECT_MSG_EQ((isNarrow || count == 250), true, "narrow, or all allowed");
            NS_TEST_EXPECT_MSG_EQ((count % 100 == 0 || count == 250),
                                  true,
                                  "looked at in hundreds");
        }
        plan.precisionWidth = 1e-9;
        plan.precisionShare = 0.95;
        plan.maxSamples = 130;
        NS_TEST_EXPECT_MSG_EQ(SweepRun(options, plan).summaries[2].at("n"), "130", "never narrow");
    }
};

/// What summary.csv says.
class SweepSummaryTestCase : public TestCase
{
  public:
    SweepSummaryTestCase()
        : TestCase("Failures rank last and are counted; intervals that too few samples cannot give "
                   "are empty")
    {
    }

  private:
    void DoRun() override
    {
        // What is not there at the deadline has failed; the reset of a client whose SYN was lost is
        // all that the listener sees of it.
        TlsStudyOptions options = Lossy();
        options.loss = "0.1";
        options.timeout = "150ms";
        const SweepRun run(options, Take(60));
        NS_TEST_ASSERT_MSG_EQ(run.rows.size(), 60, "rows");
        size_t failed = 0;
        for (size_t i = 0; i < run.rows.size(); ++i)
        {
            const Columns row = run.GetRow(i);
            failed += row.at("result") == "ok" ? 0 : 1;
            NS_TEST_EXPECT_MSG_EQ((row.at("result") != "ok" || !row.at("ttlb_ms").empty()),
                                  true,
                                  "what ended well got its reply");
        }
        const Columns& summary = run.summaries[0];
        NS_TEST_EXPECT_MSG_EQ(summary.at("failed"), std::to_string(failed), "counted");
        NS_TEST_EXPECT_MSG_GT(failed, 6, "some fail");
        NS_TEST_EXPECT_MSG_LT(failed, 60, "some do not");
        NS_TEST_EXPECT_MSG_EQ(summary.at("ttfb_p99_ms"), "inf", "failures rank last");
        NS_TEST_EXPECT_MSG_EQ(summary.at("ttfb_mean_ms"), "inf", "and count in the mean");
        NS_TEST_EXPECT_MSG_NE(summary.at("ttfb_min_ms"), "inf", "others stay as they are");

        const std::vector<std::pair<int, std::string>> least{{6, "p50"}, {72, "p95"}, {368, "p99"}};
        for (const auto& [count, percentile] : least)
        {
            for (const int n : {count - 1, count})
            {
                const Columns row = Summarize(n);
                for (const std::string end : {"lo", "hi"})
                {
                    const std::string name = "handshake_" + percentile + "_" + end + "_ms";
                    NS_TEST_EXPECT_MSG_EQ(row.at(name).empty(), (n < count), n << " for " << name);
                }
                NS_TEST_EXPECT_MSG_EQ(row.at("handshake_" + percentile + "_ms").empty(),
                                      false,
                                      "the percentile itself is always there");
            }
        }
    }

    /// @param count of samples @return the columns of a cell that has them
    static Columns Summarize(int count)
    {
        TlsLatencySummary summary;
        for (int i = 0; i < count; ++i)
        {
            TlsLatencyRow row;
            row.record.result = "ok";
            row.record.times.synSent = Time(0);
            row.record.times.established = MilliSeconds(i);
            summary.Add(row);
        }
        return ByName(TlsLatencySummary::GetHeader(), summary.GetValues(TlsLatencyCell()));
    }
};

/// Flights of a host that flushes early.
class SweepFlushTestCase : public TestCase
{
  public:
    SweepFlushTestCase()
        : TestCase("The testbed of the measurements flushes a flight at 4,096 octets, so that a "
                   "segment ends there")
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions options;
        options.rtt = "10ms";
        // The flight is 468 octets longer than the certificates.
        ExpectSegments(options, 3284, 3);
        ExpectSegments(options, 3800, 3);
        ExpectSegments(options, 5232, 4);
        options.chain = "openssl-testbed";
        ExpectSegments(options, 0, 3);
        ExpectSegments(options, 3800, 3 + 1);
        ExpectSegments(options, 5232, 3 + 2);
    }

    /**
     * @param options of the study
     * @param chain octets of the certificates
     * @param segments of the server's first flight
     */
    void ExpectSegments(TlsStudyOptions options, uint32_t chain, int segments)
    {
        options.chainBytes = std::to_string(chain);
        const SweepRun run(options, Take(1));
        NS_TEST_ASSERT_MSG_EQ(run.refusal, "", "runs");
        // Beside it the Finished, the reply and the close_notify.
        NS_TEST_EXPECT_MSG_EQ(std::stoi(run.GetRow(0).at("segments_s2c")),
                              segments + 3,
                              "with " << chain << " octets, " << options.chain);
    }
};

/// What a server does whose SYN-ACK was lost.
class SweepSynAckTestCase : public TestCase
{
  public:
    SweepSynAckTestCase()
        : TestCase("A server that had to send its SYN-ACK twice again starts with one segment, "
                   "which takes a flight of three a round trip more")
    {
    }

  private:
    void DoRun() override
    {
        // Half the round trip, less whole turns of 32 ms, is 5, 25, 18 and 4 ms.
        ExpectPenalty("tls12-ecdhe-rsa", 10, "s2c:1", 1010);
        ExpectPenalty("tls12-ecdhe-rsa", 50, "s2c:1", 1000);
        ExpectPenalty("tls12-ecdhe-rsa", 100, "s2c:1", 1000);
        ExpectPenalty("tls12-ecdhe-rsa", 200, "s2c:1", 1200);
        ExpectPenalty("tls12-ecdhe-rsa", 200, "c2s:1", 1000);
        ExpectPenalty("tls12-ecdhe-rsa", 100, "s2c:1,s2c:2,s2c:3", 3100);
        ExpectPenalty("tls12-ticket", 200, "s2c:1", 1000);
    }

    /**
     * @param kind of handshake
     * @param rtt round-trip time in ms
     * @param drop packets that are lost
     * @param penalty what that adds, in ms
     */
    void ExpectPenalty(const std::string& kind, int rtt, const std::string& drop, double penalty)
    {
        const double clean = GetHandshake(kind, rtt, "");
        NS_TEST_EXPECT_MSG_EQ_TOL(GetHandshake(kind, rtt, drop) - clean,
                                  penalty,
                                  3,
                                  kind << " at " << rtt << " ms without " << drop);
    }

    /// @param kind of handshake @param rtt in ms @param drop packets @return what it takes, in ms
    static double GetHandshake(const std::string& kind, int rtt, const std::string& drop)
    {
        TlsStudyOptions options;
        options.kind = kind;
        options.rtt = std::to_string(rtt) + "ms";
        options.drop = drop;
        options.crypto = "modeled";
        return std::stod(SweepRun(options, Take(1)).GetRow(0).at("handshake_ms"));
    }
};

/// Parts of a kind that are set alone.
class SweepVariationTestCase : public TestCase
{
  public:
    SweepVariationTestCase()
        : TestCase("Version, suite, resumption and client certificates of a kind can be set alone")
    {
    }

  private:
    void DoRun() override
    {
        TlsKindVariation old;
        old.version = "tls1.0";
        Expect(old, "tls12-ecdhe-rsa", "rsa:2048", "tls12-ecdhe-rsa+tls1.0", 3);
        TlsKindVariation resumed = old;
        resumed.resume = "id";
        Expect(resumed, "tls12-rsa", "rsa:2048", "tls12-rsa+tls1.0+id", 2);
        TlsKindVariation ticket;
        ticket.resume = "ticket";
        Expect(ticket, "tls12-client-auth", "rsa:2048", "tls12-client-auth+ticket", 2);
        TlsKindVariation full;
        full.resume = "none";
        full.clientAuth = "true";
        Expect(full, "tls12-id", "rsa:2048", "tls12-id+none+client-auth", 3);
        TlsKindVariation suite;
        suite.suite = "TLS_DHE_DSS_WITH_AES_128_CBC_SHA";
        Expect(suite, "tls12-rsa", "dsa:2048", "tls12-rsa+TLS_DHE_DSS_WITH_AES_128_CBC_SHA", 3);

        Refuse("--version ", "ssl3", "", "", "");
        Refuse("--version ", "tls2", "", "", "");
        Refuse("--suite ", "", "TLS_MADE_UP", "", "");
        Refuse("--suite ", "tls1.0", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "", "");
        Refuse("--resume ", "", "", "psk", "");
        Refuse("--clientAuth ", "", "", "", "perhaps");
    }

    /**
     * @param variation what is set
     * @param kind of which kind
     * @param auth the server's key
     * @param name what the kind is then called
     * @param trips round trips of its handshake
     */
    void Expect(const TlsKindVariation& variation,
                const std::string& kind,
                const std::string& auth,
                const std::string& name,
                int trips)
    {
        TlsStudyOptions options;
        options.kind = kind;
        options.auth = auth;
        options.rtt = "100ms";
        NS_TEST_ASSERT_MSG_EQ(variation.Apply(options.kind), "", name);
        NS_TEST_EXPECT_MSG_EQ(options.kind, name, "name");
        const SweepRun run(options, Take(1));
        NS_TEST_ASSERT_MSG_EQ(run.refusal, "", name);
        const Columns row = run.GetRow(0);
        NS_TEST_EXPECT_MSG_EQ(row.at("result"), "ok", name);
        NS_TEST_EXPECT_MSG_EQ(row.at("kind"), name, "column");
        NS_TEST_EXPECT_MSG_EQ(std::floor(std::stod(row.at("handshake_ms")) / 100), trips, name);
    }

    /**
     * @param option what the sentence begins with
     * @param version given
     * @param suite given
     * @param resume given
     * @param clientAuth given
     */
    void Refuse(const std::string& option,
                const std::string& version,
                const std::string& suite,
                const std::string& resume,
                const std::string& clientAuth)
    {
        TlsKindVariation variation;
        variation.version = version;
        variation.suite = suite;
        variation.resume = resume;
        variation.clientAuth = clientAuth;
        std::string kinds = "tls12-ecdhe-rsa";
        NS_TEST_EXPECT_MSG_EQ(variation.Apply(kinds).compare(0, option.size(), option), 0, option);
    }
};

/// The suite.
class TlsLatencySweepTestSuite : public TestSuite
{
  public:
    TlsLatencySweepTestSuite()
        : TestSuite("tls-spdy-latency-sweep", Type::UNIT)
    {
        AddTestCase(new SweepRowTestCase);
        AddTestCase(new SweepPairTestCase);
        AddTestCase(new SweepPrecisionTestCase);
        AddTestCase(new SweepSummaryTestCase);
        AddTestCase(new SweepFlushTestCase);
        AddTestCase(new SweepSynAckTestCase);
        AddTestCase(new SweepVariationTestCase);
    }
};

TlsLatencySweepTestSuite g_tlsLatencySweepTestSuite; //!< registers the suite

} // namespace
