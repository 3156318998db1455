/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_CALIBRATION_H
#define CRYPTO_CALIBRATION_H

#include "ns3/crypto-types.h"

#include <cstdint>
#include <istream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * What primitives cost on a device: a table by operation, algorithm and size, and the text it is
 * written in.
 *
 * The text has one line for each entry,
 *
 *     operation algorithm bits per-call-ns per-byte-ns [spread-percent]
 *
 * with the names that tls::ToString() gives to operations and algorithms, bits 0 where there is
 * one size, and costs as decimal numbers of nanoseconds from 0 to 1e15. The spread says how far
 * measurements lay apart (half the distance of the quartiles, relative to the median); nobody is
 * charged by it. `connection` and `message`, with algorithm `none`, are what a connection and a
 * handshake message cost a host beside cryptography.
 *
 * A device that is known by its ratios to another begins with the line `from NAME`, which takes
 * over the calibration NAME of the module. Lines `scale OPERATION ALGORITHM FACTOR` then multiply
 * what was taken over, `*` standing for all; of several lines that fit, the last one counts. An
 * entry of its own takes the place of the one that was taken over.
 *
 * Empty lines and what follows a `#` are ignored.
 */
class CryptoCalibration
{
  public:
    /// Cost of a primitive.
    struct Cost
    {
        double perCall; //!< nanoseconds
        double perByte; //!< nanoseconds an octet
    };

    /// Costs by size in bits.
    using Sizes = std::map<uint16_t, Cost>;
    /// Costs by operation and algorithm.
    using Table = std::map<std::pair<tls::CryptoOperation, tls::CryptoAlgorithm>, Sizes>;

    /**
     * @param name what it is called
     * @param table what primitives cost
     */
    CryptoCalibration(std::string name, const Table& table);

    /**
     * @param name one of GetNames()
     * @return the calibration; null when the module ships none of that name
     */
    static std::shared_ptr<const CryptoCalibration> Find(const std::string& name);

    /**
     * @param input a calibration's text
     * @param name what to call it in an error
     * @param error set to a sentence with name, line and reason when the text is no calibration
     * @return the calibration; null when the text is none
     */
    static std::shared_ptr<const CryptoCalibration> Read(std::istream& input,
                                                         const std::string& name,
                                                         std::string& error);

    /// @return names of the calibrations that the module ships, in alphabetical order
    static std::vector<std::string> GetNames();

    /// @return what it is called
    const std::string& GetName() const;

    /// @return true when nothing costs anything
    bool IsEmpty() const;

    /**
     * @param operation an operation
     * @param algorithm an algorithm
     * @return what they cost; empty when the calibration does not say
     */
    const Sizes& GetSizes(tls::CryptoOperation operation, tls::CryptoAlgorithm algorithm) const;

    /// @return all that the calibration says
    Table GetTable() const;

  private:
    std::string m_name;         //!< what it is called
    bool m_isEmpty;             //!< nothing costs anything
    std::vector<Sizes> m_sizes; //!< by operation and algorithm: what is charged often is found soon
};

} // namespace ns3

#endif /* CRYPTO_CALIBRATION_H */
