/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KIND_H
#define TLS_KIND_H

#include "ns3/crypto-types.h"
#include "ns3/tls-config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// How a kind of handshake comes by a session that it goes on with.
enum class TlsResumption : uint8_t
{
    NONE,  //!< every handshake is a full one
    ID,    //!< by the session id that the server gave
    TICKET //!< by the server's ticket (RFC 5077; RFC 8446, 2.2)
};

/// A kind of handshake, as `--kind=` names it: shorthand for settings of the TLS ends.
struct TlsKind
{
    std::string name;                               //!< as "tls12-ecdhe-rsa"
    tls::TlsVersion version{tls::TlsVersion::NONE}; //!< the only version that is offered
    std::vector<uint16_t> rsaSuites;   //!< for a server with an RSA key, in order of preference
    std::vector<uint16_t> ecdsaSuites; //!< for one with an ECDSA key; empty: cannot be
    bool usesGroup{true};              //!< false when no group is negotiated
    uint32_t roundTrips{3};            //!< k: SYN sent to handshake complete takes k x RTT
    uint32_t dataRoundTrips{3};        //!< SYN sent to the request sent takes that many RTT
    TlsResumption resumption{TlsResumption::NONE}; //!< how it resumes
    bool usesFalseStart{false};                    //!< the client does not wait for Finished
    bool isClientAuthenticated{false};             //!< the client has a certificate, too
    bool isRetried{false};     //!< the server has to ask for a key share (RFC 8446, 2.1)
    bool usesEarlyData{false}; //!< the request goes with the first flight (RFC 8446, 2.3)
    std::vector<uint16_t> dsaSuites = {}; //!< for a server with a DSA key

    /**
     * @param type of the server's key
     * @return its cipher suites for such a server; empty when there are none
     */
    const std::vector<uint16_t>& GetSuites(tls::PublicKeyType type) const;

    /**
     * Narrows a client's configuration to this kind. One that resumes needs a session cache in it
     * to be of use.
     *
     * @param config what to change
     * @param type of the server's key
     */
    void Apply(tls::TlsConfig& config, tls::PublicKeyType type = tls::PublicKeyType::RSA) const;

    /**
     * Widens a server's configuration so that clients of this kind, too, find what they need: its
     * version and suites, a session cache, tickets, client certificates.
     *
     * @param config what to change
     * @param type of the server's key
     */
    void Widen(tls::TlsConfig& config, tls::PublicKeyType type) const;

    /**
     * @param name a kind's name
     * @return the kind; null when there is none of that name
     */
    static const TlsKind* Find(const std::string& name);

    /// @param kind another kind for Find(); nothing happens when there is one of its name
    static void Add(const TlsKind& kind);

    /// @return the names of all kinds that the module has, separated by ", ", for messages
    static std::string AllNames();
};

} // namespace ns3

#endif /* TLS_KIND_H */
