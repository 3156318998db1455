/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_CALIBRATOR_H
#define CRYPTO_CALIBRATOR_H

#include "ns3/crypto-meter.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-system-random-source.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Measures what primitives cost on this machine, with the module's own provider, and writes it as
 * the lines of a calibration (see CryptoCalibration).
 *
 * Times are the processor's, not the wall clock's, so that other programs disturb them little. A
 * cost is the median of several batches; its spread is half the distance of the quartiles,
 * relative to the median. What depends on the length of its input is measured with 16 and with
 * 16,384 octets: the difference gives the cost of an octet, the rest is that of a call.
 */
class CryptoCalibrator
{
  public:
    /// Called with each line when it is measured.
    using LineCallback = std::function<void(const std::string& line)>;

    /**
     * @param seconds of processor time that a measurement takes at least, above 0
     * @param onLine called with each line
     */
    CryptoCalibrator(double seconds, LineCallback onLine);

    /// Measures everything.
    void Run();

    /// Measures hashes and keyed hashes, and compression.
    void MeasureHashes();
    /// Measures ciphers and random octets.
    void MeasureCiphers();
    /// Measures the exchange of keys.
    void MeasureGroups();
    /// Measures signatures, and encryption with RSA.
    void MeasureKeys();

  private:
    /// What a batch took, per call.
    struct Sample
    {
        double median; //!< nanoseconds
        double spread; //!< half the distance of the quartiles, relative to the median
    };

    Sample Measure(const std::function<void()>& primitive) const;
    void MeasureCalls(const tls::CryptoWorkItem& item, const std::function<void()>& primitive);
    void MeasureOctets(const tls::CryptoWorkItem& item,
                       const std::function<void(tls::ByteView)>& primitive);
    void Write(const tls::CryptoWorkItem& item, double perCall, double perByte, double spread);
    void MeasureBlockCipher(tls::CipherAlgorithm cipher,
                            tls::CryptoAlgorithm algorithm,
                            uint16_t bits);
    void MeasureKey(const std::string& spec);

    double m_seconds;                 //!< of processor time a measurement
    LineCallback m_onLine;            //!< called with each line
    tls::CryptoMeter m_meter;         //!< counts what nobody asks
    tls::CryptoppProvider m_provider; //!< what is measured
    tls::SystemRandomSource m_random; //!< as a host has it
    tls::Bytes m_octets;              //!< an input
};

} // namespace ns3

#endif /* CRYPTO_CALIBRATOR_H */
