/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * One HTTPS session with everything visible: TCP connection, TLS handshake, SPDY and release
 * between two nodes, as a table of steps, a ladder, captures and a key log.
 */

#include "ns3/command-line.h"
#include "ns3/key-spec.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-cost-table.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-kind.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"
#include "ns3/tls-trace-helper.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"
#include "ns3/x509-trust-store.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 443;
const std::string HOST = "www.example.com";
const std::string CLIENT = "client.example.com";

/// A resumed session has two, a client that falls back one for each version.
constexpr uint32_t MOST_CONNECTIONS = 4;

/// Name under which CommandLine, which answers --version itself, is to know that option.
const std::string VERSION = "tlsVersion";

// First streams of the link, of both ends' cryptography, and of the applications.
constexpr int64_t LINK_STREAM = 100;
constexpr int64_t TLS_STREAM = 200;
constexpr int64_t WEB_STREAM = 300;

/// Options of this program alone.
struct SessionOptions
{
    std::string url{"https://" + HOST + "/"};
    std::string version;
    std::string suite;
    std::string protocol{"spdy/3.1"};
    std::string negotiation;
    std::string resume{"none"};
    std::string clientAuth{"false"};
    std::string hello{"default"};
    std::string falseStart{"false"};
    std::string earlyData{"false"};
    std::string retry{"false"};
    std::string compression{"false"};
    std::string fallback{"false"};
    std::string verification{"strict"};
    std::string answer{"accept"};
    std::string thinkTime{"5s"};
    std::string trusted{"true"};
    std::string flights{"one-message-per-record"};
    std::string objects{"1"};
    std::string objectSize{"20000"};

    void AddTo(CommandLine& cmd)
    {
        cmd.AddValue("url", "what to fetch, https://HOST/PATH", url);
        cmd.AddValue(
            VERSION,
            "of SSL or TLS: ssl3, tls1.0, tls1.1, tls1.2 or tls1.3; --version=V is the same; "
            "empty: tls1.2, or tls1.0 with the Client Hello of that",
            version);
        cmd.AddValue("suite",
                     "IANA name of the cipher suite; empty: a common one of the version",
                     suite);
        cmd.AddValue("protocol", "above TLS: spdy/3.1, spdy/3, spdy/2 or http/1.1", protocol);
        cmd.AddValue("negotiation",
                     "of the protocol: npn or alpn; empty: npn, and alpn with tls1.3",
                     negotiation);
        cmd.AddValue("resume",
                     "a second connection resumes the session: none, id or ticket",
                     resume);
        cmd.AddValue("clientAuth", "the client has a certificate, too", clientAuth);
        cmd.AddValue("hello",
                     "shape of the Client Hello: default, openssl-1.0.1 or openssl-3.0",
                     hello);
        cmd.AddValue("falseStart", "data before the server's Finished (RFC 7918)", falseStart);
        cmd.AddValue("earlyData",
                     "the connection that resumes sends its requests in early data (RFC 8446, 2.3)",
                     earlyData);
        cmd.AddValue("retry",
                     "the client has no key share ready, and the server asks for one (RFC 8446, "
                     "4.1.4)",
                     retry);
        cmd.AddValue("compression", "records are compressed with DEFLATE (RFC 3749)", compression);
        cmd.AddValue("fallback",
                     "both ends take lower versions, and a client that is refused tries them",
                     fallback);
        cmd.AddValue("verification",
                     "of the server's certificate: strict, none, or ask the user",
                     verification);
        cmd.AddValue("answer", "of the user who is asked: accept or reject", answer);
        cmd.AddValue("thinkTime", "that the user needs for it", thinkTime);
        cmd.AddValue("trusted", "whether the client trusts the server's root", trusted);
        cmd.AddValue("flights", "handshake messages: compound or one-message-per-record", flights);
        cmd.AddValue("objects", "number of objects, 1 to 1000", objects);
        cmd.AddValue("objectSize", "octets of each object, 0 to 100000000", objectSize);
    }
};

/// @return the arguments, --version=V under its other name
std::vector<std::string>
RenameVersion(int argc, char* argv[])
{
    const std::string given = "--version=";
    std::vector<std::string> arguments(argv, argv + argc);
    for (auto& argument : arguments)
    {
        if (argument.rfind(given, 0) == 0)
        {
            argument = "--" + VERSION + "=" + argument.substr(given.size());
        }
    }
    return arguments;
}

/// What the run found out.
struct Outcome
{
    std::vector<tls::TlsSession> sessions;    //!< of each handshake
    std::vector<bool> resumed;                //!< whether it went on with an earlier one
    std::vector<WebConnectionRecord> records; //!< of each connection
};

/// Who is asked about a certificate.
struct User
{
    bool accepts;   //!< the answer
    Time thinkTime; //!< how long it takes
};

std::string
SuiteNames()
{
    std::string names;
    for (const auto& suite : tls::GetCipherSuites())
    {
        names += (names.empty() ? "" : ", ") + std::string(suite.ianaName);
    }
    return names;
}

/// @return the path of the URL
std::string
ParseUrl(const TlsStudy& study, const std::string& url)
{
    const std::string scheme = "https://";
    const size_t slash = url.find('/', scheme.size());
    const std::string host = url.substr(0, slash);
    if (host != scheme + HOST)
    {
        study.Refuse(
            TlsStudyText::Refusal("url",
                                  url,
                                  scheme + HOST + "/PATH: no other host exists in this scenario"));
    }
    const std::string path = slash == std::string::npos ? "/" : url.substr(slash);
    if (path.find_first_of(" \t\r\n") != std::string::npos)
    {
        study.Refuse(TlsStudyText::Refusal("url", url, "a URL without white space"));
    }
    return path;
}

void
CheckWord(const TlsStudy& study,
          const std::string& option,
          const std::string& given,
          const std::vector<std::string>& allowed)
{
    if (std::find(allowed.begin(), allowed.end(), given) != allowed.end())
    {
        return;
    }
    std::string words;
    for (const auto& word : allowed)
    {
        words += (words.empty() ? "" : ", ") + word;
    }
    study.Refuse(TlsStudyText::Refusal(option, given, words));
}

uint32_t
ParseNumber(const TlsStudy& study,
            const std::string& option,
            const std::string& given,
            uint32_t least,
            uint32_t most)
{
    const bool digits = !given.empty() && given.size() < 10 &&
                        given.find_first_not_of("0123456789") == std::string::npos;
    const auto value = static_cast<uint32_t>(digits ? std::stoul(given) : 0);
    if (!digits || value < least || value > most)
    {
        study.Refuse(TlsStudyText::Refusal(option,
                                           given,
                                           std::to_string(least) + " to " + std::to_string(most)));
    }
    return value;
}

bool
ParseBoolean(const TlsStudy& study, const std::string& option, const std::string& given)
{
    bool value = false;
    if (!TlsStudyText::ToBoolean(given, value))
    {
        study.Refuse(TlsStudyText::Refusal(option, given, "true or false"));
    }
    return value;
}

/// @return the suite that is used when none is given
std::string
UsualSuite(const std::string& version, const std::string& auth)
{
    if (version == "tls1.3")
    {
        return "TLS_AES_128_GCM_SHA256";
    }
    const auto key = tls::ParseKeySpec(TlsStudyText::Split(auth).front());
    const tls::PublicKeyType type = key ? key->type : tls::PublicKeyType::RSA;
    if (type == tls::PublicKeyType::DSA)
    {
        return "TLS_DHE_DSS_WITH_AES_128_CBC_SHA";
    }
    if (type == tls::PublicKeyType::ECDSA && version != "ssl3")
    {
        return version == "tls1.2" ? "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
                                   : "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
    }
    return version == "tls1.2" ? "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
           : version == "ssl3" ? "TLS_RSA_WITH_AES_128_CBC_SHA"
                               : "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
}

/// @return keys of a chain, the server's first, with which a suite works
std::string
UsualKeys(const tls::TlsCipherSuite& suite)
{
    const bool isRsa = suite.authentication == tls::TlsAuthentication::RSA;
    switch (suite.keyExchange)
    {
    case tls::TlsKeyExchange::ECDH:
        return isRsa ? "ecdsa:secp256r1,rsa:2048" : "ecdsa:secp256r1";
    case tls::TlsKeyExchange::DH:
        return std::string(suite.isExport ? "dh:512," : "dh:2048,") +
               (isRsa ? "rsa:2048" : "dsa:1024");
    case tls::TlsKeyExchange::RSA:
    case tls::TlsKeyExchange::DHE:
    case tls::TlsKeyExchange::ECDHE:
    case tls::TlsKeyExchange::SRP:
    case tls::TlsKeyExchange::ANY:
        break;
    }
    return suite.authentication == tls::TlsAuthentication::ECDSA ? "ecdsa:secp256r1"
           : suite.authentication == tls::TlsAuthentication::DSS ? "dsa:1024"
                                                                 : "rsa:2048";
}

/// What --kind is shorthand for, where the options of their own say nothing else.
void
ApplyKind(TlsStudy& study, SessionOptions& options)
{
    const TlsKind& kind = *TlsKind::Find(study.Kinds().front());
    if (kind.name == TlsStudyOptions().kind)
    {
        return;
    }
    if (options.version.empty() && options.suite.empty() && options.hello != "openssl-1.0.1")
    {
        const std::string& auth = study.GetOptions().auth;
        const auto key = tls::ParseKeySpec(TlsStudyText::Split(auth).front());
        const auto& suites = kind.GetSuites(key ? key->type : tls::PublicKeyType::RSA);
        if (suites.empty())
        {
            study.Refuse(
                TlsStudyText::Refusal("auth",
                                      auth,
                                      "a key that " + kind.name + " has cipher suites for"));
        }
        options.version = tls::ToString(kind.version);
        options.suite = tls::FindCipherSuite(suites.front())->ianaName;
    }
    if (options.resume == "none" && kind.resumption != TlsResumption::NONE)
    {
        options.resume = kind.resumption == TlsResumption::ID ? "id" : "ticket";
    }
    options.clientAuth = kind.isClientAuthenticated ? "true" : options.clientAuth;
    options.falseStart = kind.usesFalseStart ? "true" : options.falseStart;
    options.earlyData = kind.usesEarlyData ? "true" : options.earlyData;
    options.retry = kind.isRetried ? "true" : options.retry;
}

/// Version, suite and key: what is given has to fit together, what is not is made to fit.
void
ChooseSuite(TlsStudy& study, SessionOptions& options)
{
    CheckWord(study, "hello", options.hello, {"default", "openssl-1.0.1", "openssl-3.0"});
    const bool isPreset = options.hello == "openssl-1.0.1";
    if (options.version.empty())
    {
        options.version = isPreset ? "tls1.0" : "tls1.2";
    }
    CheckWord(study,
              "version",
              options.version,
              isPreset ? std::vector<std::string>{"tls1.0"}
                       : std::vector<std::string>{"ssl3", "tls1.0", "tls1.1", "tls1.2", "tls1.3"});
    if (options.suite.empty())
    {
        options.suite = UsualSuite(options.version, study.GetOptions().auth);
    }
    const auto* suite = tls::FindCipherSuite(options.suite);
    const tls::TlsVersion version = tls::TlsVersionFromName(options.version);
    if (!suite || suite->keyExchange == tls::TlsKeyExchange::SRP)
    {
        study.Refuse(TlsStudyText::Refusal("suite", options.suite, SuiteNames()));
    }
    const bool takesLower = ParseBoolean(study, "fallback", options.fallback);
    if (version < suite->minVersion || (version > suite->maxVersion && !takesLower))
    {
        study.Refuse(TlsStudyText::Refusal("suite",
                                           options.suite,
                                           "one that is defined for " + options.version));
    }
    std::string& auth = study.GetOptions().auth;
    if (auth.empty())
    {
        auth = UsualKeys(*suite);
    }
    const auto key = tls::ParseKeySpec(TlsStudyText::Split(auth).front());
    const auto needed = tls::ServerKeyType(*suite);
    if (key && needed && key->type != *needed)
    {
        study.Refuse(
            TlsStudyText::Refusal("auth",
                                  auth,
                                  "a key for " + options.suite + ", such as " + UsualKeys(*suite)));
    }
}

/**
 * @param groups a list of their names
 * @param is13 whether the version is TLS 1.3, which has other groups than those before
 * @param suite name of the cipher suite
 * @return whether one of them serves, or none is needed
 */
bool
HasGroup(const std::string& groups, bool is13, const std::string& suite)
{
    const std::vector<std::string> names = TlsStudyText::Split(groups);
    const bool isNeeded =
        is13 || tls::FindCipherSuite(suite)->keyExchange == tls::TlsKeyExchange::ECDHE;
    return !isNeeded || std::any_of(names.begin(), names.end(), [is13](const std::string& name) {
        const tls::NamedGroup group = tls::NamedGroupFromName(name);
        return is13 ? tls::IsHandshakeGroup13(group) : !tls::IsFiniteField(group);
    });
}

/// What TLS 1.3 alone has, and what it has no more.
void
CheckOptions13(TlsStudy& study, SessionOptions& options)
{
    const bool is13 = options.version == "tls1.3";
    const bool takesLower = ParseBoolean(study, "fallback", options.fallback);
    if (options.negotiation.empty())
    {
        options.negotiation = is13 ? "alpn" : "npn";
    }
    CheckWord(study, "negotiation", options.negotiation, {"npn", "alpn"});
    CheckWord(study, "resume", options.resume, {"none", "id", "ticket"});
    const auto refuse =
        [&study](const std::string& option, const std::string& given, const std::string& allowed) {
            study.Refuse(TlsStudyText::Refusal(option, given, allowed));
        };
    using K = tls::PublicKeyType;
    const std::string& auth = study.GetOptions().auth;
    const auto key = tls::ParseKeySpec(TlsStudyText::Split(auth).front());
    const bool isSuite13 =
        tls::FindCipherSuite(options.suite)->maxVersion == tls::TlsVersion::TLS_1_3;
    if (isSuite13 && key && (key->type == K::DSA || key->type == K::DH))
    {
        refuse("auth", auth, "a key that signs in TLS 1.3: rsa, rsa-pss, ecdsa or ed25519");
    }
    const std::string& groups = study.GetOptions().group;
    if (!HasGroup(groups, is13, options.suite))
    {
        refuse("group",
               groups,
               is13 ? "x25519, secp256r1, secp384r1, secp521r1 or ffdhe2048 to ffdhe8192 with "
                      "--version=tls1.3"
                    : "x25519 or a curve of RFC 4492 before TLS 1.3");
    }
    if (is13 && options.negotiation == "npn")
    {
        refuse("negotiation", "npn", "alpn: TLS 1.3 has no NPN");
    }
    if (is13 && options.resume == "id")
    {
        refuse("resume", "id", "none or ticket: TLS 1.3 resumes by tickets alone");
    }
    if (is13 && !takesLower && ParseBoolean(study, "falseStart", options.falseStart))
    {
        refuse("falseStart",
               options.falseStart,
               "false: TLS 1.3 needs no False Start, its client sends data after one round trip");
    }
    if (is13 && !takesLower && ParseBoolean(study, "compression", options.compression))
    {
        refuse("compression", options.compression, "false: TLS 1.3 compresses no records");
    }
    if (!is13 && ParseBoolean(study, "retry", options.retry))
    {
        refuse("retry", options.retry, "false, or true with --version=tls1.3");
    }
    if (ParseBoolean(study, "earlyData", options.earlyData) &&
        (!is13 || options.resume != "ticket"))
    {
        refuse("earlyData",
               options.earlyData,
               "false, or true with --version=tls1.3 --resume=ticket");
    }
}

/// Both ends' versions, protocols, suites and packing.
void
ConfigureTls(const TlsStudy& study, const SessionOptions& options, TlsHelper& tls)
{
    const bool takesLower = ParseBoolean(study, "fallback", options.fallback);
    tls.SetVersions(takesLower ? "ssl3" : options.version, options.version);
    tls.SetCipherSuites({options.suite});
    if (options.version == "tls1.3" &&
        tls::FindCipherSuite(options.suite)->maxVersion < tls::TlsVersion::TLS_1_3)
    {
        // A server that does not know TLS 1.3 takes what it knows of the client's offer.
        tls.ServerConfig().maxVersion = tls::TlsVersion::TLS_1_2;
        tls.ClientConfig().cipherSuites.insert(
            tls.ClientConfig().cipherSuites.begin(),
            tls::FindCipherSuite(UsualSuite(options.version, ""))->id);
    }
    std::vector<std::string> protocols{options.protocol};
    if (options.protocol != "http/1.1")
    {
        protocols.emplace_back("http/1.1");
    }
    const bool npn = options.negotiation == "npn";
    tls.SetNpn(npn ? protocols : std::vector<std::string>{});
    tls.SetAlpn(npn ? std::vector<std::string>{} : protocols);
    tls.SetHello(options.hello);
    tls.SetVerification(options.verification);
    if (options.resume == "id")
    {
        tls.EnableSessionCache();
    }
    if (options.resume == "ticket")
    {
        tls.EnableTickets();
    }
    if (ParseBoolean(study, "falseStart", options.falseStart))
    {
        tls.EnableFalseStart();
    }
    if (ParseBoolean(study, "compression", options.compression))
    {
        tls.EnableCompression();
    }
    const auto flights = options.flights == "compound" ? tls::TlsFlights::COMPOUND
                                                       : tls::TlsFlights::ONE_MESSAGE_PER_RECORD;
    tls.ClientConfig().flights = flights;
    tls.ServerConfig().flights = flights;
    if (ParseBoolean(study, "earlyData", options.earlyData))
    {
        tls.EnableEarlyData();
    }
}

/// What the client has and believes, once there is a server to believe.
void
ConfigureClient(TlsStudy& study, const SessionOptions& options, TlsHelper& tls)
{
    if (ParseBoolean(study, "clientAuth", options.clientAuth))
    {
        const auto key = tls::ParseKeySpec(TlsStudyText::Split(study.GetOptions().auth).front());
        const bool signs = key && key->type != tls::PublicKeyType::DH;
        tls.CreateClientIdentity(CLIENT, signs ? study.GetOptions().auth : "rsa:2048");
    }
    auto& keyShares = tls.ClientConfig().tls13.keyShares;
    keyShares.clear();
    if (!ParseBoolean(study, "retry", options.retry))
    {
        keyShares.push_back(tls.ClientConfig().groups.front());
    }
    if (!ParseBoolean(study, "trusted", options.trusted))
    {
        tls.ClientConfig().trust = std::make_shared<tls::X509TrustStore>();
    }
}

void
OnQuestion(const User* user, Ptr<TlsSocket> socket, std::string)
{
    if (user->accepts)
    {
        Simulator::Schedule(user->thinkTime, &TlsSocket::AcceptPeer, socket);
    }
    else
    {
        Simulator::Schedule(user->thinkTime,
                            &TlsSocket::RejectPeer,
                            socket,
                            tls::TlsAlertDescription::CLOSE_NOTIFY);
    }
}

void
OnClientSocket(const User* user, Ptr<Socket> socket)
{
    socket->TraceConnectWithoutContext("Question", MakeBoundCallback(&OnQuestion, user));
}

void
OnEstablished(Outcome* outcome, Ptr<const TlsSocket> socket)
{
    outcome->sessions.push_back(socket->GetSession());
    outcome->resumed.push_back(socket->IsResumed());
}

void
OnSocket(Outcome* outcome, Ptr<Socket> socket)
{
    socket->TraceConnectWithoutContext("Established", MakeBoundCallback(&OnEstablished, outcome));
}

void
OnDone(Outcome* outcome, const WebConnectionRecord& record)
{
    outcome->records.push_back(record);
}

void
PrintOutcome(const Outcome& outcome)
{
    for (size_t i = 0; i < outcome.sessions.size(); ++i)
    {
        const tls::TlsSession& session = outcome.sessions[i];
        const auto* suite = tls::FindCipherSuite(session.cipherSuite);
        std::cout << "\nNegotiated\n"
                  << "  version      " << tls::ToString(session.version) << "\n"
                  << "  suite        " << (suite ? suite->ianaName : "none")
                  << (suite && suite->weakness ? std::string(" (weak: ") + suite->weakness + ")"
                                               : "")
                  << "\n"
                  << "  group        " << tls::ToString(session.group) << "\n"
                  << "  compression  " << (session.compression == 0 ? "none" : "DEFLATE") << "\n"
                  << "  session id   " << wire::ToHex(session.sessionId) << "\n"
                  << "  handshake    " << (outcome.resumed[i] ? "resumed" : "full") << "\n"
                  << "  protocol     "
                  << (session.GetProtocol().empty() ? "none"
                      : session.alpn.empty()        ? session.npn + " (NPN)"
                                                    : session.alpn + " (ALPN)")
                  << "\n"
                  << "  certificates " << session.peerChain.size() << "\n";
    }
    for (const WebConnectionRecord& record : outcome.records)
    {
        std::cout << "Result         " << record.result << ", " << record.objects << " objects, "
                  << record.contentBytes << " octets of content\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    SessionOptions options;
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "tls-spdy-session");
    study.GetOptions().auth.clear();
    options.AddTo(cmd);
    cmd.Parse(RenameVersion(argc, argv));

    study.Check();
    ApplyKind(study, options);
    const bool resumes = options.resume != "none";
    const std::string path = ParseUrl(study, options.url);
    ChooseSuite(study, options);
    CheckWord(study, "protocol", options.protocol, {"spdy/3.1", "spdy/3", "spdy/2", "http/1.1"});
    CheckOptions13(study, options);
    CheckWord(study, "verification", options.verification, {"strict", "ask", "none"});
    CheckWord(study, "answer", options.answer, {"accept", "reject"});
    User user{options.answer == "accept", Time(0)};
    if (!TlsStudyText::ToTime(options.thinkTime, user.thinkTime))
    {
        study.Refuse(TlsStudyText::Refusal("thinkTime", options.thinkTime, "a time such as 5s"));
    }
    CheckWord(study, "flights", options.flights, {"compound", "one-message-per-record"});
    const uint32_t objects = ParseNumber(study, "objects", options.objects, 1, 1000);
    const uint32_t size = ParseNumber(study, "objectSize", options.objectSize, 0, 100000000);

    TlsHelper tls;
    ConfigureTls(study, options, tls);
    TlsLink link(study.GetLinkConfig());
    const NodeContainer client(link.GetClient());
    const NodeContainer server(link.GetServer());
    study.Configure(tls, client, server);
    ConfigureClient(study, options, tls);
    tls.Install(link.GetNodes());

    WebHelper web(tls);
    web.SetServerAttribute("ObjectSize", UintegerValue(size));
    web.SetClientAttribute("Host", StringValue(HOST));
    web.SetClientAttribute("Path", StringValue(path));
    web.SetClientAttribute("Objects", UintegerValue(objects));
    web.SetClientAttribute("Timeout", TimeValue(study.GetValues().timeout));
    web.SetClientAttribute("Connections", UintegerValue(resumes ? 2 : 1));
    web.SetClientAttribute("Fallback", StringValue(options.fallback));
    // Small enough for a page to show WINDOW_UPDATE on its stream, and more for the session.
    web.SetClientAttribute("StreamWindow", UintegerValue(16384));
    web.SetClientAttribute("SessionWindow", UintegerValue(131072));
    ApplicationContainer applications = web.InstallServer(server, PORT);
    const ApplicationContainer clients = web.InstallClients(client, link.GetServerAddress(PORT));
    applications.Add(clients);

    link.AssignStreams(LINK_STREAM);
    tls.AssignStreams(link.GetNodes(), TLS_STREAM);
    WebHelper::AssignStreams(clients, WEB_STREAM);

    clients.Get(0)->TraceConnectWithoutContext("SocketCreated",
                                               MakeBoundCallback(&OnClientSocket, &user));
    Outcome outcome;
    clients.Get(0)->TraceConnectWithoutContext("SocketCreated",
                                               MakeBoundCallback(&OnSocket, &outcome));
    clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                               MakeBoundCallback(&OnDone, &outcome));

    std::vector<std::string> files{study.GetPath("session-client.pcap"),
                                   study.GetPath("session-server.pcap"),
                                   study.GetPath("session.keylog")};
    TlsTraceHelper trace;
    trace.EnablePcap(link.GetClient(), files[0]);
    trace.EnablePcap(link.GetServer(), files[1]);
    trace.EnableKeyLog(link.GetClient(), files[2]);
    trace.Watch(link.GetClient(), link.GetServer(), PORT, applications, MOST_CONNECTIONS);
    const auto costs = Create<TlsCostTable>();
    costs->Watch(link.GetClient(), "client");
    costs->Watch(link.GetServer(), "server");
    link.StartCrossTraffic(Seconds(0), study.GetValues().timeout);

    study.Simulate(study.GetValues().timeout + Seconds(300));
    trace.GetTimeline().Print(std::cout);
    PrintOutcome(outcome);
    std::cout << "\nCost of the cryptography\n";
    costs->Print(std::cout);

    if (!trace.Close())
    {
        study.RefuseFolder();
    }
    const std::string refusal =
        trace.Write(study.GetPath(""), options.url + " over simulated TCP", files);
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }
    study.Commit();
    if (study.GetValues().flowMonitor)
    {
        files.push_back(study.GetPath("flows.xml"));
    }
    files.push_back(study.GetPath("run.txt"));
    std::cout << "\nFiles\n";
    for (const auto& file : files)
    {
        std::cout << "  " << file << "\n";
    }
    return 0;
}
