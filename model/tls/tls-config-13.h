/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONFIG_13_H
#define TLS_CONFIG_13_H

#include "tls-extension-type.h"
#include "tls-types.h"

#include "ns3/byte-view.h"
#include "ns3/crypto-types.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a server does so that nobody plays its clients' early data again (RFC 8446, 8).
enum class TlsAntiReplay : uint8_t
{
    /// A ticket serves once, from a session cache, and its age has to be right (RFC 8446, 8.1).
    SINGLE_USE,
    /// The age that the client says has to be right, within a window (RFC 8446, 8.3).
    FRESHNESS,
    NONE //!< nothing
};

/// A key that both ends have been given beforehand (RFC 8446, 4.2.11).
struct TlsExternalPsk
{
    Bytes identity;                            //!< its name, 1 to 65,535 octets
    Bytes key;                                 //!< secret, at least one octet
    HashAlgorithm hash{HashAlgorithm::SHA256}; //!< of the suites that it is for
    uint32_t maxEarlyData{0};                  //!< octets of early data; 0: none
    std::string alpn;                          //!< protocol of that early data, empty when none
    /// Suite of that early data, 0: the first one of the configuration that has the hash.
    uint16_t cipherSuite{0};
};

/**
 * @param group a group
 * @return whether TLS 1.3 may use it: what RFC 8446, 4.2.7 calls obsolete is for earlier versions
 */
bool IsHandshakeGroup13(NamedGroup group);

/// What an end offers, accepts and does in TLS 1.3 alone.
struct TlsConfig13
{
    /// At a client: groups for which its first Client Hello has shares, of those that it has.
    /// Empty: the server has to ask for one.
    std::vector<NamedGroup> keyShares{NamedGroup::X25519};

    /// How pre-shared keys may be used, in order of preference; empty: not at all.
    std::vector<TlsPskKeyExchangeMode> pskModes{TlsPskKeyExchangeMode::PSK_DHE_KE};
    /// Keys given beforehand, in order of preference.
    std::vector<TlsExternalPsk> externalPsks;
    /// At a server: tickets that it gives after a handshake, if it can keep sessions at all, up to
    /// 65,535.
    uint32_t ticketCount{1};

    /// At a server: octets of early data that a ticket is good for; 0: none.
    uint32_t maxEarlyData{0};
    /// At a client: whether it says that early data follows, where its session allows that.
    bool sendsEarlyData{false};
    /// At a server: what is done against early data that is played again.
    TlsAntiReplay antiReplay{TlsAntiReplay::SINGLE_USE};
    /// At a server: milliseconds by which the age of a ticket with early data may be wrong.
    int64_t freshnessWindow{10000};

    /// At a server: octets of the cookie of a Hello Retry Request, which the client has to bring
    /// back, up to 1,000; 0: none. With a cookie each handshake has such a request.
    size_t cookieSize{0};
    /// At a server: octets of tickets that are names in the session cache, 16 to 1,000.
    size_t ticketSize{32};
    /// At a server: least octets of what a ticket holds, as TlsConfig::leastTicketState before.
    size_t leastTicketState{0};

    /// The order in which extensions stand in hellos, Encrypted Extensions and Certificate
    /// Requests; those not named follow in the usual order, and the pre_shared_key of a client
    /// comes last.
    std::vector<TlsExtensionType> extensionOrder;
    /// What a client's hello, or a server's Encrypted Extensions and Certificate Requests, says
    /// beside or in place of what the configuration makes it say, as far as the extension may stand
    /// there. A server answers no extensions but those that clients send.
    std::vector<TlsExtension> extraExtensions;
    /// At a client: whether a hello of 256 to 511 octets is filled up to 512 (RFC 7685).
    bool padsHello{false};
    /// Whether it looks like TLS 1.2 to boxes between (RFC 8446, D.4).
    bool looksLikeTls12{true};
    /// At a client: whether it can be asked for a certificate after the handshake.
    bool takesLateCertificateRequest{false};

    /// Records are filled with zeros to a multiple of that many octets; 0 or 1: not at all.
    size_t paddingBlock{0};

    /**
     * @param role on which side it is to be used
     * @return empty when it can be used, else a sentence that says what is wrong
     */
    std::string Validate(TlsRole role) const;
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CONFIG_13_H */
