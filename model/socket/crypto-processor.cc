/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-processor.h"

#include "ns3/abort.h"
#include "ns3/assert.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("CryptoProcessor");

NS_OBJECT_ENSURE_REGISTERED(CryptoProcessor);

TypeId
CryptoProcessor::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::CryptoProcessor")
            .SetParent<Object>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<CryptoProcessor>()
            .AddAttribute(
                "Cores",
                "Number of cores, each of which runs one job at a time.",
                UintegerValue(1),
                MakeUintegerAccessor(&CryptoProcessor::SetCores, &CryptoProcessor::GetCores),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("SpeedFactor",
                          "How much faster a core is than what the costs were calibrated on.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&CryptoProcessor::m_speedFactor),
                          MakeDoubleChecker<double>(1e-6, 1e6))
            .AddAttribute(
                "CostModel",
                "What primitives cost.",
                PointerValue(),
                MakePointerAccessor(&CryptoProcessor::SetCostModel, &CryptoProcessor::GetCostModel),
                MakePointerChecker<CryptoCostModel>())
            .AddTraceSource("QueueLength",
                            "Number of jobs that wait for a core.",
                            MakeTraceSourceAccessor(&CryptoProcessor::m_queueLength),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("BusyCores",
                            "Number of cores at work.",
                            MakeTraceSourceAccessor(&CryptoProcessor::m_busyCores),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("JobDone",
                            "A job that cost time is done: how long it waited and ran.",
                            MakeTraceSourceAccessor(&CryptoProcessor::m_jobDone),
                            "ns3::CryptoProcessor::JobTracedCallback");
    return tid;
}

CryptoProcessor::CryptoProcessor()
    : m_costModel(CreateObject<CryptoCostModel>())
{
    NS_LOG_FUNCTION(this);
}

CryptoProcessor::~CryptoProcessor()
{
    NS_LOG_FUNCTION(this);
}

void
CryptoProcessor::DoDispose()
{
    NS_LOG_FUNCTION(this);
    for (auto& [id, job] : m_jobs)
    {
        job.end.Cancel();
    }
    m_jobs.clear();
    m_queue.clear();
    m_costModel = nullptr;
    Object::DoDispose();
}

CryptoProcessor::JobId
CryptoProcessor::Submit(Time cost, Callback<void> done)
{
    NS_LOG_FUNCTION(this << cost);
    NS_ASSERT_MSG(!cost.IsStrictlyNegative(), "a job cannot take less than no time");
    if (cost.IsZero())
    {
        done();
        return 0;
    }
    const JobId id = ++m_lastId;
    m_jobs.emplace(id, Job{cost, done, Simulator::Now(), TimeStep(0), false, EventId()});
    m_queue.push_back(id);
    StartJobs();
    return id;
}

void
CryptoProcessor::Cancel(JobId id)
{
    NS_LOG_FUNCTION(this << id);
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
    {
        return;
    }
    const bool isRunning = found->second.isRunning;
    if (isRunning)
    {
        found->second.end.Cancel();
        m_busyTime += Simulator::Now() - found->second.started;
    }
    m_jobs.erase(found);
    if (isRunning)
    {
        m_busyCores--;
    }
    else
    {
        m_queue.erase(std::find(m_queue.begin(), m_queue.end(), id));
    }
    StartJobs();
}

void
CryptoProcessor::StartJobs()
{
    while (!m_queue.empty() && m_busyCores < m_cores)
    {
        const JobId id = m_queue.front();
        m_queue.pop_front();
        Job& job = m_jobs.at(id);
        job.started = Simulator::Now();
        job.isRunning = true;
        job.end = Simulator::Schedule(job.cost, &CryptoProcessor::Finish, this, id);
        m_busyCores++;
    }
    m_queueLength = static_cast<uint32_t>(m_queue.size());
}

void
CryptoProcessor::Finish(JobId id)
{
    NS_LOG_FUNCTION(this << id);
    const auto found = m_jobs.find(id);
    const Job job = found->second;
    m_jobs.erase(found);
    m_busyTime += job.cost;
    m_busyCores--;
    // Who waits goes before what the finished job's owner submits next.
    StartJobs();
    m_jobDone(job.started - job.submitted, job.cost);
    job.done();
}

Time
CryptoProcessor::Scale(Time cost) const
{
    if (m_speedFactor == 1)
    {
        return cost;
    }
    return NanoSeconds(std::llround(static_cast<double>(cost.GetNanoSeconds()) / m_speedFactor));
}

Time
CryptoProcessor::GetCost(const tls::CryptoWorkItem& item) const
{
    return Scale(m_costModel->GetCost(item));
}

void
CryptoProcessor::SetCostModel(Ptr<CryptoCostModel> model)
{
    NS_LOG_FUNCTION(this << model);
    // The attribute's initial value is no model: the one of the constructor stays.
    if (model)
    {
        m_costModel = model;
    }
}

Ptr<CryptoCostModel>
CryptoProcessor::GetCostModel() const
{
    return m_costModel;
}

uint32_t
CryptoProcessor::GetQueueLength() const
{
    return m_queueLength;
}

uint32_t
CryptoProcessor::GetBusyCores() const
{
    return m_busyCores;
}

Time
CryptoProcessor::GetBusyTime() const
{
    Time busy = m_busyTime;
    for (const auto& [id, job] : m_jobs)
    {
        if (job.isRunning)
        {
            busy += Simulator::Now() - job.started;
        }
    }
    return busy;
}

void
CryptoProcessor::SetCores(uint32_t cores)
{
    NS_LOG_FUNCTION(this << cores);
    m_cores = cores;
    StartJobs();
}

uint32_t
CryptoProcessor::GetCores() const
{
    return m_cores;
}

} // namespace ns3
