/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-name.h"

#include "cryptopp-der-reader.h"
#include "cryptopp-der-writer.h"

#include "ns3/assert.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// More attributes than any name in use has.
constexpr size_t MAX_ATTRIBUTES = 32;

/// An attribute type: its short name and identifier (RFC 4519, RFC 5280, appendix A).
struct AttributeRow
{
    const char* name;
    const char* identifier;
    uint8_t stringTag;
};

constexpr std::array<AttributeRow, 8> ATTRIBUTES{{
    {"CN", "2.5.4.3", DerTag::UTF8_STRING},
    {"C", "2.5.4.6", DerTag::PRINTABLE_STRING},
    {"L", "2.5.4.7", DerTag::UTF8_STRING},
    {"ST", "2.5.4.8", DerTag::UTF8_STRING},
    {"O", "2.5.4.10", DerTag::UTF8_STRING},
    {"OU", "2.5.4.11", DerTag::UTF8_STRING},
    {"DC", "0.9.2342.19200300.100.1.25", DerTag::IA5_STRING},
    {"emailAddress", "1.2.840.113549.1.9.1", DerTag::IA5_STRING},
}};

} // namespace

std::string
X509Name::ToString() const
{
    std::string text;
    for (auto attribute = attributes.rbegin(); attribute != attributes.rend(); ++attribute)
    {
        text += (text.empty() ? "" : ", ") + attribute->first + "=";
        for (const char c : attribute->second)
        {
            text += c >= ' ' && c <= '~' ? c : '?';
        }
    }
    return text;
}

bool
ParseX509Name(ByteView der, X509Name& name)
{
    name = {};
    name.der = der.ToBytes();
    DerReader outer(der);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    while (sequence.PeekTag() != 0)
    {
        DerReader set = sequence.Enter(DerTag::SET);
        do
        {
            DerReader attribute = set.Enter(DerTag::SEQUENCE);
            std::string type = FormatObjectIdentifier(attribute.ObjectIdentifier());
            const ByteView value = attribute.Take(attribute.PeekTag());
            if (!attribute.AtEnd() || type.empty() || name.attributes.size() == MAX_ATTRIBUTES)
            {
                return false;
            }
            for (const AttributeRow& row : ATTRIBUTES)
            {
                if (type == row.identifier)
                {
                    type = row.name;
                }
            }
            if (type == "CN")
            {
                name.commonName = value.ToString();
            }
            name.attributes.emplace_back(std::move(type), value.ToString());
        } while (set.PeekTag() != 0);
        if (!set.AtEnd())
        {
            return false;
        }
    }
    return sequence.AtEnd() && outer.AtEnd();
}

Bytes
SerializeX509Name(const std::vector<std::pair<std::string, std::string>>& attributes)
{
    DerWriter sequence;
    for (const auto& [type, value] : attributes)
    {
        const AttributeRow* known = nullptr;
        for (const AttributeRow& row : ATTRIBUTES)
        {
            known = type == row.name ? &row : known;
        }
        NS_ASSERT_MSG(known, "no attribute type " << type);
        DerWriter attribute;
        attribute.ObjectIdentifier(known->identifier);
        attribute.Text(known->stringTag, value);
        DerWriter set;
        set.Element(DerTag::SEQUENCE, attribute.View());
        sequence.Element(DerTag::SET, set.View());
    }
    DerWriter name;
    name.Element(DerTag::SEQUENCE, sequence.View());
    return name.Take();
}

} // namespace tls
} // namespace ns3
