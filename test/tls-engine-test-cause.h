/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_CAUSE_H
#define TLS_ENGINE_TEST_CAUSE_H

#include "tls-engine-test-family.h"

#include "ns3/ocsp-response.h"
#include "ns3/tls-alert.h"

#include <functional>
#include <string>

// What causes an alert in every version.

namespace ns3
{
namespace tls
{

/// An alert and what causes it.
struct TlsTestCause
{
    TlsAlertDescription alert;          //!< which one
    std::function<std::string()> cause; //!< its name, when it was sent
};

/**
 * @param pair both ends
 * @param description what the scenario says to a certificate
 * @return alert of the client
 */
std::string AlertOfRejected(TlsTestPair pair, TlsAlertDescription description);

/**
 * @param pair both ends
 * @param status of the certificate
 * @return alert of the client, which is stapled a response that says so
 */
std::string AlertOfStapled(TlsTestPair pair, OcspCertStatus status);

/// @param pair both ends @return alert of the server, whose client changed a bit of a record
std::string AlertOfChanged(const TlsTestPair& pair);

/// @param pair both ends @return what the server hears of a client that closes
std::string AlertOfClosed(const TlsTestPair& pair);

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_CAUSE_H */
