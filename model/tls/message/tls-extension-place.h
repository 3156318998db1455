/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXTENSION_PLACE_H
#define TLS_EXTENSION_PLACE_H

#include "tls-extension.h"

#include "ns3/tls-alert.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

/// Messages of TLS 1.3 that have extensions (RFC 8446, 4.2).
enum class TlsExtensionPlace : uint8_t
{
    CLIENT_HELLO,         //!< 4.1.2
    SERVER_HELLO,         //!< 4.1.3
    HELLO_RETRY_REQUEST,  //!< 4.1.4
    ENCRYPTED_EXTENSIONS, //!< 4.3.1
    CERTIFICATE,          //!< 4.4.2: one entry of it
    CERTIFICATE_REQUEST,  //!< 4.3.2
    NEW_SESSION_TICKET    //!< 4.6.1
};

/**
 * The table of RFC 8446, 4.2; record_size_limit: RFC 8449, 4; extensions that only earlier versions
 * use: in a Client Hello alone, which may offer these too.
 * @param type an extension
 * @param place a message
 * @return whether the one may stand in the other; true for those without a name here
 */
bool MayStandIn(TlsExtensionType type, TlsExtensionPlace place);

/**
 * Have a message say what it would not say by itself.
 * @param wanted extensions, of which those count that may stand in the message
 * @param place the message
 * @param extensions of the message: one that is there already is replaced
 */
void ApplyExtensions(const std::vector<TlsExtension>& wanted,
                     TlsExtensionPlace place,
                     TlsExtensionList& extensions);

/**
 * What holds for the extensions of every message, whatever they say.
 * @param extensions of the message
 * @param place the message
 * @return illegal_parameter when one stands where it may not, twice, or, being the pre_shared_key
 *         of a Client Hello, not at the end (RFC 8446, 4.2 and 4.2.11)
 */
std::optional<TlsAlert> CheckPlaces(const TlsExtensionList& extensions, TlsExtensionPlace place);

/**
 * @param answers extensions of an answer: Server Hello, Hello Retry Request, Encrypted Extensions
 *        or an entry of a Certificate
 * @param requests extensions of the message that it answers
 * @return unsupported_extension when one was not asked for (RFC 8446, 4.2); a cookie need not be
 */
std::optional<TlsAlert> CheckRequested(const TlsExtensionList& answers,
                                       const TlsExtensionList& requests);

} // namespace tls
} // namespace ns3

#endif /* TLS_EXTENSION_PLACE_H */
