/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CHAIN_FILE_H
#define TLS_CHAIN_FILE_H

#include "ns3/x509-certificate.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

class TlsHelper;

/**
 * A server's certificate chain and key from a PEM file of the user: the server's certificate first,
 * each one certifying the one before, and a private key anywhere in it. The last certificate is
 * what clients trust; when it certifies itself and others precede it, it is not sent.
 */
class TlsChainFile
{
  public:
    /**
     * @param chain value of the option `--chain`
     * @return true when it names a file, not a chain that is made
     */
    static bool IsPath(const std::string& chain);

    /**
     * @param path the file
     * @param host for whom the server's certificate must be; empty: anyone
     * @return empty when simulated clients will accept the chain, else a sentence part that says
     *         what is wrong with the file; the object is of no use then
     */
    std::string Read(const std::string& path, const std::string& host);

    /// @return kind of the server's key, as tls::ParseKeySpec() takes it
    std::string GetKeySpec() const;

    /**
     * Give servers the chain, let clients trust its end, and set the simulated date to the first
     * one at which all certificates are valid.
     * @param tls what installs servers and clients
     */
    void AddTo(TlsHelper& tls) const;

  private:
    /**
     * @param host for whom the server's certificate must be; empty: anyone
     * @return empty, or what a client would find wrong
     */
    std::string Verify(const std::string& host) const;

    /// @return the first date at which all certificates are valid, if there is one
    int64_t GetDate() const;

    /// @return how many certificates a server sends
    size_t CountSent() const;

    std::string m_text;                               //!< the whole file
    std::vector<tls::X509Certificate> m_certificates; //!< as they stand in the file
};

} // namespace ns3

#endif /* TLS_CHAIN_FILE_H */
