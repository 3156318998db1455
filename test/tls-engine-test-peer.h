/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_PEER_H
#define TLS_ENGINE_TEST_PEER_H

#include "tls-engine-test-support.h"

#include "ns3/tls-handshake-context.h"
#include "ns3/tls-handshake-keys-12.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-key-agreement.h"
#include "ns3/tls-key-exchange-messages.h"
#include "ns3/tls-messages-12.h"

#include <utility>

namespace ns3
{
namespace tls
{

/**
 * A peer that says what the test tells it to, right or wrong, with the right keys. It is built
 * from the engine's codecs, key agreements and key schedule, and has no opinion on the order of
 * messages.
 */
class TlsScriptedPeer
{
  public:
    /**
     * @param role which end it plays
     * @param config what it offers and is; its first suite, group and algorithm that fits are
     * chosen, and its highest version
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
    /// @param change what is done to the message's body first
    void SendCertificateVerify(const std::function<void(Bytes&)>& change = {});
    /// @param protocol the choice by NPN
    void SendNextProtocol(const std::string& protocol);
    /// @param change what is done to the message first
    void SendServerHello(const std::function<void(TlsServerHello&)>& change = {});
    /// Send the certificates of its identity, none when it has no identity.
    void SendCertificate();
    /**
     * Of ECDHE.
     * @param beforeSigning what is done to the share
     * @param afterSigning what is done to the signed message
     */
    void SendServerKeyExchange(
        const std::function<void(TlsServerEcdhParams&)>& beforeSigning = {},
        const std::function<void(TlsServerKeyExchange<TlsServerEcdhParams>&)>& afterSigning = {});
    /// Ask for a certificate of a key that signs.
    void SendCertificateRequest();
    /// Send change_cipher_spec and, if there are keys, protect what follows.
    void SendChangeCipherSpec();
    /// @param change what is done to the message's verify_data first
    void SendFinished(const std::function<void(Bytes&)>& change = {});
    /// @param session goes on: its secret, with the randoms of the hellos that were exchanged
    void Resume(const TlsSession& session);

    /// @return whether a Server Key Exchange belongs to its suite
    bool HasServerKeyExchange() const;
    /// @return whether a certificate belongs to its suite
    bool HasServerCertificate() const;
    /// @return its session, as far as it has come
    const TlsSession& GetSession() const;
    /// @return what it knows of renegotiation, for the test to change
    TlsRenegotiationState& GetRenegotiation();

    /// What is done to the body of each message before it goes; the transcript has the outcome.
    std::function<void(TlsHandshakeType, Bytes&)> tamper;

    std::vector<std::pair<int, TlsAlertDescription>> alerts; //!< level and description received
    std::vector<TlsHandshakeType> messages;                  //!< handshake messages received
    TlsClientHello clientHello;                              //!< sent or received
    TlsServerHello serverHello;                              //!< sent or received
    Bytes app;                                               //!< application data received
    Bytes heartbeats;               //!< heartbeat messages received, one after the other
    bool isFinishedRight{false};    //!< whether a Finished came that matches
    uint16_t premasterVersion{0};   //!< within the RSA premaster, 0: as offered
    bool forgetsToCompress{false};  //!< though it was agreed on
    bool staplesOcsp{false};        //!< as a server, announce a Certificate Status
    bool asksForCertificate{false}; //!< as a server, ask who the client is
    bool givesTicket{false};        //!< as a server, announce a New Session Ticket

  private:
    template <typename Message>
    void SendMessage(TlsHandshakeType type, const Message& message);
    void HandleRecord(const TlsRecord& record);
    void HandleMessage(const TlsHandshakeMessage& message);
    void HandleServerHello();
    void Begin();
    TlsKeyAgreementContext AgreementContext();
    const TlsCipherSuite& Suite() const;
    SignatureScheme OwnScheme() const;

    TlsTestEnvironment m_environment;             //!< around it
    TlsHandshakeContext m_context;                //!< transcript and records
    TlsHandshakeKeys12 m_keys;                    //!< secrets
    TlsHandshakeBuffer m_buffer;                  //!< messages in parts
    TlsSessionPtr m_offered;                      //!< session in the Client Hello; null: none
    PublicKeyPtr m_serverKey;                     //!< of the certificate received
    std::unique_ptr<TlsKeyAgreement> m_agreement; //!< of the suite chosen
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_PEER_H */
