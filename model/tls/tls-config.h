/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONFIG_H
#define TLS_CONFIG_H

#include "tls-config-13.h"
#include "tls-session-cache.h"
#include "tls-ticket-keys.h"
#include "tls-types.h"

#include "ns3/crypto-provider-factory.h"
#include "ns3/crypto-types.h"
#include "ns3/tls-identity.h"
#include "ns3/x509-verifier.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// By what a server chooses among the suites that both ends have.
enum class TlsSuiteChoice : uint8_t
{
    SERVER_ORDER, //!< its own preference
    CLIENT_ORDER, //!< the client's
    STRONGEST     //!< the order of GetCipherSuites()
};

/// What an end does about the peer's certificate.
enum class TlsVerification : uint8_t
{
    STRICT, //!< a chain that does not pass ends the handshake
    ASK,    //!< the scenario is asked, whatever the outcome (see TlsConnection::Accept())
    NONE    //!< any certificate is taken, its name and dates included
};

/// Whether a server wants a certificate of the client.
enum class TlsClientAuthentication : uint8_t
{
    NONE,    //!< no
    REQUEST, //!< it asks, and goes on without
    REQUIRE  //!< it asks, and refuses a client that has none
};

/// What an end does about another handshake on the same connection.
enum class TlsRenegotiation : uint8_t
{
    OFF,    //!< a warning, no_renegotiation
    SECURE, //!< only with a peer that speaks RFC 5746
    LEGACY  //!< with any peer
};

/// Whose Client Hello a client's looks like.
enum class TlsHelloPreset : uint8_t
{
    DEFAULT,       //!< this module's
    OPENSSL_1_0_1, //!< the 221 octets of an OpenSSL 1.0.1 with -tls1
    OPENSSL_3_0    //!< this module's suites and groups among the extensions of an OpenSSL 3.0
};

/**
 * What an end offers, accepts and is: plain data. Fill it, ask Validate() once, then share it,
 * unchanged, between connections. Caches that it points to are shared and change.
 */
struct TlsConfig
{
    TlsVersion minVersion{TlsVersion::TLS_1_2}; //!< lowest version accepted
    TlsVersion maxVersion{TlsVersion::TLS_1_2}; //!< highest version offered or accepted

    /// Cipher suites by code point, in order of preference. Those of other versions than it has are
    /// left out.
    std::vector<uint16_t> cipherSuites{0x1301,
                                       0x1302,
                                       0x1303,
                                       0xc02b,
                                       0xc02f,
                                       0xc02c,
                                       0xc030,
                                       0xcca9,
                                       0xcca8,
                                       0xc009,
                                       0xc013,
                                       0xc00a,
                                       0xc014,
                                       0x009c,
                                       0x009d,
                                       0x002f,
                                       0x0035};
    /// Groups for the key exchange, in order of preference.
    std::vector<NamedGroup> groups{NamedGroup::SECP256R1,
                                   NamedGroup::X25519,
                                   NamedGroup::SECP384R1,
                                   NamedGroup::SECP521R1};
    /// Signature algorithms that are made or accepted, in order of preference. Those that came with
    /// TLS 1.3 are left out where that is not among the versions.
    std::vector<SignatureScheme> signatureSchemes{SignatureScheme::ECDSA_SECP256R1_SHA256,
                                                  SignatureScheme::RSA_PKCS1_SHA256,
                                                  SignatureScheme::ECDSA_SECP384R1_SHA384,
                                                  SignatureScheme::RSA_PKCS1_SHA384,
                                                  SignatureScheme::ECDSA_SECP521R1_SHA512,
                                                  SignatureScheme::RSA_PKCS1_SHA512,
                                                  SignatureScheme::ECDSA_SHA1,
                                                  SignatureScheme::RSA_PKCS1_SHA1,
                                                  SignatureScheme::RSA_PSS_RSAE_SHA256,
                                                  SignatureScheme::RSA_PSS_RSAE_SHA384,
                                                  SignatureScheme::RSA_PSS_RSAE_SHA512,
                                                  SignatureScheme::ED25519,
                                                  SignatureScheme::DSA_SHA256,
                                                  SignatureScheme::DSA_SHA1};

    /// Application protocols for ALPN (RFC 7301), in order of preference; empty: not used.
    std::vector<std::string> alpn;
    /**
     * Application protocols for NPN (draft-agl-tls-nextprotoneg-04): what a server lists, what
     * a client picks from, in its order of preference. Empty: not used.
     */
    std::vector<std::string> npn;

    /// By what a server chooses a cipher suite.
    TlsSuiteChoice suiteChoice{TlsSuiteChoice::SERVER_ORDER};

    /// Who this end is: a server needs one that fits the suites, a client may have some.
    std::vector<TlsIdentity> identities;
    /// At a server: whether it refuses a client that asks for a host for which none of its
    /// identities is (RFC 6066, 3); else the first identity that fits is shown.
    bool refusesUnknownNames{false};
    /// Roots that this end trusts; required where a peer is verified.
    std::shared_ptr<const X509TrustStore> trust;
    /// What is done about the peer's certificate.
    TlsVerification verification{TlsVerification::STRICT};
    /// At a server: whether it wants a certificate of the client.
    TlsClientAuthentication clientAuthentication{TlsClientAuthentication::NONE};
    /// At a client: whether it asks for a stapled OCSP response (RFC 6066, 8).
    bool asksForOcsp{false};

    /// At a server: group of DHE suites; empty: ffdhe2048 of RFC 7919 (512 bits when exportable).
    DhGroup dhGroup;
    /// At a client: smallest group of DHE suites that it takes, in bits.
    uint16_t minDhBits{512};
    /// At a server: the temporary key of RSA_EXPORT suites, of 512 bits.
    PrivateKeyPtr rsaExportKey;

    /// Sessions that can be resumed; null: none. A server's by id, a client's by host.
    std::shared_ptr<TlsSessionCache> sessionCache;
    /// At a server: what it protects tickets with; null: it gives none (RFC 5077).
    std::shared_ptr<const TlsTicketKeys> ticketKeys;
    /// At a server, up to TLS 1.2: least octets of what a ticket holds, filled up by padding; at
    /// most 255 more than it would hold.
    size_t leastTicketState{0};
    /// At a client: whether it takes tickets.
    bool takesTickets{false};

    /// Whether the master secret is bound to the whole handshake (RFC 7627).
    bool usesExtendedMasterSecret{true};
    /// Whether CBC suites encrypt first (RFC 7366).
    bool encryptsThenMacs{true};
    /// Whether records may be compressed (RFC 3749).
    bool usesDeflate{false};
    /// Whether the peer may ask for a sign of life (RFC 6520).
    bool usesHeartbeat{false};
    /// What is done about another handshake on the same connection.
    TlsRenegotiation renegotiation{TlsRenegotiation::OFF};
    /// At a client: whether it sends data before the server's Finished (RFC 7918).
    bool usesFalseStart{false};
    /// At a client: whether this is a second attempt with a lower version (RFC 7507).
    bool isFallback{false};
    /// At a client: whose Client Hello it sends.
    TlsHelloPreset hello{TlsHelloPreset::DEFAULT};

    /// How handshake messages are packed into records.
    TlsFlights flights{TlsFlights::ONE_MESSAGE_PER_RECORD};
    /// Largest plaintext fragment of application data in octets, 1 to 16,384.
    size_t maxFragment{TLS_MAX_PLAINTEXT};
    /// At a client: what it asks the server to keep to (RFC 6066, 4): 512, 1024, 2048 or 4096; 0:
    /// nothing.
    size_t maxFragmentLength{0};
    /// What it asks the peer to keep to (RFC 8449, 4): largest content of a protected record, 64 to
    /// 16,385 octets; in TLS 1.3 its type and padding count, earlier versions have 16,384 at most.
    /// A server says it to a client that has a limit too. 0: nothing.
    size_t recordSizeLimit{0};
    /// Whether the first octet of a CBC write goes alone up to TLS 1.0, against chosen plaintext.
    bool splitsRecords{false};

    /// Whose primitives a simulated connection uses; null: CryptoppProvider's, which are real.
    std::shared_ptr<const CryptoProviderFactory> cryptography;

    /// What TLS 1.3 alone has; where no TLS 1.3 is offered or accepted, nothing of it matters.
    TlsConfig13 tls13;

    /**
     * @param role on which side it is to be used
     * @return empty when it can be used, else a sentence that says what is wrong
     */
    std::string Validate(TlsRole role) const;

    /// @return the signature algorithms that some version of the range has, in order of preference
    std::vector<SignatureScheme> GetSignatureSchemes() const;

  private:
    std::string ValidateSuites(TlsRole role) const;
    std::string Validate13(TlsRole role) const;
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CONFIG_H */
