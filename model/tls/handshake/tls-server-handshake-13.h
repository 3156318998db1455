/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_HANDSHAKE_13_H
#define TLS_SERVER_HANDSHAKE_13_H

#include "tls-client-offer-13.h"
#include "tls-handshake-keys-13.h"
#include "tls-handshake.h"
#include "tls-key-share.h"
#include "tls-key-updater-13.h"
#include "tls-server-negotiation-13.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

/**
 * The server's side of a TLS 1.3 handshake (RFC 8446, 2 and 4). To a client that has no TLS 1.3,
 * or where none is wanted, it hands over.
 */
class TlsServerHandshake13 : public TlsHandshake
{
  public:
    /// What the server waits for.
    enum class State : uint8_t
    {
        EXPECT_CLIENT_HELLO,            //!< an offer
        EXPECT_SECOND_CLIENT_HELLO,     //!< the offer that it asked for
        EXPECT_END_OF_EARLY_DATA,       //!< early data, and its end
        EXPECT_CERTIFICATE,             //!< the client's chain, when it was asked for one
        EXPECT_CERTIFICATE_VERIFY,      //!< the proof that the client has its key
        EXPECT_FINISHED,                //!< the client's
        CONNECTED,                      //!< key updates, and an answer that was asked for
        EXPECT_LATE_CERTIFICATE_VERIFY, //!< the proof, after the handshake
        EXPECT_LATE_FINISHED            //!< the client's, after the handshake
    };

    /// @param context of the connection; must outlive the handshake
    explicit TlsServerHandshake13(TlsHandshakeContext& context);
    ~TlsServerHandshake13() override;

    void Start() override;
    std::optional<TlsAlert> Handle(const TlsHandshakeMessage& message) override;
    bool IsEstablished() const override;
    bool CanSend() const override;
    std::optional<TlsAlert> AdmitData() const override;
    std::optional<TlsAlert> AdmitEarlyData(size_t octets) override;
    void PrepareData() override;
    Bytes Export(std::string_view label,
                 const std::optional<ByteView>& context,
                 size_t length) const override;
    std::optional<TlsAlert> HandleNoCertificate() override;
    bool GiveUpRenegotiation() override;
    std::unique_ptr<TlsHandshake> TakeSuccessor() override;
    bool IsEarlyDataAccepted() const override;
    void UpdateKeys(bool asksPeer) override;
    void RequestClientCertificate() override;

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
    std::optional<TlsAlert> HandleSecondClientHello(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleEndOfEarlyData(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificateVerify(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleFinished(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleChangeCipherSpec(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleKeyUpdate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleLateCertificate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleLateCertificateVerify(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleLateFinished(const TlsHandshakeMessage& message);

    std::optional<TlsAlert> ReadHello(const TlsHandshakeMessage& message, bool& isFor13);
    std::optional<TlsAlert> Answer(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> CheckRetriedHello() const;
    void SendRetryRequest(const TlsHandshakeMessage& message);
    void DropEarlyData();
    void UseTicketOnce();
    std::optional<TlsAlert> SendServerHello(const TlsHandshakeMessage& message);
    void SendDummyChangeCipherSpec();
    std::optional<TlsAlert> SendProtectedFlight();
    void SendEncryptedExtensions();
    void SendCertificateRequest(const Bytes& requestContext);
    void BeginSession();
    std::optional<TlsAlert> ReadClientCertificate(const TlsHandshakeMessage& message,
                                                  const Bytes& requestContext);
    State AfterFlight() const;
    bool AsksForCertificate() const;

    TlsHandshakeContext& m_context;              //!< of the connection
    TlsHandshakeKeys13 m_keys;                   //!< secrets and Finished
    TlsKeyUpdater13 m_updater;                   //!< key updates
    State m_state{State::EXPECT_CLIENT_HELLO};   //!< what it waits for
    TlsClientOffer m_offer;                      //!< what the client sent
    TlsClientOffer13 m_offer13;                  //!< what it sent for TLS 1.3
    TlsNegotiated13 m_negotiated;                //!< what was chosen
    const TlsCipherSuite* m_retrySuite{nullptr}; //!< of a Hello Retry Request; null: there was none
    NamedGroup m_retryGroup{NamedGroup::NONE};   //!< of which it wanted a share
    Bytes m_cookie;                              //!< that it wants back
    std::unique_ptr<TlsHandshake> m_successor;   //!< of an earlier version that was chosen
    size_t m_earlySize{0};                       //!< octets of early data that came
    TlsTranscript m_finished;                    //!< up to the client's Finished
    TlsTranscript m_request;                     //!< that, and a later Certificate Request
    Bytes m_requestContext;                      //!< of that request; empty: there is none
};

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_HANDSHAKE_13_H */
