/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TRACE_HELPER_H
#define TLS_TRACE_HELPER_H

#include "tls-output-file.h"
#include "tls-timeline.h"

#include "ns3/application-container.h"
#include "ns3/node.h"
#include "ns3/pcap-file-wrapper.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class TlsKeyLog;
class TlsSessionTracer;

/**
 * Records what happens on the nodes of a session: key log, captures, time line, ladder.
 *
 * Works on any topology: it looks at the Internet layer of the nodes, not at their devices. The
 * time line follows the first connections from the client to the port.
 */
class TlsTraceHelper
{
  public:
    /// A helper that traces nothing yet.
    TlsTraceHelper();
    ~TlsTraceHelper();

    /**
     * Write the secrets of every connection of the node's TlsSocketFactory in NSS format.
     * @param node has a TlsSocketFactory
     * @param file path; several nodes may share one
     */
    void EnableKeyLog(Ptr<Node> node, const std::string& file);

    /**
     * Capture what passes the Internet layer of a node (link type raw IP).
     * @param node has an Internet stack
     * @param file path
     */
    void EnablePcap(Ptr<Node> node, const std::string& file);

    /**
     * Collect the time line of the first connections between two nodes; once, before the run.
     * @param client opens the connections
     * @param server accepts them
     * @param port of the server
     * @param applications WebClients and WebServers whose frames belong to them
     * @param connections how many are followed, one after the other, at least 1
     */
    void Watch(Ptr<Node> client,
               Ptr<Node> server,
               uint16_t port,
               const ApplicationContainer& applications,
               uint32_t connections = 1);

    /// @return what was collected so far
    TlsTimeline GetTimeline() const;

    /**
     * Key logs and captures get their names: files are complete, or are not there.
     * @return false when one could not be written
     */
    bool Close();

    /**
     * Everything of one session into one folder: timeline.csv, session.html, ladder.plt,
     * ladder.png and ladder.pdf. The pictures are left out when gnuplot is not installed.
     * @param folder exists
     * @param title heading of page and ladder
     * @param files where to append the paths of the files written
     * @return a sentence on what could not be written or drawn, empty when nothing is wrong
     */
    std::string Write(const std::string& folder,
                      const std::string& title,
                      std::vector<std::string>& files) const;

  private:
    /// A capture on its way to the disk.
    struct Capture
    {
        std::unique_ptr<TlsOutputFile> file; //!< where it goes
        Ptr<PcapFileWrapper> packets;        //!< what writes it
    };

    Ptr<TlsSessionTracer> m_tracer;               //!< follows the session
    std::map<std::string, Ptr<TlsKeyLog>> m_logs; //!< key logs by path
    std::vector<Capture> m_captures;              //!< captures
};

} // namespace ns3

#endif /* TLS_TRACE_HELPER_H */
