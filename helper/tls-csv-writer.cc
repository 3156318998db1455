/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-csv-writer.h"

#include "ns3/assert.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iomanip>
#include <locale>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace ns3
{

TlsCsvWriter::TlsCsvWriter(const std::string& path, const std::vector<std::string>& header)
    : m_path(path),
      m_temporary(path + ".tmp" + std::to_string(getpid())),
      m_file(m_temporary, std::ios::binary),
      m_columns(header.size())
{
    WriteValues(header);
}

TlsCsvWriter::~TlsCsvWriter()
{
    if (m_file.is_open())
    {
        m_file.close();
        std::remove(m_temporary.c_str());
    }
}

void
TlsCsvWriter::WriteRow(const std::vector<std::string>& values)
{
    NS_ASSERT_MSG(values.size() == m_columns, "a row has one value per column");
    WriteValues(values);
}

void
TlsCsvWriter::WriteValues(const std::vector<std::string>& values)
{
    for (size_t i = 0; i < values.size(); ++i)
    {
        const std::string& value = values[i];
        m_file << (i == 0 ? "" : ",");
        if (value.find_first_of(",\"\r\n") == std::string::npos)
        {
            m_file << value;
            continue;
        }
        m_file << '"';
        for (const char c : value)
        {
            m_file << (c == '"' ? "\"\"" : std::string(1, c));
        }
        m_file << '"';
    }
    m_file << '\n';
}

bool
TlsCsvWriter::Commit()
{
    m_file.close();
    if (m_file.fail() || std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
    {
        std::remove(m_temporary.c_str());
        return false;
    }
    return true;
}

bool
TlsCsvWriter::MakeFolder(const std::string& path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    return std::filesystem::is_directory(path, error);
}

std::string
TlsCsvWriter::ToText(double value)
{
    if (std::isinf(value))
    {
        return "inf";
    }
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream << std::fixed << std::setprecision(6) << value;
    std::string text = stream.str();
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
    {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string
TlsCsvWriter::ToMilliseconds(Time time)
{
    return time.IsStrictlyNegative() ? ""
                                     : ToText(static_cast<double>(time.GetNanoSeconds()) / 1e6);
}

} // namespace ns3
