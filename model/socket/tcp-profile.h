/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_PROFILE_H
#define TCP_PROFILE_H

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/ptr.h"

#include <map>
#include <string>

namespace ns3
{

class Node;
class Socket;
class TcpCongestionOps;

/**
 * The TCP settings of one kind of host, set on single sockets and never through
 * Config::SetDefault: other traffic of the scenario keeps its own.
 *
 * Profile "linux" (attribute `Profile`) is Linux without SACK, RACK and TLP unless the
 * attributes say otherwise; "ns3" leaves every ns-3 default alone.
 *
 * @code
 *   Ptr<TcpProfile> profile = CreateObject<TcpProfile>();
 *   profile->Apply(node);                  // aggregates it to the node
 *   TcpProfile::ConfigureSocket(socket);   // what TlsSocketFactory does with each lower socket
 *   TcpProfile::FitSegments(socket, remote);
 * @endcode
 *
 * Configure a socket before Bind(), Connect() or Listen(); what a listener accepts inherits
 * everything.
 */
class TcpProfile : public Object
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    /// The profile that the attributes' initial values describe.
    TcpProfile();
    /// @param other what to copy
    TcpProfile(const TcpProfile& other) = default;
    ~TcpProfile() override;

    /**
     * Aggregates a copy of this profile to a node, so that ConfigureSocket() finds it. What
     * was applied before is replaced.
     *
     * @param node a node that has TCP
     */
    void Apply(Ptr<Node> node);

    /**
     * Sets this profile on a socket.
     *
     * @param socket a TCP socket before Connect() or Listen(); others are left alone
     */
    void Configure(Ptr<Socket> socket) const;

    /**
     * Sets the profile of the socket's node on it; nothing happens when the node has none.
     *
     * @param socket a TCP socket before Connect() or Listen(); others are left alone
     */
    static void ConfigureSocket(Ptr<Socket> socket);

    /**
     * Lets the segments of a socket fill the MTU with the version of IP that it is going to use:
     * with IPv6, whose header is 20 octets longer, they carry 20 octets less than the profile says.
     * Nothing happens when they have another size than the profile's, or the node has none.
     *
     * @param socket a configured TCP socket before Connect() or Listen(); others are left alone
     * @param address where it will connect to, or listen
     */
    static void FitSegments(Ptr<Socket> socket, const Address& address);

    /**
     * Goes from the immediate acknowledgments of a connection's first round trips to delayed
     * ones, as a host does when bulk data flows. Does nothing on a node without a profile.
     *
     * @param socket a connected TCP socket
     */
    static void EndQuickAck(Ptr<Socket> socket);

    /**
     * Goes back to immediate acknowledgments. Does nothing on a node without a profile.
     *
     * @param socket a connected TCP socket
     */
    static void BeginQuickAck(Ptr<Socket> socket);

    /**
     * Remembers when a client's first SYN came, for EndRequest(). Does nothing on a node without a
     * profile.
     *
     * @param listener the TCP socket that got it
     * @param from the client
     */
    static void BeginRequest(Ptr<Socket> listener, const Address& from);

    /**
     * Lets an accepted connection start with a window of one segment if its SYN-ACK had to be sent
     * twice again, as Linux does. When one was lost, the server's own timer and the client's next
     * SYN both ask for another; if that SYN is there first, it sets the timer anew. Linux's timers
     * of a second fire at multiples of 32 ms, so that it hangs on the moment at which a connection
     * began who is first: here it begins in the middle between two. Does nothing on a node without
     * a profile or where `Variant` is empty.
     *
     * @param accepted the TCP socket of the connection
     * @param from the client
     */
    static void EndRequest(Ptr<Socket> accepted, const Address& from);

    /**
     * @param name a profile's name
     * @return true when it is "linux" or "ns3"
     */
    static bool IsProfile(const std::string& name);

    /**
     * @param name a TypeId's name, with or without "ns3::", as "TcpCubic"
     * @return true when it is a TCP congestion control
     */
    static bool IsVariant(const std::string& name);

  private:
    /// @param other whose settings to take
    void CopySettings(const TcpProfile& other);
    /// @return a new congestion control of the variant
    Ptr<TcpCongestionOps> MakeCongestionControl() const;

    std::map<Address, Time> m_requests; //!< when clients sent the SYN of what is not accepted yet

    std::string m_profile;    //!< "linux" or "ns3"
    std::string m_variant;    //!< congestion control, empty: the node's
    bool m_sack;              //!< selective acknowledgments
    Time m_minRto;            //!< least retransmission timeout
    uint32_t m_initialWindow; //!< initial congestion window in segments
    uint32_t m_segmentSize;   //!< largest payload of a segment in octets
    uint32_t m_bufferSize;    //!< either buffer in octets
    Time m_connectTimeout;    //!< until a SYN is sent again
    Time m_persistTimeout;    //!< until a closed window is probed
    Time m_maxSegLifetime;    //!< half the time in TIME_WAIT
};

} // namespace ns3

#endif /* TCP_PROFILE_H */
