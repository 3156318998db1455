/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_APPLICATION_H
#define TLS_ENDPOINT_APPLICATION_H

#include "tls-endpoint-options.h"

#include <memory>
#include <string>

namespace ns3
{
namespace endpoint
{

/**
 * What talks over a connection once it can carry data. It does no I/O on the network: bytes go
 * in by Receive() and are fetched by TakeOutput().
 */
class EndpointApplication
{
  public:
    virtual ~EndpointApplication() = default;

    /// @param data what the peer sent
    virtual void Receive(ByteView data) = 0;
    /// The peer sends no more.
    virtual void ReceiveEnd() = 0;
    /**
     * @param maxBytes most octets wanted
     * @return what to send next, empty when there is nothing now
     */
    virtual Bytes TakeOutput(size_t maxBytes) = 0;
    /// @return true when nothing more will be sent, so that the connection may be closed
    virtual bool IsDone() const = 0;
    /// @return the name of the status that ended it otherwise than well; empty: none did
    virtual std::string GetFailure() const;

    /// @return the silence in milliseconds after which Idle() is to be called; 0: never
    virtual uint32_t GetIdleMs() const;
    /// Nothing has come for GetIdleMs().
    virtual void Idle();
};

/**
 * @param options what the command line says
 * @param protocol what was negotiated; empty: nothing
 * @return what is to talk, by role, mode and protocol
 */
std::unique_ptr<EndpointApplication> CreateApplication(const EndpointOptions& options,
                                                       const std::string& protocol);

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_APPLICATION_H */
