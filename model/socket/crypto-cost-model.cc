/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-cost-model.h"

#include "crypto-calibrations.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/string.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("CryptoCostModel");

NS_OBJECT_ENSURE_REGISTERED(CryptoCostModel);

namespace
{

using tls::CryptoAlgorithm;
using tls::CryptoOperation;

/// Largest cost that a calibration may state, in nanoseconds: some eleven days.
constexpr double MAX_COST = 1e15;

/// Last enumerator of CryptoOperation, whose names a calibration may use.
constexpr auto LAST_OPERATION = CryptoOperation::MESSAGE;

/**
 * @param name a word of a calibration
 * @return the operation of that name
 */
std::optional<CryptoOperation>
OperationFromName(const std::string& name)
{
    for (uint8_t i = 0; i <= static_cast<uint8_t>(LAST_OPERATION); i++)
    {
        const auto operation = static_cast<CryptoOperation>(i);
        if (name == ToString(operation))
        {
            return operation;
        }
    }
    return std::nullopt;
}

/**
 * @param name a word of a calibration
 * @return the algorithm of that name
 */
std::optional<CryptoAlgorithm>
AlgorithmFromName(const std::string& name)
{
    const std::string unknown = ToString(static_cast<CryptoAlgorithm>(0xff));
    for (uint8_t i = 0; unknown != ToString(static_cast<CryptoAlgorithm>(i)); i++)
    {
        const auto algorithm = static_cast<CryptoAlgorithm>(i);
        if (name == ToString(algorithm))
        {
            return algorithm;
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

/**
 * @param operation an operation
 * @return what stands for it when it is not in a calibration; itself when nothing does
 */
CryptoOperation
CounterpartOf(CryptoOperation operation)
{
    switch (operation)
    {
    case CryptoOperation::ENCRYPT:
        return CryptoOperation::DECRYPT;
    case CryptoOperation::DECRYPT:
        return CryptoOperation::ENCRYPT;
    case CryptoOperation::SEAL:
        return CryptoOperation::OPEN;
    case CryptoOperation::OPEN:
        return CryptoOperation::SEAL;
    case CryptoOperation::SIGN:
        return CryptoOperation::RSA_DECRYPT;
    case CryptoOperation::RSA_DECRYPT:
        return CryptoOperation::SIGN;
    case CryptoOperation::VERIFY:
        return CryptoOperation::RSA_ENCRYPT;
    case CryptoOperation::RSA_ENCRYPT:
        return CryptoOperation::VERIFY;
    case CryptoOperation::HASH:
    case CryptoOperation::HMAC:
    case CryptoOperation::GENERATE_KEY:
    case CryptoOperation::AGREE:
    case CryptoOperation::CONNECTION:
    case CryptoOperation::MESSAGE:
        break;
    }
    return operation;
}

/**
 * @param item a primitive whose size a calibration lacks
 * @return with which power of the size its cost grows
 */
int
GrowthOf(const tls::CryptoWorkItem& item)
{
    switch (item.operation)
    {
    case CryptoOperation::GENERATE_KEY:
    case CryptoOperation::AGREE:
    case CryptoOperation::SIGN:
    case CryptoOperation::RSA_DECRYPT:
        return 3;
    case CryptoOperation::VERIFY:
    case CryptoOperation::RSA_ENCRYPT:
        return item.algorithm == CryptoAlgorithm::RSA ? 2 : 3;
    case CryptoOperation::HASH:
    case CryptoOperation::HMAC:
    case CryptoOperation::ENCRYPT:
    case CryptoOperation::DECRYPT:
    case CryptoOperation::SEAL:
    case CryptoOperation::OPEN:
    case CryptoOperation::CONNECTION:
    case CryptoOperation::MESSAGE:
        break;
    }
    return 0;
}

} // namespace

TypeId
CryptoCostModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::CryptoCostModel")
            .SetParent<Object>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<CryptoCostModel>()
            .AddAttribute("Calibration",
                          "Name of a built-in calibration, or path of a file with one.",
                          StringValue("zero"),
                          MakeStringAccessor(&CryptoCostModel::SetCalibration,
                                             &CryptoCostModel::GetCalibration),
                          MakeStringChecker());
    return tid;
}

CryptoCostModel::CryptoCostModel()
{
    NS_LOG_FUNCTION(this);
}

CryptoCostModel::~CryptoCostModel()
{
    NS_LOG_FUNCTION(this);
}

const CryptoCostModel::Sizes*
CryptoCostModel::Find(CryptoOperation operation, CryptoAlgorithm algorithm) const
{
    const auto found = m_table.find({operation, algorithm});
    return found == m_table.end() ? nullptr : &found->second;
}

Time
CryptoCostModel::GetCost(const tls::CryptoWorkItem& item) const
{
    const Sizes* sizes = Find(item.operation, item.algorithm);
    if (!sizes)
    {
        sizes = Find(CounterpartOf(item.operation), item.algorithm);
    }
    if (!sizes)
    {
        return Time(0);
    }
    auto nearest = sizes->begin();
    for (auto size = sizes->begin(); size != sizes->end(); ++size)
    {
        // Sizes ascend, so that "not farther" prefers the larger of two equally near ones.
        if (std::abs(size->first - item.bits) <= std::abs(nearest->first - item.bits))
        {
            nearest = size;
        }
    }
    double cost = nearest->second.perCall + nearest->second.perByte * item.bytes;
    if (nearest->first != item.bits && nearest->first != 0)
    {
        const double ratio = static_cast<double>(item.bits) / nearest->first;
        for (int power = GrowthOf(item); power > 0; power--)
        {
            cost *= ratio;
        }
    }
    return NanoSeconds(std::llround(cost));
}

bool
CryptoCostModel::IsZero() const
{
    return m_table.empty();
}

void
CryptoCostModel::SetCalibration(std::string calibration)
{
    NS_LOG_FUNCTION(this << calibration);
    const std::string error = Load(calibration);
    NS_ABORT_MSG_IF(!error.empty(), error);
}

std::string
CryptoCostModel::GetCalibration() const
{
    return m_name;
}

std::string
CryptoCostModel::Load(const std::string& calibration)
{
    NS_LOG_FUNCTION(this << calibration);
    std::string names;
    for (const CryptoCalibration& builtIn : CRYPTO_CALIBRATIONS)
    {
        if (calibration == builtIn.name)
        {
            std::istringstream input(builtIn.text);
            return Read(input, calibration);
        }
        names += std::string(names.empty() ? "" : ", ") + builtIn.name;
    }
    std::ifstream input(calibration);
    if (!input)
    {
        return "Calibration '" + calibration + "' is neither a file that can be read nor one of " +
               names + ".";
    }
    return Read(input, calibration);
}

std::string
CryptoCostModel::Read(std::istream& input, const std::string& name)
{
    NS_LOG_FUNCTION(this << name);
    std::map<Key, Sizes> table;
    std::string line;
    for (size_t number = 1; std::getline(input, line); number++)
    {
        const std::string reason = ReadLine(line, table);
        if (!reason.empty())
        {
            return "Calibration " + name + ", line " + std::to_string(number) + ": " + reason + ".";
        }
    }
    if (input.bad())
    {
        return "Calibration '" + name + "' cannot be read.";
    }
    m_table = std::move(table);
    m_name = name;
    return "";
}

std::string
CryptoCostModel::ReadLine(const std::string& line, std::map<Key, Sizes>& table)
{
    std::istringstream words(line.substr(0, line.find('#')));
    std::vector<std::string> fields;
    for (std::string word; words >> word;)
    {
        fields.push_back(word);
    }
    if (fields.empty())
    {
        return "";
    }
    if (fields.size() != 5)
    {
        return "there are " + std::to_string(fields.size()) +
               " words, not operation, algorithm, bits, per-call-ns and per-byte-ns";
    }
    const auto operation = OperationFromName(fields[0]);
    if (!operation)
    {
        return "'" + fields[0] + "' is no operation";
    }
    const auto algorithm = AlgorithmFromName(fields[1]);
    if (!algorithm)
    {
        return "'" + fields[1] + "' is no algorithm";
    }
    const auto bits = NumberFromText(fields[2], UINT16_MAX);
    if (!bits || *bits != std::floor(*bits))
    {
        return "'" + fields[2] + "' is no whole number of bits from 0 to 65535";
    }
    const auto perCall = NumberFromText(fields[3], MAX_COST);
    const auto perByte = NumberFromText(fields[4], MAX_COST);
    if (!perCall || !perByte)
    {
        return "'" + fields[perCall ? 4 : 3] + "' is no number of nanoseconds from 0 to 1e15";
    }
    Sizes& sizes = table[{*operation, *algorithm}];
    if (!sizes.emplace(static_cast<uint16_t>(*bits), Cost{*perCall, *perByte}).second)
    {
        return fields[0] + " " + fields[1] + " " + fields[2] + " is there twice";
    }
    return "";
}

std::vector<std::string>
CryptoCostModel::GetCalibrationNames()
{
    std::vector<std::string> names;
    for (const CryptoCalibration& calibration : CRYPTO_CALIBRATIONS)
    {
        names.emplace_back(calibration.name);
    }
    return names;
}

} // namespace ns3
