/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_COST_MODEL_H
#define CRYPTO_COST_MODEL_H

#include "ns3/crypto-meter.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <istream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * What a node's processor needs for a primitive: a calibration.
 *
 * A calibration is a text of lines `operation algorithm bits per-call-ns per-byte-ns`, with
 * the names that tls::ToString() gives to operations and algorithms, bits 0 where there is one
 * size, and costs as decimal numbers of nanoseconds from 0 to 1e15. Empty lines and what
 * follows a `#` are ignored. `connection` and `message`, with algorithm `none`, are what a
 * connection and a handshake message cost a host beside cryptography.
 *
 * What the table lacks follows these rules, in this order:
 * - A size that is not there is scaled from the nearest size of the same operation and
 *   algorithm (the larger of two equally near ones), with r = bits / nearest bits: private-key
 *   operations (sign, rsa-decrypt, generate-key and agree) by r^3, public-key ones (verify,
 *   rsa-encrypt) by r^2 for RSA and by r^3 for the others; symmetric ones are not scaled.
 * - An inverse stands for its counterpart: decrypt and encrypt, open and seal, sign and
 *   rsa-decrypt, verify and rsa-encrypt.
 * - Anything else costs nothing.
 */
class CryptoCostModel : public Object
{
  public:
    /// @return the type: attribute `Calibration`
    static TypeId GetTypeId();

    /// A model in which everything is free.
    CryptoCostModel();
    ~CryptoCostModel() override;

    /**
     * @param item a primitive
     * @return processor time that it takes, in whole nanoseconds
     */
    Time GetCost(const tls::CryptoWorkItem& item) const;

    /// @return true when everything costs nothing
    bool IsZero() const;

    /**
     * Take the costs from a built-in calibration or from a file; aborts with a sentence when
     * there is none (see Load() for asking first).
     * @param calibration a name of GetCalibrationNames(), or the path of a file
     */
    void SetCalibration(std::string calibration);
    /// @return the name or path that was set
    std::string GetCalibration() const;

    /**
     * @param calibration a name of GetCalibrationNames(), or the path of a file
     * @return empty when its costs are in force, else a sentence with file, line and reason;
     *         the costs are then what they were
     */
    std::string Load(const std::string& calibration);

    /**
     * @param input text of a calibration
     * @param name what to call it in an error
     * @return as Load()
     */
    std::string Read(std::istream& input, const std::string& name);

    /// @return names of the built-in calibrations, in alphabetical order
    static std::vector<std::string> GetCalibrationNames();

  private:
    /// Cost of a primitive.
    struct Cost
    {
        double perCall; //!< nanoseconds
        double perByte; //!< nanoseconds an octet
    };

    /// Costs by size in bits.
    using Sizes = std::map<uint16_t, Cost>;
    /// Operation and algorithm.
    using Key = std::pair<tls::CryptoOperation, tls::CryptoAlgorithm>;

    const Sizes* Find(tls::CryptoOperation operation, tls::CryptoAlgorithm algorithm) const;
    static std::string ReadLine(const std::string& line, std::map<Key, Sizes>& table);

    std::string m_name;           //!< name or path
    std::map<Key, Sizes> m_table; //!< the calibration
};

} // namespace ns3

#endif /* CRYPTO_COST_MODEL_H */
