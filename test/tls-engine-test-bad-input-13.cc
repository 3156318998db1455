/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-bad-input-13.h"

namespace ns3
{
namespace tls
{

const std::vector<BadInputRow>&
BadAfterHandshake()
{
    static const std::vector<BadInputRow> ROWS{
        {"an update that asks for something unknown",
         "illegal_parameter",
         [](TlsScriptedPeer13& peer) { peer.SendKeyUpdate(static_cast<TlsKeyUpdateRequest>(2)); }},
        {"an update that is too long",
         "decode_error",
         [](TlsScriptedPeer13& peer) {
             peer.Send(TlsHandshakeType::KEY_UPDATE, Bytes{0, 0});
         }},
        {"updates without end",
         "unexpected_message",
         [](TlsScriptedPeer13& peer) {
             for (int i = 0; i < 40; ++i)
             {
                 peer.SendKeyUpdate();
             }
         }},
        {"an update in one record with what follows",
         "unexpected_message",
         [](TlsScriptedPeer13& peer) {
             peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{24, 0, 0, 1, 0, 24, 0, 0, 1, 0});
         }},
        {"a change_cipher_spec",
         "unexpected_message",
         [](TlsScriptedPeer13& peer) {
             peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
         }},
        {"a record of only padding",
         "unexpected_message",
         [](TlsScriptedPeer13& peer) {
             peer.SendRecord(static_cast<TlsContentType>(0), Bytes(10));
         }},
        {"an alert that is too long",
         "decode_error",
         [](TlsScriptedPeer13& peer) {
             peer.SendRecord(TlsContentType::ALERT, Bytes{1, 0, 0});
         }},
    };
    return ROWS;
}

TlsTestPair
MakeProvingPair()
{
    TlsTestPair pair = MakePair13();
    pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
    pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
    return pair;
}

TlsTestPair
MakePskPair()
{
    TlsTestPair pair = MakePair13();
    TlsExternalPsk psk;
    psk.identity = ToBytes("a name");
    psk.key = ToBytes("a key that both have");
    psk.maxEarlyData = 1000;
    pair.client.tls13.externalPsks = {psk};
    pair.client.tls13.sendsEarlyData = true;
    pair.server.tls13.externalPsks = {psk};
    pair.server.tls13.antiReplay = TlsAntiReplay::NONE;
    return pair;
}

TlsBadInput13TestCase::TlsBadInput13TestCase(const std::string& title)
    : TestCase(title)
{
}

void
TlsBadInput13TestCase::Expect(const BadInputRow& row, TlsScriptedPeer13& peer, TlsTestEnd& end)
{
    end.Receive(peer.raw.empty() ? peer.Take() : peer.raw);
    const std::string name = std::string(row.what) + " at a " + ToString(end.Get().GetRole());
    NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), row.alert, name);
    NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), true, name);
    NS_TEST_EXPECT_MSG_EQ(end.app.size(), 0, name);
}

} // namespace tls
} // namespace ns3
