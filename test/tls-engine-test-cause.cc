/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-cause.h"

namespace ns3
{
namespace tls
{

std::string
AlertOfRejected(TlsTestPair pair, TlsAlertDescription description)
{
    pair.client.verification = TlsVerification::ASK;
    TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
    TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
    client.Receive(server.Receive(client.Start()));
    client.Reject(description);
    return client.AlertSent();
}

std::string
AlertOfStapled(TlsTestPair pair, OcspCertStatus status)
{
    pair.client.asksForOcsp = true;
    OcspOptions options;
    options.status = status;
    TlsIdentity& identity = pair.server.identities[0];
    identity.ocspResponse = *GetFamilyAuthority().CreateOcspResponse(identity.chain[0], options);
    return TlsTestConnection(pair).GetAlert();
}

std::string
AlertOfChanged(const TlsTestPair& pair)
{
    TlsTestConnection connection(pair);
    Bytes data = connection.client.Write(ToBytes("x"));
    data.back() ^= 1;
    connection.server.Receive(data);
    return connection.server.AlertSent();
}

std::string
AlertOfClosed(const TlsTestPair& pair)
{
    TlsTestConnection connection(pair);
    connection.Close();
    return connection.server.events.back().detail;
}

} // namespace tls
} // namespace ns3
