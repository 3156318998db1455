/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STEP_RECORD_H
#define TLS_STEP_RECORD_H

#include "ns3/nstime.h"
#include "ns3/tls-output.h"

namespace ns3
{

/// A step of a connection, with the simulated time at which its node reached it.
struct TlsStepRecord
{
    Time time;           //!< when it was reached: start of the job plus its work up to the step
    Time cpu;            //!< processor time since the previous step of the connection
    tls::TlsEvent event; //!< what happened
};

} // namespace ns3

#endif /* TLS_STEP_RECORD_H */
