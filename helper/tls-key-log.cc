/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-log.h"

#include "ns3/abort.h"
#include "ns3/tls-socket-factory.h"

namespace ns3
{

namespace
{

void
OnLine(Ptr<TlsKeyLog> log, std::string line)
{
    log->Write(line);
}

void
OnSocket(Ptr<TlsKeyLog> log, Ptr<TlsSocket> socket)
{
    socket->TraceConnectWithoutContext("KeyLog", MakeBoundCallback(&OnLine, log));
}

} // namespace

TlsKeyLog::TlsKeyLog(const std::string& file)
    : m_file(file)
{
    NS_ABORT_MSG_UNLESS(m_file, "The key log " << file << " cannot be written.");
}

void
TlsKeyLog::Watch(Ptr<TlsSocketFactory> factory)
{
    factory->TraceConnectWithoutContext("SocketCreated",
                                        MakeBoundCallback(&OnSocket, Ptr<TlsKeyLog>(this)));
}

void
TlsKeyLog::Write(const std::string& line)
{
    if (m_file.is_open() && m_lines.insert(line).second)
    {
        m_file << line << '\n';
    }
}

void
TlsKeyLog::Close()
{
    m_file.close();
}

} // namespace ns3
