/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/test.h"
#include "ns3/tls-csv-writer.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-latency-sample.h"
#include "ns3/tls-latency-statistics.h"
#include "ns3/tls-study-options.h"
#include "ns3/tls-study.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/**
 * Wrong values of options.
 */
class OptionTestCase : public TestCase
{
  public:
    OptionTestCase()
        : TestCase("A wrong value gets one sentence with the option, what was given and what "
                   "is allowed")
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions::Values values;
        NS_TEST_EXPECT_MSG_EQ(TlsStudyOptions().Parse(values), "", "the defaults are right");
        Refuse(&TlsStudyOptions::rtt, "rtt", "50");
        Refuse(&TlsStudyOptions::rtt, "rtt", "10ms,-5ms");
        Refuse(&TlsStudyOptions::loss, "loss", "1.5");
        Refuse(&TlsStudyOptions::loss, "loss", "");
        Refuse(&TlsStudyOptions::rate, "rate", "fast");
        Refuse(&TlsStudyOptions::lossModel, "lossModel", "gilbert:0.1");
        Refuse(&TlsStudyOptions::queue, "queue", "fifo:0p");
        Refuse(&TlsStudyOptions::drop, "drop", "c2s:0");
        Refuse(&TlsStudyOptions::drop, "drop", "up:3");
        Refuse(&TlsStudyOptions::netem, "netem", "loss 10% reorder 5%");
        Refuse(&TlsStudyOptions::mtu, "mtu", "100");
        Refuse(&TlsStudyOptions::kind, "kind", "tls14");
        Refuse(&TlsStudyOptions::tcp, "tcp", "bsd");
        Refuse(&TlsStudyOptions::tcpVariant, "tcpVariant", "TcpSquare");
        Refuse(&TlsStudyOptions::crypto, "crypto", "imagined");
        Refuse(&TlsStudyOptions::clientCpu, "clientCpu", "abacus");
        Refuse(&TlsStudyOptions::chain, "chain", "mine.pem");
        Refuse(&TlsStudyOptions::auth, "auth", "ed448");
        Refuse(&TlsStudyOptions::auth, "auth", "rsa:2048,dh:2048");
        Refuse(&TlsStudyOptions::group, "group", "secp999r1");
        Refuse(&TlsStudyOptions::ocspBytes, "ocspBytes", "500");
        Refuse(&TlsStudyOptions::rngSeed, "RngSeed", "0");

        TlsStudyOptions netem;
        netem.netem = "loss 10% delay 100ms 5ms rate 1mbit";
        NS_TEST_EXPECT_MSG_EQ(netem.Parse(values), "", "netem's words");
        NS_TEST_EXPECT_MSG_EQ(values.link.rtt, MilliSeconds(200), "delay at both ends");
        NS_TEST_EXPECT_MSG_EQ(values.link.jitter, MilliSeconds(5), "jitter");
        NS_TEST_EXPECT_MSG_EQ(values.link.up, 1000000, "rate");
        NS_TEST_EXPECT_MSG_EQ_TOL(values.link.lossDown.loss, 0.1, 1e-12, "loss");
    }

    /// @param member the option @param name its name @param given a wrong value
    void Refuse(std::string TlsStudyOptions::*member,
                const std::string& name,
                const std::string& given)
    {
        TlsStudyOptions options;
        options.*member = given;
        TlsStudyOptions::Values values;
        const std::string sentence = options.Parse(values);
        const bool names = sentence.compare(0, name.size() + 3, "--" + name + " ") == 0;
        NS_TEST_EXPECT_MSG_EQ(names, true, "names --" << name << ": " << sentence);
        NS_TEST_EXPECT_MSG_EQ((sentence.find("allowed is") != std::string::npos),
                              true,
                              "says what is allowed: " << sentence);
    }
};

/**
 * Groups belong to versions, and kinds have one (RFC 7919, 4; RFC 8446, 4.2.7).
 */
class GroupTestCase : public TestCase
{
  public:
    GroupTestCase()
        : TestCase("A kind is refused the groups that its version does not have")
    {
    }

  private:
    void DoRun() override
    {
        Check("tls12-ecdhe-rsa,tls12-id", "x25519,secp256r1,sect163k1", true);
        Check("tls13,tls13-hrr,tls13-psk", "x25519,secp521r1,ffdhe2048", true);
        Check("tls12-ecdhe-rsa", "ffdhe2048", false);
        Check("tls13", "sect163k1", false);
        Check("tls13,tls12-id", "secp256r1,ffdhe3072", false);
        const std::vector<std::string> groups = TlsStudy::AddKeyGroups({"ffdhe2048"}, "rsa:2048");
        NS_TEST_EXPECT_MSG_EQ(groups.size(), 2, "a curve beside finite fields alone");
        NS_TEST_EXPECT_MSG_EQ(groups.front(), "ffdhe2048", "behind them");
    }

    /// @param kinds of handshakes @param groups of their key exchange @param isFine what they are
    void Check(const std::string& kinds, const std::string& groups, bool isFine)
    {
        TlsStudyOptions options;
        options.kind = kinds;
        options.group = groups;
        TlsStudyOptions::Values values;
        NS_TEST_ASSERT_MSG_EQ(options.Parse(values), "", "both exist");
        const std::string sentence = TlsStudy::CheckGroups(values);
        NS_TEST_EXPECT_MSG_EQ(sentence.empty(), isFine, kinds << " with " << groups << sentence);
        NS_TEST_EXPECT_MSG_EQ((isFine || sentence.compare(0, 8, "--group ") == 0),
                              true,
                              "names the option: " << sentence);
    }
};

/**
 * Order statistics and their intervals.
 */
class StatisticsTestCase : public TestCase
{
  public:
    StatisticsTestCase()
        : TestCase("Percentiles are observations, failures rank last, intervals hold what they "
                   "promise")
    {
    }

  private:
    void DoRun() override
    {
        TlsLatencyStatistics few;
        NS_TEST_EXPECT_MSG_EQ(few.GetPercentile(0.5).has_value(), false, "nothing of nothing");
        for (const double value : {5.0, 1.0, 4.0, 2.0, 3.0})
        {
            few.Add(value);
        }
        NS_TEST_EXPECT_MSG_EQ(*few.GetPercentile(0), 1, "least");
        NS_TEST_EXPECT_MSG_EQ(*few.GetPercentile(0.25), 2, "p25");
        NS_TEST_EXPECT_MSG_EQ(*few.GetPercentile(0.5), 3, "p50");
        NS_TEST_EXPECT_MSG_EQ(*few.GetPercentile(0.95), 5, "p95");
        NS_TEST_EXPECT_MSG_EQ(*few.GetMean(), 3, "mean");
        few.AddFailure();
        NS_TEST_EXPECT_MSG_EQ(*few.GetPercentile(0.5), 3, "p50 of six");
        NS_TEST_EXPECT_MSG_EQ(std::isinf(*few.GetPercentile(0.95)), true, "a failure ranks last");
        NS_TEST_EXPECT_MSG_EQ(few.GetFailures(), 1, "failures are counted");

        NS_TEST_EXPECT_MSG_EQ(HasRanks(71, 0.95), false, "71 are too few for p95");
        NS_TEST_EXPECT_MSG_EQ(HasRanks(72, 0.95), true, "72 are enough for p95");
        NS_TEST_EXPECT_MSG_EQ(HasRanks(367, 0.99), false, "367 are too few for p99");
        NS_TEST_EXPECT_MSG_EQ(HasRanks(368, 0.99), true, "368 are enough for p99");
        NS_TEST_EXPECT_MSG_EQ(HasRanks(5, 0.5), false, "5 are too few for p50");
        NS_TEST_EXPECT_MSG_EQ(HasRanks(6, 0.5), true, "6 are enough for p50");

        ExpectCoverage(0.5, 100);
        ExpectCoverage(0.95, 100);
        ExpectCoverage(0.99, 400);
        ExpectRanks();
    }

    /// Thousands of observations, many of them equal, hold what a sorted list of them holds.
    void ExpectRanks()
    {
        Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
        random->SetStream(8);
        TlsLatencyStatistics statistics;
        std::vector<double> list;
        for (int i = 0; i < 10000; ++i)
        {
            const double value = i % 3 == 0 ? random->GetValue() : random->GetInteger(0, 9) / 10.0;
            statistics.Add(value);
            list.push_back(value);
        }
        std::sort(list.begin(), list.end());
        for (size_t rank = 1; rank <= list.size(); rank += 7)
        {
            const double share = static_cast<double>(rank) / static_cast<double>(list.size());
            NS_TEST_ASSERT_MSG_EQ(*statistics.GetPercentile(share), list[rank - 1], rank);
        }
        NS_TEST_EXPECT_MSG_EQ(*statistics.GetPercentile(0), list.front(), "the least");
        NS_TEST_EXPECT_MSG_EQ(*statistics.GetPercentile(1), list.back(), "the greatest");
        const double sum = std::accumulate(list.begin(), list.end(), 0.0);
        NS_TEST_EXPECT_MSG_EQ_TOL(*statistics.GetMean(), sum / 10000, 1e-9, "the mean");
        const auto& values = statistics.GetDistribution();
        list.erase(std::unique(list.begin(), list.end()), list.end());
        NS_TEST_EXPECT_MSG_EQ(values.size(), list.size(), "each value once");
    }

    /// @param count of observations @param share a percentile @return whether it has an interval
    static bool HasRanks(size_t count, double share)
    {
        return TlsLatencyStatistics::GetRanks(count, share).has_value();
    }

    /**
     * @param share the percentile whose interval is tried on a known distribution
     * @param count of observations
     */
    void ExpectCoverage(double share, int count)
    {
        Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
        random->SetStream(7);
        constexpr int RUNS = 2000;
        int covered = 0;
        for (int run = 0; run < RUNS; ++run)
        {
            TlsLatencyStatistics statistics;
            for (int i = 0; i < count; ++i)
            {
                statistics.Add(random->GetValue());
            }
            const auto interval = statistics.GetInterval(share);
            covered += interval->first <= share && share <= interval->second ? 1 : 0;
        }
        // At least 95 %, less three standard errors.
        NS_TEST_EXPECT_MSG_GT(covered, RUNS * 0.935, "coverage of the interval");
        NS_TEST_EXPECT_MSG_LT(covered, RUNS * 0.995, "an interval that is not needlessly wide");
    }
};

/**
 * How many packets are lost, and in which bursts.
 */
class LossShareTestCase : public TestCase
{
  public:
    LossShareTestCase()
        : TestCase("Samples are lost at the share asked for, the named packets exactly, and kinds "
                   "meet the same losses")
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions options;
        TlsStudyOptions::Values values;
        options.Parse(values);
        TlsHelper tls;
        NS_TEST_ASSERT_MSG_EQ(TlsStudy::CreateIdentity(options, 3284, tls), "", "identity");
        NS_TEST_EXPECT_MSG_EQ(TlsStudy::GetChainBytes(tls), 3284, "size of the chain");
        TlsLatencySample sampler(options, values, tls);
        TlsLatencySample::Settings settings{"tls12-ecdhe-rsa", values.link, "secp256r1", 72, 1041};

        const TlsLatencyRow clean = sampler.Run(settings, 0);
        NS_TEST_EXPECT_MSG_EQ(clean.record.result, "ok", "without loss");
        NS_TEST_EXPECT_MSG_EQ(clean.counters.lost, "", "nothing is lost");
        NS_TEST_EXPECT_MSG_EQ(clean.counters.retransmissions, 0, "nothing is sent again");

        settings.link.lossDown.drops = {3};
        settings.link.lossUp.drops = {1};
        const TlsLatencyRow dropped = sampler.Run(settings, 0);
        NS_TEST_EXPECT_MSG_EQ(dropped.counters.lost, "c2s:1 s2c:3", "exactly these packets");
        NS_TEST_EXPECT_MSG_EQ(dropped.counters.repair, "syn", "what repaired the first");
        NS_TEST_EXPECT_MSG_GT(dropped.GetHandshake(),
                              clean.GetHandshake() + Seconds(1.2),
                              "a SYN and a segment cost their timers");

        settings.link = values.link;
        settings.link.lossUp.loss = 0.1;
        settings.link.lossDown.loss = 0.1;
        uint64_t packets = 0;
        uint64_t lost = 0;
        int paired = 0;
        constexpr int SAMPLES = 40;
        for (int i = 0; i < SAMPLES; ++i)
        {
            settings.kind = "tls12-ecdhe-rsa";
            const TlsLatencyRow first = sampler.Run(settings, i);
            settings.kind = "tls12-rsa";
            const TlsLatencyRow second = sampler.Run(settings, i);
            const TlsLatencyRow again = sampler.Run(settings, i);
            NS_TEST_EXPECT_MSG_EQ(again.counters.lost, second.counters.lost, "the same again");
            NS_TEST_EXPECT_MSG_EQ(again.GetHandshake(), second.GetHandshake(), "the same again");
            packets += first.counters.packetsUp + first.counters.packetsDown;
            for (const char c : first.counters.lost)
            {
                lost += c == ':' ? 1 : 0;
            }
            paired += first.counters.lost.substr(0, 5) == second.counters.lost.substr(0, 5) ? 1 : 0;
        }
        const double share = static_cast<double>(lost) / static_cast<double>(packets);
        const double error = std::sqrt(0.1 * 0.9 / static_cast<double>(packets));
        NS_TEST_EXPECT_MSG_EQ_TOL(share, 0.1, 4 * error, "share of packets lost");
        NS_TEST_EXPECT_MSG_GT(paired, SAMPLES * 3 / 4, "kinds meet the same first loss");
    }
};

/**
 * CSV files.
 */
class CsvTestCase : public TestCase
{
  public:
    CsvTestCase()
        : TestCase("A CSV file appears when it is complete, and not before")
    {
    }

  private:
    void DoRun() override
    {
        const std::string path = CreateTempDirFilename("test.csv");
        std::remove(path.c_str());
        {
            TlsCsvWriter abandoned(path, {"a", "b"});
            abandoned.WriteRow({"1", "2"});
        }
        NS_TEST_EXPECT_MSG_EQ(std::ifstream(path).good(), false, "an abandoned file");
        TlsCsvWriter writer(path, {"a", "b"});
        writer.WriteRow({"x,y", "say \"no\""});
        NS_TEST_EXPECT_MSG_EQ(std::ifstream(path).good(), false, "an unfinished file");
        NS_TEST_EXPECT_MSG_EQ(writer.Commit(), true, "writing it");
        std::ifstream file(path);
        std::string header;
        std::string row;
        std::getline(file, header);
        std::getline(file, row);
        NS_TEST_EXPECT_MSG_EQ(header, "a,b", "header");
        NS_TEST_EXPECT_MSG_EQ(row, "\"x,y\",\"say \"\"no\"\"\"", "quoted values");
        NS_TEST_EXPECT_MSG_EQ(TlsCsvWriter::ToText(0.1), "0.1", "short numbers");
        NS_TEST_EXPECT_MSG_EQ(TlsCsvWriter::ToText(100), "100", "zeros before the dot stay");
        NS_TEST_EXPECT_MSG_EQ(TlsCsvWriter::ToMilliseconds(NanoSeconds(1500001)),
                              "1.500001",
                              "to the nanosecond");
        NS_TEST_EXPECT_MSG_EQ(TlsCsvWriter::ToMilliseconds(Time(0)), "0", "zero is known");
        NS_TEST_EXPECT_MSG_EQ(TlsCsvWriter::ToMilliseconds(Seconds(-1)), "", "unknown is empty");
    }
};

/**
 * The suite.
 */
class TlsStudyTestSuite : public TestSuite
{
  public:
    TlsStudyTestSuite()
        : TestSuite("tls-spdy-study", Type::UNIT)
    {
        AddTestCase(new OptionTestCase);
        AddTestCase(new GroupTestCase);
        AddTestCase(new StatisticsTestCase);
        AddTestCase(new CsvTestCase);
        AddTestCase(new LossShareTestCase);
    }
};

TlsStudyTestSuite g_tlsStudyTestSuite; //!< registers the suite

} // namespace
