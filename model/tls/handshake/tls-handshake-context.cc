/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake-context.h"

#include "ns3/tls-messages-12.h"
#include "ns3/tls-version-traits.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * SSL 3.0 knows fewer alerts (RFC 6101, 5.4.2).
 * @param traits of the version
 * @param description what is to be said
 * @return what can be said
 */
TlsAlertDescription
AlertIn(const TlsVersionTraits& traits, TlsAlertDescription description)
{
    if (traits.hasExtensions || description <= TlsAlertDescription::ILLEGAL_PARAMETER)
    {
        return description == TlsAlertDescription::RECORD_OVERFLOW && !traits.hasExtensions
                   ? TlsAlertDescription::UNEXPECTED_MESSAGE
                   : description;
    }
    return description == TlsAlertDescription::UNKNOWN_CA ? TlsAlertDescription::CERTIFICATE_UNKNOWN
                                                          : TlsAlertDescription::HANDSHAKE_FAILURE;
}

} // namespace

TlsHandshakeContext::TlsHandshakeContext(TlsRole roleIn,
                                         std::shared_ptr<const TlsConfig> configIn,
                                         const TlsEnvironment& environmentIn,
                                         std::string serverNameIn,
                                         std::string sessionKeyIn)
    : role(roleIn),
      config(std::move(configIn)),
      environment(environmentIn),
      serverName(std::move(serverNameIn)),
      sessionKey(sessionKeyIn.empty() ? serverName : std::move(sessionKeyIn)),
      events(environment.meter),
      maxFragment(config->maxFragment)
{
}

size_t
TlsHandshakeContext::SendBody(TlsHandshakeType type, ByteView body)
{
    ByteWriter writer;
    writer.U8(static_cast<uint8_t>(type));
    writer.Vector24(body);
    const Bytes message = writer.Take();
    transcript.Add(message);
    Append(m_flight, message);
    if (config->flights == TlsFlights::ONE_MESSAGE_PER_RECORD)
    {
        FlushFlight();
    }
    return message.size();
}

void
TlsHandshakeContext::SendChangeCipherSpec()
{
    FlushFlight();
    records.Write(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1}, TLS_MAX_PLAINTEXT, toPeer);
    events.Add(TlsStep::CHANGE_CIPHER_SPEC, TlsDirection::SENT, 1);
}

TlsAlertDescription
TlsHandshakeContext::SendAlert(TlsAlertLevel level, TlsAlertDescription description)
{
    FlushFlight();
    if (const TlsVersionTraits* traits = FindVersionTraits(session.version))
    {
        description = AlertIn(*traits, description);
    }
    const Bytes alert{static_cast<uint8_t>(level), static_cast<uint8_t>(description)};
    records.Write(TlsContentType::ALERT, alert, TLS_MAX_PLAINTEXT, toPeer);
    const bool isClose = description == TlsAlertDescription::CLOSE_NOTIFY;
    events.Add(isClose ? TlsStep::CLOSE_NOTIFY : TlsStep::ALERT,
               TlsDirection::SENT,
               alert.size(),
               ToString(description));
    return description;
}

void
TlsHandshakeContext::FlushFlight()
{
    if (!m_flight.empty())
    {
        records.Write(TlsContentType::HANDSHAKE, m_flight, fragmentLimit, toPeer);
        m_flight.clear();
    }
}

void
TlsHandshakeContext::SendApplicationData(ByteView data, const char* detail)
{
    records.Write(TlsContentType::APPLICATION_DATA, data, maxFragment, toPeer);
    events.Add(TlsStep::APPLICATION_DATA, TlsDirection::SENT, data.Size(), detail);
}

void
TlsHandshakeContext::SendCertificate(const TlsIdentity* identity)
{
    const TlsCertificateMessage message{identity ? identity->chain : std::vector<Bytes>{}};
    const size_t size = Send(TlsHandshakeType::CERTIFICATE, message);
    for (const Bytes& der : message.certificates)
    {
        events.Add(TlsStep::CERTIFICATE, TlsDirection::SENT, der.size());
    }
    if (message.certificates.empty())
    {
        events.Add(TlsStep::CERTIFICATE, TlsDirection::SENT, size, "none");
    }
}

void
TlsHandshakeContext::LimitFragments(size_t length)
{
    maxFragment = std::min(config->maxFragment, length);
    fragmentLimit = length;
    records.SetReadLimit(length);
}

void
TlsHandshakeContext::LimitRecordSize(size_t peerLimit)
{
    fragmentLimit = std::min(TLS_MAX_PLAINTEXT, peerLimit);
    maxFragment = std::min(config->maxFragment, fragmentLimit);
    records.SetRecordSizeLimit(config->recordSizeLimit);
}

bool
TlsHandshakeContext::MayRenegotiate() const
{
    switch (config->renegotiation)
    {
    case TlsRenegotiation::OFF:
        return false;
    case TlsRenegotiation::SECURE:
        return renegotiation.isSecure;
    case TlsRenegotiation::LEGACY:
        return true;
    }
    return false;
}

std::optional<TlsAlert>
TlsHandshakeContext::RefuseRenegotiation()
{
    if (!FindVersionTraits(session.version)->hasExtensions)
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE, "another handshake is not wanted"};
    }
    SendAlert(TlsAlertLevel::WARNING, TlsAlertDescription::NO_RENEGOTIATION);
    return std::nullopt;
}

void
TlsHandshakeContext::KeepSession()
{
    const std::string key = GetSessionKey();
    if (config->sessionCache && !key.empty())
    {
        session.created = environment.clock();
        KeepSession(key, session);
    }
}

void
TlsHandshakeContext::KeepSession(const std::string& name, TlsSession kept)
{
    sessionUpdates.push_back({name, std::make_shared<const TlsSession>(std::move(kept))});
}

void
TlsHandshakeContext::DropSession()
{
    const std::string key = GetSessionKey();
    if (config->sessionCache && !key.empty())
    {
        sessionUpdates.push_back({key, nullptr});
    }
}

std::string
TlsHandshakeContext::GetSessionKey() const
{
    return role == TlsRole::CLIENT
               ? sessionKey
               : std::string(session.sessionId.begin(), session.sessionId.end());
}

void
TlsHandshakeContext::SendRecord(TlsContentType type, ByteView fragment)
{
    records.Write(type, fragment, fragmentLimit, toPeer);
}

void
TlsHandshakeContext::LogKey(const std::string& label, ByteView clientRandom, ByteView secret)
{
    if (!isKeyLogRead)
    {
        return;
    }
    keyLog.push_back(label + " " + wire::ToHex(clientRandom) + " " + wire::ToHex(secret));
}

} // namespace tls
} // namespace ns3
