/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"
#include "bench-primitives.h"
#include "bench-rehearsal.h"
#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ns3
{

namespace
{

using tls::CryptoWork;

/// Connections of one kind before the other kinds get their turn.
constexpr uint32_t CONNECTIONS = 10;
/// The same where each is done in a fraction of the time.
constexpr uint32_t RESUMED_CONNECTIONS = 50;
/// Connections that meet what is set up once for a process: a full handshake, and a resumed one.
constexpr uint32_t WARM_UP = 2;

/// Simulated time from one connection to the next; each takes about eight link delays.
const Time DISTANCE = MilliSeconds(100);

/// Plays the primitives of a connection and adds up how long they take.
class TimedPrimitives
{
  public:
    /**
     * @param group of the key exchange
     * @param key what signs
     * @param work of a connection
     */
    TimedPrimitives(tls::NamedGroup group, tls::PrivateKeyPtr key, CryptoWork work)
        : m_primitives(group, std::move(key)),
          m_work(std::move(work))
    {
    }

    /// Play them once.
    void Play()
    {
        const BenchClock clock;
        m_primitives.Play(m_work);
        m_time += clock.Elapsed();
    }

    /// @return seconds that they took since the last call
    double TakeTime()
    {
        return std::exchange(m_time, 0);
    }

  private:
    BenchPrimitives m_primitives; //!< what plays
    CryptoWork m_work;            //!< what is played
    double m_time{0};             //!< seconds since the last TakeTime()
};

/**
 * @param config of the scenario
 * @param protocol name of the socket factory's type
 * @param script what is said by plain TCP; TLS has its own words
 * @param primitives played on each connection; null: none
 * @return seconds that a connection takes (see BenchClock)
 */
double
TimeConversations(const BenchScenarioConfig& config,
                  const std::string& protocol,
                  const BenchScript& script,
                  TimedPrimitives* primitives)
{
    BenchScenario scenario(config);
    const auto conversations = Create<BenchConversations>(scenario, 0, protocol, script);
    if (primitives)
    {
        conversations->SetDoneCallback(MakeCallback(&TimedPrimitives::Play, primitives));
    }
    const bool isResuming = config.resumption != BenchResumption::NONE;
    const uint32_t count = isResuming ? RESUMED_CONNECTIONS : CONNECTIONS;
    conversations->Schedule(WARM_UP, Seconds(0), DISTANCE);
    scenario.Run();
    if (primitives)
    {
        primitives->TakeTime();
    }
    conversations->Schedule(count, Seconds(0), DISTANCE);
    const double time = scenario.Run();
    NS_ABORT_MSG_IF(conversations->GetCompleted() != count + WARM_UP,
                    "Of " << count + WARM_UP << " conversations over " << protocol << " only "
                          << conversations->GetCompleted() << " were completed.");
    // Only TLS, which has no script to read from, resumes: every handshake but the first.
    NS_ABORT_MSG_IF(conversations->GetResumed() !=
                        (isResuming && script.empty() ? count + WARM_UP - 1 : 0),
                    conversations->GetResumed() << " handshakes were resumed.");
    return time / count;
}

/**
 * @param work of a handshake
 * @return what of it a key share of each end costs
 */
CryptoWork
KeyShareOf(const CryptoWork& work)
{
    CryptoWork share;
    std::copy_if(work.begin(),
                 work.end(),
                 std::back_inserter(share),
                 [](const tls::CryptoWorkItem& item) {
                     return item.operation == tls::CryptoOperation::GENERATE_KEY ||
                            item.operation == tls::CryptoOperation::AGREE;
                 });
    return share;
}

/**
 * @param config version, group and how sessions are resumed
 * @param what name of the row
 * @param limit of the ratio
 * @param repetitions interleaved repetitions
 * @return the row: a full handshake beside all its primitives, a resumed one beside its key share
 */
BenchResult
BenchBesidePrimitives(const BenchScenarioConfig& config,
                      const std::string& what,
                      double limit,
                      uint32_t repetitions)
{
    const bool isResuming = config.resumption != BenchResumption::NONE;
    const uint32_t count = isResuming ? RESUMED_CONNECTIONS : CONNECTIONS;
    BenchRehearsal rehearsal;
    tls::PrivateKeyPtr key;
    {
        BenchScenario scenario(config);
        rehearsal = Rehearse(scenario.GetTls(), config.resumption);
        key = scenario.GetTls().ServerConfig().identities.front().key;
    }
    TimedPrimitives primitives(tls::NamedGroupFromName(config.group),
                               key,
                               isResuming ? KeyShareOf(rehearsal.work) : rehearsal.work);

    std::vector<double> tls;
    std::vector<double> tcp;
    std::vector<double> crypto;
    std::vector<double> ratio;
    for (uint32_t i = 0; i < repetitions; i++)
    {
        tls.push_back(TimeConversations(config, "ns3::TlsSocketFactory", {}, nullptr));
        // Both parts in one simulation, so that each finds the caches as the other leaves them,
        // as they do in a handshake.
        const double both =
            TimeConversations(config, "ns3::BenchTcpSocketFactory", rehearsal.script, &primitives);
        crypto.push_back(primitives.TakeTime() / count);
        tcp.push_back(both - crypto.back());
        ratio.push_back(tls.back() / both);
    }
    return {what,
            Median(ratio),
            limit,
            false,
            "x",
            Fixed(1e3 * Median(tls), 2) + (isResuming ? " ms; key share " : " ms; primitives ") +
                Fixed(1e3 * Median(crypto), 2) + " ms, plain TCP " + Fixed(1e3 * Median(tcp), 2) +
                " ms"};
}

/**
 * @param resumption how sessions are resumed
 * @param what name of the row
 * @param repetitions interleaved repetitions
 * @return the row
 */
BenchResult
BenchResumed(BenchResumption resumption, const std::string& what, uint32_t repetitions)
{
    BenchScenarioConfig config;
    config.resumption = resumption;
    BenchRehearsal rehearsal;
    {
        BenchScenario scenario(config);
        rehearsal = Rehearse(scenario.GetTls(), resumption);
    }
    std::vector<double> tls;
    std::vector<double> tcp;
    std::vector<double> ratio;
    for (uint32_t i = 0; i < repetitions; i++)
    {
        tls.push_back(TimeConversations(config, "ns3::TlsSocketFactory", {}, nullptr));
        tcp.push_back(
            TimeConversations(config, "ns3::BenchTcpSocketFactory", rehearsal.script, nullptr));
        ratio.push_back(tls.back() / tcp.back());
    }
    return {what,
            Median(ratio),
            1.3,
            false,
            "x",
            Fixed(1e3 * Median(tls), 2) + " ms; plain TCP " + Fixed(1e3 * Median(tcp), 2) + " ms"};
}

} // namespace

std::vector<BenchResult>
BenchHandshake(uint32_t repetitions)
{
    BenchScenarioConfig curve;
    BenchScenarioConfig x25519;
    x25519.group = "x25519";
    BenchScenarioConfig full13 = x25519;
    full13.version = "tls1.3";
    BenchScenarioConfig psk13 = full13;
    psk13.resumption = BenchResumption::TICKET;
    return {BenchBesidePrimitives(curve, "handshake, secp256r1", 1.25, repetitions),
            BenchBesidePrimitives(x25519, "handshake, x25519", 1.25, repetitions),
            BenchBesidePrimitives(full13, "handshake of TLS 1.3, x25519", 1.25, repetitions),
            BenchBesidePrimitives(psk13, "handshake of TLS 1.3, resumed", 1.3, repetitions),
            BenchResumed(BenchResumption::SESSION_ID, "handshake, resumed by id", repetitions),
            BenchResumed(BenchResumption::TICKET, "handshake, resumed by ticket", repetitions)};
}

bool
PlayHandshakes(const BenchProfile& profile)
{
    const std::map<std::string, BenchResumption> resumptions{{"none", BenchResumption::NONE},
                                                             {"id", BenchResumption::SESSION_ID},
                                                             {"ticket", BenchResumption::TICKET}};
    const std::map<std::string, std::string> protocols{{"tls", "ns3::TlsSocketFactory"},
                                                       {"tcp", "ns3::BenchTcpSocketFactory"}};
    const auto resumption = resumptions.find(profile.resume);
    const auto protocol = protocols.find(profile.protocol);
    if (resumption == resumptions.end() || protocol == protocols.end())
    {
        return false;
    }
    BenchScenarioConfig config;
    config.group = profile.group;
    config.resumption = resumption->second;
    BenchScenario scenario(config);
    const BenchScript script = profile.protocol == "tls"
                                   ? BenchScript{}
                                   : Rehearse(scenario.GetTls(), config.resumption).script;
    const auto conversations = Create<BenchConversations>(scenario, 0, protocol->second, script);
    conversations->Schedule(profile.handshakes, Seconds(0), DISTANCE);
    scenario.Run();
    return conversations->GetCompleted() == profile.handshakes;
}

} // namespace ns3
