/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-sweep.h"

#include "tls-csv-reader.h"
#include "tls-csv-writer.h"
#include "tls-kind.h"
#include "tls-study-text.h"
#include "tls-study.h"

#include <algorithm>

namespace ns3
{

namespace
{

const std::string CLIENT = "client.example.com"; //!< whom a client's certificate is for
constexpr uint64_t BATCH = 100;                  //!< samples between two looks at the precision

/// @param loss a direction's @return the share of packets that it loses in the long run
double
ShareOf(const TlsLossConfig& loss)
{
    const double sum = loss.goodToBad + loss.badToGood;
    return loss.gilbert ? loss.goodToBad / sum : loss.loss;
}

} // namespace

TlsLatencySweep::TlsLatencySweep(const TlsStudyOptions& options,
                                 const TlsStudyOptions::Values& values,
                                 const Plan& plan)
    : m_options(options),
      m_values(values),
      m_plan(plan)
{
}

TlsLatencySweep::~TlsLatencySweep() = default;

std::string
TlsLatencySweep::Prepare()
{
    std::string refusal = TlsStudy::CheckGroups(m_values);
    if (refusal.empty())
    {
        refusal = MakeIdentities();
    }
    if (!refusal.empty())
    {
        return refusal;
    }
    MakeCells();
    if (m_plan.only > GetRowCount())
    {
        return "--only was given as \"" + std::to_string(m_plan.only) +
               "\", but allowed is a row from 1 to " + std::to_string(GetRowCount()) +
               " of this sweep.";
    }
    return m_plan.cells.Check(m_cells.size());
}

std::string
TlsLatencySweep::MakeIdentities()
{
    for (const uint32_t bytes : m_values.chainBytes)
    {
        TlsHelper tls;
        const std::string refusal = TlsStudy::CreateIdentity(m_options, bytes, tls);
        if (!refusal.empty())
        {
            return refusal;
        }
        const auto type = tls.ServerConfig().identities.front().key->publicKey->type;
        bool needsClient = false;
        for (const std::string& kind : m_values.kinds)
        {
            if (TlsKind::Find(kind)->GetSuites(type).empty())
            {
                return TlsStudyText::Refusal("auth",
                                             m_options.auth,
                                             "a key that " + kind + " has cipher suites for");
            }
            needsClient = needsClient || TlsKind::Find(kind)->isClientAuthenticated;
        }
        if (needsClient)
        {
            tls.CreateClientIdentity(CLIENT, m_options.auth);
        }
        m_chainBytes.push_back(TlsStudy::GetChainBytes(tls));
        m_samplers.push_back(std::make_unique<TlsLatencySample>(m_options, m_values, tls));
    }
    return "";
}

void
TlsLatencySweep::MakeCells()
{
    for (const std::string& kind : m_values.kinds)
    {
        const bool usesGroup = TlsKind::Find(kind)->usesGroup;
        const size_t groups = usesGroup ? m_values.groups.size() : 1;
        for (size_t group = 0; group < groups; ++group)
        {
            for (uint32_t chain = 0; chain < m_chainBytes.size(); ++chain)
            {
                for (const Time& rtt : m_values.rtts)
                {
                    for (const double loss : m_values.losses)
                    {
                        TlsLatencySweepCell cell;
                        TlsLinkConfig& link = cell.settings.link;
                        link = m_values.link;
                        link.rtt = rtt;
                        if (m_values.losses.size() > 1)
                        {
                            link.lossUp.loss = loss;
                            link.lossDown.loss = loss;
                        }
                        cell.settings.kind = kind;
                        cell.settings.group = m_values.groups[group];
                        cell.settings.requestBytes = m_plan.requestBytes;
                        cell.settings.replyBytes = m_plan.replyBytes;
                        cell.chainIndex = chain;
                        cell.samples = link.IsDeterministic() ? 1 : m_plan.samples;
                        cell.columns = {kind,
                                        TlsCsvWriter::ToMilliseconds(rtt),
                                        GetLossColumn(link),
                                        std::to_string(link.down),
                                        std::to_string(link.up),
                                        TlsCsvWriter::ToMilliseconds(link.jitter),
                                        link.queue,
                                        std::to_string(m_values.initcwnd),
                                        usesGroup ? m_values.groups[group] : "",
                                        m_options.auth,
                                        std::to_string(m_chainBytes[chain])};
                        m_cells.push_back(cell);
                    }
                }
            }
        }
    }
}

void
TlsLatencySweep::SetTraces(const TlsLatencySample::Traces& traces)
{
    m_traces = traces;
}

uint64_t
TlsLatencySweep::GetRowCount() const
{
    uint64_t rows = 0;
    for (const TlsLatencySweepCell& cell : m_cells)
    {
        rows += cell.samples;
    }
    return rows;
}

bool
TlsLatencySweep::NeedsMore(const TlsLatencySweepCell& cell) const
{
    const uint64_t count = cell.summary.handshake.GetCount();
    if (count < cell.samples || cell.settings.link.IsDeterministic())
    {
        return count < cell.samples;
    }
    if (m_plan.precisionShare <= 0 || count >= m_plan.maxSamples)
    {
        return false;
    }
    if (count % BATCH != 0)
    {
        return true;
    }
    const auto interval = cell.summary.handshake.GetInterval(m_plan.precisionShare);
    const auto value = cell.summary.handshake.GetPercentile(m_plan.precisionShare);
    return !interval || interval->second - interval->first > m_plan.precisionWidth * *value;
}

std::string
TlsLatencySweep::Run(const RowHandler& onRow)
{
    if (m_plan.only > 0)
    {
        return RunOnly(onRow);
    }
    for (size_t i = 0; i < m_cells.size(); ++i)
    {
        TlsLatencySweepCell& cell = m_cells[i];
        if (!m_plan.cells.fromCells.empty())
        {
            const std::string refusal = ReadCell(cell, m_plan.cells.GetPath(i, "latency"), onRow);
            if (!refusal.empty())
            {
                return refusal;
            }
            continue;
        }
        for (uint64_t sample = 0; m_plan.cells.Takes(i) && NeedsMore(cell); ++sample)
        {
            const TlsLatencyRow row = m_samplers[cell.chainIndex]->Run(cell.settings, sample);
            cell.summary.Add(row);
            onRow(cell, row);
        }
    }
    return "";
}

std::string
TlsLatencySweep::RunOnly(const RowHandler& onRow)
{
    uint64_t before = 0;
    for (TlsLatencySweepCell& cell : m_cells)
    {
        if (m_plan.only > before && m_plan.only <= before + cell.samples)
        {
            TlsLatencySample& sampler = *m_samplers[cell.chainIndex];
            sampler.SetTraces(m_traces);
            const TlsLatencyRow row = sampler.Run(cell.settings, m_plan.only - before - 1);
            cell.summary.Add(row);
            onRow(cell, row);
            return sampler.IsTraced() ? ""
                                      : "the files " + m_traces.prefix + "* could not be written.";
        }
        before += cell.samples;
    }
    return "";
}

std::string
TlsLatencySweep::ReadCell(TlsLatencySweepCell& cell,
                          const std::string& path,
                          const RowHandler& onRow)
{
    TlsCsvReader file(path, TlsLatencyRow::GetHeader());
    bool isGood = file.IsGood();
    std::vector<std::string> values;
    for (uint64_t sample = 0; isGood && NeedsMore(cell); ++sample)
    {
        TlsLatencyRow row;
        isGood = file.ReadRow(values) && row.SetValues(cell.columns, values) &&
                 row.sample == sample && row.rngRun == m_values.rngRun + sample;
        if (isGood)
        {
            cell.summary.Add(row);
            onRow(cell, row);
        }
    }
    return isGood && file.IsAtEnd() ? "" : TlsSweepCells::RefuseRow(path, file.GetLine());
}

std::string
TlsLatencySweep::GetLossColumn(const TlsLinkConfig& link)
{
    const std::string up = TlsCsvWriter::ToText(ShareOf(link.lossUp));
    const std::string down = TlsCsvWriter::ToText(ShareOf(link.lossDown));
    return up == down ? up : up + "/" + down;
}

const std::vector<TlsLatencySweepCell>&
TlsLatencySweep::GetCells() const
{
    return m_cells;
}

} // namespace ns3
