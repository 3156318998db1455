/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LOAD_ROW_H
#define TLS_LOAD_ROW_H

#include "tls-load-settings.h"

#include "ns3/nstime.h"
#include "ns3/tls-connection-times.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// One row of load-raw.csv: one handshake.
struct TlsLoadRow
{
    uint64_t number{0};        //!< in the order of arrival, from 0, without the warm-up
    uint32_t client{0};        //!< number of its client
    Time arrival;              //!< when it began, in simulated time
    bool isResumed{false};     //!< it went on with an earlier session
    TlsConnectionTimes times;  //!< what the client saw
    TlsConnectionTimes server; //!< what the server saw, up to its end of the handshake
    bool hasServer{false};     //!< server is known
    std::string result;        //!< "ok", or why not

    /// @return from the SYN to the end of the handshake at the client; negative: it failed
    Time GetHandshake() const;

    /// @return names of all columns
    static std::vector<std::string> GetHeader();
    /// @param settings of its cell @return the values
    std::vector<std::string> GetValues(const TlsLoadSettings& settings) const;

    /// @return names of the columns that tell cells apart
    static std::vector<std::string> GetCellHeader();
    /// @param settings of a cell @return the values of these columns
    static std::vector<std::string> GetCellValues(const TlsLoadSettings& settings);
};

} // namespace ns3

#endif /* TLS_LOAD_ROW_H */
