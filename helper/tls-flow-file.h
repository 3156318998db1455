/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_FLOW_FILE_H
#define TLS_FLOW_FILE_H

#include "tls-output-file.h"

#include "ns3/flow-monitor-helper.h"

#include <string>

namespace ns3
{

/// What ns-3's FlowMonitor says of a simulation, as an XML file. One for each simulation.
class TlsFlowFile
{
  public:
    /// Watches all nodes that are there. @param path the file's name in the end
    explicit TlsFlowFile(const std::string& path);

    /**
     * Writes the file, after Simulator::Run() and before Simulator::Destroy().
     *
     * @return false when it could not be written
     */
    bool Commit();

  private:
    TlsOutputFile m_file;       //!< the file
    FlowMonitorHelper m_helper; //!< owns the monitor
};

} // namespace ns3

#endif /* TLS_FLOW_FILE_H */
