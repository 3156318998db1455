/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_HTTP_H
#define TLS_ENDPOINT_HTTP_H

#include "tls-endpoint-application.h"

#include "ns3/http-parser.h"

#include <vector>

namespace ns3
{
namespace endpoint
{

/// Serves files over HTTP/1.x.
class HttpFileServer : public EndpointApplication
{
  public:
    /// @param root folder of the files; empty: a page of its own
    explicit HttpFileServer(std::string root);

    void Receive(ByteView data) override;
    void ReceiveEnd() override;
    Bytes TakeOutput(size_t maxBytes) override;
    bool IsDone() const override;

  private:
    void Answer();
    void Send(const std::string& status,
              const std::string& contentType,
              const Bytes& body,
              bool withBody);

    std::string m_root;                                        //!< folder of the files
    http::HttpParser m_parser{http::HttpMessageKind::REQUEST}; //!< what comes
    http::HttpRequest m_request;                               //!< the one that is coming
    Bytes m_body;                                              //!< what it carried so far
    Bytes m_output;                                            //!< to be sent
    size_t m_taken{0};                                         //!< octets that were fetched
    bool m_last{false};                                        //!< no further request is answered
};

/// Fetches a file over HTTP/1.1, one request after the other.
class HttpFileClient : public EndpointApplication
{
  public:
    /// @param options what is asked for, how often and where the bodies go
    explicit HttpFileClient(const EndpointOptions& options);

    void Receive(ByteView data) override;
    void ReceiveEnd() override;
    Bytes TakeOutput(size_t maxBytes) override;
    bool IsDone() const override;
    std::string GetFailure() const override;

  private:
    void Ask();
    void Handle(const std::vector<http::HttpEvent>& events);
    void Finish();
    void Fail(const std::string& failure);

    EndpointOptions m_options;                               //!< what is asked for
    http::HttpParser m_parser{http::HttpMessageKind::REPLY}; //!< what comes
    http::HttpReply m_reply;                                 //!< the one that is coming
    Bytes m_body;                                            //!< what it carried so far
    Bytes m_output;                                          //!< the request
    uint32_t m_answered{0};                                  //!< replies that are complete
    bool m_done{false};                                      //!< nothing more is expected
    std::string m_failure;                                   //!< what went wrong
};

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_HTTP_H */
