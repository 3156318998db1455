/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-study.h"

#include "tls-chain-file.h"
#include "tls-csv-writer.h"
#include "tls-flow-file.h"
#include "tls-helper.h"
#include "tls-kind.h"
#include "tls-study-text.h"

#include "ns3/boolean.h"
#include "ns3/key-spec.h"
#include "ns3/object.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>

namespace ns3
{

namespace
{

constexpr const char* MODULE_VERSION = "0.1";  //!< of this module
constexpr uint32_t CHAIN_DEPTH = 3;            //!< certificates that a server sends
constexpr uint32_t IPV4_TCP_HEADERS = 20 + 32; //!< octets, with time stamps
/// What the option `--chain` takes, before what is wrong with a file.
const std::string CHAINS = "default, openssl-testbed, or a PEM file with the server's certificate, "
                           "those above it and its private key; ";
/// Octets of the certificates with which real stacks were measured.
const std::vector<size_t> TESTBED_CHAIN{1179, 1055, 1050};
constexpr size_t TESTBED_TICKET_STATE = 112;        //!< octets of a session in a ticket there
constexpr size_t TESTBED_TICKET_STATE_13 = 128;     //!< the same with TLS 1.3
constexpr uint32_t TESTBED_HANDSHAKE_BUFFER = 4096; //!< octets that OpenSSL flushes at

/// @return the command line of this process, quoted where it has spaces
std::string
ReadCommandLine()
{
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string line;
    std::string argument;
    while (std::getline(file, argument, '\0'))
    {
        const bool plain = argument.find_first_of(" \"'\\$*?") == std::string::npos;
        line += (line.empty() ? "" : " ") + (plain ? argument : "'" + argument + "'");
    }
    return line;
}

/// @param name of an attribute of ConfigStore @return the value that the command line gave it
std::string
GetConfigStoreOption(const std::string& name)
{
    TypeId::AttributeInformation info;
    ConfigStore::GetTypeId().LookupAttributeByName(name, &info);
    return info.initialValue->SerializeToString(info.checker);
}

/// @param sizes octets of certificates @return octets of all
size_t
Sum(const std::vector<size_t>& sizes)
{
    return std::accumulate(sizes.begin(), sizes.end(), size_t{0});
}

} // namespace

TlsStudy::TlsStudy(CommandLine& cmd, const std::string& program, const std::string& kind)
    : m_program(program.empty() ? cmd.GetName() : program)
{
    if (m_program.empty())
    {
        m_program = "study";
    }
    if (!kind.empty())
    {
        m_options.kind = kind;
    }
    m_options.AddTo(cmd);
}

TlsStudy::~TlsStudy() = default;

TlsStudyOptions&
TlsStudy::GetOptions()
{
    return m_options;
}

void
TlsStudy::Refuse(const std::string& sentence) const
{
    std::cerr << m_program << ": " << sentence << std::endl;
    std::exit(1);
}

void
TlsStudy::Check()
{
    if (m_checked)
    {
        return;
    }
    std::string refusal = m_options.Parse(m_values);
    if (refusal.empty() && TlsChainFile::IsPath(m_options.chain))
    {
        refusal = AdoptKeyOfChainFile(m_options);
    }
    if (!refusal.empty())
    {
        Refuse(refusal);
    }
    LoadDefaults();
    RngSeedManager::SetSeed(m_values.rngSeed);
    RngSeedManager::SetRun(m_values.rngRun);
    m_checked = true;
}

void
TlsStudy::LoadDefaults()
{
    // ConfigStore says nothing about a file that it cannot read.
    const std::string file = GetConfigStoreOption("Filename");
    if (GetConfigStoreOption("Mode") == "Load" && !std::ifstream(file))
    {
        Refuse(
            TlsStudyText::Refusal("ns3::ConfigStore::Filename", file, "a file that can be read"));
    }
    m_configStore = std::make_unique<ConfigStore>();
    m_configStore->ConfigureDefaults();
}

std::string
TlsStudy::AdoptKeyOfChainFile(TlsStudyOptions& options)
{
    TlsChainFile file;
    const std::string fault = file.Read(options.chain, "");
    if (!fault.empty())
    {
        return TlsStudyText::Refusal("chain", options.chain, CHAINS + fault);
    }
    const std::string& auth = options.auth;
    if (!auth.empty() && auth != TlsStudyOptions().auth && auth != file.GetKeySpec())
    {
        return TlsStudyText::Refusal("auth", auth, file.GetKeySpec() + ", the key of --chain");
    }
    options.auth = file.GetKeySpec();
    return "";
}

const TlsStudyOptions::Values&
TlsStudy::GetValues()
{
    Check();
    return m_values;
}

TlsLinkConfig
TlsStudy::GetLinkConfig()
{
    return GetValues().link;
}

std::vector<std::string>
TlsStudy::Kinds()
{
    return GetValues().kinds;
}

std::string
TlsStudy::CreateIdentity(const TlsStudyOptions& options,
                         uint32_t chainBytes,
                         TlsHelper& tls,
                         const std::string& host)
{
    tls.SetCryptography(options.crypto);
    if (TlsChainFile::IsPath(options.chain))
    {
        TlsChainFile file;
        const std::string fault = file.Read(options.chain, host);
        if (!fault.empty())
        {
            return TlsStudyText::Refusal("chain", options.chain, CHAINS + fault);
        }
        file.AddTo(tls);
        return "";
    }
    // What the certificates come to by themselves is the least they can be made.
    TlsHelper natural;
    natural.CreateIdentity(host, options.auth, CHAIN_DEPTH);
    std::vector<size_t> least;
    for (const auto& certificate : natural.ServerConfig().identities.front().chain)
    {
        least.push_back(certificate.size());
    }
    std::vector<size_t> sizes;
    if (options.chain == "openssl-testbed")
    {
        // Not the certificates alone: flights have the sizes of that host's, segment by segment.
        if (tls.ClientConfig().hello == tls::TlsHelloPreset::DEFAULT)
        {
            tls.SetHello("openssl-3.0");
        }
        tls.ServerConfig().leastTicketState = TESTBED_TICKET_STATE;
        tls.ServerConfig().tls13.leastTicketState = TESTBED_TICKET_STATE_13;
        tls.SetSocketAttribute("HandshakeBuffer", UintegerValue(TESTBED_HANDSHAKE_BUFFER));
        sizes = TESTBED_CHAIN;
        for (size_t i = 0; i < sizes.size(); ++i)
        {
            if (sizes[i] < least[i])
            {
                return TlsStudyText::Refusal("chain",
                                             options.chain,
                                             "openssl-testbed with --auth=rsa:2048 only");
            }
        }
    }
    if (chainBytes > 0)
    {
        const std::vector<size_t> base = sizes.empty() ? least : sizes;
        // The server's own certificate takes what is more, all take what is less.
        sizes = base;
        if (chainBytes >= Sum(base))
        {
            sizes[0] += chainBytes - Sum(base);
        }
        else
        {
            sizes = least;
            if (chainBytes < Sum(least))
            {
                return TlsStudyText::Refusal(
                    "chainBytes",
                    std::to_string(chainBytes),
                    "0 (as made), or at least " + std::to_string(Sum(least)) +
                        " octets for three certificates with " + options.auth + " keys");
            }
            sizes[0] += chainBytes - Sum(least);
        }
    }
    uint64_t ocspBytes = 0;
    TlsStudyText::ToInteger(options.ocspBytes, ocspBytes);
    if (ocspBytes > 0)
    {
        tls.EnableOcspStapling(ocspBytes);
    }
    tls.CreateIdentity(host, options.auth, CHAIN_DEPTH, sizes);
    return "";
}

std::string
TlsStudy::CheckGroups(const TlsStudyOptions::Values& values)
{
    for (const std::string& kind : values.kinds)
    {
        const bool is13 = TlsKind::Find(kind)->version == tls::TlsVersion::TLS_1_3;
        for (const std::string& name : values.groups)
        {
            const tls::NamedGroup group = tls::NamedGroupFromName(name);
            if (is13 && !tls::IsHandshakeGroup13(group))
            {
                return TlsStudyText::Refusal(
                    "group",
                    name,
                    "secp256r1, secp384r1, secp521r1, x25519 or a finite field of RFC 7919 with "
                    "kinds of TLS 1.3");
            }
            if (!is13 && tls::IsFiniteField(group))
            {
                return TlsStudyText::Refusal("group",
                                             name,
                                             "x25519 or a curve of RFC 4492 with kinds before "
                                             "TLS 1.3");
            }
        }
    }
    return "";
}

std::vector<std::string>
TlsStudy::AddKeyGroups(std::vector<std::string> groups, const std::string& auth)
{
    for (const std::string& key : TlsStudyText::Split(auth))
    {
        const auto kind = tls::ParseKeySpec(key);
        if (!kind || kind->type != tls::PublicKeyType::ECDSA)
        {
            continue;
        }
        const std::string curve = tls::ToString(kind->group);
        if (std::find(groups.begin(), groups.end(), curve) == groups.end())
        {
            groups.push_back(curve);
        }
    }
    if (std::all_of(groups.begin(), groups.end(), [](const std::string& name) {
            return tls::IsFiniteField(tls::NamedGroupFromName(name));
        }))
    {
        groups.push_back(tls::ToString(tls::NamedGroup::SECP256R1));
    }
    return groups;
}

size_t
TlsStudy::GetChainBytes(TlsHelper& tls)
{
    size_t bytes = 0;
    for (const auto& certificate : tls.ServerConfig().identities.front().chain)
    {
        bytes += certificate.size();
    }
    return bytes;
}

void
TlsStudy::ConfigureHosts(const TlsStudyOptions& options,
                         const TlsStudyOptions::Values& values,
                         const TlsHelper& tls,
                         const NodeContainer& clients,
                         const NodeContainer& servers)
{
    Ptr<TcpProfile> profile = CreateObject<TcpProfile>();
    profile->SetAttribute("Profile", StringValue(options.tcp));
    profile->SetAttribute("Variant", StringValue(options.tcpVariant));
    profile->SetAttribute("Sack", BooleanValue(values.sack));
    profile->SetAttribute("MinRto", TimeValue(values.minRto));
    profile->SetAttribute("InitialWindow", UintegerValue(values.initcwnd));
    profile->SetAttribute("SegmentSize", UintegerValue(values.link.mtu - IPV4_TCP_HEADERS));
    const NodeContainer nodes(clients, servers);
    for (auto it = nodes.Begin(); it != nodes.End(); ++it)
    {
        profile->Apply(*it);
    }
    tls.InstallCpu(clients, options.clientCpu, 1);
    tls.InstallCpu(servers, options.serverCpu, values.cores);
}

void
TlsStudy::Configure(TlsHelper& tls, const NodeContainer& clients, const NodeContainer& servers)
{
    Check();
    const std::string refusal = CreateIdentity(m_options, m_values.chainBytes.front(), tls);
    if (!refusal.empty())
    {
        Refuse(refusal);
    }
    tls.SetGroups(AddKeyGroups(m_values.groups, m_options.auth));
    ConfigureHosts(m_options, m_values, tls, clients, servers);
    tls.Install(NodeContainer(clients, servers));
}

std::string
TlsStudy::GetPath(const std::string& file)
{
    Check();
    const std::string folder = m_options.out.empty() ? "results/" + m_program : m_options.out;
    if (!TlsCsvWriter::MakeFolder(folder))
    {
        Refuse(TlsStudyText::Refusal("out", folder, "a folder that can be made and written to"));
    }
    return file.empty() ? folder : folder + "/" + file;
}

TlsTableWriter&
TlsStudy::OpenTable(const std::string& name, const std::vector<std::string>& header)
{
    const std::string folder = GetPath("");
    if (m_values.sqlite && !m_database)
    {
        m_database = std::make_unique<TlsSqliteFile>(folder + "/results.sqlite");
    }
    m_tables.push_back(std::make_unique<TlsTableWriter>(folder + "/" + name + ".csv",
                                                        header,
                                                        m_database.get(),
                                                        name));
    if (!m_tables.back()->IsGood())
    {
        RefuseFolder();
    }
    return *m_tables.back();
}

void
TlsStudy::Commit()
{
    if (!CommitFiles())
    {
        RefuseFolder();
    }
    m_tables.clear();
    m_database.reset();
}

bool
TlsStudy::CommitFiles()
{
    TlsOutputFile run(GetPath("run.txt"));
    WriteRunFile(run.GetStream());
    bool isGood = run.Finish() && (!m_database || m_database->Finish());
    for (const auto& table : m_tables)
    {
        isGood = isGood && table->Finish();
    }
    // All or none.
    isGood = isGood && (!m_database || m_database->Commit());
    for (const auto& table : m_tables)
    {
        isGood = isGood && table->Commit();
    }
    return isGood && run.Commit();
}

void
TlsStudy::RefuseFolder()
{
    Refuse(TlsOutputFile::Refuse(GetPath("")));
}

void
TlsStudy::WriteRunFile(std::ostream& file) const
{
    const std::time_t now = std::time(nullptr);
    char date[32] = "";
    std::strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
    file << "command line: " << ReadCommandLine() << "\n"
         << "version: tls-spdy " << MODULE_VERSION << "\n"
         << "seed: " << m_values.rngSeed << "\n"
         << "run: " << m_values.rngRun << "\n"
         << "date: " << date << "\n";
}

void
TlsStudy::Record(const ApplicationContainer& clients)
{
    Check();
    if (!m_recorder)
    {
        TlsLatencyCell columns;
        columns.initcwnd = m_options.tcp == "linux" ? std::to_string(m_values.initcwnd) : "";
        m_recorder = CreateObject<TlsLatencyRecorder>();
        m_recorder->Open(OpenTable("latency", TlsLatencyRow::GetHeader()),
                         columns,
                         m_values.rngRun);
    }
    m_recorder->Add(clients);
}

void
TlsStudy::Simulate(Time stop)
{
    Check();
    m_configStore->ConfigureAttributes();
    m_configStore.reset();
    std::unique_ptr<TlsFlowFile> flows;
    if (m_values.flowMonitor)
    {
        flows = std::make_unique<TlsFlowFile>(GetPath("flows.xml"));
    }
    Simulator::Stop(stop);
    Simulator::Run();
    const bool isWritten = !flows || flows->Commit();
    if (m_recorder)
    {
        m_recorder->Close(OpenTable("summary", TlsLatencySummary::GetHeader()));
        m_recorder = nullptr;
    }
    Simulator::Destroy();
    if (!isWritten)
    {
        RefuseFolder();
    }
}

int
TlsStudy::Run(Time stop)
{
    Simulate(stop);
    Commit();
    return 0;
}

} // namespace ns3
