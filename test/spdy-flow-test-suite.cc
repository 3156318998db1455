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

const SpdyHeaders REQUEST{{":method", "GET"}, {":path", "/"}, {":version", "HTTP/1.1"}};
const SpdyHeaders RESPONSE{{":status", "200"}, {":version", "HTTP/1.1"}};

/// Keeps the books of one direction from the frames alone, apart from the engine.
class SpdyLedger
{
  public:
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
                isGood = isGood && size <= m_session && size <= Window(data->streamId);
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
     * @param window receive window of streams, in octets
     * @param isAutomatic data is consumed at once
     * @param isMoving SETTINGS change the window meanwhile
     */
    SpdyFlowTest(uint32_t window, bool isAutomatic, bool isMoving)
        : TestCase("Replies drain and never pass a window of " + std::to_string(window) +
                   (isAutomatic ? ", consumed at once" : ", consumed slowly") +
                   (isMoving ? ", with SETTINGS that move it" : "")),
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
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1, config);
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1);
        constexpr size_t STREAMS = 5;
        const size_t size = m_window < 10 ? 300 : 150000;
        std::map<uint32_t, size_t> received;
        std::map<uint32_t, size_t> unconsumed;
        for (size_t i = 0; i < STREAMS; ++i)
        {
            client.OpenStream(REQUEST, static_cast<uint8_t>(random() % 8), true);
        }
        SpdyLedger ledger;
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
                    server.Reply(event.id, RESPONSE, false);
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

    uint32_t m_window;  //!< receive window of streams
    bool m_isAutomatic; //!< consumed at once
    bool m_isMoving;    //!< SETTINGS change it
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
        CheckPriority();
        CheckFullWindow();
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

    void CheckPriority()
    {
        SpdyTestPeer peer;
        SpdyConfig config;
        config.maxDataPayload = 100;
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1, config);
        for (const uint8_t priority : {3, 0, 3, 7})
        {
            client.SendData(client.OpenStream(REQUEST, priority, false), Bytes(200), true);
        }
        NS_TEST_ASSERT_MSG_EQ(GetDataStreams(peer.ReadFrom(client)),
                              "3 3f 1 5 1f 5f 7 7f ",
                              "the highest, then in turn, then the lowest");
    }

    void CheckFullWindow()
    {
        SpdyTestPeer peer;
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1);
        client.Receive(
            peer.Write(SpdySettingsFrame{false, {{SpdySettingId::INITIAL_WINDOW_SIZE, 10, 0}}}));
        const uint32_t first = client.OpenStream(REQUEST, 0, false);
        const uint32_t second = client.OpenStream(REQUEST, 1, false);
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
        // One that ended in peace, but is consumed only later.
        server.Receive(peer.SynStream(3));
        server.Reply(3, RESPONSE, true);
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
            client.SendData(client.OpenStream(REQUEST, 0, false), Bytes(10000), true);
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

/// Input that no peer should send.
class SpdyNoiseTest : public TestCase
{
  public:
    SpdyNoiseTest()
        : TestCase("Cut, flipped and made-up input neither crashes nor grows a session")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto version : {SpdyVersion::SPDY_2, SpdyVersion::SPDY_3, SpdyVersion::SPDY_3_1})
        {
            std::mt19937 random(7);
            const Bytes good = Record(version);
            for (size_t size = 0; size <= good.size(); ++size)
            {
                Feed(version, ByteView(good).Sub(0, size), random);
            }
            for (size_t bit = 0; bit < 8 * good.size(); ++bit)
            {
                Bytes bad = good;
                bad[bit / 8] ^= 1u << bit % 8;
                Feed(version, bad, random);
            }
            for (int round = 0; round < 3000; ++round)
            {
                Feed(version, MakeUp(version, random), random);
            }
        }
    }

    /// @return what a client sends in a session with everything in it
    static Bytes Record(SpdyVersion version)
    {
        SpdySession client(SpdyRole::CLIENT, version);
        client.SendData(client.OpenStream(REQUEST, 0, false), Bytes(20), true);
        client.OpenStream(REQUEST, 1, true);
        client.Ping();
        const uint32_t last = client.OpenStream(REQUEST, 2, false);
        client.SendHeaders(last, {{"x-more", "1"}}, false);
        client.ResetStream(last, SpdyStreamStatus::CANCEL);
        client.GoAway(SpdySessionStatus::OK);
        Bytes recorded = SpdyTestPeer(version).Write(SpdyWindowUpdateFrame{0, 100});
        Append(recorded, client.TakeOutput(SIZE_MAX));
        return recorded;
    }

    /// @return well-formed frames with any values in any order
    static Bytes MakeUp(SpdyVersion version, std::mt19937& random)
    {
        SpdyTestPeer peer(version);
        Bytes bytes;
        for (int i = 0; i < 12; ++i)
        {
            ByteWriter writer;
            const bool isControl = random() % 4 != 0;
            const uint32_t type = random() % 12;
            const uint32_t id = random() % 6;
            writer.U32(isControl
                           ? 0x80000000 |
                                 uint32_t{GetSpdyVersionTraits(version).wireVersion} << 16 | type
                           : id);
            writer.U8(random() % 4);
            const auto mark = writer.Begin(3);
            if (type == 1 || type == 2 || type == 8)
            {
                writer.U32(id);
                writer.Write(Bytes(type == 1 ? 6 : GetSpdyVersionTraits(version).replyPadding));
                writer.Write(peer.Block());
            }
            else
            {
                writer.U32(id);
                writer.Write(Bytes(random() % 3 * 4, static_cast<uint8_t>(random())));
            }
            writer.End(mark);
            Append(bytes, writer.View());
        }
        return bytes;
    }

    void Feed(SpdyVersion version, ByteView bytes, std::mt19937& random)
    {
        const auto role = random() % 2 ? SpdyRole::CLIENT : SpdyRole::SERVER;
        SpdyConfig config;
        config.acceptPush = true;
        SpdySession session(role, version, config);
        if (role == SpdyRole::CLIENT)
        {
            session.OpenStream(REQUEST, 0, true);
        }
        const size_t step = 1 + random() % 40;
        bool hasFailed = false;
        for (size_t i = 0; i < bytes.Size(); i += step)
        {
            for (const auto& event : session.Receive(bytes.Sub(i, step)))
            {
                NS_TEST_ASSERT_MSG_EQ(hasFailed && event.type == SpdyEventType::DATA,
                                      false,
                                      "no data after the session's end");
                hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR;
                if (event.type == SpdyEventType::STREAM_OPENED)
                {
                    session.Reply(event.id, RESPONSE, false);
                    session.SendData(event.id, Bytes(50), true);
                }
            }
        }
        NS_TEST_ASSERT_MSG_LT(session.TakeOutput(SIZE_MAX).size(), 20000, "bounded output");
        NS_TEST_ASSERT_MSG_EQ(hasFailed && !session.IsClosed(), false, "an error is the end");
    }
};

/// Flow control, order and bad input.
class SpdyFlowTestSuite : public TestSuite
{
  public:
    SpdyFlowTestSuite()
        : TestSuite("tls-spdy-spdy-flow", TestSuite::Type::UNIT)
    {
        for (const uint32_t window : {1, 2, 3, 100, 4096, 4097, 65536, 1000000})
        {
            for (const bool isAutomatic : {true, false})
            {
                AddTestCase(new SpdyFlowTest(window, isAutomatic, false));
                AddTestCase(new SpdyFlowTest(window, isAutomatic, true));
            }
        }
        AddTestCase(new SpdyOrderTest);
        AddTestCase(new SpdyNoiseTest);
    }
};

SpdyFlowTestSuite g_spdyFlowTestSuite; //!< registers the suite

} // namespace
