/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-schedule-12.h"

#include "tls-prf.h"

#include "ns3/assert.h"
#include "ns3/tls-aead-protection.h"
#include "ns3/tls-cbc-protection.h"
#include "ns3/tls-encrypt-then-mac-protection.h"
#include "ns3/tls-ssl3-hash.h"
#include "ns3/tls-stream-protection.h"

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

/**
 * @param first which comes first
 * @param second which follows
 * @return both randoms
 */
Bytes
Concatenate(ByteView first, ByteView second)
{
    Bytes both = first.ToBytes();
    Append(both, second);
    return both;
}

/**
 * @param provider computes
 * @param inputs suite and version
 * @param secret the key
 * @param label what it is for
 * @param seed randoms or a hash
 * @param length octets wanted
 * @return that many octets of the version's PRF
 */
Bytes
Prf(CryptoProvider& provider,
    const TlsKeyInputs& inputs,
    ByteView secret,
    std::string_view label,
    ByteView seed,
    size_t length)
{
    return TlsPrf(provider, inputs.traits->prf, inputs.suite->prfHash, secret, label, seed, length);
}

/**
 * @param inputs suite and version
 * @return octets of an initialization vector or implicit nonce: none where records carry all of it
 */
size_t
IvLength(const TlsKeyInputs& inputs)
{
    const TlsCipherSuite& suite = *inputs.suite;
    if (suite.aead != AeadAlgorithm::NONE)
    {
        return TlsAeadProtection::GetImplicitNonceLength(suite.aead);
    }
    return inputs.traits->hasExplicitIv ? 0 : BlockLength(suite.cipher);
}

/**
 * Stretch the 5 octets that an exportable suite takes from the key block to what its cipher wants,
 * and make the initialization vectors, which are then no secrets (RFC 2246, 6.3.1).
 * @param provider computes
 * @param inputs suite, version and randoms
 * @param block whose keys and vectors are replaced
 */
void
StretchExportKeysByPrf(CryptoProvider& provider, const TlsKeyInputs& inputs, TlsKeyBlock& block)
{
    const Bytes randoms = Concatenate(inputs.clientRandom, inputs.serverRandom);
    const size_t key = KeyLength(inputs.suite->cipher);
    Bytes& clientKey = block[WRITE_KEY].value;
    Bytes& serverKey = block[WRITE_KEY + 1].value;
    clientKey = Prf(provider, inputs, clientKey, "client write key", randoms, key);
    serverKey = Prf(provider, inputs, serverKey, "server write key", randoms, key);

    const size_t iv = IvLength(inputs);
    const Bytes vectors = Prf(provider, inputs, {}, "IV block", randoms, 2 * iv);
    block[WRITE_IV].value = ByteView(vectors).Sub(0, iv).ToBytes();
    block[WRITE_IV + 1].value = ByteView(vectors).Sub(iv).ToBytes();
}

/**
 * As above, with MD5 over key and randoms (RFC 6101, 6.2.2.1).
 * @param provider computes
 * @param inputs suite, version and randoms
 * @param block whose keys and vectors are replaced
 */
void
StretchExportKeysByMd5(CryptoProvider& provider, const TlsKeyInputs& inputs, TlsKeyBlock& block)
{
    const auto digest = [&provider](ByteView key, ByteView randoms, size_t length) {
        // A stream cipher takes no vector.
        Bytes octets =
            length > 0 ? provider.Hash(HashAlgorithm::MD5, Concatenate(key, randoms)) : Bytes{};
        octets.resize(length);
        return octets;
    };
    const Bytes clientFirst = Concatenate(inputs.clientRandom, inputs.serverRandom);
    const Bytes serverFirst = Concatenate(inputs.serverRandom, inputs.clientRandom);
    const size_t key = KeyLength(inputs.suite->cipher);
    const size_t iv = IvLength(inputs);
    block[WRITE_KEY].value = digest(block[WRITE_KEY].value, clientFirst, key);
    block[WRITE_KEY + 1].value = digest(block[WRITE_KEY + 1].value, serverFirst, key);
    block[WRITE_IV].value = digest({}, clientFirst, iv);
    block[WRITE_IV + 1].value = digest({}, serverFirst, iv);
}

} // namespace

HashAlgorithm
GetTranscriptHash(const TlsKeyInputs& inputs)
{
    switch (inputs.traits->prf)
    {
    case TlsPrfKind::SSL3:
        return HashAlgorithm::NONE;
    case TlsPrfKind::MD5_SHA1:
        return HashAlgorithm::MD5_SHA1;
    case TlsPrfKind::SUITE_HASH:
        break;
    }
    return inputs.suite->prfHash;
}

Bytes
DeriveMasterSecret(CryptoProvider& provider, const TlsKeyInputs& inputs, ByteView premaster)
{
    return Prf(provider,
               inputs,
               premaster,
               "master secret",
               Concatenate(inputs.clientRandom, inputs.serverRandom),
               TLS_MASTER_SECRET);
}

Bytes
DeriveExtendedMasterSecret(CryptoProvider& provider,
                           const TlsKeyInputs& inputs,
                           ByteView premaster,
                           ByteView sessionHash)
{
    NS_ASSERT(inputs.traits->hasExtensions);
    return Prf(provider,
               inputs,
               premaster,
               "extended master secret",
               sessionHash,
               TLS_MASTER_SECRET);
}

TlsKeyBlock
DeriveKeyBlock(CryptoProvider& provider, const TlsKeyInputs& inputs, ByteView masterSecret)
{
    const TlsCipherSuite& suite = *inputs.suite;
    const size_t macKey = HashLength(suite.mac);
    const size_t key =
        suite.isExport ? TLS_EXPORT_KEY_MATERIAL : KeyLength(suite.cipher) + KeyLength(suite.aead);
    const size_t iv = IvLength(inputs);

    const Bytes octets = Prf(provider,
                             inputs,
                             masterSecret,
                             "key expansion",
                             Concatenate(inputs.serverRandom, inputs.clientRandom),
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
    if (!suite.isExport)
    {
        return block;
    }
    switch (inputs.traits->prf)
    {
    case TlsPrfKind::SSL3:
        StretchExportKeysByMd5(provider, inputs, block);
        break;
    case TlsPrfKind::MD5_SHA1:
    case TlsPrfKind::SUITE_HASH:
        StretchExportKeysByPrf(provider, inputs, block);
        break;
    }
    return block;
}

Bytes
DeriveVerifyData(CryptoProvider& provider,
                 const TlsKeyInputs& inputs,
                 ByteView masterSecret,
                 TlsRole sender,
                 const TlsTranscript& transcript)
{
    const bool isClient = sender == TlsRole::CLIENT;
    switch (inputs.traits->prf)
    {
    case TlsPrfKind::SSL3:
        return Ssl3NestedHash(
            provider,
            HashAlgorithm::MD5_SHA1,
            masterSecret,
            Concatenate(transcript.GetMessages(), ToBytes(isClient ? "CLNT" : "SRVR")),
            {});
    case TlsPrfKind::MD5_SHA1:
    case TlsPrfKind::SUITE_HASH:
        break;
    }
    return Prf(provider,
               inputs,
               masterSecret,
               isClient ? "client finished" : "server finished",
               transcript.Digest(),
               inputs.traits->verifyDataLength);
}

Bytes
DeriveCertificateVerifyDigest(CryptoProvider& provider,
                              const TlsVersionTraits& traits,
                              SignatureScheme scheme,
                              ByteView masterSecret,
                              const TlsTranscript& transcript)
{
    const HashAlgorithm hash = HashOf(scheme);
    switch (traits.prf)
    {
    case TlsPrfKind::SSL3:
        return Ssl3NestedHash(provider, hash, masterSecret, transcript.GetMessages(), {});
    case TlsPrfKind::MD5_SHA1:
    case TlsPrfKind::SUITE_HASH:
        break;
    }
    return provider.Hash(hash, transcript.GetMessages());
}

std::unique_ptr<TlsRecordProtection>
CreateRecordProtection(CryptoProvider& provider,
                       RandomSource& random,
                       const TlsKeyInputs& inputs,
                       const TlsKeyBlock& block,
                       TlsRole sender,
                       CryptoProvider::Direction direction,
                       bool encryptsThenMacs)
{
    const TlsCipherSuite& suite = *inputs.suite;
    const Bytes& key = Secret(block, WRITE_KEY, sender);
    const Bytes& iv = Secret(block, WRITE_IV, sender);
    if (suite.aead != AeadAlgorithm::NONE)
    {
        return std::make_unique<TlsAeadProtection>(provider.CreateAead(suite.aead, key), iv);
    }
    TlsRecordMac mac(inputs.traits->mac, suite.mac, Secret(block, MAC_KEY, sender), provider);
    const size_t blockLength = BlockLength(suite.cipher);
    if (blockLength == 0)
    {
        return std::make_unique<TlsStreamProtection>(
            provider.CreateStream(suite.cipher, direction, key),
            std::move(mac));
    }
    TlsRecordBlockCipher cipher(*inputs.traits,
                                provider.CreateCbc(suite.cipher, direction, key),
                                iv,
                                blockLength,
                                provider,
                                random);
    if (encryptsThenMacs)
    {
        return std::make_unique<TlsEncryptThenMacProtection>(std::move(cipher), std::move(mac));
    }
    return std::make_unique<TlsCbcProtection>(std::move(cipher), std::move(mac));
}

} // namespace tls
} // namespace ns3
