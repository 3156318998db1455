/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_KEY_EXCHANGE_H
#define TLS_SERVER_KEY_EXCHANGE_H

#include "tls-key-agreement.h"

#include "ns3/tls-key-exchange-messages.h"

namespace ns3
{
namespace tls
{

/**
 * Sign the server's share (RFC 5246, 7.4.3).
 * @param context of the handshake, with the server's key
 * @param params the share as it goes on the wire
 * @param signature made with the algorithm of the context, or with the only one of the version
 * @return an alert when the key cannot sign so
 */
std::optional<TlsAlert> SignServerParams(TlsKeyAgreementContext& context,
                                         ByteView params,
                                         TlsDigitallySigned& signature);

/**
 * Check the signature of the server's share and note the step (RFC 5246, 7.4.3).
 * @param context of the handshake, with the key of the server's certificate
 * @param params the share as it came off the wire
 * @param signature what came with it
 * @return an alert when the algorithm was not offered or the signature is wrong
 */
std::optional<TlsAlert> CheckServerParams(TlsKeyAgreementContext& context,
                                          ByteView params,
                                          const TlsDigitallySigned& signature);

/**
 * At the server: sign the share, unless the suite is an anonymous one.
 * @tparam Params what the server contributes
 * @param context of the handshake
 * @param params the share
 * @param body of the Server Key Exchange
 * @return an alert when the key cannot sign it
 */
template <typename Params>
std::optional<TlsAlert>
WriteServerKeyExchange(TlsKeyAgreementContext& context, const Params& params, Bytes& body)
{
    TlsServerKeyExchange<Params> message{params, {}};
    if (context.suite.authentication != TlsAuthentication::NONE)
    {
        ByteWriter share;
        Serialize(params, share);
        if (auto alert = SignServerParams(context, share.View(), message.digitallySigned))
        {
            return alert;
        }
    }
    ByteWriter writer;
    Serialize(message, context.traits, context.suite, writer);
    body = writer.Take();
    return std::nullopt;
}

/**
 * At the client: take the message apart, without a look at the share or its signature.
 * @tparam Params what the server contributes
 * @param context of the handshake
 * @param body of the Server Key Exchange
 * @param message what was read
 * @return an alert when it is malformed
 */
template <typename Params>
std::optional<TlsAlert>
ParseServerKeyExchange(const TlsKeyAgreementContext& context,
                       ByteView body,
                       TlsServerKeyExchange<Params>& message)
{
    ByteReader reader(body);
    if (!Parse(reader, context.traits, context.suite, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Server Key Exchange is malformed"};
    }
    return std::nullopt;
}

/**
 * At the client: check the signature, unless the suite is an anonymous one.
 * @tparam Params what the server contributes
 * @param context of the handshake
 * @param message from ParseServerKeyExchange()
 * @return an alert when the share is not authentic
 */
template <typename Params>
std::optional<TlsAlert>
CheckServerKeyExchange(TlsKeyAgreementContext& context, const TlsServerKeyExchange<Params>& message)
{
    if (context.suite.authentication == TlsAuthentication::NONE)
    {
        return std::nullopt;
    }
    ByteWriter share;
    Serialize(message.params, share);
    return CheckServerParams(context, share.View(), message.digitallySigned);
}

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_KEY_EXCHANGE_H */
