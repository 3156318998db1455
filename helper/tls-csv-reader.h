/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CSV_READER_H
#define TLS_CSV_READER_H

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

namespace ns3
{

/// Reads CSV files that TlsCsvWriter wrote.
class TlsCsvReader
{
  public:
    /**
     * @param path the file
     * @param header names that its columns must have
     */
    TlsCsvReader(const std::string& path, const std::vector<std::string>& header);

    /// @return false when the file cannot be read or has other columns
    bool IsGood() const;
    /// @return line of the row that was read last, from 1
    uint64_t GetLine() const;
    /**
     * @param values where to put the values of the next row, one per column
     * @return false at the end of the file, and at a row with fewer or more values
     */
    bool ReadRow(std::vector<std::string>& values);
    /// @return true when no row is left
    bool IsAtEnd();

  private:
    bool ReadValues(std::vector<std::string>& values);

    std::ifstream m_file; //!< the file
    size_t m_columns;     //!< how many values a row has
    uint64_t m_line{0};   //!< of the row that was read last, from 1
    bool m_isGood;        //!< it can be read and has the columns
};

} // namespace ns3

#endif /* TLS_CSV_READER_H */
