/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_COST_TABLE_H
#define TLS_COST_TABLE_H

#include "ns3/crypto-meter.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

namespace ns3
{

class TlsSocket;

/**
 * Counts what the cryptography of nodes' TLS connections cost: calls, octets and processor time
 * of each primitive, and what asymmetric and symmetric ones come to.
 */
class TlsCostTable : public SimpleRefCount<TlsCostTable>
{
  public:
    /**
     * Count what a node's sockets do from now on.
     * @param node has a TlsSocketFactory
     * @param name what the table calls it
     */
    void Watch(Ptr<Node> node, const std::string& name);

    /**
     * @param side number of the node, from 0, in the order of Watch()
     * @param work what one of its connections did
     */
    void Take(uint32_t side, const tls::CryptoWork& work);

    /**
     * @param side number of a node
     * @param isAsymmetric which half
     * @return processor time of all its asymmetric, or all its symmetric, primitives
     */
    Time GetTime(uint32_t side, bool isAsymmetric) const;

    /// @param os where the table goes
    void Print(std::ostream& os) const;

    /**
     * @param operation of a primitive
     * @return true for public-key cryptography
     */
    static bool IsAsymmetric(tls::CryptoOperation operation);

  private:
    /// A primitive: which half, operation, algorithm and bits.
    using Key = std::tuple<bool, tls::CryptoOperation, tls::CryptoAlgorithm, uint16_t>;

    /// What a primitive came to.
    struct Sum
    {
        uint64_t calls{0};  //!< how often it ran
        uint64_t octets{0}; //!< of input
        Time time{0};       //!< of the processor
    };

    /// One node.
    struct Side
    {
        Ptr<Node> node;          //!< which
        std::string name;        //!< what it is called
        std::map<Key, Sum> sums; //!< by primitive
    };

    std::vector<Side> m_sides; //!< in the order of Watch()
};

} // namespace ns3

#endif /* TLS_COST_TABLE_H */
