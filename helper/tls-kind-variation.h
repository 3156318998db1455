/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KIND_VARIATION_H
#define TLS_KIND_VARIATION_H

#include "ns3/command-line.h"

#include <string>

namespace ns3
{

struct TlsKind;

/**
 * The parts of a kind of handshake that can be set alone: options beside `--kind`. What is not
 * given stays as the kind has it. The key is `--auth`, which no kind sets.
 */
struct TlsKindVariation
{
    std::string version;    //!< "ssl3", "tls1.0", "tls1.1" or "tls1.2"; empty: the kind's
    std::string suite;      //!< IANA name of the only cipher suite; empty: the kind's
    std::string resume;     //!< "none", "id" or "ticket"; empty: the kind's
    std::string clientAuth; //!< whether the client has a certificate, too; empty: the kind's

    /// @param cmd the command line; both must outlive its Parse()
    void AddTo(CommandLine& cmd);

    /**
     * Changes each kind of a list as the options say. A changed kind is called like the kind, with
     * what is other behind it: `tls12-rsa+tls1.0+id`.
     *
     * @param kinds names of kinds, separated by commas; unknown ones stay as they are
     * @return empty when all is well, else one sentence that names the option
     */
    std::string Apply(std::string& kinds) const;

  private:
    std::string Vary(TlsKind& kind) const;
    std::string VarySuite(TlsKind& kind) const;
    std::string VaryResumption(TlsKind& kind) const;
};

} // namespace ns3

#endif /* TLS_KIND_VARIATION_H */
