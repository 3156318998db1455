/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DER_TAG_H
#define DER_TAG_H

#include <cstdint>

namespace ns3
{
namespace tls
{

/// Identifier octets of ASN.1 types in DER (X.690, 8.1.2), those with small tag numbers.
namespace DerTag
{
constexpr uint8_t BOOLEAN = 0x01;           //!< truth values
constexpr uint8_t INTEGER = 0x02;           //!< whole numbers
constexpr uint8_t BIT_STRING = 0x03;        //!< strings of bits, such as keys and signatures
constexpr uint8_t OCTET_STRING = 0x04;      //!< strings of octets
constexpr uint8_t NULL_VALUE = 0x05;        //!< no value
constexpr uint8_t OBJECT_IDENTIFIER = 0x06; //!< registered names, such as algorithms
constexpr uint8_t ENUMERATED = 0x0a;        //!< one of a list of values
constexpr uint8_t UTF8_STRING = 0x0c;       //!< text in UTF-8
constexpr uint8_t PRINTABLE_STRING = 0x13;  //!< text in a part of ASCII
constexpr uint8_t IA5_STRING = 0x16;        //!< text in ASCII
constexpr uint8_t UTC_TIME = 0x17;          //!< dates from 1950 to 2049
constexpr uint8_t GENERALIZED_TIME = 0x18;  //!< dates of any year
constexpr uint8_t SEQUENCE = 0x30;          //!< members in their order
constexpr uint8_t SET = 0x31;               //!< members in any order

/**
 * @param number tag number, 0 to 30
 * @return a context-specific tag around a primitive encoding
 */
constexpr uint8_t
Context(uint8_t number)
{
    return static_cast<uint8_t>(0x80 | number);
}

/**
 * @param number tag number, 0 to 30
 * @return a context-specific tag around a constructed encoding
 */
constexpr uint8_t
ContextConstructed(uint8_t number)
{
    return static_cast<uint8_t>(0xa0 | number);
}
} // namespace DerTag

} // namespace tls
} // namespace ns3

#endif /* DER_TAG_H */
