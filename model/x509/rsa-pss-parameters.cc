/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "rsa-pss-parameters.h"

#include "cryptopp-der-reader.h"
#include "cryptopp-der-writer.h"

#include <array>
#include <string_view>

namespace ns3
{
namespace tls
{

namespace
{

/// Hash functions with their names (RFC 4055, 2.1).
struct HashRow
{
    HashAlgorithm hash;
    std::string_view identifier;
};

constexpr std::array<HashRow, 3> HASHES{{
    {HashAlgorithm::SHA256, "2.16.840.1.101.3.4.2.1"},
    {HashAlgorithm::SHA384, "2.16.840.1.101.3.4.2.2"},
    {HashAlgorithm::SHA512, "2.16.840.1.101.3.4.2.3"},
}};

/// id-mgf1 (RFC 4055, 2.2).
constexpr std::string_view MGF1 = "1.2.840.113549.1.1.8";
/// Tags of the members; the fourth has its default.
constexpr uint8_t HASH_TAG = DerTag::ContextConstructed(0);
constexpr uint8_t MASK_TAG = DerTag::ContextConstructed(1);
constexpr uint8_t SALT_TAG = DerTag::ContextConstructed(2);

/**
 * @param hash a hash function
 * @return its AlgorithmIdentifier
 */
Bytes
SerializeHash(HashAlgorithm hash)
{
    DerWriter contents;
    for (const HashRow& row : HASHES)
    {
        if (row.hash == hash)
        {
            contents.ObjectIdentifier(row.identifier);
        }
    }
    contents.Null();
    DerWriter whole;
    whole.Element(DerTag::SEQUENCE, contents.View());
    return whole.Take();
}

/**
 * @param reader at the AlgorithmIdentifier of a hash function
 * @return the hash function; NONE when malformed or not known
 */
HashAlgorithm
ReadHash(DerReader& reader)
{
    DerReader contents = reader.Enter(DerTag::SEQUENCE);
    const std::string identifier = FormatObjectIdentifier(contents.ObjectIdentifier());
    if (contents.PeekTag() == DerTag::NULL_VALUE && !contents.Take(DerTag::NULL_VALUE).IsEmpty())
    {
        return HashAlgorithm::NONE;
    }
    for (const HashRow& row : HASHES)
    {
        if (row.identifier == identifier && contents.AtEnd() && reader.AtEnd())
        {
            return row.hash;
        }
    }
    return HashAlgorithm::NONE;
}

} // namespace

Bytes
SerializePssParameters(HashAlgorithm hash)
{
    DerWriter mask;
    mask.ObjectIdentifier(MGF1);
    mask.Raw(SerializeHash(hash));
    DerWriter maskWhole;
    maskWhole.Element(DerTag::SEQUENCE, mask.View());
    DerWriter salt;
    salt.Unsigned(static_cast<uint32_t>(HashLength(hash)));

    DerWriter contents;
    contents.Element(HASH_TAG, SerializeHash(hash));
    contents.Element(MASK_TAG, maskWhole.View());
    contents.Element(SALT_TAG, salt.View());
    DerWriter whole;
    whole.Element(DerTag::SEQUENCE, contents.View());
    return whole.Take();
}

HashAlgorithm
ParsePssParameters(ByteView der)
{
    DerReader whole(der);
    DerReader contents = whole.Enter(DerTag::SEQUENCE);
    DerReader hashReader = contents.Enter(HASH_TAG);
    const HashAlgorithm hash = ReadHash(hashReader);
    DerReader maskWhole = contents.Enter(MASK_TAG);
    DerReader mask = maskWhole.Enter(DerTag::SEQUENCE);
    const std::string function = FormatObjectIdentifier(mask.ObjectIdentifier());
    const HashAlgorithm maskHash = ReadHash(mask);
    DerReader saltReader = contents.Enter(SALT_TAG);
    const uint32_t salt = saltReader.Unsigned(UINT8_MAX);
    const bool isRead =
        whole.AtEnd() && contents.AtEnd() && maskWhole.AtEnd() && saltReader.AtEnd();
    return isRead && function == MGF1 && maskHash == hash && salt == HashLength(hash)
               ? hash
               : HashAlgorithm::NONE;
}

} // namespace tls
} // namespace ns3
