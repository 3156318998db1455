/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_FILES_H
#define TLS_ENDPOINT_FILES_H

#include "tls-endpoint-options.h"

#include <optional>
#include <string>

namespace ns3
{
namespace endpoint
{

/// A reply as HTTP and SPDY both send it.
struct FileReply
{
    std::string status;      //!< code and reason, as "200 OK"
    std::string contentType; //!< media type
    Bytes body;              //!< content
};

/**
 * @param path name of a file
 * @return its content, nothing when it cannot be read
 */
std::optional<Bytes> ReadWholeFile(const std::string& path);

/**
 * Answer a request: GET and HEAD give a file, POST and PUT give back what they carried.
 * @param root folder of the files; empty: a page of its own at every path
 * @param method of the request
 * @param path of the request, from "/"; a query is ignored
 * @param body of the request
 * @return the reply; to HEAD, too, with its body
 */
FileReply AnswerRequest(const std::string& root,
                        const std::string& method,
                        const std::string& path,
                        const Bytes& body);

/**
 * Keep the body of a reply.
 * @param folder where; empty: on standard output
 * @param number which request it answers, from 1
 * @param body the content
 * @return false when it cannot be written
 */
bool KeepBody(const std::string& folder, uint32_t number, const Bytes& body);

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_FILES_H */
