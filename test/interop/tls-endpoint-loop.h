/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_LOOP_H
#define TLS_ENDPOINT_LOOP_H

#include "tls-endpoint-connection.h"

#include "ns3/cryptopp-system-random-source.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace endpoint
{

/// Waits for the sockets of a client's connection, or of a server and all its connections.
class EndpointLoop
{
  public:
    /// Exit statuses of the program.
    enum Status : int
    {
        OK = 0,
        FAILED = 1,
        USAGE = 2,
        TIMEOUT = 3
    };

    /**
     * @param options what the command line says; must outlive the loop
     * @param config of TLS, null with --plain
     */
    EndpointLoop(const EndpointOptions& options, std::shared_ptr<const tls::TlsConfig> config);

    /// @return exit status, once all is done
    int Run();

  private:
    bool Open();
    bool WantsMore() const;
    /// Wait for sockets or the next deadline; false when it is time to give up.
    bool Wait();
    void Accept();
    void Finish(const EndpointConnection& connection);

    const EndpointOptions* m_options;                               //!< what the command line says
    std::shared_ptr<const tls::TlsConfig> m_config;                 //!< of TLS
    tls::SystemRandomSource m_random;                               //!< of the operating system
    EndpointSocket m_listener;                                      //!< of a server
    std::vector<std::unique_ptr<EndpointConnection>> m_connections; //!< those that are not over
    uint64_t m_accepted{0};                                         //!< number of connections
    Deadline m_lastAccepted;                                        //!< when the last one came
    int m_status{OK};                                               //!< worst result so far
};

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_LOOP_H */
