/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-column-reader.h"

#include "tls-study-text.h"

#include <cmath>

namespace ns3
{

TlsColumnReader::TlsColumnReader(const std::vector<std::string>& values, size_t first)
    : m_values(values),
      m_next(first)
{
}

bool
TlsColumnReader::IsGood() const
{
    return m_isGood;
}

bool
TlsColumnReader::IsKnown() const
{
    return m_next < m_values.size() && !m_values[m_next].empty();
}

std::string
TlsColumnReader::ReadText()
{
    m_isGood = m_isGood && m_next < m_values.size();
    return m_isGood ? m_values[m_next++] : "";
}

uint64_t
TlsColumnReader::ReadCount()
{
    const std::string text = ReadText();
    uint64_t count = 0;
    m_isGood = m_isGood && (text.empty() || TlsStudyText::ToInteger(text, count));
    return count;
}

Time
TlsColumnReader::ReadTime()
{
    const std::string text = ReadText();
    if (text.empty())
    {
        return Seconds(-1);
    }
    double milliseconds = 0;
    m_isGood = m_isGood && TlsStudyText::ToNumber(text, milliseconds);
    return NanoSeconds(std::llround(milliseconds * 1e6));
}

} // namespace ns3
