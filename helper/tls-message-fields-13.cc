/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The messages of TLS 1.3.

#include "tls-certificate-fields.h"
#include "tls-extension-fields.h"
#include "tls-field-text.h"
#include "tls-message-fields.h"

#include "ns3/byte-reader.h"
#include "ns3/tls-messages-13.h"

namespace ns3
{

namespace
{

using Text = TlsFieldText;
using tls::ByteReader;
using tls::ByteView;
using Place = tls::TlsExtensionPlace;

} // namespace

bool
TlsMessageFields::EncryptedExtensions(ByteView body, TlsFields& fields)
{
    tls::TlsEncryptedExtensions message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    TakeAlpn(message.extensions);
    fields = {TlsExtensionFields::Of(message.extensions, Place::ENCRYPTED_EXTENSIONS)};
    return true;
}

bool
TlsMessageFields::Certificate13(ByteView body, TlsFields& fields)
{
    tls::TlsCertificate13 message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    TlsField list{"certificate_list", std::to_string(message.entries.size())};
    for (const auto& entry : message.entries)
    {
        TlsField field =
            TlsCertificateFields::OfCertificate(entry.certificate, list.inner.size() + 1);
        if (!entry.extensions.GetAll().empty())
        {
            TlsField more = TlsExtensionFields::Of(entry.extensions, Place::CERTIFICATE);
            more.name = "extensions of the entry";
            field.inner.push_back(more);
        }
        list.inner.push_back(field);
    }
    fields = {Text::Opaque("certificate_request_context", message.requestContext), list};
    return true;
}

bool
TlsMessageFields::CertificateRequest13(ByteView body, TlsFields& fields)
{
    tls::TlsCertificateRequest13 message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    fields = {Text::Opaque("certificate_request_context", message.requestContext),
              TlsExtensionFields::Of(message.extensions, Place::CERTIFICATE_REQUEST)};
    return true;
}

bool
TlsMessageFields::CertificateVerify13(ByteView body, TlsFields& fields)
{
    tls::TlsCertificateVerify13 message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    fields = {{"algorithm", TlsExtensionFields::SchemeText(message.algorithm)},
              {"length", Text::Octets(message.signature.size())},
              Text::Opaque("signature", message.signature)};
    return true;
}

bool
TlsMessageFields::NewSessionTicket13(ByteView body, TlsFields& fields)
{
    tls::TlsNewSessionTicket13 message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    fields = {{"ticket_lifetime", std::to_string(message.ticketLifetime) + " s"},
              {"ticket_age_add", std::to_string(message.ticketAgeAdd)},
              Text::Opaque("ticket_nonce", message.ticketNonce),
              Text::Opaque("ticket", message.ticket),
              TlsExtensionFields::Of(message.extensions, Place::NEW_SESSION_TICKET)};
    return true;
}

bool
TlsMessageFields::KeyUpdate(ByteView body, TlsFields& fields)
{
    tls::TlsKeyUpdate message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return false;
    }
    const auto number = static_cast<uint8_t>(message.requestUpdate);
    const char* name = !IsKnown(message.requestUpdate) ? "unknown"
                       : message.requestUpdate == tls::TlsKeyUpdateRequest::UPDATE_REQUESTED
                           ? "update_requested"
                           : "update_not_requested";
    fields = {{"request_update", Text::Named(name, number, 2)}};
    return true;
}

} // namespace ns3
