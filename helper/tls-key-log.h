/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_LOG_H
#define TLS_KEY_LOG_H

#include "tls-output-file.h"

#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"
#include "ns3/tls-socket.h"

#include <set>
#include <string>

namespace ns3
{

class TlsSocketFactory;

/**
 * A file with the secrets of connections in NSS format, which Wireshark reads.
 */
class TlsKeyLog : public SimpleRefCount<TlsKeyLog>
{
  public:
    /// @param file path; what is there is replaced in Commit()
    explicit TlsKeyLog(const std::string& file);

    /// @param factory whose connections are logged from now on
    void Watch(Ptr<TlsSocketFactory> factory);
    /// @param line of a log; one that both ends say is written once
    void Write(const std::string& line);
    /// Writes what is left, and takes no more. @return false when it could not be written
    bool Finish();
    /// Finishes the file, which gets its name. @return false when it could not be written
    bool Commit();

  private:
    TlsOutputFile m_file;          //!< where it goes
    bool m_isOpen{true};           //!< lines are taken
    std::set<std::string> m_lines; //!< what is there already
};

} // namespace ns3

#endif /* TLS_KEY_LOG_H */
