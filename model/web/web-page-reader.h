/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_READER_H
#define WEB_PAGE_READER_H

#include "web-page.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Reads page files: lines of a field and its value; empty lines, and those that begin with #, are
 * skipped.
 *
 * @code
 *   page small                          # a name
 *   request Accept-Language: en-US      # for every object
 *   object main                         # begins an object
 *   host www.example.com
 *   path /index.html
 *   type html                           # or style, script, image, other
 *   size 37000                          # octets
 *   think 50ms                          # of the server; us, ms or s
 *   object logo
 *   host www.example.com
 *   path /logo.png
 *   type image
 *   size 7000
 *   parent main                         # the object that names it
 *   position 1200                       # octets of the parent; without: the parent is ready
 *   after a-script a-style              # objects that are ready before
 *   delay 3ms                           # of the client, from all that to the request
 *   compute 5ms                         # of the client, when all of it is there
 *   chunked true
 *   pushed true
 *   request Cookie: a=b                 # for this object
 *   reply Content-Type: image/png
 * @endcode
 *
 * Comments stand on lines of their own. Objects may be named before they are described.
 */
class WebPageReader
{
  public:
    /**
     * @param text of the file
     * @param page what was read
     * @return false when it is no valid page; GetFailure() then says why
     */
    bool Read(const std::string& text, WebPage& page);

    /// @return line and reason, as "line 7: there is no field \"color\""; empty when all is well
    const std::string& GetFailure() const;

  private:
    /// A reference to an object by name, resolved when all are known.
    struct Reference
    {
        size_t from;      //!< number of the object that refers
        bool isParent;    //!< to its parent, else to one that it comes after
        std::string name; //!< of the object
        size_t line;      //!< where
    };

    /// How a field's value is taken; returns what is wrong with it, empty when nothing is.
    using Handler = std::string (WebPageReader::*)(const std::string& value);

    static const std::map<std::string, Handler>& GetHandlers();

    bool TakeLine(const std::string& line);
    bool Resolve();
    bool Fail(size_t line, const std::string& reason);
    WebPageObject& Current();

    std::string TakePage(const std::string& value);
    std::string TakeObject(const std::string& value);
    std::string TakeHost(const std::string& value);
    std::string TakePath(const std::string& value);
    std::string TakeType(const std::string& value);
    std::string TakeSize(const std::string& value);
    std::string TakeParent(const std::string& value);
    std::string TakePosition(const std::string& value);
    std::string TakeAfter(const std::string& value);
    std::string TakeDelay(const std::string& value);
    std::string TakeThink(const std::string& value);
    std::string TakeCompute(const std::string& value);
    std::string TakeChunked(const std::string& value);
    std::string TakePushed(const std::string& value);
    std::string TakeRequest(const std::string& value);
    std::string TakeReply(const std::string& value);

    WebPage m_page;                      //!< so far
    http::HttpHeaders m_requestHeaders;  //!< of every object
    http::HttpHeaders m_replyHeaders;    //!< of every object
    std::vector<Reference> m_references; //!< to resolve
    std::vector<size_t> m_lines;         //!< where each object begins
    size_t m_line{0};                    //!< being read, from 1
    std::string m_failure;               //!< line and reason
};

} // namespace ns3

#endif /* WEB_PAGE_READER_H */
