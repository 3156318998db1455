/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-extension.h"

#include "cryptopp-der-reader.h"
#include "cryptopp-der-writer.h"

namespace ns3
{
namespace tls
{

namespace
{

constexpr const char* PADDING_TEXT = "This certificate belongs to a simulation. ";

/// Length fields grow with what they count: at most by two octets in each of as many levels.
constexpr size_t MAX_GROWTH = 2 * 12;

/**
 * @param length characters of text
 * @return a netscape-comment
 */
Bytes
SerializeComment(size_t length)
{
    std::string text;
    while (text.size() < length)
    {
        text += PADDING_TEXT;
    }
    text.resize(length);
    DerWriter value;
    value.Text(DerTag::IA5_STRING, text);
    return SerializeX509Extension("2.16.840.1.113730.1.13", false, value.View());
}

} // namespace

Bytes
SerializeX509Extension(const char* identifier, bool isCritical, ByteView value)
{
    DerWriter contents;
    contents.ObjectIdentifier(identifier);
    if (isCritical)
    {
        contents.Boolean(true);
    }
    contents.Element(DerTag::OCTET_STRING, value);
    DerWriter extension;
    extension.Element(DerTag::SEQUENCE, contents.View());
    return extension.Take();
}

Bytes
SerializeBasicConstraints(std::optional<uint32_t> pathLength)
{
    DerWriter constraints;
    constraints.Boolean(true);
    if (pathLength)
    {
        constraints.Unsigned(*pathLength);
    }
    DerWriter value;
    value.Element(DerTag::SEQUENCE, constraints.View());
    return SerializeX509Extension("2.5.29.19", true, value.View());
}

Bytes
SerializeKeyUsage(uint16_t usage)
{
    // DER has no trailing zeros in a list of named bits (X.690, 11.2.2).
    unsigned int unused = 0;
    while (unused < 16 && (usage >> unused & 1) == 0)
    {
        ++unused;
    }
    const Bytes octets{static_cast<uint8_t>(usage >> 8), static_cast<uint8_t>(usage)};
    DerWriter value;
    value.BitString(ByteView(octets).Sub(0, (16 - unused + 7) / 8), unused % 8);
    return SerializeX509Extension("2.5.29.15", true, value.View());
}

Bytes
SerializeExtendedKeyUsage(const std::vector<std::string>& identifiers)
{
    DerWriter usages;
    for (const std::string& identifier : identifiers)
    {
        usages.ObjectIdentifier(identifier);
    }
    DerWriter value;
    value.Element(DerTag::SEQUENCE, usages.View());
    return SerializeX509Extension("2.5.29.37", false, value.View());
}

Bytes
SerializeSubjectAltName(const std::vector<std::string>& dnsNames,
                        const std::vector<Bytes>& ipAddresses)
{
    DerWriter names;
    for (const std::string& name : dnsNames)
    {
        names.Text(DerTag::Context(2), name);
    }
    for (const Bytes& address : ipAddresses)
    {
        names.Element(DerTag::Context(7), address);
    }
    DerWriter value;
    value.Element(DerTag::SEQUENCE, names.View());
    return SerializeX509Extension("2.5.29.17", false, value.View());
}

Bytes
SerializeSubjectKeyIdentifier(ByteView identifier)
{
    DerWriter value;
    value.Element(DerTag::OCTET_STRING, identifier);
    return SerializeX509Extension("2.5.29.14", false, value.View());
}

Bytes
SerializeAuthorityKeyIdentifier(ByteView identifier)
{
    DerWriter keyIdentifier;
    keyIdentifier.Element(DerTag::Context(0), identifier);
    DerWriter value;
    value.Element(DerTag::SEQUENCE, keyIdentifier.View());
    return SerializeX509Extension("2.5.29.35", false, value.View());
}

ByteView
SubjectPublicKeyOf(const PublicKey& key)
{
    DerReader outer(key.spki);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    sequence.Take(DerTag::SEQUENCE);
    return sequence.BitStringOctets();
}

std::optional<Bytes>
FindPaddingExtension(size_t size, const std::function<size_t(ByteView element)>& sizeWith)
{
    const size_t plain = sizeWith({});
    if (plain == size)
    {
        return Bytes{};
    }
    const size_t overhead = SerializeComment(0).size();
    if (size < plain + overhead)
    {
        return std::nullopt;
    }
    const size_t longest = size - plain - overhead;
    for (size_t length = longest; length + MAX_GROWTH >= longest; --length)
    {
        Bytes comment = SerializeComment(length);
        if (sizeWith(comment) == size)
        {
            return comment;
        }
        if (length == 0)
        {
            break;
        }
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
