/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-rehearsal.h"

#include "ns3/abort.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/tls-connection.h"
#include "ns3/tls-session-cache.h"
#include "ns3/tls-ticket-keys.h"

#include <memory>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

using tls::TlsConfig;
using tls::TlsConnection;
using tls::TlsOutput;

/// Seconds for which sessions and tickets are good.
constexpr uint32_t LIFETIME = 3600;

/// One end of a rehearsal, with what it needs.
struct Actor
{
    /**
     * @param role which end
     * @param tls its configuration
     * @param host what a client asks for
     */
    Actor(tls::TlsRole role, std::shared_ptr<const TlsConfig> tls, const std::string& host)
        : provider(meter),
          random(tls::ToBytes(ToString(role))),
          config(std::move(tls)),
          connection(role,
                     config,
                     {provider, random, meter, [] { return int64_t{1356998400}; }},
                     host)
    {
    }

    tls::CryptoMeter meter;                  //!< its work
    tls::CryptoppProvider provider;          //!< its primitives
    tls::CryptoppRandomSource random;        //!< its randoms
    std::shared_ptr<const TlsConfig> config; //!< its configuration
    TlsConnection connection;                //!< the engine
};

/**
 * A handshake, perhaps a request and a reply, and a close.
 * @param clientConfig the client's configuration
 * @param serverConfig the server's
 * @param isResumed whether it is to go on with an earlier session
 * @param request octets of the request; 0: neither request nor reply
 * @param reply octets of the reply
 * @return what both said and computed
 */
BenchRehearsal
PlayOnce(const std::shared_ptr<const TlsConfig>& clientConfig,
         const std::shared_ptr<const TlsConfig>& serverConfig,
         bool isResumed,
         uint32_t request = 0,
         uint32_t reply = 0)
{
    Actor client(tls::TlsRole::CLIENT, clientConfig, "www.example.com");
    Actor server(tls::TlsRole::SERVER, serverConfig, "");
    BenchRehearsal rehearsal;
    const auto note = [&](bool isClient, const TlsOutput& output) {
        if (!output.toPeer.empty())
        {
            rehearsal.script.push_back({isClient, output.toPeer});
        }
        rehearsal.work.insert(rehearsal.work.end(), output.work.begin(), output.work.end());
        for (const tls::TlsSessionUpdate& update : output.sessions)
        {
            (isClient ? client : server).config->sessionCache->Store(update.key, update.session);
        }
    };
    TlsOutput output = client.connection.Start();
    bool isClient = true;
    note(isClient, output);
    while (!client.connection.IsFinished() || !server.connection.IsFinished())
    {
        if (output.toPeer.empty())
        {
            NS_ABORT_MSG_IF(!client.connection.CanSend(), "The rehearsed handshake stands still.");
            isClient = request > 0 || reply == 0;
            output = request > 0 ? client.connection.Write(tls::Bytes(request))
                     : reply > 0 ? server.connection.Write(tls::Bytes(reply))
                                 : client.connection.Close();
            reply = request > 0 ? reply : 0;
            request = 0;
        }
        else
        {
            isClient = !isClient;
            TlsConnection& receiver = isClient ? client.connection : server.connection;
            output = receiver.Receive(output.toPeer);
        }
        note(isClient, output);
    }
    NS_ABORT_MSG_IF(!client.connection.GetFailure().empty() ||
                        !server.connection.GetFailure().empty(),
                    "The rehearsed handshake fails.");
    NS_ABORT_MSG_IF(client.connection.IsResumed() != isResumed,
                    "The rehearsed handshake is not of the kind that is wanted.");
    return rehearsal;
}

} // namespace

BenchRehearsal
Rehearse(TlsHelper& tls, BenchResumption resumption)
{
    const auto client = std::make_shared<TlsConfig>(tls.ClientConfig());
    const auto server = std::make_shared<TlsConfig>(tls.ServerConfig());
    if (resumption == BenchResumption::NONE)
    {
        return PlayOnce(client, server, false);
    }
    client->sessionCache = std::make_shared<tls::TlsSessionCache>(1, LIFETIME);
    if (resumption == BenchResumption::SESSION_ID)
    {
        server->sessionCache = std::make_shared<tls::TlsSessionCache>(1, LIFETIME);
    }
    else
    {
        tls::CryptoppRandomSource random(tls::ToBytes("ticket keys"));
        server->ticketKeys = std::make_shared<const tls::TlsTicketKeys>(random, LIFETIME);
    }
    PlayOnce(client, server, false);
    return PlayOnce(client, server, true);
}

BenchRehearsal
Rehearse(TlsHelper& tls, const TlsKind& kind, uint32_t request, uint32_t reply)
{
    const auto client = std::make_shared<TlsConfig>(tls.ClientConfig());
    const auto server = std::make_shared<TlsConfig>(tls.ServerConfig());
    const auto type = server->identities.front().key->publicKey->type;
    kind.Apply(*client, type);
    kind.Widen(*server, type);
    const bool isResumed = kind.resumption != TlsResumption::NONE;
    if (isResumed)
    {
        PlayOnce(client, server, false);
    }
    return PlayOnce(client, server, isResumed, request, reply);
}

} // namespace ns3
