/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-output-file.h"

#include <cstdio>
#include <unistd.h>

namespace ns3
{

TlsOutputFile::TlsOutputFile(const std::string& path)
    : m_path(path),
      m_temporary(path + ".tmp" + std::to_string(getpid()))
{
}

TlsOutputFile::~TlsOutputFile()
{
    m_stream.close();
    std::remove(m_temporary.c_str());
}

const std::string&
TlsOutputFile::GetPath() const
{
    return m_path;
}

const std::string&
TlsOutputFile::GetTemporaryPath() const
{
    return m_temporary;
}

std::ofstream&
TlsOutputFile::GetStream()
{
    if (!m_isOpened)
    {
        m_stream.open(m_temporary, std::ios::binary);
        m_isOpened = true;
    }
    return m_stream;
}

bool
TlsOutputFile::Commit()
{
    if (m_isOpened)
    {
        // What the stream still holds is written now, so that its state says whether all fitted.
        m_stream.close();
    }
    if (m_stream.fail() || std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
    {
        std::remove(m_temporary.c_str());
        return false;
    }
    return true;
}

} // namespace ns3
