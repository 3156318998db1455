/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINUX_RTT_ESTIMATOR_H
#define LINUX_RTT_ESTIMATOR_H

#include "ns3/nstime.h"
#include "ns3/rtt-estimator.h"

namespace ns3
{

/**
 * Round-trip estimation with the rule of Linux: RTO = SRTT + max(MinVariation, RTTVAR), in whole
 * jiffies of 4 ms.
 *
 * RTTVAR is the largest mean deviation (times four) of the last round trip and decays by a
 * quarter per round trip, where RFC 6298's follows every sample. TcpSocketBase computes
 * max(MinRto, SRTT + max(ClockGranularity, 4 x GetVariation())), so GetVariation() is a quarter
 * of the term that Linux adds to SRTT.
 */
class LinuxRttEstimator : public RttEstimator
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    LinuxRttEstimator() = default;
    /// @param other the estimator to copy, samples included
    LinuxRttEstimator(const LinuxRttEstimator& other) = default;

    /**
     * Not an attribute: before ns-3.45 an estimator's attributes are those of the base class, and
     * since then GetInstanceTypeId() cannot be overridden.
     *
     * @param least what the timeout exceeds the smoothed round-trip time by at least, 200 ms if
     *        not set
     */
    void SetMinVariation(Time least);

    /// @param measure a new round-trip time, positive
    void Measurement(Time measure) override;
    /// @return a copy, samples included
    Ptr<RttEstimator> Copy() const override;
    void Reset() override;

  private:
    Time m_minVariation{MilliSeconds(200)}; //!< least value added to SRTT
    Time m_deviation;                       //!< four times the smoothed mean deviation
    Time m_maxDeviation;                    //!< the largest m_deviation of this round trip
    Time m_variation;                       //!< what is added to SRTT
    Time m_roundStart;                      //!< when the present round trip began
};

} // namespace ns3

#endif /* LINUX_RTT_ESTIMATOR_H */
