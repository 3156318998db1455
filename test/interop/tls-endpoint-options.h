/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_OPTIONS_H
#define TLS_ENDPOINT_OPTIONS_H

#include "ns3/byte-view.h"
#include "ns3/tls-config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace endpoint
{

using wire::Append;
using wire::Bytes;
using wire::ByteView;

/// What a server does with the data of its connections.
enum class ServerMode : uint8_t
{
    HTTP, //!< serves files over HTTP/1.x or SPDY
    ECHO, //!< sends back what it gets
    SINK  //!< takes it
};

/// What the command line says, before any file is read.
struct EndpointOptions
{
    tls::TlsRole role{tls::TlsRole::CLIENT}; //!< client or server
    std::string host;                        //!< to connect to or to listen on
    std::string port;                        //!< decimal, 0: any free one

    std::vector<std::string> certFiles; //!< PEM, the leaf first
    std::vector<std::string> keyFiles;  //!< PEM, in the order of certFiles
    std::string caFile;                 //!< PEM with the roots to trust
    std::string dhFile;                 //!< PEM with a server's group for DHE; empty: a usual one
    std::string ocspFile;               //!< response in DER that a server staples; a client asks

    tls::TlsConfig tls; //!< what TLS offers, accepts and does, apart from the versions
    std::optional<tls::TlsVersion> minVersion; //!< nothing: the default, or below it the highest
    std::optional<tls::TlsVersion> maxVersion; //!< nothing: the default, or above it the lowest
    std::string sni;                           //!< name to ask for; empty: the host

    std::optional<uint32_t> sessionCache; //!< sessions kept, 0: none; nothing: not said
    std::optional<uint32_t> tickets; //!< tickets given or taken, 0: none; nothing: not said. Up to
                                     //!< TLS 1.2 a handshake gives one.
    std::string sessionIn;           //!< file with a session that a client resumes
    std::string sessionOut;          //!< file for the session that a client can resume then
    bool renegotiates{false};        //!< another handshake after the first data
    bool updatesKeys{false};         //!< new keys of both ends after the first data
    bool asksLate{false};            //!< who the client is, after the first data
    Bytes psk;                       //!< key that the peer has been given too; empty: none
    std::string pskIdentity{"Client_identity"}; //!< its name
    std::string exportLabel; //!< of keying material that is reported; empty: none
    size_t exportLength{0};  //!< its length in octets

    bool plain{false};      //!< no TLS
    std::string keyLogFile; //!< NSS key log, appended to
    std::string reportFile; //!< JSON lines, appended to
    uint32_t timeoutMs{0};  //!< longest time without progress; 0: the default of the role
    uint64_t maxConns{0};   //!< connections to serve, 0: any number
    size_t chunk{0};        //!< octets the engine is fed at a time, 0: a record
    ServerMode mode{ServerMode::HTTP}; //!< what a server does
    std::string root;                  //!< folder with the files to serve; empty: a page of its own

    std::vector<std::string> push; //!< paths that a server pushes with each reply over SPDY

    std::optional<Bytes> send;      //!< what a client sends
    std::optional<std::string> get; //!< what a client asks for
    uint32_t requests{1};           //!< how often
    std::string outFolder;          //!< where bodies go; empty: standard output

    /// @return the longest time without progress in milliseconds
    uint32_t GetTimeoutMs() const;
    /// @return the server that a client wants; empty at a server
    std::string GetServerName() const;
};

/**
 * @param arguments the command line, without the program's name
 * @param options what is filled in
 * @return empty, or a sentence that says what is wrong with the command line
 */
std::string ParseOptions(const std::vector<std::string>& arguments, EndpointOptions& options);

/// @return what the program understands, in a few lines
std::string GetUsage();

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_OPTIONS_H */
