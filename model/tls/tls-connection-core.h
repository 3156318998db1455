/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONNECTION_CORE_H
#define TLS_CONNECTION_CORE_H

#include "tls-output.h"

#include "ns3/tls-handshake-context.h"
#include "ns3/tls-handshake.h"
#include "ns3/tls-heartbeat.h"

#include <memory>
#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// State of the engine, and the one place where records meet the rooms that handle them.
class TlsConnectionCore
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is
     * @param environment what it needs from around it
     * @param serverName at a client, the host it wants
     * @param sessionKey at a client, the name under which it keeps sessions
     */
    TlsConnectionCore(TlsRole role,
                      std::shared_ptr<const TlsConfig> config,
                      const TlsEnvironment& environment,
                      std::string serverName,
                      std::string sessionKey);
    ~TlsConnectionCore();

    /// Begin the handshake.
    void Start();
    /// @param data the next octets from the peer
    void ReceiveRecords(ByteView data);
    /// @param refusal what the scenario rejects the certificate with; nothing: it takes it
    void Answer(const std::optional<TlsAlert>& refusal);
    /// Begin another handshake, where one is allowed.
    void Renegotiate();
    /// Say close_notify, once.
    void Close();
    /// The transport ended from the peer's side.
    void ReceiveEndOfStream();

    /// @return whether a handshake has completed here
    bool IsConnected() const;
    /// @return whether nothing more will come of it
    bool IsFinished() const;
    /// @return whether application data can be written now
    bool CanSend() const;
    /// @return all that the last call gave
    TlsOutput TakeOutput();

    TlsHandshakeContext context;                      //!< what the handshake works on
    std::unique_ptr<TlsHandshake> handshake;          //!< this end's
    TlsHeartbeat heartbeat;                           //!< signs of life
    bool isPeerClosed{false};                         //!< close_notify has come
    std::optional<TlsAlert> alertSent;                //!< that ended it from here
    std::optional<TlsAlertDescription> alertReceived; //!< that ended it from there
    std::string failure;                              //!< why it failed

  private:
    std::optional<TlsAlert> HandleRecord(TlsRecord& record);
    bool IsProgress(const TlsRecord& record) const;
    std::optional<TlsAlert> HandleMessages();
    std::optional<TlsAlert> HandleMessage(const TlsHandshakeMessage& message);
    std::optional<TlsAlert> HandleApplicationData(const TlsRecord& record);
    std::optional<TlsAlert> HandleAlert(const TlsRecord& record);
    std::optional<TlsAlert> HandleWarning(TlsAlertDescription description);
    void HandleCloseNotify();
    bool HasMore() const;
    std::optional<TlsAlert> CountIdle(bool isProgress);
    void SendAlertAndFail(const TlsAlert& alert);
    void Fail(const std::string& reason);

    TlsHandshakeBuffer m_buffer; //!< handshake messages in parts
    Bytes m_toApp;               //!< application data of this call
    bool m_isConnected{false};   //!< a handshake has been completed
    bool m_isCloseSent{false};   //!< close_notify has gone
    bool m_isFailed{false};      //!< it ended otherwise
    size_t m_idle{0};            //!< records and messages in a row that made no progress
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CONNECTION_CORE_H */
