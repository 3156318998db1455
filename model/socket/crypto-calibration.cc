/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration.h"

#include "crypto-calibration-texts.h"

#include "ns3/assert.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <utility>

namespace ns3
{

namespace
{

using tls::CryptoAlgorithm;
using tls::CryptoOperation;

/// Largest cost that a calibration may state, in nanoseconds: some eleven days.
constexpr double MAX_COST = 1e15;
/// Largest factor and spread that a calibration may state.
constexpr double MAX_FACTOR = 1e6;

/// Operations, as many as there are.
constexpr size_t OPERATIONS = static_cast<size_t>(CryptoOperation::MESSAGE) + 1;
/// Algorithms, as many as there are.
constexpr size_t ALGORITHMS = static_cast<size_t>(CryptoAlgorithm::DEFLATE) + 1;

/// The calibration without entries.
const std::string ZERO = "zero";
/// What stands for every operation or algorithm.
const std::string ALL = "*";

/**
 * @param operation an operation
 * @param algorithm an algorithm
 * @return where their costs are
 */
size_t
IndexOf(CryptoOperation operation, CryptoAlgorithm algorithm)
{
    return static_cast<size_t>(operation) * ALGORITHMS + static_cast<size_t>(algorithm);
}

/**
 * @param name a word of a calibration
 * @param count how many enumerators there are
 * @return the operation or algorithm of that name
 */
template <class E>
std::optional<E>
FromName(const std::string& name, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        const auto value = static_cast<E>(i);
        if (name == tls::ToString(value))
        {
            return value;
        }
    }
    return std::nullopt;
}

/**
 * @param text a word of a calibration
 * @param most largest value allowed
 * @return the number, when it is one from 0 to most
 */
std::optional<double>
NumberFromText(const std::string& text, double most)
{
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || !(value >= 0) || value > most)
    {
        return std::nullopt;
    }
    return value;
}

/// Reads the text of a calibration line by line.
class CalibrationReader
{
  public:
    /**
     * @param line the next line
     * @return empty, or what is wrong with it
     */
    std::string ReadLine(const std::string& line)
    {
        std::istringstream stream(line.substr(0, line.find('#')));
        m_words.clear();
        for (std::string word; stream >> word;)
        {
            m_words.push_back(word);
        }
        if (m_words.empty())
        {
            return "";
        }
        const bool isFirst = std::exchange(m_isFirst, false);
        if (m_words[0] == "from")
        {
            return isFirst ? ReadFrom() : "'from' must be the first line of a calibration";
        }
        return m_words[0] == "scale" ? ReadScale() : ReadEntry();
    }

    /// @return what all lines come to
    CryptoCalibration::Table GetTable() const
    {
        CryptoCalibration::Table table;
        for (const auto& [key, sizes] : m_base)
        {
            for (const auto& [bits, cost] : sizes)
            {
                const double factor = GetFactor(key.first, key.second);
                table[key][bits] = {cost.perCall * factor, cost.perByte * factor};
            }
        }
        for (const auto& [key, sizes] : m_own)
        {
            for (const auto& [bits, cost] : sizes)
            {
                table[key][bits] = cost;
            }
        }
        return table;
    }

  private:
    /// A line `scale`.
    struct Scale
    {
        std::optional<CryptoOperation> operation; //!< nothing: all
        std::optional<CryptoAlgorithm> algorithm; //!< nothing: all
        double factor;                            //!< what costs are multiplied with
    };

    /**
     * @param operation an operation
     * @param algorithm an algorithm
     * @return what their costs are multiplied with when they are taken over
     */
    double GetFactor(CryptoOperation operation, CryptoAlgorithm algorithm) const
    {
        double factor = 1;
        for (const Scale& scale : m_scales)
        {
            if (scale.operation.value_or(operation) == operation &&
                scale.algorithm.value_or(algorithm) == algorithm)
            {
                factor = scale.factor;
            }
        }
        return factor;
    }

    /// @return empty, or what is wrong with the line `from`
    std::string ReadFrom()
    {
        if (m_words.size() != 2)
        {
            return "'from' takes the name of one calibration";
        }
        const auto base = CryptoCalibration::Find(m_words[1]);
        if (!base)
        {
            return "'" + m_words[1] + "' is no calibration of the module";
        }
        m_base = base->GetTable();
        return "";
    }

    /// @return empty, or what is wrong with the line `scale`
    std::string ReadScale()
    {
        if (m_words.size() != 4)
        {
            return "'scale' takes an operation, an algorithm and a factor";
        }
        Scale scale;
        scale.operation = FromName<CryptoOperation>(m_words[1], OPERATIONS);
        scale.algorithm = FromName<CryptoAlgorithm>(m_words[2], ALGORITHMS);
        if (!scale.operation && m_words[1] != ALL)
        {
            return "'" + m_words[1] + "' is no operation";
        }
        if (!scale.algorithm && m_words[2] != ALL)
        {
            return "'" + m_words[2] + "' is no algorithm";
        }
        const auto factor = NumberFromText(m_words[3], MAX_FACTOR);
        if (!factor)
        {
            return "'" + m_words[3] + "' is no factor from 0 to 1e6";
        }
        scale.factor = *factor;
        const bool isUseful = std::any_of(m_base.begin(), m_base.end(), [&](const auto& entry) {
            return scale.operation.value_or(entry.first.first) == entry.first.first &&
                   scale.algorithm.value_or(entry.first.second) == entry.first.second;
        });
        if (!isUseful)
        {
            return "there is nothing to scale: no line 'from' took over " + m_words[1] + " " +
                   m_words[2];
        }
        m_scales.push_back(scale);
        return "";
    }

    /// @return empty, or what is wrong with an entry of the table
    std::string ReadEntry()
    {
        if (m_words.size() < 5 || m_words.size() > 6)
        {
            return "there are " + std::to_string(m_words.size()) +
                   " words, not operation, algorithm, bits, per-call-ns, per-byte-ns and perhaps "
                   "spread-percent";
        }
        const auto operation = FromName<CryptoOperation>(m_words[0], OPERATIONS);
        if (!operation)
        {
            return "'" + m_words[0] + "' is no operation";
        }
        const auto algorithm = FromName<CryptoAlgorithm>(m_words[1], ALGORITHMS);
        if (!algorithm)
        {
            return "'" + m_words[1] + "' is no algorithm";
        }
        const auto bits = NumberFromText(m_words[2], UINT16_MAX);
        if (!bits || *bits != std::floor(*bits))
        {
            return "'" + m_words[2] + "' is no whole number of bits from 0 to 65535";
        }
        const auto perCall = NumberFromText(m_words[3], MAX_COST);
        const auto perByte = NumberFromText(m_words[4], MAX_COST);
        if (!perCall || !perByte)
        {
            return "'" + m_words[perCall ? 4 : 3] + "' is no number of nanoseconds from 0 to 1e15";
        }
        if (m_words.size() == 6 && !NumberFromText(m_words[5], MAX_FACTOR))
        {
            return "'" + m_words[5] + "' is no spread in percent from 0 to 1e6";
        }
        const CryptoCalibration::Cost cost{*perCall, *perByte};
        auto& sizes = m_own[{*operation, *algorithm}];
        if (!sizes.emplace(static_cast<uint16_t>(*bits), cost).second)
        {
            return m_words[0] + " " + m_words[1] + " " + m_words[2] + " is there twice";
        }
        return "";
    }

    std::vector<std::string> m_words; //!< of the line that is being read
    bool m_isFirst{true};             //!< no line had words before
    CryptoCalibration::Table m_base;  //!< what was taken over
    std::vector<Scale> m_scales;      //!< what it is multiplied with
    CryptoCalibration::Table m_own;   //!< entries of the text itself
};

} // namespace

CryptoCalibration::CryptoCalibration(std::string name, const Table& table)
    : m_name(std::move(name)),
      m_isEmpty(table.empty()),
      m_sizes(OPERATIONS * ALGORITHMS)
{
    for (const auto& [key, sizes] : table)
    {
        m_sizes[IndexOf(key.first, key.second)] = sizes;
    }
}

std::shared_ptr<const CryptoCalibration>
CryptoCalibration::Find(const std::string& name)
{
    // Each is read once: every simulated node asks for one.
    static std::map<std::string, std::shared_ptr<const CryptoCalibration>> read;
    const auto found = read.find(name);
    if (found != read.end())
    {
        return found->second;
    }
    for (const CryptoCalibrationText& text : CRYPTO_CALIBRATION_TEXTS)
    {
        if (name == text.name)
        {
            std::istringstream input(text.text);
            std::string error;
            auto calibration = Read(input, name, error);
            NS_ASSERT_MSG(calibration, error);
            return read[name] = calibration;
        }
    }
    return nullptr;
}

std::shared_ptr<const CryptoCalibration>
CryptoCalibration::Read(std::istream& input, const std::string& name, std::string& error)
{
    CalibrationReader reader;
    std::string line;
    for (size_t number = 1; std::getline(input, line); number++)
    {
        const std::string reason = reader.ReadLine(line);
        if (!reason.empty())
        {
            error =
                "Calibration " + name + ", line " + std::to_string(number) + ": " + reason + ".";
            return nullptr;
        }
    }
    if (input.bad())
    {
        error = "Calibration '" + name + "' cannot be read.";
        return nullptr;
    }
    auto calibration = std::make_shared<const CryptoCalibration>(name, reader.GetTable());
    if (calibration->IsEmpty() && name != ZERO)
    {
        // More likely an accident than a host that computes in no time.
        error = "Calibration " + name + " has no entries; " + ZERO +
                " is the one in which nothing costs anything.";
        return nullptr;
    }
    return calibration;
}

std::vector<std::string>
CryptoCalibration::GetNames()
{
    std::vector<std::string> names;
    for (const CryptoCalibrationText& text : CRYPTO_CALIBRATION_TEXTS)
    {
        names.emplace_back(text.name);
    }
    return names;
}

const std::string&
CryptoCalibration::GetName() const
{
    return m_name;
}

bool
CryptoCalibration::IsEmpty() const
{
    return m_isEmpty;
}

const CryptoCalibration::Sizes&
CryptoCalibration::GetSizes(CryptoOperation operation, CryptoAlgorithm algorithm) const
{
    return m_sizes[IndexOf(operation, algorithm)];
}

CryptoCalibration::Table
CryptoCalibration::GetTable() const
{
    Table table;
    for (size_t operation = 0; operation < OPERATIONS; operation++)
    {
        for (size_t algorithm = 0; algorithm < ALGORITHMS; algorithm++)
        {
            const std::pair key{static_cast<CryptoOperation>(operation),
                                static_cast<CryptoAlgorithm>(algorithm)};
            const Sizes& sizes = GetSizes(key.first, key.second);
            if (!sizes.empty())
            {
                table[key] = sizes;
            }
        }
    }
    return table;
}

} // namespace ns3
