/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-ticket-keys.h"

#include "ns3/assert.h"
#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"

namespace ns3
{
namespace tls
{

namespace
{

constexpr size_t NAME_LENGTH = 16;
constexpr size_t BLOCK_LENGTH = 16;
constexpr size_t MAC_KEY_LENGTH = 32;
constexpr size_t MAC_LENGTH = 32;
/// Longest state in octets that, padded, leaves room for the rest of a ticket (RFC 5077, 3.3).
constexpr size_t MAX_STATE = 65535 - NAME_LENGTH - 2 * BLOCK_LENGTH - 2 - MAC_LENGTH;

/// Most octets of padding: an octet counts them.
constexpr size_t MAX_PADDING = 255;

/**
 * Fill the last block, or more blocks; each octet added says how many there are (RFC 5246,
 * 6.2.3.2, with one octet less in the count).
 * @param state plaintext, always made longer
 * @param least octets that it shall have at least
 */
void
Pad(Bytes& state, size_t least)
{
    size_t padding = BLOCK_LENGTH - state.size() % BLOCK_LENGTH;
    while (state.size() + padding < least && padding + BLOCK_LENGTH <= MAX_PADDING)
    {
        padding += BLOCK_LENGTH;
    }
    state.insert(state.end(), padding, static_cast<uint8_t>(padding));
}

/**
 * Undo Pad(). What is padded wrongly stays, for the parser to refuse: the state is authentic, so
 * there is nothing that an attacker could learn.
 * @param state plaintext of at least one block
 */
void
Unpad(Bytes& state)
{
    const size_t padding = state.back();
    if (padding <= state.size())
    {
        state.resize(state.size() - padding);
    }
}

} // namespace

TlsTicketKeys::TlsTicketKeys(RandomSource& random, uint32_t lifetime)
    : m_name(random.Generate(NAME_LENGTH)),
      m_cipherKey(random.Generate(KeyLength(CipherAlgorithm::AES_128_CBC))),
      m_macKey(random.Generate(MAC_KEY_LENGTH)),
      m_lifetime(lifetime)
{
    NS_ASSERT_MSG(lifetime > 0, "A ticket must be good for at least one second.");
}

Bytes
TlsTicketKeys::Seal(const TlsSession& session,
                    CryptoProvider& provider,
                    RandomSource& random,
                    size_t leastState) const
{
    TlsSession kept = session;
    kept.sessionId.clear();
    Bytes state = SerializeSession(kept);
    if (state.empty() || state.size() > MAX_STATE)
    {
        return {};
    }
    Pad(state, leastState);
    const Bytes iv = provider.Random(random, BLOCK_LENGTH);
    provider
        .CreateCbc(CipherAlgorithm::AES_128_CBC, CryptoProvider::Direction::ENCRYPT, m_cipherKey)
        ->Process(iv, state);

    ByteWriter ticket;
    ticket.Write(m_name);
    ticket.Write(iv);
    ticket.Vector16(state);
    ticket.Write(provider.Hmac(HashAlgorithm::SHA256, m_macKey, {ticket.View()}));
    return ticket.Take();
}

std::optional<TlsSession>
TlsTicketKeys::Open(ByteView ticket, CryptoProvider& provider, int64_t now) const
{
    ByteReader reader(ticket);
    const ByteView name = reader.Take(NAME_LENGTH);
    const ByteView iv = reader.Take(BLOCK_LENGTH);
    Bytes state = reader.Vector16().ToBytes();
    const ByteView mac = reader.Take(MAC_LENGTH);
    if (!reader.AtEnd() || name != m_name || state.empty() || state.size() % BLOCK_LENGTH != 0)
    {
        return std::nullopt;
    }
    const ByteView authentic = ticket.Sub(0, ticket.Size() - MAC_LENGTH);
    if (!wire::IsSameSecret(mac, provider.Hmac(HashAlgorithm::SHA256, m_macKey, {authentic})))
    {
        return std::nullopt;
    }
    provider
        .CreateCbc(CipherAlgorithm::AES_128_CBC, CryptoProvider::Direction::DECRYPT, m_cipherKey)
        ->Process(iv, state);
    Unpad(state);
    std::optional<TlsSession> session = ParseSession(state, provider);
    return session && session->IsAlive(now, m_lifetime) ? session : std::nullopt;
}

uint32_t
TlsTicketKeys::GetLifetime() const
{
    return m_lifetime;
}

} // namespace tls
} // namespace ns3
