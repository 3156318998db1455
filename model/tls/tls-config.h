/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONFIG_H
#define TLS_CONFIG_H

#include "tls-types.h"

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

/**
 * What an end offers, accepts and is: plain data. Fill it, ask Validate() once, then share it,
 * unchanged, between connections.
 */
struct TlsConfig
{
    TlsVersion minVersion{TlsVersion::TLS_1_2}; //!< lowest version accepted
    TlsVersion maxVersion{TlsVersion::TLS_1_2}; //!< highest version offered or accepted

    /// Cipher suites by code point, in order of preference.
    std::vector<uint16_t> cipherSuites{0xc02f, 0xc013, 0x002f};
    /// Groups for the key exchange, in order of preference.
    std::vector<NamedGroup> groups{NamedGroup::SECP256R1, NamedGroup::X25519};
    /// Signature algorithms that are made or accepted, in order of preference.
    std::vector<SignatureScheme> signatureSchemes{SignatureScheme::RSA_PKCS1_SHA256,
                                                  SignatureScheme::RSA_PKCS1_SHA384,
                                                  SignatureScheme::RSA_PKCS1_SHA512,
                                                  SignatureScheme::RSA_PKCS1_SHA1};

    /// Application protocols for ALPN (RFC 7301), in order of preference; empty: not used.
    std::vector<std::string> alpn;
    /**
     * Application protocols for NPN (draft-agl-tls-nextprotoneg-04): what a server lists, what
     * a client picks from, in its order of preference. Empty: not used.
     */
    std::vector<std::string> npn;

    /// True when a server goes by its own order of cipher suites, false by the client's.
    bool preferServerOrder{true};

    /// Who this end is: a server needs one that fits the suites.
    std::vector<TlsIdentity> identities;
    /// Roots that this end trusts; required at a client unless verifyPeer is false.
    std::shared_ptr<const X509TrustStore> trust;
    /// False accepts any certificate, its name and dates included.
    bool verifyPeer{true};

    /// How handshake messages are packed into records.
    TlsFlights flights{TlsFlights::ONE_MESSAGE_PER_RECORD};
    /// Largest plaintext fragment of application data in octets, 1 to 16,384.
    size_t maxFragment{TLS_MAX_PLAINTEXT};

    /**
     * @param role on which side it is to be used
     * @return empty when it can be used, else a sentence that says what is wrong
     */
    std::string Validate(TlsRole role) const;
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CONFIG_H */
