/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-log.h"

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
    // A log without connections is a file, too.
    m_file.GetStream();
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
    if (m_isOpen && m_lines.insert(line).second)
    {
        m_file.GetStream() << line << '\n';
    }
}

bool
TlsKeyLog::Finish()
{
    m_isOpen = false;
    return m_file.Finish();
}

bool
TlsKeyLog::Commit()
{
    m_isOpen = false;
    return m_file.Commit();
}

} // namespace ns3
