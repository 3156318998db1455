/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"

#include "ns3/ocsp-response.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// Sizes of records, and what goes beside the handshake.
class TlsOption13TestCase : public Tls13TestCase
{
  public:
    TlsOption13TestCase()
        : Tls13TestCase("Padding, limits of records, stapled responses and protocols hold")
    {
    }

  private:
    void DoRun() override
    {
        CheckSizes();
        CheckStapling();
        CheckCompatibility();
        CheckTicketsToWhom();
        CheckProofs();
        TlsTestPair many = MakePair13();
        many.server.tls13.ticketCount = 65535;
        NS_TEST_EXPECT_MSG_EQ(many.server.Validate(TlsRole::SERVER), "", "so many tickets");
        many.server.tls13.ticketCount = 65536;
        NS_TEST_EXPECT_MSG_EQ(many.server.Validate(TlsRole::SERVER),
                              "A server can give at most 65,535 tickets, not 65536.",
                              "one ticket more");
        TlsTestPair pair = MakePair13();
        pair.client.alpn = {"spdy/3.1", "http/1.1"};
        pair.server.alpn = {"http/1.1"};
        pair.client.npn = {"spdy/3.1"};
        pair.server.npn = {"spdy/3.1"};
        TlsTestConnection named(pair);
        CheckUse(named, "ALPN");
        NS_TEST_EXPECT_MSG_EQ(named.client.Get().GetSession().GetProtocol(), "http/1.1", "ALPN");
        TlsTestConnection other(MakePair13(), "1", "other.example.org");
        NS_TEST_EXPECT_MSG_EQ(other.GetAlert(), "bad_certificate", "another host's certificate");
        TlsTestPair asking = MakePair13();
        asking.client.verification = TlsVerification::ASK;
        TlsTestConnection asked(asking);
        NS_TEST_ASSERT_MSG_EQ(asked.client.Get().IsAsking(), true, "the scenario is asked");
        Pump(asked.client, asked.server, asked.client.Accept());
        CheckUse(asked, "accepted");
    }

    /// A server looks like TLS 1.2 to a client that does (RFC 8446, D.4).
    void CheckCompatibility()
    {
        for (const bool looksLikeTls12 : {true, false})
        {
            TlsTestPair pair = MakePair13();
            pair.client.tls13.looksLikeTls12 = looksLikeTls12;
            const TlsTestConnection connection(pair);
            NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
            for (const TlsTestEnd* end : {&connection.client, &connection.server})
            {
                const Bytes dummy{20, 3, 3, 0, 1, 1};
                const bool isThere =
                    std::search(end->sent.begin(), end->sent.end(), dummy.begin(), dummy.end()) !=
                    end->sent.end();
                NS_TEST_EXPECT_MSG_EQ(isThere, looksLikeTls12, "a dummy Change Cipher Spec");
            }
        }
    }

    /// Who could not use a ticket gets none (RFC 8446, 4.2.9).
    void CheckTicketsToWhom()
    {
        TlsTestPair pair = MakePair13();
        pair.UseTickets();
        pair.client.tls13.pskModes.clear();
        const TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::NEW_SESSION_TICKET), 0, "no ticket");
    }

    /// Certificates that are not used: the key is too short for the only algorithm, or the
    /// authority is not one of those named.
    void CheckProofs()
    {
        TlsTestPair pair = MakePair13();
        pair.server.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA)};
        pair.client.signatureSchemes = {SignatureScheme::RSA_PSS_RSAE_SHA512};
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(pair).GetAlert(),
                              "handshake_failure",
                              "PSS with SHA-512 does not fit 1,024 bits");
        TlsTestPair foreign = MakePair13();
        foreign.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        foreign.client.identities = {GetTestIdentities().alone};
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(foreign).GetAlert(),
                              "certificate_required",
                              "one of an authority that was not named is not sent");
    }

    /// Largest record that an end sent, without its header.
    static size_t LargestRecord(const TlsTestEnd& end)
    {
        size_t largest = 0;
        ByteView rest = end.sent;
        while (!rest.IsEmpty())
        {
            const size_t length = TlsConnection::RecordLength(rest);
            largest = std::max(largest, length - TLS_RECORD_HEADER);
            rest = rest.Sub(length);
        }
        return largest;
    }

    /// Padding and both kinds of limits.
    void CheckSizes()
    {
        TlsTestPair padded = MakePair13();
        padded.client.tls13.paddingBlock = 512;
        TlsTestConnection connection(padded);
        const size_t before = connection.client.sent.size();
        connection.server.Receive(connection.client.Write(ToBytes("x")));
        NS_TEST_EXPECT_MSG_EQ(connection.client.sent.size() - before,
                              TLS_RECORD_HEADER + 512 + 16,
                              "one octet in a block");
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().GetWireSize(1),
                              TLS_RECORD_HEADER + 512 + 16,
                              "as said before");
        NS_TEST_EXPECT_MSG_EQ((connection.server.app == ToBytes("x")), true, "arrives");

        TlsTestPair limited = MakePair13();
        limited.client.recordSizeLimit = 200;
        limited.server.recordSizeLimit = 300;
        limited.client.maxFragmentLength = 512;
        TlsTestConnection small(limited);
        CheckUse(small, "limits");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(small.client), 300 + 16, "the server's limit");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(small.server), 200 + 16, "the client's limit");

        TlsTestPair old = MakePair13();
        old.client.maxFragmentLength = 512;
        TlsTestConnection fragments(old);
        CheckUse(fragments, "max_fragment_length");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(fragments.client), 512 + 1 + 16, "at the client");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(fragments.server), 512 + 1 + 16, "at the server");
    }

    /// An OCSP response beside the certificate.
    void CheckStapling()
    {
        for (const OcspCertStatus status : {OcspCertStatus::GOOD, OcspCertStatus::REVOKED})
        {
            TlsTestPair pair = MakePair13();
            OcspOptions options;
            options.status = status;
            TlsIdentity& identity = pair.server.identities[0];
            identity.ocspResponse =
                *GetFamilyAuthority().CreateOcspResponse(identity.chain[0], options);
            pair.client.asksForOcsp = true;
            const TlsTestConnection connection(pair);
            NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::CERTIFICATE_STATUS), 1, "sent");
            NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(),
                                  (status == OcspCertStatus::GOOD ? "none" : "certificate_revoked"),
                                  "what the authority says");
        }
    }
};

/// The suite.
class TlsOption13TestSuite : public TestSuite
{
  public:
    TlsOption13TestSuite()
        : TestSuite("tls-spdy-option-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsOption13TestCase);
    }
};

TlsOption13TestSuite g_tlsOption13TestSuite; //!< registers the suite

} // namespace
