/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-sweep-cells.h"

#include "tls-study-text.h"

namespace ns3
{

using namespace TlsStudyText;

bool
TlsSweepCells::Values::Takes(size_t index) const
{
    return cell == 0 || cell == index + 1;
}

std::string
TlsSweepCells::Values::GetPath(size_t index, const std::string& table) const
{
    return fromCells + "/" + std::to_string(index + 1) + "/" + table + ".csv";
}

std::string
TlsSweepCells::Values::Check(size_t cells) const
{
    return cell <= cells ? ""
                         : Refusal("cell",
                                   std::to_string(cell),
                                   "a cell from 1 to " + std::to_string(cells) + " of this sweep");
}

std::string
TlsSweepCells::RefuseRow(const std::string& path, uint64_t line)
{
    return path + ":" + std::to_string(line) +
           ": this is not what --cell of this sweep writes, or not all of it.";
}

void
TlsSweepCells::AddTo(CommandLine& cmd)
{
    cmd.AddValue("cell",
                 "run only this cell of the sweep, from 1, and write its rows alone; list: print "
                 "the cells and run none",
                 cell);
    cmd.AddValue(
        "fromCells",
        "take the rows from the folders 1, 2, ... in this one, which --cell wrote, instead "
        "of simulating",
        fromCells);
}

std::string
TlsSweepCells::Parse(uint64_t only, Values& values) const
{
    values = Values();
    values.isListed = cell == "list";
    values.fromCells = fromCells;
    if (!cell.empty() && !values.isListed && (!ToInteger(cell, values.cell) || values.cell < 1))
    {
        return Refusal("cell", cell, "the number of a cell from 1, or list");
    }
    if (!fromCells.empty() && !cell.empty())
    {
        return Refusal("cell", cell, "nothing beside --fromCells");
    }
    if (only > 0 && !(cell.empty() && fromCells.empty()))
    {
        return Refusal("only", std::to_string(only), "nothing beside --cell and --fromCells");
    }
    return "";
}

} // namespace ns3
