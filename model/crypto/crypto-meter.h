/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_METER_H
#define CRYPTO_METER_H

#include "crypto-types.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace ns3
{
namespace tls
{

/// One call of a primitive: what a cost model turns into time.
struct CryptoWorkItem
{
    CryptoOperation operation; //!< what was done
    CryptoAlgorithm algorithm; //!< with what
    uint16_t bits{0};          //!< size of the key or modulus in bits, 0 where there is one size
    uint32_t bytes{0};         //!< octets of input, of decompression those of output, 0 for
                               //!< public-key operations
};

/// A list of primitives in the order in which they ran.
using CryptoWork = std::vector<CryptoWorkItem>;

/**
 * The ledger of a connection's work. It counts and knows no time: what a primitive costs is
 * the business of the node's cost model.
 */
class CryptoMeter
{
  public:
    /// @param item a primitive that ran
    void Add(const CryptoWorkItem& item)
    {
        if (m_work.empty())
        {
            m_work.reserve(USUAL_COUNT);
        }
        m_work.push_back(item);
    }

    /// @return number of items since the last Take()
    size_t Count() const
    {
        return m_work.size();
    }

    /// @return the items since the last Take(); the ledger is empty afterwards
    CryptoWork Take()
    {
        return std::exchange(m_work, {});
    }

  private:
    static constexpr size_t USUAL_COUNT = 16; //!< items for which there is room at once

    CryptoWork m_work; //!< what ran since the last Take()
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_METER_H */
