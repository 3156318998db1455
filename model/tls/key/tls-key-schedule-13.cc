/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-schedule-13.h"

#include "ns3/assert.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-hkdf.h"
#include "ns3/tls-aead-protection-13.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

using Stage = TlsKeySchedule13::Stage;

/// Octets of an initialization vector: the nonce of every cipher of TLS 1.3.
constexpr size_t IV_LENGTH = 12;

/// A secret: where it belongs, its label, its name and what key logs call it, null: nothing.
struct SecretRow
{
    TlsSecret secret;
    Stage stage;
    std::string_view label;
    const char* name;
    const char* keyLogLabel;
};

/// In the order of RFC 8446, 7.1.
constexpr std::array<SecretRow, 10> SECRETS{{
    {TlsSecret::EXTERNAL_BINDER, Stage::EARLY, "ext binder", "binder_key", nullptr},
    {TlsSecret::RESUMPTION_BINDER, Stage::EARLY, "res binder", "binder_key", nullptr},
    {TlsSecret::CLIENT_EARLY_TRAFFIC,
     Stage::EARLY,
     "c e traffic",
     "client_early_traffic_secret",
     "CLIENT_EARLY_TRAFFIC_SECRET"},
    {TlsSecret::EARLY_EXPORTER_MASTER,
     Stage::EARLY,
     "e exp master",
     "early_exporter_master_secret",
     "EARLY_EXPORTER_SECRET"},
    {TlsSecret::CLIENT_HANDSHAKE_TRAFFIC,
     Stage::HANDSHAKE,
     "c hs traffic",
     "client_handshake_traffic_secret",
     "CLIENT_HANDSHAKE_TRAFFIC_SECRET"},
    {TlsSecret::SERVER_HANDSHAKE_TRAFFIC,
     Stage::HANDSHAKE,
     "s hs traffic",
     "server_handshake_traffic_secret",
     "SERVER_HANDSHAKE_TRAFFIC_SECRET"},
    {TlsSecret::CLIENT_APPLICATION_TRAFFIC,
     Stage::MASTER,
     "c ap traffic",
     "client_application_traffic_secret_0",
     "CLIENT_TRAFFIC_SECRET_0"},
    {TlsSecret::SERVER_APPLICATION_TRAFFIC,
     Stage::MASTER,
     "s ap traffic",
     "server_application_traffic_secret_0",
     "SERVER_TRAFFIC_SECRET_0"},
    {TlsSecret::EXPORTER_MASTER,
     Stage::MASTER,
     "exp master",
     "exporter_master_secret",
     "EXPORTER_SECRET"},
    {TlsSecret::RESUMPTION_MASTER,
     Stage::MASTER,
     "res master",
     "resumption_master_secret",
     nullptr},
}};

/**
 * @param secret a secret
 * @return its row
 */
const SecretRow&
RowOf(TlsSecret secret)
{
    return SECRETS[static_cast<size_t>(secret)];
}

/**
 * Derive-Secret (RFC 8446, 7.1) of messages that are hashed already.
 * @param provider computes
 * @param hash of the suite
 * @param secret the key
 * @param label what it is for
 * @param transcriptHash of the messages
 * @return the secret
 */
Bytes
DeriveSecret(CryptoProvider& provider,
             HashAlgorithm hash,
             ByteView secret,
             std::string_view label,
             ByteView transcriptHash)
{
    return HkdfExpandLabel(provider, hash, secret, label, transcriptHash, HashLength(hash));
}

/**
 * @param bytes a secret or none
 * @param hash of the suite
 * @return the same; where there is none, zeros as long as the hash
 */
Bytes
OrZeros(ByteView bytes, HashAlgorithm hash)
{
    return bytes.IsEmpty() ? Bytes(HashLength(hash)) : bytes.ToBytes();
}

} // namespace

const char*
ToString(TlsSecret value)
{
    return RowOf(value).name;
}

const char*
KeyLogLabel(TlsSecret value)
{
    return RowOf(value).keyLogLabel;
}

TlsKeySchedule13::TlsKeySchedule13(CryptoProvider& provider, HashAlgorithm hash, ByteView psk)
    : m_provider(&provider),
      m_hash(hash),
      m_secret(HkdfExtract(provider, hash, {}, OrZeros(psk, hash)))
{
}

void
TlsKeySchedule13::EnterHandshake(ByteView sharedSecret)
{
    NS_ASSERT(m_stage == Stage::EARLY);
    Advance(sharedSecret);
    m_stage = Stage::HANDSHAKE;
}

void
TlsKeySchedule13::EnterMaster()
{
    NS_ASSERT(m_stage == Stage::HANDSHAKE);
    Advance({});
    m_stage = Stage::MASTER;
}

void
TlsKeySchedule13::Advance(ByteView keyMaterial)
{
    const Bytes none = m_provider->Hash(m_hash, {});
    const Bytes salt = DeriveSecret(*m_provider, m_hash, m_secret, "derived", none);
    m_secret = HkdfExtract(*m_provider, m_hash, salt, OrZeros(keyMaterial, m_hash));
}

Bytes
TlsKeySchedule13::Derive(TlsSecret secret, ByteView transcriptHash) const
{
    const SecretRow& row = RowOf(secret);
    NS_ASSERT(row.stage == m_stage);
    const bool isBinder =
        secret == TlsSecret::EXTERNAL_BINDER || secret == TlsSecret::RESUMPTION_BINDER;
    const Bytes hashed = isBinder ? m_provider->Hash(m_hash, {}) : transcriptHash.ToBytes();
    return DeriveSecret(*m_provider, m_hash, m_secret, row.label, hashed);
}

HashAlgorithm
TlsKeySchedule13::GetHash() const
{
    return m_hash;
}

Bytes
HkdfExpandLabel(CryptoProvider& provider,
                HashAlgorithm hash,
                ByteView secret,
                std::string_view label,
                ByteView context,
                size_t length)
{
    ByteWriter info;
    info.U16(static_cast<uint16_t>(length));
    const ByteWriter::Mark mark = info.Begin(1);
    info.Write(ToBytes("tls13 "));
    info.Write(ToBytes(label));
    info.End(mark);
    info.Vector8(context);
    NS_ASSERT(info.Ok());
    return HkdfExpand(provider, hash, secret, info.View(), length);
}

TlsTrafficKeys
DeriveTrafficKeys(CryptoProvider& provider, const TlsCipherSuite& suite, ByteView trafficSecret)
{
    const HashAlgorithm hash = suite.prfHash;
    return {HkdfExpandLabel(provider, hash, trafficSecret, "key", {}, KeyLength(suite.aead)),
            HkdfExpandLabel(provider, hash, trafficSecret, "iv", {}, IV_LENGTH)};
}

std::unique_ptr<TlsRecordProtection>
CreateRecordProtection13(CryptoProvider& provider,
                         const TlsCipherSuite& suite,
                         const TlsTrafficKeys& keys)
{
    return std::make_unique<TlsAeadProtection13>(provider.CreateAead(suite.aead, keys.key),
                                                 keys.iv);
}

Bytes
DeriveVerifyData13(CryptoProvider& provider,
                   HashAlgorithm hash,
                   ByteView baseKey,
                   ByteView transcriptHash)
{
    const Bytes key = HkdfExpandLabel(provider, hash, baseKey, "finished", {}, HashLength(hash));
    return provider.Hmac(hash, key, {transcriptHash});
}

Bytes
DeriveResumptionPsk(CryptoProvider& provider,
                    HashAlgorithm hash,
                    ByteView resumptionMaster,
                    ByteView ticketNonce)
{
    return HkdfExpandLabel(provider,
                           hash,
                           resumptionMaster,
                           "resumption",
                           ticketNonce,
                           HashLength(hash));
}

Bytes
DeriveNextTrafficSecret(CryptoProvider& provider, HashAlgorithm hash, ByteView trafficSecret)
{
    return HkdfExpandLabel(provider, hash, trafficSecret, "traffic upd", {}, HashLength(hash));
}

Bytes
ExportKeyingMaterial13(CryptoProvider& provider,
                       HashAlgorithm hash,
                       ByteView exporterMaster,
                       std::string_view label,
                       ByteView context,
                       size_t length)
{
    const Bytes none = provider.Hash(hash, {});
    const Bytes secret = DeriveSecret(provider, hash, exporterMaster, label, none);
    const Bytes hashed = provider.Hash(hash, context);
    return HkdfExpandLabel(provider, hash, secret, "exporter", hashed, length);
}

} // namespace tls
} // namespace ns3
