/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CHAIN_MAKER_H
#define TLS_CHAIN_MAKER_H

#include "tls-key-store.h"

#include "ns3/certificate-chain.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Makes certificate chains whose keys come from a TlsKeyStore. Keys and certificates depend on
 * RngSeed and the order of calls alone.
 */
class TlsChainMaker
{
  public:
    /// What is wanted.
    struct Request
    {
        std::string host;           //!< whom the certificate is for
        std::string keys;           //!< kinds of keys, as TlsHelper::CreateIdentity() takes them
        uint32_t depth;             //!< certificates that are sent, 1 to 9
        std::vector<size_t> sizes;  //!< wanted octets of DER, the host's first
        bool isClient{false};       //!< a client's instead of a server's
        std::optional<size_t> ocsp; //!< wanted octets of a response to staple; nothing: none
    };

    /**
     * @param request what is wanted; what cannot be aborts with a sentence
     * @return the chain and its root
     */
    tls::CertificateChain Make(const Request& request);

    /// @return a key of 512 bits for RSA_EXPORT suites
    tls::PrivateKeyPtr MakeExportKey() const;

    /**
     * @param keys kinds of keys, as TlsHelper::CreateIdentity() takes them
     * @return true when all of them exist, and can certify what is below them
     */
    static bool AreKeys(const std::string& keys);

  private:
    uint32_t m_chains{0};   //!< made so far
    TlsKeyStore m_keyStore; //!< long-term keys
};

} // namespace ns3

#endif /* TLS_CHAIN_MAKER_H */
