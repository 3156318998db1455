/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LATENCY_ROW_H
#define TLS_LATENCY_ROW_H

#include "tls-latency-statistics.h"
#include "tls-link-meter.h"

#include "ns3/nstime.h"
#include "ns3/web-connection-record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// The columns of latency.csv that say where a sample was taken; empty: not known.
struct TlsLatencyCell
{
    std::string kind;       //!< kind of handshake
    std::string rtt;        //!< round-trip propagation delay in ms
    std::string loss;       //!< share of packets lost; "up/down" when they differ
    std::string down;       //!< server to client in bit/s
    std::string up;         //!< client to server in bit/s
    std::string jitter;     //!< in ms
    std::string queue;      //!< the link's queue
    std::string initcwnd;   //!< initial congestion window in segments
    std::string group;      //!< group of the key exchange
    std::string auth;       //!< kind and size of the server's key
    std::string chainBytes; //!< octets of the certificates sent

    /// @return names of these columns
    static std::vector<std::string> GetHeader();
    /// @return the values
    std::vector<std::string> GetValues() const;
};

/// One row of latency.csv: one connection.
struct TlsLatencyRow
{
    uint64_t sample{0};         //!< number of the sample within its cell, from 0
    uint64_t rngRun{0};         //!< run number of its random streams
    WebConnectionRecord record; //!< what the client saw
    TlsConnectionTimes server;  //!< what the server saw; processor times
    bool hasServer{false};      //!< server is known
    TlsLinkCounters counters;   //!< what was on the link
    bool hasCounters{false};    //!< counters is known
    bool hasLosses{false};      //!< counters.lost and counters.repair are known

    /// @return names of all columns, those of the cell included
    static std::vector<std::string> GetHeader();
    /// @param cell where it was taken @return the values
    std::vector<std::string> GetValues(const TlsLatencyCell& cell) const;

    /**
     * Reads what GetValues() gave; times that are no column remain unknown.
     *
     * @param cell where it was taken
     * @param values one per column
     * @return false when they are no values of that cell
     */
    bool SetValues(const TlsLatencyCell& cell, const std::vector<std::string>& values);

    /// @return SYN sent to TCP connected; negative: never
    Time GetConnect() const;
    /// @return SYN sent to the client's handshake complete; negative: never
    Time GetHandshake() const;
    /// @return SYN sent to the first octet of the reply; negative: never
    Time GetFirstByte() const;

  private:
    /// @param time when something was reached; negative: never @return time since the SYN
    Time SinceSyn(Time time) const;
};

/// One row of summary.csv: what the samples of one cell come to.
struct TlsLatencySummary
{
    TlsLatencyStatistics connect;   //!< of GetConnect(), in ms
    TlsLatencyStatistics handshake; //!< of GetHandshake(), in ms
    TlsLatencyStatistics firstByte; //!< of GetFirstByte(), in ms
    uint64_t failed{0};             //!< samples whose result is not "ok"
    Time helloSum{0};               //!< sum of Server Hello since the SYN, of samples that are ok
    Time certificateSum{0};         //!< the same of the verified chain
    Time keyExchangeSum{0};         //!< the same of the client's key exchange
    Time connectSum{0};             //!< the same of the TCP connection
    Time handshakeSum{0};           //!< the same of the handshake
    Time firstByteSum{0};           //!< the same of the first octet of the reply
    uint64_t summed{0};             //!< samples in these sums

    /// @param row a sample
    void Add(const TlsLatencyRow& row);

    /// @return names of all columns, those of the cell included
    static std::vector<std::string> GetHeader();
    /// @param cell the cell @return the values
    std::vector<std::string> GetValues(const TlsLatencyCell& cell) const;
};

} // namespace ns3

#endif /* TLS_LATENCY_ROW_H */
