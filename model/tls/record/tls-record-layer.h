/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_LAYER_H
#define TLS_RECORD_LAYER_H

#include "tls-record-compression.h"
#include "tls-record-protection.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

/**
 * The record protocol (RFC 8446, 5; RFC 5246, 6.2; RFC 6101, 5.2): cuts what is sent into records,
 * cuts what is received at their borders, compresses, protects and counts them.
 */
class TlsRecordLayer
{
  public:
    /// @param data the next octets from the peer
    void Feed(ByteView data);

    /**
     * In TLS 1.3, where all else is protected, a change_cipher_spec is given as it came, and an
     * alert of a peer that may have no keys yet.
     * @param record the next complete record, if there is one; its fragment may be empty
     * @return an alert when the stream cannot be read on
     */
    std::optional<TlsAlert> Next(std::optional<TlsRecord>& record);

    /**
     * @param type what is sent
     * @param data any number of octets; none gives one empty record
     * @param maxFragment largest plaintext of a record, 1 to 2^14 octets
     * @param out where the records go
     * @return false when sequence numbers have run out: the rest was not written (RFC 5246, 6.1)
     */
    bool Write(TlsContentType type, ByteView data, size_t maxFragment, Bytes& out);

    /// From now on TakeWritten() gives what Write() is given.
    void KeepWritten();
    /// @return the records written since it was asked last, before compression and protection;
    ///         none without KeepWritten()
    std::vector<TlsRecord> TakeWritten();

    /**
     * Servers that are older than a version want no more than TLS 1.0 there (RFC 5246, E.1).
     * @param highest the highest version of this end: what records say before SetVersion(), but
     *        no more than TLS 1.0
     */
    void SetHighestVersion(TlsVersion highest);
    /// @param version what records say from now on, and must say
    void SetVersion(TlsVersion version);

    /**
     * @param protection what unprotects records from now on
     * @param sequence number of the next record
     */
    void SetReadProtection(std::unique_ptr<TlsRecordProtection> protection, uint64_t sequence = 0);
    /**
     * @param protection what protects records from now on
     * @param sequence number of the next record
     */
    void SetWriteProtection(std::unique_ptr<TlsRecordProtection> protection, uint64_t sequence = 0);

    /**
     * From the next SetReadProtection() and SetWriteProtection() on (RFC 3749).
     * @param meter where compressed octets are counted, which must outlive the layer; null:
     *        records are not compressed
     */
    void SetCompression(CryptoMeter* meter);
    /// @param splits whether the first octet of application data goes alone, where initialization
    ///        vectors are predictable (CBC up to TLS 1.0)
    void SetSplitting(bool splits);
    /// @param limit largest plaintext that is taken from the peer in octets (RFC 6066, 4)
    void SetReadLimit(size_t limit);
    /**
     * As SetReadLimit(), for protected records alone (RFC 8449, 4).
     * @param limit largest plaintext in octets; in TLS 1.3 with content type and padding
     */
    void SetRecordSizeLimit(size_t limit);
    /**
     * TLS 1.3 hides the length of what is sent (RFC 8446, 5.4).
     * @param multiple protected records are filled up with zeros to a multiple of so many octets of
     *        content, content type and padding, as far as the largest record allows; 0 or 1: none
     */
    void SetPadding(size_t multiple);
    /**
     * At a server that refused early data (RFC 8446, 4.2.10): until the first record that can be
     * read, drop records that cannot: those of application data while there is no protection, those
     * that are not authentic while there is.
     * @param limit octets of early data that are dropped at most; 0: none any more
     */
    void SkipEarlyData(size_t limit);
    /// @return octets of early data that were dropped since the last call, as they stood in records
    size_t TakeDropped();

    /**
     * @param plaintext octets
     * @param maxFragment largest plaintext of a record
     * @return octets that Write() makes of them as application data; with compression, at most
     *         that many
     */
    size_t GetWireSize(size_t plaintext, size_t maxFragment) const;

    /**
     * @param buffered octets from the start of a record
     * @return length of that record, header included; the header's alone while that is incomplete
     */
    static size_t RecordLength(ByteView buffered);

  private:
    /// One direction: its keys and its count.
    struct Direction
    {
        std::unique_ptr<TlsRecordProtection> protection;   //!< null before change_cipher_spec
        std::unique_ptr<TlsRecordCompression> compression; //!< null when there is none
        uint64_t sequence{0};                              //!< of the next record

        bool HasNumber() const;
    };

    Direction Begin(std::unique_ptr<TlsRecordProtection> protection, uint64_t sequence) const;
    size_t GetMaxReadSize() const;
    size_t GetPlaintextLimit() const;
    bool IsVersionRight(uint16_t version) const;
    bool IsUnprotected(TlsContentType type) const;
    bool Skips(TlsContentType type, size_t size);
    std::optional<TlsAlert> Open(TlsRecordHeader header,
                                 ByteView fragment,
                                 std::optional<TlsRecord>& record);
    std::optional<TlsAlert> OpenHidden(Bytes content, std::optional<TlsRecord>& record);
    std::optional<TlsAlert> Decompress(Bytes& content);
    void WriteRecord(TlsContentType type, ByteView plaintext, size_t maxFragment, Bytes& out);
    bool Splits(TlsContentType type, size_t size) const;
    size_t GetHiddenSize(size_t plaintext, size_t maxFragment) const;
    size_t GetRecordSize(size_t plaintext, size_t maxFragment) const;

    Bytes m_buffer;                                 //!< octets from the peer
    size_t m_consumed{0};                           //!< octets of it that were read
    Direction m_read;                               //!< from the peer
    Direction m_write;                              //!< to the peer
    TlsVersion m_firstVersion{TlsVersion::TLS_1_0}; //!< until a version is decided
    std::optional<TlsVersion> m_version;            //!< once it is decided
    CryptoMeter* m_meter{nullptr};                  //!< of compression in the next directions
    bool m_splits{false};                           //!< whether application data is split
    size_t m_readLimit{TLS_MAX_PLAINTEXT};          //!< largest plaintext that is taken
    size_t m_recordSizeLimit{SIZE_MAX};             //!< largest one of protected records
    size_t m_padding{0};                            //!< multiple that records are filled up to
    size_t m_skipped{0};                            //!< octets of early data yet to be dropped
    size_t m_dropped{0};                            //!< octets that were, and were not told yet
    bool m_keepsWritten{false};                     //!< whether somebody asks for m_written
    std::vector<TlsRecord> m_written;               //!< records since TakeWritten()
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_LAYER_H */
