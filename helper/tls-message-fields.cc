/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-message-fields.h"

#include "tls-certificate-fields.h"
#include "tls-extension-fields.h"
#include "tls-field-text.h"

#include "ns3/byte-reader.h"
#include "ns3/tls-alert.h"
#include "ns3/tls-heartbeat-message.h"
#include "ns3/tls-hello-13.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-key-exchange-messages.h"
#include "ns3/tls-messages-12.h"
#include "ns3/x509-name.h"

#include <algorithm>
#include <iterator>

namespace ns3
{

namespace
{

using Text = TlsFieldText;
using tls::ByteReader;
using tls::ByteView;
using tls::TlsHandshakeType;
using Place = tls::TlsExtensionPlace;

/// Octets before the body of a handshake message (RFC 5246, 7.4).
constexpr size_t HEADER = 4;

/// @param id code point of a suite @return its name and code point
std::string
SuiteText(uint16_t id)
{
    const auto* suite = tls::FindCipherSuite(id);
    const std::string name = suite ? suite->ianaName
                             : id == tls::TLS_EMPTY_RENEGOTIATION_INFO_SCSV
                                 ? "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"
                             : id == tls::TLS_FALLBACK_SCSV ? "TLS_FALLBACK_SCSV"
                                                            : "unknown";
    return Text::Named(name, id, 4);
}

/// @param method of compression @return its name and code point
std::string
CompressionText(uint8_t method)
{
    return Text::Named(method == tls::TLS_COMPRESSION_NULL      ? "null"
                       : method == tls::TLS_COMPRESSION_DEFLATE ? "DEFLATE"
                                                                : "unknown",
                       method,
                       2);
}

/// @param signature inside a message @return what it says
TlsField
SignatureField(const tls::TlsDigitallySigned& signature)
{
    TlsField field{"signature"};
    if (signature.scheme != tls::SignatureScheme::NONE)
    {
        field.inner.push_back({"algorithm", TlsExtensionFields::SchemeText(signature.scheme)});
    }
    field.inner.push_back({"length", Text::Octets(signature.signature.size())});
    field.inner.push_back(Text::Opaque("value", signature.signature));
    return field;
}

/// @param params a share of ECDHE @return what it says
TlsField
ShareField(const tls::TlsServerEcdhParams& params)
{
    return {"ServerECDHParams",
            "",
            {{"curve_type", "named_curve (3)"},
             {"namedcurve", TlsExtensionFields::GroupText(params.group)},
             Text::Opaque("public", params.point)}};
}

/// @param params a share of DHE @return what it says
TlsField
ShareField(const tls::TlsServerDhParams& params)
{
    return {"ServerDHParams",
            std::to_string(8 * params.group.p.size()) + " bits",
            {Text::Opaque("dh_p", params.group.p),
             Text::Opaque("dh_g", params.group.g),
             Text::Opaque("dh_Ys", params.Ys)}};
}

/// @param params a temporary key @return what it says
TlsField
ShareField(const tls::TlsServerRsaParams& params)
{
    return {"ServerRSAParams",
            std::to_string(8 * params.numbers.modulus.size()) + " bits",
            {Text::Opaque("rsa_modulus", params.numbers.modulus),
             Text::Opaque("rsa_exponent", params.numbers.exponent)}};
}

/// Decodes a Server Key Exchange with one kind of share.
template <typename Params>
bool
DecodeShare(ByteView body,
            const tls::TlsVersionTraits& traits,
            const tls::TlsCipherSuite& suite,
            TlsFields& fields)
{
    tls::TlsServerKeyExchange<Params> message;
    ByteReader reader(body);
    if (!Parse(reader, traits, suite, message))
    {
        return false;
    }
    fields.push_back(ShareField(message.params));
    if (suite.authentication != tls::TlsAuthentication::NONE)
    {
        fields.push_back(SignatureField(message.digitallySigned));
    }
    return true;
}

/// @param body of a Server Hello @return whether it is a Hello Retry Request
bool
IsRetry(ByteView body)
{
    tls::TlsServerHello hello;
    ByteReader reader(body);
    return Parse(reader, hello) && IsHelloRetryRequest(hello);
}

/// @param type asked for in a Certificate Request @return its name in the RFC
const char*
CertificateTypeText(tls::TlsClientCertificateType type)
{
    switch (type)
    {
    case tls::TlsClientCertificateType::RSA_SIGN:
        return "rsa_sign";
    case tls::TlsClientCertificateType::DSS_SIGN:
        return "dss_sign";
    case tls::TlsClientCertificateType::RSA_FIXED_DH:
        return "rsa_fixed_dh";
    case tls::TlsClientCertificateType::DSS_FIXED_DH:
        return "dss_fixed_dh";
    case tls::TlsClientCertificateType::ECDSA_SIGN:
        return "ecdsa_sign";
    case tls::TlsClientCertificateType::RSA_FIXED_ECDH:
        return "rsa_fixed_ecdh";
    case tls::TlsClientCertificateType::ECDSA_FIXED_ECDH:
        return "ecdsa_fixed_ecdh";
    }
    return "unknown";
}

} // namespace

struct TlsMessageFields::Row
{
    TlsHandshakeType type;                                              //!< in the header
    bool (TlsMessageFields::*decode)(ByteView body, TlsFields& fields); //!< what reads the body
};

TlsMessageFields::Message
TlsMessageFields::OfHandshake(ByteView message)
{
    static constexpr Row ROWS[] = {
        {TlsHandshakeType::HELLO_REQUEST, &TlsMessageFields::Empty},
        {TlsHandshakeType::CLIENT_HELLO, &TlsMessageFields::ClientHello},
        {TlsHandshakeType::SERVER_HELLO, &TlsMessageFields::ServerHello},
        {TlsHandshakeType::NEW_SESSION_TICKET, &TlsMessageFields::NewSessionTicket},
        {TlsHandshakeType::CERTIFICATE, &TlsMessageFields::Certificate},
        {TlsHandshakeType::SERVER_KEY_EXCHANGE, &TlsMessageFields::ServerKeyExchange},
        {TlsHandshakeType::CERTIFICATE_REQUEST, &TlsMessageFields::CertificateRequest},
        {TlsHandshakeType::SERVER_HELLO_DONE, &TlsMessageFields::Empty},
        {TlsHandshakeType::CERTIFICATE_VERIFY, &TlsMessageFields::CertificateVerify},
        {TlsHandshakeType::CLIENT_KEY_EXCHANGE, &TlsMessageFields::ClientKeyExchange},
        {TlsHandshakeType::FINISHED, &TlsMessageFields::Finished},
        {TlsHandshakeType::CERTIFICATE_STATUS, &TlsMessageFields::CertificateStatus},
        {TlsHandshakeType::NEXT_PROTOCOL, &TlsMessageFields::NextProtocol},
    };
    // What TLS 1.3 has more, and what it does otherwise.
    static constexpr Row ROWS_13[] = {
        {TlsHandshakeType::NEW_SESSION_TICKET, &TlsMessageFields::NewSessionTicket13},
        {TlsHandshakeType::END_OF_EARLY_DATA, &TlsMessageFields::Empty},
        {TlsHandshakeType::ENCRYPTED_EXTENSIONS, &TlsMessageFields::EncryptedExtensions},
        {TlsHandshakeType::CERTIFICATE, &TlsMessageFields::Certificate13},
        {TlsHandshakeType::CERTIFICATE_REQUEST, &TlsMessageFields::CertificateRequest13},
        {TlsHandshakeType::CERTIFICATE_VERIFY, &TlsMessageFields::CertificateVerify13},
        {TlsHandshakeType::KEY_UPDATE, &TlsMessageFields::KeyUpdate},
    };
    ByteReader reader(message);
    const uint8_t number = reader.U8();
    const uint32_t length = reader.U24();
    const auto type = static_cast<TlsHandshakeType>(number);
    const ByteView body = message.Sub(HEADER);
    Message result{ToString(type), {}};
    result.fields = {{"msg_type", Text::Named(result.name, number, 2)},
                     {"length", Text::Octets(length)}};
    const auto isWanted = [type](const Row& row) { return row.type == type; };
    const Row* row = std::find_if(std::begin(ROWS_13), std::end(ROWS_13), isWanted);
    if (!m_is13 || row == std::end(ROWS_13))
    {
        row = std::find_if(std::begin(ROWS), std::end(ROWS), isWanted);
    }
    TlsFields fields;
    const bool isKnown = row != std::end(ROWS) && (this->*row->decode)(body, fields);
    if (!isKnown)
    {
        fields = {Text::Opaque("body", body)};
    }
    result.fields.insert(result.fields.end(), fields.begin(), fields.end());
    const bool isRetry = type == TlsHandshakeType::SERVER_HELLO && IsRetry(body);
    result.name = isRetry ? ToString(TlsHandshakeType::HELLO_RETRY_REQUEST) : result.name;
    return result;
}

bool
TlsMessageFields::ClientHello(ByteView body, TlsFields& fields)
{
    tls::TlsClientHello hello;
    ByteReader reader(body);
    if (!Parse(reader, hello))
    {
        return false;
    }
    TlsField suites{"cipher_suites", std::to_string(hello.cipherSuites.size()) + " suites"};
    for (const uint16_t id : hello.cipherSuites)
    {
        suites.inner.push_back({"suite", SuiteText(id)});
    }
    TlsField methods{"compression_methods"};
    for (const uint8_t method : hello.compressionMethods)
    {
        methods.inner.push_back({"method", CompressionText(method)});
    }
    fields = {{"client_version", TlsExtensionFields::VersionText(hello.clientVersion)},
              Text::Opaque("random", hello.random),
              Text::Opaque("session_id", hello.sessionId),
              suites,
              methods,
              TlsExtensionFields::Of(hello.extensions, Place::CLIENT_HELLO)};
    return true;
}

bool
TlsMessageFields::ServerHello(ByteView body, TlsFields& fields)
{
    tls::TlsServerHello hello;
    ByteReader reader(body);
    if (!Parse(reader, hello))
    {
        return false;
    }
    m_traits = tls::FindVersionTraits(static_cast<tls::TlsVersion>(hello.serverVersion));
    m_suite = tls::FindCipherSuite(hello.cipherSuite);
    m_is13 = hello.extensions.Find(tls::TlsExtensionType::SUPPORTED_VERSIONS) != nullptr;
    TakeAlpn(hello.extensions);
    const Place place =
        IsHelloRetryRequest(hello) ? Place::HELLO_RETRY_REQUEST : Place::SERVER_HELLO;
    fields = {{"server_version", TlsExtensionFields::VersionText(hello.serverVersion)},
              Text::Opaque("random", hello.random),
              Text::Opaque("session_id", hello.sessionId),
              {"cipher_suite", SuiteText(hello.cipherSuite)},
              {"compression_method", CompressionText(hello.compressionMethod)},
              TlsExtensionFields::Of(hello.extensions, place)};
    return true;
}

void
TlsMessageFields::TakeAlpn(const tls::TlsExtensionList& extensions)
{
    if (const auto* alpn = extensions.Find(tls::TlsExtensionType::ALPN))
    {
        const auto names = tls::DecodeAlpn(*alpn);
        m_protocol = names ? names->front() : "";
    }
}

bool
TlsMessageFields::Certificate(ByteView body, TlsFields& fields)
{
    tls::TlsCertificateMessage message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    TlsField list{"certificate_list", std::to_string(message.certificates.size())};
    for (const auto& der : message.certificates)
    {
        list.inner.push_back(TlsCertificateFields::OfCertificate(der, list.inner.size() + 1));
    }
    fields = {list};
    return true;
}

bool
TlsMessageFields::CertificateStatus(ByteView body, TlsFields& fields)
{
    fields = {{"status_type", "ocsp (1)"}, TlsCertificateFields::OfStatus(body)};
    return true;
}

bool
TlsMessageFields::ServerKeyExchange(ByteView body, TlsFields& fields)
{
    if (!m_traits || !m_suite)
    {
        return false;
    }
    switch (m_suite->keyExchange)
    {
    case tls::TlsKeyExchange::ECDHE:
        return DecodeShare<tls::TlsServerEcdhParams>(body, *m_traits, *m_suite, fields);
    case tls::TlsKeyExchange::DHE:
        return DecodeShare<tls::TlsServerDhParams>(body, *m_traits, *m_suite, fields);
    case tls::TlsKeyExchange::RSA:
        return DecodeShare<tls::TlsServerRsaParams>(body, *m_traits, *m_suite, fields);
    case tls::TlsKeyExchange::DH:
    case tls::TlsKeyExchange::ECDH:
    case tls::TlsKeyExchange::SRP:
    case tls::TlsKeyExchange::ANY:
        break;
    }
    return false;
}

bool
TlsMessageFields::CertificateRequest(ByteView body, TlsFields& fields)
{
    tls::TlsCertificateRequest message;
    ByteReader reader(body);
    if (!m_traits || !Parse(reader, *m_traits, message))
    {
        return false;
    }
    TlsField types{"certificate_types"};
    for (const auto type : message.certificateTypes)
    {
        types.inner.push_back(
            {"type", Text::Named(CertificateTypeText(type), static_cast<uint8_t>(type), 2)});
    }
    TlsField authorities{"certificate_authorities",
                         std::to_string(message.certificateAuthorities.size())};
    for (const auto& der : message.certificateAuthorities)
    {
        tls::X509Name name;
        authorities.inner.push_back(
            {"name", ParseX509Name(der, name) ? name.ToString() : Text::Bytes(der)});
    }
    fields = {types};
    if (!message.signatureSchemes.empty())
    {
        fields.push_back(TlsExtensionFields::SchemeList(message.signatureSchemes));
    }
    fields.push_back(authorities);
    return true;
}

bool
TlsMessageFields::CertificateVerify(ByteView body, TlsFields& fields)
{
    tls::TlsCertificateVerify message;
    ByteReader reader(body);
    if (!m_traits || !Parse(reader, *m_traits, message))
    {
        return false;
    }
    fields = {SignatureField(message.digitallySigned)};
    return true;
}

bool
TlsMessageFields::ClientKeyExchange(ByteView body, TlsFields& fields)
{
    if (!m_traits || !m_suite)
    {
        return false;
    }
    ByteReader reader(body);
    switch (m_suite->keyExchange)
    {
    case tls::TlsKeyExchange::ECDHE:
    case tls::TlsKeyExchange::ECDH: {
        tls::TlsClientKeyExchangeEcdh message;
        const bool isGood = Parse(reader, message);
        fields = {Text::Opaque("ecdh_Yc", message.point)};
        return isGood;
    }
    case tls::TlsKeyExchange::DHE:
    case tls::TlsKeyExchange::DH: {
        tls::TlsClientKeyExchangeDh message;
        const bool isGood = Parse(reader, message);
        fields = {Text::Opaque("dh_Yc", message.Yc)};
        return isGood;
    }
    case tls::TlsKeyExchange::RSA: {
        tls::TlsClientKeyExchangeRsa message;
        const bool isGood = Parse(reader, *m_traits, message);
        fields = {Text::Opaque("encrypted_pre_master_secret", message.encryptedPremaster)};
        return isGood;
    }
    case tls::TlsKeyExchange::SRP:
    case tls::TlsKeyExchange::ANY:
        break;
    }
    return false;
}

bool
TlsMessageFields::NewSessionTicket(ByteView body, TlsFields& fields)
{
    tls::TlsNewSessionTicket message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    fields = {{"ticket_lifetime_hint", std::to_string(message.lifetimeHint) + " s"},
              Text::Opaque("ticket", message.ticket)};
    return true;
}

bool
TlsMessageFields::NextProtocol(ByteView body, TlsFields& fields)
{
    tls::TlsNextProtocol message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    m_protocol = message.selectedProtocol;
    fields = {{"selected_protocol", Text::Printable(wire::ToBytes(m_protocol))}};
    return true;
}

bool
TlsMessageFields::Finished(ByteView body, TlsFields& fields)
{
    tls::TlsFinished message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    fields = {Text::Opaque("verify_data", message.verifyData)};
    return true;
}

bool
TlsMessageFields::Empty(ByteView body, TlsFields& /* fields */)
{
    return body.IsEmpty();
}

TlsMessageFields::Message
TlsMessageFields::OfAlert(ByteView fragment)
{
    ByteReader reader(fragment);
    const uint8_t level = reader.U8();
    const uint8_t number = reader.U8();
    const auto description = static_cast<tls::TlsAlertDescription>(number);
    const std::string word = level == static_cast<uint8_t>(tls::TlsAlertLevel::WARNING) ? "warning"
                             : level == static_cast<uint8_t>(tls::TlsAlertLevel::FATAL) ? "fatal"
                                                                                        : "unknown";
    const bool isClose = description == tls::TlsAlertDescription::CLOSE_NOTIFY;
    return {isClose ? "close_notify" : std::string("Alert: ") + ToString(description),
            {{"level", Text::Named(word, level, 2)},
             {"description", Text::Named(ToString(description), number, 2)}}};
}

TlsMessageFields::Message
TlsMessageFields::OfHeartbeat(ByteView fragment)
{
    tls::TlsHeartbeatMessage message;
    ByteReader reader(fragment);
    if (!Parse(reader, message))
    {
        return {"Heartbeat", {Text::Opaque("malformed", fragment)}};
    }
    const bool isRequest = message.type == tls::TlsHeartbeatType::REQUEST;
    return {isRequest ? "Heartbeat request" : "Heartbeat response",
            {{"type",
              Text::Named(isRequest ? "heartbeat_request" : "heartbeat_response",
                          static_cast<uint8_t>(message.type),
                          2)},
             Text::Opaque("payload", message.payload),
             Text::Opaque("padding", message.padding)}};
}

const std::string&
TlsMessageFields::GetProtocol() const
{
    return m_protocol;
}

} // namespace ns3
