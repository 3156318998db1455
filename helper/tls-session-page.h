/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_PAGE_H
#define TLS_SESSION_PAGE_H

#include "tls-session-messages.h"
#include "tls-timeline.h"

#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Writes a session as one page for a browser, the session explorer: two lifelines, every segment,
 * message and frame an arrow that opens its fields and octets, every step a box that opens an
 * explanation. The page needs nothing but itself.
 *
 * Its parts are the files in helper/session-explorer, which GetTemplate() holds.
 */
class TlsSessionPage
{
  public:
    /**
     * @param timeline of a session
     * @param title heading of the page
     */
    TlsSessionPage(const TlsTimeline& timeline, const std::string& title);

    /// @param os where the page goes
    void Write(std::ostream& os) const;
    /// @param os where the data of the page goes, as one object of JSON
    void WriteData(std::ostream& os) const;

    /// @return the page without its data: they replace the word DATA in it
    static std::string GetTemplate();

  private:
    /// The parts of a session of one connection, as a sequence diagram has them.
    struct Phase
    {
        uint32_t connection; //!< of which connection, from 0
        tls::TlsPhase phase; //!< which one
        Time start;          //!< its first step at either end
        Time end;            //!< its last step
    };

    void CollectPhases();
    int64_t FindPhase(const TlsSessionMessage& message) const;
    std::vector<int64_t> FindRepeated() const;
    void WriteConnections(std::ostream& os) const;
    void WritePhases(std::ostream& os) const;
    void WriteSegments(std::ostream& os) const;
    void WriteMessages(std::ostream& os) const;
    void WriteSteps(std::ostream& os) const;

    TlsTimeline m_timeline;                        //!< of the session
    std::string m_title;                           //!< heading
    TlsSessionMessages m_messages;                 //!< put together from it
    std::vector<Phase> m_phases;                   //!< by connection, in the order of time
    std::map<std::string, tls::TlsPhase> m_partOf; //!< of messages and frames, by name
};

} // namespace ns3

#endif /* TLS_SESSION_PAGE_H */
