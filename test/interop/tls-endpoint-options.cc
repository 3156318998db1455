/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-options.h"

#include "ns3/spdy-version.h"
#include "ns3/tls-cipher-suite.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace ns3
{
namespace endpoint
{

namespace
{

using tls::TlsRole;

/// On which side an option makes sense.
enum class Side : uint8_t
{
    BOTH,
    CLIENT,
    SERVER
};

/// One option of the program.
struct OptionRow
{
    std::string_view name; //!< with its dashes
    Side side;             //!< where it may be given
    bool hasValue;         //!< followed by a value
    /// Takes the value; gives empty, or what the value should have been.
    std::string (*apply)(EndpointOptions& options, const std::string& value);
};

/// An option that asks for something that this module does not do.
struct MissingRow
{
    std::string_view name;     //!< with its dashes
    bool hasValue;             //!< followed by a value
    std::string_view harmless; //!< the value that asks for nothing; empty: there is none
    std::string_view feature;  //!< what it asks for
};

const std::array MISSING{
    MissingRow{"--session-cache", true, "off", "session resumption"},
    MissingRow{"--tickets", true, "off", "session tickets"},
    MissingRow{"--session-in", true, "", "session resumption"},
    MissingRow{"--session-out", true, "", "session resumption"},
    MissingRow{"--psk", true, "", "pre-shared keys"},
    MissingRow{"--psk-id", true, "", "pre-shared keys"},
    MissingRow{"--psk-mode", true, "", "pre-shared keys"},
    MissingRow{"--ems", true, "off", "the extended master secret"},
    MissingRow{"--etm", true, "off", "encrypt-then-MAC"},
    MissingRow{"--compression", true, "off", "record compression"},
    MissingRow{"--reneg", true, "off", "renegotiation"},
    MissingRow{"--renegotiate", false, "", "renegotiation"},
    MissingRow{"--max-fragment", true, "", "the maximum fragment length extension"},
    MissingRow{"--record-size-limit", true, "", "the record size limit extension"},
    MissingRow{"--early-data", true, "", "early data"},
    MissingRow{"--false-start", false, "", "False Start"},
    MissingRow{"--ocsp", true, "", "OCSP stapling"},
    MissingRow{"--hello", true, "default", "imitating another client's hello"},
    MissingRow{"--key-update", false, "", "key updates"},
    MissingRow{"--padding", true, "", "record padding"},
    MissingRow{"--export", true, "", "keying material exporters"},
    MissingRow{"--push", true, "", "server push"},
    MissingRow{"--client-auth", true, "none", "client certificates"},
    MissingRow{"--dh-params", true, "", "finite-field Diffie-Hellman"},
};

std::vector<std::string>
Split(const std::string& list)
{
    std::vector<std::string> parts;
    size_t begin = 0;
    while (begin <= list.size())
    {
        const size_t end = std::min(list.find(',', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

template <typename T>
bool
ParseNumber(const std::string& text, uint64_t least, T& number)
{
    uint64_t value = 0;
    if (text.empty() || text.size() > 18)
    {
        return false;
    }
    for (const char c : text)
    {
        if (c < '0' || c > '9')
        {
            return false;
        }
        value = 10 * value + (c - '0');
    }
    if (value < least || value > std::numeric_limits<T>::max())
    {
        return false;
    }
    number = static_cast<T>(value);
    return true;
}

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
ParseVersion(const std::string& value, tls::TlsVersion& version)
{
    static const std::array<std::string_view, 5> FAMILY{"ssl3",
                                                        "tls1.0",
                                                        "tls1.1",
                                                        "tls1.2",
                                                        "tls1.3"};
    version = tls::TlsVersionFromName(value);
    if (version != tls::TlsVersion::NONE)
    {
        return "";
    }
    return std::find(FAMILY.begin(), FAMILY.end(), value) != FAMILY.end()
               ? "a version that is implemented"
               : "ssl3, tls1.0, tls1.1, tls1.2 or tls1.3";
}

std::string
ParseSuites(EndpointOptions& options, const std::string& value)
{
    options.tls.cipherSuites.clear();
    for (const std::string& name : Split(value))
    {
        const tls::TlsCipherSuite* suite = nullptr;
        if (name.size() == 6 && name.compare(0, 2, "0x") == 0 &&
            name.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string::npos)
        {
            suite = tls::FindCipherSuite(
                static_cast<uint16_t>(std::stoul(name.substr(2), nullptr, 16)));
        }
        else
        {
            suite = tls::FindCipherSuite(name);
        }
        if (!suite)
        {
            return "cipher suites that are implemented, and " + name + " is not";
        }
        options.tls.cipherSuites.push_back(suite->id);
    }
    return "";
}

template <typename T>
std::string
ParseNames(const std::string& value, T (*find)(std::string_view), std::vector<T>& list)
{
    list.clear();
    for (const std::string& name : Split(value))
    {
        list.push_back(find(name));
        if (list.back() == T::NONE)
        {
            return "names that are implemented, and " + name + " is not";
        }
    }
    return "";
}

std::string
ParseProtocols(const std::string& value, std::vector<std::string>& list)
{
    list = Split(value);
    for (const std::string& name : list)
    {
        if (name.empty() || name.size() > 255)
        {
            return "names of 1 to 255 octets";
        }
        if (name.compare(0, 5, "spdy/") == 0 && !spdy::FindSpdyVersion(name))
        {
            return "protocols that are implemented, and " + name + " is not";
        }
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

std::string
ParsePreference(EndpointOptions& options, const std::string& value)
{
    options.tls.preferServerOrder = value == "server";
    return value == "server" || value == "client" ? "" : "server or client";
}

const std::array OPTIONS{
    OptionRow{"--listen", Side::SERVER, true, ParseAddress},
    OptionRow{"--connect", Side::CLIENT, true, ParseAddress},
    OptionRow{"--sni",
              Side::CLIENT,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.sni = v;
                  return std::string();
              }},
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
    OptionRow{"--cert",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.certFiles.push_back(v);
                  return std::string();
              }},
    OptionRow{"--key",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.keyFiles.push_back(v);
                  return std::string();
              }},
    OptionRow{"--ca",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.caFile = v;
                  return std::string();
              }},
    OptionRow{"--insecure",
              Side::BOTH,
              false,
              [](EndpointOptions& o, const std::string&) {
                  o.insecure = true;
                  return std::string();
              }},
    OptionRow{
        "--min",
        Side::BOTH,
        true,
        [](EndpointOptions& o, const std::string& v) { return ParseVersion(v, o.tls.minVersion); }},
    OptionRow{
        "--max",
        Side::BOTH,
        true,
        [](EndpointOptions& o, const std::string& v) { return ParseVersion(v, o.tls.maxVersion); }},
    OptionRow{"--ciphers", Side::BOTH, true, ParseSuites},
    OptionRow{"--groups",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  return ParseNames(v, tls::NamedGroupFromName, o.tls.groups);
              }},
    OptionRow{"--sigalgs",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  return ParseNames(v, tls::SignatureSchemeFromName, o.tls.signatureSchemes);
              }},
    OptionRow{
        "--alpn",
        Side::BOTH,
        true,
        [](EndpointOptions& o, const std::string& v) { return ParseProtocols(v, o.tls.alpn); }},
    OptionRow{
        "--npn",
        Side::BOTH,
        true,
        [](EndpointOptions& o, const std::string& v) { return ParseProtocols(v, o.tls.npn); }},
    OptionRow{"--keylog",
              Side::BOTH,
              true,
              [](EndpointOptions& o, const std::string& v) {
                  o.keyLogFile = v;
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
    OptionRow{"--prefer", Side::SERVER, true, ParsePreference},
};

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
    if (server && !options.plain && options.certFiles.empty())
    {
        return "A server needs --cert PEM and --key PEM (or --plain).";
    }
    if (!server && !options.plain && options.caFile.empty() && !options.insecure)
    {
        return "A client needs --ca PEM with the roots to trust (or --insecure, or --plain).";
    }
    return "";
}

} // namespace

uint32_t
EndpointOptions::GetTimeoutMs() const
{
    return timeoutMs > 0 ? timeoutMs : 30000;
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
        const auto row = std::find_if(OPTIONS.begin(), OPTIONS.end(), [&](const OptionRow& r) {
            return r.name == name;
        });
        const auto missing = std::find_if(MISSING.begin(), MISSING.end(), [&](const MissingRow& r) {
            return r.name == name;
        });
        if (row == OPTIONS.end() && missing == MISSING.end())
        {
            return "There is no option " + name + ".";
        }
        std::string value;
        if (row != OPTIONS.end() ? row->hasValue : missing->hasValue)
        {
            if (++i == arguments.size())
            {
                return name + " needs a value.";
            }
            value = arguments[i];
        }
        if (row == OPTIONS.end())
        {
            if (missing->harmless.empty() || value != missing->harmless)
            {
                return name + (value.empty() ? "" : " " + value) +
                       " asks for a feature that is not implemented: " +
                       std::string(missing->feature) + ".";
            }
            continue;
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
        usage += std::string(title) + ":";
        for (const OptionRow& row : OPTIONS)
        {
            if (row.side == side)
            {
                usage += " " + std::string(row.name);
            }
        }
        usage += "\n";
    }
    return usage;
}

} // namespace endpoint
} // namespace ns3
