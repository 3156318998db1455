/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-flow-file.h"

namespace ns3
{

TlsFlowFile::TlsFlowFile(const std::string& path)
    : m_file(path)
{
    m_helper.InstallAll();
}

bool
TlsFlowFile::Commit()
{
    m_file.GetStream() << "<?xml version=\"1.0\" ?>\n";
    m_helper.GetMonitor()->SerializeToXmlStream(m_file.GetStream(), 0, true, true);
    return m_file.Commit();
}

} // namespace ns3
