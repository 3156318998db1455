/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"
#include "bench-primitives.h"
#include "bench-rehearsal.h"
#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"
#include "ns3/crypto-provider-factory.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-kind.h"
#include "ns3/tls-latency-sample.h"
#include "ns3/tls-link.h"
#include "ns3/tls-study-options.h"
#include "ns3/tls-study.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3
{

namespace
{

/// Two full handshakes and two that resume.
const std::vector<std::string> KINDS{"tls12-ecdhe-rsa", "tls12-rsa", "tls12-id", "tls12-ticket"};
const std::vector<std::string> RTTS{"10ms", "200ms"};
const std::vector<double> LOSSES{0.01, 0.1};

constexpr uint64_t SAMPLES = 5;          //!< connections of a cell and a repetition
constexpr uint32_t REQUEST = 72;         //!< octets
constexpr uint32_t REPLY = 1041;         //!< octets
constexpr uint16_t PORT = 443;           //!< HTTPS
constexpr int64_t LINK_STREAM = 1000;    //!< first stream of the link, as in a study
constexpr uint64_t FEW_SAMPLES = 1000;   //!< connections of a run
constexpr uint64_t MANY_SAMPLES = 20000; //!< connections of a long run
/// A connection has as long for its last packets.
const Time MARGIN = Seconds(1);

/// A small study, with each kind of cryptography and without any.
class Sweep
{
  public:
    Sweep()
    {
        m_options.kind = "tls12-ecdhe-rsa";
        const std::string refusal = m_options.Parse(m_values);
        NS_ABORT_MSG_IF(!refusal.empty(), refusal);
        for (const std::string& name : tls::CryptoProviderFactory::GetNames())
        {
            m_options.crypto = name;
            TlsHelper tls;
            TlsStudy::CreateIdentity(m_options, 0, tls);
            m_samplers[name] = std::make_unique<TlsLatencySample>(m_options, m_values, tls);
        }
        TlsHelper tls;
        TlsStudy::CreateIdentity(m_options, 0, tls);
        m_primitives = std::make_unique<BenchPrimitives>(tls::NamedGroup::SECP256R1,
                                                         tls.ServerConfig().identities.front().key);
        for (const std::string& kind : KINDS)
        {
            m_rehearsals[kind] = Rehearse(tls, *TlsKind::Find(kind), REQUEST, REPLY);
        }
    }

    /**
     * @param cryptography of both ends
     * @param first number of the first sample
     * @return seconds that the study takes (see BenchClock)
     */
    double TimeTls(const std::string& cryptography, uint64_t first)
    {
        TlsLatencySample& sampler = *m_samplers.at(cryptography);
        return TimeCells(first, [&](const TlsLatencySample::Settings& settings, uint64_t sample) {
            sampler.Run(settings, sample);
        });
    }

    /**
     * @param first number of the first sample
     * @return seconds that the same segments take over plain TCP
     */
    double TimeTcp(uint64_t first)
    {
        return TimeCells(first,
                         [this](const TlsLatencySample::Settings& settings, uint64_t sample) {
                             PlayTcp(settings, sample);
                         });
    }

    /**
     * @param first number of the first sample
     * @return seconds that the primitives of both ends take
     */
    double TimePrimitives(uint64_t first)
    {
        return TimeCells(first, [this](const TlsLatencySample::Settings& settings, uint64_t) {
            m_primitives->Play(m_rehearsals.at(settings.kind).work);
        });
    }

  private:
    /**
     * @param first number of the first sample
     * @param play called for each sample of each cell
     * @return seconds that it takes
     */
    template <class F>
    double TimeCells(uint64_t first, F play)
    {
        const BenchClock clock;
        for (const std::string& kind : KINDS)
        {
            for (const std::string& rtt : RTTS)
            {
                for (const double loss : LOSSES)
                {
                    TlsLatencySample::Settings settings{kind,
                                                        m_values.link,
                                                        "secp256r1",
                                                        REQUEST,
                                                        REPLY};
                    settings.link.rtt = Time(rtt);
                    settings.link.lossUp.loss = loss;
                    settings.link.lossDown.loss = loss;
                    for (uint64_t sample = first; sample < first + SAMPLES; sample++)
                    {
                        play(settings, sample);
                    }
                }
            }
        }
        return clock.Elapsed();
    }

    /**
     * A connection of the study without TLS.
     * @param settings what of
     * @param sample its number
     */
    void PlayTcp(const TlsLatencySample::Settings& settings, uint64_t sample)
    {
        RngSeedManager::SetRun(m_values.rngRun + sample);
        TlsLink link(settings.link);
        link.AssignStreams(LINK_STREAM);
        const NodeContainer nodes = link.GetNodes();
        TlsStudy::ConfigureHosts(m_options,
                                 m_values,
                                 TlsHelper(),
                                 NodeContainer(link.GetClient()),
                                 NodeContainer(link.GetServer()));
        for (auto node = nodes.Begin(); node != nodes.End(); ++node)
        {
            (*node)->AggregateObject(CreateObject<BenchTcpSocketFactory>());
        }
        const auto conversations =
            Create<BenchConversations>(link.GetClient(),
                                       link.GetServer(),
                                       link.GetServerAddress(PORT),
                                       "ns3::BenchTcpSocketFactory",
                                       m_rehearsals.at(settings.kind).script);
        conversations->SetDoneCallback(MakeCallback(&Sweep::EndSoon, this));
        conversations->Schedule(1, Seconds(0), Seconds(0));
        Simulator::Stop(m_values.timeout + 4 * MARGIN);
        Simulator::Run();
        Simulator::Destroy();
    }

    void EndSoon()
    {
        Simulator::Stop(MARGIN);
    }

    TlsStudyOptions m_options;                                           //!< of the study
    TlsStudyOptions::Values m_values;                                    //!< the same, checked
    std::map<std::string, std::unique_ptr<TlsLatencySample>> m_samplers; //!< by cryptography
    std::map<std::string, BenchRehearsal> m_rehearsals;                  //!< by kind
    std::unique_ptr<BenchPrimitives> m_primitives;                       //!< what computes alone
};

/**
 * @param samples connections of a run
 * @return the most memory that such a process ever had, in KiB
 */
double
MeasureMemory(uint64_t samples)
{
    std::array<int, 2> ends{};
    NS_ABORT_MSG_IF(pipe(ends.data()) != 0, "There is no pipe for a process to report through.");
    const pid_t child = fork();
    NS_ABORT_MSG_IF(child < 0, "A process cannot be started.");
    if (child == 0)
    {
        dup2(ends[1], STDOUT_FILENO);
        execl("/proc/self/exe",
              "tls-spdy-bench",
              MEMORY_PROBE,
              std::to_string(samples).c_str(),
              nullptr);
        _exit(EXIT_FAILURE);
    }
    close(ends[1]);
    std::array<char, 32> text{};
    const ssize_t size = read(ends[0], text.data(), text.size() - 1);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    NS_ABORT_MSG_IF(size <= 0 || status != 0, "A process that was started failed.");
    return std::stod(text.data());
}

} // namespace

void
RunMemoryProbe(uint64_t samples)
{
    TlsStudyOptions options;
    options.crypto = "modeled";
    TlsStudyOptions::Values values;
    const std::string refusal = options.Parse(values);
    NS_ABORT_MSG_IF(!refusal.empty(), refusal);
    TlsHelper tls;
    TlsStudy::CreateIdentity(options, 0, tls);
    TlsLatencySample sampler(options, values, tls);
    TlsLatencySample::Settings settings{"tls12-ecdhe-rsa", values.link, "x25519", REQUEST, REPLY};
    settings.link.lossUp.loss = 0.05;
    settings.link.lossDown.loss = 0.05;
    TlsLatencySummary summary;
    for (uint64_t sample = 0; sample < samples; sample++)
    {
        const TlsLatencyRow row = sampler.Run(settings, sample);
        summary.Add(row);
        NS_ABORT_MSG_IF(row.GetValues({}).empty(), "A row has no values.");
    }
    NS_ABORT_MSG_IF(summary.GetValues({}).empty(), "A summary has no values.");
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const std::string text = std::to_string(usage.ru_maxrss) + "\n";
    NS_ABORT_MSG_IF(write(STDOUT_FILENO, text.data(), text.size()) < 0,
                    "The memory of a process cannot be reported.");
}

std::vector<BenchResult>
BenchMemory(uint32_t repetitions)
{
    std::vector<double> ratio;
    double few = 0;
    double many = 0;
    for (uint32_t i = 0; i < repetitions; i++)
    {
        few = MeasureMemory(FEW_SAMPLES);
        many = MeasureMemory(MANY_SAMPLES);
        ratio.push_back(many / few);
    }
    return {{"memory of 20,000 samples",
             Median(ratio),
             1.05,
             false,
             "x",
             Fixed(many / 1024, 1) + " MiB; of 1,000 samples " + Fixed(few / 1024, 1) + " MiB"}};
}

std::vector<BenchResult>
BenchSweep(uint32_t repetitions)
{
    Sweep sweep;
    std::map<std::string, std::vector<double>> time;
    std::map<std::string, std::vector<double>> ratio;
    // The first round meets what is set up once for a process.
    for (uint32_t i = 0; i <= repetitions; i++)
    {
        const uint64_t first = i * SAMPLES;
        std::map<std::string, double> taken;
        for (const std::string& name : tls::CryptoProviderFactory::GetNames())
        {
            taken[name] = sweep.TimeTls(name, first);
        }
        taken["tcp"] = sweep.TimeTcp(first);
        taken["primitives"] = sweep.TimePrimitives(first);
        if (i == 0)
        {
            continue;
        }
        const double sum = taken["tcp"] + taken["primitives"];
        ratio["real"].push_back(taken["real"] / sum);
        ratio["shared"].push_back(taken["shared"] / sum);
        ratio["modeled"].push_back(taken["modeled"] / taken["tcp"]);
        const auto connections =
            static_cast<double>(KINDS.size() * RTTS.size() * LOSSES.size() * SAMPLES);
        for (const auto& [name, seconds] : taken)
        {
            time[name].push_back(1e3 * seconds / connections);
        }
    }
    const auto text = [&time](const std::string& name) { return Fixed(Median(time[name]), 2); };
    const std::string sum =
        " ms each; primitives " + text("primitives") + " ms, plain TCP " + text("tcp") + " ms";
    return {{"sweep, real", Median(ratio["real"]), 1.4, false, "x", text("real") + sum},
            {"sweep, shared", Median(ratio["shared"]), 1.0, false, "x", text("shared") + sum},
            {"sweep, modeled beside TCP alone",
             Median(ratio["modeled"]),
             1.6,
             false,
             "x",
             text("modeled") + " ms each; plain TCP " + text("tcp") + " ms"}};
}

} // namespace ns3
