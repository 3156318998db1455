/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-kind-variation.h"

#include "tls-kind.h"
#include "tls-study-text.h"

#include "ns3/tls-cipher-suite.h"

#include <algorithm>

namespace ns3
{

using namespace TlsStudyText;
using tls::TlsVersion;

namespace
{

/// @param kind a kind @return true when its version has one of its suites
bool
HasSuites(const TlsKind& kind)
{
    const auto isOfVersion = [&kind](uint16_t id) {
        const tls::TlsCipherSuite* suite = tls::FindCipherSuite(id);
        return suite && suite->minVersion <= kind.version && kind.version <= suite->maxVersion;
    };
    return std::any_of(kind.rsaSuites.begin(), kind.rsaSuites.end(), isOfVersion) ||
           std::any_of(kind.ecdsaSuites.begin(), kind.ecdsaSuites.end(), isOfVersion) ||
           std::any_of(kind.dsaSuites.begin(), kind.dsaSuites.end(), isOfVersion);
}

} // namespace

void
TlsKindVariation::AddTo(CommandLine& cmd)
{
    cmd.AddValue("version",
                 "ssl3, tls1.0, tls1.1 or tls1.2 instead of the kind's version",
                 version);
    cmd.AddValue("suite", "IANA name of a cipher suite instead of the kind's", suite);
    cmd.AddValue("resume", "none, id or ticket instead of how the kind resumes", resume);
    cmd.AddValue("clientAuth",
                 "whether clients have certificates, too, instead of what the kind says",
                 clientAuth);
}

std::string
TlsKindVariation::Apply(std::string& kinds) const
{
    std::string names;
    for (const std::string& name : Split(kinds))
    {
        const TlsKind* found = TlsKind::Find(name);
        std::string varied = name;
        if (found)
        {
            TlsKind kind = *found;
            const std::string refusal = Vary(kind);
            if (!refusal.empty())
            {
                return refusal;
            }
            varied = kind.name;
            TlsKind::Add(kind);
        }
        names += (names.empty() ? "" : ",") + varied;
    }
    kinds = names;
    return "";
}

std::string
TlsKindVariation::Vary(TlsKind& kind) const
{
    if (!version.empty())
    {
        const TlsVersion given = tls::TlsVersionFromName(version);
        if (given == TlsVersion::NONE || given > TlsVersion::TLS_1_2 ||
            kind.version > TlsVersion::TLS_1_2)
        {
            return Refusal("version",
                           version,
                           "ssl3, tls1.0, tls1.1 or tls1.2 beside kinds up to TLS 1.2");
        }
        kind.version = given;
        kind.name += "+" + version;
    }
    std::string refusal = VarySuite(kind);
    if (refusal.empty())
    {
        refusal = VaryResumption(kind);
    }
    if (refusal.empty() && !clientAuth.empty())
    {
        if (!ToBoolean(clientAuth, kind.isClientAuthenticated))
        {
            return Refusal("clientAuth", clientAuth, "true or false");
        }
        kind.name += kind.isClientAuthenticated ? "+client-auth" : "+no-client-auth";
    }
    return refusal;
}

std::string
TlsKindVariation::VarySuite(TlsKind& kind) const
{
    if (!suite.empty())
    {
        const tls::TlsCipherSuite* found = tls::FindCipherSuite(suite);
        if (!found || kind.version > TlsVersion::TLS_1_2)
        {
            return Refusal("suite",
                           suite,
                           "the IANA name of a cipher suite that the module has, beside kinds up "
                           "to TLS 1.2");
        }
        using A = tls::TlsAuthentication;
        const std::vector<uint16_t> only{found->id};
        const std::vector<uint16_t> none;
        kind.rsaSuites = found->authentication == A::RSA ? only : none;
        kind.ecdsaSuites = found->authentication == A::ECDSA ? only : none;
        kind.dsaSuites = found->authentication == A::DSS ? only : none;
        kind.usesGroup = kind.resumption == TlsResumption::NONE &&
                         found->keyExchange == tls::TlsKeyExchange::ECDHE;
        kind.name += "+" + suite;
    }
    if (!HasSuites(kind))
    {
        return suite.empty() ? Refusal("version", version, "one that has suites of the kind")
                             : Refusal("suite", suite, "one that the version has");
    }
    return "";
}

std::string
TlsKindVariation::VaryResumption(TlsKind& kind) const
{
    if (resume.empty())
    {
        return "";
    }
    const bool isKnown = resume == "none" || resume == "id" || resume == "ticket";
    if (!isKnown || kind.version > TlsVersion::TLS_1_2 ||
        (resume == "ticket" && kind.version == TlsVersion::SSL_3_0))
    {
        return Refusal("resume",
                       resume,
                       "none, id or, from TLS 1.0 on, ticket, beside kinds up to TLS 1.2");
    }
    kind.resumption = resume == "none" ? TlsResumption::NONE
                      : resume == "id" ? TlsResumption::ID
                                       : TlsResumption::TICKET;
    const bool isFull = kind.resumption == TlsResumption::NONE;
    kind.roundTrips = isFull ? 3 : 2;
    kind.dataRoundTrips = isFull && !kind.usesFalseStart ? 3 : 2;
    const std::vector<uint16_t>& suites =
        kind.rsaSuites.empty() ? kind.ecdsaSuites : kind.rsaSuites;
    kind.usesGroup =
        isFull && !suites.empty() &&
        tls::FindCipherSuite(suites.front())->keyExchange == tls::TlsKeyExchange::ECDHE;
    kind.name += "+" + resume;
    return "";
}

} // namespace ns3
