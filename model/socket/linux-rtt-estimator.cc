/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "linux-rtt-estimator.h"

#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("LinuxRttEstimator");

NS_OBJECT_ENSURE_REGISTERED(LinuxRttEstimator);

namespace
{

/// TCP time stamps have this resolution, so a measure may be wrong by as much.
const Time RESOLUTION = MilliSeconds(1);

/// Timers are set in whole jiffies, here of a kernel with HZ = 250.
const Time JIFFY = MilliSeconds(4);

/**
 * Round up, also from a whole number: time stamps cut measures, so that what was measured was a
 * little more.
 * @param time not negative
 * @return the next number of jiffies
 */
Time
RoundUpToJiffies(Time time)
{
    const int64_t jiffy = JIFFY.GetTimeStep();
    return TimeStep((time.GetTimeStep() / jiffy + 1) * jiffy);
}

} // namespace

TypeId
LinuxRttEstimator::GetTypeId()
{
    static TypeId tid = TypeId("ns3::LinuxRttEstimator")
                            .SetParent<RttEstimator>()
                            .SetGroupName("TlsSpdy")
                            .AddConstructor<LinuxRttEstimator>();
    return tid;
}

void
LinuxRttEstimator::SetMinVariation(Time least)
{
    m_minVariation = least;
}

void
LinuxRttEstimator::Measurement(Time measure)
{
    NS_LOG_FUNCTION(this << measure);
    const Time now = Simulator::Now();
    if (m_nSamples == 0)
    {
        m_estimatedRtt = measure;
        m_deviation = measure * 2;
        m_variation = std::max(m_deviation, m_minVariation);
        m_maxDeviation = m_variation;
        m_roundStart = now;
    }
    else
    {
        const Time error = measure - m_estimatedRtt;
        m_estimatedRtt += error / 8;
        Time change = Abs(error) - m_deviation / 4;
        if (error.IsStrictlyNegative() && change.IsStrictlyPositive())
        {
            // A round trip that got shorter must not blow the timeout up.
            change = change / 8;
        }
        m_deviation += change;
        m_maxDeviation = std::max(m_maxDeviation, m_deviation);
        m_variation = std::max(m_variation, m_maxDeviation);
        // What was acknowledged was sent after the round trip began: a new one begins.
        if (now - measure + RESOLUTION >= m_roundStart)
        {
            m_variation -= std::max(Time(0), m_variation - m_maxDeviation) / 4;
            m_maxDeviation = m_minVariation;
            m_roundStart = now;
        }
    }
    m_estimatedVariation = (RoundUpToJiffies(m_estimatedRtt + m_variation) - m_estimatedRtt) / 4;
    ++m_nSamples;
}

Ptr<RttEstimator>
LinuxRttEstimator::Copy() const
{
    return CopyObject<LinuxRttEstimator>(this);
}

void
LinuxRttEstimator::Reset()
{
    NS_LOG_FUNCTION(this);
    RttEstimator::Reset();
    m_deviation = Time(0);
    m_maxDeviation = Time(0);
    m_variation = Time(0);
    m_roundStart = Time(0);
}

} // namespace ns3
