/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_HANDSHAKE_12_H
#define TLS_SERVER_HANDSHAKE_12_H

#include "tls-handshake-keys-12.h"
#include "tls-handshake.h"
#include "tls-server-negotiation.h"

#include <memory>

namespace ns3
{
namespace tls
{

/// The server's side of a handshake from SSL 3.0 to TLS 1.2 (RFC 5246, 7.3 and 7.4).
class TlsServerHandshake12 : public TlsHandshake
{
  public:
    /// What the server waits for.
    enum class State : uint8_t
    {
        EXPECT_CLIENT_HELLO,        //!< an offer
        EXPECT_CERTIFICATE,         //!< the client's chain, when it was asked for one
        EXPECT_CLIENT_KEY_EXCHANGE, //!< the premaster secret or the client's share
        EXPECT_CERTIFICATE_VERIFY,  //!< the proof that the client has its key
        EXPECT_CHANGE_CIPHER_SPEC,  //!< the client's
        EXPECT_NEXT_PROTOCOL,       //!< the choice, when NPN was agreed on
        EXPECT_FINISHED,            //!< the client's
        CONNECTED                   //!< no handshake message, or an offer for another handshake
    };

    /// @param context of the connection; must outlive the handshake
    explicit TlsServerHandshake12(TlsHandshakeContext& context);
    ~TlsServerHandshake12() override;

    /// In the first handshake nothing; later, ask the client for another (RFC 5246, 7.4.1.1).
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

    std::optional<TlsAlert> HandleClientHello(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleClientKeyExchange(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificateVerify(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleChangeCipherSpec(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleNextProtocol(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleFinished(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleRenegotiation(const TlsHandshakeMessage& message);

    std::optional<TlsAlert> AnswerOffer();
    std::optional<TlsAlert> BeginSession();
    void ResumeSession(TlsSession session);
    void NoteOffer();
    void SendServerHello();
    void SendCertificateStatus();
    std::optional<TlsAlert> SendServerKeyExchange();
    void SendCertificateRequest();
    void SendServerHelloDone();
    void SendSessionTicket();
    std::optional<TlsAlert> MissClient() const;
    bool AsksForCertificate() const;
    TlsKeyAgreementContext AgreementContext();

    TlsHandshakeContext& m_context;               //!< of the connection
    TlsHandshakeKeys12 m_keys;                    //!< secrets and Finished
    State m_state{State::EXPECT_CLIENT_HELLO};    //!< what it waits for
    TlsClientOffer m_offer;                       //!< what the client sent
    TlsNegotiated m_negotiated;                   //!< what was chosen
    bool m_resumes{false};                        //!< whether a session goes on
    std::unique_ptr<TlsKeyAgreement> m_agreement; //!< of the suite chosen
};

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_HANDSHAKE_12_H */
