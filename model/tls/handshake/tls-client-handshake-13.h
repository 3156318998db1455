/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_HANDSHAKE_13_H
#define TLS_CLIENT_HANDSHAKE_13_H

#include "tls-client-authentication.h"
#include "tls-client-hello-13.h"
#include "tls-client-negotiation-13.h"
#include "tls-handshake-keys-13.h"
#include "tls-handshake.h"
#include "tls-key-updater-13.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

/**
 * The client's side of a TLS 1.3 handshake (RFC 8446, 2 and 4). Its hello offers earlier versions
 * too, where the configuration has them; to one of those it hands over.
 */
class TlsClientHandshake13 : public TlsHandshake
{
  public:
    /// What the client waits for.
    enum class State : uint8_t
    {
        EXPECT_SERVER_HELLO,         //!< the answer to its hello
        EXPECT_SECOND_SERVER_HELLO,  //!< the answer to its second hello
        EXPECT_ENCRYPTED_EXTENSIONS, //!< what else the server chose
        EXPECT_CERTIFICATE_REQUEST,  //!< or the server's chain
        EXPECT_CERTIFICATE,          //!< the server's chain
        EXPECT_CERTIFICATE_VERIFY,   //!< the proof that the server has its key
        EXPECT_FINISHED,             //!< the server's
        CONNECTED                    //!< tickets, key updates, requests for a certificate
    };

    /// @param context of the connection; must outlive the handshake
    explicit TlsClientHandshake13(TlsHandshakeContext& context);
    ~TlsClientHandshake13() override;

    void Start() override;
    std::optional<TlsAlert> Handle(const TlsHandshakeMessage& message) override;
    bool IsEstablished() const override;
    bool CanSend() const override;
    std::optional<TlsAlert> AdmitData() const override;
    void PrepareData() override;
    Bytes Export(std::string_view label,
                 const std::optional<ByteView>& context,
                 size_t length) const override;
    std::optional<TlsAlert> HandleNoCertificate() override;
    bool GiveUpRenegotiation() override;
    std::unique_ptr<TlsHandshake> TakeSuccessor() override;
    size_t GetEarlyDataLimit() const override;
    void WriteEarly(ByteView data) override;
    bool IsEarlyDataAccepted() const override;
    void UpdateKeys(bool asksPeer) override;

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

    /// What has become of early data.
    enum class EarlyData : uint8_t
    {
        NONE,     //!< there is none
        OFFERED,  //!< it may be sent; the server has not said anything
        ACCEPTED, //!< it may be sent until the server's Finished
        REJECTED  //!< it goes once more when the handshake is complete
    };

    std::optional<TlsAlert> HandleServerHello(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleRetryRequest(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleEncryptedExtensions(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificateRequest(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleCertificateVerify(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleFinished(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleChangeCipherSpec(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleSessionTicket(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleKeyUpdate(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleLateCertificateRequest(const TlsHandshakeMessage& message);

    void SendClientHello();
    void BeginEarlyData();
    void SendDummyChangeCipherSpec();
    std::optional<TlsAlert> ReadHello(const TlsHandshakeMessage& message,
                                      TlsServerHello& hello,
                                      TlsVersion& version) const;
    std::optional<TlsAlert> HandOver(TlsVersion version);
    std::optional<TlsAlert> Choose(const TlsHandshakeMessage& message, const TlsServerHello& hello);
    void ApplyAnswer(const TlsServerAnswer13& answer);
    std::optional<TlsAlert> SendLastFlight();
    std::optional<TlsAlert> SendProof(const Bytes& requestContext, TlsSecret finishedKey);
    void NoteEstablished();
    void SendRejectedData();

    TlsHandshakeContext& m_context;            //!< of the connection
    TlsHandshakeKeys13 m_keys;                 //!< secrets and Finished
    TlsKeyUpdater13 m_updater;                 //!< key updates
    State m_state{State::EXPECT_SERVER_HELLO}; //!< what it waits for
    TlsOffer13 m_offer;                        //!< what it sent
    std::optional<TlsRetryRequest> m_retry;    //!< what the server wanted otherwise
    TlsServerChoice13 m_choice;                //!< what the server answered
    std::unique_ptr<TlsHandshake> m_successor; //!< of an earlier version that was chosen
    EarlyData m_earlyData{EarlyData::NONE};    //!< what has become of it
    Bytes m_earlySent;                         //!< early data, in case that it is rejected
    size_t m_earlySize{0};                     //!< octets of it
    std::string m_earlyProtocol;               //!< for which it is meant
    bool m_isChangeCipherSpecSent{false};      //!< the dummy one
    bool m_isAskedForCertificate{false};       //!< whether a Certificate is due
    TlsClientProof m_proof;                    //!< who the client says it is
    TlsTranscript m_finished;                  //!< up to the client's Finished
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_HANDSHAKE_13_H */
