/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_REPORT_H
#define TLS_ENDPOINT_REPORT_H

#include "ns3/tls-connection.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace endpoint
{

/// How a connection went, apart from what its TLS engine knows.
struct ConnectionResult
{
    std::string peer;          //!< address and port
    std::string protocol;      //!< that was spoken, as "spdy/3.1"; empty: nothing negotiated
    std::string error;         //!< what went wrong, an alert's or a status's name first
    bool timedOut{false};      //!< it made no progress for too long
    uint64_t bytesReceived{0}; //!< application data
    uint64_t bytesSent{0};     //!< application data
    uint32_t handshakes{0};    //!< that were completed
    tls::TlsSession session;   //!< of the last one of them
    size_t stapled{0};         //!< octets of the Certificate Status message, 0: there was none
    std::string exported;      //!< keying material of --export in hexadecimal digits
};

/**
 * @param result how it went
 * @param connection the engine; null without TLS
 * @return one JSON object without a line end; what is not known is null
 */
std::string MakeReportLine(const ConnectionResult& result, const tls::TlsConnection* connection);

/**
 * @param file appended to
 * @param line text without its line end
 */
void AppendLine(const std::string& file, const std::string& line);

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_REPORT_H */
