/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/crypto-cost-model.h"
#include "ns3/crypto-processor.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using tls::CryptoAlgorithm;
using tls::CryptoOperation;

/// Remembers which jobs were done, and when.
struct Diary
{
    /**
     * @param name of a job that is done
     */
    void Write(int name)
    {
        names.push_back(name);
        times.push_back(Simulator::Now());
    }

    std::vector<int> names;  //!< jobs in the order in which they were done
    std::vector<Time> times; //!< when each was done
};

/**
 * @param diary where it is written
 * @param name of the job
 * @return what is called when it is done
 */
Callback<void>
Done(Diary& diary, int name)
{
    return MakeCallback(&Diary::Write, &diary).Bind(name);
}

/// What the cost model makes of calibrations.
class CostModelTestCase : public TestCase
{
  public:
    CostModelTestCase()
        : TestCase("Costs follow the table, and the stated rules where it has no entry")
    {
    }

  private:
    void DoRun() override
    {
        const Ptr<CryptoCostModel> model = CreateObject<CryptoCostModel>();
        NS_TEST_ASSERT_MSG_EQ(model->IsZero(), true, "nothing costs anything at first");
        std::istringstream text("# a comment\n"
                                "sign rsa 2048 1000 0 # and one more\n"
                                "verify rsa 2048 100 0\n"
                                "sign rsa 4096 9000 0\n"
                                "agree ecdh 256 500 0\n"
                                "seal aes-gcm 128 50 0.5\n"
                                "hash sha256 0 100 2 1.5\n"
                                "connection none 0 7 0\n");
        NS_TEST_ASSERT_MSG_EQ(model->Read(text, "text"), "", "the text is a calibration");
        const auto cost = [&model](CryptoOperation operation,
                                   CryptoAlgorithm algorithm,
                                   uint16_t bits,
                                   uint32_t bytes = 0) {
            return model->GetCost({operation, algorithm, bits, bytes}).GetNanoSeconds();
        };
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::SIGN, CryptoAlgorithm::RSA, 2048),
                              1000,
                              "an entry");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::SIGN, CryptoAlgorithm::RSA, 1024),
                              125,
                              "private keys: third power of the size");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::SIGN, CryptoAlgorithm::RSA, 3072),
                              std::llround(9000 * std::pow(0.75, 3)),
                              "of two sizes equally near, the larger");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::VERIFY, CryptoAlgorithm::RSA, 4096),
                              400,
                              "public RSA keys: second power");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::RSA_ENCRYPT, CryptoAlgorithm::RSA, 2048),
                              100,
                              "encryption costs what verification does");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::RSA_DECRYPT, CryptoAlgorithm::RSA, 4096),
                              9000,
                              "decryption costs what signing does");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::AGREE, CryptoAlgorithm::ECDH, 512),
                              4000,
                              "curves: third power");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::OPEN, CryptoAlgorithm::AES_GCM, 128, 1000),
                              550,
                              "opening costs what sealing does, per call and per octet");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::SEAL, CryptoAlgorithm::AES_GCM, 256, 1000),
                              550,
                              "symmetric costs are not scaled");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::HASH, CryptoAlgorithm::SHA256, 0, 10),
                              120,
                              "a hash");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::HASH_UPDATE, CryptoAlgorithm::SHA256, 0, 10),
                              20,
                              "octets for a running hash cost what they do in a whole one");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::CONNECTION, CryptoAlgorithm::NONE, 0),
                              7,
                              "costs beside cryptography");
        NS_TEST_EXPECT_MSG_EQ(cost(CryptoOperation::MESSAGE, CryptoAlgorithm::NONE, 0),
                              0,
                              "what has no rule costs nothing");
    }
};

/// Calibrations that are known by their ratios to others.
class CalibrationScaleTestCase : public TestCase
{
  public:
    CalibrationScaleTestCase()
        : TestCase("A calibration takes over another, scaled, beside entries of its own")
    {
    }

  private:
    void DoRun() override
    {
        const Ptr<CryptoCostModel> base = CreateObject<CryptoCostModel>();
        base->SetCalibration("openssl-3.0");
        const Ptr<CryptoCostModel> model = CreateObject<CryptoCostModel>();
        std::istringstream text("from openssl-3.0\n"
                                "scale * * 2\n"
                                "scale sign * 3\n"
                                "scale * rsa 4\n"
                                "scale verify rsa 5\n"
                                "seal aes-gcm 128 1000 0\n");
        NS_TEST_ASSERT_MSG_EQ(model->Read(text, "text"), "", "the text is a calibration");
        const auto ratio = [&](CryptoOperation operation, CryptoAlgorithm algorithm, int bits) {
            const tls::CryptoWorkItem item{operation, algorithm, static_cast<uint16_t>(bits), 0};
            return model->GetCost(item).GetDouble() / base->GetCost(item).GetDouble();
        };
        const auto expect = [&](double value, double expected, const char* what) {
            NS_TEST_EXPECT_MSG_EQ_TOL(value, expected, 1e-3, what);
        };
        expect(ratio(CryptoOperation::AGREE, CryptoAlgorithm::ECDH, 256), 2, "all");
        expect(ratio(CryptoOperation::SIGN, CryptoAlgorithm::ECDSA, 256), 3, "an operation");
        expect(ratio(CryptoOperation::SIGN, CryptoAlgorithm::RSA, 2048), 4, "the last that fits");
        expect(ratio(CryptoOperation::VERIFY, CryptoAlgorithm::RSA, 2048), 5, "both");
        NS_TEST_EXPECT_MSG_EQ(
            model->GetCost({CryptoOperation::SEAL, CryptoAlgorithm::AES_GCM, 128, 0}),
            MicroSeconds(1),
            "an entry of its own is not scaled");
        expect(ratio(CryptoOperation::SEAL, CryptoAlgorithm::AES_GCM, 256), 2, "another size");
    }
};

/// What the cost model says of bad calibrations.
class CalibrationErrorTestCase : public TestCase
{
  public:
    CalibrationErrorTestCase()
        : TestCase("A bad calibration is refused with file, line and reason")
    {
    }

  private:
    void DoRun() override
    {
        Refuse("sign rsa 2048 1\n", "Calibration f, line 1: there are 4 words");
        Refuse("\nsing rsa 2048 1 0\n", "Calibration f, line 2: 'sing' is no operation");
        Refuse("sign rsb 2048 1 0\n", "'rsb' is no algorithm");
        Refuse("sign rsa 70000 1 0\n", "'70000' is no whole number of bits");
        Refuse("sign rsa 2048 -1 0\n", "'-1' is no number of nanoseconds");
        Refuse("sign rsa 2048 1 nan\n", "'nan' is no number of nanoseconds");
        Refuse("sign rsa 2048 1 0\nsign rsa 2048 2 0\n", "line 2: sign rsa 2048 is there twice");
        Refuse("sign rsa 2048 1 0 -3\n", "'-3' is no spread in percent");
        Refuse("sign rsa 2048 1 0 3 4\n", "there are 7 words");
        Refuse("sign rsa 2048 1 0\nfrom zero\n", "line 2: 'from' must be the first line");
        Refuse("from\n", "'from' takes the name of one calibration");
        Refuse("from nobody\n", "'nobody' is no calibration of the module");
        Refuse("scale * * 2\n", "there is nothing to scale");
        Refuse("from openssl-3.0\nscale * * fast\n", "line 2: 'fast' is no factor");
        Refuse("from openssl-3.0\nscale x * 2\n", "line 2: 'x' is no operation");
        Refuse("from openssl-3.0\nscale * x 2\n", "line 2: 'x' is no algorithm");
        Refuse("from openssl-3.0\nscale * 2\n", "'scale' takes an operation");
        Refuse("# nothing but a remark\n", "Calibration f has no entries");
        const Ptr<CryptoCostModel> model = CreateObject<CryptoCostModel>();
        const std::string error = model->Load("/nowhere/at-all");
        NS_TEST_EXPECT_MSG_NE(error.find("/nowhere/at-all"), std::string::npos, error);
        NS_TEST_EXPECT_MSG_NE(error.find("openssl-3.0"), std::string::npos, error);
        for (const std::string& name : CryptoCalibration::GetNames())
        {
            NS_TEST_EXPECT_MSG_EQ(model->Load(name), "", "built-in calibrations are sound");
            NS_TEST_EXPECT_MSG_EQ(model->IsZero(), (name == "zero"), "and zero alone is empty");
        }
    }

    /**
     * @param text no calibration
     * @param reason part of what is said about it
     */
    void Refuse(const std::string& text, const std::string& reason)
    {
        const Ptr<CryptoCostModel> model = CreateObject<CryptoCostModel>();
        std::istringstream input(text);
        const std::string error = model->Read(input, "f");
        NS_TEST_EXPECT_MSG_NE(error.find(reason), std::string::npos, error);
        NS_TEST_EXPECT_MSG_EQ(model->IsZero(), true, "the costs are what they were");
    }
};

/// Order and times of jobs.
class ProcessorOrderTestCase : public TestCase
{
  public:
    /**
     * @param cores number of cores
     * @param order names of the jobs in the order in which they have to be done
     * @param times when each has to be done, in microseconds
     */
    ProcessorOrderTestCase(uint32_t cores, std::vector<int> order, std::vector<int64_t> times)
        : TestCase("Jobs start in the order in which they came, on " + std::to_string(cores) +
                   " cores"),
          m_cores(cores),
          m_order(std::move(order)),
          m_times(std::move(times))
    {
    }

  private:
    void DoRun() override
    {
        const Ptr<CryptoProcessor> processor = CreateObject<CryptoProcessor>();
        processor->SetAttribute("Cores", UintegerValue(m_cores));
        Diary diary;
        processor->Submit(MicroSeconds(30), Done(diary, 1));
        processor->Submit(MicroSeconds(10), Done(diary, 2));
        const auto cancelled = processor->Submit(MicroSeconds(10), Done(diary, 3));
        processor->Submit(MicroSeconds(10), Done(diary, 4));
        const auto none = processor->Submit(Time(0), Done(diary, 0));
        NS_TEST_EXPECT_MSG_EQ(none, 0, "a job that costs nothing is done at once");
        NS_TEST_EXPECT_MSG_EQ(diary.names.size(), 1, "a job that costs nothing is done at once");
        processor->Cancel(cancelled);
        processor->Cancel(cancelled);
        NS_TEST_EXPECT_MSG_EQ(processor->GetBusyCores(), std::min(m_cores, 3U), "cores at work");
        NS_TEST_EXPECT_MSG_EQ(processor->GetQueueLength(),
                              (m_cores < 3 ? 3 - m_cores : 0),
                              "waiting");
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(diary.names.size(), m_order.size(), "all but the cancelled one");
        for (size_t i = 0; i < m_order.size(); i++)
        {
            NS_TEST_EXPECT_MSG_EQ(diary.names[i], m_order[i], "order");
            NS_TEST_EXPECT_MSG_EQ(diary.times[i].GetMicroSeconds(), m_times[i], "time");
        }
        NS_TEST_EXPECT_MSG_EQ(processor->GetBusyTime(), MicroSeconds(50), "work is conserved");
        Simulator::Destroy();
    }

    uint32_t m_cores;             //!< number of cores
    std::vector<int> m_order;     //!< expected order
    std::vector<int64_t> m_times; //!< expected times in microseconds
};

/// Cancelling a job that runs.
class ProcessorCancelTestCase : public TestCase
{
  public:
    ProcessorCancelTestCase()
        : TestCase("A job that is cancelled while it runs leaves its core to the next")
    {
    }

  private:
    void DoRun() override
    {
        const Ptr<CryptoProcessor> processor = CreateObject<CryptoProcessor>();
        Diary diary;
        m_job = processor->Submit(MicroSeconds(30), Done(diary, 1));
        processor->Submit(MicroSeconds(10), Done(diary, 2));
        Simulator::Schedule(MicroSeconds(5), &CryptoProcessor::Cancel, processor, m_job);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(diary.names.size(), 1, "one was cancelled");
        NS_TEST_EXPECT_MSG_EQ(diary.times[0], MicroSeconds(15), "the next began at once");
        NS_TEST_EXPECT_MSG_EQ(processor->GetBusyTime(), MicroSeconds(15), "5 and 10");
        Simulator::Destroy();
    }

    CryptoProcessor::JobId m_job{0}; //!< the job that is cancelled
};

/// Speed factor and aggregation of costs.
class ProcessorSpeedTestCase : public TestCase
{
  public:
    ProcessorSpeedTestCase()
        : TestCase("A processor twice as fast needs half the time")
    {
    }

  private:
    void DoRun() override
    {
        const Ptr<CryptoCostModel> model = CreateObject<CryptoCostModel>();
        model->SetAttribute("Calibration", StringValue("openssl-3.0"));
        const Ptr<CryptoProcessor> processor = CreateObject<CryptoProcessor>();
        processor->SetAttribute("CostModel", PointerValue(model));
        const tls::CryptoWorkItem sign{CryptoOperation::SIGN, CryptoAlgorithm::RSA, 2048, 0};
        NS_TEST_EXPECT_MSG_EQ(processor->GetCost(sign), MicroSeconds(210), "as calibrated");
        processor->SetAttribute("SpeedFactor", DoubleValue(2));
        NS_TEST_EXPECT_MSG_EQ(processor->GetCost(sign), MicroSeconds(105), "half");
    }
};

/// Queueing theory as a witness.
class ProcessorQueueTestCase : public TestCase
{
  public:
    /**
     * @param cores number of cores
     * @param load share of their time that is used
     */
    ProcessorQueueTestCase(uint32_t cores, double load)
        : TestCase("Poisson arrivals of equal jobs wait as queueing theory says, on " +
                   std::to_string(cores) + " cores of which " +
                   std::to_string(std::lround(100 * load)) + " % are used"),
          m_cores(cores),
          m_load(load)
    {
    }

  private:
    static constexpr int WARMUP = 20000;     //!< jobs that are not measured
    static constexpr int BATCH = 10000;      //!< jobs of a batch
    static constexpr int BATCHES = 20;       //!< batches
    static constexpr double STUDENT = 2.093; //!< 97.5 % of Student's t, 19 degrees of freedom
    static constexpr int64_t SERVICE = 1000; //!< time of a job in microseconds

    /**
     * Mean wait in an M/D/c queue in units of the service time (Crommelin, 1932). For one server
     * it is load / (2 (1 - load)).
     * @param c number of servers
     * @param load share of their time that is used
     * @return the wait
     */
    static double Theory(uint32_t c, double load)
    {
        double wait = 0;
        for (uint32_t k = 1; k <= 2000; k++)
        {
            // Tails of a Poisson distribution with this mean, from kc and from kc + 1.
            const double mean = k * c * load;
            double tail = 0;
            double next = 0;
            const uint32_t from = k * c;
            for (uint32_t j = from; j < from + 400 + 20 * static_cast<uint32_t>(std::sqrt(mean));
                 j++)
            {
                const double p = std::exp(j * std::log(mean) - mean - std::lgamma(j + 1.0));
                tail += p;
                next += j > from ? p : 0;
            }
            wait += tail - next / load;
        }
        return wait;
    }

    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ_TOL(Theory(1, 0.7), 0.7 / 0.6, 1e-6, "Pollaczek and Khinchine");
        m_processor = CreateObject<CryptoProcessor>();
        m_processor->SetAttribute("Cores", UintegerValue(m_cores));
        m_processor->TraceConnectWithoutContext(
            "JobDone",
            MakeCallback(&ProcessorQueueTestCase::JobDone, this));
        m_interval = CreateObject<ExponentialRandomVariable>();
        m_interval->SetStream(4711);
        m_interval->SetAttribute("Mean", DoubleValue(SERVICE / m_load / m_cores));
        Arrive();
        Simulator::Run();
        double mean = 0;
        for (const double wait : m_waits)
        {
            mean += wait / BATCHES;
        }
        double squares = 0;
        for (const double wait : m_waits)
        {
            squares += (wait - mean) * (wait - mean);
        }
        const double half = STUDENT * std::sqrt(squares / (BATCHES - 1) / BATCHES);
        const double expected = Theory(m_cores, m_load) * SERVICE;
        NS_TEST_EXPECT_MSG_EQ(m_done, WARMUP + BATCH * BATCHES, "all are done");
        NS_TEST_EXPECT_MSG_EQ_TOL(mean, expected, 0.05 * expected, "mean wait");
        NS_TEST_EXPECT_MSG_LT(half, 0.1 * expected, "the batches say that it can be told");
        NS_TEST_EXPECT_MSG_EQ(m_processor->GetBusyTime(),
                              MicroSeconds(SERVICE) * int64_t{m_done},
                              "work");
        m_processor = nullptr;
        Simulator::Destroy();
    }

    /// A job comes.
    void Arrive()
    {
        m_processor->Submit(MicroSeconds(SERVICE),
                            MakeCallback(&ProcessorQueueTestCase::Finish, this));
        if (++m_arrived < WARMUP + BATCH * BATCHES)
        {
            Simulator::Schedule(NanoSeconds(std::llround(1000 * m_interval->GetValue())),
                                &ProcessorQueueTestCase::Arrive,
                                this);
        }
    }

    /// A job is done.
    void Finish()
    {
        m_done++;
    }

    /**
     * @param wait how long a job waited
     */
    void JobDone(Time wait, Time /* cost */)
    {
        if (m_done >= WARMUP)
        {
            m_waits[(m_done - WARMUP) / BATCH] += wait.GetSeconds() * 1e6 / BATCH;
        }
    }

    uint32_t m_cores;                          //!< number of cores
    double m_load;                             //!< share of their time that is used
    Ptr<CryptoProcessor> m_processor;          //!< what is tested
    Ptr<ExponentialRandomVariable> m_interval; //!< time between arrivals in microseconds
    int m_arrived{0};                          //!< jobs that came
    int m_done{0};                             //!< jobs that are done
    std::array<double, BATCHES> m_waits{};     //!< mean wait of each batch in microseconds
};

/// The suite.
class CryptoProcessorTestSuite : public TestSuite
{
  public:
    CryptoProcessorTestSuite()
        : TestSuite("tls-spdy-processor", TestSuite::Type::UNIT)
    {
        AddTestCase(new CostModelTestCase);
        AddTestCase(new CalibrationScaleTestCase);
        AddTestCase(new CalibrationErrorTestCase);
        AddTestCase(new ProcessorOrderTestCase(1, {0, 1, 2, 4}, {0, 30, 40, 50}));
        AddTestCase(new ProcessorOrderTestCase(2, {0, 2, 4, 1}, {0, 10, 20, 30}));
        AddTestCase(new ProcessorCancelTestCase);
        AddTestCase(new ProcessorSpeedTestCase);
        for (const uint32_t cores : {1, 2, 4})
        {
            for (const double load : {0.5, 0.79})
            {
                AddTestCase(new ProcessorQueueTestCase(cores, load));
            }
        }
    }
};

CryptoProcessorTestSuite g_cryptoProcessorTestSuite; //!< the suite

} // namespace
