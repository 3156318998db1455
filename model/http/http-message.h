/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "ns3/byte-view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
/// Engine of HTTP/1.1, without simulator and transport.
namespace http
{

/// One field of a message's head (RFC 7230, 3.2).
struct HttpHeader
{
    std::string name;  //!< as written; compared without regard to case
    std::string value; //!< without white space around it
};

/// The fields of a message's head, in the order of the wire.
using HttpHeaders = std::vector<HttpHeader>;

/// The head of a request (RFC 7230, 3.1.1).
struct HttpRequest
{
    std::string method{"GET"};       //!< a token
    std::string target{"/"};         //!< path and query
    std::string version{"HTTP/1.1"}; //!< HTTP/1.0 or HTTP/1.1
    HttpHeaders headers;             //!< fields
};

/// The head of a reply (RFC 7230, 3.1.2).
struct HttpReply
{
    std::string version{"HTTP/1.1"}; //!< HTTP/1.0 or HTTP/1.1
    uint16_t status{200};            //!< 100 to 599
    std::string reason{"OK"};        //!< for people, possibly empty
    HttpHeaders headers;             //!< fields
};

/**
 * @param head of a request, what to write (RFC 7230, 3.1.1)
 * @return the head with the empty line at its end
 */
Bytes Serialize(const HttpRequest& head);

/**
 * @param head of a reply, what to write (RFC 7230, 3.1.2)
 * @return the head with the empty line at its end
 */
Bytes Serialize(const HttpReply& head);

/**
 * @param head octets up to and with the empty line; lines end with CRLF or LF
 * @param to what was read
 * @return false when it is not the head of a request (RFC 7230, 3.1.1)
 */
bool Parse(ByteView head, HttpRequest& to);

/**
 * @param head octets up to and with the empty line; lines end with CRLF or LF
 * @param to what was read
 * @return false when it is not the head of a reply (RFC 7230, 3.1.2)
 */
bool Parse(ByteView head, HttpReply& to);

/**
 * @param headers fields
 * @param name of any case
 * @return the value of the first field of that name, null when there is none; lives as long as
 *         the fields
 */
const std::string* FindHttpHeader(const HttpHeaders& headers, const std::string& name);

/**
 * @param headers fields
 * @param name of any case
 * @return number of fields of that name
 */
size_t CountHttpHeaders(const HttpHeaders& headers, const std::string& name);

/**
 * @param headers fields
 * @param length the number that Content-Length gives, nothing when it is absent
 * @return false when it is not a number, or given twice and differently (RFC 7230, 3.3.2)
 */
bool GetContentLength(const HttpHeaders& headers, std::optional<uint64_t>& length);

/**
 * @param version of the message, as "HTTP/1.1"
 * @param headers of the message
 * @return true when the connection ends after it (RFC 7230, 6.3)
 */
bool EndsConnection(const std::string& version, const HttpHeaders& headers);

} // namespace http
} // namespace ns3

#endif /* HTTP_MESSAGE_H */
