/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

#include <random>

using namespace ns3;
using namespace ns3::spdy;

namespace
{

/// Keeps the books of one direction from the frames alone, apart from the engine.
class SpdyLedger
{
  public:
    /// @param version protocol version
    explicit SpdyLedger(SpdyVersion version)
        : m_traits(GetSpdyVersionTraits(version)),
          m_control(version),
          m_data(version)
    {
    }

    /// @param bytes what the receiver of the data sent
    void See(ByteView bytes)
    {
        for (const auto& frame : m_control.Read(bytes))
        {
            if (const auto* update = std::get_if<SpdyWindowUpdateFrame>(&frame))
            {
                (update->streamId == 0 ? m_session : Window(update->streamId)) += update->delta;
            }
            if (const auto* settings = std::get_if<SpdySettingsFrame>(&frame))
            {
                for (const auto& entry : settings->entries)
                {
                    if (entry.id == SpdySettingId::INITIAL_WINDOW_SIZE)
                    {
                        for (auto& [id, window] : m_streams)
                        {
                            window += int64_t{entry.value} - m_initial;
                        }
                        m_initial = entry.value;
                    }
                }
            }
        }
    }

    /**
     * @param bytes what the sender of the data sent
     * @return false when it sent past a window
     */
    bool Check(ByteView bytes)
    {
        bool isGood = true;
        for (const auto& frame : m_data.Read(bytes))
        {
            if (const auto* syn = std::get_if<SpdySynReplyFrame>(&frame))
            {
                Window(syn->streamId);
            }
            const auto* data = std::get_if<SpdyDataFrame>(&frame);
            if (data && !data->data.empty())
            {
                const auto size = static_cast<int64_t>(data->data.size());
                isGood = isGood && (!m_traits.hasSessionWindow || size <= m_session) &&
                         (!m_traits.hasStreamWindow || size <= Window(data->streamId));
                m_session -= size;
                Window(data->streamId) -= size;
            }
        }
        return isGood;
    }

    /// Let a stream have its window before SETTINGS may move it.
    /// @param id stream
    void Open(uint32_t id)
    {
        Window(id);
    }

  private:
    int64_t& Window(uint32_t id)
    {
        return m_streams.emplace(id, m_initial).first->second;
    }

    const SpdyVersionTraits& m_traits;     //!< row of the version
    SpdyTestPeer m_control;                //!< reads the one side
    SpdyTestPeer m_data;                   //!< reads the other side
    int64_t m_session{65536};              //!< window of the session
    int64_t m_initial{65536};              //!< initial window of streams
    std::map<uint32_t, int64_t> m_streams; //!< windows of streams
};

/// Many replies through windows that change.
class SpdyFlowTest : public TestCase
{
  public:
    /**
     * @param version protocol version
     * @param window receive window of streams, in octets
     * @param isAutomatic data is consumed at once
     * @param isMoving SETTINGS change the window meanwhile
     */
    SpdyFlowTest(SpdyVersion version, uint32_t window, bool isAutomatic, bool isMoving)
        : TestCase(GetTitle(version) + ": replies drain and never pass a window of " +
                   std::to_string(window) +
                   (isAutomatic ? ", consumed at once" : ", consumed slowly") +
                   (isMoving ? ", with SETTINGS that move it" : "")),
          m_version(version),
          m_window(window),
          m_isAutomatic(isAutomatic),
          m_isMoving(isMoving)
    {
    }

  private:
    void DoRun() override
    {
        std::mt19937 random(m_window);
        SpdyConfig config;
        config.streamWindow = m_window;
        config.automaticConsume = m_isAutomatic;
        SpdySession client(SpdyRole::CLIENT, m_version, config);
        SpdySession server(SpdyRole::SERVER, m_version);
        constexpr size_t STREAMS = 5;
        const size_t size = m_window < 10 ? 300 : 150000;
        std::map<uint32_t, size_t> received;
        std::map<uint32_t, size_t> unconsumed;
        for (size_t i = 0; i < STREAMS; ++i)
        {
            client.OpenStream(MakeRequest(m_version), static_cast<uint8_t>(random() % 8), true);
        }
        SpdyLedger ledger(m_version);
        size_t closed = 0;
        for (int turn = 0; turn < 20000 && closed < STREAMS; ++turn)
        {
            if (m_isMoving && turn % 7 == 3)
            {
                const uint32_t windows[] = {1, 10, 5000, 65536, 200000};
                client.UpdateSettings(
                    {{SpdySettingId::INITIAL_WINDOW_SIZE, windows[random() % 5]}});
            }
            const Bytes up = client.TakeOutput(SIZE_MAX);
            ledger.See(up);
            for (const auto& event : server.Receive(up))
            {
                if (event.type == SpdyEventType::STREAM_OPENED)
                {
                    ledger.Open(event.id);
                    server.Reply(event.id, MakeReply(m_version), false);
                    server.SendData(event.id, Bytes(size, static_cast<uint8_t>(event.id)), true);
                }
            }
            const Bytes down = server.TakeOutput(SIZE_MAX);
            NS_TEST_ASSERT_MSG_EQ(ledger.Check(down), true, "sent past a window");
            for (const auto& event : client.Receive(down))
            {
                NS_TEST_ASSERT_MSG_EQ((event.type != SpdyEventType::SESSION_ERROR &&
                                       event.type != SpdyEventType::STREAM_RESET),
                                      true,
                                      "no error: " << event.detail);
                closed += event.type == SpdyEventType::STREAM_CLOSED ? 1 : 0;
                received[event.id] += event.data.size();
                unconsumed[event.id] += event.data.size();
                for (const uint8_t octet : event.data)
                {
                    NS_TEST_ASSERT_MSG_EQ(uint32_t{octet}, event.id, "octets of this stream");
                }
            }
            for (auto& [id, octets] : unconsumed)
            {
                const size_t some = m_isAutomatic ? octets : random() % (octets + 1);
                const size_t part = some == 0 ? std::min<size_t>(octets, 1) : some;
                client.Consume(id, part);
                octets -= part;
            }
        }
        NS_TEST_ASSERT_MSG_EQ(closed, STREAMS, "all streams are done");
        for (uint32_t id = 1; id < 2 * STREAMS; id += 2)
        {
            NS_TEST_ASSERT_MSG_EQ(received[id], size, "octets of stream " << id);
        }
    }

    SpdyVersion m_version; //!< protocol version
    uint32_t m_window;     //!< receive window of streams
    bool m_isAutomatic;    //!< consumed at once
    bool m_isMoving;       //!< SETTINGS change it
};

/// Who goes first, and what a full window does.
class SpdyOrderTest : public TestCase
{
  public:
    SpdyOrderTest()
        : TestCase("DATA goes by priority, in turn within one, around streams that are blocked")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto version : SPDY_VERSIONS)
        {
            CheckPriority(version);
        }
        CheckFullWindow();
        CheckUsedUpWindows();
        CheckDeadStreamsGiveBack();
        CheckCutFrames();
    }

    static std::string GetDataStreams(const std::vector<SpdyFrame>& frames)
    {
        std::string ids;
        for (const auto& frame : frames)
        {
            if (const auto* data = std::get_if<SpdyDataFrame>(&frame))
            {
                ids += std::to_string(data->streamId) + (data->fin ? "f " : " ");
            }
        }
        return ids;
    }

    /// A server obeys what the client asked for, in as many levels as the version has.
    void CheckPriority(SpdyVersion version)
    {
        SpdyTestPeer peer(version);
        SpdyConfig config;
        config.maxDataPayload = 100;
        SpdySession client(SpdyRole::CLIENT, version);
        SpdySession server(SpdyRole::SERVER, version, config);
        for (const uint8_t priority : {3, 0, 3, 7, 2, 1, 6})
        {
            client.OpenStream(MakeRequest(version), priority, true);
        }
        for (const auto& event : server.Receive(client.TakeOutput(SIZE_MAX)))
        {
            if (event.type == SpdyEventType::STREAM_OPENED)
            {
                server.Reply(event.id, MakeReply(version), false);
                server.SendData(event.id, Bytes(200), true);
            }
        }
        NS_TEST_ASSERT_MSG_EQ(GetDataStreams(peer.ReadFrom(server)),
                              (version == SpdyVersion::SPDY_2
                                   ? "3 3f 11 11f 9 9f 1 5 7 13 1f 5f 7f 13f "
                                   : "3 3f 11 11f 9 9f 1 5 1f 5f 13 13f 7 7f "),
                              "the highest first, in turn within one");
    }

    void CheckFullWindow()
    {
        SpdyTestPeer peer;
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1);
        client.Receive(
            peer.Write(SpdySettingsFrame{false, {{SpdySettingId::INITIAL_WINDOW_SIZE, 10, 0}}}));
        const uint32_t first = client.OpenStream(MakeRequest(SpdyVersion::SPDY_3_1), 0, false);
        const uint32_t second = client.OpenStream(MakeRequest(SpdyVersion::SPDY_3_1), 1, false);
        client.SendData(first, Bytes(11), true);
        client.SendData(second, Bytes(10), false);
        NS_TEST_ASSERT_MSG_EQ(GetDataStreams(peer.ReadFrom(client)), "1 3 ", "windows are full");
        NS_TEST_ASSERT_MSG_EQ(client.WantsWrite(), false, "nothing may go");
        client.SendData(second, {}, true);
        NS_TEST_ASSERT_MSG_EQ(GetDataStreams(peer.ReadFrom(client)), "3f ", "but a lone FIN");
        client.Receive(
            peer.Write(SpdySettingsFrame{false, {{SpdySettingId::INITIAL_WINDOW_SIZE, 5, 0}}}));
        client.Receive(peer.Write(SpdyWindowUpdateFrame{first, 5}));
        NS_TEST_ASSERT_MSG_EQ(client.WantsWrite(), false, "-5 and 5 is not enough");
        NS_TEST_ASSERT_MSG_EQ(client.GetBufferedBytes(first), 1, "one octet waits");
        client.Receive(peer.Write(SpdyWindowUpdateFrame{first, 1}));
        NS_TEST_ASSERT_MSG_EQ(GetDataStreams(peer.ReadFrom(client)), "1f ", "the last octet");
    }

    /// An application that waits for more before it consumes the rest still gets it.
    void CheckUsedUpWindows()
    {
        SpdyTestPeer peer;
        SpdyTestPeer reader;
        SpdyConfig config;
        config.automaticConsume = false;
        config.sendSettings = false;
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1, config);
        server.Receive(peer.SynStream(1));
        server.Receive(peer.SynStream(3));
        server.Receive(peer.Data(1, 40000));
        server.Receive(peer.Data(3, 20000));
        server.Consume(3, 20000);
        NS_TEST_ASSERT_MSG_EQ(server.WantsWrite(), false, "less than half of any window");
        server.Receive(peer.Data(3, 5536));
        const auto frames = reader.ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "WINDOW_UPDATE ", "the session's is used up");
        NS_TEST_ASSERT_MSG_EQ(std::get<SpdyWindowUpdateFrame>(frames.at(0)).streamId, 0, "session");
        NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)), "delta=20000", "what there is");

        SpdySession other(SpdyRole::SERVER, SpdyVersion::SPDY_3, config);
        SpdyTestPeer third(SpdyVersion::SPDY_3);
        other.Receive(third.SynStream(1));
        other.Receive(third.Data(1, 40000));
        other.Consume(1, 20000);
        NS_TEST_ASSERT_MSG_EQ(other.WantsWrite(), false, "less than half of the window");
        other.Receive(third.Data(1, 25536));
        NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(reader.ReadFrom(other).at(0)),
                              "delta=20000",
                              "the stream's is used up");
        other.Consume(1, 20000);
        NS_TEST_ASSERT_MSG_EQ(other.WantsWrite(), false, "less than half of the window");
        other.UpdateSettings({{SpdySettingId::INITIAL_WINDOW_SIZE, 1}});
        NS_TEST_ASSERT_MSG_EQ(GetNames(reader.ReadFrom(other)),
                              "SETTINGS WINDOW_UPDATE ",
                              "a smaller window cannot wait for half of the larger one");
    }

    void CheckDeadStreamsGiveBack()
    {
        SpdyTestPeer peer;
        SpdyTestPeer reader;
        SpdyConfig config;
        config.automaticConsume = false;
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1, config);
        server.Receive(peer.SynStream(1));
        for (int i = 0; i < 10; ++i)
        {
            server.Receive(peer.Data(1, 60000));
            server.ResetStream(1, SpdyStreamStatus::CANCEL);
            const auto frames = reader.ReadFrom(server);
            const auto* update = std::get_if<SpdyWindowUpdateFrame>(&frames.back());
            NS_TEST_ASSERT_MSG_NE(update, nullptr, "the session gets its window back");
            NS_TEST_ASSERT_MSG_EQ(update->streamId, 0, "of the session");
            NS_TEST_ASSERT_MSG_EQ(update->delta, 60000, "all of it");
        }
        // A frame that is skipped since it is too large.
        SpdyTestPeer bold;
        config.sendSettings = false;
        config.maxDataFrame = 40000;
        SpdySession strict(SpdyRole::SERVER, SpdyVersion::SPDY_3_1, config);
        strict.Receive(bold.SynStream(1));
        strict.Receive(bold.Data(1, 40001));
        const auto skipped = SpdyTestPeer().ReadFrom(strict);
        NS_TEST_ASSERT_MSG_EQ(GetNames(skipped), "RST_STREAM WINDOW_UPDATE ", "given back, too");
        NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(skipped.at(1)), "delta=40001", "all of it");
        // One that ended in peace, but is consumed only later.
        server.Receive(peer.SynStream(3));
        server.Reply(3, MakeReply(SpdyVersion::SPDY_3_1), true);
        server.Receive(peer.Data(3, 50000, true));
        NS_TEST_ASSERT_MSG_EQ(server.GetStreamCount(), 0, "closed");
        NS_TEST_ASSERT_MSG_EQ(GetNames(reader.ReadFrom(server)), "SYN_REPLY ", "not consumed");
        server.Consume(3, 20000);
        server.Consume(3, 90000);
        NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(reader.ReadFrom(server).at(0)),
                              "delta=50000",
                              "consumed, and no more than that");
    }

    void CheckCutFrames()
    {
        for (const size_t step : {1, 7, 8, 9, 1000})
        {
            SpdyTestPeer peer;
            SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1);
            client.SendData(client.OpenStream(MakeRequest(SpdyVersion::SPDY_3_1), 0, false),
                            Bytes(10000),
                            true);
            std::string names;
            while (client.WantsWrite())
            {
                const Bytes part = client.TakeOutput(step);
                NS_TEST_ASSERT_MSG_EQ((!part.empty() && part.size() <= step), true, "size");
                names += GetNames(peer.Read(part));
            }
            NS_TEST_ASSERT_MSG_EQ(names, "SETTINGS SYN_STREAM DATA DATA DATA ", "whole frames");
        }
    }
};

/// Flow control and order.
class SpdyFlowTestSuite : public TestSuite
{
  public:
    SpdyFlowTestSuite()
        : TestSuite("tls-spdy-spdy-flow", TestSuite::Type::UNIT)
    {
        for (const uint32_t window : {1, 2, 3, 100, 4096, 4097, 65536, 1000000})
        {
            for (const auto version : {SpdyVersion::SPDY_3, SpdyVersion::SPDY_3_1})
            {
                for (const bool isAutomatic : {true, false})
                {
                    AddTestCase(new SpdyFlowTest(version, window, isAutomatic, false));
                    AddTestCase(new SpdyFlowTest(version, window, isAutomatic, true));
                }
            }
        }
        AddTestCase(new SpdyFlowTest(SpdyVersion::SPDY_2, 1, true, true));
        AddTestCase(new SpdyOrderTest);
    }
};

SpdyFlowTestSuite g_spdyFlowTestSuite; //!< registers the suite

} // namespace
