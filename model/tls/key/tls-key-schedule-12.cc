/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-schedule-12.h"

#include "tls-prf.h"

#include "ns3/tls-aead-protection.h"
#include "ns3/tls-cbc-protection.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Positions in the key block, client's first.
enum Part : size_t
{
    MAC_KEY = 0,
    WRITE_KEY = 2,
    WRITE_IV = 4
};

/**
 * @param block the six secrets
 * @param part which pair
 * @param sender whose half
 * @return the secret
 */
const Bytes&
Secret(const TlsKeyBlock& block, Part part, TlsRole sender)
{
    return block[part + (sender == TlsRole::CLIENT ? 0 : 1)].value;
}

} // namespace

Bytes
DeriveMasterSecret(CryptoProvider& provider, const TlsKeyInputs& inputs, ByteView premaster)
{
    Bytes seed = inputs.clientRandom;
    Append(seed, inputs.serverRandom);
    return TlsPrf(provider,
                  inputs.suite->prfHash,
                  premaster,
                  "master secret",
                  seed,
                  TLS_MASTER_SECRET);
}

TlsKeyBlock
DeriveKeyBlock(CryptoProvider& provider, const TlsKeyInputs& inputs, ByteView masterSecret)
{
    const TlsCipherSuite& suite = *inputs.suite;
    const size_t macKey = HashLength(suite.mac);
    const size_t key = KeyLength(suite.cipher) + KeyLength(suite.aead);
    const size_t iv = suite.aead == AeadAlgorithm::NONE ? 0 : TlsAeadProtection::SALT;

    Bytes seed = inputs.serverRandom;
    Append(seed, inputs.clientRandom);
    const Bytes octets = TlsPrf(provider,
                                suite.prfHash,
                                masterSecret,
                                "key expansion",
                                seed,
                                2 * (macKey + key + iv));
    ByteView rest = octets;
    const auto cut = [&rest](size_t length) {
        const Bytes part = rest.Sub(0, length).ToBytes();
        rest = rest.Sub(length);
        return part;
    };
    TlsKeyBlock block;
    block[0] = {"client_write_MAC_key", cut(macKey)};
    block[1] = {"server_write_MAC_key", cut(macKey)};
    block[2] = {"client_write_key", cut(key)};
    block[3] = {"server_write_key", cut(key)};
    block[4] = {"client_write_IV", cut(iv)};
    block[5] = {"server_write_IV", cut(iv)};
    return block;
}

Bytes
DeriveVerifyData(CryptoProvider& provider,
                 const TlsCipherSuite& suite,
                 ByteView masterSecret,
                 TlsRole sender,
                 ByteView transcript,
                 size_t length)
{
    return TlsPrf(provider,
                  suite.prfHash,
                  masterSecret,
                  sender == TlsRole::CLIENT ? "client finished" : "server finished",
                  transcript,
                  length);
}

std::unique_ptr<TlsRecordProtection>
CreateRecordProtection(CryptoProvider& provider,
                       RandomSource& random,
                       const TlsCipherSuite& suite,
                       const TlsKeyBlock& block,
                       TlsRole sender,
                       CryptoProvider::Direction direction)
{
    const Bytes& key = Secret(block, WRITE_KEY, sender);
    if (suite.aead != AeadAlgorithm::NONE)
    {
        return std::make_unique<TlsAeadProtection>(provider.CreateAead(suite.aead, key),
                                                   Secret(block, WRITE_IV, sender));
    }
    TlsCbcProtection::Keys keys{suite.mac,
                                Secret(block, MAC_KEY, sender),
                                provider.CreateCbc(suite.cipher, direction, key),
                                BlockLength(suite.cipher)};
    return std::make_unique<TlsCbcProtection>(std::move(keys), provider, random);
}

} // namespace tls
} // namespace ns3
