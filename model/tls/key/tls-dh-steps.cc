/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-dh-steps.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

const DhGroup&
GetFfdhe2048()
{
    static const DhGroup GROUP{wire::FromHex("ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1"
                                             "d8b9c583ce2d3695a9e13641146433fbcc939dce249b3ef9"
                                             "7d2fe363630c75d8f681b202aec4617ad3df1ed5d5fd6561"
                                             "2433f51f5f066ed0856365553ded1af3b557135e7f57c935"
                                             "984f0c70e0e68b77e2a689daf3efe8721df158a136ade735"
                                             "30acca4f483a797abc0ab182b324fb61d108a94bb2c8e3fb"
                                             "b96adab760d7f4681d4f42a3de394df4ae56ede76372bb19"
                                             "0b07a7c8ee0a6d709e02fce1cdf7e2ecc03404cd28342f61"
                                             "9172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad73"
                                             "3bb5fcbc2ec22005c58ef1837d1683b2c6f34a26c1b2effa"
                                             "886b423861285c97ffffffffffffffff"),
                               {2}};
    return GROUP;
}

const DhGroup&
GetExportDhGroup()
{
    static const DhGroup GROUP{
        wire::FromHex("c2c064a11f488536bc38ef9b715af341dba6df8974a7e8ec44e15446d88cfbf6"
                      "9b351fc61798264957780c1ec32326c538d048146c09afb703d56d7fb48779af"),
        {2}};
    return GROUP;
}

size_t
BitsOf(const DhGroup& group)
{
    const auto first =
        std::find_if(group.p.begin(), group.p.end(), [](uint8_t octet) { return octet != 0; });
    if (first == group.p.end())
    {
        return 0;
    }
    size_t bits = 8 * (group.p.end() - first);
    for (uint8_t mask = 0x80; !(*first & mask); mask >>= 1)
    {
        --bits;
    }
    return bits;
}

void
NoteDhGroup(TlsKeyAgreementContext& context, const DhGroup& group)
{
    context.events.Add(TlsStep::CURVE_CHOSEN,
                       TlsDirection::LOCAL,
                       0,
                       std::to_string(BitsOf(group)) + "-bit group");
}

std::optional<TlsAlert>
CheckDhGroup(TlsKeyAgreementContext& context, const DhGroup& group)
{
    const size_t bits = BitsOf(group);
    const uint16_t minBits = context.config.minDhBits;
    if (context.suite.isExport && bits > TLS_EXPORT_KEY_BITS)
    {
        return TlsAlert{TlsAlertDescription::EXPORT_RESTRICTION,
                        "the server's group is larger than an exportable one may be"};
    }
    if (bits < minBits)
    {
        return TlsAlert{TlsAlertDescription::INSUFFICIENT_SECURITY,
                        "the server's group has " + std::to_string(bits) + " bits, at least " +
                            std::to_string(minBits) + " are wanted"};
    }
    if (!context.environment.provider.IsSoundDhGroup(group, minBits))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server's group has no prime modulus or no generator"};
    }
    return std::nullopt;
}

KeyPair
ChooseDhKeyPair(TlsKeyAgreementContext& context, const DhGroup& group)
{
    TlsEventLog& events = context.events;
    const size_t workBefore = events.GetWork();
    KeyPair pair =
        context.environment.provider.GenerateDhKeyPair(group, context.environment.random);
    events.AddLocalAt(workBefore, TlsStep::PRIVATE_VALUE, pair.privateKey.size());
    events.Add(TlsStep::PUBLIC_VALUE, TlsDirection::LOCAL, pair.publicKey.size());
    return pair;
}

std::optional<TlsAlert>
TakeDhSecret(TlsKeyAgreementContext& context, std::optional<Bytes> secret, Bytes& premaster)
{
    if (!secret)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the peer's public value is none of the group's"};
    }
    premaster = std::move(*secret);
    context.events.Add(TlsStep::SHARED_SECRET, TlsDirection::LOCAL, premaster.size());
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
