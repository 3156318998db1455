/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_TEST_LOAD_H
#define WEB_PAGE_TEST_LOAD_H

#include "ns3/nstime.h"
#include "ns3/web-page-loader.h"
#include "ns3/web-page.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/// A document, a style sheet, two scripts of which one names an image, and three images.
constexpr const char* SMALL_TEST_PAGE = R"(
# Every field is used.
page small
request User-Agent: test
reply Server: test

object main
  host www.example.com
  path /index.html
  type html
  size 40000
  think 100ms
  compute 7ms
  chunked true

object first-image
  host img.example.com
  path /1.png
  type image
  size 9000
  parent main
  position 1000

object style
  host www.example.com
  path /style.css
  type style
  size 5000
  parent main
  position 500
  pushed true
  compute 30ms

object script
  host www.example.com
  path /script.js
  type script
  size 8000
  parent main
  position 600
  after style
  pushed true
  compute 20ms
  think 5ms
  request Cookie: a=b
  reply Content-Type: text/javascript

object late-image
  host img.example.com
  path /2.png
  type image
  size 1
  parent script
  delay 50ms

object last-image
  host www.example.com
  path /3.png
  type image
  size 0
  parent main
  after script late-image
)";

/**
 * @param text a page file without faults
 * @return the page
 */
std::shared_ptr<const WebPage> ReadTestPage(const std::string& text);

/// What one load is made with.
struct PageTestSetting
{
    std::string protocol{"http/1.1"};        //!< over plain TCP
    std::vector<std::string> clientOffer{};  //!< over TLS: for ALPN or NPN
    std::vector<std::string> serverOffer{};  //!< over TLS: for ALPN or NPN
    bool isTls{false};                       //!< whether over TLS
    bool isNpn{false};                       //!< whether NPN instead of ALPN
    bool isPushed{false};                    //!< whether the server pushes
    double loss{0};                          //!< of packets, both ways
    uint32_t connections{6};                 //!< to a host
    uint32_t requests{0};                    //!< per connection
    uint32_t servedRequests{0};              //!< per connection, as the server wants it
    bool isLateBinding{true};                //!< of requests to connections
    std::shared_ptr<const WebPage> page{};   //!< what is loaded
    std::shared_ptr<const WebPage> served{}; //!< what is served instead
    Time timeout{Seconds(60)};               //!< of the page
};

/// What a load came to, with the number of requests that the server saw.
struct PageTestOutcome
{
    WebPageRecord record; //!< of the client
    uint64_t requests{0}; //!< that the server saw
    size_t open{0};       //!< connections that the server has at the end
    uint32_t asked{0};    //!< requests that the client sent
};

/**
 * @param setting what the load is made with
 * @return what it came to
 */
PageTestOutcome LoadTestPage(const PageTestSetting& setting);

} // namespace ns3

#endif /* WEB_PAGE_TEST_LOAD_H */
