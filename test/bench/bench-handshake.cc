/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"
#include "bench-primitives.h"
#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"
#include "ns3/tls-connection.h"

#include <utility>

namespace ns3
{

namespace
{

using tls::CryptoWork;
using tls::TlsOutput;

/// Connections of one kind before the other kinds get their turn.
constexpr uint32_t CONNECTIONS = 10;

/// Simulated time from one connection to the next; each takes about eight link delays.
const Time DISTANCE = MilliSeconds(100);

/// What a handshake and its close say and compute.
struct Rehearsal
{
    BenchScript script; //!< octets on the wire
    CryptoWork work;    //!< primitives of both ends
};

/// One end of a rehearsal, with what it needs.
struct Actor
{
    /**
     * @param role which end
     * @param config its configuration
     * @param host what a client asks for
     */
    Actor(tls::TlsRole role, const tls::TlsConfig& config, const std::string& host)
        : provider(meter),
          random(tls::ToBytes(ToString(role))),
          connection(role,
                     std::make_shared<const tls::TlsConfig>(config),
                     {provider, random, meter, [] { return int64_t{1356998400}; }},
                     host)
    {
    }

    tls::CryptoMeter meter;           //!< its work
    tls::CryptoppProvider provider;   //!< its primitives
    tls::CryptoppRandomSource random; //!< its randoms
    tls::TlsConnection connection;    //!< the engine
};

/**
 * Two engines, and nothing between them, do a handshake and close.
 * @param tls their configurations
 * @return what they said and computed
 */
Rehearsal
Rehearse(TlsHelper& tls)
{
    Actor client(tls::TlsRole::CLIENT, tls.ClientConfig(), "www.example.com");
    Actor server(tls::TlsRole::SERVER, tls.ServerConfig(), "");
    Rehearsal rehearsal;
    const auto note = [&rehearsal](bool isClient, const TlsOutput& output) {
        if (!output.toPeer.empty())
        {
            rehearsal.script.push_back({isClient, output.toPeer});
        }
        rehearsal.work.insert(rehearsal.work.end(), output.work.begin(), output.work.end());
    };
    TlsOutput output = client.connection.Start();
    bool isClient = true;
    note(isClient, output);
    while (!client.connection.IsFinished() || !server.connection.IsFinished())
    {
        if (output.toPeer.empty())
        {
            NS_ABORT_MSG_IF(!client.connection.CanSend(), "The rehearsed handshake stands still.");
            isClient = true;
            output = client.connection.Close();
        }
        else
        {
            isClient = !isClient;
            tls::TlsConnection& receiver = isClient ? client.connection : server.connection;
            output = receiver.Receive(output.toPeer);
        }
        note(isClient, output);
    }
    NS_ABORT_MSG_IF(!client.connection.GetFailure().empty() ||
                        !server.connection.GetFailure().empty(),
                    "The rehearsed handshake fails.");
    return rehearsal;
}

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
 * @param script what is said
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
    // The first one meets what is set up once for a process.
    conversations->Schedule(1, Seconds(0), DISTANCE);
    scenario.Run();
    if (primitives)
    {
        primitives->TakeTime();
    }
    conversations->Schedule(CONNECTIONS, Seconds(0), DISTANCE);
    const double time = scenario.Run();
    NS_ABORT_MSG_IF(conversations->GetCompleted() != CONNECTIONS + 1,
                    "Of " << CONNECTIONS + 1 << " conversations over " << protocol << " only "
                          << conversations->GetCompleted() << " were completed.");
    return time / CONNECTIONS;
}

/**
 * @param group for the key exchange
 * @param repetitions interleaved repetitions
 * @return the row
 */
BenchResult
BenchGroup(const std::string& group, uint32_t repetitions)
{
    BenchScenarioConfig config;
    config.group = group;
    Rehearsal rehearsal;
    tls::PrivateKeyPtr key;
    {
        BenchScenario scenario(config);
        rehearsal = Rehearse(scenario.GetTls());
        key = scenario.GetTls().ServerConfig().identities.front().key;
    }
    TimedPrimitives primitives(tls::NamedGroupFromName(group), key, rehearsal.work);

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
        crypto.push_back(primitives.TakeTime() / CONNECTIONS);
        tcp.push_back(both - crypto.back());
        ratio.push_back(tls.back() / both);
    }
    return {"handshake, " + group,
            Median(ratio),
            1.25,
            false,
            "x",
            Fixed(1e3 * Median(tls), 2) + " ms; primitives " + Fixed(1e3 * Median(crypto), 2) +
                " ms, plain TCP " + Fixed(1e3 * Median(tcp), 2) + " ms"};
}

} // namespace

std::vector<BenchResult>
BenchHandshake(uint32_t repetitions)
{
    return {BenchGroup("secp256r1", repetitions), BenchGroup("x25519", repetitions)};
}

} // namespace ns3
