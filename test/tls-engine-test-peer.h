/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_PEER_H
#define TLS_ENGINE_TEST_PEER_H

#include "tls-engine-test-support.h"

#include "ns3/tls-client-handshake-12.h"
#include "ns3/tls-messages-12.h"
#include "ns3/tls-server-handshake-12.h"

#include <utility>

namespace ns3
{
namespace tls
{

/**
 * A peer that says what the test tells it to, right or wrong, with the right keys. It is built
 * from the engine's codecs and key schedule, and has no opinion on the order of messages.
 */
class TlsScriptedPeer
{
  public:
    /**
     * @param role which end it plays
     * @param config what it offers and is; its first suite, group and algorithm are chosen
     * @param seed of its randoms
     */
    TlsScriptedPeer(TlsRole role, const TlsConfig& config, const std::string& seed = "peer");

    /**
     * @param data from the engine under test: messages are read, keys follow from them
     */
    void Receive(ByteView data);
    /// @return what it has said since the last call
    Bytes Take();
    /// @param end gets what was said and answers until both are silent
    void Exchange(TlsTestEnd& end);

    /**
     * @param type of a handshake message, which enters the transcript
     * @param body the message without its header
     */
    void Send(TlsHandshakeType type, ByteView body = {});
    /**
     * @param type what the record says it holds
     * @param fragment its plaintext, protected with the keys in force
     */
    void SendRecord(TlsContentType type, ByteView fragment);

    /// @param change what is done to the message first
    void SendClientHello(const std::function<void(TlsClientHello&)>& change = {});
    /// @param change what is done to the message's body first
    void SendClientKeyExchange(const std::function<void(Bytes&)>& change = {});
    /// @param protocol the choice by NPN
    void SendNextProtocol(const std::string& protocol);
    /// @param change what is done to the message first
    void SendServerHello(const std::function<void(TlsServerHello&)>& change = {});
    /// Send the certificates of its identity.
    void SendCertificate();
    /**
     * @param beforeSigning what is done to the share
     * @param afterSigning what is done to the signed message
     */
    void SendServerKeyExchange(
        const std::function<void(TlsServerEcdhParams&)>& beforeSigning = {},
        const std::function<void(TlsServerKeyExchangeEcdhe&)>& afterSigning = {});
    /// Send change_cipher_spec and protect what follows.
    void SendChangeCipherSpec();
    /// @param change what is done to the message's verify_data first
    void SendFinished(const std::function<void(Bytes&)>& change = {});

    /// @return whether ECDHE is in use, as against RSA
    bool UsesEcdhe() const;

    std::vector<std::pair<int, TlsAlertDescription>> alerts; //!< level and description received
    std::vector<TlsHandshakeType> messages;                  //!< handshake messages received
    Bytes app;                                               //!< application data received
    bool isFinishedRight{false};  //!< whether a Finished came that matches
    uint16_t premasterVersion{0}; //!< within the RSA premaster, 0: as offered

  private:
    void HandleMessage(const TlsHandshakeMessage& message);
    Bytes Secret(ByteView peerPublic);

    TlsTestEnvironment m_environment; //!< around it
    TlsHandshakeContext m_context;    //!< transcript and records
    TlsHandshakeKeys12 m_keys;        //!< secrets
    TlsHandshakeBuffer m_buffer;      //!< messages in parts
    TlsClientHello m_clientHello;     //!< sent or received
    PublicKeyPtr m_serverKey;         //!< of the certificate received
    TlsServerEcdhParams m_serverEcdh; //!< received
    KeyPair m_ownKey;                 //!< ephemeral
};

/**
 * @param peer plays the client
 * @param server is driven
 * @param state in which it is then
 * @param protocol by NPN, sent when not empty
 */
void DriveTo(TlsScriptedPeer& peer,
             TlsTestEnd& server,
             TlsServerHandshake12::State state,
             const std::string& protocol = "");

/**
 * @param peer plays the server
 * @param client is driven; started already
 * @param state in which it is then
 */
void DriveTo(TlsScriptedPeer& peer, TlsTestEnd& client, TlsClientHandshake12::State state);

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_PEER_H */
