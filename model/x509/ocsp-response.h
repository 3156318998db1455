/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OCSP_RESPONSE_H
#define OCSP_RESPONSE_H

#include "x509-certificate.h"

#include "ns3/crypto-provider.h"
#include "ns3/crypto-types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a responder says about a certificate (RFC 6960, 2.2).
enum class OcspCertStatus : uint8_t
{
    GOOD,    //!< not revoked
    REVOKED, //!< revoked, for good or for a time
    UNKNOWN  //!< the responder does not know it
};

/// What a responder says about one certificate (RFC 6960, 4.2.1).
struct OcspSingleResponse
{
    HashAlgorithm hash{HashAlgorithm::NONE}; //!< of the next two; NONE when it is not supported
    Bytes issuerNameHash;                    //!< of the issuer's name in DER
    Bytes issuerKeyHash;                     //!< of the issuer's subjectPublicKey
    Bytes serial;                            //!< content octets of the serial number
    OcspCertStatus status{OcspCertStatus::UNKNOWN}; //!< what is said
    int64_t thisUpdate{0};                          //!< when that was so, seconds since 1970 UTC
    std::optional<int64_t> nextUpdate;              //!< until when it holds; nothing: not said
};

/// A BasicOCSPResponse (RFC 6960, 4.2.1), taken apart.
struct OcspResponse
{
    uint8_t responseStatus{0}; //!< 0: successful; otherwise the members below are empty
    Bytes tbs;                 //!< ResponseData, what the signature covers
    Bytes responderName;       //!< Name in DER of who signed, or empty
    Bytes responderKeyHash;    //!< SHA-1 of the key of who signed, or empty
    int64_t producedAt{0};     //!< seconds since 1970-01-01 UTC
    std::vector<OcspSingleResponse> responses; //!< one or more
    bool hasUnknownCriticalExtension{false};   //!< an extension that must not be ignored
    SignatureScheme signatureScheme{SignatureScheme::NONE}; //!< NONE when it is not supported
    Bytes signature;                                        //!< over tbs
    std::vector<Bytes> certificates; //!< in DER, those that help to verify the signature
};

/**
 * Take a response apart. DER is demanded, not BER.
 *
 * @param der an OCSPResponse of at most 2^16 octets, with at most 64 statuses and 8 certificates
 * @return the parts; nothing when it is malformed
 */
std::optional<OcspResponse> ParseOcspResponse(ByteView der);

/// What became of the check of a response.
enum class OcspOutcome : uint8_t
{
    GOOD,                   //!< the certificate is not revoked
    REVOKED,                //!< it is
    UNKNOWN,                //!< the responder does not know it
    MALFORMED,              //!< not parsed
    UNSUCCESSFUL,           //!< the responder gave no answer (RFC 6960, 4.2.1, OCSPResponseStatus)
    UNSUPPORTED,            //!< signature algorithm or critical extension that is not known
    OTHER_CERTIFICATE,      //!< it is not about this certificate
    UNAUTHORIZED_RESPONDER, //!< neither the issuer nor one that it has delegated
    BAD_SIGNATURE,          //!< the responder did not sign this
    NOT_YET_VALID,          //!< thisUpdate is to come
    EXPIRED                 //!< nextUpdate has passed
};

/**
 * @param outcome an outcome
 * @return its name, as "bad-signature"
 */
const char* ToString(OcspOutcome outcome);

/// Outcome of a check.
struct OcspResult
{
    OcspOutcome outcome{OcspOutcome::GOOD}; //!< GOOD, or the first thing found wrong
    std::string reason;                     //!< one sentence; empty when GOOD
};

/**
 * Check what a server stapled (RFC 6960, 3.2). Who may answer is the issuer itself or one whose
 * certificate the issuer has signed for that purpose (RFC 6960, 4.2.2.2).
 *
 * @param der an OCSPResponse as it came off the wire
 * @param certificate the server's own
 * @param issuer who issued that (see X509Verifier::FindIssuer())
 * @param now date of the check in seconds since 1970-01-01 UTC
 * @param provider what hashes and verifies
 * @return GOOD or the first thing found wrong
 */
OcspResult VerifyOcspResponse(ByteView der,
                              const X509Certificate& certificate,
                              const X509Certificate& issuer,
                              int64_t now,
                              CryptoProvider& provider);

} // namespace tls
} // namespace ns3

#endif /* OCSP_RESPONSE_H */
