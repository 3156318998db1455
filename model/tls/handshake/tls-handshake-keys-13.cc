/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake-keys-13.h"

#include "tls-parse-body.h"

#include "ns3/assert.h"
#include "ns3/tls-messages-12.h"

namespace ns3
{
namespace tls
{

TlsHandshakeKeys13::TlsHandshakeKeys13(TlsHandshakeContext& context)
    : m_context(context)
{
}

void
TlsHandshakeKeys13::SetClientRandom(const Bytes& random)
{
    m_clientRandom = random;
}

const TlsCipherSuite&
TlsHandshakeKeys13::GetSuite() const
{
    return *m_suite;
}

void
TlsHandshakeKeys13::EnterEarly(const TlsCipherSuite& suite, ByteView psk)
{
    m_suite = &suite;
    m_schedule.emplace(m_context.environment.provider, suite.prfHash, psk);
    NoteStage(psk.IsEmpty() ? "Early Secret, without a pre-shared key" : "Early Secret");
}

void
TlsHandshakeKeys13::Begin(const TlsCipherSuite& suite)
{
    m_suite = &suite;
    m_context.session.version = TlsVersion::TLS_1_3;
    m_context.session.cipherSuite = suite.id;
    m_context.records.SetVersion(TlsVersion::TLS_1_3);
    m_context.records.SetPadding(m_context.config->tls13.paddingBlock);
    m_context.transcript.SetHash(m_context.environment.provider, suite.prfHash);
    m_context.transcript.Release();
}

void
TlsHandshakeKeys13::NoteStage(const char* name) const
{
    m_context.events.Add(TlsStep::KEY_DERIVATION,
                         TlsDirection::LOCAL,
                         HashLength(m_suite->prfHash),
                         name);
}

void
TlsHandshakeKeys13::Derive(TlsSecret secret, ByteView transcriptHash)
{
    Bytes& value = m_secrets[secret];
    value = m_schedule->Derive(secret, transcriptHash);
    NoteStage(ToString(secret));
    if (const char* label = KeyLogLabel(secret))
    {
        m_context.LogKey(label, m_clientRandom, value);
    }
}

void
TlsHandshakeKeys13::DeriveEarly()
{
    const Bytes hash =
        m_context.transcript.DigestWith(m_context.environment.provider, m_suite->prfHash, {});
    Derive(TlsSecret::CLIENT_EARLY_TRAFFIC, hash);
    Derive(TlsSecret::EARLY_EXPORTER_MASTER, hash);
}

void
TlsHandshakeKeys13::EnterHandshake(ByteView sharedSecret)
{
    m_schedule->EnterHandshake(sharedSecret);
    NoteStage("Handshake Secret");
    const Bytes hash = m_context.transcript.Digest();
    Derive(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC, hash);
    Derive(TlsSecret::SERVER_HANDSHAKE_TRAFFIC, hash);
}

void
TlsHandshakeKeys13::EnterMaster()
{
    m_schedule->EnterMaster();
    NoteStage("Master Secret");
    const Bytes hash = m_context.transcript.Digest();
    Derive(TlsSecret::CLIENT_APPLICATION_TRAFFIC, hash);
    Derive(TlsSecret::SERVER_APPLICATION_TRAFFIC, hash);
    Derive(TlsSecret::EXPORTER_MASTER, hash);
}

void
TlsHandshakeKeys13::DeriveResumption()
{
    Derive(TlsSecret::RESUMPTION_MASTER, m_context.transcript.Digest());
    m_context.session.masterSecret = m_secrets[TlsSecret::RESUMPTION_MASTER];
}

std::unique_ptr<TlsRecordProtection>
TlsHandshakeKeys13::MakeProtection(TlsSecret secret, const char* use)
{
    CryptoProvider& provider = m_context.environment.provider;
    const TlsTrafficKeys keys = DeriveTrafficKeys(provider, *m_suite, m_secrets.at(secret));
    m_context.events.Add(TlsStep::TRAFFIC_KEYS,
                         TlsDirection::LOCAL,
                         keys.key.size() + keys.iv.size(),
                         std::string(use) + ToString(secret));
    return CreateRecordProtection13(provider, *m_suite, keys);
}

void
TlsHandshakeKeys13::ActivateWrite(TlsSecret secret)
{
    m_context.FlushFlight();
    m_context.records.SetWriteProtection(MakeProtection(secret, "to send, from "));
}

void
TlsHandshakeKeys13::ActivateRead(TlsSecret secret)
{
    m_context.hasNewReadKeys = true;
    m_context.records.SetReadProtection(MakeProtection(secret, "to receive, from "));
}

TlsSecret
TlsHandshakeKeys13::OwnTraffic() const
{
    return m_context.role == TlsRole::CLIENT ? TlsSecret::CLIENT_APPLICATION_TRAFFIC
                                             : TlsSecret::SERVER_APPLICATION_TRAFFIC;
}

TlsSecret
TlsHandshakeKeys13::PeerTraffic() const
{
    return m_context.role == TlsRole::CLIENT ? TlsSecret::SERVER_APPLICATION_TRAFFIC
                                             : TlsSecret::CLIENT_APPLICATION_TRAFFIC;
}

void
TlsHandshakeKeys13::Update(TlsSecret secret, size_t& generation)
{
    Bytes& value = m_secrets.at(secret);
    value = DeriveNextTrafficSecret(m_context.environment.provider, m_suite->prfHash, value);
    ++generation;
    const std::string number = std::to_string(generation);
    NoteStage((std::string(ToString(secret)) + ", update " + number).c_str());
    const bool isClients = secret == TlsSecret::CLIENT_APPLICATION_TRAFFIC;
    m_context.LogKey((isClients ? "CLIENT_TRAFFIC_SECRET_" : "SERVER_TRAFFIC_SECRET_") + number,
                     m_clientRandom,
                     value);
}

void
TlsHandshakeKeys13::UpdateWrite()
{
    Update(OwnTraffic(), m_writeGeneration);
    ActivateWrite(OwnTraffic());
}

void
TlsHandshakeKeys13::UpdateRead()
{
    Update(PeerTraffic(), m_readGeneration);
    ActivateRead(PeerTraffic());
}

Bytes
TlsHandshakeKeys13::MakeVerifyData(TlsSecret baseKey) const
{
    return DeriveVerifyData13(m_context.environment.provider,
                              m_suite->prfHash,
                              m_secrets.at(baseKey),
                              m_context.transcript.Digest());
}

void
TlsHandshakeKeys13::SendFinished(TlsSecret baseKey)
{
    const size_t size =
        m_context.Send(TlsHandshakeType::FINISHED, TlsFinished{MakeVerifyData(baseKey)});
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::FINISHED, TlsDirection::SENT, size);
}

std::optional<TlsAlert>
TlsHandshakeKeys13::CheckFinished(const TlsHandshakeMessage& message, TlsSecret baseKey)
{
    m_context.events.Add(TlsStep::FINISHED, TlsDirection::RECEIVED, message.raw.size());
    TlsFinished finished;
    if (const auto alert = ParseBody(message.Body(), finished, "Finished"))
    {
        return alert;
    }
    const Bytes expected = MakeVerifyData(baseKey);
    if (finished.verifyData.size() != expected.size())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Finished has the wrong length"};
    }
    if (!wire::IsSameSecret(finished.verifyData, expected))
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the Finished does not match the handshake"};
    }
    m_context.events.Add(TlsStep::FINISHED_CHECK,
                         TlsDirection::LOCAL,
                         expected.size(),
                         "matches the handshake");
    m_context.transcript.Add(message.raw);
    return std::nullopt;
}

Bytes
TlsHandshakeKeys13::DeriveTicketKey(ByteView nonce) const
{
    return DeriveResumptionPsk(m_context.environment.provider,
                               m_suite->prfHash,
                               m_secrets.at(TlsSecret::RESUMPTION_MASTER),
                               nonce);
}

Bytes
TlsHandshakeKeys13::Export(std::string_view label,
                           const std::optional<ByteView>& context,
                           size_t length) const
{
    return ExportKeyingMaterial13(m_context.environment.provider,
                                  m_suite->prfHash,
                                  m_secrets.at(TlsSecret::EXPORTER_MASTER),
                                  label,
                                  context.value_or(ByteView()),
                                  length);
}

void
TlsHandshakeKeys13::NoteEstablished(const std::string& detail)
{
    const TlsSession& session = m_context.session;
    std::string text = std::string(ToString(session.version)) + ", " + m_suite->ianaName;
    if (session.group != NamedGroup::NONE)
    {
        text += std::string(", ") + ToString(session.group);
    }
    if (!session.alpn.empty())
    {
        text += ", " + session.alpn + " by ALPN";
    }
    m_context.events.Add(TlsStep::ESTABLISHED, TlsDirection::LOCAL, 0, text + detail);
}

std::optional<TlsAlert>
CheckDummyChangeCipherSpec(const TlsHandshakeMessage& message)
{
    if (message.raw != Bytes{1})
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "the Change Cipher Spec is not the one that TLS 1.2 has"};
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
