/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-der.h"

#include <cryptopp/asn.h>
#include <cryptopp/filters.h>
#include <cryptopp/integer.h>
#include <cryptopp/queue.h>

namespace ns3
{
namespace tls
{

namespace
{

constexpr uint8_t EC_PARAMETERS = CryptoPP::CONTEXT_SPECIFIC | CryptoPP::CONSTRUCTED | 0;
constexpr uint8_t EC_PUBLIC_KEY = CryptoPP::CONTEXT_SPECIFIC | CryptoPP::CONSTRUCTED | 1;

/**
 * @param source what is read
 * @return all that is left in it
 */
Bytes
TakeAll(CryptoPP::BufferedTransformation& source)
{
    // Sequences of definite length know better than MaxRetrievable() where they end.
    CryptoPP::ByteQueue queue;
    source.TransferTo(queue);
    Bytes bytes(queue.CurrentSize());
    queue.Get(bytes.data(), bytes.size());
    return bytes;
}

/**
 * @param sequence a SEQUENCE that is being read
 * @return what is left of its contents
 */
Bytes
TakeRest(CryptoPP::BERGeneralDecoder& sequence)
{
    Bytes bytes(sequence.IsDefiniteLength() ? sequence.RemainingLength() : 0);
    if (sequence.Get(bytes.data(), bytes.size()) != bytes.size())
    {
        CryptoPP::BERDecodeError();
    }
    return bytes;
}

/**
 * @param source what is read
 * @return AlgorithmIdentifier (RFC 5280, 4.1.1.2), key not set
 */
KeyInfo
ReadAlgorithm(CryptoPP::BufferedTransformation& source)
{
    KeyInfo info;
    CryptoPP::BERSequenceDecoder algorithm(source);
    const CryptoPP::OID oid(algorithm);
    info.algorithm.assign(oid.GetValues().begin(), oid.GetValues().end());
    info.parameters = TakeRest(algorithm);
    algorithm.MessageEnd();
    return info;
}

/**
 * @param target where AlgorithmIdentifier goes
 * @param info parts of a key
 */
void
WriteAlgorithm(CryptoPP::BufferedTransformation& target, const KeyInfo& info)
{
    CryptoPP::DERSequenceEncoder algorithm(target);
    CryptoPP::OID oid;
    for (const uint32_t arc : info.algorithm)
    {
        oid += arc;
    }
    oid.DEREncode(algorithm);
    algorithm.Put(info.parameters.data(), info.parameters.size());
    algorithm.MessageEnd();
}

/**
 * @param source what is read
 * @return an INTEGER in big-endian octets without leading zeros
 */
Bytes
ReadInteger(CryptoPP::BufferedTransformation& source)
{
    CryptoPP::Integer number;
    number.BERDecode(source);
    if (number.IsNegative())
    {
        CryptoPP::BERDecodeError();
    }
    Bytes bytes(number.ByteCount());
    number.Encode(bytes.data(), bytes.size());
    return bytes;
}

} // namespace

std::optional<KeyInfo>
ParseSubjectPublicKeyInfo(ByteView spki)
{
    try
    {
        CryptoPP::StringStore store(spki.Data(), spki.Size());
        CryptoPP::BERSequenceDecoder sequence(store);
        KeyInfo info = ReadAlgorithm(sequence);
        CryptoPP::SecByteBlock key;
        unsigned int unused = 0;
        CryptoPP::BERDecodeBitString(sequence, key, unused);
        sequence.MessageEnd();
        info.key.assign(key.begin(), key.end());
        // Crypto++ reads BER; only what is written the same way is DER.
        if (SerializeSubjectPublicKeyInfo(info) != spki)
        {
            return std::nullopt;
        }
        return info;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

Bytes
SerializeSubjectPublicKeyInfo(const KeyInfo& info)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::DERSequenceEncoder sequence(queue);
    WriteAlgorithm(sequence, info);
    CryptoPP::DEREncodeBitString(sequence, info.key.data(), info.key.size());
    sequence.MessageEnd();
    return TakeAll(queue);
}

std::optional<KeyInfo>
ParsePrivateKeyInfo(ByteView pkcs8)
{
    try
    {
        CryptoPP::StringStore store(pkcs8.Data(), pkcs8.Size());
        CryptoPP::BERSequenceDecoder sequence(store);
        uint32_t version = 0;
        CryptoPP::BERDecodeUnsigned<uint32_t>(sequence, version, CryptoPP::INTEGER, 0, 1);
        KeyInfo info = ReadAlgorithm(sequence);
        CryptoPP::SecByteBlock key;
        CryptoPP::BERDecodeOctetString(sequence, key);
        TakeRest(sequence);
        sequence.MessageEnd();
        if (store.AnyRetrievable())
        {
            return std::nullopt;
        }
        info.key.assign(key.begin(), key.end());
        return info;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

Bytes
SerializePrivateKeyInfo(const KeyInfo& info)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::DERSequenceEncoder sequence(queue);
    CryptoPP::DEREncodeUnsigned<uint32_t>(sequence, 0);
    WriteAlgorithm(sequence, info);
    CryptoPP::DEREncodeOctetString(sequence, info.key.data(), info.key.size());
    sequence.MessageEnd();
    return TakeAll(queue);
}

std::optional<std::vector<Bytes>>
ParseDerIntegers(ByteView der)
{
    try
    {
        CryptoPP::StringStore store(der.Data(), der.Size());
        CryptoPP::BERSequenceDecoder sequence(store);
        std::vector<Bytes> numbers;
        while (!sequence.EndReached())
        {
            numbers.push_back(ReadInteger(sequence));
        }
        sequence.MessageEnd();
        if (SerializeDerIntegers(numbers) != der)
        {
            return std::nullopt;
        }
        return numbers;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

Bytes
SerializeDerIntegers(const std::vector<Bytes>& numbers)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::DERSequenceEncoder sequence(queue);
    for (const Bytes& number : numbers)
    {
        CryptoPP::Integer(number.data(), number.size()).DEREncode(sequence);
    }
    sequence.MessageEnd();
    return TakeAll(queue);
}

std::optional<Bytes>
ParseDerInteger(ByteView der)
{
    try
    {
        CryptoPP::StringStore store(der.Data(), der.Size());
        Bytes number = ReadInteger(store);
        if (SerializeDerInteger(number) != der)
        {
            return std::nullopt;
        }
        return number;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

Bytes
SerializeDerInteger(ByteView number)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::Integer(number.Data(), number.Size()).DEREncode(queue);
    return TakeAll(queue);
}

std::optional<EcPrivateKeyInfo>
ParseEcPrivateKey(ByteView der)
{
    try
    {
        CryptoPP::StringStore store(der.Data(), der.Size());
        CryptoPP::BERSequenceDecoder sequence(store);
        uint32_t version = 0;
        CryptoPP::BERDecodeUnsigned<uint32_t>(sequence, version, CryptoPP::INTEGER, 1, 1);
        CryptoPP::SecByteBlock scalar;
        CryptoPP::BERDecodeOctetString(sequence, scalar);
        EcPrivateKeyInfo info;
        info.privateKey.assign(scalar.begin(), scalar.end());
        if (!sequence.EndReached() && sequence.PeekByte() == EC_PARAMETERS)
        {
            CryptoPP::BERGeneralDecoder parameters(sequence, EC_PARAMETERS);
            info.parameters = TakeRest(parameters);
            parameters.MessageEnd();
        }
        if (!sequence.EndReached())
        {
            CryptoPP::BERGeneralDecoder publicKey(sequence, EC_PUBLIC_KEY);
            CryptoPP::SecByteBlock point;
            unsigned int unused = 0;
            CryptoPP::BERDecodeBitString(publicKey, point, unused);
            publicKey.MessageEnd();
            info.publicKey.assign(point.begin(), point.end());
        }
        sequence.MessageEnd();
        if (store.AnyRetrievable())
        {
            return std::nullopt;
        }
        return info;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

Bytes
SerializeEcPrivateKey(const EcPrivateKeyInfo& info)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::DERSequenceEncoder sequence(queue);
    CryptoPP::DEREncodeUnsigned<uint32_t>(sequence, 1);
    CryptoPP::DEREncodeOctetString(sequence, info.privateKey.data(), info.privateKey.size());
    if (!info.parameters.empty())
    {
        CryptoPP::DERGeneralEncoder parameters(sequence, EC_PARAMETERS);
        parameters.Put(info.parameters.data(), info.parameters.size());
        parameters.MessageEnd();
    }
    if (!info.publicKey.empty())
    {
        CryptoPP::DERGeneralEncoder publicKey(sequence, EC_PUBLIC_KEY);
        CryptoPP::DEREncodeBitString(publicKey, info.publicKey.data(), info.publicKey.size());
        publicKey.MessageEnd();
    }
    sequence.MessageEnd();
    return TakeAll(queue);
}

} // namespace tls
} // namespace ns3
