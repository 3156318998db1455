/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_PROCESSOR_H
#define CRYPTO_PROCESSOR_H

#include "crypto-cost-model.h"

#include "ns3/callback.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/ptr.h"
#include "ns3/traced-callback.h"
#include "ns3/traced-value.h"

#include <cstdint>
#include <deque>
#include <map>

namespace ns3
{

/**
 * The processor of a node: a number of equal cores that take jobs in the order in which they
 * were submitted. Aggregate it to the node; every TlsSocket of that node charges its
 * cryptography here. A node without one computes in no time.
 *
 * A job is not interrupted once it runs. Jobs of one submitter that must not overtake each
 * other have to be submitted one at a time.
 */
class CryptoProcessor : public Object
{
  public:
    /// Names a job; 0 names none.
    using JobId = uint64_t;

    /**
     * Signature of the trace source `JobDone`.
     * @param wait time that the job waited for a core
     * @param cost time that it ran
     */
    typedef void (*JobTracedCallback)(Time wait, Time cost);

    /// @return the type: attributes `Cores`, `SpeedFactor`, `CostModel`; trace sources
    /// `QueueLength`, `BusyCores`, `JobDone`
    static TypeId GetTypeId();

    /// An idle processor.
    CryptoProcessor();
    ~CryptoProcessor() override;

    /**
     * @param cost time that the job runs, on this processor, at least 0; Scale() was applied
     * @param done called when it is done; before Submit() returns when the cost is 0, and then
     *        no core is needed and no event scheduled
     * @return the job, 0 when it is done already
     */
    JobId Submit(Time cost, Callback<void> done);

    /**
     * Forget a job: it leaves the queue, or its core is free at once. Its callback is not called.
     * @param job a job; one that is done is ignored
     */
    void Cancel(JobId job);

    /**
     * @param cost time on the processor that the calibration was made on
     * @return time on this one: divided by SpeedFactor, in whole nanoseconds
     */
    Time Scale(Time cost) const;

    /**
     * @param item a primitive
     * @return processor time that it takes here
     */
    Time GetCost(const tls::CryptoWorkItem& item) const;

    /// @param model the calibration; null leaves the one that is there
    void SetCostModel(Ptr<CryptoCostModel> model);
    /// @return the calibration
    Ptr<CryptoCostModel> GetCostModel() const;

    /// @return number of jobs that wait for a core
    uint32_t GetQueueLength() const;
    /// @return number of cores at work
    uint32_t GetBusyCores() const;
    /// @return time that cores have worked so far, summed over cores
    Time GetBusyTime() const;

  protected:
    void DoDispose() override;

  private:
    /// A job that waits or runs.
    struct Job
    {
        Time cost;           //!< how long it runs
        Callback<void> done; //!< called at its end
        Time submitted;      //!< when it came
        Time started;        //!< when it got a core
        bool isRunning;      //!< it has a core
        EventId end;         //!< the end of its run
    };

    void SetCores(uint32_t cores);
    uint32_t GetCores() const;
    void StartJobs();
    void Finish(JobId id);

    uint32_t m_cores{1};                    //!< number of cores
    double m_speedFactor{1};                //!< times faster than the calibration
    Ptr<CryptoCostModel> m_costModel;       //!< the calibration
    JobId m_lastId{0};                      //!< last job submitted
    std::map<JobId, Job> m_jobs;            //!< what waits or runs
    std::deque<JobId> m_queue;              //!< what waits, first come first
    Time m_busyTime{0};                     //!< work of jobs that are over
    TracedValue<uint32_t> m_queueLength{0}; //!< jobs that wait
    TracedValue<uint32_t> m_busyCores{0};   //!< cores at work
    TracedCallback<Time, Time> m_jobDone;   //!< wait and cost of a job that is done
};

} // namespace ns3

#endif /* CRYPTO_PROCESSOR_H */
