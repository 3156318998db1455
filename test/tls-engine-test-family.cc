/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-family.h"

#include "ns3/dh-well-known-group.h"
#include "ns3/key-spec.h"

#include <map>
#include <tuple>

namespace ns3
{
namespace tls
{

namespace
{

/// What makes the identities.
struct Workshop
{
    CryptoMeter meter;                                                //!< counts
    CryptoppProvider provider{meter};                                 //!< computes
    CryptoppRandomSource random{ToBytes("identities of the family")}; //!< gives randoms
};

/// @return what makes the identities
Workshop&
GetWorkshop()
{
    static Workshop workshop;
    return workshop;
}

/// @return a root of each kind of key that signs
const std::map<PublicKeyType, CertificateAuthority>&
GetRoots()
{
    static const std::map<PublicKeyType, CertificateAuthority> ROOTS = [] {
        std::map<PublicKeyType, CertificateAuthority> roots;
        for (const std::string spec : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1"})
        {
            CertificateRequest request;
            request.commonName = spec + " Root CA";
            request.keySpec = *ParseKeySpec(spec);
            Workshop& workshop = GetWorkshop();
            roots.emplace(
                request.keySpec.type,
                *CertificateAuthority::CreateRoot(workshop.provider, workshop.random, request));
        }
        return roots;
    }();
    return ROOTS;
}

/**
 * @param authentication in the words of a suite with fixed keys
 * @return kind of key that signs such a certificate
 */
PublicKeyType
SignerOf(TlsAuthentication authentication)
{
    switch (authentication)
    {
    case TlsAuthentication::DSS:
        return PublicKeyType::DSA;
    case TlsAuthentication::ECDSA:
        return PublicKeyType::ECDSA;
    case TlsAuthentication::RSA:
    case TlsAuthentication::NONE:
    case TlsAuthentication::ANY:
        break;
    }
    return PublicKeyType::RSA;
}

/**
 * @param suite a cipher suite
 * @return who a server with it is; nobody when it is anonymous
 */
std::vector<TlsIdentity>
ServerIdentities(const TlsCipherSuite& suite)
{
    const auto type = ServerKeyType(suite);
    if (suite.authentication == TlsAuthentication::ANY)
    {
        return {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA)};
    }
    if (!type)
    {
        return {};
    }
    const PublicKeyType signer = SignerOf(suite.authentication);
    switch (*type)
    {
    case PublicKeyType::DSA:
        return {GetFamilyIdentity("dsa:1024", signer)};
    case PublicKeyType::ECDSA:
        return {GetFamilyIdentity("ecdsa:secp256r1", signer)};
    case PublicKeyType::DH:
        return {GetFamilyIdentity(suite.isExport ? "dh:512" : "dh:1024", signer)};
    case PublicKeyType::RSA:
    case PublicKeyType::RSA_PSS:
    case PublicKeyType::ED25519:
        break;
    }
    return {GetFamilyIdentity("rsa:1024", signer)};
}

/// @return a group for DHE that is quick
DhGroup
QuickDhGroup()
{
    return *WellKnownDhGroup(1024);
}

} // namespace

const TlsIdentity&
GetFamilyIdentity(const std::string& key, PublicKeyType signer, bool isClient)
{
    static std::map<std::tuple<std::string, PublicKeyType, bool>, TlsIdentity> identities;
    const auto [at, isNew] = identities.try_emplace({key, signer, isClient});
    if (isNew)
    {
        CertificateRequest request;
        request.commonName = isClient ? "A client" : TEST_HOST;
        request.keySpec = *ParseKeySpec(key);
        const CertificateAuthority& root = GetRoots().at(signer);
        if (isClient)
        {
            at->second = *root.IssueClient(request);
        }
        else
        {
            request.dnsNames = {TEST_HOST};
            at->second = *root.IssueServer(request);
        }
    }
    return at->second;
}

const std::shared_ptr<X509TrustStore>&
GetFamilyTrust()
{
    static const std::shared_ptr<X509TrustStore> TRUST = [] {
        auto store = std::make_shared<X509TrustStore>();
        for (const auto& [type, root] : GetRoots())
        {
            store->Add(*ParseX509Certificate(root.GetCertificate(), GetWorkshop().provider));
        }
        return store;
    }();
    return TRUST;
}

const CertificateAuthority&
GetFamilyAuthority()
{
    return GetRoots().at(PublicKeyType::RSA);
}

PrivateKeyPtr
GetTestExportKey()
{
    static const PrivateKeyPtr KEY =
        GetWorkshop().provider.GenerateRsaKey(TLS_EXPORT_KEY_BITS, GetWorkshop().random);
    return KEY;
}

TlsTestPair::TlsTestPair(uint16_t suite, TlsVersion version)
{
    const TlsCipherSuite& row = *FindCipherSuite(suite);
    for (TlsConfig* config : {&client, &server})
    {
        config->cipherSuites = {suite};
        config->trust = GetFamilyTrust();
    }
    SetGroup(NamedGroup::SECP256R1);
    SetVersions(version, version);
    server.identities = ServerIdentities(row);
    if (row.isExport)
    {
        server.rsaExportKey = GetTestExportKey();
    }
    else
    {
        server.dhGroup = QuickDhGroup();
    }
}

void
TlsTestPair::SetGroup(NamedGroup group)
{
    // The curve of the certificate is among those that the client names (RFC 8422, 5.1).
    client.groups = {group};
    server.groups = {group};
    if (group != NamedGroup::SECP256R1)
    {
        client.groups.push_back(NamedGroup::SECP256R1);
    }
}

void
TlsTestPair::SetVersions(TlsVersion lowest, TlsVersion highest)
{
    for (TlsConfig* config : {&client, &server})
    {
        config->minVersion = lowest;
        config->maxVersion = highest;
    }
}

void
TlsTestPair::KeepSessions()
{
    client.sessionCache = std::make_shared<TlsSessionCache>(100, 3600);
    server.sessionCache = std::make_shared<TlsSessionCache>(100, 3600);
}

void
TlsTestPair::UseTickets(const std::string& seed)
{
    client.sessionCache = std::make_shared<TlsSessionCache>(100, 3600);
    client.takesTickets = true;
    CryptoppRandomSource random(ToBytes(seed));
    server.ticketKeys = std::make_shared<TlsTicketKeys>(random, 3600);
}

TlsTestConnection::TlsTestConnection(const TlsTestPair& pair,
                                     const std::string& seed,
                                     const std::string& host,
                                     int64_t date)
    : client(TlsRole::CLIENT, pair.client, "client " + seed, host, date),
      server(TlsRole::SERVER, pair.server, "server " + seed, "", date)
{
    RunHandshake(client, server);
}

bool
TlsTestConnection::IsEstablished() const
{
    return client.Get().IsEstablished() && server.Get().IsEstablished() &&
           !client.Get().IsFinished() && !server.Get().IsFinished();
}

std::string
TlsTestConnection::GetFailure() const
{
    const bool isFromClient = client.AlertSent() != "none";
    return isFromClient ? client.Get().GetFailure() : server.Get().GetFailure();
}

std::string
TlsTestConnection::GetAlert() const
{
    return client.AlertSent() != "none" ? client.AlertSent() : server.AlertSent();
}

bool
TlsTestConnection::Transfer()
{
    if (!client.Get().CanSend() || !server.Get().CanSend())
    {
        return false;
    }
    const size_t atServer = server.app.size();
    const size_t atClient = client.app.size();
    Bytes request(2000);
    for (size_t i = 0; i < request.size(); ++i)
    {
        request[i] = static_cast<uint8_t>(i * 7);
    }
    const Bytes reply = ToBytes("a reply");
    Pump(client, server, client.Write(request));
    Pump(server, client, server.Write(reply));
    return ByteView(server.app).Sub(atServer) == ByteView(request) &&
           ByteView(client.app).Sub(atClient) == ByteView(reply);
}

bool
TlsTestConnection::Close()
{
    Pump(client, server, client.Close());
    return client.Get().IsFinished() && server.Get().IsFinished() &&
           client.Get().GetFailure().empty() && server.Get().GetFailure().empty();
}

} // namespace tls
} // namespace ns3
