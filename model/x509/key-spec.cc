/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-spec.h"

#include "ns3/dh-well-known-group.h"

namespace ns3
{
namespace tls
{

namespace
{

constexpr uint16_t MIN_RSA_BITS = 512;
constexpr uint16_t MAX_RSA_BITS = 8192;

/**
 * @param text decimal digits without leading zero
 * @return their value up to 9999; 0 when it is no such number
 */
uint16_t
ParseBits(std::string_view text)
{
    constexpr size_t MAX_DIGITS = 4;
    if (text.empty() || text.size() > MAX_DIGITS || text.front() == '0' ||
        text.find_first_not_of("0123456789") != std::string_view::npos)
    {
        return 0;
    }
    uint16_t value = 0;
    for (const char digit : text)
    {
        value = static_cast<uint16_t>(10 * value + (digit - '0'));
    }
    return value;
}

/**
 * @param spec kind and size
 * @return true when keys of that kind come in that size
 */
bool
HasSize(const KeySpec& spec)
{
    switch (spec.type)
    {
    case PublicKeyType::RSA:
    case PublicKeyType::RSA_PSS:
        return spec.bits >= MIN_RSA_BITS && spec.bits <= MAX_RSA_BITS;
    case PublicKeyType::DSA:
        return spec.bits == 1024 || spec.bits == 2048 || spec.bits == 3072;
    case PublicKeyType::ECDSA:
        return spec.group != NamedGroup::NONE && spec.group != NamedGroup::X25519 &&
               !IsFiniteField(spec.group);
    case PublicKeyType::DH:
        return WellKnownDhGroup(spec.bits).has_value();
    case PublicKeyType::ED25519:
        return true;
    }
    return false;
}

} // namespace

std::optional<KeySpec>
ParseKeySpec(std::string_view text)
{
    if (text == ToString(PublicKeyType::ED25519))
    {
        return KeySpec{PublicKeyType::ED25519, 0, NamedGroup::NONE};
    }
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos)
    {
        return std::nullopt;
    }
    const std::string_view kind = text.substr(0, colon);
    const std::string_view size = text.substr(colon + 1);
    for (const PublicKeyType type : {PublicKeyType::RSA,
                                     PublicKeyType::RSA_PSS,
                                     PublicKeyType::DSA,
                                     PublicKeyType::ECDSA,
                                     PublicKeyType::DH})
    {
        if (kind != ToString(type))
        {
            continue;
        }
        const KeySpec spec = type == PublicKeyType::ECDSA
                                 ? KeySpec{type, 0, NamedGroupFromName(size)}
                                 : KeySpec{type, ParseBits(size), NamedGroup::NONE};
        return HasSize(spec) ? std::optional<KeySpec>(spec) : std::nullopt;
    }
    return std::nullopt;
}

std::string
ToString(const KeySpec& spec)
{
    if (spec.type == PublicKeyType::ED25519)
    {
        return ToString(spec.type);
    }
    return std::string(ToString(spec.type)) + ":" +
           (spec.type == PublicKeyType::ECDSA ? ToString(spec.group) : std::to_string(spec.bits));
}

bool
IsOfKind(const KeySpec& spec, const PublicKey& key)
{
    const bool isSize = spec.type == PublicKeyType::ECDSA
                            ? key.group == spec.group
                            : spec.type == PublicKeyType::ED25519 || key.bits == spec.bits;
    return key.type == spec.type && isSize;
}

PrivateKeyPtr
GenerateKey(const KeySpec& spec, CryptoProvider& provider, RandomSource& random)
{
    if (!HasSize(spec))
    {
        return nullptr;
    }
    switch (spec.type)
    {
    case PublicKeyType::RSA:
        return provider.GenerateRsaKey(spec.bits, random);
    case PublicKeyType::RSA_PSS:
        return provider.GenerateRsaPssKey(spec.bits, random);
    case PublicKeyType::DSA:
        return provider.GenerateDsaKey(spec.bits, random);
    case PublicKeyType::ECDSA:
        return provider.GenerateEcKey(spec.group, random);
    case PublicKeyType::DH:
        return provider.GenerateDhKey(*WellKnownDhGroup(spec.bits), random);
    case PublicKeyType::ED25519:
        return provider.GenerateEd25519Key(random);
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
