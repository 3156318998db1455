/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-output-file.h"

#include <cstdio>
#include <set>
#include <unistd.h>

namespace ns3
{

namespace
{

/// Files without a name in the end; what is left of them when the program exits is removed.
struct UnfinishedFiles
{
    std::set<std::string> names; //!< temporary ones

    ~UnfinishedFiles()
    {
        for (const std::string& name : names)
        {
            std::remove(name.c_str());
        }
    }
};

UnfinishedFiles g_unfinished; //!< of this process

} // namespace

TlsOutputFile::TlsOutputFile(const std::string& path)
    : m_path(path),
      m_temporary(path + ".tmp" + std::to_string(getpid()))
{
    g_unfinished.names.insert(m_temporary);
}

TlsOutputFile::~TlsOutputFile()
{
    m_stream.close();
    // After Commit() there is none of that name.
    std::remove(m_temporary.c_str());
    g_unfinished.names.erase(m_temporary);
}

std::string
TlsOutputFile::Refuse(const std::string& folder)
{
    return "the files in " + folder +
           " could not be written: no space is left, or no permission given.";
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
TlsOutputFile::Finish()
{
    if (m_stream.is_open())
    {
        // Only now, with what the stream still held, its state says whether all fitted.
        m_stream.close();
    }
    return !m_stream.fail();
}

bool
TlsOutputFile::Commit()
{
    return Finish() && std::rename(m_temporary.c_str(), m_path.c_str()) == 0;
}

} // namespace ns3
