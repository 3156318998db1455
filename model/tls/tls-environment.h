/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENVIRONMENT_H
#define TLS_ENVIRONMENT_H

#include "ns3/crypto-meter.h"
#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"

#include <cstdint>
#include <functional>

namespace ns3
{
namespace tls
{

/// What a connection needs from around it, given so that it reaches for nothing itself.
struct TlsEnvironment
{
    CryptoProvider& provider;       //!< its primitives, counting into `meter`
    RandomSource& random;           //!< its randoms and private keys
    CryptoMeter& meter;             //!< its work
    std::function<int64_t()> clock; //!< the date, in seconds since 1970-01-01 UTC
    /// The same in milliseconds, for the age of tickets; null: made of the date.
    std::function<int64_t()> millisecondClock{};

    /// @return the date in milliseconds since 1970-01-01 UTC
    int64_t GetMilliseconds() const
    {
        return millisecondClock ? millisecondClock() : 1000 * clock();
    }
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ENVIRONMENT_H */
