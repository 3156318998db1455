/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-config.h"

#include "tls-endpoint-files.h"
#include "tls-endpoint-session.h"

#include "ns3/ocsp-response.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/x509-trust-store.h"

#include <algorithm>
#include <fstream>

namespace ns3
{
namespace endpoint
{

namespace
{

/// Smallest Diffie-Hellman group in bits: that of exportable suites.
constexpr uint16_t MIN_DH_BITS = 512;

/// Whether a response is about a certificate of that serial number.
bool
Names(const tls::OcspResponse& response, const Bytes& serial)
{
    return std::any_of(response.responses.begin(),
                       response.responses.end(),
                       [&serial](const auto& single) { return single.serial == serial; });
}

/// Read a file as text, or say that it cannot be read.
std::string
ReadText(const std::string& file, std::string& text)
{
    const auto content = ReadWholeFile(file);
    if (!content)
    {
        return "The file " + file + " cannot be read.";
    }
    text.assign(content->begin(), content->end());
    return "";
}

/// The certificates of --cert with the keys of --key.
std::string
LoadIdentities(const EndpointOptions& options,
               tls::CryptoProvider& provider,
               tls::TlsConfig& config)
{
    for (size_t i = 0; i < options.certFiles.size(); ++i)
    {
        // A file may hold both.
        const std::string& certFile = options.certFiles[i];
        const std::string& keyFile = i < options.keyFiles.size() ? options.keyFiles[i] : certFile;
        std::string certificates;
        std::string key;
        std::string error = ReadText(certFile, certificates);
        error = error.empty() ? ReadText(keyFile, key) : error;
        if (!error.empty())
        {
            return error;
        }
        auto identity = tls::LoadTlsIdentity(certificates, key, provider);
        if (!identity)
        {
            return "The files " + certFile + " and " + keyFile +
                   " hold no certificate with its key of a kind that is implemented (RSA, DSA, "
                   "ECDSA, Diffie-Hellman).";
        }
        config.identities.push_back(std::move(*identity));
    }
    return "";
}

/// The roots of --ca.
std::string
LoadTrust(const EndpointOptions& options, tls::CryptoProvider& provider, tls::TlsConfig& config)
{
    if (options.caFile.empty())
    {
        return "";
    }
    std::string roots;
    const std::string error = ReadText(options.caFile, roots);
    if (!error.empty())
    {
        return error;
    }
    const auto trust = std::make_shared<tls::X509TrustStore>();
    if (trust->AddPem(roots, provider) == 0)
    {
        return "The file " + options.caFile + " holds no certificate.";
    }
    config.trust = trust;
    return "";
}

/// The group of --dh-params.
std::string
LoadDhGroup(const EndpointOptions& options, tls::CryptoProvider& provider, tls::TlsConfig& config)
{
    if (options.dhFile.empty())
    {
        return "";
    }
    std::string text;
    const std::string error = ReadText(options.dhFile, text);
    if (!error.empty())
    {
        return error;
    }
    const auto group = tls::LoadDhGroupPem(text);
    if (!group || !provider.IsSoundDhGroup(*group, MIN_DH_BITS))
    {
        return "The file " + options.dhFile + " holds no sound Diffie-Hellman group.";
    }
    config.dhGroup = *group;
    return "";
}

/**
 * At a server, the response of --ocsp: it belongs to the certificates whose serial number it names,
 * or to all when it names none of them, so that clients can be shown a wrong one.
 */
std::string
LoadOcspResponse(const EndpointOptions& options,
                 tls::CryptoProvider& provider,
                 tls::TlsConfig& config)
{
    if (options.ocspFile.empty())
    {
        return "";
    }
    if (options.role == tls::TlsRole::CLIENT)
    {
        config.asksForOcsp = true;
        return "";
    }
    const auto der = ReadWholeFile(options.ocspFile);
    if (!der || der->empty())
    {
        return "The file " + options.ocspFile + " cannot be read, or is empty.";
    }
    std::vector<tls::TlsIdentity*> named;
    std::vector<tls::TlsIdentity*> all;
    const auto response = tls::ParseOcspResponse(*der);
    for (tls::TlsIdentity& identity : config.identities)
    {
        all.push_back(&identity);
        const auto certificate = tls::ParseX509Certificate(identity.chain.front(), provider);
        if (response && certificate && Names(*response, certificate->serial))
        {
            named.push_back(&identity);
        }
    }
    for (tls::TlsIdentity* identity : named.empty() ? all : named)
    {
        identity->ocspResponse = *der;
    }
    return "";
}

/// What only TLS 1.3 has.
void
Prepare13(const EndpointOptions& options, tls::TlsConfig& config)
{
    if (!options.psk.empty())
    {
        tls::TlsExternalPsk psk;
        psk.identity = wire::ToBytes(options.pskIdentity);
        psk.key = options.psk;
        config.tls13.externalPsks = {psk};
    }
    // Who has a certificate can be asked for it at any time.
    config.tls13.takesLateCertificateRequest =
        options.role == tls::TlsRole::CLIENT && !config.identities.empty();
    // A share of the group that it prefers is enough to begin with.
    const auto preferred =
        std::find_if(config.groups.begin(), config.groups.end(), tls::IsHandshakeGroup13);
    config.tls13.keyShares.clear();
    if (preferred != config.groups.end())
    {
        config.tls13.keyShares.push_back(*preferred);
    }
}

/// The temporary key of RSA_EXPORT suites, where a server has any.
void
PrepareExportKey(tls::CryptoProvider& provider, tls::RandomSource& random, tls::TlsConfig& config)
{
    for (const uint16_t id : config.cipherSuites)
    {
        const tls::TlsCipherSuite* suite = tls::FindCipherSuite(id);
        if (suite && suite->isExport && suite->keyExchange == tls::TlsKeyExchange::RSA)
        {
            config.rsaExportKey = provider.GenerateRsaKey(tls::TLS_EXPORT_KEY_BITS, random);
            return;
        }
    }
}

} // namespace

std::string
LoadConfig(const EndpointOptions& options,
           tls::CryptoProvider& provider,
           tls::RandomSource& random,
           std::shared_ptr<const tls::TlsConfig>& config)
{
    const auto loaded = std::make_shared<tls::TlsConfig>(options.tls);
    for (const auto& load : {LoadIdentities, LoadTrust, LoadDhGroup, LoadOcspResponse})
    {
        const std::string error = load(options, provider, *loaded);
        if (!error.empty())
        {
            return error;
        }
    }
    Prepare13(options, *loaded);
    const std::string error = PrepareSessions(options, provider, random, *loaded);
    if (!error.empty())
    {
        return error;
    }
    if (options.role == tls::TlsRole::SERVER)
    {
        PrepareExportKey(provider, random, *loaded);
    }
    config = loaded;
    return loaded->Validate(options.role);
}

std::string
CheckOutputFiles(const EndpointOptions& options)
{
    for (const std::string& file : {options.keyLogFile, options.reportFile, options.sessionOut})
    {
        if (!file.empty() && !std::ofstream(file, std::ios::app))
        {
            return "The file " + file + " cannot be written.";
        }
    }
    return "";
}

} // namespace endpoint
} // namespace ns3
