/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-cost-table.h"

#include "ns3/abort.h"
#include "ns3/crypto-processor.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"

#include <iomanip>
#include <locale>
#include <sstream>

namespace ns3
{

namespace
{

using TablePtr = Ptr<TlsCostTable>;

void
OnWork(TablePtr table, uint32_t side, Ptr<const TlsSocket>, const tls::CryptoWork& work)
{
    table->Take(side, work);
}

void
OnSocket(TablePtr table, uint32_t side, Ptr<TlsSocket> socket)
{
    socket->TraceConnectWithoutContext("Work", MakeBoundCallback(&OnWork, table, side));
}

std::string
Microseconds(Time time)
{
    std::ostringstream os;
    os.imbue(std::locale::classic());
    os << std::fixed << std::setprecision(3) << static_cast<double>(time.GetNanoSeconds()) / 1e3;
    return os.str();
}

} // namespace

bool
TlsCostTable::IsAsymmetric(tls::CryptoOperation operation)
{
    switch (operation)
    {
    case tls::CryptoOperation::GENERATE_KEY:
    case tls::CryptoOperation::AGREE:
    case tls::CryptoOperation::SIGN:
    case tls::CryptoOperation::VERIFY:
    case tls::CryptoOperation::RSA_ENCRYPT:
    case tls::CryptoOperation::RSA_DECRYPT:
        return true;
    case tls::CryptoOperation::HASH:
    case tls::CryptoOperation::HASH_UPDATE:
    case tls::CryptoOperation::HMAC:
    case tls::CryptoOperation::ENCRYPT:
    case tls::CryptoOperation::DECRYPT:
    case tls::CryptoOperation::SEAL:
    case tls::CryptoOperation::OPEN:
    case tls::CryptoOperation::RANDOM:
    case tls::CryptoOperation::COMPRESS:
    case tls::CryptoOperation::DECOMPRESS:
    case tls::CryptoOperation::CONNECTION:
    case tls::CryptoOperation::MESSAGE:
        return false;
    }
    return false;
}

void
TlsCostTable::Watch(Ptr<Node> node, const std::string& name)
{
    const auto factory = node->GetObject<TlsSocketFactory>();
    NS_ABORT_MSG_IF(!factory, "TlsCostTable: the node needs a TlsSocketFactory.");
    const auto side = static_cast<uint32_t>(m_sides.size());
    m_sides.push_back({node, name, {}});
    factory->TraceConnectWithoutContext("SocketCreated",
                                        MakeBoundCallback(&OnSocket, TablePtr(this), side));
}

void
TlsCostTable::Take(uint32_t side, const tls::CryptoWork& work)
{
    const auto processor = m_sides[side].node->GetObject<CryptoProcessor>();
    for (const tls::CryptoWorkItem& item : work)
    {
        Sum& sum =
            m_sides[side]
                .sums[{!IsAsymmetric(item.operation), item.operation, item.algorithm, item.bits}];
        sum.calls++;
        sum.octets += item.bytes;
        sum.time += processor ? processor->GetCost(item) : Time(0);
    }
}

Time
TlsCostTable::GetTime(uint32_t side, bool isAsymmetric) const
{
    Time total(0);
    for (const auto& [key, sum] : m_sides[side].sums)
    {
        total += std::get<0>(key) != isAsymmetric ? sum.time : Time(0);
    }
    return total;
}

void
TlsCostTable::Print(std::ostream& os) const
{
    os << std::left << std::setw(8) << "node" << std::setw(14) << "operation" << std::setw(14)
       << "algorithm" << std::right << std::setw(6) << "bits" << std::setw(8) << "calls"
       << std::setw(10) << "octets" << std::setw(12) << "time us"
       << "\n";
    for (uint32_t i = 0; i < m_sides.size(); ++i)
    {
        for (const auto& [key, sum] : m_sides[i].sums)
        {
            const auto& [isSymmetric, operation, algorithm, bits] = key;
            os << std::left << std::setw(8) << m_sides[i].name << std::setw(14)
               << tls::ToString(operation) << std::setw(14) << tls::ToString(algorithm)
               << std::right << std::setw(6) << (bits > 0 ? std::to_string(bits) : "")
               << std::setw(8) << sum.calls << std::setw(10)
               << (sum.octets > 0 ? std::to_string(sum.octets) : "") << std::setw(12)
               << Microseconds(sum.time) << "\n";
        }
        for (const bool isAsymmetric : {true, false})
        {
            os << std::left << std::setw(8) << m_sides[i].name << std::setw(52)
               << (isAsymmetric ? "all asymmetric" : "all symmetric") << std::right << std::setw(12)
               << Microseconds(GetTime(i, isAsymmetric)) << "\n";
        }
    }
}

} // namespace ns3
