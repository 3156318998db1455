/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/abort.h"
#include "ns3/test.h"
#include "ns3/tls-load-run.h"
#include "ns3/tls-study.h"

#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Runs cells of a load sweep with cryptography that is charged but hardly computed.
class LoadTestCase : public TestCase
{
  public:
    /// @param name of the test case
    explicit LoadTestCase(const std::string& name)
        : TestCase(name)
    {
        m_options.crypto = "modeled";
        m_options.rate = "1Gbps";
        m_options.rtt = "10ms";
        m_settings.kind = "tls12-rsa";
        m_settings.group = "secp256r1";
        m_settings.clients = 10;
        m_settings.handshakes = 200;
        m_settings.warmup = 30;
        m_settings.offered = 1000;
    }

  protected:
    /// @return what a cell comes to; m_rows has its handshakes
    TlsLoadSummary Measure()
    {
        TlsStudyOptions::Values values;
        NS_ABORT_MSG_IF(!m_options.Parse(values).empty(), "the test's own options are wrong");
        TlsHelper tls;
        TlsStudy::CreateIdentity(m_options, 0, tls);
        m_settings.link = values.link;
        m_rows.clear();
        return TlsLoadRun(m_options, values, tls, m_settings).Run([this](const TlsLoadRow& row) {
            m_rows.push_back(row);
        });
    }

    TlsStudyOptions m_options;      //!< of all programs
    TlsLoadSettings m_settings;     //!< of the cell
    std::vector<TlsLoadRow> m_rows; //!< of the last cell
};

/// Below full load.
class LoadTheoryTestCase : public LoadTestCase
{
  public:
    LoadTheoryTestCase()
        : LoadTestCase("Handshakes wait for one core as Pollaczek and Khinchine say, within the "
                       "interval of batch means")
    {
    }

  private:
    void DoRun() override
    {
        m_settings.kind = "tls12-ecdhe-rsa";
        m_settings.handshakes = 2000;
        m_settings.warmup = 200;
        m_settings.offered = 2300;
        const TlsLoadSummary summary = Measure();
        const double load = summary.GetUtilization();
        NS_TEST_ASSERT_MSG_EQ((load > 0.4 && load < 0.8), true, "the load is " << load);
        NS_TEST_ASSERT_MSG_EQ(summary.GetWait().has_value(), true, "jobs were seen");
        NS_TEST_ASSERT_MSG_EQ(summary.GetTheory().has_value(), true, "there is a theory");
        const auto [low, high] = *summary.GetWaitInterval();
        const double theory = *summary.GetTheory();
        NS_TEST_EXPECT_MSG_LT(low, theory, "theory lies above the lower end");
        NS_TEST_EXPECT_MSG_LT(theory, high, "theory lies below the upper end");
        NS_TEST_EXPECT_MSG_LT(high - low, theory, "the interval tells something");
        // What arrives in a second, at its mean cost, is what the core does in a second.
        NS_TEST_EXPECT_MSG_EQ_TOL(*summary.GetCapacity() * load,
                                  m_settings.offered,
                                  0.1 * m_settings.offered,
                                  "work is conserved");
        NS_TEST_EXPECT_MSG_EQ(summary.GetHandshake().GetCount(), m_settings.handshakes, "all");
        NS_TEST_EXPECT_MSG_EQ(summary.GetHandshake().GetFailures(), 0, "none failed");
    }
};

/// Beyond full load.
class LoadKneeTestCase : public LoadTestCase
{
  public:
    LoadKneeTestCase()
        : LoadTestCase("Beyond what its cores can do, all of their time is used, and SYNs beyond "
                       "its backlog wait for TCP to send them again")
    {
    }

  private:
    void DoRun() override
    {
        m_settings.offered = 100;
        m_settings.handshakes = 100;
        const TlsLoadSummary idle = Measure();
        const double alone = *idle.GetHandshake().GetPercentile(0.5);
        NS_TEST_EXPECT_MSG_EQ((alone > 30 && alone < 32), true, "three round trips, " << alone);
        m_settings.handshakes = 400;
        m_settings.warmup = 400;
        m_settings.offered = 2 * *idle.GetCapacity();
        const TlsLoadSummary full = Measure();
        NS_TEST_EXPECT_MSG_GT(full.GetUtilization(), 0.97, "the core is full");
        NS_TEST_EXPECT_MSG_GT(*full.GetHandshake().GetPercentile(0.5), 1.5 * alone, "they wait");
        m_settings.cores = 4;
        const TlsLoadSummary four = Measure();
        NS_TEST_EXPECT_MSG_LT(four.GetUtilization(), 0.65, "four cores have time to spare");
        NS_TEST_EXPECT_MSG_EQ_TOL(*four.GetHandshake().GetPercentile(0.5), alone, 1, "no wait");
        m_settings.cores = 1;
        m_settings.backlog = 20;
        const TlsLoadSummary refused = Measure();
        NS_TEST_EXPECT_MSG_GT(*refused.GetHandshake().GetPercentile(0.95), 1000, "SYNs again");
        NS_TEST_EXPECT_MSG_EQ(refused.GetHandshake().GetFailures(), 0, "none failed");
    }
};

/// Resumption and repetition.
class LoadResumptionTestCase : public LoadTestCase
{
  public:
    LoadResumptionTestCase()
        : LoadTestCase("The share of handshakes that was asked for goes on with a session, and a "
                       "run is repeated to the nanosecond")
    {
    }

  private:
    void DoRun() override
    {
        double capacity = 0;
        for (const double ratio : {0.0, 0.5, 1.0})
        {
            m_settings.resumeRatio = ratio;
            const TlsLoadSummary summary = Measure();
            double resumed = 0;
            std::set<uint64_t> numbers;
            for (const TlsLoadRow& row : m_rows)
            {
                resumed += row.isResumed ? 1.0 / static_cast<double>(m_rows.size()) : 0;
                numbers.insert(row.number);
                NS_TEST_EXPECT_MSG_EQ(row.result, "ok", "a handshake");
                NS_TEST_EXPECT_MSG_EQ(row.hasServer, true, "both ends are known");
            }
            NS_TEST_EXPECT_MSG_EQ(numbers.size(), m_settings.handshakes, "each has its number");
            // Four standard errors.
            NS_TEST_EXPECT_MSG_EQ_TOL(resumed, ratio, 0.12, "the share");
            NS_TEST_EXPECT_MSG_GT(*summary.GetCapacity(), 1.2 * capacity, "they cost less");
            capacity = *summary.GetCapacity();
        }
        const std::vector<TlsLoadRow> before = m_rows;
        Measure();
        for (size_t i = 0; i < before.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(
                (before[i].GetValues(m_settings) == m_rows[i].GetValues(m_settings)),
                true,
                "row " << i);
        }
    }
};

/// The suite.
class TlsLoadTestSuite : public TestSuite
{
  public:
    TlsLoadTestSuite()
        : TestSuite("tls-spdy-load", TestSuite::Type::UNIT)
    {
        AddTestCase(new LoadTheoryTestCase);
        AddTestCase(new LoadKneeTestCase);
        AddTestCase(new LoadResumptionTestCase);
    }
};

TlsLoadTestSuite g_tlsLoadTestSuite; //!< registers itself

} // namespace
