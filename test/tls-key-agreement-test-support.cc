/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-agreement-test-support.h"

#include "tls-crypto-test-support.h"

#include "ns3/tls-dh-steps.h"

namespace ns3
{
namespace tls
{

const AgreementKeys&
GetAgreementKeys()
{
    static const AgreementKeys KEYS = [] {
        CryptoMeter meter;
        CryptoppProvider provider(meter);
        CryptoppRandomSource random(ToBytes("keys"));
        AgreementKeys keys;
        keys.rsa = provider.LoadPrivateKey(wire::FromHex(OPENSSL_PKCS8));
        keys.rsa512 = provider.GenerateRsaKey(512, random);
        keys.dsa = provider.GenerateDsaKey(1024, random);
        keys.ecdsa = provider.GenerateEcKey(NamedGroup::SECP256R1, random);
        keys.dh = provider.GenerateDhKey(GetFfdhe2048(), random);
        keys.exportDh = provider.GenerateDhKey(GetExportDhGroup(), random);
        return keys;
    }();
    return KEYS;
}

PrivateKeyPtr
ServerKeyFor(const TlsCipherSuite& suite)
{
    const AgreementKeys& keys = GetAgreementKeys();
    const std::optional<PublicKeyType> type = ServerKeyType(suite);
    if (!type)
    {
        return nullptr;
    }
    switch (*type)
    {
    case PublicKeyType::RSA:
        return keys.rsa;
    case PublicKeyType::DSA:
        return keys.dsa;
    case PublicKeyType::ECDSA:
        return keys.ecdsa;
    case PublicKeyType::DH:
        return suite.isExport ? keys.exportDh : keys.dh;
    case PublicKeyType::RSA_PSS:
    case PublicKeyType::ED25519:
        break;
    }
    return nullptr;
}

AgreementEnd::AgreementEnd(const char* seed, const TlsCipherSuite& suite, TlsVersion version)
    : clientRandom(32, 0xc1),
      serverRandom(32, 0x5e),
      provider(meter),
      random(ToBytes(seed)),
      agreement(CreateKeyAgreement(suite)),
      m_suite(suite),
      m_traits(*FindVersionTraits(version)),
      m_environment{provider, random, meter, [] { return 0; }},
      m_events(meter)
{
}

TlsKeyAgreementContext
AgreementEnd::Context()
{
    return {config,
            m_environment,
            m_events,
            clientRandom,
            serverRandom,
            clientVersion,
            serverKey,
            peerKey,
            scheme,
            group,
            m_traits,
            m_suite,
            clientKey};
}

std::string
AgreementEnd::TakeSteps()
{
    std::string steps;
    for (const TlsEvent& event : m_events.Take())
    {
        steps += std::string(steps.empty() ? "" : "; ") + ToString(event.step);
        steps += event.detail.empty() ? "" : " (" + event.detail + ")";
    }
    return steps;
}

AgreementPair::AgreementPair(const char* name, TlsVersion version)
    : suite(*FindCipherSuite(name)),
      client("client", suite, version),
      server("server", suite, version)
{
    server.serverKey = ServerKeyFor(suite);
    server.config.rsaExportKey = GetAgreementKeys().rsa512;
    if (!server.serverKey)
    {
        return;
    }
    client.peerKey = server.serverKey->publicKey;
    for (const SignatureScheme scheme : server.config.signatureSchemes)
    {
        if (KeyTypeOf(scheme) == client.peerKey->type && !IsPss(scheme) &&
            HashOf(scheme) == HashAlgorithm::SHA256)
        {
            server.scheme = scheme;
        }
    }
}

std::optional<TlsAlert>
AgreementPair::Run(const Change& changeServer, const Change& changeClient)
{
    TlsKeyAgreementContext atServer = server.Context();
    TlsKeyAgreementContext atClient = client.Context();
    if (server.agreement->HasServerKeyExchange(server.serverKey ? server.serverKey->publicKey.get()
                                                                : nullptr))
    {
        if (auto alert = server.agreement->MakeServerKeyExchange(atServer, serverKeyExchange))
        {
            return alert;
        }
        if (changeServer)
        {
            changeServer(serverKeyExchange);
        }
        if (auto alert = client.agreement->ReadServerKeyExchange(atClient, serverKeyExchange))
        {
            return alert;
        }
    }
    if (auto alert =
            client.agreement->MakeClientKeyExchange(atClient, clientKeyExchange, client.premaster))
    {
        return alert;
    }
    if (changeClient)
    {
        changeClient(clientKeyExchange);
    }
    return server.agreement->ReadClientKeyExchange(atServer, clientKeyExchange, server.premaster);
}

std::string
AgreementPair::Alert(const Change& changeServer, const Change& changeClient)
{
    const std::optional<TlsAlert> alert = Run(changeServer, changeClient);
    return alert ? ToString(alert->description) : "";
}

} // namespace tls
} // namespace ns3
