/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-hello-13.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

bool
IsHelloRetryRequest(const TlsServerHello& hello)
{
    return ByteView(hello.random) == ByteView(TLS_HELLO_RETRY_REQUEST_RANDOM);
}

void
MarkDowngrade(Bytes& random, TlsVersion highest, TlsVersion chosen)
{
    NS_ASSERT(random.size() == TLS_RANDOM);
    if (chosen >= highest || highest < TlsVersion::TLS_1_2)
    {
        return;
    }
    const auto& sentinel =
        chosen == TlsVersion::TLS_1_2 ? TLS_DOWNGRADE_TO_12 : TLS_DOWNGRADE_BELOW_12;
    std::copy(sentinel.begin(), sentinel.end(), random.end() - sentinel.size());
}

bool
IsDowngraded(ByteView random, TlsVersion highest, TlsVersion chosen)
{
    if (chosen >= highest)
    {
        return false;
    }
    const ByteView end = random.Sub(TLS_RANDOM - TLS_DOWNGRADE_TO_12.size());
    const bool isBelow = end == ByteView(TLS_DOWNGRADE_BELOW_12);
    const bool isTo12 = end == ByteView(TLS_DOWNGRADE_TO_12);
    return highest >= TlsVersion::TLS_1_3 ? isTo12 || isBelow
                                          : highest == TlsVersion::TLS_1_2 && isBelow;
}

} // namespace tls
} // namespace ns3
