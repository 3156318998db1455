/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-share.h"

#include "ns3/tls-curve-steps.h"

namespace ns3
{
namespace tls
{

TlsKeyShare
MakeKeyShare(TlsHandshakeContext& context, NamedGroup group)
{
    TlsEventLog& events = context.events;
    TlsEnvironment& environment = context.environment;
    const size_t workBefore = events.GetWork();
    TlsKeyShare share{group, environment.provider.GenerateKeyPair(group, environment.random)};
    events.AddLocalAt(workBefore,
                      TlsStep::PRIVATE_VALUE,
                      share.pair.privateKey.size(),
                      ToString(group));
    events.Add(TlsStep::PUBLIC_VALUE,
               TlsDirection::LOCAL,
               share.pair.publicKey.size(),
               ToString(group));
    return share;
}

std::optional<TlsAlert>
AgreeOnSecret(TlsHandshakeContext& context,
              const TlsKeyShare& own,
              const TlsKeyShareEntry& peer,
              Bytes& secret)
{
    if (!IsFiniteField(own.group))
    {
        if (const auto alert = CheckPointFormat(own.group, peer.keyExchange, false))
        {
            return alert;
        }
    }
    auto agreed =
        context.environment.provider.Agree(own.group, own.pair.privateKey, peer.keyExchange);
    if (!agreed)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        std::string("the peer's public value is none of ") + ToString(own.group)};
    }
    secret = std::move(*agreed);
    context.events.Add(TlsStep::SHARED_SECRET, TlsDirection::LOCAL, secret.size());
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
