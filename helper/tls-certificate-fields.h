/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CERTIFICATE_FIELDS_H
#define TLS_CERTIFICATE_FIELDS_H

#include "tls-field.h"

#include "ns3/byte-view.h"

#include <cstddef>

namespace ns3
{

/// What certificates and statements about them say, for a reader.
class TlsCertificateFields
{
  public:
    /**
     * @param der a certificate
     * @param number its place in the chain, from 1
     * @return one field: its subject, with what else it says inside
     */
    static TlsField OfCertificate(wire::ByteView der, size_t number);
    /**
     * @param der an OCSPResponse
     * @return one field: the status, with what else it says inside
     */
    static TlsField OfStatus(wire::ByteView der);
};

} // namespace ns3

#endif /* TLS_CERTIFICATE_FIELDS_H */
