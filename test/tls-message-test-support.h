/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGE_TEST_SUPPORT_H
#define TLS_MESSAGE_TEST_SUPPORT_H

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/test.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-version-traits.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace tls
{

/// A codec as octets in and octets out: nothing when the octets are refused.
using Codec = std::function<std::optional<Bytes>(ByteView)>;

/// A message of known octets.
struct Sample
{
    std::string name;                     //!< of the message
    Codec codec;                          //!< parses and writes again
    Bytes octets;                         //!< well formed
    std::vector<size_t> wholeTruncations; //!< lengths at which a truncation is a message too
    std::vector<std::pair<size_t, size_t>> lengths; //!< position and width of each length field
};

/**
 * @tparam Message a message
 * @return its codec
 */
template <typename Message>
Codec
CodecOf()
{
    return [](ByteView octets) -> std::optional<Bytes> {
        ByteReader reader(octets);
        Message message;
        if (!Parse(reader, message))
        {
            return std::nullopt;
        }
        ByteWriter writer;
        Serialize(message, writer);
        return writer.Take();
    };
}

/**
 * @tparam Message a message that not all versions write alike
 * @param version the version
 * @return its codec
 */
template <typename Message>
Codec
CodecOf(TlsVersion version)
{
    return [version](ByteView octets) -> std::optional<Bytes> {
        const TlsVersionTraits& traits = *FindVersionTraits(version);
        ByteReader reader(octets);
        Message message;
        if (!Parse(reader, traits, message))
        {
            return std::nullopt;
        }
        ByteWriter writer;
        Serialize(message, traits, writer);
        return writer.Take();
    };
}

/**
 * @tparam Message a message that depends on version and suite
 * @param version the version
 * @param suite name of the suite
 * @return its codec
 */
template <typename Message>
Codec
CodecOf(TlsVersion version, const char* suite)
{
    return [version, suite](ByteView octets) -> std::optional<Bytes> {
        const TlsVersionTraits& traits = *FindVersionTraits(version);
        ByteReader reader(octets);
        Message message;
        if (!Parse(reader, traits, *FindCipherSuite(suite), message))
        {
            return std::nullopt;
        }
        ByteWriter writer;
        Serialize(message, traits, *FindCipherSuite(suite), writer);
        return writer.Take();
    };
}

/**
 * @param decode from octets
 * @param encode to octets
 * @return both as a codec
 */
template <typename Decode, typename Encode>
Codec
CodecOf(Decode decode, Encode encode)
{
    return [decode, encode](ByteView octets) -> std::optional<Bytes> {
        const auto value = decode(octets);
        if (!value)
        {
            return std::nullopt;
        }
        return encode(*value);
    };
}

/// What is written is what was read.
class TlsRoundTripTestCase : public TestCase
{
  public:
    /**
     * @param kind what they are
     * @param samples what is read and written
     */
    TlsRoundTripTestCase(const std::string& kind, std::vector<Sample> samples)
        : TestCase("Each of the " + kind + " is written as it was read"),
          m_samples(std::move(samples))
    {
    }

  private:
    void DoRun() override
    {
        for (const Sample& sample : m_samples)
        {
            const auto again = sample.codec(sample.octets);
            NS_TEST_ASSERT_MSG_EQ(again.has_value(), true, sample.name + " is read");
            NS_TEST_ASSERT_MSG_EQ(wire::ToHex(*again), wire::ToHex(sample.octets), sample.name);
        }
    }

    const std::vector<Sample> m_samples; //!< what is read and written
};

/// What is incomplete is refused, and what is too long.
class TlsTruncatedMessageTestCase : public TestCase
{
  public:
    /**
     * @param kind what they are
     * @param samples what is cut
     */
    TlsTruncatedMessageTestCase(const std::string& kind, std::vector<Sample> samples)
        : TestCase("Each of the " + kind + " is refused with octets missing or one too many"),
          m_samples(std::move(samples))
    {
    }

  private:
    void DoRun() override
    {
        for (const Sample& sample : m_samples)
        {
            for (size_t size = 0; size < sample.octets.size(); ++size)
            {
                const auto& whole = sample.wholeTruncations;
                const bool isWhole = std::find(whole.begin(), whole.end(), size) != whole.end();
                NS_TEST_EXPECT_MSG_EQ(
                    sample.codec(ByteView(sample.octets).Sub(0, size)).has_value(),
                    isWhole,
                    sample.name + " cut to " + std::to_string(size) + " octets");
            }
            for (const uint8_t extra : {0x00, 0x01, 0xff})
            {
                Bytes longer = sample.octets;
                longer.push_back(extra);
                NS_TEST_EXPECT_MSG_EQ(sample.codec(longer).has_value(),
                                      false,
                                      sample.name + " and an octet");
            }
        }
    }

    const std::vector<Sample> m_samples; //!< what is cut
};

/// Length fields that lie.
class TlsMessageLengthTestCase : public TestCase
{
  public:
    /**
     * @param kind what they are
     * @param samples what is changed
     */
    TlsMessageLengthTestCase(const std::string& kind, std::vector<Sample> samples)
        : TestCase("Each of the " + kind + " is refused with a length that is wrong by one"),
          m_samples(std::move(samples))
    {
    }

  private:
    void DoRun() override
    {
        for (const Sample& sample : m_samples)
        {
            for (const auto& [position, width] : sample.lengths)
            {
                for (const int change : {-1, 1})
                {
                    Bytes wrong = sample.octets;
                    wrong[position + width - 1] += change;
                    NS_TEST_EXPECT_MSG_EQ(sample.codec(wrong).has_value(),
                                          false,
                                          sample.name + " with the length at " +
                                              std::to_string(position) + " changed by " +
                                              std::to_string(change));
                }
            }
        }
    }

    const std::vector<Sample> m_samples; //!< what is changed
};

/// Values at the edge of their range.
class TlsMessageRangeTestCase : public TestCase
{
  public:
    /// A message and whether it is taken.
    struct Row
    {
        std::string name; //!< what is special about it
        Codec codec;      //!< which message
        std::string hex;  //!< its octets
        bool isTaken;     //!< whether it is right
    };

    /**
     * @param kind what they are
     * @param rows what is read
     */
    TlsMessageRangeTestCase(const std::string& kind, std::vector<Row> rows)
        : TestCase("Values of " + kind + " are refused out of their range and kept when unknown"),
          m_rows(std::move(rows))
    {
    }

  private:
    void DoRun() override
    {
        for (const Row& row : m_rows)
        {
            const auto again = row.codec(wire::FromHex(row.hex));
            NS_TEST_EXPECT_MSG_EQ(again.has_value(), row.isTaken, row.name);
            if (again && row.isTaken)
            {
                NS_TEST_EXPECT_MSG_EQ(wire::ToHex(*again), row.hex, row.name + " is kept");
            }
        }
    }

    const std::vector<Row> m_rows; //!< what is read
};

} // namespace tls
} // namespace ns3

#endif /* TLS_MESSAGE_TEST_SUPPORT_H */
