/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SWEEP_CELLS_H
#define TLS_SWEEP_CELLS_H

#include "ns3/command-line.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * The options that take a sweep apart into its cells and put it together again, so that many
 * processes, also on many hosts, may share the work.
 *
 * A process with `--cell=N` runs a cell and writes its rows alone. One with `--fromCells=DIR` does
 * not simulate: it reads the rows from the folders DIR/1, DIR/2 and so on, and writes what a
 * process that runs the whole sweep writes.
 */
struct TlsSweepCells
{
    std::string cell;      //!< number of the only cell to run, or "list"; empty: all
    std::string fromCells; //!< folder with the rows of all cells; empty: simulate

    /// The checked values of the strings above.
    struct Values
    {
        bool isListed{false};  //!< print the cells and run none
        uint64_t cell{0};      //!< the only cell to run, from 1; 0: all
        std::string fromCells; //!< folder with the rows of all cells; empty: simulate

        /// @param index of a cell, from 0 @return whether this process takes it
        bool Takes(size_t index) const;
        /**
         * @param index of a cell, from 0
         * @param table a table's name
         * @return path of the cell's table below Values::fromCells
         */
        std::string GetPath(size_t index, const std::string& table) const;
        /**
         * @param cells how many cells the sweep has
         * @return empty, or the sentence that refuses Values::cell
         */
        std::string Check(size_t cells) const;
    };

    /**
     * @param path a cell's file
     * @param line of it, from 1
     * @return the sentence that refuses what stands there
     */
    static std::string RefuseRow(const std::string& path, uint64_t line);

    /// @param cmd the command line; both must outlive its Parse()
    void AddTo(CommandLine& cmd);

    /**
     * @param only --only as checked, 0: not given
     * @param values where to put the checked values
     * @return empty when all is well, else one sentence
     */
    std::string Parse(uint64_t only, Values& values) const;
};

} // namespace ns3

#endif /* TLS_SWEEP_CELLS_H */
