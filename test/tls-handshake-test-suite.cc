/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-support.h"

#include "ns3/test.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-handshake-buffer.h"

#include <random>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// Which application protocol extensions both ends use.
enum class Naming
{
    NONE,
    NPN,
    ALPN,
    BOTH
};

/// One handshake of the matrix.
struct Variant
{
    uint16_t suite;     //!< cipher suite
    NamedGroup group;   //!< group
    Naming naming;      //!< protocol extensions
    TlsFlights flights; //!< packing
};

/// @return each usual suite with an RSA key, with two groups, every naming, and both packings
std::vector<Variant>
AllVariants()
{
    std::vector<Variant> variants;
    for (const uint16_t id : TlsConfig().cipherSuites)
    {
        const TlsCipherSuite& suite = *FindCipherSuite(id);
        if (suite.authentication != TlsAuthentication::RSA)
        {
            continue;
        }
        std::vector<NamedGroup> groups{NamedGroup::X25519, NamedGroup::SECP256R1};
        if (suite.keyExchange == TlsKeyExchange::RSA)
        {
            groups = {NamedGroup::NONE};
        }
        for (const NamedGroup group : groups)
        {
            for (const Naming naming : {Naming::NONE, Naming::NPN, Naming::ALPN, Naming::BOTH})
            {
                for (const TlsFlights flights :
                     {TlsFlights::ONE_MESSAGE_PER_RECORD, TlsFlights::COMPOUND})
                {
                    variants.push_back({suite.id, group, naming, flights});
                }
            }
        }
    }
    return variants;
}

/**
 * @param variant a handshake
 * @param config one end's, to be completed
 */
void
Apply(const Variant& variant, TlsConfig& config)
{
    const std::vector<std::string> protocols{"spdy/3.1", "http/1.1"};
    if (variant.naming == Naming::NPN || variant.naming == Naming::BOTH)
    {
        config.npn = protocols;
    }
    if (variant.naming == Naming::ALPN || variant.naming == Naming::BOTH)
    {
        config.alpn = protocols;
    }
    config.flights = variant.flights;
}

/// Both ends of a variant.
struct Pair
{
    /**
     * @param variant a handshake
     * @param clientSeed of the client's randoms
     * @param serverSeed of the server's
     */
    explicit Pair(const Variant& variant,
                  const std::string& clientSeed = "c",
                  const std::string& serverSeed = "s")
        : client(
              TlsRole::CLIENT,
              [&] {
                  TlsConfig config = ClientTestConfig(variant.suite, variant.group);
                  Apply(variant, config);
                  return config;
              }(),
              clientSeed),
          server(
              TlsRole::SERVER,
              [&] {
                  TlsConfig config = ServerTestConfig(variant.suite, variant.group);
                  Apply(variant, config);
                  return config;
              }(),
              serverSeed)
    {
    }

    /**
     * A whole session: handshake, data both ways, close from the client.
     * @param split how the streams are cut
     */
    void RunSession(const TlsTestSplit& split = {})
    {
        RunHandshake(client, server, split);
        Pump(client, server, client.Write(Bytes(20000, 'q')), split);
        Pump(server, client, server.Write(ToBytes("a reply")), split);
        Pump(client, server, client.Close(), split);
    }

    TlsTestEnd client; //!< one end
    TlsTestEnd server; //!< the other
};

/// Both ends agree on everything, whatever the variant.
class TlsAgreementTestCase : public TestCase
{
  public:
    TlsAgreementTestCase()
        : TestCase("Every variant ends with both ends agreed, data both ways and closed")
    {
    }

  private:
    void DoRun() override
    {
        for (const Variant& variant : AllVariants())
        {
            Run(variant);
        }
    }

    /// @param variant a handshake
    void Run(const Variant& variant)
    {
        Pair pair(variant);
        TlsTestEnd& client = pair.client;
        TlsTestEnd& server = pair.server;
        RunHandshake(client, server);
        NS_TEST_ASSERT_MSG_EQ(client.Get().IsEstablished(), true, client.Get().GetFailure());
        NS_TEST_ASSERT_MSG_EQ(server.Get().IsEstablished(), true, server.Get().GetFailure());

        const TlsSession& a = client.Get().GetSession();
        const TlsSession& b = server.Get().GetSession();
        NS_TEST_ASSERT_MSG_EQ(a.masterSecret.size(), 48, "a master secret has 48 octets");
        NS_TEST_ASSERT_MSG_EQ((a.masterSecret == b.masterSecret), true, "one master secret");
        NS_TEST_ASSERT_MSG_EQ((a.sessionId == b.sessionId), true, "one session identifier");
        NS_TEST_ASSERT_MSG_EQ(a.sessionId.size(), 32, "a session identifier is given");
        NS_TEST_ASSERT_MSG_EQ(a.cipherSuite, variant.suite, "suite at the client");
        NS_TEST_ASSERT_MSG_EQ(b.cipherSuite, variant.suite, "suite at the server");
        NS_TEST_ASSERT_MSG_EQ((a.group == variant.group), true, "group at the client");
        NS_TEST_ASSERT_MSG_EQ((b.group == variant.group), true, "group at the server");
        NS_TEST_ASSERT_MSG_EQ(a.serverName, TEST_HOST, "name at the client");
        NS_TEST_ASSERT_MSG_EQ(b.serverName, TEST_HOST, "name at the server");
        NS_TEST_ASSERT_MSG_EQ(a.peerChain.size(), 3, "the chain is kept");

        const bool byAlpn = variant.naming == Naming::ALPN || variant.naming == Naming::BOTH;
        const bool byNpn = variant.naming == Naming::NPN;
        for (const TlsSession& session : {a, b})
        {
            NS_TEST_ASSERT_MSG_EQ(session.alpn, (byAlpn ? "spdy/3.1" : ""), "ALPN's choice");
            NS_TEST_ASSERT_MSG_EQ(session.npn, (byNpn ? "spdy/3.1" : ""), "NPN's choice");
        }
        NS_TEST_ASSERT_MSG_EQ(client.keyLog.size(), 1, "one key log line");
        NS_TEST_ASSERT_MSG_EQ((client.keyLog == server.keyLog), true, "the same at both ends");
        const std::string line = client.keyLog.front();
        NS_TEST_ASSERT_MSG_EQ(line.size(), 14 + 64 + 1 + 96, "CLIENT_RANDOM, random and secret");
        NS_TEST_ASSERT_MSG_EQ(line.substr(14, 64),
                              wire::ToHex(ByteView(client.sent).Sub(5 + 4 + 2, 32)),
                              "the random is the Client Hello's");
        NS_TEST_ASSERT_MSG_EQ(line.substr(79), wire::ToHex(a.masterSecret), "and the secret ours");
        CheckTransfer(pair);
    }

    /// @param pair both ends, connected
    void CheckTransfer(Pair& pair)
    {
        TlsTestEnd& client = pair.client;
        TlsTestEnd& server = pair.server;
        Bytes request(40000);
        for (size_t i = 0; i < request.size(); ++i)
        {
            request[i] = static_cast<uint8_t>(i * 7);
        }
        const size_t size = client.Get().GetWireSize(request.size());
        const Bytes wire = client.Write(request);
        NS_TEST_ASSERT_MSG_EQ(wire.size(), size, "GetWireSize() foretells what Write() makes");
        server.Receive(wire);
        NS_TEST_ASSERT_MSG_EQ((server.app == request), true, "bytes in equal bytes out");
        client.Receive(server.Write(ToBytes("reply")));
        NS_TEST_ASSERT_MSG_EQ(ByteView(client.app).ToString(), "reply", "and the other way");

        Pump(client, server, client.Close());
        NS_TEST_ASSERT_MSG_EQ(client.Get().CanSend(), false, "nothing after close_notify");
        for (const TlsTestEnd* end : {&client, &server})
        {
            NS_TEST_ASSERT_MSG_EQ(end->Get().IsFinished(), true, "close_notify went both ways");
            NS_TEST_ASSERT_MSG_EQ(end->Get().GetFailure(), "", "and that is no failure");
            NS_TEST_ASSERT_MSG_EQ(end->Count(TlsStep::CLOSE_NOTIFY), 2, "sent and received");
            NS_TEST_ASSERT_MSG_EQ(end->Count(TlsStep::FAILED), 0, "no failure among the steps");
            NS_TEST_ASSERT_MSG_EQ(end->isWorkInOrder, true, "steps lie in order over the work");
        }
    }
};

/// The split of the stream does not show.
class TlsSplitTestCase : public TestCase
{
  public:
    TlsSplitTestCase()
        : TestCase("A stream that comes one octet at a time gives what it gives all at once")
    {
    }

  private:
    void DoRun() override
    {
        for (const Variant& variant : AllVariants())
        {
            Pair whole(variant);
            whole.RunSession();
            Check(variant, whole, [](size_t) { return 1; });
            std::mt19937 generator(20130101);
            Check(variant, whole, [&generator](size_t size) {
                return 1 + generator() % std::min<size_t>(size, 1500);
            });
        }
    }

    /**
     * @param variant a handshake
     * @param whole the outcome all at once
     * @param split how the streams are cut
     */
    void Check(const Variant& variant, const Pair& whole, const TlsTestSplit& split)
    {
        Pair pieces(variant);
        pieces.RunSession(split);
        NS_TEST_ASSERT_MSG_EQ(pieces.client.Get().IsFinished(), true, "the session is whole");
        NS_TEST_ASSERT_MSG_EQ((pieces.client.Describe() == whole.client.Describe()),
                              true,
                              "same steps, work, keys and octets at the client");
        NS_TEST_ASSERT_MSG_EQ((pieces.server.Describe() == whole.server.Describe()),
                              true,
                              "same steps, work, keys and octets at the server");
    }
};

/// Randomness comes from the seeds alone.
class TlsSeedTestCase : public TestCase
{
  public:
    TlsSeedTestCase()
        : TestCase("The same seeds give the same octets, other seeds other randoms and keys")
    {
    }

  private:
    void DoRun() override
    {
        for (const Variant& variant : AllVariants())
        {
            Pair one(variant);
            Pair same(variant);
            Pair otherClient(variant, "c2");
            Pair otherServer(variant, "c", "s2");
            for (Pair* pair : {&one, &same, &otherClient, &otherServer})
            {
                pair->RunSession();
                NS_TEST_ASSERT_MSG_EQ(pair->server.app.size(), 20000, "the session is whole");
            }
            NS_TEST_ASSERT_MSG_EQ((one.client.Describe() == same.client.Describe()),
                                  true,
                                  "same seeds, same client");
            NS_TEST_ASSERT_MSG_EQ((one.server.Describe() == same.server.Describe()),
                                  true,
                                  "same seeds, same server");
            CheckMessages(variant, one, otherClient, otherServer);
        }
    }

    /**
     * @param stream records in clear
     * @param type of a handshake message
     * @return its body
     */
    static Bytes FindBody(ByteView stream, TlsHandshakeType type)
    {
        TlsHandshakeBuffer buffer;
        while (stream.Size() > 5 && stream[0] == 22)
        {
            const size_t length = TlsConnection::RecordLength(stream);
            buffer.Feed(stream.Sub(5, length - 5));
            stream = stream.Sub(length);
        }
        std::optional<TlsHandshakeMessage> message;
        while (!buffer.Next(message) && message)
        {
            if (message->type == type)
            {
                return message->Body().ToBytes();
            }
        }
        return {};
    }

    /**
     * @param variant a handshake
     * @param one outcome
     * @param client outcome with another seed at the client
     * @param server outcome with another seed at the server
     */
    void CheckMessages(const Variant& variant,
                       const Pair& one,
                       const Pair& client,
                       const Pair& server)
    {
        using T = TlsHandshakeType;
        const Bytes hello = FindBody(one.client.sent, T::CLIENT_HELLO);
        NS_TEST_ASSERT_MSG_EQ((hello != FindBody(client.client.sent, T::CLIENT_HELLO)),
                              true,
                              "another client random");
        NS_TEST_ASSERT_MSG_EQ((hello == FindBody(server.client.sent, T::CLIENT_HELLO)),
                              true,
                              "the server's seed does not reach the client's hello");
        const Bytes answer = FindBody(one.server.sent, T::SERVER_HELLO);
        const Bytes other = FindBody(server.server.sent, T::SERVER_HELLO);
        NS_TEST_ASSERT_MSG_EQ((ByteView(answer).Sub(2, 32) != ByteView(other).Sub(2, 32)),
                              true,
                              "another server random");
        NS_TEST_ASSERT_MSG_EQ((ByteView(answer).Sub(35, 32) != ByteView(other).Sub(35, 32)),
                              true,
                              "another session identifier");
        if (variant.group != NamedGroup::NONE)
        {
            const Bytes a = FindBody(one.server.sent, T::SERVER_KEY_EXCHANGE);
            const Bytes b = FindBody(server.server.sent, T::SERVER_KEY_EXCHANGE);
            const size_t point = a.at(3);
            NS_TEST_ASSERT_MSG_EQ((ByteView(a).Sub(4, point) != ByteView(b).Sub(4, point)),
                                  true,
                                  "another ephemeral public value at the server");
            NS_TEST_ASSERT_MSG_EQ((ByteView(a).Sub(4 + point) != ByteView(b).Sub(4 + point)),
                                  true,
                                  "another signature");
        }
        // The Client Key Exchange: own values of the client alone.
        if (variant.flights == TlsFlights::ONE_MESSAGE_PER_RECORD)
        {
            const auto exchange = [&](const TlsTestEnd& end) {
                const ByteView rest = ByteView(end.sent).Sub(TlsConnection::RecordLength(end.sent));
                return FindBody(rest, T::CLIENT_KEY_EXCHANGE);
            };
            NS_TEST_ASSERT_MSG_EQ((exchange(one.client) != exchange(client.client)),
                                  true,
                                  "another ephemeral value or premaster at the client");
        }
        NS_TEST_ASSERT_MSG_EQ((one.client.keyLog != client.client.keyLog), true, "other secrets");
        NS_TEST_ASSERT_MSG_EQ((one.client.keyLog != server.client.keyLog), true, "other secrets");
    }
};

/// Records and messages have borders of their own.
class TlsFragmentationTestCase : public TestCase
{
  public:
    TlsFragmentationTestCase()
        : TestCase("Messages cross records and records hold several messages")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0xc02f, 0x002f})
        {
            for (const size_t fragment : {1, 7, 100, 400})
            {
                Recut(suite, fragment);
            }
        }
        Packing();
    }

    /**
     * Cut the clear records of a flight anew, which the Finished does not cover.
     * @param stream records of one flight in clear
     * @param fragment octets a record
     * @return the same messages in other records
     */
    static Bytes CutAnew(ByteView stream, size_t fragment)
    {
        Bytes messages;
        const Bytes header = stream.Sub(0, 3).ToBytes();
        while (stream.Size() > 0)
        {
            const size_t length = TlsConnection::RecordLength(stream);
            Append(messages, stream.Sub(5, length - 5));
            stream = stream.Sub(length);
        }
        Bytes result;
        for (ByteView rest = messages; !rest.IsEmpty(); rest = rest.Sub(fragment))
        {
            const ByteView part = rest.Sub(0, fragment);
            Append(result, header);
            result.push_back(static_cast<uint8_t>(part.Size() >> 8));
            result.push_back(static_cast<uint8_t>(part.Size()));
            Append(result, part);
        }
        return result;
    }

    /**
     * @param suite cipher suite
     * @param fragment octets a record
     */
    void Recut(uint16_t suite, size_t fragment)
    {
        Pair pair({suite, NamedGroup::X25519, Naming::NPN, TlsFlights::ONE_MESSAGE_PER_RECORD});
        const Bytes hello = CutAnew(pair.client.Start(), fragment);
        const Bytes flight = CutAnew(pair.server.Receive(hello), fragment);
        NS_TEST_ASSERT_MSG_GT(flight.size(), pair.server.sent.size(), "cut into more records");
        Pump(pair.client, pair.server, pair.client.Receive(flight));
        NS_TEST_ASSERT_MSG_EQ(pair.client.Get().IsEstablished(), true, "client connected");
        NS_TEST_ASSERT_MSG_EQ(pair.server.Get().IsEstablished(), true, "server connected");
    }

    /// How many records a server's flight makes.
    void Packing()
    {
        const auto countRecords = [](TlsFlights flights) {
            Pair pair({0xc02f, NamedGroup::X25519, Naming::NONE, flights});
            Bytes flight = pair.server.Receive(pair.client.Start());
            size_t records = 0;
            for (ByteView rest = flight; !rest.IsEmpty(); ++records)
            {
                rest = rest.Sub(TlsConnection::RecordLength(rest));
            }
            return records;
        };
        NS_TEST_ASSERT_MSG_EQ(countRecords(TlsFlights::ONE_MESSAGE_PER_RECORD), 4, "one each");
        NS_TEST_ASSERT_MSG_EQ(countRecords(TlsFlights::COMPOUND), 1, "all in one");
    }
};

/// What a handshake costs.
class TlsWorkTestCase : public TestCase
{
  public:
    TlsWorkTestCase()
        : TestCase("Each primitive of a handshake is charged where and when it runs")
    {
    }

  private:
    void DoRun() override
    {
        Check({0xc02f, NamedGroup::SECP256R1, Naming::NPN, TlsFlights::COMPOUND}, true);
        Check({0xc013, NamedGroup::X25519, Naming::NONE, TlsFlights::COMPOUND}, true);
        Check({0x002f, NamedGroup::NONE, Naming::ALPN, TlsFlights::COMPOUND}, false);
    }

    /**
     * @param variant a handshake
     * @param isEcdhe whether it has a signed key exchange
     */
    void Check(const Variant& variant, bool isEcdhe)
    {
        using O = CryptoOperation;
        Pair pair(variant);
        RunHandshake(pair.client, pair.server);
        const size_t one = isEcdhe ? 1 : 0;
        // The client checks three certificates, and the key exchange where it is signed.
        NS_TEST_ASSERT_MSG_EQ(pair.client.Count(O::VERIFY), 3 + one, "client verifies");
        NS_TEST_ASSERT_MSG_EQ(pair.client.Count(O::SIGN), 0, "client signs nothing");
        NS_TEST_ASSERT_MSG_EQ(pair.client.Count(O::GENERATE_KEY), one, "client's pair");
        NS_TEST_ASSERT_MSG_EQ(pair.client.Count(O::AGREE), one, "client's secret");
        NS_TEST_ASSERT_MSG_EQ(pair.client.Count(O::RSA_ENCRYPT), 1 - one, "client encrypts");
        NS_TEST_ASSERT_MSG_EQ(pair.server.Count(O::SIGN), one, "server signs");
        NS_TEST_ASSERT_MSG_EQ(pair.server.Count(O::VERIFY), 0, "server verifies nothing");
        NS_TEST_ASSERT_MSG_EQ(pair.server.Count(O::GENERATE_KEY), one, "server's pair");
        NS_TEST_ASSERT_MSG_EQ(pair.server.Count(O::AGREE), one, "server's secret");
        NS_TEST_ASSERT_MSG_EQ(pair.server.Count(O::RSA_DECRYPT), 1 - one, "server decrypts");

        // What a step waits for has run when it is noted: the signature before it is checked off.
        CheckOrder(pair.client, TlsStep::SIGNATURE_CHECK, O::VERIFY, 3 + one, isEcdhe);
        CheckOrder(pair.client, TlsStep::CERTIFICATE_VERIFIED, O::VERIFY, 3, true);
        CheckOrder(pair.client, TlsStep::PUBLIC_VALUE, O::GENERATE_KEY, 1, isEcdhe);
        CheckOrder(pair.client, TlsStep::PRIVATE_VALUE, O::GENERATE_KEY, 0, isEcdhe);
        CheckOrder(pair.client, TlsStep::SHARED_SECRET, O::AGREE, 1, isEcdhe);
        CheckOrder(pair.server, TlsStep::PUBLIC_VALUE, O::SIGN, 0, isEcdhe);
        CheckOrder(pair.server, TlsStep::SERVER_KEY_EXCHANGE, O::SIGN, 1, isEcdhe);
        CheckOrder(pair.server, TlsStep::SHARED_SECRET, O::RSA_DECRYPT, 1, !isEcdhe);
        for (const TlsTestEnd* end : {&pair.client, &pair.server})
        {
            NS_TEST_ASSERT_MSG_EQ(end->isWorkInOrder, true, "steps lie in order over the work");
            NS_TEST_ASSERT_MSG_EQ(end->Count(TlsStep::KEY_BLOCK), 6, "six secrets");
            NS_TEST_ASSERT_MSG_EQ(end->Count(TlsStep::CERTIFICATE), 3, "three certificates");
            NS_TEST_ASSERT_MSG_EQ(end->Count(TlsStep::FINISHED), 2, "two Finished");
            NS_TEST_ASSERT_MSG_EQ(end->Count(TlsStep::ESTABLISHED), 1, "established once");
        }
    }

    /**
     * @param end who
     * @param step whose work is looked at
     * @param operation of which kind
     * @param count how many had run by then
     * @param isThere whether the step occurs
     */
    void CheckOrder(const TlsTestEnd& end,
                    TlsStep step,
                    CryptoOperation operation,
                    size_t count,
                    bool isThere)
    {
        if (!isThere)
        {
            return;
        }
        NS_TEST_ASSERT_MSG_EQ(end.Count(step), 1, ToString(step));
        for (const TlsEvent& event : end.events)
        {
            if (event.step == step)
            {
                const auto first = end.work.begin();
                const auto ran = std::count_if(first,
                                               first + static_cast<ptrdiff_t>(event.workEnd),
                                               [operation](const CryptoWorkItem& item) {
                                                   return item.operation == operation;
                                               });
                NS_TEST_ASSERT_MSG_EQ(static_cast<size_t>(ran), count, ToString(step));
            }
        }
    }
};

/// The suite.
class TlsHandshakeTestSuite : public TestSuite
{
  public:
    TlsHandshakeTestSuite()
        : TestSuite("tls-spdy-handshake", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsAgreementTestCase);
        AddTestCase(new TlsSplitTestCase);
        AddTestCase(new TlsSeedTestCase);
        AddTestCase(new TlsFragmentationTestCase);
        AddTestCase(new TlsWorkTestCase);
    }
};

/// Registers the suite.
TlsHandshakeTestSuite g_tlsHandshakeTestSuite;

} // namespace
