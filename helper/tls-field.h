/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_FIELD_H
#define TLS_FIELD_H

#include <string>
#include <vector>

namespace ns3
{

/// A field of a message, decoded for a reader, with the fields inside of it.
struct TlsField
{
    std::string name;              //!< as its specification calls it
    std::string value{};           //!< in words, empty where the inner fields say it all
    std::vector<TlsField> inner{}; //!< what it consists of
};

/// The fields of a message in the order of the wire.
using TlsFields = std::vector<TlsField>;

} // namespace ns3

#endif /* TLS_FIELD_H */
