/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_LAYER_TEST_SUPPORT_H
#define TLS_RECORD_LAYER_TEST_SUPPORT_H

#include "tls-key-test-support.h"

#include "ns3/tls-record-layer.h"

#include <string>

namespace ns3
{
namespace tls
{

/// Keys of a record layer.
struct Protected
{
    TlsVersion version; //!< of the protocol
    uint16_t suite;     //!< cipher suite, 0 for records in clear
};

/// A test with the two ends of one direction.
class TlsRecordLayerTestCase : public TlsKeyTestCase
{
  public:
    using TlsKeyTestCase::TlsKeyTestCase;

  protected:
    /**
     * Start over.
     * @param kind keys of both
     * @param encryptsThenMacs order of cipher and MAC
     */
    void Connect(const Protected& kind, bool encryptsThenMacs = false)
    {
        for (TlsRecordLayer* layer : {&sender, &receiver})
        {
            layer->SetVersion(kind.version);
        }
        if (kind.suite)
        {
            const TlsRole role = TlsRole::CLIENT;
            sender.SetWriteProtection(Protection(kind.version,
                                                 kind.suite,
                                                 CryptoProvider::Direction::ENCRYPT,
                                                 role,
                                                 encryptsThenMacs));
            receiver.SetReadProtection(Protection(kind.version,
                                                  kind.suite,
                                                  CryptoProvider::Direction::DECRYPT,
                                                  role,
                                                  encryptsThenMacs));
        }
    }

    /**
     * @param data application data
     * @param maxFragment largest plaintext of a record
     * @return the records
     */
    Bytes Write(ByteView data, size_t maxFragment = TLS_MAX_PLAINTEXT)
    {
        Bytes wire;
        const bool isWritten =
            sender.Write(TlsContentType::APPLICATION_DATA, data, maxFragment, wire);
        NS_TEST_EXPECT_MSG_EQ(isWritten, true, "there are numbers left");
        return wire;
    }

    /**
     * @param wire octets of the stream
     * @param step octets at a time
     * @return lengths of the records received, and the alert that ended it
     */
    std::string Receive(ByteView wire, size_t step = SIZE_MAX)
    {
        std::string outcome;
        received.clear();
        for (; !wire.IsEmpty(); wire = wire.Sub(step))
        {
            receiver.Feed(wire.Sub(0, step));
            std::optional<TlsRecord> record;
            do
            {
                if (const auto alert = receiver.Next(record))
                {
                    return outcome + ToString(alert->description);
                }
                if (record)
                {
                    outcome += std::to_string(record->fragment.size()) + " ";
                    Append(received, record->fragment);
                }
            } while (record);
        }
        return outcome;
    }

    /// Two fresh record layers.
    void Reset()
    {
        sender = {};
        receiver = {};
    }

    TlsRecordLayer sender;   //!< protects
    TlsRecordLayer receiver; //!< unprotects
    Bytes received;          //!< what the last Receive() gave
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_LAYER_TEST_SUPPORT_H */
