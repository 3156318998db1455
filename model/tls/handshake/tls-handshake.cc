/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake.h"

namespace ns3
{
namespace tls
{

std::optional<TlsAlert>
TlsHandshake::AdmitEarlyData(size_t)
{
    return UnexpectedData();
}

std::unique_ptr<TlsHandshake>
TlsHandshake::TakeSuccessor()
{
    return nullptr;
}

void
TlsHandshake::PrepareData()
{
}

size_t
TlsHandshake::GetEarlyDataLimit() const
{
    return 0;
}

void
TlsHandshake::WriteEarly(ByteView)
{
}

bool
TlsHandshake::IsEarlyDataAccepted() const
{
    return false;
}

void
TlsHandshake::UpdateKeys(bool)
{
}

void
TlsHandshake::RequestClientCertificate()
{
}

TlsAlert
UnexpectedData()
{
    return {TlsAlertDescription::UNEXPECTED_MESSAGE, "application data came during the handshake"};
}

} // namespace tls
} // namespace ns3
