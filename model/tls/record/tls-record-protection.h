/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_PROTECTION_H
#define TLS_RECORD_PROTECTION_H

#include "ns3/byte-view.h"
#include "ns3/tls-types.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace tls
{

/// What a record's protection covers beside its fragment (RFC 5246, 6.2.3.1).
struct TlsRecordHeader
{
    TlsContentType type; //!< what it holds
    uint16_t version;    //!< as it stands on the wire
};

/// The keys of one direction of a connection, at work.
class TlsRecordProtection
{
  public:
    virtual ~TlsRecordProtection() = default;

    /**
     * @param sequence number of the record in its direction, from 0
     * @param header type and version of the record
     * @param plaintext at most 2^14 octets, compressed at most 2^14 + 1024
     * @return the protected fragment
     */
    virtual Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) = 0;

    /**
     * @param sequence number of the record in its direction, from 0
     * @param header type and version of the record
     * @param fragment as it came off the wire
     * @return the plaintext; nothing when it is not authentic
     */
    virtual std::optional<Bytes> Unprotect(uint64_t sequence,
                                           TlsRecordHeader header,
                                           ByteView fragment) = 0;

    /**
     * @param plaintext octets
     * @return octets of the protected fragment
     */
    virtual size_t GetProtectedSize(size_t plaintext) const = 0;

    /// @return octets that protection adds to a plaintext at most, with the longest padding
    virtual size_t GetMaxOverhead() const = 0;

    /// @return whether the initialization vector of a record is known before the record, so that
    ///         an attacker who chooses plaintexts can make use of it (RFC 4346, F.3)
    virtual bool HasPredictableIv() const
    {
        return false;
    }

    /// @return whether what is protected ends with its content type and padding, while the record
    ///         says application_data (RFC 8446, 5.2)
    virtual bool HidesContentType() const
    {
        return false;
    }
};

/**
 * @param sequence number of the record
 * @param header type and version
 * @param length octets of plaintext
 * @return the 13 octets that MAC and AEAD cover beside the plaintext (RFC 5246, 6.2.3.1)
 */
std::array<uint8_t, 13> AdditionalData(uint64_t sequence, TlsRecordHeader header, size_t length);

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_PROTECTION_H */
