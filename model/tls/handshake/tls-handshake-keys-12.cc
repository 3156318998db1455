/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake-keys-12.h"

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
      m_inputs{nullptr, {}, {}},
      m_keyBlock{}
{
}

void
TlsHandshakeKeys12::Begin(TlsVersion version,
                          const TlsCipherSuite& suite,
                          const Bytes& clientRandom,
                          const Bytes& serverRandom)
{
    m_inputs = {&suite, clientRandom, serverRandom};
    m_context.session.version = version;
    m_context.session.cipherSuite = suite.id;
    m_context.records.SetVersion(version);
    m_context.transcript.SetHash(m_context.environment.provider, suite.prfHash);
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
    Bytes& masterSecret = m_context.session.masterSecret;
    masterSecret = DeriveMasterSecret(provider, m_inputs, premaster);
    m_context.events.Add(TlsStep::MASTER_SECRET, TlsDirection::LOCAL, masterSecret.size());
    m_context.LogKey("CLIENT_RANDOM", m_inputs.clientRandom, masterSecret);

    m_keyBlock = DeriveKeyBlock(provider, m_inputs, masterSecret);
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
                               *m_inputs.suite,
                               m_keyBlock,
                               m_context.role,
                               CryptoProvider::Direction::ENCRYPT));
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
                                                               *m_inputs.suite,
                                                               m_keyBlock,
                                                               PeerOf(m_context.role),
                                                               CryptoProvider::Direction::DECRYPT));
    return std::nullopt;
}

Bytes
TlsHandshakeKeys12::VerifyData(TlsRole sender) const
{
    return DeriveVerifyData(m_context.environment.provider,
                            *m_inputs.suite,
                            m_context.session.masterSecret,
                            sender,
                            m_context.transcript.Digest(),
                            FindVersionTraits(m_context.session.version)->verifyDataLength);
}

void
TlsHandshakeKeys12::SendFinished()
{
    const size_t size =
        m_context.Send(TlsHandshakeType::FINISHED, TlsFinished{VerifyData(m_context.role)});
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::FINISHED, TlsDirection::SENT, size);
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
    const Bytes expected = VerifyData(PeerOf(m_context.role));
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
    return std::nullopt;
}

void
TlsHandshakeKeys12::NoteEstablished()
{
    const TlsSession& session = m_context.session;
    std::string detail = std::string(ToString(session.version)) + ", " + m_inputs.suite->ianaName;
    if (session.group != NamedGroup::NONE)
    {
        detail += std::string(", ") + ToString(session.group);
    }
    if (!session.GetProtocol().empty())
    {
        detail += ", " + session.GetProtocol() + (session.alpn.empty() ? " by NPN" : " by ALPN");
    }
    m_context.events.Add(TlsStep::ESTABLISHED, TlsDirection::LOCAL, 0, detail);
}

} // namespace tls
} // namespace ns3
