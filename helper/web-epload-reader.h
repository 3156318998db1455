/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_EPLOAD_READER_H
#define WEB_EPLOAD_READER_H

#include "web-json-value.h"

#include "ns3/nstime.h"
#include "ns3/web-page.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Reads the pages of Epload (Wang et al., "How Speedy is SPDY?", NSDI 2014): JSON with objects,
 * each with a download and the computations that follow it, and dependencies between these
 * activities.
 *
 * A page has objects only, so computations become times: what depends on one has a delay after
 * the first or the last octet of the object that computes, and waits for other objects that
 * computation waits for. An object's compute time is the sum of its computations, counted from its
 * last octet. Where an object depends on several activities, the latest by these times is its
 * parent; of the others it waits until their objects are ready. An object without a length has
 * 10000 octets.
 */
class WebEploadReader
{
  public:
    /**
     * @param text of the file
     * @param page what was read
     * @return false when it is no valid page; GetFailure() then says why
     */
    bool Read(const std::string& text, WebPage& page);

    /// @return line and reason; empty when all is well
    const std::string& GetFailure() const;

    /// @param text of a page file @return true when it is one of Epload rather than of
    /// WebPageReader
    static bool IsEpload(const std::string& text);

  private:
    /// A download or computation.
    struct Activity
    {
        size_t object;                     //!< whose it is
        std::optional<size_t> computation; //!< number within the object; nothing: the download
    };

    /// Something that an activity depends on.
    struct Need
    {
        std::string activity; //!< on what
        double time;          //!< ms after its start; negative: its end
    };

    bool Fail(size_t line, const std::string& reason);
    bool TakeObject(const WebJsonValue& value);
    bool TakeDependency(const WebJsonValue& value);
    void Connect(size_t number);
    Time GetDelay(const Need& need) const;
    void AddBlockers(const Activity& activity, std::set<size_t>& blockers) const;

    WebPage m_page;                                //!< so far
    std::vector<size_t> m_lines;                   //!< where each object begins
    std::vector<bool> m_isEarly;                   //!< computes from its first octet on, by object
    std::vector<std::string> m_downloads;          //!< names of downloads, by object
    std::vector<std::vector<std::string>> m_names; //!< names of computations, by object
    std::vector<std::vector<Time>> m_times;        //!< times of computations, by object
    std::map<std::string, Activity> m_activities;  //!< by name
    std::map<std::string, std::vector<Need>> m_needs; //!< by the activity that depends
    std::string m_failure;                            //!< line and reason
};

} // namespace ns3

#endif /* WEB_EPLOAD_READER_H */
