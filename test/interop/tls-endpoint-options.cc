/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-options.h"

#include "tls-endpoint-option-row.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ns3
{
namespace endpoint
{

namespace
{

using tls::TlsRole;

/// Take HOST:PORT, with an IPv6 address in brackets or bare.
std::string
ParseAddress(EndpointOptions& options, const std::string& value)
{
    const size_t colon = value.rfind(':');
    uint16_t port = 0;
    if (colon == std::string::npos || colon == 0 || !ParseNumber(value.substr(colon + 1), 0, port))
    {
        return "HOST:PORT";
    }
    options.host = value.substr(0, colon);
    options.port = value.substr(colon + 1);
    if (options.host.front() == '[' && options.host.back() == ']')
    {
        options.host = options.host.substr(1, options.host.size() - 2);
    }
    return "";
}

std::string
ParseHex(EndpointOptions& options, const std::string& value)
{
    if (value.size() % 2 != 0 ||
        value.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
    {
        return "hexadecimal digits in pairs";
    }
    options.send = wire::FromHex(value);
    return "";
}

std::string
ParseMode(EndpointOptions& options, const std::string& value)
{
    if (value == "http")
    {
        options.mode = ServerMode::HTTP;
    }
    else if (value == "echo")
    {
        options.mode = ServerMode::ECHO;
    }
    else if (value == "sink")
    {
        options.mode = ServerMode::SINK;
    }
    else
    {
        return "http, echo or sink";
    }
    return "";
}

const std::array OPTIONS{
    OptionRow{"--listen", Side::SERVER, true, ParseAddress},
    OptionRow{"--connect", Side::CLIENT, true, ParseAddress},
    OptionRow{"--send",
              Side::CLIENT,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.send = wire::ToBytes(v);
                  return std::string();
              }},
    OptionRow{"--send-hex", Side::CLIENT, true, ParseHex},
    OptionRow{"--get",
              Side::CLIENT,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.get = v;
                  return std::string(!v.empty() && v.front() == '/' ? "" : "a path from /");
              }},
    OptionRow{"--requests",
              Side::CLIENT,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  return std::string(ParseNumber(v, 1, o.requests) ? "" : "a number from 1");
              }},
    OptionRow{"--out",
              Side::CLIENT,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.outFolder = v;
                  return std::string();
              }},
    OptionRow{"--plain",
              Side::BOTH,
              false,
              [](EndpointOptions& o, const std::string&) {
                  o.plain = true;
                  return std::string();
              }},
    OptionRow{"--report",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.reportFile = v;
                  return std::string();
              }},
    OptionRow{"--timeout-ms",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  return std::string(ParseNumber(v, 1, o.timeoutMs) ? "" : "milliseconds from 1");
              }},
    OptionRow{"--max-conns",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  return std::string(ParseNumber(v, 1, o.maxConns) ? "" : "a number from 1");
              }},
    OptionRow{"--chunk",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  return std::string(ParseNumber(v, 1, o.chunk) ? "" : "a number from 1");
              }},
    OptionRow{"--mode", Side::SERVER, true, ParseMode},
    OptionRow{"--root",
              Side::SERVER,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.root = v;
                  return std::string();
              }},
    OptionRow{"--push",
              Side::SERVER,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.push = SplitList(v);
                  const bool isFine =
                      std::all_of(o.push.begin(), o.push.end(), [](const std::string& path) {
                          return !path.empty() && path.front() == '/';
                      });
                  return std::string(isFine ? "" : "paths from /");
              }},
};

/**
 * Settle the range of versions: an end of it that is not given gives way to the one that is.
 * @param options whose TLS versions are set
 */
void
SettleVersions(EndpointOptions& options)
{
    tls::TlsConfig& config = options.tls;
    if (config.hello == tls::TlsHelloPreset::OPENSSL_1_0_1)
    {
        // What that hello offers.
        config.minVersion = tls::TlsVersion::TLS_1_0;
        config.maxVersion = tls::TlsVersion::TLS_1_0;
    }
    const tls::TlsVersion lowest = config.minVersion;
    const tls::TlsVersion highest = config.maxVersion;
    config.minVersion =
        options.minVersion.value_or(std::min(lowest, options.maxVersion.value_or(highest)));
    config.maxVersion =
        options.maxVersion.value_or(std::max(highest, options.minVersion.value_or(lowest)));
}

/// What only the whole command line can tell.
std::string
CheckTogether(const EndpointOptions& options)
{
    const bool server = options.role == TlsRole::SERVER;
    if (options.host.empty())
    {
        return server ? "A server needs --listen HOST:PORT."
                      : "A client needs --connect HOST:PORT.";
    }
    if (options.tls.minVersion > options.tls.maxVersion)
    {
        return "--min is above --max.";
    }
    if (options.send && options.get)
    {
        return "--send and --get exclude each other.";
    }
    if (options.keyFiles.size() > options.certFiles.size())
    {
        return "Each --key needs its --cert.";
    }
    if (options.plain && (options.tls.alpn.size() > 1 || !options.tls.npn.empty()))
    {
        return "With --plain, nothing is negotiated: --alpn names the one protocol.";
    }
    if (options.renegotiates && options.tls.renegotiation == tls::TlsRenegotiation::OFF)
    {
        return "--renegotiate needs --reneg secure or --reneg legacy.";
    }
    const bool verifies = options.tls.verification != tls::TlsVerification::NONE;
    if (!server && !options.plain && options.caFile.empty() && verifies)
    {
        return "A client needs --ca PEM with the roots to trust (or --insecure, or --plain).";
    }
    return "";
}

/// The row of a name; null when there is none.
template <typename Rows>
const typename Rows::value_type*
FindRow(const Rows& rows, std::string_view name)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [name](const auto& row) {
        return row.name == name;
    });
    return found == rows.end() ? nullptr : &*found;
}

/// The names of the options that one side, or either, may be given.
template <typename Rows>
std::string
ListNames(const Rows& rows, Side side)
{
    std::string names;
    for (const OptionRow& row : rows)
    {
        names += row.side == side ? " " + std::string(row.name) : "";
    }
    return names;
}

} // namespace

uint32_t
EndpointOptions::GetTimeoutMs() const
{
    return timeoutMs > 0 ? timeoutMs : 30000;
}

std::string
EndpointOptions::GetServerName() const
{
    if (role == TlsRole::SERVER)
    {
        return "";
    }
    return sni.empty() ? host : sni;
}

std::string
ParseOptions(const std::vector<std::string>& arguments, EndpointOptions& options)
{
    if (arguments.empty() || (arguments[0] != "server" && arguments[0] != "client"))
    {
        return "The first word is server or client.";
    }
    options.role = arguments[0] == "server" ? TlsRole::SERVER : TlsRole::CLIENT;
    const Side other = options.role == TlsRole::SERVER ? Side::CLIENT : Side::SERVER;

    for (size_t i = 1; i < arguments.size(); ++i)
    {
        const std::string& name = arguments[i];
        const OptionRow* row = FindRow(GetTlsOptionRows(), name);
        row = row ? row : FindRow(OPTIONS, name);
        if (!row)
        {
            return "There is no option " + name + ".";
        }
        std::string value;
        if (row->hasValue)
        {
            if (++i == arguments.size())
            {
                return name + " needs a value.";
            }
            value = arguments[i];
        }
        if (row->side == other)
        {
            return name + " is not an option of a " + arguments[0] + ".";
        }
        const std::string wanted = row->apply(options, value);
        if (!wanted.empty())
        {
            return name + " " + value + " is refused: it takes " + wanted + ".";
        }
    }
    SettleVersions(options);
    return CheckTogether(options);
}

std::string
GetUsage()
{
    std::string usage = "usage: tls-endpoint server --listen HOST:PORT [options]\n"
                        "       tls-endpoint client --connect HOST:PORT [options]\n";
    for (const auto& [side, title] : {std::pair(Side::BOTH, "both"),
                                      std::pair(Side::CLIENT, "client"),
                                      std::pair(Side::SERVER, "server")})
    {
        usage += std::string(title) + ":" + ListNames(OPTIONS, side) +
                 ListNames(GetTlsOptionRows(), side) + "\n";
    }
    return usage;
}

} // namespace endpoint
} // namespace ns3
