/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-load-row.h"

#include "tls-csv-writer.h"

namespace ns3
{

Time
TlsLoadRow::GetHandshake() const
{
    return result == "ok" ? times.established - arrival : Seconds(-1);
}

std::vector<std::string>
TlsLoadRow::GetCellHeader()
{
    return {"kind", "cores", "resume_ratio", "offered_per_s"};
}

std::vector<std::string>
TlsLoadRow::GetCellValues(const TlsLoadSettings& settings)
{
    return {settings.kind,
            std::to_string(settings.cores),
            TlsCsvWriter::ToText(settings.resumeRatio),
            TlsCsvWriter::ToText(settings.offered)};
}

std::vector<std::string>
TlsLoadRow::GetHeader()
{
    std::vector<std::string> header = GetCellHeader();
    for (const char* name : {"handshake",
                             "client",
                             "arrival_ms",
                             "resumed",
                             "connect_ms",
                             "handshake_ms",
                             "client_cpu_ms",
                             "server_cpu_ms",
                             "server_queue_ms",
                             "result"})
    {
        header.emplace_back(name);
    }
    return header;
}

std::vector<std::string>
TlsLoadRow::GetValues(const TlsLoadSettings& settings) const
{
    const Time never = Seconds(-1);
    std::vector<std::string> values = GetCellValues(settings);
    values.push_back(std::to_string(number));
    values.push_back(std::to_string(client));
    values.push_back(TlsCsvWriter::ToMilliseconds(arrival));
    values.emplace_back(result != "ok" ? "" : isResumed ? "1" : "0");
    const bool isConnected = !times.tcpConnected.IsStrictlyNegative();
    for (const Time& time : {isConnected ? times.tcpConnected - arrival : never,
                             GetHandshake(),
                             times.cpu,
                             hasServer ? server.cpu : never,
                             hasServer ? server.cpuQueue : never})
    {
        values.push_back(TlsCsvWriter::ToMilliseconds(time));
    }
    values.push_back(result);
    return values;
}

} // namespace ns3
