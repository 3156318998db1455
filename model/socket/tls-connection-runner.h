/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONNECTION_RUNNER_H
#define TLS_CONNECTION_RUNNER_H

#include "crypto-processor.h"

#include "ns3/byte-view.h"
#include "ns3/crypto-meter.h"
#include "ns3/crypto-provider.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/random-source.h"
#include "ns3/simple-ref-count.h"
#include "ns3/tls-connection.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/// A step of an engine whose processor time has passed: now its results count.
struct TlsReleasedStep
{
    tls::TlsOutput output;     //!< what came of it
    Time started;              //!< when it got a core
    Time cpu;                  //!< processor time that it took
    Time queued;               //!< time that it waited for a core
    std::vector<Time> reached; //!< see GetReached(); empty where the step took no time
    size_t plaintext{0};       //!< octets of application data that it encrypted
    size_t received{0};        //!< octets from the peer that it took
    bool isBroken{false};      //!< everything before the loss of the transport is done

    /**
     * @param event index of an event
     * @return processor time of the step up to it
     */
    Time GetReached(size_t event) const
    {
        return reached.empty() ? Time(0) : reached[event];
    }
};

/**
 * Runs a TLS engine on the simulated clock: queues what comes in, gives the engine one record
 * or command, charges the work to the processor, and hands out the results and takes the next
 * input only when that is done. So the state of the engine never runs ahead of the clock by
 * more than one step, and outputs keep their order on any number of cores.
 *
 * Steps that cost nothing are done at once, without an event; from within the release of a
 * step, inputs are only queued.
 *
 * While the engine asks about the peer's certificate, what comes from the peer waits; only an
 * answer, Close() and Break() get through. What is written while another handshake is under way
 * waits for its end. What is written before the first handshake is complete goes as early data
 * where the session allows that much of it (RFC 8446, 2.3).
 */
class TlsConnectionRunner : public SimpleRefCount<TlsConnectionRunner>
{
  public:
    /// Called with each step that is done.
    using ReleaseCallback = std::function<void(const TlsReleasedStep&)>;

    /**
     * @param role which end
     * @param config what it offers and is; validated
     * @param serverName host that a client wants
     * @param sessionKey under which a client keeps and finds sessions
     * @param random its randoms and private keys
     * @param date simulated date at time 0, in seconds since 1970-01-01 UTC
     * @param processor what work is charged to; null: it takes no time
     * @param release called with each step that is done
     */
    TlsConnectionRunner(tls::TlsRole role,
                        std::shared_ptr<const tls::TlsConfig> config,
                        const std::string& serverName,
                        const std::string& sessionKey,
                        std::unique_ptr<tls::RandomSource> random,
                        int64_t date,
                        Ptr<CryptoProcessor> processor,
                        ReleaseCallback release);
    ~TlsConnectionRunner();

    TlsConnectionRunner(const TlsConnectionRunner&) = delete;
    TlsConnectionRunner& operator=(const TlsConnectionRunner&) = delete;

    /// From now on the steps' outputs hold the records sent as they were before protection.
    void KeepRecords();
    /// From now on the steps' outputs hold no lines for a key log.
    void OmitKeyLog();
    /// The transport is up.
    void Start();
    /// @param data the next octets from the peer, cut anywhere
    void Receive(tls::ByteView data);
    /// @param data application data; held back until the engine can send
    void Write(tls::Bytes data);
    /// Say close_notify, after what was written before.
    void Close();
    /// Take the peer's certificate. Ignored when nothing is asked by then.
    void AcceptPeer();
    /**
     * Refuse the peer's certificate. Ignored when nothing is asked by then.
     * @param description what the peer is told; CLOSE_NOTIFY: what is wrong with the certificate
     */
    void RejectPeer(tls::TlsAlertDescription description);
    /// Begin another handshake. Ignored where engine or configuration do not allow it.
    void Renegotiate();
    /// @param payload of a heartbeat request; ignored where the peer takes none
    void SendHeartbeat(tls::Bytes payload);
    /// @param asksPeer whether the peer, too, is to take its next keys; ignored before TLS 1.3
    void UpdateKeys(bool asksPeer);
    /// At a server: ask who the client is. Ignored before TLS 1.3.
    void RequestClientCertificate();
    /// The transport ended from the peer's side, after what was received before.
    void EndStream();
    /// The transport is lost: what was received before is still processed, the rest forgotten.
    void Break();
    /// Forget everything; nothing is released any more.
    void Stop();

    /// @return the engine
    const tls::TlsConnection& GetConnection() const;
    /// @return octets from the peer that are not processed yet
    size_t GetReceiveBacklog() const;
    /// @return octets that application data will need on the wire that is not encrypted yet
    size_t GetWriteBacklog() const;

  private:
    /// What an input is.
    enum class InputKind : uint8_t
    {
        START,
        RECEIVE,
        WRITE,
        CLOSE,
        ACCEPT_PEER,
        REJECT_PEER,
        RENEGOTIATE,
        HEARTBEAT,
        UPDATE_KEYS,
        UPDATE_KEYS_OF_BOTH,
        REQUEST_CERTIFICATE,
        END_OF_STREAM,
        BREAK
    };

    /// One record or command.
    struct Input
    {
        InputKind kind;  //!< what it is
        tls::Bytes data; //!< of RECEIVE, WRITE and HEARTBEAT
        size_t wire{0};  //!< of WRITE: octets it was expected to need on the wire
        /// Of REJECT_PEER: what the peer is told.
        tls::TlsAlertDescription description{tls::TlsAlertDescription::CLOSE_NOTIFY};
    };

    void Push(InputKind kind);
    void HoldWrite(tls::Bytes fragment);
    void CutRecords();
    void FlushPartialRecord();
    void ReleaseHeldInputs();
    void ReleaseEarlyWrites();
    void ExecuteWrite(const Input& input);
    void HoldBack(const Input& write);
    void HoldInputs();
    bool TakeNext(Input& input);
    void Run();
    void Execute(const Input& input);
    void ApplySessions();
    Time Charge();
    void JobDone();
    void Release();

    static bool PassesQuestion(InputKind kind);
    static bool WaitsForHandshake(const Input& input);

    std::shared_ptr<const tls::TlsConfig> m_config;  //!< what it offers and is
    std::unique_ptr<tls::RandomSource> m_random;     //!< its randoms
    tls::CryptoMeter m_meter;                        //!< its work
    std::unique_ptr<tls::CryptoProvider> m_provider; //!< its primitives
    tls::TlsConnection m_connection;                 //!< the engine
    Ptr<CryptoProcessor> m_processor;                //!< what work is charged to, may be null
    ReleaseCallback m_release;                       //!< called with each step that is done
    tls::Bytes m_partial;                            //!< start of a record that is not complete
    size_t m_headerGiven{0};                         //!< octets of it that the engine has already
    std::deque<Input> m_inputs;                      //!< what waits, first come first
    std::deque<Input> m_held;        //!< writes and what follows them, while not CanSend()
    size_t m_receiveBacklog{0};      //!< octets from the peer that wait
    size_t m_writeBacklog{0};        //!< octets on the wire that wait to be made
    TlsReleasedStep m_step;          //!< the step that runs
    Time m_submitted;                //!< when its job was submitted
    CryptoProcessor::JobId m_job{0}; //!< its job, 0: none waits or runs
    bool m_isRunning{false};         //!< a step runs or is being released
    bool m_isSubmitting{false};      //!< a job that costs nothing is done meanwhile
    bool m_isCloseGiven{false};      //!< the engine was told to close
    bool m_hasEarlyData{false};      //!< something was written before the handshake was complete
    bool m_isStopped{false};         //!< nothing is released any more
};

} // namespace ns3

#endif /* TLS_CONNECTION_RUNNER_H */
