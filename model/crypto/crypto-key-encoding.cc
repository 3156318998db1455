/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-key-encoding.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

constexpr uint8_t INTEGER = 0x02;
constexpr uint8_t BIT_STRING = 0x03;
constexpr uint8_t OCTET_STRING = 0x04;
constexpr uint8_t OBJECT_IDENTIFIER = 0x06;
constexpr uint8_t SEQUENCE = 0x30;
constexpr uint8_t EC_PARAMETERS = 0xa0; //!< [0] of ECPrivateKey
constexpr uint8_t EC_PUBLIC_KEY = 0xa1; //!< [1] of ECPrivateKey

/**
 * @param tag identifier octet
 * @param contents what the element holds
 * @return the element in DER (X.690, 8.1 and 10.1)
 */
Bytes
Element(uint8_t tag, ByteView contents)
{
    Bytes element{tag};
    const size_t size = contents.Size();
    if (size < 0x80)
    {
        element.push_back(static_cast<uint8_t>(size));
    }
    else
    {
        Bytes length;
        for (size_t rest = size; rest > 0; rest >>= 8)
        {
            length.insert(length.begin(), static_cast<uint8_t>(rest));
        }
        element.push_back(static_cast<uint8_t>(0x80 | length.size()));
        Append(element, length);
    }
    Append(element, contents);
    return element;
}

/// Elements one after the other. What is not as asked for leaves it failed and everything empty.
class ElementReader
{
  public:
    /// @param der elements in DER
    explicit ElementReader(ByteView der)
        : m_rest(der)
    {
    }

    /// @return true when another element with that tag follows
    bool IsNext(uint8_t tag) const
    {
        return !m_rest.IsEmpty() && m_rest[0] == tag;
    }

    /**
     * @param tag identifier octet that must come next
     * @return contents of the element
     */
    ByteView Take(uint8_t tag)
    {
        if (!IsNext(tag) || m_rest.Size() < 2)
        {
            return Fail();
        }
        size_t header = 2;
        size_t size = m_rest[1];
        if (size >= 0x80)
        {
            const size_t octets = size - 0x80;
            header += octets;
            if (octets == 0 || octets > sizeof(uint32_t) || m_rest.Size() < header)
            {
                return Fail();
            }
            size = 0;
            for (const uint8_t octet : m_rest.Sub(2, octets))
            {
                size = size << 8 | octet;
            }
            // The length must have needed those octets (X.690, 10.1).
            if (size < 0x80 || m_rest[2] == 0)
            {
                return Fail();
            }
        }
        if (m_rest.Size() - header < size)
        {
            return Fail();
        }
        const ByteView contents = m_rest.Sub(header, size);
        m_rest = m_rest.Sub(header + size);
        return contents;
    }

    /**
     * @param tag identifier octet that must come next
     * @return the element with its header
     */
    Bytes TakeWhole(uint8_t tag)
    {
        const ByteView before = m_rest;
        Take(tag);
        return m_isOk ? before.Sub(0, before.Size() - m_rest.Size()).ToBytes() : Bytes{};
    }

    /// @return an INTEGER that is not negative, without leading zeros (X.690, 8.3)
    Bytes TakeInteger()
    {
        const ByteView contents = Take(INTEGER);
        const bool hasZero = contents.Size() > 1 && contents[0] == 0;
        if (contents.IsEmpty() || (contents[0] & 0x80) != 0 ||
            (hasZero && (contents[1] & 0x80) == 0))
        {
            return Fail().ToBytes();
        }
        return contents.Sub(contents[0] == 0 ? 1 : 0).ToBytes();
    }

    /// @return octets of a BIT STRING that fills them (X.690, 8.6)
    Bytes TakeBits()
    {
        const ByteView contents = Take(BIT_STRING);
        if (contents.IsEmpty() || contents[0] != 0)
        {
            return Fail().ToBytes();
        }
        return contents.Sub(1).ToBytes();
    }

    /// @return what is left
    Bytes TakeRest()
    {
        return std::exchange(m_rest, {}).ToBytes();
    }

    /// @return false when something was not as asked for
    bool IsOk() const
    {
        return m_isOk;
    }

    /// @return true when all was as asked for and nothing is left
    bool IsAtEnd() const
    {
        return m_isOk && m_rest.IsEmpty();
    }

  private:
    ByteView Fail()
    {
        m_isOk = false;
        m_rest = {};
        return {};
    }

    ByteView m_rest;   //!< what is still to be read
    bool m_isOk{true}; //!< false when something was not as asked for
};

/**
 * @param info parts of a key
 * @return AlgorithmIdentifier (RFC 5280, 4.1.1.2)
 */
Bytes
SerializeAlgorithm(const KeyInfo& info)
{
    Bytes contents = info.algorithm;
    Append(contents, info.parameters);
    return Element(SEQUENCE, contents);
}

/**
 * @param reader where AlgorithmIdentifier comes next
 * @param info where its parts go
 * @return false when it is malformed
 */
bool
ReadAlgorithm(ElementReader& reader, KeyInfo& info)
{
    ElementReader algorithm(reader.Take(SEQUENCE));
    info.algorithm = algorithm.TakeWhole(OBJECT_IDENTIFIER);
    info.parameters = algorithm.TakeRest();
    return reader.IsOk() && algorithm.IsOk();
}

} // namespace

std::optional<KeyInfo>
ParseSubjectPublicKeyInfo(ByteView spki)
{
    ElementReader outer(spki);
    ElementReader sequence(outer.Take(SEQUENCE));
    KeyInfo info;
    const bool isOk = ReadAlgorithm(sequence, info);
    info.key = sequence.TakeBits();
    if (!isOk || !sequence.IsAtEnd() || !outer.IsAtEnd())
    {
        return std::nullopt;
    }
    return info;
}

Bytes
SerializeSubjectPublicKeyInfo(const KeyInfo& info)
{
    Bytes contents = SerializeAlgorithm(info);
    Bytes bits{0};
    Append(bits, info.key);
    Append(contents, Element(BIT_STRING, bits));
    return Element(SEQUENCE, contents);
}

std::optional<KeyInfo>
ParsePrivateKeyInfo(ByteView pkcs8)
{
    ElementReader outer(pkcs8);
    ElementReader sequence(outer.Take(SEQUENCE));
    // 0 is PrivateKeyInfo, 1 OneAsymmetricKey with a public key.
    const Bytes version = sequence.TakeInteger();
    KeyInfo info;
    const bool isOk = ReadAlgorithm(sequence, info) && (version.empty() || version == Bytes{1});
    info.key = sequence.Take(OCTET_STRING).ToBytes();
    if (!isOk || !sequence.IsOk() || !outer.IsAtEnd())
    {
        return std::nullopt;
    }
    return info;
}

Bytes
SerializePrivateKeyInfo(const KeyInfo& info)
{
    Bytes contents = SerializeDerInteger({});
    Append(contents, SerializeAlgorithm(info));
    Append(contents, Element(OCTET_STRING, info.key));
    return Element(SEQUENCE, contents);
}

std::optional<std::vector<Bytes>>
ParseDerIntegers(ByteView der)
{
    ElementReader outer(der);
    ElementReader sequence(outer.Take(SEQUENCE));
    std::vector<Bytes> numbers;
    while (sequence.IsNext(INTEGER))
    {
        numbers.push_back(sequence.TakeInteger());
    }
    if (!sequence.IsAtEnd() || !outer.IsAtEnd())
    {
        return std::nullopt;
    }
    return numbers;
}

Bytes
SerializeDerIntegers(const std::vector<Bytes>& numbers)
{
    Bytes contents;
    for (const Bytes& number : numbers)
    {
        Append(contents, SerializeDerInteger(number));
    }
    return Element(SEQUENCE, contents);
}

std::optional<Bytes>
ParseDerInteger(ByteView der)
{
    ElementReader reader(der);
    Bytes number = reader.TakeInteger();
    if (!reader.IsAtEnd())
    {
        return std::nullopt;
    }
    return number;
}

Bytes
SerializeDerInteger(ByteView number)
{
    const auto* first =
        std::find_if(number.begin(), number.end(), [](uint8_t octet) { return octet != 0; });
    Bytes contents(first, number.end());
    // A number that is not negative starts with a zero bit (X.690, 8.3).
    if (contents.empty() || (contents.front() & 0x80) != 0)
    {
        contents.insert(contents.begin(), 0);
    }
    return Element(INTEGER, contents);
}

std::optional<EcPrivateKeyInfo>
ParseEcPrivateKey(ByteView der)
{
    ElementReader outer(der);
    ElementReader sequence(outer.Take(SEQUENCE));
    const Bytes version = sequence.TakeInteger();
    EcPrivateKeyInfo info;
    info.privateKey = sequence.Take(OCTET_STRING).ToBytes();
    if (sequence.IsNext(EC_PARAMETERS))
    {
        info.parameters = sequence.Take(EC_PARAMETERS).ToBytes();
    }
    if (sequence.IsNext(EC_PUBLIC_KEY))
    {
        ElementReader publicKey(sequence.Take(EC_PUBLIC_KEY));
        info.publicKey = publicKey.TakeBits();
        if (!publicKey.IsAtEnd())
        {
            return std::nullopt;
        }
    }
    if (version != Bytes{1} || !sequence.IsAtEnd() || !outer.IsAtEnd())
    {
        return std::nullopt;
    }
    return info;
}

Bytes
SerializeEcPrivateKey(const EcPrivateKeyInfo& info)
{
    Bytes contents = SerializeDerInteger(Bytes{1});
    Append(contents, Element(OCTET_STRING, info.privateKey));
    if (!info.parameters.empty())
    {
        Append(contents, Element(EC_PARAMETERS, info.parameters));
    }
    if (!info.publicKey.empty())
    {
        Bytes bits{0};
        Append(bits, info.publicKey);
        Append(contents, Element(EC_PUBLIC_KEY, Element(BIT_STRING, bits)));
    }
    return Element(SEQUENCE, contents);
}

} // namespace tls
} // namespace ns3
