/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake-keys-12.h"

#include "ns3/tls-exporter-12.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-messages-12.h"
#include "ns3/tls-version-traits.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param role one end
 * @return the other
 */
TlsRole
PeerOf(TlsRole role)
{
    return role == TlsRole::CLIENT ? TlsRole::SERVER : TlsRole::CLIENT;
}

} // namespace

TlsHandshakeKeys12::TlsHandshakeKeys12(TlsHandshakeContext& context)
    : m_context(context),
      m_inputs{},
      m_keyBlock{}
{
}

void
TlsHandshakeKeys12::Begin(const TlsVersionTraits& traits,
                          const TlsCipherSuite& suite,
                          const Bytes& clientRandom,
                          const Bytes& serverRandom)
{
    m_inputs = {&traits, &suite, clientRandom, serverRandom};
    m_context.session.version = traits.version;
    m_context.session.cipherSuite = suite.id;
    m_context.records.SetVersion(traits.version);
    const bool deflates = m_context.session.compression == TLS_COMPRESSION_DEFLATE;
    m_context.records.SetCompression(deflates ? &m_context.environment.meter : nullptr);
    m_context.records.SetSplitting(m_context.config->splitsRecords);
    m_context.transcript.SetHash(m_context.environment.provider, GetTranscriptHash(m_inputs));
}

const TlsKeyInputs&
TlsHandshakeKeys12::GetInputs() const
{
    return m_inputs;
}

void
TlsHandshakeKeys12::Derive(ByteView premaster)
{
    CryptoProvider& provider = m_context.environment.provider;
    TlsSession& session = m_context.session;
    session.masterSecret = session.hasExtendedMasterSecret
                               ? DeriveExtendedMasterSecret(provider,
                                                            m_inputs,
                                                            premaster,
                                                            m_context.transcript.Digest())
                               : DeriveMasterSecret(provider, m_inputs, premaster);
    m_context.events.Add(TlsStep::MASTER_SECRET, TlsDirection::LOCAL, session.masterSecret.size());
    DeriveBlock();
}

void
TlsHandshakeKeys12::Resume()
{
    DeriveBlock();
}

void
TlsHandshakeKeys12::DeriveBlock()
{
    const Bytes& masterSecret = m_context.session.masterSecret;
    m_context.LogKey("CLIENT_RANDOM", m_inputs.clientRandom, masterSecret);
    m_keyBlock = DeriveKeyBlock(m_context.environment.provider, m_inputs, masterSecret);
    for (const TlsKeyBlockPart& part : m_keyBlock)
    {
        m_context.events.Add(TlsStep::KEY_BLOCK,
                             TlsDirection::LOCAL,
                             part.value.size(),
                             part.value.empty() ? std::string(part.name) + " (none in this suite)"
                                                : part.name);
    }
}

void
TlsHandshakeKeys12::ActivateWrite()
{
    m_context.SendChangeCipherSpec();
    TlsEnvironment& environment = m_context.environment;
    m_context.records.SetWriteProtection(
        CreateRecordProtection(environment.provider,
                               environment.random,
                               m_inputs,
                               m_keyBlock,
                               m_context.role,
                               CryptoProvider::Direction::ENCRYPT,
                               m_context.session.encryptsThenMacs));
}

std::optional<TlsAlert>
TlsHandshakeKeys12::ActivateRead(const TlsHandshakeMessage& message)
{
    if (message.raw != Bytes{1})
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Change Cipher Spec is malformed"};
    }
    m_context.events.Add(TlsStep::CHANGE_CIPHER_SPEC, TlsDirection::RECEIVED, message.raw.size());
    TlsEnvironment& environment = m_context.environment;
    m_context.records.SetReadProtection(CreateRecordProtection(environment.provider,
                                                               environment.random,
                                                               m_inputs,
                                                               m_keyBlock,
                                                               PeerOf(m_context.role),
                                                               CryptoProvider::Direction::DECRYPT,
                                                               m_context.session.encryptsThenMacs));
    return std::nullopt;
}

Bytes
TlsHandshakeKeys12::VerifyData(TlsRole sender) const
{
    return DeriveVerifyData(m_context.environment.provider,
                            m_inputs,
                            m_context.session.masterSecret,
                            sender,
                            m_context.transcript);
}

void
TlsHandshakeKeys12::NoteVerifyData(TlsRole sender, Bytes verifyData)
{
    TlsRenegotiationState& state = m_context.renegotiation;
    (sender == TlsRole::CLIENT ? state.clientVerifyData : state.serverVerifyData) =
        std::move(verifyData);
}

void
TlsHandshakeKeys12::SendFinished()
{
    Bytes verifyData = VerifyData(m_context.role);
    const size_t size = m_context.Send(TlsHandshakeType::FINISHED, TlsFinished{verifyData});
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::FINISHED, TlsDirection::SENT, size);
    NoteVerifyData(m_context.role, std::move(verifyData));
}

std::optional<TlsAlert>
TlsHandshakeKeys12::CheckFinished(const TlsHandshakeMessage& message)
{
    m_context.events.Add(TlsStep::FINISHED, TlsDirection::RECEIVED, message.raw.size());
    TlsFinished finished;
    if (const auto alert = ParseBody(message.Body(), finished, "Finished"))
    {
        return alert;
    }
    Bytes expected = VerifyData(PeerOf(m_context.role));
    if (finished.verifyData.size() != expected.size())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Finished has the wrong length"};
    }
    if (finished.verifyData != expected)
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the Finished does not match the handshake"};
    }
    m_context.events.Add(TlsStep::FINISHED_CHECK,
                         TlsDirection::LOCAL,
                         expected.size(),
                         "matches the handshake");
    m_context.transcript.Add(message.raw);
    NoteVerifyData(PeerOf(m_context.role), std::move(expected));
    return std::nullopt;
}

Bytes
TlsHandshakeKeys12::Export(std::string_view label,
                           const std::optional<ByteView>& context,
                           size_t length) const
{
    return ExportKeyingMaterial(m_context.environment.provider,
                                m_inputs,
                                m_context.session.masterSecret,
                                label,
                                context,
                                length);
}

void
TlsHandshakeKeys12::NoteEstablished(bool resumes)
{
    const TlsSession& session = m_context.session;
    m_context.transcript.Clear();
    m_context.isResumed = resumes;
    std::string detail = std::string(ToString(session.version)) + ", " + m_inputs.suite->ianaName;
    if (session.group != NamedGroup::NONE)
    {
        detail += std::string(", ") + ToString(session.group);
    }
    if (!session.GetProtocol().empty())
    {
        detail += ", " + session.GetProtocol() + (session.alpn.empty() ? " by NPN" : " by ALPN");
    }
    if (resumes)
    {
        detail += ", resumed";
    }
    m_context.events.Add(TlsStep::ESTABLISHED, TlsDirection::LOCAL, 0, detail);
}

} // namespace tls
} // namespace ns3
