/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-study-options.h"

#include "tls-chain-file.h"
#include "tls-chain-maker.h"
#include "tls-kind.h"
#include "tls-sqlite-file.h"
#include "tls-study-text.h"

#include "ns3/crypto-cost-model.h"
#include "ns3/crypto-provider-factory.h"
#include "ns3/tcp-profile.h"

#include <algorithm>
#include <fstream>
#include <limits>

namespace ns3
{

using namespace TlsStudyText;

namespace
{

constexpr uint32_t MAX_CHAIN_BYTES = 60000; //!< stays below the largest handshake message
const std::string OCSP_SIZES = "0 (none), or 1000 to 60000 octets"; //!< of --ocspBytes

/// Reads options one after the other and keeps the first refusal.
class OptionReader
{
  public:
    /// @return the first refusal; empty when there was none
    const std::string& GetRefusal() const
    {
        return m_refusal;
    }

    /// @param sentence kept unless there was a refusal before
    void Refuse(const std::string& sentence)
    {
        m_refusal = m_refusal.empty() ? sentence : m_refusal;
    }

    /**
     * @param ok whether the value is right
     * @param option the option's name
     * @param given what was given
     * @param allowed what is allowed
     */
    void Require(bool ok,
                 const std::string& option,
                 const std::string& given,
                 const std::string& allowed)
    {
        if (!ok && m_refusal.empty())
        {
            m_refusal = Refusal(option, given, allowed);
        }
    }

    /**
     * @param option the option's name
     * @param given what was given
     * @param low least value
     * @param high greatest value
     * @param allowed what is allowed
     * @return the time
     */
    Time ReadTime(const std::string& option,
                  const std::string& given,
                  Time low,
                  Time high,
                  const std::string& allowed)
    {
        Time value;
        Require(ToTime(given, value) && value >= low && value <= high, option, given, allowed);
        return value;
    }

    /// @copydoc ReadTime
    uint64_t ReadInteger(const std::string& option,
                         const std::string& given,
                         uint64_t low,
                         uint64_t high,
                         const std::string& allowed)
    {
        uint64_t value = low;
        Require(ToInteger(given, value) && value >= low && value <= high, option, given, allowed);
        return value;
    }

    /// @param option the option's name @param given what was given @return the rate in bit/s
    uint64_t ReadRate(const std::string& option, const std::string& given)
    {
        uint64_t value = 0;
        Require(ToRate(given, value) && value >= 1000,
                option,
                given,
                "a rate from 1kbps to 10000Gbps, such as 10Mbps");
        return value;
    }

    /// @param option the option's name @param given what was given @return the share, 0 to 1
    double ReadShare(const std::string& option, const std::string& given)
    {
        double value = 0;
        Require(ToShare(given, value), option, given, "a share from 0 to 1, such as 0.02");
        return value;
    }

    /// @param option the option's name @param given what was given @return its value
    bool ReadBoolean(const std::string& option, const std::string& given)
    {
        bool value = false;
        Require(ToBoolean(given, value), option, given, "true or false");
        return value;
    }

  private:
    std::string m_refusal; //!< the first
};

/// @param given --queue's value @return true when it is right
bool
IsQueue(const std::string& given)
{
    const std::string prefix = "fifo:";
    uint64_t packets = 0;
    return given == "fq_codel" ||
           (given.compare(0, prefix.size(), prefix) == 0 && given.back() == 'p' &&
            ToInteger(given.substr(prefix.size(), given.size() - prefix.size() - 1), packets) &&
            packets >= 1 && packets <= 1000000);
}

/// @param given --drop's value @param link where to put it @return false when it is wrong
bool
ReadDrops(const std::string& given, TlsLinkConfig& link)
{
    for (const std::string& part : Split(given))
    {
        const bool up = part.compare(0, 4, "c2s:") == 0;
        uint64_t number = 0;
        if ((!up && part.compare(0, 4, "s2c:") != 0) || !ToInteger(part.substr(4), number) ||
            number == 0)
        {
            return false;
        }
        (up ? link.lossUp : link.lossDown).drops.insert(number);
    }
    return true;
}

/// @param given --lossModel's value @param link where to put it @return false when it is wrong
bool
ReadLossModel(const std::string& given, TlsLinkConfig& link)
{
    if (given == "bernoulli")
    {
        return true;
    }
    const std::string prefix = "gilbert:";
    if (given.compare(0, prefix.size(), prefix) != 0)
    {
        return false;
    }
    const std::vector<std::string> parts = Split(given.substr(prefix.size()));
    double p = 0;
    double r = 0;
    if (parts.size() != 2 || !ToShare(parts[0], p) || !ToShare(parts[1], r) || r == 0)
    {
        return false;
    }
    for (TlsLossConfig* loss : {&link.lossUp, &link.lossDown})
    {
        loss->gilbert = true;
        loss->goodToBad = p;
        loss->badToGood = r;
    }
    return true;
}

/**
 * @param given --netem's value
 * @param options where to put what it says, in the spelling of the other options
 * @return false when it is wrong
 */
bool
ReadNetem(const std::string& given, TlsStudyOptions& options)
{
    std::vector<std::string> words;
    for (const std::string& word : Split(given, ' '))
    {
        if (!word.empty())
        {
            words.push_back(word);
        }
    }
    for (size_t i = 0; i < words.size(); i += 2)
    {
        if (i + 1 >= words.size())
        {
            return false;
        }
        const std::string& word = words[i];
        const std::string& value = words[i + 1];
        Time time;
        uint64_t rate = 0;
        double share = 0;
        if (word == "loss" && ToShare(value, share))
        {
            options.loss = value;
            options.lossUp.clear();
            options.lossDown.clear();
        }
        else if (word == "rate" && ToRate(value, rate))
        {
            options.rate = value;
            options.up.clear();
            options.down.clear();
        }
        else if (word == "delay" && ToTime(value, time))
        {
            options.rtt = std::to_string(2 * time.GetNanoSeconds()) + "ns";
            if (i + 2 < words.size() && ToTime(words[i + 2], time))
            {
                options.jitter = words[i + 2];
                ++i;
            }
        }
        else
        {
            return false;
        }
    }
    return true;
}

/// @return what --clientCpu and --serverCpu allow
std::string
CalibrationNames()
{
    std::string names;
    for (const std::string& name : CryptoCalibration::GetNames())
    {
        names += name + ", ";
    }
    return "one of " + names + "or a readable calibration file";
}

/// @param reader keeps the refusal @param option the option's name @param given a calibration
void
RequireCalibration(OptionReader& reader, const std::string& option, const std::string& given)
{
    const std::string reason = CreateObject<CryptoCostModel>()->Load(given);
    const bool isThere = std::ifstream(given).good();
    reader.Require(reason.empty() || isThere, option, given, CalibrationNames());
    if (!reason.empty() && isThere)
    {
        reader.Refuse("--" + option + " was given as \"" + given + "\": " + reason);
    }
}

/**
 * The options of the link.
 *
 * @param given the options, with --netem spelled out
 * @param reader keeps the refusal
 * @param values where to put the values
 */
void
ReadLink(const TlsStudyOptions& given, OptionReader& reader, TlsStudyOptions::Values& values)
{
    TlsLinkConfig& link = values.link;
    for (const std::string& rtt : Split(given.rtt))
    {
        values.rtts.push_back(reader.ReadTime("rtt",
                                              rtt,
                                              Time(0),
                                              Seconds(10),
                                              "a list of times from 0 to 10s, such as 10ms,50ms"));
    }
    link.rtt = values.rtts.front();
    link.down = reader.ReadRate(given.down.empty() ? "rate" : "down",
                                given.down.empty() ? given.rate : given.down);
    link.up =
        reader.ReadRate(given.up.empty() ? "rate" : "up", given.up.empty() ? given.rate : given.up);
    const bool apart = !given.lossUp.empty() || !given.lossDown.empty();
    for (const std::string& loss : Split(given.loss))
    {
        values.losses.push_back(reader.ReadShare("loss", loss));
    }
    link.lossUp.loss = values.losses.front();
    link.lossDown.loss = values.losses.front();
    if (!given.lossUp.empty())
    {
        link.lossUp.loss = reader.ReadShare("lossUp", given.lossUp);
    }
    if (!given.lossDown.empty())
    {
        link.lossDown.loss = reader.ReadShare("lossDown", given.lossDown);
    }
    reader.Require(!apart || values.losses.size() == 1,
                   "loss",
                   given.loss,
                   "a single value beside --lossUp or --lossDown");
    reader.Require(ReadLossModel(given.lossModel, link),
                   "lossModel",
                   given.lossModel,
                   "bernoulli or gilbert:p,r with chances per packet from 0 to 1 and r above 0");
    link.jitter = reader.ReadTime("jitter",
                                  given.jitter,
                                  Time(0),
                                  Seconds(10),
                                  "a time from 0 to 10s, such as 5ms");
    reader.Require(IsQueue(given.queue),
                   "queue",
                   given.queue,
                   "fifo:Np with N packets from 1 to 1000000, or fq_codel");
    link.queue = given.queue;
    reader.Require(ToRate(given.crossTraffic, link.crossTraffic),
                   "crossTraffic",
                   given.crossTraffic,
                   "a rate from 0 to 10000Gbps, such as 2Mbps");
    reader.Require(given.drop.empty() || ReadDrops(given.drop, link),
                   "drop",
                   given.drop,
                   "a list of packets such as c2s:3,s2c:5, counted from 1 in each direction");
    link.ipv6 = reader.ReadBoolean("ipv6", given.ipv6);
    link.mtu = static_cast<uint16_t>(
        reader.ReadInteger("mtu",
                           given.mtu,
                           link.ipv6 ? 1280 : 576,
                           65535,
                           link.ipv6 ? "1280 to 65535 octets" : "576 to 65535 octets"));
}

/**
 * The options of TCP and of the hosts.
 *
 * @param given the options
 * @param reader keeps the refusal
 * @param values where to put the values
 */
void
ReadHosts(const TlsStudyOptions& given, OptionReader& reader, TlsStudyOptions::Values& values)
{
    reader.Require(TcpProfile::IsProfile(given.tcp), "tcp", given.tcp, "linux or ns3");
    reader.Require(TcpProfile::IsVariant(given.tcpVariant),
                   "tcpVariant",
                   given.tcpVariant,
                   "a congestion control of ns-3, such as TcpCubic or TcpNewReno");
    values.sack = reader.ReadBoolean("sack", given.sack);
    values.minRto = reader.ReadTime("minRto",
                                    given.minRto,
                                    MilliSeconds(1),
                                    Seconds(60),
                                    "a time from 1ms to 60s, such as 200ms");
    values.initcwnd = static_cast<uint32_t>(
        reader.ReadInteger("initcwnd", given.initcwnd, 1, 1000, "1 to 1000 segments"));
    const TlsStudyOptions defaults;
    const bool changed = given.tcpVariant != defaults.tcpVariant || given.sack != defaults.sack ||
                         given.minRto != defaults.minRto || given.initcwnd != defaults.initcwnd;
    reader.Require(given.tcp != "ns3" || !changed,
                   "tcp",
                   given.tcp,
                   "linux beside --tcpVariant, --sack, --minRto or --initcwnd, since ns3 leaves "
                   "ns-3's own settings alone");
    const std::vector<std::string> cryptography = tls::CryptoProviderFactory::GetNames();
    reader.Require(std::find(cryptography.begin(), cryptography.end(), given.crypto) !=
                       cryptography.end(),
                   "crypto",
                   given.crypto,
                   "real, shared or modeled");
    RequireCalibration(reader, "clientCpu", given.clientCpu);
    RequireCalibration(reader, "serverCpu", given.serverCpu);
    const std::string allowed =
        given.takesCoresList ? "a list of 1 to 1024 cores, such as 1,2,4" : "1 to 1024 cores";
    const std::vector<std::string> coresList =
        given.takesCoresList ? Split(given.cores) : std::vector<std::string>{given.cores};
    for (const std::string& cores : coresList)
    {
        values.coresList.push_back(
            static_cast<uint32_t>(reader.ReadInteger("cores", cores, 1, 1024, allowed)));
    }
    values.cores = values.coresList.front();
    const bool isFile = TlsChainFile::IsPath(given.chain);
    reader.Require(!isFile || std::ifstream(given.chain),
                   "chain",
                   given.chain,
                   "default, openssl-testbed, or a PEM file that can be read");
    reader.Require(!isFile || given.chainBytes == defaults.chainBytes,
                   "chainBytes",
                   given.chainBytes,
                   "0 beside --chain=FILE, whose certificates have their sizes");
    reader.Require(!isFile || given.ocspBytes == defaults.ocspBytes,
                   "ocspBytes",
                   given.ocspBytes,
                   "0 beside --chain=FILE, since a response needs the key of the issuer");
    for (const std::string& bytes : Split(given.chainBytes))
    {
        const uint64_t size =
            reader.ReadInteger("chainBytes",
                               bytes,
                               0,
                               MAX_CHAIN_BYTES,
                               "0 (as made), or a list of sizes from 2400 to 60000 octets");
        reader.Require(size == 0 || size >= 2400,
                       "chainBytes",
                       bytes,
                       "0 (as made), or a list of sizes from 2400 to 60000 octets");
        values.chainBytes.push_back(static_cast<uint32_t>(size));
    }
    reader.Require(
        given.auth.empty() || TlsChainMaker::AreKeys(given.auth),
        "auth",
        given.auth,
        "a key such as rsa:2048, ecdsa:secp256r1, ed25519, dsa:2048 or dh:2048, or a list for a "
        "mixed chain, the server's first");
    for (const std::string& group : Split(given.group))
    {
        reader.Require(tls::NamedGroupFromName(group) != tls::NamedGroup::NONE,
                       "group",
                       group,
                       "x25519, a curve of RFC 4492, such as secp256r1, or a finite field of "
                       "RFC 7919, such as ffdhe2048");
        values.groups.push_back(group);
    }
    values.ocspBytes = static_cast<uint32_t>(
        reader.ReadInteger("ocspBytes", given.ocspBytes, 0, MAX_CHAIN_BYTES, OCSP_SIZES));
    reader.Require(values.ocspBytes == 0 || values.ocspBytes >= 1000,
                   "ocspBytes",
                   given.ocspBytes,
                   OCSP_SIZES);
}

} // namespace

void
TlsStudyOptions::AddTo(CommandLine& cmd)
{
    cmd.AddValue("kind", "kinds of handshake, a list of: " + TlsKind::AllNames(), kind);
    cmd.AddValue("rtt", "round-trip propagation delays, a list of times", rtt);
    cmd.AddValue("rate", "rate of the link in either direction", rate);
    cmd.AddValue("down", "rate from server to client; empty: --rate", down);
    cmd.AddValue("up", "rate from client to server; empty: --rate", up);
    cmd.AddValue("loss", "shares of packets lost in either direction, a list of 0 to 1", loss);
    cmd.AddValue("lossUp", "share lost from client to server; empty: --loss", lossUp);
    cmd.AddValue("lossDown", "share lost from server to client; empty: --loss", lossDown);
    cmd.AddValue("lossModel",
                 "bernoulli (independent), or gilbert:p,r (bursts that begin with chance p and "
                 "end with chance r per packet; --loss is then unused)",
                 lossModel);
    cmd.AddValue("jitter", "each packet's one-way delay varies by up to this time", jitter);
    cmd.AddValue("queue", "queue before the link: fifo:100p (packets) or fq_codel", queue);
    cmd.AddValue("crossTraffic", "mean rate of bursty UDP in either direction", crossTraffic);
    cmd.AddValue("drop",
                 "lose exactly these packets of each connection, as c2s:3,s2c:5; counted per "
                 "direction, SYN and SYN-ACK being 1",
                 drop);
    cmd.AddValue("netem",
                 "link in netem's words, as if set on both ends: \"loss 10% delay 100ms 5ms rate "
                 "1mbit\"; goes before --loss, --rtt, --jitter and --rate",
                 netem);
    cmd.AddValue("mtu", "largest IP packet in octets", mtu);
    cmd.AddValue("ipv6", "IPv6 instead of IPv4", ipv6);
    cmd.AddValue("tcp", "TCP settings: linux or ns3 (ns-3's defaults)", tcp);
    cmd.AddValue("tcpVariant", "congestion control", tcpVariant);
    cmd.AddValue("sack", "selective acknowledgments", sack);
    cmd.AddValue("minRto", "least retransmission timeout beyond the round-trip time", minRto);
    cmd.AddValue("initcwnd", "initial congestion window in segments", initcwnd);
    cmd.AddValue("crypto",
                 "cryptography: real, shared (one end does not compute again what the other did) "
                 "or modeled (same sizes and times, no public-key arithmetic)",
                 crypto);
    cmd.AddValue("clientCpu", "calibration of the client's processor, or a file", clientCpu);
    cmd.AddValue("serverCpu", "calibration of the server's processor, or a file", serverCpu);
    cmd.AddValue("cores",
                 takesCoresList ? "cores of the server, a list" : "cores of the server",
                 cores);
    cmd.AddValue("chain",
                 "server's certificates: default, openssl-testbed (1179, 1055 and 1050 octets), or "
                 "a PEM file "
                 "with the chain and its key",
                 chain);
    cmd.AddValue("chainBytes",
                 "octets of DER of all certificates sent, a list; 0: as made",
                 chainBytes);
    cmd.AddValue("auth",
                 "server's key, such as rsa:2048, ecdsa:secp256r1, dsa:2048; a list for a mixed "
                 "chain, the server's first",
                 auth);
    cmd.AddValue("group", "groups of the key exchange, a list of x25519 and curves", group);
    cmd.AddValue("ocspBytes", "octets of a stapled OCSP response; 0: none", ocspBytes);
    cmd.AddValue("timeout",
                 "a connection that takes longer, its closing apart, has failed",
                 timeout);
    cmd.AddValue("out", "folder for files; empty: results/ and the program's name", out);
    cmd.AddValue("sqlite", "write the tables into results.sqlite, too", sqlite);
    cmd.AddValue("flowMonitor", "write what ns-3's FlowMonitor says into flows.xml", flowMonitor);
    cmd.AddValue("RngSeed", "seed of all random streams and of long-term keys", rngSeed);
    cmd.AddValue("RngRun", "run number of all random streams", rngRun);
}

std::string
TlsStudyOptions::Parse(Values& values) const
{
    OptionReader reader;
    values = Values();
    TlsStudyOptions given = *this;
    reader.Require(ReadNetem(netem, given),
                   "netem",
                   netem,
                   "words such as loss 10% delay 100ms 5ms rate 1mbit");
    for (const std::string& name : Split(kind))
    {
        reader.Require(TlsKind::Find(name) != nullptr,
                       "kind",
                       name,
                       "a list of " + TlsKind::AllNames());
        values.kinds.push_back(name);
    }
    ReadLink(given, reader, values);
    ReadHosts(given, reader, values);
    values.timeout = reader.ReadTime("timeout",
                                     timeout,
                                     MilliSeconds(1),
                                     Seconds(86400),
                                     "a time from 1ms to 86400s, such as 60s");
    values.flowMonitor = reader.ReadBoolean("flowMonitor", flowMonitor);
    values.sqlite = reader.ReadBoolean("sqlite", sqlite);
    reader.Require(!values.sqlite || TlsSqliteFile::IsSupported(),
                   "sqlite",
                   sqlite,
                   "false, since this ns-3 was built without SQLite");
    values.rngSeed = static_cast<uint32_t>(reader.ReadInteger("RngSeed",
                                                              rngSeed,
                                                              1,
                                                              std::numeric_limits<uint32_t>::max(),
                                                              "1 to 4294967295"));
    values.rngRun = reader.ReadInteger("RngRun", rngRun, 0, 1ULL << 62, "0 to 2^62");
    return reader.GetRefusal();
}

} // namespace ns3
