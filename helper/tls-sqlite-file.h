/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SQLITE_FILE_H
#define TLS_SQLITE_FILE_H

#include "tls-output-file.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * An SQLite file with tables, written through ns-3's SQLiteOutput. It appears under its name only
 * when it is complete (see TlsOutputFile).
 *
 * Text that is a number is stored as one, an empty value as NULL.
 */
class TlsSqliteFile
{
  public:
    /// @return whether this ns-3 was built with SQLite; without it nothing here can be used
    static bool IsSupported();

    /// @param path the file's name in the end; its folder exists
    explicit TlsSqliteFile(const std::string& path);
    /// Without Commit() nothing remains.
    ~TlsSqliteFile();

    TlsSqliteFile(const TlsSqliteFile&) = delete;
    TlsSqliteFile& operator=(const TlsSqliteFile&) = delete;

    /**
     * @param name a table's, not used before
     * @param columns names of its columns
     * @return number of the table, for WriteRow()
     */
    size_t AddTable(const std::string& name, const std::vector<std::string>& columns);
    /// @param table where to @param values one per column
    void WriteRow(size_t table, const std::vector<std::string>& values);

    /// Writes what is left. @return false when something could not be written
    bool Finish();
    /// Finishes the file, which gets its name. @return false when something could not be written
    bool Commit();

  private:
    struct Database;

    TlsOutputFile m_file;                 //!< the file
    std::unique_ptr<Database> m_database; //!< what is in it
};

} // namespace ns3

#endif /* TLS_SQLITE_FILE_H */
