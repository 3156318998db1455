/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-config-13.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Longest name of a pre-shared key in octets (RFC 8446, 4.2.11).
constexpr size_t MAX_PSK_IDENTITY = 65535;
/// Largest cookie and name of a ticket in octets: a hello with them still fits a record.
constexpr size_t MAX_SIZE = 1000;
/// Most tickets after a handshake: their numbers are nonces of two octets.
constexpr uint32_t MAX_TICKETS = 65535;
/// Smallest name of a ticket in octets: it must not be guessed.
constexpr size_t MIN_TICKET_SIZE = 16;

} // namespace

bool
IsHandshakeGroup13(NamedGroup group)
{
    return IsFiniteField(group) || group == NamedGroup::SECP256R1 ||
           group == NamedGroup::SECP384R1 || group == NamedGroup::SECP521R1 ||
           group == NamedGroup::X25519;
}

std::string
TlsConfig13::Validate(TlsRole role) const
{
    if (paddingBlock > TLS_MAX_PLAINTEXT)
    {
        return "Records can be padded to at most 16,384 octets, not " +
               std::to_string(paddingBlock) + ".";
    }
    if (cookieSize > MAX_SIZE)
    {
        return "A cookie can have at most 1,000 octets, not " + std::to_string(cookieSize) + ".";
    }
    if (ticketSize < MIN_TICKET_SIZE || ticketSize > MAX_SIZE)
    {
        return "A ticket must have 16 to 1,000 octets, not " + std::to_string(ticketSize) + ".";
    }
    if (ticketCount > MAX_TICKETS)
    {
        return "A server can give at most 65,535 tickets, not " + std::to_string(ticketCount) + ".";
    }
    for (const TlsExternalPsk& psk : externalPsks)
    {
        if (psk.identity.empty() || psk.identity.size() > MAX_PSK_IDENTITY || psk.key.empty())
        {
            return "A pre-shared key needs a name of 1 to 65,535 octets and at least one octet of "
                   "key.";
        }
    }
    if (!externalPsks.empty() && pskModes.empty())
    {
        return "Pre-shared keys need a mode in which they may be used.";
    }
    if (role == TlsRole::SERVER && maxEarlyData > 0 && freshnessWindow < 0)
    {
        return "The window for the age of a ticket must not be negative.";
    }
    return "";
}

} // namespace tls
} // namespace ns3
