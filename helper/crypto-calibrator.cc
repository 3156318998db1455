/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibrator.h"

#include "tls-key-store.h"

#include "ns3/abort.h"
#include "ns3/dh-well-known-group.h"
#include "ns3/tls-record-compression.h"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <locale>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <utility>

namespace ns3
{

namespace
{

using tls::Bytes;
using tls::ByteView;
using tls::CryptoAlgorithm;
using tls::CryptoOperation;
using tls::CryptoWorkItem;
using tls::HashAlgorithm;
using Direction = tls::CryptoProvider::Direction;

constexpr size_t BATCHES = 9;            //!< of a measurement
constexpr size_t FEW_OCTETS = 16;        //!< a short input
constexpr size_t MANY_OCTETS = 16384;    //!< a long one: the plaintext of a full record
constexpr size_t KEY_OCTETS = 32;        //!< key of a keyed hash
constexpr size_t ADDITIONAL_OCTETS = 13; //!< what TLS 1.2 authenticates beside a record
constexpr size_t NONCE_OCTETS = 12;      //!< of authenticating ciphers
constexpr size_t PREMASTER_OCTETS = 48;  //!< what RSA encrypts (RFC 5246, 7.4.7.1)
constexpr uint32_t KEY_SEED = 1;         //!< seed of the keys that sign

/// @return processor time of this process so far in nanoseconds
double
ProcessorTime()
{
    return static_cast<double>(std::clock()) * 1e9 / CLOCKS_PER_SEC;
}

/**
 * @param primitive what is measured
 * @param calls how often it is called
 * @return processor time that took in nanoseconds
 */
double
TimeOfBatch(const std::function<void()>& primitive, uint64_t calls)
{
    const double before = ProcessorTime();
    for (uint64_t i = 0; i < calls; i++)
    {
        primitive();
    }
    return ProcessorTime() - before;
}

/// @return sizes of the finite fields that are measured, in bits
const std::vector<uint16_t>&
FieldSizes()
{
    static const std::vector<uint16_t> sizes{512, 768, 1024, 1536, 2048, 3072, 4096};
    return sizes;
}

/**
 * @param type of a key
 * @return a scheme that it signs by
 */
tls::SignatureScheme
SchemeOf(tls::PublicKeyType type)
{
    switch (type)
    {
    case tls::PublicKeyType::DSA:
        return tls::SignatureScheme::DSA_SHA1;
    case tls::PublicKeyType::ECDSA:
        return tls::SignatureScheme::ECDSA_SHA1;
    case tls::PublicKeyType::ED25519:
        return tls::SignatureScheme::ED25519;
    default:
        return tls::SignatureScheme::RSA_PKCS1_SHA1;
    }
}

/**
 * @param item what the meter counts
 * @param operation what is done instead
 * @return the item with that operation
 */
CryptoWorkItem
With(CryptoWorkItem item, CryptoOperation operation)
{
    item.operation = operation;
    return item;
}

} // namespace

CryptoCalibrator::CryptoCalibrator(double seconds, LineCallback onLine)
    : m_seconds(seconds),
      m_onLine(std::move(onLine)),
      m_provider(m_meter)
{
    // Half of it can be compressed, as in text.
    m_octets = m_random.Generate(MANY_OCTETS);
    for (size_t i = 0; i < m_octets.size(); i += 2)
    {
        m_octets[i] = 'e';
    }
}

void
CryptoCalibrator::Run()
{
    MeasureHashes();
    MeasureCiphers();
    MeasureGroups();
    MeasureKeys();
}

CryptoCalibrator::Sample
CryptoCalibrator::Measure(const std::function<void()>& primitive) const
{
    const double wanted = m_seconds * 1e9 / BATCHES;
    uint64_t calls = 1;
    // The first call may fill tables, and is not counted.
    primitive();
    while (calls < (uint64_t{1} << 40) && TimeOfBatch(primitive, calls) < wanted)
    {
        calls *= 2;
    }
    std::vector<double> times;
    for (size_t batch = 0; batch < BATCHES; batch++)
    {
        times.push_back(TimeOfBatch(primitive, calls) / static_cast<double>(calls));
    }
    std::sort(times.begin(), times.end());
    const double median = times[BATCHES / 2];
    const double quartiles = times[BATCHES - 1 - BATCHES / 4] - times[BATCHES / 4];
    return {median, median > 0 ? quartiles / 2 / median : 0};
}

void
CryptoCalibrator::MeasureCalls(const CryptoWorkItem& item, const std::function<void()>& primitive)
{
    const Sample sample = Measure([&] {
        primitive();
        m_meter.Take();
    });
    Write(item, sample.median, 0, sample.spread);
}

void
CryptoCalibrator::MeasureOctets(const CryptoWorkItem& item,
                                const std::function<void(ByteView)>& primitive)
{
    const auto measure = [&](size_t octets) {
        return Measure([&, input = ByteView(m_octets).Sub(0, octets)] {
            primitive(input);
            m_meter.Take();
        });
    };
    const Sample few = measure(FEW_OCTETS);
    const Sample many = measure(MANY_OCTETS);
    const double perByte =
        std::max(0.0, many.median - few.median) / static_cast<double>(MANY_OCTETS - FEW_OCTETS);
    const double perCall = std::max(0.0, few.median - perByte * FEW_OCTETS);
    Write(item, perCall, perByte, std::max(few.spread, many.spread));
}

void
CryptoCalibrator::Write(const CryptoWorkItem& item, double perCall, double perByte, double spread)
{
    std::ostringstream line;
    line.imbue(std::locale::classic());
    line << std::left << std::setw(14) << tls::ToString(item.operation) << std::setw(18)
         << tls::ToString(item.algorithm) << std::right << std::setw(4) << item.bits << std::fixed
         << std::setw(13) << std::setprecision(0) << perCall << std::setw(13)
         << std::setprecision(4) << perByte << std::setw(8) << std::setprecision(1) << 100 * spread;
    m_onLine(line.str());
}

void
CryptoCalibrator::MeasureHashes()
{
    const ByteView key = ByteView(m_octets).Sub(0, KEY_OCTETS);
    for (const HashAlgorithm hash : {HashAlgorithm::MD5,
                                     HashAlgorithm::SHA1,
                                     HashAlgorithm::SHA256,
                                     HashAlgorithm::SHA384,
                                     HashAlgorithm::SHA512,
                                     HashAlgorithm::MD5_SHA1})
    {
        const CryptoAlgorithm algorithm = tls::MeteredAlgorithm(hash);
        MeasureOctets({CryptoOperation::HASH, algorithm, 0, 0},
                      [&](ByteView input) { m_provider.Hash(hash, input); });
        const auto running = m_provider.CreateHash(hash);
        MeasureOctets({CryptoOperation::HASH_UPDATE, algorithm, 0, 0},
                      [&](ByteView input) { running->Update(input); });
        if (hash != HashAlgorithm::MD5_SHA1)
        {
            MeasureOctets({CryptoOperation::HMAC, algorithm, 0, 0},
                          [&](ByteView input) { m_provider.Hmac(hash, key, {input}); });
        }
    }
    tls::TlsRecordCompression compressing(m_meter);
    MeasureOctets({CryptoOperation::COMPRESS, CryptoAlgorithm::DEFLATE, 0, 0},
                  [&](ByteView input) { compressing.Compress(input); });
    // Each record can only be inflated once in its stream, so a new stream is part of a call.
    MeasureOctets({CryptoOperation::DECOMPRESS, CryptoAlgorithm::DEFLATE, 0, 0},
                  [&, made = std::map<size_t, Bytes>()](ByteView input) mutable {
                      Bytes& compressed = made[input.Size()];
                      if (compressed.empty())
                      {
                          compressed = tls::TlsRecordCompression(m_meter).Compress(input);
                      }
                      tls::TlsRecordCompression(m_meter).Decompress(compressed);
                  });
}

void
CryptoCalibrator::MeasureBlockCipher(tls::CipherAlgorithm cipher,
                                     CryptoAlgorithm algorithm,
                                     uint16_t bits)
{
    const ByteView key = ByteView(m_octets).Sub(0, tls::KeyLength(cipher));
    const ByteView iv = ByteView(m_octets).Sub(0, tls::BlockLength(cipher));
    for (const Direction direction : {Direction::ENCRYPT, Direction::DECRYPT})
    {
        const auto keyed = m_provider.CreateCbc(cipher, direction, key);
        const auto operation =
            direction == Direction::ENCRYPT ? CryptoOperation::ENCRYPT : CryptoOperation::DECRYPT;
        Bytes data;
        MeasureOctets({operation, algorithm, bits, 0}, [&](ByteView input) {
            data.resize(input.Size());
            keyed->Process(iv, data);
        });
    }
}

void
CryptoCalibrator::MeasureCiphers()
{
    using tls::AeadAlgorithm;
    using tls::CipherAlgorithm;
    const ByteView octets(m_octets);
    for (const auto& [algorithm, cipher, bits] :
         {std::tuple<AeadAlgorithm, CryptoAlgorithm, uint16_t>{AeadAlgorithm::AES_128_GCM,
                                                               CryptoAlgorithm::AES_GCM,
                                                               128},
          {AeadAlgorithm::AES_256_GCM, CryptoAlgorithm::AES_GCM, 256},
          {AeadAlgorithm::AES_128_CCM, CryptoAlgorithm::AES_CCM, 128},
          {AeadAlgorithm::CHACHA20_POLY1305, CryptoAlgorithm::CHACHA20_POLY1305, 256}})
    {
        const auto keyed = m_provider.CreateAead(algorithm, octets.Sub(0, bits / 8));
        const ByteView nonce = octets.Sub(0, NONCE_OCTETS);
        const ByteView additional = octets.Sub(0, ADDITIONAL_OCTETS);
        MeasureOctets({CryptoOperation::SEAL, cipher, bits, 0},
                      [&](ByteView input) { keyed->Seal(nonce, additional, input); });
        // Whether the tag fits does not change what it costs.
        MeasureOctets({CryptoOperation::OPEN, cipher, bits, 0},
                      [&](ByteView input) { keyed->Open(nonce, additional, input); });
    }
    MeasureBlockCipher(CipherAlgorithm::AES_128_CBC, CryptoAlgorithm::AES_CBC, 128);
    MeasureBlockCipher(CipherAlgorithm::AES_256_CBC, CryptoAlgorithm::AES_CBC, 256);
    MeasureBlockCipher(CipherAlgorithm::CAMELLIA_128_CBC, CryptoAlgorithm::CAMELLIA_CBC, 128);
    MeasureBlockCipher(CipherAlgorithm::CAMELLIA_256_CBC, CryptoAlgorithm::CAMELLIA_CBC, 256);
    MeasureBlockCipher(CipherAlgorithm::SEED_CBC, CryptoAlgorithm::SEED_CBC, 128);
    MeasureBlockCipher(CipherAlgorithm::TRIPLE_DES_CBC, CryptoAlgorithm::TRIPLE_DES_CBC, 192);
    MeasureBlockCipher(CipherAlgorithm::DES_CBC, CryptoAlgorithm::DES_CBC, 64);
    MeasureBlockCipher(CipherAlgorithm::RC2_CBC, CryptoAlgorithm::RC2_CBC, 128);
    const auto stream =
        m_provider.CreateStream(CipherAlgorithm::RC4_128, Direction::ENCRYPT, octets.Sub(0, 16));
    Bytes data;
    MeasureOctets({CryptoOperation::ENCRYPT, CryptoAlgorithm::RC4, 128, 0}, [&](ByteView input) {
        data.resize(input.Size());
        stream->Process(data);
    });
    MeasureOctets({CryptoOperation::RANDOM, CryptoAlgorithm::NONE, 0, 0},
                  [&](ByteView input) { m_provider.Random(m_random, input.Size()); });
}

void
CryptoCalibrator::MeasureGroups()
{
    std::set<std::pair<CryptoAlgorithm, uint16_t>> done;
    for (const uint16_t bits : FieldSizes())
    {
        done.insert({CryptoAlgorithm::DH, bits});
        const tls::DhGroup group = *tls::WellKnownDhGroup(bits);
        const CryptoWorkItem item = tls::MeteredGroup(group);
        const tls::KeyPair pair = m_provider.GenerateDhKeyPair(group, m_random);
        MeasureCalls(With(item, CryptoOperation::GENERATE_KEY),
                     [&] { m_provider.GenerateDhKeyPair(group, m_random); });
        MeasureCalls(With(item, CryptoOperation::AGREE),
                     [&] { m_provider.AgreeDh(group, pair.privateKey, pair.publicKey); });
    }
    // Groups over fields of one size and kind cost about the same: one stands for them.
    for (const tls::NamedGroup group : tls::GetNamedGroups())
    {
        const CryptoWorkItem item = tls::MeteredGroup(group);
        if (!done.insert({item.algorithm, item.bits}).second)
        {
            continue;
        }
        const tls::KeyPair pair = m_provider.GenerateKeyPair(group, m_random);
        MeasureCalls(With(item, CryptoOperation::GENERATE_KEY),
                     [&] { m_provider.GenerateKeyPair(group, m_random); });
        MeasureCalls(With(item, CryptoOperation::AGREE),
                     [&] { m_provider.Agree(group, pair.privateKey, pair.publicKey); });
    }
}

void
CryptoCalibrator::MeasureKey(const std::string& spec)
{
    const tls::PrivateKeyPtr key = TlsKeyStore().Get(m_provider, KEY_SEED, 0, spec);
    NS_ABORT_MSG_IF(!key, "There is no key of the kind " << spec << ".");
    const tls::PublicKey& half = *key->publicKey;
    const CryptoWorkItem item = tls::MeteredKey(half);
    const tls::SignatureScheme scheme = SchemeOf(half.type);
    // Ed25519 hashes what it signs by itself.
    const bool isHashed = tls::HashOf(scheme) != HashAlgorithm::NONE;
    const Bytes digest = m_provider.Hash(HashAlgorithm::SHA1, m_octets);
    const auto sign = [&] {
        return isHashed ? m_provider.SignDigest(*key, scheme, digest, m_random)
                        : m_provider.Sign(*key, scheme, digest, m_random);
    };
    const std::optional<Bytes> signature = sign();
    NS_ABORT_MSG_IF(!signature, "A key of the kind " << spec << " does not sign.");
    MeasureCalls(With(item, CryptoOperation::SIGN), sign);
    MeasureCalls(With(item, CryptoOperation::VERIFY), [&] {
        isHashed ? m_provider.VerifyDigest(half, scheme, digest, *signature)
                 : m_provider.Verify(half, scheme, digest, *signature);
    });
    if (half.type != tls::PublicKeyType::RSA)
    {
        return;
    }
    const ByteView premaster = ByteView(m_octets).Sub(0, PREMASTER_OCTETS);
    const std::optional<Bytes> ciphertext = m_provider.RsaEncrypt(half, premaster, m_random);
    NS_ABORT_MSG_IF(!ciphertext, "A key of the kind " << spec << " does not encrypt.");
    MeasureCalls(With(item, CryptoOperation::RSA_ENCRYPT),
                 [&] { m_provider.RsaEncrypt(half, premaster, m_random); });
    MeasureCalls(With(item, CryptoOperation::RSA_DECRYPT),
                 [&] { m_provider.RsaDecrypt(*key, *ciphertext, m_random); });
}

void
CryptoCalibrator::MeasureKeys()
{
    for (const char* spec : {"rsa:512",
                             "rsa:1024",
                             "rsa:2048",
                             "rsa:3072",
                             "rsa:4096",
                             "dsa:1024",
                             "dsa:2048",
                             "dsa:3072",
                             "ed25519"})
    {
        MeasureKey(spec);
    }
    std::set<std::pair<bool, uint16_t>> done;
    for (const tls::NamedGroup group : tls::GetNamedGroups())
    {
        if (group != tls::NamedGroup::X25519 && !tls::IsFiniteField(group) &&
            done.insert({tls::IsBinaryCurve(group), tls::FieldBits(group)}).second)
        {
            MeasureKey(std::string("ecdsa:") + tls::ToString(group));
        }
    }
}

} // namespace ns3
