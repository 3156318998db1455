/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-cost-model.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/string.h"

#include <cmath>
#include <fstream>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("CryptoCostModel");

NS_OBJECT_ENSURE_REGISTERED(CryptoCostModel);

namespace
{

using tls::CryptoAlgorithm;
using tls::CryptoOperation;

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
    case CryptoOperation::HASH_UPDATE:
        return CryptoOperation::HASH;
    case CryptoOperation::HASH:
    case CryptoOperation::HMAC:
    case CryptoOperation::GENERATE_KEY:
    case CryptoOperation::AGREE:
    case CryptoOperation::RANDOM:
    case CryptoOperation::COMPRESS:
    case CryptoOperation::DECOMPRESS:
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
    case CryptoOperation::HASH_UPDATE:
    case CryptoOperation::HMAC:
    case CryptoOperation::ENCRYPT:
    case CryptoOperation::DECRYPT:
    case CryptoOperation::SEAL:
    case CryptoOperation::OPEN:
    case CryptoOperation::RANDOM:
    case CryptoOperation::COMPRESS:
    case CryptoOperation::DECOMPRESS:
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
    : m_calibration(CryptoCalibration::Find("zero"))
{
    NS_LOG_FUNCTION(this);
}

CryptoCostModel::~CryptoCostModel()
{
    NS_LOG_FUNCTION(this);
}

Time
CryptoCostModel::GetCost(const tls::CryptoWorkItem& item) const
{
    const CryptoCalibration::Sizes* sizes =
        &m_calibration->GetSizes(item.operation, item.algorithm);
    const bool isUpdate = item.operation == CryptoOperation::HASH_UPDATE && sizes->empty();
    if (sizes->empty())
    {
        sizes = &m_calibration->GetSizes(CounterpartOf(item.operation), item.algorithm);
    }
    if (sizes->empty())
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
    double cost = nearest->second.perByte * item.bytes;
    if (!isUpdate)
    {
        cost += nearest->second.perCall;
    }
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
    return m_calibration->IsEmpty();
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
    return m_calibration->GetName();
}

std::string
CryptoCostModel::Load(const std::string& calibration)
{
    NS_LOG_FUNCTION(this << calibration);
    if (auto shipped = CryptoCalibration::Find(calibration))
    {
        m_calibration = std::move(shipped);
        return "";
    }
    std::ifstream input(calibration);
    if (!input)
    {
        std::string names;
        for (const std::string& name : CryptoCalibration::GetNames())
        {
            names += (names.empty() ? "" : ", ") + name;
        }
        return "Calibration '" + calibration + "' is neither a file that can be read nor one of " +
               names + ".";
    }
    return Read(input, calibration);
}

std::string
CryptoCostModel::Read(std::istream& input, const std::string& name)
{
    NS_LOG_FUNCTION(this << name);
    std::string error;
    if (auto calibration = CryptoCalibration::Read(input, name, error))
    {
        m_calibration = std::move(calibration);
    }
    return error;
}

} // namespace ns3
