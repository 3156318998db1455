/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-curve-steps.h"

#include "ns3/openssl-101-hello.h"

namespace ns3
{
namespace tls
{

namespace
{

/// First octet of an uncompressed point (SEC 1, 2.3.3).
constexpr uint8_t POINT_UNCOMPRESSED = 4;
/// First octet of a compressed point whose other coordinate is even; odd is one more.
constexpr uint8_t POINT_COMPRESSED_EVEN = 2;
/// First octet of the other compressed points.
constexpr uint8_t POINT_COMPRESSED_ODD = 3;

} // namespace

const std::vector<NamedGroup>&
OfferedGroups(const TlsConfig& config)
{
    return config.hello == TlsHelloPreset::OPENSSL_1_0_1 ? GetOpenSsl101Groups() : config.groups;
}

bool
OffersCompressedPoints(const TlsConfig& config)
{
    return config.hello == TlsHelloPreset::OPENSSL_1_0_1;
}

std::optional<TlsAlert>
CheckPointFormat(NamedGroup group, ByteView point, bool mayBeCompressed)
{
    if (group == NamedGroup::X25519)
    {
        return std::nullopt;
    }
    const uint8_t format = point.IsEmpty() ? 0 : point[0];
    const bool isCompressed = format == POINT_COMPRESSED_EVEN || format == POINT_COMPRESSED_ODD;
    if (format == POINT_UNCOMPRESSED || (isCompressed && mayBeCompressed))
    {
        return std::nullopt;
    }
    return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                    "the peer's point is in a format that was not offered"};
}

KeyPair
ChooseCurveKeyPair(TlsKeyAgreementContext& context)
{
    TlsEventLog& events = context.events;
    const size_t workBefore = events.GetWork();
    KeyPair pair =
        context.environment.provider.GenerateKeyPair(context.group, context.environment.random);
    events.AddLocalAt(workBefore, TlsStep::PRIVATE_VALUE, pair.privateKey.size());
    events.Add(TlsStep::PUBLIC_VALUE, TlsDirection::LOCAL, pair.publicKey.size());
    return pair;
}

std::optional<TlsAlert>
TakeCurveSecret(TlsKeyAgreementContext& context, std::optional<Bytes> secret, Bytes& premaster)
{
    if (!secret)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        std::string("the peer's public value is none of ") +
                            ToString(context.group)};
    }
    premaster = std::move(*secret);
    context.events.Add(TlsStep::SHARED_SECRET, TlsDirection::LOCAL, premaster.size());
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
