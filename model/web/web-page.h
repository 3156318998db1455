/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "ns3/http-message.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// What an object of a page is.
enum class WebObjectType
{
    HTML,   //!< a document
    STYLE,  //!< a style sheet
    SCRIPT, //!< a script
    IMAGE,  //!< a picture
    OTHER,  //!< anything else
};

/**
 * @param type of an object
 * @return its name in page files, such as "style"
 */
const char* ToString(WebObjectType type);

/**
 * @param type of an object
 * @return the priority of its request over SPDY, 0 is the highest: what other objects wait for
 *         goes first, pictures last
 */
uint8_t GetWebPriority(WebObjectType type);

/**
 * One object of a page. It is asked for when its parent is known up to `position`, all of `after`
 * are ready, and then `delay` has passed; an object is ready when all of it has come and its
 * compute time is over.
 */
struct WebPageObject
{
    std::string name{};                       //!< unique on the page
    std::string host{};                       //!< server's name
    std::string path{"/"};                    //!< begins with a slash
    WebObjectType type{WebObjectType::OTHER}; //!< decides the priority
    uint64_t size{0};                         //!< octets of content
    std::optional<size_t> parent{};           //!< number of the object that names it; nothing: none
    /// Octets of the parent's content that have to be there; nothing: the parent has to be ready.
    std::optional<uint64_t> position{};
    std::vector<size_t> after{};        //!< numbers of objects that have to be ready before
    Time delay{0};                      //!< of the client, from what it waits for to its request
    Time thinkTime{0};                  //!< of the server, from request to reply
    Time computeTime{0};                //!< of the client, from complete to ready
    bool isChunked{false};              //!< HTTP/1.1 replies come in chunks
    bool isPushed{false};               //!< a server that pushes sends it with its parent
    http::HttpHeaders requestHeaders{}; //!< besides Host
    http::HttpHeaders replyHeaders{};   //!< besides those that give the length
};

/// A page: its objects and what each waits for. Plain data.
struct WebPage
{
    std::string name{};                   //!< for titles and files
    std::vector<WebPageObject> objects{}; //!< by number

    /**
     * @param host server's name
     * @param path of the object
     * @return its number; nothing when the page lacks it
     */
    std::optional<size_t> Find(const std::string& host, const std::string& path) const;

    /// @return names of the servers, each once, in the order of the objects
    std::vector<std::string> GetHosts() const;

    /**
     * @return the same page with all objects on the first one's host; paths that would then be
     *         the same have the former host in front
     */
    WebPage OnOneHost() const;

    /// What is wrong with a page.
    struct Fault
    {
        size_t object;      //!< number of the object
        std::string reason; //!< a sentence without its end
    };

    /**
     * @return nothing when the page can be loaded: it has objects, each with a unique name, a host
     *         and a path, none waits for itself or for more of its parent than there is
     */
    std::optional<Fault> Check() const;
};

} // namespace ns3

#endif /* WEB_PAGE_H */
