/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-ticket-13.h"

#include "tls-parse-body.h"

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-extension-place.h"
#include "ns3/tls-messages-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param context of the server's connection
 * @param keys of the connection
 * @param number of the ticket, from 0
 */
void
SendTicket(TlsHandshakeContext& context, const TlsHandshakeKeys13& keys, uint32_t number)
{
    const TlsConfig& config = *context.config;
    TlsEnvironment& environment = context.environment;
    ByteWriter nonce;
    nonce.U16(static_cast<uint16_t>(number));
    TlsSession session = context.session;
    session.created = environment.clock();
    session.ticketTime = environment.GetMilliseconds();
    session.masterSecret = keys.DeriveTicketKey(nonce.View());
    session.maxEarlyData = config.tls13.maxEarlyData;
    const Bytes ageAdd =
        environment.provider.Random(environment.random, sizeof(session.ticketAgeAdd));
    session.ticketAgeAdd = ByteReader(ageAdd).U32();
    TlsNewSessionTicket13 ticket;
    ticket.ticketAgeAdd = session.ticketAgeAdd;
    ticket.ticketNonce = nonce.Take();
    // A ticket that is to serve once is a name in the cache.
    const bool isSingle =
        !config.ticketKeys || (session.maxEarlyData > 0 && config.sessionCache &&
                               config.tls13.antiReplay == TlsAntiReplay::SINGLE_USE);
    if (isSingle)
    {
        ticket.ticketLifetime = config.sessionCache->GetLifetime();
        ticket.ticket = environment.provider.Random(environment.random, config.tls13.ticketSize);
        context.KeepSession(std::string(ticket.ticket.begin(), ticket.ticket.end()),
                            std::move(session));
    }
    else
    {
        ticket.ticketLifetime = config.ticketKeys->GetLifetime();
        ticket.ticket = config.ticketKeys->Seal(session,
                                                environment.provider,
                                                environment.random,
                                                config.tls13.leastTicketState);
    }
    ticket.ticketLifetime = std::min(ticket.ticketLifetime, TLS_MAX_TICKET_LIFETIME);
    if (config.tls13.maxEarlyData > 0)
    {
        ticket.extensions.Add(TlsExtensionType::EARLY_DATA,
                              EncodeMaxEarlyDataSize(config.tls13.maxEarlyData));
    }
    const size_t size = context.Send(TlsHandshakeType::NEW_SESSION_TICKET, ticket);
    context.FlushFlight();
    context.transcript.Clear();
    context.events.Add(TlsStep::NEW_SESSION_TICKET,
                       TlsDirection::SENT,
                       size,
                       std::to_string(ticket.ticketLifetime) + " s");
}

} // namespace

void
SendSessionTickets13(TlsHandshakeContext& context, const TlsHandshakeKeys13& keys)
{
    const TlsConfig& config = *context.config;
    if (!config.ticketKeys && !config.sessionCache)
    {
        return;
    }
    for (uint32_t number = 0; number < config.tls13.ticketCount; ++number)
    {
        SendTicket(context, keys, number);
    }
}

std::optional<TlsAlert>
ReadSessionTicket13(TlsHandshakeContext& context,
                    const TlsHandshakeKeys13& keys,
                    const TlsHandshakeMessage& message)
{
    TlsNewSessionTicket13 ticket;
    if (auto alert = ParseBody(message.Body(), ticket, "New Session Ticket"))
    {
        return alert;
    }
    if (auto alert = CheckPlaces(ticket.extensions, TlsExtensionPlace::NEW_SESSION_TICKET))
    {
        return alert;
    }
    std::optional<uint32_t> maxEarlyData{0};
    if (const Bytes* data = ticket.extensions.Find(TlsExtensionType::EARLY_DATA))
    {
        maxEarlyData = DecodeMaxEarlyDataSize(*data);
    }
    if (!maxEarlyData)
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR,
                        "the early_data extension of a ticket is malformed"};
    }
    if (ticket.ticketLifetime > 0)
    {
        TlsSession session = context.session;
        session.ticket = std::move(ticket.ticket);
        session.ticketLifetime = std::min(ticket.ticketLifetime, TLS_MAX_TICKET_LIFETIME);
        session.ticketAgeAdd = ticket.ticketAgeAdd;
        session.ticketTime = context.environment.GetMilliseconds();
        session.maxEarlyData = *maxEarlyData;
        session.masterSecret = keys.DeriveTicketKey(ticket.ticketNonce);
        session.created = context.environment.clock();
        if (context.config->sessionCache && !context.sessionKey.empty())
        {
            context.KeepSession(context.sessionKey, std::move(session));
        }
    }
    context.events.Add(TlsStep::NEW_SESSION_TICKET,
                       TlsDirection::RECEIVED,
                       message.raw.size(),
                       std::to_string(ticket.ticketLifetime) + " s");
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
