/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-fixed-key-agreement.h"

#include "ns3/assert.h"

namespace ns3
{
namespace tls
{

bool
TlsFixedKeyAgreement::HasServerKeyExchange(const PublicKey*) const
{
    return false;
}

std::optional<TlsAlert>
TlsFixedKeyAgreement::MakeServerKeyExchange(TlsKeyAgreementContext&, Bytes&)
{
    NS_ASSERT_MSG(false, "a server with a fixed key does not send this message");
    return std::nullopt;
}

std::optional<TlsAlert>
TlsFixedKeyAgreement::ReadServerKeyExchange(TlsKeyAgreementContext&, ByteView)
{
    NS_ASSERT_MSG(false, "a client does not take this message of a server with a fixed key");
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
