/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-csv-reader.h"

namespace ns3
{

TlsCsvReader::TlsCsvReader(const std::string& path, const std::vector<std::string>& header)
    : m_file(path, std::ios::binary),
      m_columns(header.size())
{
    std::vector<std::string> names;
    m_isGood = ReadValues(names) && names == header;
}

bool
TlsCsvReader::IsGood() const
{
    return m_isGood;
}

uint64_t
TlsCsvReader::GetLine() const
{
    return m_line;
}

bool
TlsCsvReader::ReadRow(std::vector<std::string>& values)
{
    return ReadValues(values) && values.size() == m_columns;
}

bool
TlsCsvReader::IsAtEnd()
{
    return m_file.peek() == std::ifstream::traits_type::eof();
}

bool
TlsCsvReader::ReadValues(std::vector<std::string>& values)
{
    values.assign(1, "");
    ++m_line;
    bool isQuoted = false;
    char c = 0;
    while (m_file.get(c))
    {
        if (isQuoted && c == '"' && m_file.peek() == '"')
        {
            values.back() += static_cast<char>(m_file.get());
        }
        else if (c == '"')
        {
            isQuoted = !isQuoted;
        }
        else if (c == ',' && !isQuoted)
        {
            values.emplace_back();
        }
        else if (c == '\n' && !isQuoted)
        {
            return true;
        }
        else
        {
            values.back() += c;
        }
    }
    return false;
}

} // namespace ns3
