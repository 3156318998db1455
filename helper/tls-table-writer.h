/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TABLE_WRITER_H
#define TLS_TABLE_WRITER_H

#include "tls-csv-writer.h"
#include "tls-sqlite-file.h"

#include <string>
#include <vector>

namespace ns3
{

/// Writes a table of results as a CSV file and, when wanted, into an SQLite file as well.
class TlsTableWriter
{
  public:
    /**
     * @param path the CSV file's name in the end; its folder exists
     * @param header names of the columns
     * @param database where else the rows go; null: nowhere; must outlive this
     * @param name of the table in there
     */
    TlsTableWriter(const std::string& path,
                   const std::vector<std::string>& header,
                   TlsSqliteFile* database,
                   const std::string& name);

    /// @param values one value per column
    void WriteRow(const std::vector<std::string>& values);
    /// @return false when a row could not be written so far
    bool IsGood();
    /// Writes what is left of the CSV file. @return false when something could not be written
    bool Finish();
    /// Finishes the CSV file, which gets its name. @return false when it could not be written
    bool Commit();

  private:
    TlsCsvWriter m_csv;        //!< the CSV file
    TlsSqliteFile* m_database; //!< where else the rows go; null: nowhere
    size_t m_table{0};         //!< number of the table in there
};

} // namespace ns3

#endif /* TLS_TABLE_WRITER_H */
