/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-table-writer.h"

namespace ns3
{

TlsTableWriter::TlsTableWriter(const std::string& path,
                               const std::vector<std::string>& header,
                               TlsSqliteFile* database,
                               const std::string& name)
    : m_csv(path, header),
      m_database(database)
{
    if (m_database)
    {
        m_table = m_database->AddTable(name, header);
    }
}

void
TlsTableWriter::WriteRow(const std::vector<std::string>& values)
{
    m_csv.WriteRow(values);
    if (m_database)
    {
        m_database->WriteRow(m_table, values);
    }
}

bool
TlsTableWriter::IsGood()
{
    return m_csv.IsGood();
}

bool
TlsTableWriter::Finish()
{
    return m_csv.Finish();
}

bool
TlsTableWriter::Commit()
{
    return m_csv.Commit();
}

} // namespace ns3
