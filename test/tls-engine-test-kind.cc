/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-kind.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

namespace
{

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;

} // namespace

TlsTestKind
FullKind(uint16_t suite, bool naming)
{
    const auto make = [=] {
        TlsTestPair pair(suite, TlsVersion::TLS_1_2);
        pair.SetGroup(NamedGroup::X25519);
        if (naming)
        {
            pair.client.npn = {"spdy/3.1"};
            pair.server.npn = {"spdy/3.1"};
        }
        return pair;
    };
    return {std::string(naming ? "NPN, " : "") + FindCipherSuite(suite)->ianaName, make};
}

TlsTestKind
OldKind(uint16_t suite, TlsVersion version)
{
    return {std::string(ToString(version)) + ", " + FindCipherSuite(suite)->ianaName,
            [=] { return TlsTestPair(suite, version); },
            3};
}

TlsTestKind
ResumedKind(TlsVersion version)
{
    // Its first handshake waits until the kind is used.
    const auto first = std::make_shared<std::optional<TlsTestPair>>();
    const auto make = [=] {
        if (!*first)
        {
            *first = TlsTestPair(RSA_AES128, version);
            (*first)->KeepSessions();
            const TlsTestConnection connection(**first);
        }
        const TlsSessionPtr session = (*first)->client.sessionCache->Find(TEST_HOST, TEST_DATE);
        const std::string id(session->sessionId.begin(), session->sessionId.end());
        TlsTestPair pair(RSA_AES128, version);
        pair.KeepSessions();
        pair.client.sessionCache->Store(TEST_HOST, session);
        pair.server.sessionCache->Store(id, (*first)->server.sessionCache->Find(id, TEST_DATE));
        return pair;
    };
    return {std::string("resumed in ") + ToString(version), make};
}

TlsTestKind
MutualKind(TlsVersion version)
{
    const auto make = [=] {
        TlsTestPair pair(RSA_AES128, version);
        pair.UseTickets();
        pair.client.asksForOcsp = true;
        pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
        pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        TlsIdentity& identity = pair.server.identities[0];
        identity.ocspResponse =
            *GetFamilyAuthority().CreateOcspResponse(identity.chain[0], OcspOptions{});
        return pair;
    };
    return {std::string("client certificate in ") + ToString(version), make, 7};
}

} // namespace tls
} // namespace ns3
