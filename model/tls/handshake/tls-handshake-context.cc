/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake-context.h"

namespace ns3
{
namespace tls
{

TlsHandshakeContext::TlsHandshakeContext(TlsRole roleIn,
                                         std::shared_ptr<const TlsConfig> configIn,
                                         const TlsEnvironment& environmentIn,
                                         std::string serverNameIn)
    : role(roleIn),
      config(std::move(configIn)),
      environment(environmentIn),
      serverName(std::move(serverNameIn)),
      events(environment.meter)
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

void
TlsHandshakeContext::SendAlert(TlsAlertLevel level, TlsAlertDescription description)
{
    FlushFlight();
    const Bytes alert{static_cast<uint8_t>(level), static_cast<uint8_t>(description)};
    records.Write(TlsContentType::ALERT, alert, TLS_MAX_PLAINTEXT, toPeer);
    const bool isClose = description == TlsAlertDescription::CLOSE_NOTIFY;
    events.Add(isClose ? TlsStep::CLOSE_NOTIFY : TlsStep::ALERT,
               TlsDirection::SENT,
               alert.size(),
               ToString(description));
}

void
TlsHandshakeContext::FlushFlight()
{
    if (!m_flight.empty())
    {
        records.Write(TlsContentType::HANDSHAKE, m_flight, TLS_MAX_PLAINTEXT, toPeer);
        m_flight.clear();
    }
}

void
TlsHandshakeContext::SendApplicationData(ByteView data)
{
    records.Write(TlsContentType::APPLICATION_DATA, data, config->maxFragment, toPeer);
    events.Add(TlsStep::APPLICATION_DATA, TlsDirection::SENT, data.Size());
}

void
TlsHandshakeContext::LogKey(const std::string& label, ByteView clientRandom, ByteView secret)
{
    keyLog.push_back(label + " " + wire::ToHex(clientRandom) + " " + wire::ToHex(secret));
}

} // namespace tls
} // namespace ns3
