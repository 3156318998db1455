/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-csv-writer.h"

#include "ns3/assert.h"

#include <cmath>
#include <filesystem>
#include <iomanip>
#include <locale>
#include <sstream>
#include <system_error>

namespace ns3
{

TlsCsvWriter::TlsCsvWriter(const std::string& path, const std::vector<std::string>& header)
    : m_file(path),
      m_columns(header.size())
{
    WriteValues(header);
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
    std::ostream& file = m_file.GetStream();
    for (size_t i = 0; i < values.size(); ++i)
    {
        const std::string& value = values[i];
        file << (i == 0 ? "" : ",");
        if (value.find_first_of(",\"\r\n") == std::string::npos)
        {
            file << value;
            continue;
        }
        file << '"';
        for (const char c : value)
        {
            file << (c == '"' ? "\"\"" : std::string(1, c));
        }
        file << '"';
    }
    file << '\n';
}

bool
TlsCsvWriter::IsGood()
{
    return m_file.GetStream().good();
}

bool
TlsCsvWriter::Finish()
{
    return m_file.Finish();
}

bool
TlsCsvWriter::Commit()
{
    return m_file.Commit();
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
