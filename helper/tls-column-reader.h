/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_COLUMN_READER_H
#define TLS_COLUMN_READER_H

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// Reads the values of a row one after the other, as TlsCsvWriter writes them.
class TlsColumnReader
{
  public:
    /**
     * @param values of the row; must outlive this
     * @param first index of the value to begin with
     */
    TlsColumnReader(const std::vector<std::string>& values, size_t first);

    /// @return false once a value was not what was asked for, or there was none
    bool IsGood() const;
    /// @return whether the next value is not empty
    bool IsKnown() const;
    /// @return the next value
    std::string ReadText();
    /// @return the next value, a number without fraction; 0 when it is empty
    uint64_t ReadCount();
    /// @return the next value, a time in ms; negative when it is empty
    Time ReadTime();

  private:
    const std::vector<std::string>& m_values; //!< of the row
    size_t m_next;                            //!< index of the next one
    bool m_isGood{true};                      //!< all were what was asked for
};

} // namespace ns3

#endif /* TLS_COLUMN_READER_H */
