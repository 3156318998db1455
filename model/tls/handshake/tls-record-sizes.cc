/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-sizes.h"

#include "ns3/tls-extension-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param config what an end wants
 * @param version row of a version
 * @param extensions to which its limit is added, as far as the version allows it (RFC 8449, 4)
 */
void
AddLimit(const TlsConfig& config, const TlsVersionTraits& version, TlsExtensionList& extensions)
{
    const size_t limit =
        std::min(config.recordSizeLimit, TLS_MAX_PLAINTEXT + version.hiddenTypeLength);
    extensions.Add(TlsExtensionType::RECORD_SIZE_LIMIT,
                   EncodeRecordSizeLimit(static_cast<uint16_t>(limit)));
}

} // namespace

void
AskForRecordSizes(const TlsConfig& config,
                  const TlsVersionTraits& highest,
                  TlsExtensionList& extensions)
{
    if (config.maxFragmentLength > 0)
    {
        extensions.Add(TlsExtensionType::MAX_FRAGMENT_LENGTH,
                       EncodeMaxFragmentLength(config.maxFragmentLength));
    }
    if (config.recordSizeLimit > 0)
    {
        AddLimit(config, highest, extensions);
    }
}

void
AnswerRecordSizes(const TlsConfig& config,
                  const TlsClientOffer& offer,
                  const TlsVersionTraits& chosen,
                  TlsExtensionList& extensions)
{
    if (offer.recordSizeLimit && config.recordSizeLimit > 0)
    {
        AddLimit(config, chosen, extensions);
    }
    else if (offer.maxFragmentLength > 0)
    {
        extensions.Add(TlsExtensionType::MAX_FRAGMENT_LENGTH,
                       EncodeMaxFragmentLength(offer.maxFragmentLength));
    }
}

void
ApplyRecordSizes(TlsHandshakeContext& context,
                 const TlsVersionTraits& chosen,
                 std::optional<uint16_t> peerLimit,
                 size_t maxFragmentLength)
{
    if (peerLimit && context.config->recordSizeLimit > 0)
    {
        context.LimitRecordSize(*peerLimit - chosen.hiddenTypeLength);
    }
    else if (maxFragmentLength > 0)
    {
        context.LimitFragments(maxFragmentLength);
    }
}

} // namespace tls
} // namespace ns3
