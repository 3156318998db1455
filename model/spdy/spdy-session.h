/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_SESSION_H
#define SPDY_SESSION_H

#include "spdy-event.h"
#include "spdy-flow-window.h"
#include "spdy-frame.h"
#include "spdy-framer.h"
#include "spdy-header-codec.h"
#include "spdy-priority-queue.h"
#include "spdy-stream.h"
#include "spdy-version.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace spdy
{

/**
 * One side of a SPDY session, without any I/O.
 *
 * Bytes of the peer go into Receive(), which answers with events; what is to be sent comes out
 * of TakeOutput(), which chooses DATA by priority and by the windows at that moment. Nothing a
 * peer sends makes the session crash or grow without bound: a stream error resets the stream, a
 * session error queues GOAWAY and ends the session.
 *
 * The commands do nothing once the session has ended.
 */
class SpdySession
{
  public:
    /**
     * The session's SETTINGS are queued at once.
     * @param role which side this is
     * @param version protocol version, out of the negotiation
     * @param config plain choices; copied
     */
    SpdySession(SpdyRole role, SpdyVersion version, const SpdyConfig& config = {});

    /**
     * Open a stream and queue its SYN_STREAM.
     * @param headers the request's names, as the version spells them
     * @param priority 0 is the highest; cut at the lowest of the version
     * @param fin true when no data follows
     * @return the stream's id, 0 when refused: on a server, whose streams are all pushes; after
     *         GOAWAY either way, at the peer's MAX_CONCURRENT_STREAMS (before its SETTINGS came:
     *         SpdyConfig::streamsBeforeSettings), when ids are used up, or after the session's end
     */
    uint32_t OpenStream(const SpdyHeaders& headers, uint8_t priority, bool fin);

    /**
     * Open a unidirectional stream that belongs to another (server push; SPDY/3.1, 3.3). It ends
     * when the client cancels either of the two.
     * @param associatedId an open stream of the client, whose reply has not ended
     * @param headers names of the resource: scheme, host and path, in SPDY/2 its whole URL as
     *        "url"; with those of the response, which may also follow by SendHeaders before data
     * @param priority 0 is the highest
     * @param fin true when no data follows
     * @return the stream's id, 0 when refused: on a client, as by OpenStream, when associatedId is
     *         not open, or when the resource has not the origin of the stream's request
     */
    uint32_t PushStream(uint32_t associatedId,
                        const SpdyHeaders& headers,
                        uint8_t priority,
                        bool fin);

    /**
     * Accept a stream of the peer and queue SYN_REPLY.
     * @param id a stream of the peer that was not replied to
     * @param headers the response's names
     * @param fin true when no data follows
     * @return false when the stream does not take a reply (any more)
     */
    bool Reply(uint32_t id, const SpdyHeaders& headers, bool fin);

    /**
     * Send more headers; they keep their place after data that was given before.
     * @param id an open stream, replied to when it is the peer's
     * @param headers more names
     * @param fin true when nothing follows
     * @return false when the stream's own half is closed or not there
     */
    bool SendHeaders(uint32_t id, const SpdyHeaders& headers, bool fin);

    /**
     * Buffer data; it leaves through TakeOutput() as windows and priorities allow.
     * @param id an open stream, replied to when it is the peer's
     * @param data octets, possibly none
     * @param fin true when nothing follows
     * @return false when the stream's own half is closed or not there
     */
    bool SendData(uint32_t id, ByteView data, bool fin);

    /**
     * Abort a stream: its buffered data is dropped and RST_STREAM queued.
     * @param id an open stream; any other is ignored
     * @param status the reason
     */
    void ResetStream(uint32_t id, SpdyStreamStatus status);

    /// @return id of the PING queued, which its PING_REPLY event repeats; 0 after the end
    uint32_t Ping();

    /**
     * Say that no new streams are wanted; open ones go on. Queued once.
     * @param status the reason
     */
    void GoAway(SpdySessionStatus status);

    /**
     * Queue SETTINGS and apply their effect on what this side receives.
     * @param settings entries; sent in increasing order of id, each id once (the first wins);
     *        a server may ask the client to keep some (SPDY_PERSIST_VALUE)
     * @param clear server: the client is to forget first what it keeps
     */
    void UpdateSettings(const std::vector<SpdySetting>& settings, bool clear = false);

    /**
     * @return client: what the server has asked to keep, in increasing order of id, for
     *         SpdyConfig::persistedSettings of the next session with this origin
     */
    std::vector<SpdySetting> GetPersistedSettings() const;

    /**
     * The application has taken data out of its buffers: give the octets back to the windows of
     * stream and session. Needed only without SpdyConfig::automaticConsume.
     * @param id stream of the DATA events, also when it is closed meanwhile
     * @param octets how many; more than were delivered and not yet consumed is cut
     */
    void Consume(uint32_t id, size_t octets);

    /**
     * Take what the peer sent.
     * @param bytes the next part of the byte stream, of any size
     * @return what happened, in order, with what happened since the last call
     */
    std::vector<SpdyEvent> Receive(ByteView bytes);

    /// @return what happened outside Receive(): streams closed by our own last frame
    std::vector<SpdyEvent> TakeEvents();

    /**
     * Take what is to be sent: control frames first, then DATA by priority.
     * @param maxBytes most octets wanted; a frame may be cut, its rest comes next
     * @return the next part of the byte stream, empty when nothing may be sent now
     */
    Bytes TakeOutput(size_t maxBytes);

    /// @return true when TakeOutput() would give something
    bool WantsWrite() const;

    /**
     * @return true when the session is over and all its output was taken: the transport may be
     *         closed. It is over after a session error, or when GOAWAY was sent and no stream is
     *         left. A GOAWAY of the peer is answered when the last stream is done.
     */
    bool IsClosed() const;

    /// @return true when OpenStream, or PushStream of a server, would not refuse now
    bool CanOpenStream() const;

    /// @return frames sent and received since the last call, in order
    std::vector<SpdyFrameRecord> TakeFrameRecords();
    /// @return octets and frames counted so far
    const SpdyCounters& GetCounters() const;
    /// @return number of streams not yet closed
    size_t GetStreamCount() const;
    /**
     * @param id a stream
     * @return octets given to SendData and not yet framed; 0 for a stream that is not there
     */
    size_t GetBufferedBytes(uint32_t id) const;
    /// @return which side this is
    SpdyRole GetRole() const;
    /// @return the protocol version
    SpdyVersion GetVersion() const;

  private:
    /// A control frame that waits for its turn on the wire.
    struct QueuedFrame
    {
        Bytes wire;             //!< the whole frame
        SpdyFrameRecord record; //!< what the time line shows
        bool isAnswer;          //!< the peer provoked it
    };

    // Output, in spdy-session-output.cc
    bool Compress(const SpdyHeaders& headers, Bytes& block);
    void Send(const SpdyFrame& frame, bool isAnswer = false);
    void BeginFrame(Bytes wire, SpdyFrameRecord record);
    void BeginFrame(const SpdyFrame& frame);
    bool BeginNextFrame();
    void BeginWindowUpdate();
    void BeginData();
    uint32_t GetSendable(const SpdyStream& stream) const;
    void Schedule(SpdyStream& stream);
    void SendReset(uint32_t id, SpdyStreamStatus status, bool isAnswer);
    void RememberReset(uint32_t id);
    void Announce(SpdyStream& stream);
    void CreditSession(uint32_t octets);

    // Streams and the end, in spdy-session.cc
    uint32_t OpenLocal(uint32_t associatedId,
                       const SpdyHeaders& headers,
                       uint8_t priority,
                       bool fin);
    SpdyStream* FindStream(uint32_t id);
    bool IsLocalId(uint32_t id) const;
    SpdyStream& AddStream(uint32_t id, uint8_t priority, bool isLocal);
    void CancelPushes(uint32_t associatedId, bool isLocal);
    void CloseIfDone(uint32_t id);
    void Close(uint32_t id, bool isReset);
    void ReportReset(uint32_t id, SpdyStreamStatus status, bool local, const std::string& detail);
    void EndSession();
    SpdyFrameRecord MakeRecord(bool sent, const SpdyFrame& frame, size_t bytes) const;
    void AddRecord(SpdyFrameRecord record);

    // Input, in spdy-session-input.cc
    void ReceiveFrame(ByteView bytes);
    void RefuseTooLarge(ByteView bytes);
    SpdyStream* AdmitData(uint32_t id, uint32_t size);
    void Handle(SpdyDataFrame& frame);
    void Handle(SpdySynStreamFrame& frame);
    void Handle(SpdySynReplyFrame& frame);
    void Handle(SpdyRstStreamFrame& frame);
    void Handle(SpdySettingsFrame& frame);
    void Handle(SpdyNoopFrame& frame);
    void Handle(SpdyPingFrame& frame);
    void Handle(SpdyGoAwayFrame& frame);
    void Handle(SpdyHeadersFrame& frame);
    void Handle(SpdyWindowUpdateFrame& frame);
    void Handle(SpdyCredentialFrame& frame);
    void Handle(SpdyUnknownFrame& frame);
    void HandleLate(uint32_t id);
    void MoveSendWindows(uint32_t initialSize);
    void StreamError(uint32_t id, SpdyStreamStatus status, const std::string& detail);
    void SessionError(SpdySessionStatus status, const std::string& detail);

    // Input with a header block, in spdy-session-header.cc
    bool CheckNewId(uint32_t id);
    bool CheckNewStream(const SpdySynStreamFrame& frame, SpdyHeaderCodec::Result inflated);
    bool CheckPush(const SpdySynStreamFrame& frame, const SpdyHeaders& headers);
    bool AddPushNames(SpdyStream& stream, const SpdyHeaders& headers) const;
    bool LacksReply(const SpdyStream& stream) const;
    SpdyHeaderCodec::Result Inflate(uint32_t id, const Bytes& block, SpdyHeaders& headers);

    SpdyRole m_role;                   //!< which side this is
    SpdyVersion m_version;             //!< protocol version
    const SpdyVersionTraits& m_traits; //!< its row
    SpdyConfig m_config;               //!< choices
    SpdyFramer m_framer;               //!< cuts what the peer sends
    SpdyHeaderCodec m_codec;           //!< header compression
    size_t m_headerMemory{0};          //!< taken by the headers of this Receive(), in octets
    SpdyCounters m_counters;           //!< what passed so far

    std::map<uint32_t, SpdyStream> m_streams;      //!< not yet closed, by id
    uint32_t m_nextLocalId;                        //!< id of the next stream of this side
    uint32_t m_lastPeerId{0};                      //!< highest id that the peer has used
    uint32_t m_lastGoodId{0};                      //!< highest stream of the peer that was accepted
    std::set<uint32_t> m_resetIds;                 //!< lately reset by this side: answer no more
    std::deque<uint32_t> m_resetOrder;             //!< the same, oldest first
    bool m_hasPeerSettings{false};                 //!< the peer's SETTINGS came
    uint32_t m_maxLocalStreams;                    //!< the peer's MAX_CONCURRENT_STREAMS
    uint32_t m_maxPeerStreams;                     //!< ours
    uint32_t m_localStreams{0};                    //!< opened by this side and not yet closed
    uint32_t m_peerStreams{0};                     //!< opened by the peer and not yet closed
    std::map<SpdySettingId, uint32_t> m_persisted; //!< what the server asked to keep

    SpdyFlowWindow m_sendWindow;                       //!< of the session
    SpdyFlowWindow m_receiveWindow;                    //!< of the session
    uint32_t m_receiveSize;                            //!< size meant for m_receiveWindow
    uint32_t m_toAnnounce{0};                          //!< session octets not yet given back
    uint32_t m_initialSendWindow{SPDY_DEFAULT_WINDOW}; //!< of streams, the peer's setting
    uint32_t m_initialWindow{SPDY_DEFAULT_WINDOW};     //!< of streams, our setting
    uint32_t m_largestWindow{SPDY_DEFAULT_WINDOW};     //!< largest ever in force, which is enforced
    std::map<uint32_t, uint32_t> m_unconsumedOfClosed; //!< octets by closed stream

    std::deque<QueuedFrame> m_control; //!< control frames in their order
    size_t m_queuedAnswers{0};         //!< those of them that the peer provoked
    std::set<uint32_t> m_updates;      //!< streams (0: session) whose WINDOW_UPDATE is due
    SpdyPriorityQueue m_ready;         //!< streams with data and window
    Bytes m_out;                       //!< the frame that is going out
    size_t m_outOffset{0};             //!< how much of it is gone

    std::vector<SpdyEvent> m_events;       //!< not yet taken
    std::deque<SpdyFrameRecord> m_records; //!< not yet taken
    std::set<uint32_t> m_pings;            //!< sent and not yet answered
    uint32_t m_nextPing;                   //!< id of the next PING
    bool m_goAwaySent{false};              //!< no more streams of the peer
    bool m_goAwayReceived{false};          //!< no more streams of this side
    bool m_hasEnded{false};                //!< by an error of either side
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_SESSION_H */
