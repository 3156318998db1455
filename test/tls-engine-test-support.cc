/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-support.h"

#include "ns3/certificate-chain.h"
#include "ns3/tls-messages-12.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param der a root
 * @param provider loads its key
 * @return a store that trusts it alone
 */
std::shared_ptr<const X509TrustStore>
Trust(const Bytes& der, CryptoProvider& provider)
{
    auto store = std::make_shared<X509TrustStore>();
    store->Add(*ParseX509Certificate(der, provider));
    return store;
}

/// @return the keys and certificates of the tests, made now
TlsTestIdentities
MakeTestIdentities()
{
    CryptoMeter meter;
    CryptoppProvider provider(meter);
    CryptoppRandomSource random(ToBytes("identities of the engine tests"));
    CertificateChainOptions options;
    options.host = TEST_HOST;
    options.ocsp = OcspOptions{};
    for (size_t i = 0; i <= options.depth; ++i)
    {
        options.keys.push_back(provider.GenerateRsaKey(1024, random));
    }
    const CertificateChain chain = *CreateCertificateChain(provider, random, options);

    CertificateRequest request;
    request.commonName = "Example Root CA";
    request.key = options.keys.back();
    const auto root = *CertificateAuthority::CreateRoot(provider, random, request);
    request.commonName = TEST_HOST;
    request.dnsNames = {TEST_HOST};
    request.key = options.keys.front();
    const TlsIdentity alone = *root.IssueServer(request);

    options.keys.back() = provider.GenerateRsaKey(1024, random);
    const CertificateChain other = *CreateCertificateChain(provider, random, options);
    return {chain.identity, alone, Trust(chain.root, provider), Trust(other.root, provider)};
}

/**
 * @param suite the only cipher suite
 * @param group the only group
 * @return what both ends have in common
 */
TlsConfig
CommonTestConfig(uint16_t suite, NamedGroup group)
{
    TlsConfig config;
    config.cipherSuites = {suite};
    config.groups = {group};
    return config;
}

} // namespace

const TlsTestIdentities&
GetTestIdentities()
{
    static const TlsTestIdentities IDENTITIES = MakeTestIdentities();
    return IDENTITIES;
}

Bytes
GetTestOcspStatus()
{
    ByteWriter writer;
    Serialize(TlsCertificateStatus{GetTestIdentities().server.ocspResponse}, writer);
    return writer.Take();
}

TlsConfig
ClientTestConfig(uint16_t suite, NamedGroup group)
{
    TlsConfig config = CommonTestConfig(suite, group);
    config.trust = GetTestIdentities().trust;
    return config;
}

TlsConfig
ServerTestConfig(uint16_t suite, NamedGroup group)
{
    TlsConfig config = CommonTestConfig(suite, group);
    config.identities = {GetTestIdentities().server};
    return config;
}

TlsTestEnvironment::TlsTestEnvironment(const std::string& seed, int64_t date)
    : date(date),
      provider(meter),
      random(ToBytes(seed)),
      environment{provider, random, meter, [this] { return this->date; }}
{
}

TlsTestEnd::TlsTestEnd(TlsRole role,
                       const TlsConfig& config,
                       const std::string& seed,
                       const std::string& serverName,
                       int64_t date)
    : m_cache(config.sessionCache),
      m_environment(seed, date),
      m_connection(role,
                   std::make_shared<TlsConfig>(config),
                   m_environment.environment,
                   role == TlsRole::CLIENT ? serverName : "")
{
}

Bytes
TlsTestEnd::Collect(TlsOutput output)
{
    size_t before = 0;
    for (TlsEvent& event : output.events)
    {
        isWorkInOrder = isWorkInOrder && event.workEnd >= before;
        before = event.workEnd;
        event.workEnd += work.size();
        events.push_back(event);
    }
    isWorkInOrder = isWorkInOrder && (output.events.empty() ? true : before == output.work.size());
    Append(sent, output.toPeer);
    Append(app, output.toApp);
    keyLog.insert(keyLog.end(), output.keyLog.begin(), output.keyLog.end());
    work.insert(work.end(), output.work.begin(), output.work.end());
    for (const TlsSessionUpdate& update : output.sessions)
    {
        if (update.session)
        {
            m_cache->Store(update.key, update.session);
        }
        else
        {
            m_cache->Remove(update.key);
        }
    }
    return output.toPeer;
}

void
TlsTestEnd::PassTime(int64_t seconds)
{
    m_environment.date += seconds;
}

Bytes
TlsTestEnd::Start()
{
    return Collect(m_connection.Start());
}

Bytes
TlsTestEnd::Receive(ByteView data)
{
    return Collect(m_connection.Receive(data));
}

Bytes
TlsTestEnd::Write(ByteView data)
{
    return Collect(m_connection.Write(data));
}

Bytes
TlsTestEnd::WriteEarly(ByteView data)
{
    return Collect(m_connection.WriteEarly(data));
}

Bytes
TlsTestEnd::UpdateKeys(bool asksPeer)
{
    return Collect(m_connection.UpdateKeys(asksPeer));
}

Bytes
TlsTestEnd::RequestClientCertificate()
{
    return Collect(m_connection.RequestClientCertificate());
}

Bytes
TlsTestEnd::Close()
{
    return Collect(m_connection.Close());
}

void
TlsTestEnd::ReceiveEndOfStream()
{
    Collect(m_connection.ReceiveEndOfStream());
}

Bytes
TlsTestEnd::Renegotiate()
{
    return Collect(m_connection.Renegotiate());
}

Bytes
TlsTestEnd::Accept()
{
    return Collect(m_connection.Accept());
}

Bytes
TlsTestEnd::Reject(TlsAlertDescription description)
{
    return Collect(m_connection.Reject(description));
}

Bytes
TlsTestEnd::SendHeartbeat(ByteView payload)
{
    return Collect(m_connection.SendHeartbeat(payload));
}

const TlsConnection&
TlsTestEnd::Get() const
{
    return m_connection;
}

std::string
TlsTestEnd::AlertSent() const
{
    const auto& alert = m_connection.GetAlertSent();
    return alert ? ToString(alert->description) : "none";
}

std::string
TlsTestEnd::AlertReceived() const
{
    const auto& alert = m_connection.GetAlertReceived();
    return alert ? ToString(*alert) : "none";
}

size_t
TlsTestEnd::Count(TlsStep step) const
{
    return std::count_if(events.begin(), events.end(), [step](const TlsEvent& event) {
        return event.step == step;
    });
}

size_t
TlsTestEnd::Count(CryptoOperation operation) const
{
    return std::count_if(work.begin(), work.end(), [operation](const CryptoWorkItem& item) {
        return item.operation == operation;
    });
}

std::string
TlsTestEnd::Describe() const
{
    std::string text;
    for (const TlsEvent& event : events)
    {
        text += std::string(ToString(event.step)) + "/" + ToString(event.direction) + "/" +
                std::to_string(event.bytes) + "/" + event.detail + "/" +
                std::to_string(event.workEnd) + "\n";
    }
    for (const CryptoWorkItem& item : work)
    {
        text += std::string(ToString(item.operation)) + " " + ToString(item.algorithm) + " " +
                std::to_string(item.bits) + " " + std::to_string(item.bytes) + "\n";
    }
    for (const std::string& line : keyLog)
    {
        text += line + "\n";
    }
    return text + wire::ToHex(sent) + "\n" + wire::ToHex(app) + "\n" + m_connection.GetFailure();
}

namespace
{

/**
 * @param end hears it
 * @param data all of it
 * @param split how it is cut
 * @return the answers
 */
Bytes
Deliver(TlsTestEnd& end, ByteView data, const TlsTestSplit& split)
{
    Bytes answer;
    while (!data.IsEmpty())
    {
        const size_t size = split ? std::min(split(data.Size()), data.Size()) : data.Size();
        Append(answer, end.Receive(data.Sub(0, size)));
        data = data.Sub(size);
    }
    return answer;
}

} // namespace

void
Pump(TlsTestEnd& from, TlsTestEnd& to, Bytes data, const TlsTestSplit& split)
{
    TlsTestEnd* speaker = &from;
    TlsTestEnd* hearer = &to;
    while (!data.empty())
    {
        data = Deliver(*hearer, data, split);
        std::swap(speaker, hearer);
    }
}

void
RunHandshake(TlsTestEnd& client, TlsTestEnd& server, const TlsTestSplit& split)
{
    Pump(client, server, client.Start(), split);
}

} // namespace tls
} // namespace ns3
