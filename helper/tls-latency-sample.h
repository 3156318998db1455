/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LATENCY_SAMPLE_H
#define TLS_LATENCY_SAMPLE_H

#include "tls-helper.h"
#include "tls-latency-row.h"
#include "tls-link-config.h"
#include "tls-study-options.h"

#include "ns3/ptr.h"
#include "ns3/tls-socket.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Runs single connections, each in a simulation of its own: TCP, handshake, one request, one
 * reply, close. Kinds that resume go on with a session that was made before over a link without
 * losses, so that their samples meet what those of the other kinds meet.
 */
class TlsLatencySample
{
  public:
    /// What a sample is taken of.
    struct Settings
    {
        std::string kind;      //!< kind of handshake (see TlsKind)
        TlsLinkConfig link;    //!< the link
        std::string group;     //!< group of the key exchange
        uint32_t requestBytes; //!< octets of the request
        uint32_t replyBytes;   //!< octets of the reply
    };

    /**
     * @param options the options as given
     * @param values the options as checked
     * @param tls has the identity; copied
     */
    TlsLatencySample(const TlsStudyOptions& options,
                     const TlsStudyOptions::Values& values,
                     const TlsHelper& tls);

    /// Files beside the row of a sample.
    struct Traces
    {
        std::string prefix;     //!< of their names, with the folder
        bool hasPackets{false}; //!< captures of both ends, and the key log
        bool hasFlows{false};   //!< what FlowMonitor says

        /// @return paths of the files
        std::vector<std::string> GetFiles() const;
    };

    /// @param traces what the samples from now on leave, each in place of the one before
    void SetTraces(const Traces& traces);
    /// @return false when a trace could not be written
    bool IsTraced() const;

    /**
     * Runs one connection. The simulator must have nothing to do; it is destroyed afterwards.
     *
     * @param settings what of
     * @param sample number of the sample: it decides the random streams
     * @return what came of it
     */
    TlsLatencyRow Run(const Settings& settings, uint64_t sample);

  private:
    /// What both ends of a kind that resumes know of the session, and are otherwise.
    struct Sessions
    {
        std::shared_ptr<const tls::TlsConfig> client; //!< of the client's node
        std::shared_ptr<const tls::TlsConfig> server; //!< of the server's node
    };

    void Simulate(const Settings& settings, const Sessions* sessions, const Traces& traces);
    const Sessions& FindSessions(const Settings& settings);
    void HandleDone(const WebConnectionRecord& record);
    void HandleSocket(Ptr<TlsSocket> socket);

    const TlsStudyOptions& m_options;           //!< as given
    const TlsStudyOptions::Values& m_values;    //!< as checked
    TlsHelper m_tls;                            //!< has the identity
    int64_t m_date;                             //!< date at time 0, in seconds since 1970 UTC
    TlsLatencyRow m_row;                        //!< the sample that runs
    bool m_done{false};                         //!< it is over
    std::vector<Ptr<TlsSocket>> m_servers;      //!< sockets of the server, listeners included
    std::map<std::string, Sessions> m_sessions; //!< to be resumed, by kind and group
    Sessions m_configs;                         //!< of the nodes of the last simulation
    Traces m_traces;                            //!< what samples leave
    bool m_isTraced{true};                      //!< all traces could be written
};

} // namespace ns3

#endif /* TLS_LATENCY_SAMPLE_H */
