/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CSV_WRITER_H
#define TLS_CSV_WRITER_H

#include "tls-output-file.h"

#include "ns3/nstime.h"

#include <string>
#include <vector>

namespace ns3
{

/// Writes a CSV file that appears under its name only when it is complete (see TlsOutputFile).
class TlsCsvWriter
{
  public:
    /**
     * @param path the file's name in the end; its folder exists
     * @param header names of the columns
     */
    TlsCsvWriter(const std::string& path, const std::vector<std::string>& header);
    /// @param values one value per column; what holds a comma, a quote or a line end is quoted
    void WriteRow(const std::vector<std::string>& values);

    /// @return false when a row could not be written so far
    bool IsGood();
    /// Writes what is left. @return false when something could not be written
    bool Finish();
    /// Finishes the file, which gets its name. @return false when something could not be written
    bool Commit();

    /**
     * @param path a folder
     * @return false when it cannot be made; folders above are made as well
     */
    static bool MakeFolder(const std::string& path);

    /**
     * @param value a number
     * @return it with a dot as decimal mark, up to six decimals and no zeros at the end; "inf"
     *         for plus infinity
     */
    static std::string ToText(double value);
    /**
     * @param time a time; negative: not known
     * @return it in ms as ToText() does, exact to the nanosecond; empty when not known
     */
    static std::string ToMilliseconds(Time time);

  private:
    void WriteValues(const std::vector<std::string>& values);

    TlsOutputFile m_file; //!< the file
    size_t m_columns;     //!< how many values a row has
};

} // namespace ns3

#endif /* TLS_CSV_WRITER_H */
