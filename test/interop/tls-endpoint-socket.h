/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_SOCKET_H
#define TLS_ENDPOINT_SOCKET_H

#include "ns3/byte-view.h"

#include <optional>
#include <string>

namespace ns3
{
namespace endpoint
{

/// A non-blocking TCP socket of the operating system, closed with its owner.
class EndpointSocket
{
  public:
    EndpointSocket() = default;
    /// @param descriptor an open socket, owned from now on
    explicit EndpointSocket(int descriptor);
    ~EndpointSocket();

    EndpointSocket(EndpointSocket&& other) noexcept;
    EndpointSocket& operator=(EndpointSocket&& other) noexcept;

    /**
     * @param host name or address
     * @param port decimal; 0: any free one
     * @param error why not
     * @return a listening socket; closed when it failed
     */
    static EndpointSocket Listen(const std::string& host,
                                 const std::string& port,
                                 std::string& error);

    /**
     * @param host name or address
     * @param port decimal
     * @param error why not
     * @return a socket that is connected or connecting; closed when it failed
     */
    static EndpointSocket Connect(const std::string& host,
                                  const std::string& port,
                                  std::string& error);

    /// @return the next connection of a listening socket; closed when there is none
    EndpointSocket Accept() const;

    /**
     * @param data what is read, at most 64 KiB; empty at the end of the stream
     * @return false when nothing can be read now; an error counts as the end of the stream
     */
    bool Read(wire::Bytes& data);

    /**
     * @param data what is to be written
     * @return octets written, nothing when the connection is broken
     */
    std::optional<size_t> Write(wire::ByteView data);

    /// Say that nothing more will be written.
    void ShutDownWriting();
    /// @return why the connection could not be made or broke; empty: it did not
    std::string GetError();
    /// @return true when it is open
    bool IsOpen() const;
    /// @return the descriptor for poll(), -1 when closed
    int GetDescriptor() const;
    /// @return "address:port" of this end
    std::string GetLocalName() const;
    /// @return "address:port" of the other end
    std::string GetPeerName() const;

  private:
    int m_descriptor{-1}; //!< -1 when closed
    int m_error{0};       //!< the first error met
};

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_SOCKET_H */
