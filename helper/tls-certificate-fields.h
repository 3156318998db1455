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
     * @param body of a Certificate Status (RFC 6066, 8), or of the extension that takes its place
     * @return one field: the status, with what else it says inside
     */
    static TlsField OfStatus(wire::ByteView body);
};

} // namespace ns3

#endif /* TLS_CERTIFICATE_FIELDS_H */
