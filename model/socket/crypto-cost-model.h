/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_COST_MODEL_H
#define CRYPTO_COST_MODEL_H

#include "crypto-calibration.h"

#include "ns3/crypto-meter.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <istream>
#include <memory>
#include <string>

namespace ns3
{

/**
 * What a node's processor needs for a primitive, out of a calibration (see CryptoCalibration for
 * how that is written).
 *
 * What the calibration lacks follows these rules, in this order:
 * - A size that is not there is scaled from the nearest size of the same operation and
 *   algorithm (the larger of two equally near ones), with r = bits / nearest bits: private-key
 *   operations (sign, rsa-decrypt, generate-key and agree) by r^3, public-key ones (verify,
 *   rsa-encrypt) by r^2 for RSA and by r^3 for the others; symmetric ones are not scaled.
 * - An inverse stands for its counterpart: decrypt and encrypt, open and seal, sign and
 *   rsa-decrypt, verify and rsa-encrypt.
 * - hash-update costs by the octet what hash costs by the octet, and nothing per call.
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
     * Take the costs from a calibration that the module ships or from a file; aborts with a
     * sentence when there is none (see Load() for asking first).
     * @param calibration a name of CryptoCalibration::GetNames(), or the path of a file
     */
    void SetCalibration(std::string calibration);
    /// @return the name or path that was set
    std::string GetCalibration() const;

    /**
     * @param calibration a name of CryptoCalibration::GetNames(), or the path of a file
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

  private:
    std::shared_ptr<const CryptoCalibration> m_calibration; //!< the costs
};

} // namespace ns3

#endif /* CRYPTO_COST_MODEL_H */
