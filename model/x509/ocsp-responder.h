/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OCSP_RESPONDER_H
#define OCSP_RESPONDER_H

#include "ocsp-response.h"
#include "x509-certificate.h"
#include "x509-signature.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace tls
{

/// What an OCSP response is to say.
struct OcspOptions
{
    OcspCertStatus status{OcspCertStatus::GOOD}; //!< of the certificate
    int64_t thisUpdate{1388534400};     //!< when that was so, seconds since 1970 UTC: 2014-01-01
    int64_t nextUpdate{4102444799};     //!< until when it holds, seconds since 1970 UTC: 2099-12-31
    int64_t revocationTime{1388534400}; //!< of a revoked one, seconds since 1970 UTC: 2014-01-01
    size_t size{0};                     //!< wanted size in octets of DER, 0: as it comes
};

/**
 * Build a response about one certificate (RFC 6960, 4.2), signed by its issuer. It is produced
 * at thisUpdate; a comment in its extensions fills it up to the wanted size. A few small sizes
 * cannot be had, since DER's length fields grow by an octet at 128, 256 and 65,536.
 *
 * @param certificate what is asked about
 * @param issuer who issued it and answers
 * @param signer with the issuer's key
 * @param options what the response says
 * @return an OCSPResponse in DER; nothing when the size cannot be reached or key and signature
 *         algorithm do not fit
 */
std::optional<Bytes> CreateOcspResponse(const X509Certificate& certificate,
                                        const X509Certificate& issuer,
                                        const X509Signer& signer,
                                        const OcspOptions& options);

} // namespace tls
} // namespace ns3

#endif /* OCSP_RESPONDER_H */
