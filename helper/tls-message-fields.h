/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_MESSAGE_FIELDS_H
#define TLS_MESSAGE_FIELDS_H

#include "tls-field.h"

#include "ns3/byte-view.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-extension.h"
#include "ns3/tls-version-traits.h"

#include <string>

namespace ns3
{

/**
 * Takes the messages of one TLS connection apart for a reader, with the codecs of the engine. It is
 * given them in the order in which they were sent, since version and suite of the Server Hello say
 * how to read what follows.
 *
 * A row of one table for each message: one more is a small function and a row.
 */
class TlsMessageFields
{
  public:
    /// What a message is and says.
    struct Message
    {
        std::string name; //!< in the words of a sequence diagram
        TlsFields fields; //!< of its header and its body
    };

    /**
     * @param message a handshake message with its header, the next one of the connection
     * @return what it is and says
     */
    Message OfHandshake(wire::ByteView message);
    /**
     * @param fragment of an alert record
     * @return what it is and says
     */
    static Message OfAlert(wire::ByteView fragment);
    /**
     * @param fragment of a heartbeat record
     * @return what it is and says
     */
    static Message OfHeartbeat(wire::ByteView fragment);

    /// @return the application protocol that was agreed on so far, empty: none
    const std::string& GetProtocol() const;

  private:
    /// A handshake message and what decodes its body.
    struct Row;

    // Each decodes the body of one message; the flag is false when it is malformed.
    bool ClientHello(wire::ByteView body, TlsFields& fields);
    bool ServerHello(wire::ByteView body, TlsFields& fields);
    bool Certificate(wire::ByteView body, TlsFields& fields);
    bool CertificateStatus(wire::ByteView body, TlsFields& fields);
    bool ServerKeyExchange(wire::ByteView body, TlsFields& fields);
    bool CertificateRequest(wire::ByteView body, TlsFields& fields);
    bool CertificateVerify(wire::ByteView body, TlsFields& fields);
    bool ClientKeyExchange(wire::ByteView body, TlsFields& fields);
    bool NewSessionTicket(wire::ByteView body, TlsFields& fields);
    bool NextProtocol(wire::ByteView body, TlsFields& fields);
    bool Finished(wire::ByteView body, TlsFields& fields);
    bool Empty(wire::ByteView body, TlsFields& fields);
    bool EncryptedExtensions(wire::ByteView body, TlsFields& fields);
    bool Certificate13(wire::ByteView body, TlsFields& fields);
    bool CertificateRequest13(wire::ByteView body, TlsFields& fields);
    bool CertificateVerify13(wire::ByteView body, TlsFields& fields);
    bool NewSessionTicket13(wire::ByteView body, TlsFields& fields);
    bool KeyUpdate(wire::ByteView body, TlsFields& fields);
    void TakeAlpn(const tls::TlsExtensionList& extensions);

    const tls::TlsVersionTraits* m_traits{nullptr}; //!< of the Server Hello's version
    const tls::TlsCipherSuite* m_suite{nullptr};    //!< the Server Hello's
    bool m_is13{false};                             //!< the Server Hello chose TLS 1.3
    std::string m_protocol;                         //!< agreed on
};

} // namespace ns3

#endif /* TLS_MESSAGE_FIELDS_H */
