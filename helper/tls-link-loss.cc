/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-link-loss.h"

#include "ns3/log.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsLinkLoss");

NS_OBJECT_ENSURE_REGISTERED(TlsLinkLoss);

TypeId
TlsLinkLoss::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TlsLinkLoss")
                            .SetParent<ErrorModel>()
                            .SetGroupName("TlsSpdy")
                            .AddConstructor<TlsLinkLoss>()
                            .AddTraceSource("Lost",
                                            "A packet is lost; with its number in its connection "
                                            "and direction.",
                                            MakeTraceSourceAccessor(&TlsLinkLoss::m_lostTrace),
                                            "ns3::TlsLinkLoss::LostCallback");
    return tid;
}

TlsLinkLoss::TlsLinkLoss()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

TlsLinkLoss::~TlsLinkLoss() = default;

void
TlsLinkLoss::SetConfig(const TlsLossConfig& config)
{
    m_config = config;
}

void
TlsLinkLoss::ForgetConnections()
{
    m_isForgetful = true;
}

int64_t
TlsLinkLoss::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

bool
TlsLinkLoss::DrawLoss()
{
    const double number = m_random->GetValue();
    if (!m_config.gilbert)
    {
        return number < m_config.loss;
    }
    if (!m_started)
    {
        // A link that begins in the good state would favor short connections.
        const double sum = m_config.goodToBad + m_config.badToGood;
        m_bad = sum > 0 && number < m_config.goodToBad / sum;
        m_started = true;
        return m_bad;
    }
    if (number < (m_bad ? m_config.badToGood : m_config.goodToBad))
    {
        m_bad = !m_bad;
    }
    return m_bad;
}

bool
TlsLinkLoss::DoCorrupt(Ptr<Packet> packet)
{
    TlsLinkPacket parsed;
    if (!IsEnabled() || !parsed.ParsePpp(packet))
    {
        return false;
    }
    const uint64_t number = m_isForgetful ? 0 : ++m_count[parsed.GetKey()];
    const bool drawn = DrawLoss();
    if (!drawn && m_config.drops.count(number) == 0)
    {
        return false;
    }
    NS_LOG_INFO("packet " << number << " is lost");
    m_lostTrace(packet, number);
    return true;
}

void
TlsLinkLoss::DoReset()
{
    m_count.clear();
    m_started = false;
    m_bad = false;
}

} // namespace ns3
