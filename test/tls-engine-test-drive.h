/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_DRIVE_H
#define TLS_ENGINE_TEST_DRIVE_H

#include "tls-engine-test-peer.h"

#include "ns3/tls-client-handshake-12.h"
#include "ns3/tls-server-handshake-12.h"

#include <string>

namespace ns3
{
namespace tls
{

/**
 * @param peer plays the client
 * @param server is driven
 * @param state in which it is then
 * @param protocol by NPN, sent when not empty
 */
void DriveTo(TlsScriptedPeer& peer,
             TlsTestEnd& server,
             TlsServerHandshake12::State state,
             const std::string& protocol = "");

/**
 * @param peer plays the server
 * @param client is driven; started already
 * @param state in which it is then
 */
void DriveTo(TlsScriptedPeer& peer, TlsTestEnd& client, TlsClientHandshake12::State state);

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_DRIVE_H */
