/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-config.h"

#include "tls-endpoint-files.h"

#include "ns3/x509-trust-store.h"

#include <fstream>

namespace ns3
{
namespace endpoint
{

namespace
{

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

} // namespace

std::string
LoadConfig(const EndpointOptions& options,
           tls::CryptoProvider& provider,
           std::shared_ptr<const tls::TlsConfig>& config)
{
    auto loaded = std::make_shared<tls::TlsConfig>(options.tls);
    std::string error;
    for (size_t i = 0; i < options.certFiles.size(); ++i)
    {
        // A file may hold both.
        const std::string& certFile = options.certFiles[i];
        const std::string& keyFile = i < options.keyFiles.size() ? options.keyFiles[i] : certFile;
        std::string certificates;
        std::string key;
        error = ReadText(certFile, certificates);
        error = error.empty() ? ReadText(keyFile, key) : error;
        if (!error.empty())
        {
            return error;
        }
        auto identity = tls::LoadTlsIdentity(certificates, key, provider);
        if (!identity)
        {
            return "The files " + certFile + " and " + keyFile +
                   " hold no certificate with its key of a kind that is implemented (RSA).";
        }
        loaded->identities.push_back(std::move(*identity));
    }
    if (!options.caFile.empty())
    {
        std::string roots;
        error = ReadText(options.caFile, roots);
        if (!error.empty())
        {
            return error;
        }
        auto trust = std::make_shared<tls::X509TrustStore>();
        if (trust->AddPem(roots, provider) == 0)
        {
            return "The file " + options.caFile + " holds no certificate.";
        }
        loaded->trust = trust;
    }
    loaded->verification =
        options.insecure ? tls::TlsVerification::NONE : tls::TlsVerification::STRICT;
    error = loaded->Validate(options.role);
    config = std::move(loaded);
    return error;
}

std::string
CheckOutputFiles(const EndpointOptions& options)
{
    for (const std::string& file : {options.keyLogFile, options.reportFile})
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
