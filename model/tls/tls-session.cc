/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session.h"

#include "tls-version-traits.h"

#include "ns3/assert.h"
#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

/// First octet: changes whenever the layout does, so that octets of another release are refused.
constexpr uint8_t FORMAT = 1;
/// The same of a session of TLS 1.3, which has more to say.
constexpr uint8_t FORMAT_13 = 2;
constexpr uint8_t HAS_EXTENDED_MASTER_SECRET = 1;
constexpr uint8_t ENCRYPTS_THEN_MACS = 2;
/// DEFLATE (RFC 3749, 2), the highest method there is.
constexpr uint8_t MAX_COMPRESSION = 1;
/// Longest session id in octets (RFC 5246, 7.4.1.2).
constexpr size_t MAX_SESSION_ID = 32;

/**
 * @param value a code point
 * @return true for a group that the module has, and for none
 */
bool
IsGroup(uint16_t value)
{
    const NamedGroup group{value};
    const std::vector<NamedGroup>& groups = GetNamedGroups();
    return group == NamedGroup::NONE ||
           std::find(groups.begin(), groups.end(), group) != groups.end();
}

/**
 * @param octets the DER of each certificate, with its length before it
 * @param provider what loads the keys
 * @param chain where the certificates go
 * @return true when all of them are well-formed
 */
bool
ParseChain(ByteView octets, CryptoProvider& provider, std::vector<X509Certificate>& chain)
{
    ByteReader reader(octets);
    while (reader.Ok() && reader.Remaining() > 0)
    {
        std::optional<X509Certificate> certificate =
            ParseX509Certificate(reader.Vector24(), provider);
        if (!certificate)
        {
            return false;
        }
        chain.push_back(std::move(*certificate));
    }
    return reader.AtEnd();
}

/**
 * @param version of a session
 * @return first octet of its layout
 */
uint8_t
FormatOf(TlsVersion version)
{
    return version == TlsVersion::TLS_1_3 ? FORMAT_13 : FORMAT;
}

/**
 * Write the secret, and in TLS 1.3 what belongs to its ticket.
 * @param session what is written
 * @param writer where it goes
 */
void
WriteSecret(const TlsSession& session, ByteWriter& writer)
{
    if (FormatOf(session.version) == FORMAT)
    {
        NS_ASSERT_MSG(session.masterSecret.size() == TLS_MASTER_SECRET,
                      "A session that was agreed on has a master secret.");
        writer.Write(session.masterSecret);
        return;
    }
    writer.Vector8(session.masterSecret);
    writer.U32(session.ticketAgeAdd);
    writer.U64(static_cast<uint64_t>(session.ticketTime));
    writer.U32(session.maxEarlyData);
}

/**
 * @param reader at the secret
 * @param format first octet of the layout
 * @param session where it goes
 */
void
ReadSecret(ByteReader& reader, uint8_t format, TlsSession& session)
{
    if (format == FORMAT)
    {
        session.masterSecret = reader.Take(TLS_MASTER_SECRET).ToBytes();
        return;
    }
    session.masterSecret = reader.Vector8().ToBytes();
    session.ticketAgeAdd = reader.U32();
    session.ticketTime = static_cast<int64_t>(reader.U64());
    session.maxEarlyData = reader.U32();
}

} // namespace

bool
TlsSession::IsAlive(int64_t now, int64_t lifetime) const
{
    return created <= now && created > now - lifetime;
}

Bytes
SerializeSession(const TlsSession& session)
{
    ByteWriter writer;
    writer.U8(FormatOf(session.version));
    writer.U16(static_cast<uint16_t>(session.version));
    writer.U16(session.cipherSuite);
    writer.U8(session.compression);
    writer.U16(static_cast<uint16_t>(session.group));
    writer.U8((session.hasExtendedMasterSecret ? HAS_EXTENDED_MASTER_SECRET : 0) |
              (session.encryptsThenMacs ? ENCRYPTS_THEN_MACS : 0));
    writer.U64(static_cast<uint64_t>(session.created));
    writer.U32(session.ticketLifetime);
    WriteSecret(session, writer);
    writer.Vector8(session.sessionId);
    writer.Vector16(ToBytes(session.serverName));
    writer.Vector8(ToBytes(session.alpn));
    writer.Vector8(ToBytes(session.npn));
    writer.Vector16(session.ticket);
    const ByteWriter::Mark chain = writer.Begin(3);
    for (const X509Certificate& certificate : session.peerChain)
    {
        writer.Vector24(certificate.der);
    }
    writer.End(chain);
    return writer.Ok() ? writer.Take() : Bytes{};
}

std::optional<TlsSession>
ParseSession(ByteView data, CryptoProvider& provider)
{
    TlsSession session;
    ByteReader reader(data);
    const uint8_t format = reader.U8();
    session.version = TlsVersion{reader.U16()};
    session.cipherSuite = reader.U16();
    session.compression = reader.U8();
    const uint16_t group = reader.U16();
    const uint8_t flags = reader.U8();
    session.created = static_cast<int64_t>(reader.U64());
    session.ticketLifetime = reader.U32();
    ReadSecret(reader, format, session);
    session.sessionId = reader.Vector8().ToBytes();
    session.serverName = reader.Vector16().ToString();
    session.alpn = reader.Vector8().ToString();
    session.npn = reader.Vector8().ToString();
    session.ticket = reader.Vector16().ToBytes();
    const ByteView chain = reader.Vector24();
    std::vector<X509Certificate> certificates;
    if (!reader.AtEnd() || format != FormatOf(session.version) ||
        !FindVersionTraits(session.version) || session.compression > MAX_COMPRESSION ||
        !IsGroup(group) || (flags & ~(HAS_EXTENDED_MASTER_SECRET | ENCRYPTS_THEN_MACS)) != 0 ||
        session.sessionId.size() > MAX_SESSION_ID || !ParseChain(chain, provider, certificates))
    {
        return std::nullopt;
    }
    session.peerChain = std::move(certificates);
    session.group = NamedGroup{group};
    session.hasExtendedMasterSecret = (flags & HAS_EXTENDED_MASTER_SECRET) != 0;
    session.encryptsThenMacs = (flags & ENCRYPTS_THEN_MACS) != 0;
    return session;
}

} // namespace tls
} // namespace ns3
