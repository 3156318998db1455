/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-sqlite-file.h"

#include "ns3/abort.h"

// An ns-3 that was built without SQLite has no such header.
#if __has_include("ns3/sqlite-output.h") && __has_include(<sqlite3.h>)
#define TLS_HAS_SQLITE
#include "ns3/ptr.h"
#include "ns3/sqlite-output.h"

#include <type_traits>
#include <unistd.h>
#endif

namespace ns3
{

#ifdef TLS_HAS_SQLITE

namespace
{

/// @param path of the file @return it, opened
template <class Output>
Ptr<Output>
Open(const std::string& path)
{
    if constexpr (std::is_constructible_v<Output, const std::string&>)
    {
        return Create<Output>(path);
    }
    else
    {
        // ns-3.35 wants the name of a semaphore, too, which guards what is not used here.
        return Create<Output>(path, "/tls-spdy-" + std::to_string(getpid()));
    }
}

} // namespace

/// The tables, and whether all went well so far.
struct TlsSqliteFile::Database
{
    Ptr<SQLiteOutput> output;              //!< ns-3's side of it; null: the file cannot be made
    std::vector<sqlite3_stmt*> insertions; //!< a prepared statement for each table
    bool isGood{true};                     //!< no statement failed

    /// @param command a statement whose result, a row at most, does not matter
    void Execute(const std::string& command)
    {
        sqlite3_stmt* statement = nullptr;
        isGood = isGood && output->SpinPrepare(&statement, command);
        if (isGood)
        {
            const int result = SQLiteOutput::SpinStep(statement);
            isGood = SQLiteOutput::SpinFinalize(statement) == SQLITE_OK &&
                     (result == SQLITE_DONE || result == SQLITE_ROW);
        }
    }
};

bool
TlsSqliteFile::IsSupported()
{
    return true;
}

TlsSqliteFile::TlsSqliteFile(const std::string& path)
    : m_file(path),
      m_database(std::make_unique<Database>())
{
    // SQLiteOutput ends the program when it cannot make its file.
    m_database->isGood = m_file.GetStream().good();
    if (m_database->isGood)
    {
        m_database->output = Open<SQLiteOutput>(m_file.GetTemporaryPath());
        // Nobody reads a file that was not finished, so it needs no journal to be mended from.
        m_database->Execute("PRAGMA synchronous = OFF");
        // SQLiteOutput::SetJournalInMemory() takes the row that answers for an error and leaves its
        // statement open, after which a transaction cannot be committed.
        m_database->Execute("PRAGMA journal_mode = MEMORY");
        m_database->Execute("BEGIN");
    }
}

TlsSqliteFile::~TlsSqliteFile() = default;

size_t
TlsSqliteFile::AddTable(const std::string& name, const std::vector<std::string>& columns)
{
    std::string definition;
    std::string values;
    for (const std::string& column : columns)
    {
        // The affinity makes numbers of text that is one, and leaves other text alone.
        definition += (definition.empty() ? "\"" : ", \"") + column + "\" NUMERIC";
        values += values.empty() ? "NULLIF(?, '')" : ", NULLIF(?, '')";
    }
    m_database->Execute("CREATE TABLE \"" + name + "\" (" + definition + ")");
    sqlite3_stmt* insertion = nullptr;
    m_database->isGood =
        m_database->isGood &&
        m_database->output->SpinPrepare(&insertion,
                                        "INSERT INTO \"" + name + "\" VALUES (" + values + ")");
    m_database->insertions.push_back(insertion);
    return m_database->insertions.size() - 1;
}

void
TlsSqliteFile::WriteRow(size_t table, const std::vector<std::string>& values)
{
    sqlite3_stmt* insertion = m_database->insertions[table];
    bool isGood = m_database->isGood;
    for (size_t i = 0; i < values.size() && isGood; ++i)
    {
        isGood = m_database->output->Bind(insertion, static_cast<int>(i) + 1, values[i]);
    }
    m_database->isGood = isGood && SQLiteOutput::SpinStep(insertion) == SQLITE_DONE &&
                         SQLiteOutput::SpinReset(insertion) == SQLITE_OK;
}

bool
TlsSqliteFile::Finish()
{
    if (m_database->output)
    {
        for (sqlite3_stmt* insertion : m_database->insertions)
        {
            SQLiteOutput::SpinFinalize(insertion);
        }
        m_database->Execute("COMMIT");
        m_database->output = nullptr;
    }
    return m_database->isGood;
}

bool
TlsSqliteFile::Commit()
{
    return Finish() && m_file.Commit();
}

#else

struct TlsSqliteFile::Database
{
};

bool
TlsSqliteFile::IsSupported()
{
    return false;
}

TlsSqliteFile::TlsSqliteFile(const std::string& path)
    : m_file(path)
{
    NS_ABORT_MSG("TlsSqliteFile: this ns-3 was built without SQLite.");
}

TlsSqliteFile::~TlsSqliteFile() = default;

size_t
TlsSqliteFile::AddTable(const std::string&, const std::vector<std::string>&)
{
    return 0;
}

void
TlsSqliteFile::WriteRow(size_t, const std::vector<std::string>&)
{
}

bool
TlsSqliteFile::Finish()
{
    return false;
}

bool
TlsSqliteFile::Commit()
{
    return false;
}

#endif

} // namespace ns3
