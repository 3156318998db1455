// SPDX-License-Identifier: GPL-2.0-only

// What a reader may want to know about a part, a step, a message or a frame, by its name.
const WORDS = {
  // Parts of a session
  'TCP Connection Establishment':
    'Before anything secure can be said, the two ends open a TCP connection to the port of the ' +
    'server. It costs one round trip: SYN, SYN+ACK, ACK.',
  'SSL/TLS Initial Cryptographic Parameter Negotiation':
    'The client says what it can do and the server chooses from that: version, cipher suite, ' +
    'compression, extensions. Each contributes a random number. Nothing is encrypted yet.',
  'Certificate Exchange and Encryption Start':
    'The server proves who it is with a chain of certificates, the ends agree on a secret that ' +
    'an eavesdropper cannot know, and both switch to encrypted records.',
  'Encrypted Data Transfer':
    'The keys made from the master secret protect everything from here on. An eavesdropper sees ' +
    'the sizes and times of records, not what they hold.',
  'SSL/TLS Session Release':
    'Each end says close_notify, so that nobody can cut the conversation short unnoticed, and ' +
    'then closes its direction of the TCP connection with a FIN.',

  // Steps
  'client random chosen':
    'The client draws 32 random octets. They go into every key of this connection, so that no ' +
    'recording of an earlier one can be replayed.',
  'server random chosen':
    'The server draws 32 random octets of its own, for the same reason: neither end has to ' +
    'trust the other to be random.',
  'suites compared and chosen':
    'The server holds the client\'s list of cipher suites against its own and takes one that both ' +
    'have. The suite fixes how keys are agreed on, how the server proves itself, and how data is ' +
    'encrypted and authenticated.',
  'session id given':
    'The server names the session. A client that comes back with this name can skip the ' +
    'expensive part of the handshake.',
  'session to be resumed':
    'Both ends still have the secret of an earlier session. They make fresh keys from it, without ' +
    'certificates and without public-key cryptography.',
  'curve and base point chosen':
    'An elliptic curve and a starting point on it are chosen by name. Multiplying the point by a ' +
    'number is quick; finding the number from the result is not feasible. That is what the key ' +
    'exchange rests on.',
  'client private value':
    'The client draws a random number for this key exchange alone. It never leaves the client and ' +
    'is forgotten afterwards.',
  'server private value':
    'The server draws a random number for this key exchange alone. It never leaves the server and ' +
    'is forgotten afterwards.',
  'client public value':
    'The client combines its private number with the public group. The result can be sent openly: ' +
    'it does not give the number away.',
  'server public value':
    'The server combines its private number with the public group. The result can be sent openly: ' +
    'it does not give the number away.',
  'certificate check':
    'The client looks at each certificate of the chain: is it signed by the one above, is it ' +
    'valid today, may it sign others, does it name the host that was asked for?',
  'certificate chain verified':
    'Every check has passed and the chain ends at a root that the client trusts.',
  'signature check':
    'The server\'s share of the key exchange is signed with the key of its certificate. The check ' +
    'shows that the share comes from the server and belongs to this handshake.',
  'shared secret':
    'Each end combines its own private number with the other\'s public value and arrives at the ' +
    'same secret. It was never sent.',
  'master secret':
    'The shared secret and both randoms are stretched to the master secret of 48 octets. It is what ' +
    'a resumed session starts from.',
  'key block':
    'Six secrets are cut from one long pseudo-random string: a MAC key, a cipher key and an ' +
    'initialization vector for each direction. Suites that authenticate while they encrypt need ' +
    'no MAC keys.',
  'secret derived':
    'A step of the key schedule of TLS 1.3: each secret is made from the one before and from all ' +
    'messages so far, so that what follows belongs to this handshake alone.',
  'traffic keys':
    'Key and initialization vector of one direction are expanded from its traffic secret. The ' +
    'handshake, the data and each update have keys of their own.',
  'pre-shared key binder':
    'A check value over the Client Hello, made with the key from an earlier connection: who shows a ' +
    'ticket also has its key.',
  'early data':
    'Data sent under a key from an earlier connection, before the server has answered. It saves a ' +
    'round trip, and someone who recorded it can send it again.',
  'Finished check':
    'The other end\'s Finished is compared with one\'s own result over all handshake messages. If ' +
    'anyone had changed one of them on the way, it would not match.',
  'handshake complete':
    'This end knows that the other has the same keys and saw the same handshake.',
  'user asked about certificate':
    'Something is wrong with the certificate, and the person in front of the browser is asked.',
  'user decided': 'The answer decides whether the handshake goes on.',
  'connection failed': 'The connection ended otherwise than by close_notify both ways.',

  // Messages of TLS
  'Hello Request': 'The server asks the client to begin another handshake on this connection.',
  'Client Hello':
    'The client opens the handshake: the highest version it can do, its random, its cipher suites ' +
    'in the order in which it likes them, and extensions such as the name of the host it wants.',
  'Server Hello':
    'The server\'s choice: version, cipher suite, its own random, the name of the session, and ' +
    'answers to the extensions.',
  'Certificate':
    'A chain of certificates, the sender\'s own first. Each is signed by the next, up to one that ' +
    'the receiver already trusts.',
  'Certificate Status':
    'A fresh statement of the certificate authority that the certificate is not revoked, stapled by ' +
    'the server so that the client need not ask.',
  'Server Key Exchange':
    'The server\'s public value for this key exchange, signed with the key of its certificate over ' +
    'both randoms, so that it cannot be used again elsewhere.',
  'Certificate Request': 'The server wants the client to prove who it is, too.',
  'Server Hello Done': 'The server has said all that it has to say before it hears from the client.',
  'Client Key Exchange':
    'The client\'s contribution to the secret: its public value, or a secret encrypted to the key ' +
    'of the server\'s certificate.',
  'Certificate Verify':
    'A signature over the whole handshake with the key of the client\'s certificate: the client ' +
    'does have that key.',
  'Change Cipher Spec':
    'One octet that says: from the next record on, I use the new keys.',
  'Next Protocol':
    'The client tells, already encrypted, which protocol it will speak above TLS.',
  'New Session Ticket':
    'The server gives the session away for safekeeping: encrypted for itself alone, so that it has ' +
    'to remember nothing.',
  'Finished':
    'The first message under the new keys: a check value over the whole handshake so far. Whoever ' +
    'tampered with a message in the clear is found out here.',
  'Application Data':
    'A record with encrypted data of the protocol above. An eavesdropper sees its length.',
  'Hello Retry Request':
    'The server can go on, but not with any of the public values that the client sent: it names the ' +
    'group for which it wants one. That costs another round trip.',
  'Encrypted Extensions':
    'Answers to extensions that are nobody else\'s business: from here on the handshake itself is ' +
    'encrypted.',
  'End Of Early Data': 'The client has sent all of its early data; what follows has the next keys.',
  'Key Update': 'The sender\'s next records have fresh keys.',
  'close_notify': 'The sender will send no more data. Without it, an end could be cut off unnoticed.',
  'Heartbeat request': 'A sign of life is asked for; the answer repeats the payload.',
  'Heartbeat response': 'The payload of a heartbeat request, sent back.',

  // Frames of SPDY
  'SYN_STREAM':
    'Opens a stream inside the session: one request. Many of them share one connection at the same ' +
    'time. Its headers are compressed over the whole session.',
  'SYN_REPLY': 'Accepts a stream: the headers of the answer.',
  'DATA': 'A piece of the content of one stream. Pieces of different streams may take turns.',
  'RST_STREAM': 'Ends one stream with an error; the others go on.',
  'SETTINGS':
    'What the sender wants the other to know: how many streams it takes at a time, how much data ' +
    'ahead of its reading.',
  'PING': 'Comes back as it is, which measures the round-trip time.',
  'GOAWAY': 'No new streams are taken on this session; those that are open may end.',
  'HEADERS': 'More headers of an open stream.',
  'WINDOW_UPDATE':
    'The receiver has room for more data of a stream, or of the whole session. Without it a sender ' +
    'has to stop when the window is used up.',
  'CREDENTIAL': 'A certificate of the client for another host on the same session.',
  'NOOP': 'Says nothing.',

  // Segments
  'SYN': 'The client asks for a connection and gives the first number of its octets.',
  'SYN+ACK': 'The server agrees and gives the first number of its own octets.',
  'ACK': 'Says up to where everything has arrived, and carries nothing else.',
  'FIN': 'The sender will send no more octets.',
  'RST': 'Ends the connection at once.',
  'Segment':
    'A piece of the stream of octets. TCP cuts where a packet is full, without regard to records ' +
    'and messages: one may be spread over several segments, and a segment may carry several.',
  'SYN timer': 'The SYN was not answered in time and goes again.',
  'RTO':
    'No acknowledgment came before the retransmission timer ran out. It is at least as long as the ' +
    'round trip and usually much longer: this is what makes a lost packet expensive.',
  'after RTO': 'It was under way when the timer ran out, and is sent again as well.',
  'fast retransmit':
    'Three later segments arrived and were acknowledged: the gap can only be a loss, so the sender ' +
    'does not wait for its timer.',
};

/**
 * @param {string} name of a part, step, message or frame
 * @return {string} what it is, in plain words; empty when there are none
 */
function explain(name) {
  return WORDS[name] || '';
}
