/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-rfc8448-traces.h"

#include "ns3/abort.h"
#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/test.h"
#include "ns3/tls-connection.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-messages-13.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// Name of the server in the traces.
constexpr const char* HOST = "server";
/// A date at which its certificates are valid, in seconds since 1970 UTC: 2017-07-14.
constexpr int64_t DATE = 1500000000;
/// Milliseconds after which the second connection begins: its hello says 6, the whole ones that
/// have passed for certain.
constexpr int64_t LATER = 7;
/// What both send when a trace has application data: octets that count up.
constexpr uint8_t DATA = 50;

/// Randoms that were recorded, each for a draw of its size; zeros for the draws between, which
/// only blind.
class RecordedRandomSource : public RandomSource
{
  public:
    /// @param draws what is given, in order
    explicit RecordedRandomSource(std::deque<Bytes> draws)
        : m_draws(std::move(draws))
    {
    }

    Bytes Generate(size_t size) override
    {
        if (m_draws.empty() || m_draws.front().size() != size)
        {
            return Bytes(size);
        }
        Bytes draw = std::move(m_draws.front());
        m_draws.pop_front();
        return draw;
    }

    /// @return whether all were given
    bool IsUsedUp() const
    {
        return m_draws.empty();
    }

  private:
    std::deque<Bytes> m_draws; //!< what is still to be given
};

/// Computes all but the signatures of keys that RFC 8448 does not print.
class RecordedProvider : public CryptoppProvider
{
  public:
    using CryptoppProvider::CryptoppProvider;

    Bytes signature; //!< what Sign() gives; empty: it computes

  private:
    std::optional<Bytes> DoSignDigest(const PrivateKey& key,
                                      SignatureScheme scheme,
                                      ByteView digest,
                                      RandomSource& random) override
    {
        return signature.empty() ? m_computing.SignDigest(key, scheme, digest, random)
                                 : std::optional<Bytes>(signature);
    }

    CryptoMeter m_meter;                   //!< of no interest
    CryptoppProvider m_computing{m_meter}; //!< computes
};

/// An end of a connection that was recorded.
class RecordedEnd
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is
     * @param draws its randoms
     * @param signature of its Certificate Verify; empty: computed
     * @param milliseconds since DATE
     */
    RecordedEnd(TlsRole role,
                const TlsConfig& config,
                std::deque<Bytes> draws,
                Bytes signature = {},
                int64_t milliseconds = 0)
        : random(std::move(draws)),
          m_cache(config.sessionCache),
          m_provider(m_meter),
          m_environment{m_provider,
                        random,
                        m_meter,
                        [] { return DATE; },
                        [milliseconds] { return 1000 * DATE + milliseconds; }},
          connection(role,
                     std::make_shared<const TlsConfig>(config),
                     m_environment,
                     role == TlsRole::CLIENT ? HOST : "")
    {
        m_provider.signature = std::move(signature);
    }

    /**
     * @param output of the engine
     * @return what goes to the peer, in hexadecimal
     */
    std::string Collect(const TlsOutput& output)
    {
        for (const TlsSessionUpdate& update : output.sessions)
        {
            if (update.session)
            {
                m_cache->Store(update.key, update.session);
            }
            else
            {
                m_cache->Remove(update.key);
            }
        }
        Append(app, output.toApp);
        keyLog.insert(keyLog.end(), output.keyLog.begin(), output.keyLog.end());
        return ToHex(output.toPeer);
    }

    /**
     * @param records from the peer, in hexadecimal
     * @return what goes to the peer, in hexadecimal
     */
    std::string Receive(const std::string& records)
    {
        return Collect(connection.Receive(FromHex(records)));
    }

    RecordedRandomSource random;     //!< its randoms
    Bytes app;                       //!< application data that it received
    std::vector<std::string> keyLog; //!< its secrets

  private:
    std::shared_ptr<TlsSessionCache> m_cache; //!< where its sessions go, may be null
    CryptoMeter m_meter;                      //!< counts
    RecordedProvider m_provider;              //!< computes
    TlsEnvironment m_environment;             //!< around the engine

  public:
    TlsConnection connection; //!< the engine
};

/**
 * @param version of the record protocol on the wire
 * @param message in hexadecimal
 * @return a record of it
 */
std::string
Record(uint16_t version, const std::string& message)
{
    ByteWriter writer;
    writer.U8(22);
    writer.U16(version);
    writer.Vector16(FromHex(message));
    return ToHex(writer.View());
}

/**
 * @param messages of a flight, in hexadecimal
 * @param type a message
 * @return the first of that type with its header; empty when there is none
 */
Bytes
FindMessage(const std::string& messages, TlsHandshakeType type)
{
    const Bytes flight = FromHex(messages);
    ByteReader reader(flight);
    while (reader.Remaining() > 0)
    {
        const uint8_t number = reader.U8();
        const ByteView body = reader.Vector24();
        if (number == static_cast<uint8_t>(type))
        {
            return ByteView(body.Data() - 4, body.Size() + 4).ToBytes();
        }
    }
    return {};
}

/**
 * @tparam T a message
 * @param message with its header
 * @return its fields
 */
template <class T>
T
Read(const Bytes& message)
{
    T parsed;
    ByteReader reader(ByteView(message).Sub(4));
    NS_ABORT_MSG_UNLESS(Parse(reader, parsed), "The trace is not as RFC 8448 prints it.");
    return parsed;
}

/// A connection of RFC 8448, played by both engines, whose every octet must be as printed.
class Rfc8448HandshakeTestCase : public TestCase
{
  public:
    /// @param trace a connection
    explicit Rfc8448HandshakeTestCase(const Rfc8448Trace& trace)
        : TestCase(std::string("Both ends speak RFC 8448, ") + trace.name + ", octet for octet"),
          m_trace(trace)
    {
    }

  private:
    /// Seconds for which tickets are good.
    static constexpr int64_t LIFETIME = 30;
    /// Octets of early data that a ticket is good for.
    static constexpr uint32_t EARLY_DATA = 1024;

    using Type = TlsExtensionType;

    void DoRun() override
    {
        if (*m_trace.psk)
        {
            // It goes on where the first one ended.
            Play(RFC8448_TRACES[0], 0);
            Play(m_trace, LATER);
        }
        else
        {
            Play(m_trace, 0);
        }
    }

    /**
     * @param trace a connection
     * @param milliseconds since DATE
     */
    void Play(const Rfc8448Trace& trace, int64_t milliseconds)
    {
        const TlsConfig clientConfig = ClientConfig(trace);
        const TlsConfig serverConfig = ServerConfig(trace);
        NS_TEST_ASSERT_MSG_EQ(clientConfig.Validate(TlsRole::CLIENT), "", "client");
        NS_TEST_ASSERT_MSG_EQ(serverConfig.Validate(TlsRole::SERVER), "", "server");
        RecordedEnd client(TlsRole::CLIENT,
                           clientConfig,
                           ClientDraws(trace),
                           SignatureOf(trace, trace.clientMessages),
                           milliseconds);
        RecordedEnd server(TlsRole::SERVER,
                           serverConfig,
                           ServerDraws(trace),
                           SignatureOf(trace, trace.serverMessages),
                           milliseconds);

        std::string hello = client.Collect(client.connection.Start());
        NS_TEST_ASSERT_MSG_EQ(hello, Record(0x0301, trace.clientHello), "Client Hello");
        if (*trace.earlyData)
        {
            const std::string early =
                client.Collect(client.connection.WriteEarly(FromHex(trace.earlyData)));
            NS_TEST_ASSERT_MSG_EQ(early, trace.earlyRecords, "early data");
        }
        if (*trace.retryRequest)
        {
            const std::string retry = server.Receive(hello);
            NS_TEST_ASSERT_MSG_EQ(retry, Record(0x0303, trace.retryRequest), "retry");
            hello = client.Receive(retry);
            NS_TEST_ASSERT_MSG_EQ(hello, Record(0x0303, trace.secondClientHello), "second hello");
        }
        const std::string flight = server.Receive(hello);
        NS_TEST_ASSERT_MSG_EQ(flight,
                              Record(0x0303, trace.serverHello) + trace.serverRecords,
                              "the server's flight " + server.connection.GetFailure());
        if (*trace.earlyData)
        {
            server.Receive(trace.earlyRecords);
            NS_TEST_ASSERT_MSG_EQ(ToHex(server.app), trace.earlyData, "taken");
        }
        const std::string answer = client.Receive(flight);
        NS_TEST_ASSERT_MSG_EQ(answer,
                              trace.clientRecords,
                              "the client's flight " + client.connection.GetFailure());
        const std::string ticket = server.Receive(answer);
        NS_TEST_ASSERT_MSG_EQ(ticket,
                              trace.ticketRecord,
                              "ticket " + server.connection.GetFailure());
        client.Receive(ticket);
        CheckData(trace, client, server);
        CheckKeyLog(trace, client);
        CheckKeyLog(trace, server);
        NS_TEST_EXPECT_MSG_EQ(client.random.IsUsedUp(), true, "each random of the client");
        NS_TEST_EXPECT_MSG_EQ(server.random.IsUsedUp(), true, "each random of the server");
    }

    /**
     * What follows the handshake: data where the trace has some, and the end.
     * @param trace a connection
     * @param client established
     * @param server established
     */
    void CheckData(const Rfc8448Trace& trace, RecordedEnd& client, RecordedEnd& server)
    {
        std::string fromClient;
        std::string fromServer;
        if (TlsConnection::RecordLength(FromHex(trace.clientData)) <
            FromHex(trace.clientData).size())
        {
            Bytes data;
            for (uint8_t octet = 0; octet < DATA; ++octet)
            {
                data.push_back(octet);
            }
            fromClient = client.Collect(client.connection.Write(data));
            server.Receive(fromClient);
            fromServer = server.Collect(server.connection.Write(data));
            client.Receive(fromServer);
            NS_TEST_EXPECT_MSG_EQ((client.app == data), true, "the server's data arrives");
        }
        fromClient += client.Collect(client.connection.Close());
        fromServer += server.Collect(server.connection.Close());
        NS_TEST_EXPECT_MSG_EQ(fromClient, trace.clientData, "the client's data and close_notify");
        NS_TEST_EXPECT_MSG_EQ(fromServer, trace.serverData, "the server's data and close_notify");
    }

    /**
     * @param trace a connection
     * @param end that has written it
     */
    void CheckKeyLog(const Rfc8448Trace& trace, const RecordedEnd& end)
    {
        for (const auto& [label, secret] :
             {std::make_pair("CLIENT_EARLY_TRAFFIC_SECRET", trace.earlyTrafficSecret),
              std::make_pair("CLIENT_HANDSHAKE_TRAFFIC_SECRET", trace.clientHandshakeSecret),
              std::make_pair("SERVER_HANDSHAKE_TRAFFIC_SECRET", trace.serverHandshakeSecret),
              std::make_pair("CLIENT_TRAFFIC_SECRET_0", trace.clientTrafficSecret),
              std::make_pair("SERVER_TRAFFIC_SECRET_0", trace.serverTrafficSecret),
              std::make_pair("EXPORTER_SECRET", trace.exporterSecret)})
        {
            const std::string line = std::string(label) + " " + trace.clientRandom + " " + secret;
            const bool isThere =
                std::find(end.keyLog.begin(), end.keyLog.end(), line) != end.keyLog.end();
            NS_TEST_EXPECT_MSG_EQ(isThere, (*secret != 0), line);
        }
    }

    /**
     * @param trace a connection
     * @return randoms in the order in which the client draws them
     */
    static std::deque<Bytes> ClientDraws(const Rfc8448Trace& trace)
    {
        std::deque<Bytes> draws{FromHex(trace.clientRandom)};
        if (*trace.sessionId)
        {
            draws.push_back(FromHex(trace.sessionId));
        }
        constexpr size_t KEY = 32;
        const Bytes keys = FromHex(trace.clientKeys);
        for (size_t at = 0; at < keys.size(); at += KEY)
        {
            draws.push_back(ByteView(keys).Sub(at, KEY).ToBytes());
        }
        return draws;
    }

    /**
     * @param trace a connection
     * @return randoms in the order in which the server draws them
     */
    static std::deque<Bytes> ServerDraws(const Rfc8448Trace& trace)
    {
        std::deque<Bytes> draws;
        if (*trace.retryRequest)
        {
            draws.push_back(Cookie(trace));
        }
        draws.push_back(FromHex(trace.serverRandom));
        draws.push_back(FromHex(trace.serverKey));
        if (*trace.salt)
        {
            draws.push_back(FromHex(trace.salt));
        }
        if (*trace.ticketMessage)
        {
            const auto ticket = Ticket(trace);
            ByteWriter ageAdd;
            ageAdd.U32(ticket.ticketAgeAdd);
            draws.push_back(ageAdd.Take());
            draws.push_back(ticket.ticket);
        }
        return draws;
    }

    /**
     * @param trace a connection with a ticket
     * @return its ticket
     */
    static TlsNewSessionTicket13 Ticket(const Rfc8448Trace& trace)
    {
        return Read<TlsNewSessionTicket13>(FromHex(trace.ticketMessage));
    }

    /**
     * @param trace a connection with a Hello Retry Request
     * @return its cookie
     */
    static Bytes Cookie(const Rfc8448Trace& trace)
    {
        const auto hello = Read<TlsServerHello>(FromHex(trace.retryRequest));
        return *DecodeCookie(*hello.extensions.Find(Type::COOKIE));
    }

    /**
     * The keys of the connection with a client's certificate are not in the RFC.
     * @param trace a connection
     * @param messages of an end
     * @return its signature where its key is not known; else empty
     */
    static Bytes SignatureOf(const Rfc8448Trace& trace, const std::string& messages)
    {
        const Bytes verify = FindMessage(messages, TlsHandshakeType::CERTIFICATE_VERIFY);
        return verify.empty() || *trace.salt ? Bytes{}
                                             : Read<TlsCertificateVerify13>(verify).signature;
    }

    /**
     * @param messages of an end
     * @param identities gets its certificate, if it has one, with its key: that of RFC 8448, 2, or
     *        one that has nothing but a public half
     */
    static void AddIdentity(const std::string& messages, std::vector<TlsIdentity>& identities)
    {
        const Bytes message = FindMessage(messages, TlsHandshakeType::CERTIFICATE);
        if (message.empty())
        {
            return;
        }
        CryptoMeter meter;
        CryptoppProvider provider(meter);
        TlsIdentity identity;
        identity.chain = {Read<TlsCertificate13>(message).entries.front().certificate};
        identity.key = provider.LoadPrivateKey(FromHex(RFC8448_KEY));
        const PublicKeyPtr half = ParseX509Certificate(identity.chain.front(), provider)->publicKey;
        if (half->spki != identity.key->publicKey->spki)
        {
            auto key = std::make_shared<PrivateKey>();
            key->publicKey = half;
            identity.key = key;
        }
        identities = {identity};
    }

    /**
     * @param trace a connection
     * @return what both its ends have
     */
    static TlsConfig CommonConfig(const Rfc8448Trace& trace)
    {
        TlsConfig config;
        config.minVersion = TlsVersion::TLS_1_3;
        config.maxVersion = TlsVersion::TLS_1_3;
        config.cipherSuites = {0x1301, 0x1303, 0x1302};
        config.verification = TlsVerification::NONE;
        config.flights = TlsFlights::COMPOUND;
        const auto client = Read<TlsClientHello>(FromHex(trace.clientHello)).extensions;
        config.groups = *DecodeGroups(*client.Find(Type::SUPPORTED_GROUPS));
        config.signatureSchemes = *DecodeSignatureSchemes(*client.Find(Type::SIGNATURE_ALGORITHMS));
        config.recordSizeLimit = TLS_MAX_PLAINTEXT + 1;
        config.tls13.looksLikeTls12 = *trace.sessionId;
        return config;
    }

    /**
     * @param trace a connection
     * @return what its client offers and is
     */
    TlsConfig ClientConfig(const Rfc8448Trace& trace) const
    {
        TlsConfig config = CommonConfig(trace);
        config.sessionCache = m_clientCache;
        config.tls13.keyShares = {NamedGroup::X25519};
        config.tls13.sendsEarlyData = *trace.psk;
        config.tls13.padsHello = true;
        config.tls13.extensionOrder = {Type::SERVER_NAME,
                                       Type::RENEGOTIATION_INFO,
                                       Type::SUPPORTED_GROUPS,
                                       Type::SESSION_TICKET,
                                       Type::KEY_SHARE,
                                       Type::EARLY_DATA,
                                       Type::SUPPORTED_VERSIONS,
                                       Type::SIGNATURE_ALGORITHMS,
                                       Type::COOKIE,
                                       Type::PSK_KEY_EXCHANGE_MODES,
                                       Type::RECORD_SIZE_LIMIT};
        // What is of no use in TLS 1.3, as DSA, NSS says nevertheless.
        const auto hello = Read<TlsClientHello>(FromHex(trace.clientHello));
        for (const Type type :
             {Type::RENEGOTIATION_INFO, Type::SESSION_TICKET, Type::SIGNATURE_ALGORITHMS})
        {
            if (const Bytes* data = hello.extensions.Find(type))
            {
                config.tls13.extraExtensions.push_back({type, *data});
            }
        }
        AddIdentity(trace.clientMessages, config.identities);
        return config;
    }

    /**
     * @param trace a connection
     * @return what its server offers and is
     */
    TlsConfig ServerConfig(const Rfc8448Trace& trace) const
    {
        TlsConfig config = CommonConfig(trace);
        config.sessionCache = m_serverCache;
        config.tls13.maxEarlyData = EARLY_DATA;
        config.tls13.ticketCount = *trace.ticketMessage ? 1 : 0;
        config.tls13.ticketSize = Ticket(RFC8448_TRACES[0]).ticket.size();
        config.tls13.extensionOrder = {Type::PRE_SHARED_KEY,
                                       Type::KEY_SHARE,
                                       Type::COOKIE,
                                       Type::SUPPORTED_VERSIONS,
                                       Type::SUPPORTED_GROUPS,
                                       Type::RECORD_SIZE_LIMIT,
                                       Type::SERVER_NAME};
        const auto answer = Read<TlsEncryptedExtensions>(
            FindMessage(trace.serverMessages, TlsHandshakeType::ENCRYPTED_EXTENSIONS));
        for (const Type type : {Type::SUPPORTED_GROUPS, Type::SERVER_NAME})
        {
            config.tls13.extraExtensions.push_back({type, *answer.extensions.Find(type)});
        }
        if (*trace.retryRequest)
        {
            // It would rather have another group than the one that it got a share of.
            config.groups = {NamedGroup::SECP256R1, NamedGroup::SECP384R1};
            config.tls13.cookieSize = Cookie(trace).size();
        }
        const bool asks =
            !FindMessage(trace.serverMessages, TlsHandshakeType::CERTIFICATE_REQUEST).empty();
        config.clientAuthentication =
            asks ? TlsClientAuthentication::REQUIRE : TlsClientAuthentication::NONE;
        const auto hello = Read<TlsClientHello>(FromHex(trace.clientHello));
        config.tls13.extraExtensions.push_back(
            {Type::SIGNATURE_ALGORITHMS, *hello.extensions.Find(Type::SIGNATURE_ALGORITHMS)});
        AddIdentity(trace.serverMessages, config.identities);
        if (config.identities.empty())
        {
            AddIdentity(RFC8448_TRACES[0].serverMessages, config.identities);
        }
        return config;
    }

    const Rfc8448Trace& m_trace; //!< a connection
    /// The client's sessions.
    std::shared_ptr<TlsSessionCache> m_clientCache{std::make_shared<TlsSessionCache>(1, LIFETIME)};
    /// The server's sessions.
    std::shared_ptr<TlsSessionCache> m_serverCache{std::make_shared<TlsSessionCache>(1, LIFETIME)};
};

/// Tests of whole connections against RFC 8448.
class TlsRfc8448TestSuite : public TestSuite
{
  public:
    TlsRfc8448TestSuite()
        : TestSuite("tls-spdy-rfc8448", TestSuite::Type::UNIT)
    {
        for (const Rfc8448Trace& trace : RFC8448_TRACES)
        {
            AddTestCase(new Rfc8448HandshakeTestCase(trace));
        }
    }
};

TlsRfc8448TestSuite g_tlsRfc8448TestSuite; //!< registers itself

} // namespace
