/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_PROVIDER_H
#define CRYPTO_PROVIDER_H

#include "crypto-key.h"
#include "crypto-meter.h"
#include "crypto-types.h"
#include "random-source.h"

#include "ns3/byte-view.h"

#include <initializer_list>
#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

/// A hash that is fed piece by piece and can be asked midway, as a handshake transcript is.
class HashContext
{
  public:
    virtual ~HashContext() = default;

    /// @param data the next octets
    void Update(ByteView data);
    /// @return digest of everything so far; more may follow
    Bytes Digest() const;
    /// @return an independent context in the same state
    virtual std::unique_ptr<HashContext> Clone() const = 0;

  protected:
    /**
     * @param algorithm what is computed
     * @param meter where the octets are counted
     */
    HashContext(CryptoAlgorithm algorithm, CryptoMeter& meter);
    /// The copy counts into the same meter.
    HashContext(const HashContext&) = default;

  private:
    virtual void DoUpdate(ByteView data) = 0;
    virtual Bytes DoDigest() const = 0;

    CryptoAlgorithm m_algorithm; //!< what is computed
    CryptoMeter* m_meter;        //!< where the octets are counted
};

/// A bulk cipher in CBC mode, keyed for one direction.
class CbcCipher
{
  public:
    virtual ~CbcCipher() = default;

    /**
     * @param iv initialization vector of one block
     * @param data whole blocks, replaced by the result
     */
    void Process(ByteView iv, Bytes& data);

  protected:
    /**
     * @param work operation, algorithm and key size of one call
     * @param meter where calls are counted
     */
    CbcCipher(const CryptoWorkItem& work, CryptoMeter& meter);

  private:
    virtual void DoProcess(ByteView iv, Bytes& data) = 0;

    CryptoWorkItem m_work; //!< one call
    CryptoMeter* m_meter;  //!< where calls are counted
};

/// A stream cipher, keyed for one direction: its state goes on from record to record.
class StreamCipher
{
  public:
    virtual ~StreamCipher() = default;

    /// @param data replaced by the result
    void Process(Bytes& data);

  protected:
    /**
     * @param work operation, algorithm and key size of one call
     * @param meter where calls are counted
     */
    StreamCipher(const CryptoWorkItem& work, CryptoMeter& meter);

  private:
    virtual void DoProcess(Bytes& data) = 0;

    CryptoWorkItem m_work; //!< one call
    CryptoMeter* m_meter;  //!< where calls are counted
};

/// A keyed cipher with associated data (RFC 5116). Its tag follows the ciphertext.
class AeadCipher
{
  public:
    virtual ~AeadCipher() = default;

    /**
     * @param nonce as long as the algorithm asks
     * @param additional data that is authenticated only
     * @param plaintext what is encrypted
     * @return ciphertext and tag
     */
    Bytes Seal(ByteView nonce, ByteView additional, ByteView plaintext);

    /**
     * @param nonce as long as the algorithm asks
     * @param additional data that is authenticated only
     * @param ciphertext ciphertext and tag
     * @return the plaintext; nothing when the tag does not fit or is not there
     */
    std::optional<Bytes> Open(ByteView nonce, ByteView additional, ByteView ciphertext);

    /// @return octets that Seal() adds
    virtual size_t TagLength() const = 0;

  protected:
    /**
     * @param algorithm which cipher
     * @param bits key size
     * @param meter where calls are counted
     */
    AeadCipher(CryptoAlgorithm algorithm, uint16_t bits, CryptoMeter& meter);

  private:
    virtual Bytes DoSeal(ByteView nonce, ByteView additional, ByteView plaintext) = 0;
    virtual std::optional<Bytes> DoOpen(ByteView nonce,
                                        ByteView additional,
                                        ByteView ciphertext) = 0;

    CryptoAlgorithm m_algorithm; //!< which cipher
    uint16_t m_bits;             //!< key size
    CryptoMeter* m_meter;        //!< where calls are counted
};

/// An ephemeral key pair of a group, in the encodings that go on the wire.
struct KeyPair
{
    Bytes privateKey; //!< big-endian exponent or scalar, X25519: RFC 7748
    /// Uncompressed point (RFC 8422, 5.4.1), X25519: 32 octets, finite field: as long as the
    /// modulus (RFC 8446, 4.2.8.1); of GenerateDhKeyPair() without leading zeros.
    Bytes publicKey;
};

/**
 * Every primitive that the engines use. What it computes it counts in its meter, so that a
 * provider that computes differently is charged the same.
 *
 * A provider belongs to one connection (or to one certificate authority); keys that it has
 * loaded may be used by any provider of the same class.
 */
class CryptoProvider
{
  public:
    /// Which way a cipher works.
    enum class Direction : uint8_t
    {
        ENCRYPT, //!< plaintext to ciphertext
        DECRYPT  //!< ciphertext to plaintext
    };

    virtual ~CryptoProvider() = default;

    /**
     * @param algorithm a hash function
     * @param data its input
     * @param hidden octets that are counted beside the input: an input whose length is secret is
     *        counted as the longest that it could have been
     * @return the digest
     */
    Bytes Hash(HashAlgorithm algorithm, ByteView data, size_t hidden = 0);

    /**
     * @param algorithm a hash function
     * @return a context to feed
     */
    virtual std::unique_ptr<HashContext> CreateHash(HashAlgorithm algorithm) = 0;

    /**
     * HMAC (RFC 2104).
     * @param algorithm the hash function
     * @param key of any length
     * @param parts the message, in pieces
     * @param hidden octets that are counted beside the message, as in Hash()
     * @return the code
     */
    Bytes Hmac(HashAlgorithm algorithm,
               ByteView key,
               std::initializer_list<ByteView> parts,
               size_t hidden = 0);

    /**
     * @param algorithm a bulk cipher
     * @param direction encrypt or decrypt
     * @param key as long as the algorithm asks
     * @return the keyed cipher
     */
    virtual std::unique_ptr<CbcCipher> CreateCbc(CipherAlgorithm algorithm,
                                                 Direction direction,
                                                 ByteView key) = 0;

    /**
     * @param algorithm a stream cipher
     * @param direction encrypt or decrypt
     * @param key as long as the algorithm asks
     * @return the keyed cipher, at the start of its stream
     */
    virtual std::unique_ptr<StreamCipher> CreateStream(CipherAlgorithm algorithm,
                                                       Direction direction,
                                                       ByteView key) = 0;

    /**
     * @param algorithm an authenticating cipher
     * @param key as long as the algorithm asks
     * @return the keyed cipher
     */
    virtual std::unique_ptr<AeadCipher> CreateAead(AeadAlgorithm algorithm, ByteView key) = 0;

    /**
     * Random octets that are no part of another primitive: those that generating keys, signing
     * and encrypting need are counted with these.
     * @param random where they come from
     * @param size how many
     * @return that many octets
     */
    Bytes Random(RandomSource& random, size_t size);

    /**
     * @param group a group
     * @param random where the private key comes from
     * @return an ephemeral key pair
     */
    KeyPair GenerateKeyPair(NamedGroup group, RandomSource& random);

    /**
     * @param group a group
     * @param privateKey one's own, from GenerateKeyPair()
     * @param peerPublic the peer's, as it came off the wire; a point may be compressed
     * @return the shared secret (RFC 8422, 5.10; RFC 8446, 7.4.1); nothing when the peer's value
     *         is no valid element: off the curve, of the wrong length, not between 1 and p - 1,
     *         or leading to all zeros
     */
    std::optional<Bytes> Agree(NamedGroup group, ByteView privateKey, ByteView peerPublic);

    /**
     * As above, with a long-term key: fixed ECDH or fixed Diffie-Hellman.
     * @param key a private key of type ECDSA or DH
     * @param peerPublic the peer's value in the same group, as it came off the wire
     * @return the shared secret; nothing when the key or the peer's value does not serve
     */
    std::optional<Bytes> Agree(const PrivateKey& key, ByteView peerPublic);

    /**
     * @param group a group for which IsSoundDhGroup() holds
     * @param random where the private key comes from
     * @return an ephemeral key pair, the public value without leading zeros
     */
    KeyPair GenerateDhKeyPair(const DhGroup& group, RandomSource& random);

    /**
     * @param group a group for which IsSoundDhGroup() holds
     * @param privateKey one's own, from GenerateDhKeyPair()
     * @param peerPublic the peer's, as it came off the wire
     * @return the shared secret without leading zeros (RFC 5246, 8.1.2); nothing when the peer's
     *         value is not between 1 and p - 1, both excluded
     */
    std::optional<Bytes> AgreeDh(const DhGroup& group, ByteView privateKey, ByteView peerPublic);

    /**
     * Not counted in the meter: hosts do not ask that much.
     * @param group as it came off the wire
     * @param minBits smallest size of the modulus in bits
     * @return true when p is a prime of that size, of at most 8,192 bits, and g lies between 1 and
     *         p - 1, both excluded
     */
    virtual bool IsSoundDhGroup(const DhGroup& group, uint16_t minBits) = 0;

    /**
     * @param key a private key
     * @param scheme an algorithm that fits the key
     * @param message what is signed, not yet hashed
     * @param random for algorithms and blinding that want it; RSASSA-PSS draws its salt first, as
     *        long as the hash
     * @return the signature; nothing when the key is too small for the scheme
     */
    std::optional<Bytes> Sign(const PrivateKey& key,
                              SignatureScheme scheme,
                              ByteView message,
                              RandomSource& random);

    /**
     * @param key a public key
     * @param scheme the algorithm
     * @param message what was signed, not yet hashed
     * @param signature the signature
     * @return true when it holds; false also when key and scheme do not fit
     */
    bool Verify(const PublicKey& key, SignatureScheme scheme, ByteView message, ByteView signature);

    /**
     * As Sign(), of what is hashed already: SSL 3.0 signs hashes of its own (RFC 6101, 5.6.8).
     * @param key a private key
     * @param scheme an algorithm that fits the key, not ED25519
     * @param digest as long as the algorithm's hash
     * @param random for algorithms and blinding that want it
     * @return the signature; nothing when the key is too small for the scheme
     */
    std::optional<Bytes> SignDigest(const PrivateKey& key,
                                    SignatureScheme scheme,
                                    ByteView digest,
                                    RandomSource& random);

    /**
     * As Verify(), of what is hashed already.
     * @param key a public key
     * @param scheme the algorithm, not ED25519
     * @param digest as long as the algorithm's hash
     * @param signature the signature
     * @return true when it holds; false also when key and scheme do not fit
     */
    bool VerifyDigest(const PublicKey& key,
                      SignatureScheme scheme,
                      ByteView digest,
                      ByteView signature);

    /**
     * RSAES-PKCS1-v1_5 (RFC 8017, 7.2.1).
     * @param key an RSA key
     * @param plaintext at most its length minus 11 octets
     * @param random for the padding
     * @return ciphertext as long as the modulus; nothing when key or length do not fit
     */
    std::optional<Bytes> RsaEncrypt(const PublicKey& key, ByteView plaintext, RandomSource& random);

    /**
     * RSAES-PKCS1-v1_5 (RFC 8017, 7.2.2).
     * @param key an RSA key
     * @param ciphertext as it came off the wire
     * @param random for blinding
     * @return the plaintext; nothing when the padding is wrong. The caller must not let the
     *         peer tell the two apart (RFC 5246, 7.4.7.1).
     */
    std::optional<Bytes> RsaDecrypt(const PrivateKey& key,
                                    ByteView ciphertext,
                                    RandomSource& random);

    /**
     * @param spki SubjectPublicKeyInfo in DER
     * @return the key; null when it is malformed or of a kind that is not supported
     */
    virtual PublicKeyPtr LoadPublicKey(ByteView spki) = 0;

    /**
     * @param pkcs8 PrivateKeyInfo in DER
     * @return the key; null when it is malformed or of a kind that is not supported
     */
    virtual PrivateKeyPtr LoadPrivateKey(ByteView pkcs8) = 0;

    /**
     * A long-term RSA key pair, with public exponent 65537. Not counted in the meter.
     * @param bits size of the modulus, 512 to 8192
     * @param random where the primes come from
     * @return the key
     */
    virtual PrivateKeyPtr GenerateRsaKey(uint16_t bits, RandomSource& random) = 0;

    /**
     * As GenerateRsaKey(), a key that says that it is for RSASSA-PSS alone (RFC 4055, 1.2).
     * @param bits size of the modulus, 512 to 8192
     * @param random where the primes come from
     * @return the key
     */
    virtual PrivateKeyPtr GenerateRsaPssKey(uint16_t bits, RandomSource& random) = 0;

    /**
     * A long-term key on a curve. Not counted in the meter.
     * @param group a curve of SEC 2, not X25519
     * @param random where the private key comes from
     * @return the key; null for another group
     */
    virtual PrivateKeyPtr GenerateEcKey(NamedGroup group, RandomSource& random) = 0;

    /**
     * A long-term key for Ed25519 (RFC 8032, 5.1.5). Not counted in the meter.
     * @param random where the private key comes from
     * @return the key
     */
    virtual PrivateKeyPtr GenerateEd25519Key(RandomSource& random) = 0;

    /**
     * A long-term DSA key with domain parameters of its own. Not counted in the meter.
     * @param bits size of the modulus: 1024, 2048 or 3072
     * @param random where the parameters and the key come from
     * @return the key; null for another size
     */
    virtual PrivateKeyPtr GenerateDsaKey(uint16_t bits, RandomSource& random) = 0;

    /**
     * A long-term key for fixed Diffie-Hellman. Not counted in the meter.
     * @param group a group for which IsSoundDhGroup() holds
     * @param random where the private key comes from
     * @return the key
     */
    virtual PrivateKeyPtr GenerateDhKey(const DhGroup& group, RandomSource& random) = 0;

    /**
     * @param key a public key
     * @return its two numbers; nothing when it is no RSA key
     */
    virtual std::optional<RsaNumbers> GetRsaNumbers(const PublicKey& key) = 0;

    /**
     * @param numbers as they came off the wire
     * @return the key; null when they make none: 512 to 16,384 bits, odd, exponent odd,
     *         above 1 and of at most 64 bits
     */
    virtual PublicKeyPtr LoadRsaPublicKey(const RsaNumbers& numbers) = 0;

  protected:
    /// @param meter where primitives are counted; must outlive the provider and what it creates
    explicit CryptoProvider(CryptoMeter& meter);

    /// @return where primitives are counted
    CryptoMeter& Meter() const;

  private:
    virtual Bytes DoHash(HashAlgorithm algorithm, ByteView data) = 0;
    virtual Bytes DoHmac(HashAlgorithm algorithm,
                         ByteView key,
                         std::initializer_list<ByteView> parts) = 0;
    virtual KeyPair DoGenerateKeyPair(NamedGroup group, RandomSource& random) = 0;
    virtual std::optional<Bytes> DoAgree(NamedGroup group,
                                         ByteView privateKey,
                                         ByteView peerPublic) = 0;
    virtual std::optional<Bytes> DoAgree(const PrivateKey& key, ByteView peerPublic) = 0;
    virtual KeyPair DoGenerateDhKeyPair(const DhGroup& group, RandomSource& random) = 0;
    virtual std::optional<Bytes> DoAgreeDh(const DhGroup& group,
                                           ByteView privateKey,
                                           ByteView peerPublic) = 0;
    virtual std::optional<Bytes> DoSignDigest(const PrivateKey& key,
                                              SignatureScheme scheme,
                                              ByteView digest,
                                              RandomSource& random) = 0;
    virtual bool DoVerifyDigest(const PublicKey& key,
                                SignatureScheme scheme,
                                ByteView digest,
                                ByteView signature) = 0;
    virtual std::optional<Bytes> DoSignMessage(const PrivateKey& key, ByteView message) = 0;
    virtual bool DoVerifyMessage(const PublicKey& key, ByteView message, ByteView signature) = 0;
    virtual std::optional<Bytes> DoRsaEncrypt(const PublicKey& key,
                                              ByteView plaintext,
                                              RandomSource& random) = 0;
    virtual std::optional<Bytes> DoRsaDecrypt(const PrivateKey& key,
                                              ByteView ciphertext,
                                              RandomSource& random) = 0;

    CryptoMeter* m_meter; //!< where primitives are counted
};

/**
 * @param algorithm a hash function
 * @return the same as the cost model names it
 */
CryptoAlgorithm MeteredAlgorithm(HashAlgorithm algorithm);

/**
 * @param group a group
 * @return algorithm and size as the cost model names them, without operation
 */
CryptoWorkItem MeteredGroup(NamedGroup group);

/**
 * @param group a group of a finite field
 * @return algorithm and size as the cost model names them, without operation
 */
CryptoWorkItem MeteredGroup(const DhGroup& group);

/**
 * @param key a public key
 * @return algorithm and size as the cost model names them, without operation
 */
CryptoWorkItem MeteredKey(const PublicKey& key);

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_PROVIDER_H */
