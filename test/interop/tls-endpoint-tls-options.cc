/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-option-row.h"

#include "ns3/spdy-version.h"
#include "ns3/tls-cipher-suite.h"

namespace ns3
{
namespace endpoint
{

namespace
{

/// Most octets that can be exported: what a vector's length can say is plenty.
constexpr uint64_t MAX_EXPORT = 65535;

/// A word that a value may be, and what it stands for.
template <typename T>
struct Word
{
    const char* word; //!< as it is given
    T meaning;        //!< what is kept
};

/// Take one of a few words; they are told when it is none of them.
template <typename T, size_t N>
std::string
ParseWord(const std::string& value, const Word<T> (&words)[N], T& meaning)
{
    std::string wanted;
    for (size_t i = 0; i < N; ++i)
    {
        if (value == words[i].word)
        {
            meaning = words[i].meaning;
            return "";
        }
        wanted += std::string(i == 0 ? "" : i + 1 < N ? ", " : " or ") + words[i].word;
    }
    return wanted;
}

std::string
ParseSwitch(const std::string& value, bool& isOn)
{
    static constexpr Word<bool> WORDS[]{{"on", true}, {"off", false}};
    return ParseWord(value, WORDS, isOn);
}

std::string
ParseVersion(const std::string& value, std::optional<tls::TlsVersion>& version)
{
    const tls::TlsVersion named = tls::TlsVersionFromName(value);
    if (named == tls::TlsVersion::NONE)
    {
        return "ssl3, tls1.0, tls1.1, tls1.2 or tls1.3";
    }
    version = named;
    return "";
}

std::string
ParseSuites(EndpointOptions& options, const std::string& value)
{
    options.tls.cipherSuites.clear();
    for (const std::string& name : SplitList(value))
    {
        const bool isCodePoint =
            name.size() == 6 && name.compare(0, 2, "0x") == 0 &&
            name.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string::npos;
        const tls::TlsCipherSuite* suite =
            isCodePoint ? tls::FindCipherSuite(
                              static_cast<uint16_t>(std::stoul(name.substr(2), nullptr, 16)))
                        : tls::FindCipherSuite(name);
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
    for (const std::string& name : SplitList(value))
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
    list = SplitList(value);
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

/// Take a number from 1, or "off" for 0.
std::string
ParseCount(const std::string& value, std::optional<uint32_t>& count)
{
    uint32_t number = 0;
    if (value != "off" && !ParseNumber(value, 1, number))
    {
        return "a number from 1, or off";
    }
    count = number;
    return "";
}

std::string
ParseMaxFragment(EndpointOptions& options, const std::string& value)
{
    uint64_t size = 0;
    if (!ParseNumber(value, 1, tls::TLS_MAX_PLAINTEXT, size))
    {
        return "octets from 1 to 16384";
    }
    // Four sizes can be asked for (RFC 6066, 4); to the others one can only keep oneself.
    const bool canAsk = size == 512 || size == 1024 || size == 2048 || size == 4096;
    if (canAsk && options.role == tls::TlsRole::CLIENT)
    {
        options.tls.maxFragmentLength = size;
    }
    else
    {
        options.tls.maxFragment = size;
    }
    return "";
}

std::string
ParseExport(EndpointOptions& options, const std::string& value)
{
    const size_t comma = value.rfind(',');
    uint64_t length = 0;
    if (comma == std::string::npos || comma == 0 ||
        !ParseNumber(value.substr(comma + 1), 1, MAX_EXPORT, length))
    {
        return "LABEL,LENGTH with octets from 1 to 65535";
    }
    options.exportLabel = value.substr(0, comma);
    options.exportLength = length;
    return "";
}

std::string
ParseClientAuthentication(EndpointOptions& options, const std::string& value)
{
    using A = tls::TlsClientAuthentication;
    static constexpr Word<A> WORDS[]{{"none", A::NONE},
                                     {"request", A::REQUEST},
                                     {"require", A::REQUIRE},
                                     {"post-handshake", A::NONE}};
    options.asksLate = value == "post-handshake";
    return ParseWord(value, WORDS, options.tls.clientAuthentication);
}

std::string
ParsePskKey(EndpointOptions& options, const std::string& value)
{
    const bool isHex = !value.empty() && value.size() % 2 == 0 &&
                       value.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    options.psk = isHex ? wire::FromHex(value) : Bytes{};
    return isHex ? "" : "an even number of hexadecimal digits";
}

std::string
ParsePskMode(EndpointOptions& options, const std::string& value)
{
    using M = tls::TlsPskKeyExchangeMode;
    static constexpr Word<M> WORDS[]{{"ke", M::PSK_KE}, {"dhe", M::PSK_DHE_KE}};
    options.tls.tls13.pskModes.resize(1);
    return ParseWord(value, WORDS, options.tls.tls13.pskModes.front());
}

std::string
ParseEarlyData(EndpointOptions& options, const std::string& value)
{
    options.tls.tls13.sendsEarlyData = true;
    return ParseNumber(value, 1, options.tls.tls13.maxEarlyData) ? "" : "octets from 1";
}

std::string
ParsePadding(EndpointOptions& options, const std::string& value)
{
    uint64_t size = 0;
    const bool isFine = ParseNumber(value, 1, tls::TLS_MAX_PLAINTEXT, size);
    options.tls.tls13.paddingBlock = size;
    return isFine ? "" : "octets from 1 to 16384";
}

std::string
ParseRecordSizeLimit(EndpointOptions& options, const std::string& value)
{
    uint64_t size = 0;
    const bool isFine = ParseNumber(value, 64, tls::TLS_MAX_PLAINTEXT + 1, size);
    options.tls.recordSizeLimit = size;
    return isFine ? "" : "octets from 64 to 16385";
}

std::string
ParseRenegotiation(EndpointOptions& options, const std::string& value)
{
    using R = tls::TlsRenegotiation;
    static constexpr Word<R> WORDS[]{{"off", R::OFF}, {"secure", R::SECURE}, {"legacy", R::LEGACY}};
    return ParseWord(value, WORDS, options.tls.renegotiation);
}

std::string
ParseHello(EndpointOptions& options, const std::string& value)
{
    using H = tls::TlsHelloPreset;
    static constexpr Word<H> WORDS[]{{"default", H::DEFAULT}, {"openssl-1.0.1", H::OPENSSL_1_0_1}};
    return ParseWord(value, WORDS, options.tls.hello);
}

std::string
ParseCompression(EndpointOptions& options, const std::string& value)
{
    static constexpr Word<bool> WORDS[]{{"off", false}, {"deflate", true}};
    return ParseWord(value, WORDS, options.tls.usesDeflate);
}

std::string
ParsePreference(EndpointOptions& options, const std::string& value)
{
    using C = tls::TlsSuiteChoice;
    static constexpr Word<C> WORDS[]{{"server", C::SERVER_ORDER}, {"client", C::CLIENT_ORDER}};
    return ParseWord(value, WORDS, options.tls.suiteChoice);
}

/// Keep a text as it is.
template <std::string EndpointOptions::*member>
std::string
Keep(EndpointOptions& options, const std::string& value)
{
    options.*member = value;
    return value.empty() ? "a name" : "";
}

} // namespace

const std::vector<OptionRow>&
GetTlsOptionRows()
{
    using Options = EndpointOptions;
    using Value = const std::string;
    static const std::vector<OptionRow> ROWS{
        {"--sni", Side::CLIENT, true, Keep<&Options::sni>},
        {"--cert",
         Side::BOTH,
         true,
         [](Options& o, Value& v) {
             o.certFiles.push_back(v);
             return std::string();
         }},
        {"--key",
         Side::BOTH,
         true,
         [](Options& o, Value& v) {
             o.keyFiles.push_back(v);
             return std::string();
         }},
        {"--ca", Side::BOTH, true, Keep<&Options::caFile>},
        {"--insecure",
         Side::BOTH,
         false,
         [](Options& o, Value&) {
             o.tls.verification = tls::TlsVerification::NONE;
             return std::string();
         }},
        {"--min",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseVersion(v, o.minVersion); }},
        {"--max",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseVersion(v, o.maxVersion); }},
        {"--ciphers", Side::BOTH, true, ParseSuites},
        {"--groups",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseNames(v, tls::NamedGroupFromName, o.tls.groups); }},
        {"--sigalgs",
         Side::BOTH,
         true,
         [](Options& o, Value& v) {
             return ParseNames(v, tls::SignatureSchemeFromName, o.tls.signatureSchemes);
         }},
        {"--alpn",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseProtocols(v, o.tls.alpn); }},
        {"--npn",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseProtocols(v, o.tls.npn); }},
        {"--session-cache",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseCount(v, o.sessionCache); }},
        {"--tickets",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseCount(v, o.tickets); }},
        {"--session-in", Side::CLIENT, true, Keep<&Options::sessionIn>},
        {"--session-out", Side::CLIENT, true, Keep<&Options::sessionOut>},
        {"--psk", Side::BOTH, true, ParsePskKey},
        {"--psk-id", Side::BOTH, true, Keep<&Options::pskIdentity>},
        {"--psk-mode", Side::BOTH, true, ParsePskMode},
        {"--early-data", Side::BOTH, true, ParseEarlyData},
        {"--key-update",
         Side::BOTH,
         false,
         [](Options& o, Value&) {
             o.updatesKeys = true;
             return std::string();
         }},
        {"--padding", Side::BOTH, true, ParsePadding},
        {"--record-size-limit", Side::BOTH, true, ParseRecordSizeLimit},
        {"--ems",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseSwitch(v, o.tls.usesExtendedMasterSecret); }},
        {"--etm",
         Side::BOTH,
         true,
         [](Options& o, Value& v) { return ParseSwitch(v, o.tls.encryptsThenMacs); }},
        {"--compression", Side::BOTH, true, ParseCompression},
        {"--reneg", Side::BOTH, true, ParseRenegotiation},
        {"--renegotiate",
         Side::BOTH,
         false,
         [](Options& o, Value&) {
             o.renegotiates = true;
             return std::string();
         }},
        {"--max-fragment", Side::BOTH, true, ParseMaxFragment},
        {"--false-start",
         Side::BOTH,
         false,
         [](Options& o, Value&) {
             o.tls.usesFalseStart = true;
             return std::string();
         }},
        {"--ocsp", Side::BOTH, true, Keep<&Options::ocspFile>},
        {"--hello", Side::BOTH, true, ParseHello},
        {"--export", Side::BOTH, true, ParseExport},
        {"--client-auth", Side::SERVER, true, ParseClientAuthentication},
        {"--dh-params", Side::SERVER, true, Keep<&Options::dhFile>},
        {"--prefer", Side::SERVER, true, ParsePreference},
        {"--keylog", Side::BOTH, true, Keep<&Options::keyLogFile>},
    };
    return ROWS;
}

} // namespace endpoint
} // namespace ns3
