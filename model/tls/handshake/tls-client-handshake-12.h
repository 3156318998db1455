/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_HANDSHAKE_12_H
#define TLS_CLIENT_HANDSHAKE_12_H

#include "tls-client-authentication.h"
#include "tls-client-negotiation.h"
#include "tls-handshake-keys-12.h"
#include "tls-handshake.h"

#include <memory>

namespace ns3
{
namespace tls
{

/// The client's side of a handshake from SSL 3.0 to TLS 1.2 (RFC 5246, 7.3 and 7.4).
class TlsClientHandshake12 : public TlsHandshake
{
  public:
    /// What the client waits for.
    enum class State : uint8_t
    {
        EXPECT_SERVER_HELLO,        //!< the answer to its hello
        EXPECT_CERTIFICATE,         //!< the server's chain
        EXPECT_CERTIFICATE_STATUS,  //!< what the authority says of it; may be left out
        EXPECT_SERVER_KEY_EXCHANGE, //!< the server's share
        EXPECT_CERTIFICATE_REQUEST, //!< or the end of the server's flight
        EXPECT_SERVER_HELLO_DONE,   //!< the end of the server's flight
        EXPECT_SESSION_TICKET,      //!< a ticket that was announced
        EXPECT_CHANGE_CIPHER_SPEC,  //!< the server's
        EXPECT_FINISHED,            //!< the server's
        CONNECTED                   //!< no handshake message, or a request for another handshake
    };

    /// @param context of the connection; must outlive the handshake
    explicit TlsClientHandshake12(TlsHandshakeContext& context);
    /**
     * One whose Client Hello has gone already.
     * @param context of the connection; must outlive the handshake
     * @param offer the Client Hello, which its transcript has
     * @param offered the session in it; null: none
     */
    TlsClientHandshake12(TlsHandshakeContext& context, TlsClientHello offer, TlsSessionPtr offered);
    ~TlsClientHandshake12() override;

    void Start() override;
    std::optional<TlsAlert> Handle(const TlsHandshakeMessage& message) override;
    bool IsEstablished() const override;
    bool CanSend() const override;
    std::optional<TlsAlert> AdmitData() const override;
    Bytes Export(std::string_view label,
                 const std::optional<ByteView>& context,
                 size_t length) const override;
    std::optional<TlsAlert> HandleNoCertificate() override;
    bool GiveUpRenegotiation() override;

    /// @return what it waits for
    State GetState() const;

    /**
     * @param state a state
     * @param message what might come
     * @return true when the table lets it come
     */
    static bool MayCome(State state, TlsHandshakeType message);

  private:
    /// The table, which names the private handlers.
    struct Table;

    std::optional<TlsAlert> HandleServerHello(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificateStatus(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleServerKeyExchange(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificateRequest(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleServerHelloDone(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleSessionTicket(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleChangeCipherSpec(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleFinished(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleHelloRequest(const TlsHandshakeMessage& message);

    void ApplyChoice(const TlsServerHello& hello);
    State AfterCertificate() const;
    State AfterCertificateStatus() const;
    std::optional<TlsAlert> SendCertificate();
    std::optional<TlsAlert> SendClientKeyExchange();
    void SendLastFlight();
    void SendNextProtocol();
    TlsKeyAgreementContext AgreementContext();

    TlsHandshakeContext& m_context;               //!< of the connection
    TlsHandshakeKeys12 m_keys;                    //!< secrets and Finished
    State m_state{State::EXPECT_SERVER_HELLO};    //!< what it waits for
    TlsClientHello m_offer;                       //!< what it sent
    TlsSessionPtr m_offered;                      //!< the session in it; null: none
    TlsServerChoice m_choice;                     //!< what the server answered
    std::unique_ptr<TlsKeyAgreement> m_agreement; //!< of the suite chosen
    bool m_isAskedForCertificate{false};          //!< whether a Certificate is due
    TlsClientProof m_proof;                       //!< who the client says it is
    TlsSession m_previous; //!< while another handshake has only begun, that of the last
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_HANDSHAKE_12_H */
