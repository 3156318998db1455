/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-resumption.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets of the session id that a client invents beside a ticket (RFC 5077, 3.4).
constexpr size_t SESSION_ID = 32;

/**
 * @param context of the server's connection
 * @param offer what the client offers
 * @return the session that it means, if it is known here; its id is the client's
 */
std::optional<TlsSession>
Recall(TlsHandshakeContext& context, const TlsClientOffer& offer)
{
    const TlsConfig& config = *context.config;
    TlsEnvironment& environment = context.environment;
    const Bytes& id = offer.hello.sessionId;
    if (config.ticketKeys && offer.ticket && !offer.ticket->empty())
    {
        // A ticket goes before a session id (RFC 5077, 3.4).
        auto session =
            config.ticketKeys->Open(*offer.ticket, environment.provider, environment.clock());
        if (session)
        {
            session->sessionId = id;
        }
        return session;
    }
    if (!config.sessionCache || id.empty())
    {
        return std::nullopt;
    }
    const TlsSessionPtr session =
        config.sessionCache->Find(std::string(id.begin(), id.end()), environment.clock());
    return session ? std::optional<TlsSession>(*session) : std::nullopt;
}

} // namespace

TlsSessionPtr
FindSessionToOffer(TlsHandshakeContext& context)
{
    const TlsConfig& config = *context.config;
    if (!config.sessionCache || context.renegotiation.IsAgain())
    {
        return nullptr;
    }
    const TlsSessionPtr session =
        config.sessionCache->Find(context.sessionKey, context.environment.clock());
    const bool isFine =
        session && session->version >= config.minVersion && session->version <= config.maxVersion &&
        session->version < TlsVersion::TLS_1_3 &&
        std::find(config.cipherSuites.begin(), config.cipherSuites.end(), session->cipherSuite) !=
            config.cipherSuites.end() &&
        session->serverName == context.serverName &&
        (config.usesDeflate || session->compression == TLS_COMPRESSION_NULL) &&
        (config.usesExtendedMasterSecret || !session->hasExtendedMasterSecret);
    if (!isFine || (session->ticket.empty() && session->sessionId.empty()))
    {
        return nullptr;
    }
    if (session->ticket.empty() || !config.takesTickets)
    {
        return session;
    }
    auto offered = std::make_shared<TlsSession>(*session);
    offered->sessionId =
        context.environment.provider.Random(context.environment.random, SESSION_ID);
    return offered;
}

std::optional<TlsAlert>
FindSessionToResume(TlsHandshakeContext& context,
                    TlsVersion version,
                    const TlsClientOffer& offer,
                    std::optional<TlsSession>& session)
{
    session = Recall(context, offer);
    if (!session)
    {
        return std::nullopt;
    }
    const TlsConfig& config = *context.config;
    const std::vector<uint16_t>& suites = offer.hello.cipherSuites;
    const Bytes& methods = offer.hello.compressionMethods;
    const bool isSame =
        session->version == version && session->serverName == offer.serverName &&
        std::find(suites.begin(), suites.end(), session->cipherSuite) != suites.end() &&
        std::find(config.cipherSuites.begin(), config.cipherSuites.end(), session->cipherSuite) !=
            config.cipherSuites.end() &&
        std::find(methods.begin(), methods.end(), session->compression) != methods.end();
    if (isSame && session->hasExtendedMasterSecret && !offer.hasExtendedMasterSecret)
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "the client resumes a session without its extended master secret"};
    }
    // A session of weaker making does not go on where both ends know better (RFC 7627, 5.3).
    const bool isWeaker = !session->hasExtendedMasterSecret && offer.hasExtendedMasterSecret &&
                          config.usesExtendedMasterSecret;
    const bool lacksClient = config.clientAuthentication == TlsClientAuthentication::REQUIRE &&
                             session->peerChain.empty();
    if (!isSame || isWeaker || lacksClient)
    {
        session.reset();
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
