/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-profile.h"

#include "linux-rtt-estimator.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TcpProfile");

NS_OBJECT_ENSURE_REGISTERED(TcpProfile);

namespace
{

/// By how many octets a header of IPv6 is longer than one of IPv4.
constexpr uint32_t IPV6_MORE = 20;

/// At multiples of this time Linux's timers of about a second fire, with 250 jiffies a second.
const Time WHEEL = MilliSeconds(32);

/// Gives a socket a window of one segment as it becomes its congestion control: that of an accepted
/// socket cannot be reached otherwise.
class OneSegmentWindow : public TcpNewReno
{
    void Init(Ptr<TcpSocketState> state) override
    {
        state->m_cWnd = state->m_segmentSize;
        state->m_cWndInfl = state->m_segmentSize;
    }
};

} // namespace

TypeId
TcpProfile::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TcpProfile")
            .SetParent<Object>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<TcpProfile>()
            .AddAttribute("Profile",
                          "Name of the profile: linux, or ns3 for ns-3's own defaults.",
                          StringValue("linux"),
                          MakeStringAccessor(&TcpProfile::m_profile),
                          MakeStringChecker())
            .AddAttribute("Variant",
                          "Congestion control, as TcpCubic; empty: the node's.",
                          StringValue("TcpCubic"),
                          MakeStringAccessor(&TcpProfile::m_variant),
                          MakeStringChecker())
            .AddAttribute("Sack",
                          "Whether to use selective acknowledgments.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TcpProfile::m_sack),
                          MakeBooleanChecker())
            .AddAttribute("MinRto",
                          "Least time that the retransmission timeout exceeds the smoothed "
                          "round-trip time.",
                          TimeValue(MilliSeconds(200)),
                          MakeTimeAccessor(&TcpProfile::m_minRto),
                          MakeTimeChecker())
            .AddAttribute("InitialWindow",
                          "Initial congestion window in segments.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&TcpProfile::m_initialWindow),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("SegmentSize",
                          "Largest payload of a segment in octets over IPv4: 52 less than the "
                          "MTU. Over IPv6 a segment has 20 less.",
                          UintegerValue(1448),
                          MakeUintegerAccessor(&TcpProfile::m_segmentSize),
                          MakeUintegerChecker<uint32_t>(IPV6_MORE + 1))
            .AddAttribute("BufferSize",
                          "Send and receive buffer in octets.",
                          UintegerValue(4 << 20),
                          MakeUintegerAccessor(&TcpProfile::m_bufferSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ConnectTimeout",
                          "Time until an unanswered SYN is sent again; it doubles.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&TcpProfile::m_connectTimeout),
                          MakeTimeChecker())
            .AddAttribute("PersistTimeout",
                          "Time until a closed window is probed; it doubles.",
                          TimeValue(MilliSeconds(200)),
                          MakeTimeAccessor(&TcpProfile::m_persistTimeout),
                          MakeTimeChecker())
            .AddAttribute("MaxSegLifetime",
                          "Half the time in TIME_WAIT. Linux has 30 s; the default is shorter "
                          "because each socket that waits slows down the look-up of all.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&TcpProfile::m_maxSegLifetime),
                          MakeTimeChecker());
    return tid;
}

TcpProfile::TcpProfile() = default;
TcpProfile::~TcpProfile() = default;

void
TcpProfile::CopySettings(const TcpProfile& other)
{
    m_profile = other.m_profile;
    m_variant = other.m_variant;
    m_sack = other.m_sack;
    m_minRto = other.m_minRto;
    m_initialWindow = other.m_initialWindow;
    m_segmentSize = other.m_segmentSize;
    m_bufferSize = other.m_bufferSize;
    m_connectTimeout = other.m_connectTimeout;
    m_persistTimeout = other.m_persistTimeout;
    m_maxSegLifetime = other.m_maxSegLifetime;
}

void
TcpProfile::Apply(Ptr<Node> node)
{
    NS_LOG_FUNCTION(this << node);
    NS_ABORT_MSG_UNLESS(IsProfile(m_profile),
                        "TcpProfile: Profile is \"" << m_profile << "\", but must be linux or ns3");
    NS_ABORT_MSG_UNLESS(m_variant.empty() || IsVariant(m_variant),
                        "TcpProfile: Variant is \"" << m_variant
                                                    << "\", but must be a congestion control of "
                                                       "ns-3, such as TcpCubic or TcpNewReno");
    if (Ptr<TcpProfile> present = node->GetObject<TcpProfile>())
    {
        present->CopySettings(*this);
        return;
    }
    node->AggregateObject(CopyObject<TcpProfile>(this));
}

void
TcpProfile::Configure(Ptr<Socket> socket) const
{
    NS_LOG_FUNCTION(this << socket);
    Ptr<TcpSocketBase> tcp = DynamicCast<TcpSocketBase>(socket);
    if (!tcp || m_profile == "ns3")
    {
        return;
    }
    if (!m_variant.empty())
    {
        tcp->SetCongestionControlAlgorithm(MakeCongestionControl());
    }
    Ptr<LinuxRttEstimator> rtt = CreateObject<LinuxRttEstimator>();
    rtt->SetMinVariation(m_minRto);
    tcp->SetRtt(rtt);
    tcp->SetAttribute("MinRto", TimeValue(m_minRto));
    tcp->SetAttribute("Sack", BooleanValue(m_sack));
    tcp->SetAttribute("Timestamp", BooleanValue(true));
    tcp->SetAttribute("WindowScaling", BooleanValue(true));
    tcp->SetAttribute("MaxSegLifetime", DoubleValue(m_maxSegLifetime.GetSeconds()));
    tcp->SetAttribute("SegmentSize", UintegerValue(m_segmentSize));
    tcp->SetAttribute("InitialCwnd", UintegerValue(m_initialWindow));
    tcp->SetAttribute("SndBufSize", UintegerValue(m_bufferSize));
    tcp->SetAttribute("RcvBufSize", UintegerValue(m_bufferSize));
    tcp->SetAttribute("ConnTimeout", TimeValue(m_connectTimeout));
    tcp->SetAttribute("PersistTimeout", TimeValue(m_persistTimeout));
    tcp->SetAttribute("DelAckCount", UintegerValue(1));
    tcp->SetAttribute("TcpNoDelay", BooleanValue(true));
}

Ptr<TcpCongestionOps>
TcpProfile::MakeCongestionControl() const
{
    const bool full = m_variant.compare(0, 5, "ns3::") == 0;
    ObjectFactory factory(full ? m_variant : "ns3::" + m_variant);
    return factory.Create<TcpCongestionOps>();
}

void
TcpProfile::ConfigureSocket(Ptr<Socket> socket)
{
    if (Ptr<TcpProfile> profile = socket->GetNode()->GetObject<TcpProfile>())
    {
        profile->Configure(socket);
    }
}

void
TcpProfile::FitSegments(Ptr<Socket> socket, const Address& address)
{
    const Ptr<TcpProfile> profile = socket->GetNode()->GetObject<TcpProfile>();
    if (!profile || profile->m_profile == "ns3" || !DynamicCast<TcpSocketBase>(socket) ||
        !Inet6SocketAddress::IsMatchingType(address))
    {
        return;
    }
    UintegerValue size;
    socket->GetAttribute("SegmentSize", size);
    if (size.Get() == profile->m_segmentSize)
    {
        socket->SetAttribute("SegmentSize", UintegerValue(profile->m_segmentSize - IPV6_MORE));
    }
}

void
TcpProfile::EndQuickAck(Ptr<Socket> socket)
{
    Ptr<TcpProfile> profile = socket->GetNode()->GetObject<TcpProfile>();
    if (profile && profile->m_profile != "ns3" && DynamicCast<TcpSocketBase>(socket))
    {
        socket->SetAttribute("DelAckTimeout", TimeValue(MilliSeconds(40)));
        socket->SetAttribute("DelAckCount", UintegerValue(2));
    }
}

void
TcpProfile::BeginQuickAck(Ptr<Socket> socket)
{
    Ptr<TcpProfile> profile = socket->GetNode()->GetObject<TcpProfile>();
    if (profile && profile->m_profile != "ns3" && DynamicCast<TcpSocketBase>(socket))
    {
        socket->SetAttribute("DelAckCount", UintegerValue(1));
    }
}

void
TcpProfile::BeginRequest(Ptr<Socket> listener, const Address& from)
{
    if (const Ptr<TcpProfile> profile = listener->GetNode()->GetObject<TcpProfile>())
    {
        profile->m_requests[from] = Simulator::Now();
    }
}

void
TcpProfile::EndRequest(Ptr<Socket> accepted, const Address& from)
{
    const Ptr<TcpProfile> profile = accepted->GetNode()->GetObject<TcpProfile>();
    const auto tcp = DynamicCast<TcpSocketBase>(accepted);
    if (!profile || !tcp)
    {
        return;
    }
    const auto request = profile->m_requests.find(from);
    if (request == profile->m_requests.end())
    {
        return;
    }
    // What is left of the time since the SYN without the timeouts is a round trip.
    Time rtt = Simulator::Now() - request->second;
    profile->m_requests.erase(request);
    int timeouts = 0;
    for (Time timeout = profile->m_connectTimeout; rtt >= timeout; timeout = timeout * 2)
    {
        rtt -= timeout;
        ++timeouts;
    }
    const Time late = TimeStep(rtt.GetTimeStep() / 2 % WHEEL.GetTimeStep());
    const bool isServerFirst = late.GetTimeStep() <= WHEEL.GetTimeStep() / 2;
    const bool isSentTwice = timeouts > 1 || (timeouts == 1 && isServerFirst);
    if (isSentTwice && profile->m_profile != "ns3" && !profile->m_variant.empty())
    {
        tcp->SetCongestionControlAlgorithm(CreateObject<OneSegmentWindow>());
        tcp->SetCongestionControlAlgorithm(profile->MakeCongestionControl());
    }
}

bool
TcpProfile::IsProfile(const std::string& name)
{
    return name == "linux" || name == "ns3";
}

bool
TcpProfile::IsVariant(const std::string& name)
{
    const bool full = name.compare(0, 5, "ns3::") == 0;
    TypeId tid;
    if (!TypeId::LookupByNameFailSafe(full ? name : "ns3::" + name, &tid) ||
        !tid.IsChildOf(Object::GetTypeId()) || !tid.HasConstructor())
    {
        return false;
    }
    // Not by the type's parent: TcpCubic and others call themselves children of TcpSocketBase.
    ObjectFactory factory(tid.GetName());
    return DynamicCast<TcpCongestionOps>(factory.Create<Object>()) != nullptr;
}

} // namespace ns3
