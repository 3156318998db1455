/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-link-channel.h"

#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsLinkChannel");

NS_OBJECT_ENSURE_REGISTERED(TlsLinkChannel);

TypeId
TlsLinkChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TlsLinkChannel")
                            .SetParent<PointToPointChannel>()
                            .SetGroupName("TlsSpdy")
                            .AddConstructor<TlsLinkChannel>()
                            .AddAttribute("Jitter",
                                          "Largest deviation from Delay, in either way.",
                                          TimeValue(Time(0)),
                                          MakeTimeAccessor(&TlsLinkChannel::m_jitter),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

TlsLinkChannel::TlsLinkChannel()
    : m_random{CreateObject<UniformRandomVariable>(), CreateObject<UniformRandomVariable>()}
{
}

TlsLinkChannel::~TlsLinkChannel() = default;

int64_t
TlsLinkChannel::AssignStreams(int64_t stream)
{
    m_random[0]->SetStream(stream);
    m_random[1]->SetStream(stream + 1);
    return 2;
}

bool
TlsLinkChannel::TransmitStart(Ptr<const Packet> packet,
                              Ptr<PointToPointNetDevice> source,
                              Time txTime)
{
    if (m_jitter.IsZero())
    {
        return PointToPointChannel::TransmitStart(packet, source, txTime);
    }
    const uint32_t wire = source == GetSource(0) ? 0 : 1;
    const double share = m_random[wire]->GetValue(-1, 1);
    const Time deviation = Seconds(m_jitter.GetSeconds() * share);
    Ptr<PointToPointNetDevice> destination = GetDestination(wire);
    Simulator::ScheduleWithContext(destination->GetNode()->GetId(),
                                   txTime + std::max(Time(0), GetDelay() + deviation),
                                   &PointToPointNetDevice::Receive,
                                   destination,
                                   packet->Copy());
    return true;
}

} // namespace ns3
