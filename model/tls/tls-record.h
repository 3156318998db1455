/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_H
#define TLS_RECORD_H

#include "tls-types.h"

#include "ns3/byte-view.h"

namespace ns3
{
namespace tls
{

/// A record without its protection.
struct TlsRecord
{
    TlsContentType type; //!< what it holds
    Bytes fragment;      //!< at most 2^14 octets
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_H */
