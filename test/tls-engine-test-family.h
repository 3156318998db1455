/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_FAMILY_H
#define TLS_ENGINE_TEST_FAMILY_H

#include "tls-engine-test-support.h"

#include "ns3/certificate-authority.h"
#include "ns3/tls-cipher-suite.h"

#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// All versions, the lowest first.
const std::vector<TlsVersion> ALL_VERSIONS{TlsVersion::SSL_3_0,
                                           TlsVersion::TLS_1_0,
                                           TlsVersion::TLS_1_1,
                                           TlsVersion::TLS_1_2};

/**
 * @param key kind and size of the key, as "dsa:1024" or "ecdsa:secp256r1"
 * @param signer kind of the root that issues the certificate
 * @param isClient whether it is a client's instead of a server's
 * @return one certificate below a root of GetFamilyTrust(), made once a process
 */
const TlsIdentity& GetFamilyIdentity(const std::string& key,
                                     PublicKeyType signer,
                                     bool isClient = false);

/// @return the roots of all identities of the family: an RSA, a DSA and an ECDSA key
const std::shared_ptr<X509TrustStore>& GetFamilyTrust();

/// @return the RSA root, which also answers for its certificates
const CertificateAuthority& GetFamilyAuthority();

/// @return a temporary key for RSA_EXPORT suites, made once a process
PrivateKeyPtr GetTestExportKey();

/// A client's configuration and a server's that fit each other.
struct TlsTestPair
{
    /**
     * @param suite the only one of both
     * @param version the only one of both
     */
    TlsTestPair(uint16_t suite, TlsVersion version);

    /// @param group the only one of both
    void SetGroup(NamedGroup group);
    /**
     * @param lowest accepted by both
     * @param highest offered by both
     */
    void SetVersions(TlsVersion lowest, TlsVersion highest);
    /// Both keep sessions, each in a cache of its own.
    void KeepSessions();
    /**
     * The server gives tickets, which the client takes.
     * @param seed of the keys
     */
    void UseTickets(const std::string& seed = "ticket keys");

    TlsConfig client; //!< one end
    TlsConfig server; //!< the other
};

/// Both ends of a connection, handshake done unless it failed.
struct TlsTestConnection
{
    /**
     * @param pair what they are
     * @param seed of their randoms
     * @param host that the client wants
     * @param date that both clocks show
     */
    explicit TlsTestConnection(const TlsTestPair& pair,
                               const std::string& seed = "1",
                               const std::string& host = TEST_HOST,
                               int64_t date = TEST_DATE);

    /// @return whether both have established
    bool IsEstablished() const;
    /// @return why it failed, at the end that sent the alert; empty while it has not
    std::string GetFailure() const;
    /// @return name of the alert that one of them sent, "none" when there was none
    std::string GetAlert() const;
    /**
     * Data both ways.
     * @return whether it arrived as it was sent
     */
    bool Transfer();
    /**
     * close_notify both ways, begun by the client.
     * @return whether that is how it ended
     */
    bool Close();

    TlsTestEnd client; //!< one end
    TlsTestEnd server; //!< the other
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_FAMILY_H */
