/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-psk.h"

#include "ns3/byte-writer.h"
#include "ns3/tls-key-schedule-13.h"

#include <algorithm>
#include <cstdlib>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param config of an end
 * @param hash of a pre-shared key
 * @return the first suite of TLS 1.3 in it that has the hash; null when there is none
 */
const TlsCipherSuite*
FindSuiteWithHash(const TlsConfig& config, HashAlgorithm hash)
{
    for (const uint16_t id : config.cipherSuites)
    {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        if (suite->maxVersion >= TlsVersion::TLS_1_3 && suite->prfHash == hash)
        {
            return suite;
        }
    }
    return nullptr;
}

/**
 * @param config of an end
 * @param external a key given beforehand
 * @return the same as a candidate; without a suite where the configuration has none for it
 */
TlsPsk
FromExternal(const TlsConfig& config, const TlsExternalPsk& external)
{
    TlsPsk psk;
    psk.identity = external.identity;
    psk.key = external.key;
    psk.suite = external.cipherSuite != 0 ? FindCipherSuite(external.cipherSuite)
                                          : FindSuiteWithHash(config, external.hash);
    psk.isExternal = true;
    psk.maxEarlyData = external.maxEarlyData;
    psk.alpn = external.alpn;
    return psk;
}

/**
 * @param session of TLS 1.3, with its ticket
 * @return the same as a candidate
 */
TlsPsk
FromSession(const TlsSession& session)
{
    TlsPsk psk;
    psk.identity = session.ticket;
    psk.key = session.masterSecret;
    psk.suite = FindCipherSuite(session.cipherSuite);
    psk.maxEarlyData = session.maxEarlyData;
    psk.alpn = session.alpn;
    psk.session = session;
    return psk;
}

/**
 * @param context of the client's connection
 * @return a session of TLS 1.3 with this server whose ticket is still good; null: none
 */
TlsSessionPtr
FindTicket(const TlsHandshakeContext& context)
{
    const TlsConfig& config = *context.config;
    if (!config.sessionCache)
    {
        return nullptr;
    }
    const TlsSessionPtr session =
        config.sessionCache->Find(context.sessionKey, context.environment.clock());
    const bool isFine =
        session && session->version == TlsVersion::TLS_1_3 && !session->ticket.empty() &&
        session->serverName == context.serverName &&
        std::find(config.cipherSuites.begin(), config.cipherSuites.end(), session->cipherSuite) !=
            config.cipherSuites.end();
    const int64_t age = isFine ? context.environment.GetMilliseconds() - session->ticketTime : 0;
    const bool isAlive = isFine && age >= 0 && age <= int64_t{1000} * session->ticketLifetime;
    return isAlive ? session : nullptr;
}

/**
 * Both clock readings are cut to whole milliseconds, so that their difference may be one more than
 * the ticket is old; and servers refuse early data of a ticket that is older for the client than
 * for them (as GnuTLS does).
 *
 * @param context of the client's connection
 * @param session of a ticket that it holds
 * @return milliseconds since it came, in no case too many (RFC 8446, 4.2.11.1)
 */
uint32_t
GetAgeToSay(const TlsHandshakeContext& context, const TlsSession& session)
{
    const int64_t age = context.environment.GetMilliseconds() - session.ticketTime;
    return static_cast<uint32_t>(std::max<int64_t>(age - 1, 0));
}

/**
 * @param provider computes
 * @param psk a key
 * @param transcriptHash of what the binder covers
 * @return the binder (RFC 8446, 4.2.11.2)
 */
Bytes
MakeBinder(CryptoProvider& provider, const TlsPsk& psk, ByteView transcriptHash)
{
    const HashAlgorithm hash = psk.suite->prfHash;
    const Bytes binderKey =
        TlsKeySchedule13(provider, hash, psk.key)
            .Derive(psk.isExternal ? TlsSecret::EXTERNAL_BINDER : TlsSecret::RESUMPTION_BINDER);
    return DeriveVerifyData13(provider, hash, binderKey, transcriptHash);
}

/**
 * @param psk a key
 * @return how a reader knows it
 */
const char*
Describe(const TlsPsk& psk)
{
    return psk.isExternal ? "given beforehand" : "of a ticket";
}

/**
 * @param context of the server's connection
 * @param identity a ticket, or the name of a session in the cache
 * @param isSingle set when it came out of the cache
 * @return its session; nothing when it is not known here or too old
 */
std::optional<TlsSession>
Recall(const TlsHandshakeContext& context, const Bytes& identity, bool& isSingle)
{
    const TlsConfig& config = *context.config;
    const TlsEnvironment& environment = context.environment;
    isSingle = false;
    if (config.ticketKeys)
    {
        auto session = config.ticketKeys->Open(identity, environment.provider, environment.clock());
        if (session)
        {
            return session;
        }
    }
    if (!config.sessionCache)
    {
        return std::nullopt;
    }
    const TlsSessionPtr session =
        config.sessionCache->Find(std::string(identity.begin(), identity.end()),
                                  environment.clock());
    isSingle = session != nullptr;
    return session ? std::optional<TlsSession>(*session) : std::nullopt;
}

/**
 * @param context of the server's connection
 * @param session of a ticket
 * @param obfuscatedAge as the client says it
 * @return whether that is its age, within the window (RFC 8446, 8.3)
 */
bool
IsFresh(const TlsHandshakeContext& context, const TlsSession& session, uint32_t obfuscatedAge)
{
    const auto said = static_cast<int64_t>(obfuscatedAge - session.ticketAgeAdd);
    const int64_t age = context.environment.GetMilliseconds() - session.ticketTime;
    return std::abs(age - said) <= context.config->tls13.freshnessWindow;
}

/**
 * @param context of the server's connection
 * @param session of a ticket
 * @param offer what the client offers
 * @return whether it may go on
 */
bool
MayResume(const TlsHandshakeContext& context,
          const TlsSession& session,
          const TlsClientOffer& offer)
{
    const bool lacksClient =
        context.config->clientAuthentication == TlsClientAuthentication::REQUIRE &&
        session.peerChain.empty();
    return session.version == TlsVersion::TLS_1_3 && session.serverName == offer.serverName &&
           !lacksClient;
}

/**
 * @param context of the server's connection
 * @param offer what the client offers
 * @param identity one that it names
 * @param selected what follows from it
 * @return whether the server knows it and may use it
 */
bool
TryIdentity(const TlsHandshakeContext& context,
            const TlsClientOffer& offer,
            const TlsPskIdentity& identity,
            TlsSelectedPsk& selected)
{
    const TlsConfig& config = *context.config;
    for (const TlsExternalPsk& external : config.tls13.externalPsks)
    {
        if (external.identity == identity.identity)
        {
            selected.psk = FromExternal(config, external);
            return selected.psk.suite != nullptr;
        }
    }
    const auto session = Recall(context, identity.identity, selected.isSingle);
    if (!session || !MayResume(context, *session, offer))
    {
        return false;
    }
    selected.psk = FromSession(*session);
    selected.psk.identity = identity.identity;
    selected.isFresh = IsFresh(context, *session, identity.obfuscatedTicketAge);
    return selected.psk.suite != nullptr;
}

} // namespace

std::vector<TlsPsk>
FindPsksToOffer(const TlsHandshakeContext& context)
{
    const TlsConfig& config = *context.config;
    std::vector<TlsPsk> psks;
    if (config.tls13.pskModes.empty())
    {
        return psks;
    }
    if (const TlsSessionPtr session = FindTicket(context))
    {
        psks.push_back(FromSession(*session));
    }
    SetAges(context, psks);
    for (const TlsExternalPsk& external : config.tls13.externalPsks)
    {
        psks.push_back(FromExternal(config, external));
        if (!psks.back().suite)
        {
            psks.pop_back();
        }
    }
    return psks;
}

void
SetAges(const TlsHandshakeContext& context, std::vector<TlsPsk>& psks)
{
    for (TlsPsk& psk : psks)
    {
        if (psk.session)
        {
            psk.obfuscatedAge = GetAgeToSay(context, *psk.session) + psk.session->ticketAgeAdd;
        }
    }
}

TlsOfferedPsks
DescribePsks(const std::vector<TlsPsk>& psks)
{
    TlsOfferedPsks offered;
    for (const TlsPsk& psk : psks)
    {
        offered.identities.push_back({psk.identity, psk.obfuscatedAge});
        offered.binders.emplace_back(HashLength(psk.suite->prfHash));
    }
    return offered;
}

void
BindPsks(TlsHandshakeContext& context, const std::vector<TlsPsk>& psks, TlsClientHello& hello)
{
    ByteWriter body;
    Serialize(hello, body);
    ByteWriter message;
    message.U8(static_cast<uint8_t>(TlsHandshakeType::CLIENT_HELLO));
    message.Vector24(body.View());
    TlsOfferedPsks offered = DescribePsks(psks);
    const ByteView covered = message.View().Sub(0, message.View().Size() - GetBindersSize(offered));
    CryptoProvider& provider = context.environment.provider;
    for (size_t i = 0; i < psks.size(); ++i)
    {
        const HashAlgorithm hash = psks[i].suite->prfHash;
        offered.binders[i] =
            MakeBinder(provider, psks[i], context.transcript.DigestWith(provider, hash, covered));
        context.events.Add(TlsStep::PSK_BINDER,
                           TlsDirection::LOCAL,
                           offered.binders[i].size(),
                           Describe(psks[i]));
    }
    hello.extensions.Replace(TlsExtensionType::PRE_SHARED_KEY, EncodeOfferedPsks(offered));
}

void
SelectPsk(TlsHandshakeContext& context,
          const TlsClientOffer& offer,
          const TlsOfferedPsks& psks,
          const std::vector<const TlsCipherSuite*>& suites,
          std::optional<TlsSelectedPsk>& selected)
{
    selected.reset();
    // Who offers very many gets the first ones looked at.
    constexpr size_t MAX_IDENTITIES = 16;
    for (size_t i = 0; i < std::min(psks.identities.size(), MAX_IDENTITIES); ++i)
    {
        TlsSelectedPsk candidate;
        candidate.index = static_cast<uint16_t>(i);
        if (!TryIdentity(context, offer, psks.identities[i], candidate))
        {
            continue;
        }
        const HashAlgorithm hash = candidate.psk.suite->prfHash;
        const bool hasSuite =
            std::any_of(suites.begin(), suites.end(), [hash](const TlsCipherSuite* suite) {
                return suite->prfHash == hash;
            });
        if (hasSuite)
        {
            selected = std::move(candidate);
            return;
        }
    }
}

std::optional<TlsAlert>
CheckBinder(TlsHandshakeContext& context,
            ByteView message,
            const TlsOfferedPsks& psks,
            const TlsSelectedPsk& selected)
{
    CryptoProvider& provider = context.environment.provider;
    const ByteView covered = message.Sub(0, message.Size() - GetBindersSize(psks));
    const Bytes expected =
        MakeBinder(provider,
                   selected.psk,
                   context.transcript.DigestWith(provider, selected.psk.suite->prfHash, covered));
    if (!wire::IsSameSecret(psks.binders[selected.index], expected))
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the binder of the client's pre-shared key is wrong"};
    }
    context.events.Add(TlsStep::PSK_BINDER,
                       TlsDirection::LOCAL,
                       expected.size(),
                       std::string(Describe(selected.psk)) + ", matches the hello");
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
