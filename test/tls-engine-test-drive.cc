/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param peer has heard an end
 * @param type a handshake message
 * @return whether it has come
 */
bool
HasHeard(const TlsScriptedPeer& peer, TlsHandshakeType type)
{
    return std::find(peer.messages.begin(), peer.messages.end(), type) != peer.messages.end();
}

} // namespace

void
DriveTo(TlsScriptedPeer& peer,
        TlsTestEnd& server,
        TlsServerHandshake12::State state,
        const std::string& protocol)
{
    using S = TlsServerHandshake12::State;
    if (state > S::EXPECT_CLIENT_HELLO)
    {
        peer.SendClientHello();
        peer.Exchange(server);
    }
    const bool isAsked = HasHeard(peer, TlsHandshakeType::CERTIFICATE_REQUEST);
    if (state > S::EXPECT_CERTIFICATE && isAsked)
    {
        peer.SendCertificate();
    }
    if (state > S::EXPECT_CLIENT_KEY_EXCHANGE)
    {
        peer.SendClientKeyExchange();
    }
    if (state > S::EXPECT_CERTIFICATE_VERIFY && isAsked)
    {
        peer.SendCertificateVerify();
    }
    if (state > S::EXPECT_CHANGE_CIPHER_SPEC)
    {
        peer.SendChangeCipherSpec();
    }
    if (state > S::EXPECT_NEXT_PROTOCOL && !protocol.empty())
    {
        peer.SendNextProtocol(protocol);
    }
    if (state > S::EXPECT_FINISHED)
    {
        peer.SendFinished();
    }
    peer.Exchange(server);
}

void
DriveTo(TlsScriptedPeer& peer, TlsTestEnd& client, TlsClientHandshake12::State state)
{
    using S = TlsClientHandshake12::State;
    peer.Receive(client.sent);
    if (state > S::EXPECT_SERVER_HELLO)
    {
        peer.SendServerHello();
    }
    if (state > S::EXPECT_CERTIFICATE && peer.HasServerCertificate())
    {
        peer.SendCertificate();
    }
    if (state > S::EXPECT_CERTIFICATE_STATUS && peer.staplesOcsp)
    {
        peer.Send(TlsHandshakeType::CERTIFICATE_STATUS, GetTestOcspStatus());
    }
    if (state > S::EXPECT_SERVER_KEY_EXCHANGE && peer.HasServerKeyExchange())
    {
        peer.SendServerKeyExchange();
    }
    if (state > S::EXPECT_CERTIFICATE_REQUEST && peer.asksForCertificate)
    {
        peer.SendCertificateRequest();
    }
    if (state > S::EXPECT_SERVER_HELLO_DONE)
    {
        peer.Send(TlsHandshakeType::SERVER_HELLO_DONE);
    }
    peer.Exchange(client);
    if (state > S::EXPECT_SESSION_TICKET && peer.givesTicket)
    {
        peer.Send(TlsHandshakeType::NEW_SESSION_TICKET, wire::FromHex("0000001000047469636b"));
    }
    if (state > S::EXPECT_CHANGE_CIPHER_SPEC)
    {
        peer.SendChangeCipherSpec();
    }
    if (state > S::EXPECT_FINISHED)
    {
        peer.SendFinished();
    }
    peer.Exchange(client);
}

} // namespace tls
} // namespace ns3
