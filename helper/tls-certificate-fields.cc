/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-certificate-fields.h"

#include "tls-field-text.h"

#include "ns3/byte-reader.h"
#include "ns3/calendar-time.h"
#include "ns3/crypto-meter.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/ocsp-response.h"
#include "ns3/tls-messages-12.h"
#include "ns3/x509-certificate.h"

#include <utility>

namespace ns3
{

namespace
{

using Text = TlsFieldText;

/// @param key a public key, possibly null @return kind and size
std::string
KeyText(const tls::PublicKeyPtr& key)
{
    if (!key)
    {
        return "of an unsupported kind";
    }
    const std::string curve =
        key->group == tls::NamedGroup::NONE ? "" : std::string(", ") + ToString(key->group);
    return ToString(key->type) + std::string(", ") + std::to_string(key->bits) + " bits" + curve;
}

/// @param bits of X509KeyUsage @return their names
std::string
UsageText(uint16_t bits)
{
    constexpr std::pair<uint16_t, const char*> NAMES[] = {
        {tls::X509KeyUsage::DIGITAL_SIGNATURE, "digitalSignature"},
        {tls::X509KeyUsage::KEY_ENCIPHERMENT, "keyEncipherment"},
        {tls::X509KeyUsage::KEY_AGREEMENT, "keyAgreement"},
        {tls::X509KeyUsage::KEY_CERT_SIGN, "keyCertSign"},
        {tls::X509KeyUsage::CRL_SIGN, "cRLSign"}};
    std::string text;
    for (const auto& [bit, name] : NAMES)
    {
        if (bits & bit)
        {
            text += (text.empty() ? "" : ", ") + std::string(name);
        }
    }
    return text;
}

/// @param certificate taken apart @return what its extensions say
TlsFields
ExtensionFields(const tls::X509Certificate& certificate)
{
    TlsFields fields;
    if (certificate.isCa)
    {
        fields.push_back({"basicConstraints",
                          "CA" + (certificate.pathLength
                                      ? ", path length " + std::to_string(*certificate.pathLength)
                                      : "")});
    }
    if (certificate.keyUsage)
    {
        fields.push_back({"keyUsage", UsageText(*certificate.keyUsage)});
    }
    for (const std::string& oid : certificate.extendedKeyUsage)
    {
        fields.push_back({"extendedKeyUsage", oid});
    }
    for (const std::string& name : certificate.dnsNames)
    {
        fields.push_back({"subjectAltName", "DNS " + Text::Printable(wire::ToBytes(name))});
    }
    for (const wire::Bytes& address : certificate.ipAddresses)
    {
        fields.push_back({"subjectAltName", "IP " + wire::ToHex(address)});
    }
    if (!certificate.subjectKeyId.empty())
    {
        fields.push_back(Text::Opaque("subjectKeyIdentifier", certificate.subjectKeyId));
    }
    if (!certificate.authorityKeyId.empty())
    {
        fields.push_back(Text::Opaque("authorityKeyIdentifier", certificate.authorityKeyId));
    }
    return fields;
}

/// @param status of a certificate @return its word in RFC 6960
const char*
StatusText(tls::OcspCertStatus status)
{
    switch (status)
    {
    case tls::OcspCertStatus::GOOD:
        return "good";
    case tls::OcspCertStatus::REVOKED:
        return "revoked";
    case tls::OcspCertStatus::UNKNOWN:
        break;
    }
    return "unknown";
}

} // namespace

TlsField
TlsCertificateFields::OfCertificate(wire::ByteView der, size_t number)
{
    const std::string name = "certificate " + std::to_string(number);
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    const auto certificate = tls::ParseX509Certificate(der, provider);
    if (!certificate)
    {
        return {name, "malformed, " + Text::Octets(der.Size())};
    }
    TlsField field{name, certificate->subject.ToString()};
    field.inner = {{"length", Text::Octets(der.Size())},
                   {"serialNumber", wire::ToHex(certificate->serial)},
                   {"signature", ToString(certificate->signatureScheme)},
                   {"issuer", certificate->issuer.ToString()},
                   {"notBefore", tls::FormatCalendarTime(certificate->notBefore)},
                   {"notAfter", tls::FormatCalendarTime(certificate->notAfter)},
                   {"subject", certificate->subject.ToString()},
                   {"subjectPublicKeyInfo", KeyText(certificate->publicKey)},
                   {"extensions", "", ExtensionFields(*certificate)},
                   Text::Opaque("signatureValue", certificate->signature)};
    return field;
}

TlsField
TlsCertificateFields::OfStatus(wire::ByteView body)
{
    TlsField field{"OCSPResponse", Text::Octets(body.Size())};
    tls::TlsCertificateStatus message;
    tls::ByteReader reader(body);
    const bool isOcsp = Parse(reader, message);
    const auto response = tls::ParseOcspResponse(message.ocspResponse);
    if (!isOcsp || !response)
    {
        field.value = "malformed, " + field.value;
        return field;
    }
    field.inner.push_back({"responseStatus",
                           response->responseStatus == 0
                               ? "successful (0)"
                               : std::to_string(response->responseStatus)});
    if (response->responseStatus != 0)
    {
        return field;
    }
    field.inner.push_back({"producedAt", tls::FormatCalendarTime(response->producedAt)});
    for (const auto& single : response->responses)
    {
        TlsField one{"certStatus", StatusText(single.status)};
        one.inner = {{"serialNumber", wire::ToHex(single.serial)},
                     {"thisUpdate", tls::FormatCalendarTime(single.thisUpdate)}};
        if (single.nextUpdate)
        {
            one.inner.push_back({"nextUpdate", tls::FormatCalendarTime(*single.nextUpdate)});
        }
        field.inner.push_back(one);
    }
    field.inner.push_back({"signatureAlgorithm", ToString(response->signatureScheme)});
    field.inner.push_back(Text::Opaque("signature", response->signature));
    return field;
}

} // namespace ns3
