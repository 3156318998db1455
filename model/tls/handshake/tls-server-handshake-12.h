/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_HANDSHAKE_12_H
#define TLS_SERVER_HANDSHAKE_12_H

#include "tls-handshake-keys-12.h"
#include "tls-handshake.h"
#include "tls-server-negotiation.h"

namespace ns3
{
namespace tls
{

/// The server's side of the handshake of RFC 5246, 7.3.
class TlsServerHandshake12 : public TlsHandshake
{
  public:
    /// What the server waits for.
    enum class State : uint8_t
    {
        EXPECT_CLIENT_HELLO,        //!< an offer
        EXPECT_CLIENT_KEY_EXCHANGE, //!< the premaster secret or the client's share
        EXPECT_CHANGE_CIPHER_SPEC,  //!< the client's
        EXPECT_NEXT_PROTOCOL,       //!< the choice, when NPN was agreed on
        EXPECT_FINISHED,            //!< the client's
        CONNECTED                   //!< no handshake message
    };

    /// @param context of the connection; must outlive the handshake
    explicit TlsServerHandshake12(TlsHandshakeContext& context);
    ~TlsServerHandshake12() override;

    void Start() override;
    std::optional<TlsAlert> Handle(const TlsHandshakeMessage& message) override;
    bool IsEstablished() const override;

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
    std::optional<TlsAlert> HandleClientKeyExchange(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleChangeCipherSpec(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleNextProtocol(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleFinished(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> RefuseRenegotiation(const TlsHandshakeMessage& message);

    void SendServerHello();
    void SendCertificate();
    std::optional<TlsAlert> SendServerKeyExchange();
    void SendServerHelloDone();
    TlsKeyAgreementContext AgreementContext();

    TlsHandshakeContext& m_context;               //!< of the connection
    TlsHandshakeKeys12 m_keys;                    //!< secrets and Finished
    State m_state{State::EXPECT_CLIENT_HELLO};    //!< what it waits for
    TlsClientHello m_offer;                       //!< what the client sent
    TlsNegotiated m_negotiated;                   //!< what was chosen
    std::unique_ptr<TlsKeyAgreement> m_agreement; //!< of the suite chosen
};

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_HANDSHAKE_12_H */
