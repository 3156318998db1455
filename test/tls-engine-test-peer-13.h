/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_PEER_13_H
#define TLS_ENGINE_TEST_PEER_13_H

#include "tls-engine-test-support.h"

#include "ns3/tls-client-handshake-13.h"
#include "ns3/tls-client-negotiation-13.h"
#include "ns3/tls-handshake-keys-13.h"
#include "ns3/tls-messages-13.h"
#include "ns3/tls-server-handshake-13.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/**
 * A peer with TLS 1.3 that says what the test tells it to, right or wrong, with the right keys. It
 * is built from the engine's codecs and key schedule, and has no opinion on the order of messages.
 * Pre-shared keys are the external ones of its configuration; a server uses the first one when the
 * client offers any.
 */
class TlsScriptedPeer13
{
  public:
    /**
     * @param role which end it plays
     * @param config what it offers and is: its first suite, group, identity and algorithm
     * @param seed of its randoms
     */
    TlsScriptedPeer13(TlsRole role, const TlsConfig& config, const std::string& seed = "peer");

    /// @param data from the engine under test: messages are read, keys follow from them
    void Receive(ByteView data);
    /// @return what it has said since the last call
    Bytes Take();
    /// @param end gets what was said and answers until both are silent
    void Exchange(TlsTestEnd& end);

    /// What is done to the extensions of a message before it goes.
    using Change = std::function<void(TlsExtensionList&)>;

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

    /**
     * The first hello, or the one that the server has asked for. Keys of early data follow where it
     * is announced.
     * @param change what is done to the message before its binders are made
     */
    void SendClientHello(const std::function<void(TlsClientHello&)>& change = {});
    /// The end of early data; what follows has the keys of the handshake.
    void SendEndOfEarlyData();
    /**
     * Ask for another hello.
     * @param change what is done to the message first
     */
    void SendRetryRequest(const std::function<void(TlsServerHello&)>& change = {});
    /**
     * @param change what is done to the message first
     * @param switchesKeys whether what follows is protected
     */
    void SendServerHello(const std::function<void(TlsServerHello&)>& change = {},
                         bool switchesKeys = true);
    /// @param change what is done to the message first
    void SendEncryptedExtensions(const Change& change = {});
    /// @param change what is done to the message first
    void SendCertificateRequest(const std::function<void(TlsCertificateRequest13&)>& change = {});
    /// @param change what is done to the message first
    void SendCertificate(const std::function<void(TlsCertificate13&)>& change = {});
    /// @param change what is done to the message first
    void SendCertificateVerify(const std::function<void(TlsCertificateVerify13&)>& change = {});
    /// @param change what is done to the message's verify_data first; after the handshake it ends a
    /// late proof
    void SendFinished(const std::function<void(Bytes&)>& change = {});
    /// @param request what is asked of the other end
    void SendKeyUpdate(TlsKeyUpdateRequest request = TlsKeyUpdateRequest::UPDATE_NOT_REQUESTED);
    /// @param change what is done to the message first
    void SendSessionTicket(const std::function<void(TlsNewSessionTicket13&)>& change = {});

    /// @return whether the handshake goes on with a pre-shared key
    bool UsesPsk() const;
    /// @return at a client: whether the server wants another hello
    bool IsAskedAgain() const;
    /// @return at a client: whether what it sends has the keys of early data
    bool IsInEarlyData() const;

    bool asksAgain{false};      //!< at a server: whether it is driven by way of a second hello
    bool takesEarlyData{false}; //!< at a server: whether it says so, and has the keys for it
    bool bindsPsks{true};       //!< at a client: whether binders fit a hello that was changed
    TlsOffer13 offer;           //!< at a client: what it has sent
    TlsClientHello clientHello; //!< at a server: what came
    std::vector<TlsHandshakeType> messages;  //!< handshake messages received
    std::vector<TlsAlertDescription> alerts; //!< alerts received
    Bytes app;                               //!< application data received
    Bytes raw; //!< octets that a test sends in place of what was said; empty: none

  private:
    template <typename Message>
    void SendMessage(TlsHandshakeType type, const Message& message);
    void HandleRecord(const TlsRecord& record);
    void HandleMessage(const TlsHandshakeMessage& message);
    void HandleServerHello(const TlsHandshakeMessage& message);
    void HandleRetryRequest(const TlsHandshakeMessage& message, const TlsServerHello& hello);
    void HandleFinished(const TlsHandshakeMessage& message);
    const TlsCipherSuite& Suite() const;
    void FillServerHello(TlsServerHello& hello) const;

    TlsTestEnvironment m_environment;       //!< around it
    TlsHandshakeContext m_context;          //!< transcript and records
    TlsHandshakeKeys13 m_keys;              //!< secrets
    TlsHandshakeBuffer m_buffer;            //!< messages in parts
    bool m_isBegun{false};                  //!< whether there is a transcript hash
    bool m_isFinished{false};               //!< whether the server's Finished has come or gone
    bool m_isDone{false};                   //!< at a client: whether its own Finished has gone
    bool m_usesPsk{false};                  //!< whether the Server Hello chose a pre-shared key
    bool m_isInEarlyData{false};            //!< at a client: which keys it sends with
    std::optional<TlsRetryRequest> m_retry; //!< at a client: what the server wants
    Bytes m_requestContext;                 //!< of the last Certificate Request
    TlsTranscript m_finished;               //!< at a client: the handshake, for late proofs
};

/**
 * @param peer plays the client
 * @param server is driven
 * @param state in which it is then
 */
void DriveTo(TlsScriptedPeer13& peer, TlsTestEnd& server, TlsServerHandshake13::State state);

/**
 * @param peer plays the server
 * @param client is driven; started already
 * @param state in which it is then
 */
void DriveTo(TlsScriptedPeer13& peer, TlsTestEnd& client, TlsClientHandshake13::State state);

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_PEER_13_H */
