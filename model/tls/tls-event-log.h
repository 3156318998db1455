/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EVENT_LOG_H
#define TLS_EVENT_LOG_H

#include "tls-output.h"

#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// The steps of one engine call, each with the work that had been done by then.
class TlsEventLog
{
  public:
    /// @param meter counts the work; must outlive the log
    explicit TlsEventLog(const CryptoMeter& meter);

    /**
     * @param step what happened
     * @param direction on the wire or not
     * @param bytes size of the message or value in octets, 0 where it has none
     * @param detail what a reader wants to know, free of secrets
     */
    void Add(TlsStep step, TlsDirection direction, size_t bytes = 0, std::string detail = "");

    /**
     * As Add(), for a step that was complete before the work that followed it.
     * @param workEnd what GetWork() said by then
     * @param step what happened
     * @param bytes size of the value in octets
     * @param detail what a reader wants to know, free of secrets
     */
    void AddLocalAt(size_t workEnd, TlsStep step, size_t bytes, std::string detail = "");

    /// @return items of work so far in this call
    size_t GetWork() const;
    /// @return the steps; the log is empty afterwards
    std::vector<TlsEvent> Take();

  private:
    void Push(TlsEvent event);

    const CryptoMeter* m_meter;     //!< counts the work
    std::vector<TlsEvent> m_events; //!< steps so far in this call
};

} // namespace tls
} // namespace ns3

#endif /* TLS_EVENT_LOG_H */
