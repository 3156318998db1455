/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_STREAM_H
#define TLS_ENDPOINT_STREAM_H

#include "tls-endpoint-application.h"

namespace ns3
{
namespace endpoint
{

/// Sends back what comes, or takes it silently.
class StreamServer : public EndpointApplication
{
  public:
    /// @param echo whether data is sent back
    explicit StreamServer(bool echo);

    void Receive(ByteView data) override;
    void ReceiveEnd() override;
    Bytes TakeOutput(size_t maxBytes) override;
    bool IsDone() const override;

  private:
    bool m_echo;         //!< whether data is sent back
    bool m_ended{false}; //!< the peer sends no more
    Bytes m_output;      //!< to be sent back
    size_t m_taken{0};   //!< octets of it that were fetched
};

/// Sends a text, prints what comes, and ends when nothing comes any more.
class StreamClient : public EndpointApplication
{
  public:
    /// @param text what is sent
    explicit StreamClient(Bytes text);

    void Receive(ByteView data) override;
    void ReceiveEnd() override;
    Bytes TakeOutput(size_t maxBytes) override;
    bool IsDone() const override;
    uint32_t GetIdleMs() const override;
    void Idle() override;

  private:
    Bytes m_text;           //!< what is sent
    size_t m_taken{0};      //!< octets of it that were fetched
    bool m_received{false}; //!< something came
    bool m_done{false};     //!< nothing more is expected
};

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_STREAM_H */
