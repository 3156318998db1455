/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * One HTTPS session with everything visible: TCP connection, TLS handshake, SPDY and release
 * between two nodes, as a table of steps, a ladder, captures and a key log.
 */

#include "ns3/command-line.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"
#include "ns3/tls-trace-helper.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 443;
const std::string HOST = "www.example.com";

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
    std::string version{"tls1.2"};
    std::string suite{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"};
    std::string protocol{"spdy/3.1"};
    std::string negotiation{"npn"};
    std::string resume{"none"};
    std::string clientAuth{"false"};
    std::string hello{"default"};
    std::string falseStart{"false"};
    std::string compression{"false"};
    std::string fallback{"false"};
    std::string verification{"strict"};
    std::string answer{"accept"};
    std::string thinkTime{"5s"};
    std::string trusted{"true"};
    std::string costs{"false"};
    std::string flights{"one-message-per-record"};
    std::string objects{"1"};
    std::string objectSize{"20000"};

    void AddTo(CommandLine& cmd)
    {
        cmd.AddValue("url", "what to fetch, https://HOST/PATH", url);
        cmd.AddValue(VERSION,
                     "of SSL or TLS: ssl3, tls1.0, tls1.1 or tls1.2; --version=V is the same",
                     version);
        cmd.AddValue("suite", "IANA name of the cipher suite", suite);
        cmd.AddValue("protocol", "above TLS: spdy/3.1 or http/1.1", protocol);
        cmd.AddValue("negotiation", "of the protocol: npn or alpn", negotiation);
        cmd.AddValue("resume",
                     "a second connection resumes the session: none, id or ticket",
                     resume);
        cmd.AddValue("clientAuth", "the client has a certificate, too", clientAuth);
        cmd.AddValue("hello", "shape of the Client Hello: default or openssl-1.0.1", hello);
        cmd.AddValue("falseStart", "data before the server's Finished (RFC 7918)", falseStart);
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
        cmd.AddValue("costs", "also print what the cryptography cost, by operation", costs);
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
    tls::TlsSession session;
    WebConnectionRecord record;
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

/// Both ends' protocols, suites and packing.
void
ConfigureTls(const SessionOptions& options, TlsHelper& tls)
{
    tls.SetCipherSuites({options.suite});
    std::vector<std::string> protocols{options.protocol};
    if (options.protocol != "http/1.1")
    {
        protocols.emplace_back("http/1.1");
    }
    const bool npn = options.negotiation == "npn";
    tls.SetNpn(npn ? protocols : std::vector<std::string>{});
    tls.SetAlpn(npn ? std::vector<std::string>{} : protocols);
    const auto flights = options.flights == "compound" ? tls::TlsFlights::COMPOUND
                                                       : tls::TlsFlights::ONE_MESSAGE_PER_RECORD;
    tls.ClientConfig().flights = flights;
    tls.ServerConfig().flights = flights;
}

void
OnEstablished(Outcome* outcome, Ptr<const TlsSocket> socket)
{
    outcome->session = socket->GetSession();
}

void
OnSocket(Outcome* outcome, Ptr<Socket> socket)
{
    socket->TraceConnectWithoutContext("Established", MakeBoundCallback(&OnEstablished, outcome));
}

void
OnDone(Outcome* outcome, const WebConnectionRecord& record)
{
    outcome->record = record;
}

void
PrintOutcome(const Outcome& outcome)
{
    const tls::TlsSession& session = outcome.session;
    const WebConnectionRecord& record = outcome.record;
    const auto* suite = tls::FindCipherSuite(session.cipherSuite);
    std::cout << "\nNegotiated\n"
              << "  version      " << tls::ToString(session.version) << "\n"
              << "  suite        " << (suite ? suite->ianaName : "none") << "\n"
              << "  group        " << tls::ToString(session.group) << "\n"
              << "  session id   " << wire::ToHex(session.sessionId) << "\n"
              << "  protocol     " << session.GetProtocol()
              << (session.alpn.empty() ? " (NPN)" : " (ALPN)") << "\n"
              << "  certificates " << session.peerChain.size() << "\n"
              << "Result         " << record.result << ", " << record.objects << " objects, "
              << record.contentBytes << " octets of content\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    SessionOptions options;
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "tls-spdy-session");
    options.AddTo(cmd);
    cmd.Parse(RenameVersion(argc, argv));

    study.Check();
    const std::string path = ParseUrl(study, options.url);
    CheckWord(study, "version", options.version, {"tls1.2"});
    if (!tls::FindCipherSuite(options.suite))
    {
        study.Refuse(TlsStudyText::Refusal("suite", options.suite, SuiteNames()));
    }
    CheckWord(study, "protocol", options.protocol, {"spdy/3.1", "http/1.1"});
    CheckWord(study, "negotiation", options.negotiation, {"npn", "alpn"});
    CheckWord(study, "resume", options.resume, {"none"});
    CheckWord(study, "clientAuth", options.clientAuth, {"false"});
    CheckWord(study, "hello", options.hello, {"default"});
    CheckWord(study, "flights", options.flights, {"compound", "one-message-per-record"});
    const uint32_t objects = ParseNumber(study, "objects", options.objects, 1, 1000);
    const uint32_t size = ParseNumber(study, "objectSize", options.objectSize, 0, 100000000);

    TlsLink link(study.GetLinkConfig());
    const NodeContainer client(link.GetClient());
    const NodeContainer server(link.GetServer());
    TlsHelper tls;
    ConfigureTls(options, tls);
    study.Configure(tls, client, server);

    WebHelper web(tls);
    web.SetServerAttribute("ObjectSize", UintegerValue(size));
    web.SetClientAttribute("Host", StringValue(HOST));
    web.SetClientAttribute("Path", StringValue(path));
    web.SetClientAttribute("Objects", UintegerValue(objects));
    web.SetClientAttribute("Timeout", TimeValue(study.GetValues().timeout));
    // Small enough for a page to show WINDOW_UPDATE on its stream, and more for the session.
    web.SetClientAttribute("StreamWindow", UintegerValue(16384));
    web.SetClientAttribute("SessionWindow", UintegerValue(131072));
    ApplicationContainer applications = web.InstallServer(server, PORT);
    const ApplicationContainer clients = web.InstallClients(client, link.GetServerAddress(PORT));
    applications.Add(clients);

    link.AssignStreams(LINK_STREAM);
    tls.AssignStreams(link.GetNodes(), TLS_STREAM);
    WebHelper::AssignStreams(clients, WEB_STREAM);

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
    trace.Watch(link.GetClient(), link.GetServer(), PORT, applications);
    link.StartCrossTraffic(Seconds(0), study.GetValues().timeout);

    const int status = study.Run(study.GetValues().timeout + Seconds(300));
    trace.Close();
    trace.GetTimeline().Print(std::cout);
    PrintOutcome(outcome);

    for (const auto& file : trace.Write(study.GetPath(""), options.url + " over simulated TCP"))
    {
        files.push_back(file);
    }
    files.push_back(study.GetPath("run.txt"));
    std::cout << "\nFiles\n";
    for (const auto& file : files)
    {
        std::cout << "  " << file << "\n";
    }
    return status;
}
