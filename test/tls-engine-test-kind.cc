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
/// A suite of TLS 1.3.
constexpr uint16_t AES_128_GCM = 0x1301;

/// @return two ends with TLS 1.3; tickets would come after the handshake
TlsTestPair
Pair13()
{
    TlsTestPair pair(AES_128_GCM, TlsVersion::TLS_1_3);
    pair.SetGroup(NamedGroup::X25519);
    pair.server.tls13.ticketCount = 0;
    return pair;
}

/**
 * The client proves itself, and the server staples a response.
 * @param pair both ends
 */
void
ProveBoth(TlsTestPair& pair)
{
    pair.client.asksForOcsp = true;
    pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
    pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
    TlsIdentity& identity = pair.server.identities[0];
    identity.ocspResponse =
        *GetFamilyAuthority().CreateOcspResponse(identity.chain[0], OcspOptions{});
}

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
        ProveBoth(pair);
        return pair;
    };
    return {std::string("client certificate in ") + ToString(version), make, 7};
}

TlsTestKind
Full13Kind()
{
    return {"full in TLS 1.3", &Pair13};
}

TlsTestKind
Retry13Kind()
{
    const auto make = [] {
        TlsTestPair pair = Pair13();
        pair.client.groups = {NamedGroup::SECP256R1, NamedGroup::X25519};
        pair.client.tls13.keyShares = {NamedGroup::SECP256R1};
        pair.server.tls13.cookieSize = 16;
        return pair;
    };
    return {"second hello in TLS 1.3", make, 3};
}

TlsTestKind
Resumed13Kind()
{
    // Its first handshake waits until the kind is used.
    const auto first = std::make_shared<std::optional<TlsTestPair>>();
    const auto make = [=] {
        if (!*first)
        {
            *first = Pair13();
            (*first)->KeepSessions();
            (*first)->server.tls13.ticketCount = 1;
            (*first)->server.tls13.maxEarlyData = 1000;
            const TlsTestConnection connection(**first);
        }
        const TlsSessionPtr session = (*first)->client.sessionCache->Find(TEST_HOST, TEST_DATE);
        const std::string name(session->ticket.begin(), session->ticket.end());
        TlsTestPair pair = Pair13();
        pair.KeepSessions();
        pair.server.tls13.maxEarlyData = 1000;
        pair.client.sessionCache->Store(TEST_HOST, session);
        pair.server.sessionCache->Store(name, (*first)->server.sessionCache->Find(name, TEST_DATE));
        return pair;
    };
    return {"resumed in TLS 1.3", make};
}

TlsTestKind
Early13Kind()
{
    const auto resumed = Resumed13Kind().make;
    const auto make = [=] {
        TlsTestPair pair = resumed();
        pair.client.tls13.sendsEarlyData = true;
        return pair;
    };
    return {"early data in TLS 1.3", make, 1, ToBytes("early data")};
}

TlsTestKind
Mutual13Kind()
{
    const auto make = [] {
        TlsTestPair pair = Pair13();
        ProveBoth(pair);
        return pair;
    };
    return {"client certificate in TLS 1.3", make, 7};
}

} // namespace tls
} // namespace ns3
