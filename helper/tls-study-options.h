/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STUDY_OPTIONS_H
#define TLS_STUDY_OPTIONS_H

#include "tls-link-config.h"

#include "ns3/command-line.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * The options that all scenario programs share.
 *
 * The strings are what the command line gave; Parse() checks them all and fills the values.
 */
struct TlsStudyOptions
{
    std::string kind{"tls12-ecdhe-rsa"};  //!< kinds of handshake, a list
    std::string rtt{"50ms"};              //!< round-trip times, a list
    std::string rate{"10Mbps"};           //!< rate of either direction
    std::string down;                     //!< server to client, empty: rate
    std::string up;                       //!< client to server, empty: rate
    std::string loss{"0"};                //!< share lost in either direction, a list
    std::string lossUp;                   //!< client to server, empty: loss
    std::string lossDown;                 //!< server to client, empty: loss
    std::string lossModel{"bernoulli"};   //!< or "gilbert:p,r"
    std::string jitter{"0ms"};            //!< one-way delays vary by up to this
    std::string queue{"fifo:100p"};       //!< or "fq_codel"
    std::string crossTraffic{"0Mbps"};    //!< UDP each way
    std::string drop;                     //!< as "c2s:3,s2c:5"
    std::string netem;                    //!< another spelling of loss, delay, jitter and rate
    std::string mtu{"1500"};              //!< octets
    std::string ipv6{"false"};            //!< IPv6 instead of IPv4
    std::string tcp{"linux"};             //!< or "ns3"
    std::string tcpVariant{"TcpCubic"};   //!< congestion control
    std::string sack{"true"};             //!< selective acknowledgments
    std::string minRto{"200ms"};          //!< least retransmission timeout
    std::string initcwnd{"10"};           //!< segments
    std::string crypto{"real"};           //!< where the cryptography comes from
    std::string clientCpu{"openssl-3.0"}; //!< calibration of the client's CPU
    std::string serverCpu{"openssl-3.0"}; //!< calibration of the server's CPU
    std::string cores{"1"};               //!< cores of the server, a list where takesCoresList
    bool takesCoresList{false};           //!< a program's: it varies the cores
    std::string chain{"default"};         //!< certificate chain
    std::string chainBytes{"0"};          //!< DER octets of the chain as sent, a list; 0: as made
    std::string auth{"rsa:2048"};         //!< kinds and sizes of keys, the server's first
    std::string group{"secp256r1"};       //!< group of the key exchange
    std::string ocspBytes{"0"};           //!< size of a stapled OCSP response
    std::string timeout{"60s"};           //!< when a connection counts as failed
    std::string out;                      //!< folder for files, empty: results/ and the name
    std::string sqlite{"false"};          //!< tables as an SQLite file, too
    std::string flowMonitor{"false"};     //!< ns-3's FlowMonitor watches all nodes
    std::string rngSeed{"1"};             //!< seed
    std::string rngRun{"1"};              //!< run

    /// The checked values of the strings above.
    struct Values
    {
        std::vector<std::string> kinds;   //!< names of kinds
        std::vector<Time> rtts;           //!< round-trip times
        std::vector<double> losses;       //!< shares lost; one when each direction has its own
        TlsLinkConfig link;               //!< the link with the first RTT and loss
        bool sack;                        //!< selective acknowledgments
        Time minRto;                      //!< least retransmission timeout
        uint32_t initcwnd;                //!< segments
        uint32_t cores;                   //!< cores of the server, of a list the first
        std::vector<uint32_t> coresList;  //!< cores of the server, all that were given
        std::vector<uint32_t> chainBytes; //!< sizes of the chain
        std::vector<std::string> groups;  //!< IANA names
        uint32_t ocspBytes;               //!< size of a stapled OCSP response, 0: none
        Time timeout;                     //!< when a connection counts as failed
        bool sqlite;                      //!< tables as an SQLite file, too
        bool flowMonitor;                 //!< ns-3's FlowMonitor watches all nodes
        uint32_t rngSeed;                 //!< seed
        uint64_t rngRun;                  //!< run
    };

    /**
     * Registers all options.
     *
     * @param cmd the command line; both must outlive its Parse()
     */
    void AddTo(CommandLine& cmd);

    /**
     * @param values where to put the checked values
     * @return empty when all is well, else one sentence that names the option, what was given
     *         and what is allowed
     */
    std::string Parse(Values& values) const;
};

} // namespace ns3

#endif /* TLS_STUDY_OPTIONS_H */
