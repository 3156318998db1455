/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_TEST_SUPPORT_H
#define TLS_KEY_TEST_SUPPORT_H

#include "ns3/cryptopp-provider.h"
#include "ns3/test.h"
#include "ns3/tls-key-schedule-12.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

// What known answers of the record protocol and of its keys share. Premaster secret: 0303 10 11 12
// ..., client random 80 81 82 ..., server random c0 c1 c2 ...; the key blocks of all versions and
// suites are derived from one master secret.

/// RFC 5246, 8.1: the master secret of the answers.
constexpr const char* MASTER_SECRET =
    "6d7610a9814047d87e17f52249cacc686bd28606c7f960f548c24eedf5cf6ba596af70d741330dfbce6c7c30ec15"
    "f902";
/// What the records hold.
constexpr const char* PLAINTEXT = "GET / HTTP/1.1\r\n\r\n";

/// Octets that count up from a start.
class CountingRandomSource : public RandomSource
{
  public:
    uint8_t next{0}; //!< the next octet

    Bytes Generate(size_t size) override
    {
        Bytes octets(size);
        for (uint8_t& octet : octets)
        {
            octet = next++;
        }
        return octets;
    }
};

/**
 * @param start first octet
 * @param size octets
 * @return octets that count up
 */
inline Bytes
Counting(uint8_t start, size_t size)
{
    CountingRandomSource source;
    source.next = start;
    return source.Generate(size);
}

/// A test with a provider and the inputs of the answers.
class TlsKeyTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit TlsKeyTestCase(const std::string& title)
        : TestCase(title)
    {
    }

  protected:
    /**
     * @param version of the protocol
     * @param suite a code point
     * @return the inputs of the answers with these
     */
    static TlsKeyInputs Inputs(TlsVersion version, uint16_t suite)
    {
        return {FindVersionTraits(version),
                FindCipherSuite(suite),
                Counting(0x80, TLS_RANDOM),
                Counting(0xc0, TLS_RANDOM)};
    }

    /**
     * @param version of the protocol
     * @param suite a code point
     * @return the six secrets of the answers
     */
    TlsKeyBlock KeyBlock(TlsVersion version, uint16_t suite)
    {
        return DeriveKeyBlock(provider, Inputs(version, suite), wire::FromHex(MASTER_SECRET));
    }

    /**
     * @param version of the protocol
     * @param suite a code point
     * @param direction which way the keys work
     * @param sender whose keys
     * @param encryptsThenMacs order of cipher and MAC
     * @return the keys of the answers
     */
    std::unique_ptr<TlsRecordProtection> Protection(TlsVersion version,
                                                    uint16_t suite,
                                                    CryptoProvider::Direction direction,
                                                    TlsRole sender = TlsRole::CLIENT,
                                                    bool encryptsThenMacs = false)
    {
        return CreateRecordProtection(provider,
                                      random,
                                      Inputs(version, suite),
                                      KeyBlock(version, suite),
                                      sender,
                                      direction,
                                      encryptsThenMacs);
    }

    CryptoMeter meter;                //!< counts
    CryptoppProvider provider{meter}; //!< computes
    CountingRandomSource random;      //!< gives IVs
};

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_TEST_SUPPORT_H */
