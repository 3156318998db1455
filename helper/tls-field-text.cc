/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-field-text.h"

#include <iomanip>
#include <sstream>

namespace ns3
{

namespace
{

/// Octets that are shown in full; a random, a digest and a point of a 256-bit curve are no longer.
constexpr size_t SHOWN = 72;

} // namespace

std::string
TlsFieldText::Hex(uint64_t value, int digits)
{
    std::ostringstream os;
    os.imbue(std::locale::classic());
    os << "0x" << std::hex << std::setw(digits) << std::setfill('0') << value;
    return os.str();
}

std::string
TlsFieldText::Named(const std::string& name, uint64_t value, int digits)
{
    return name + " (" + Hex(value, digits) + ")";
}

std::string
TlsFieldText::Octets(size_t number)
{
    return std::to_string(number) + (number == 1 ? " octet" : " octets");
}

std::string
TlsFieldText::Bytes(wire::ByteView bytes)
{
    if (bytes.IsEmpty())
    {
        return "empty";
    }
    return bytes.Size() <= SHOWN
               ? wire::ToHex(bytes)
               : Octets(bytes.Size()) + ", " + wire::ToHex(bytes.Sub(0, SHOWN)) + " ...";
}

std::string
TlsFieldText::Printable(wire::ByteView bytes)
{
    std::string text;
    for (const uint8_t octet : bytes)
    {
        text += octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '?';
    }
    return text;
}

TlsField
TlsFieldText::Opaque(const std::string& name, wire::ByteView bytes)
{
    return {name, Bytes(bytes)};
}

} // namespace ns3
