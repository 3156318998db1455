/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Written by helper/session-explorer/embed.py from the files beside it: change those.

#include "tls-session-page.h"

namespace ns3
{

// clang-format off
std::string
TlsSessionPage::GetTemplate()
{
    std::string page;
    page += R"PAGE(<!DOCTYPE html>
<html lang="en">
<!-- SPDX-License-Identifier: GPL-2.0-only -->
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Session explorer</title>
<style>
/* SPDX-License-Identifier: GPL-2.0-only */

:root {
  --back: #faf9f6;
  --surface: #ffffff;
  --ink: #20242a;
  --muted: #57606a;
  --line: #d8dbdf;
  --tcp: #5d6774;
  --tls: #1a56a0;
  --spdy: #1b6e45;
  --lost: #b3261e;
  --cpu: #f0b34c;
  --cpu-line: #8a5a00;
  --phase: #efeadd;
  --phase-ink: #55431a;
  --mark: #ffe9a0;
  --accent: #7a3fb0;
  color-scheme: light;
}

:root[data-theme="dark"] {
  --back: #15181c;
  --surface: #1e2328;
  --ink: #e7e9ec;
  --muted: #a3adb8;
  --line: #3a424b;
  --tcp: #a4b0bd;
  --tls: #8fbcf5;
  --spdy: #7fd3a4;
  --lost: #ff9389;
  --cpu: #c98a23;
  --cpu-line: #ffd591;
  --phase: #2a271d;
  --phase-ink: #ead7a6;
  --mark: #5a4a10;
  --accent: #cfa6f5;
  color-scheme: dark;
}

* { box-sizing: border-box; }

html, body { height: 100%; margin: 0; }

body {
  display: flex;
  flex-direction: column;
  background: var(--back);
  color: var(--ink);
  font: 14px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}

.bar {
  flex: none;
  padding: 10px 18px 8px;
  background: var(--surface);
  border-bottom: 1px solid var(--line);
}

h1 { margin: 0; font-size: 17px; font-weight: 600; }
#summary { margin: 1px 0 8px; color: var(--muted); }
.tools { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.group { display: inline-flex; gap: 6px; align-items: center; border: 0; margin: 0; padding: 0; }
.tools label { display: inline-flex; gap: 4px; align-items: center; padding: 2px 4px; cursor: pointer; }
.tools label.tcp { color: var(--tcp); }
.tools label.tls { color: var(--tls); }
.tools label.spdy { color: var(--spdy); }

button, input[type="search"] {
  font: inherit;
  color: inherit;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 6px;
  padding: 3px 9px;
}

button { cursor: pointer; }
button:hover { border-color: var(--muted); }
button:disabled { color: var(--muted); cursor: default; }
input[type="search"] { width: 190px; }
#found { min-width: 52px; color: var(--muted); font-variant-numeric: tabular-nums; }

:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }

main { flex: auto; display: flex; min-height: 0; }

#diagram { flex: auto; overflow: auto; position: relative; min-width: 0; scroll-padding-top: 60px; }
#canvas { position: relative; min-width: 760px; }
#lines { position: absolute; left: 0; top: 0; width: 100%; overflow: visible; }

.heads {
  position: sticky;
  top: 0;
  z-index: 5;
  height: 44px;
  min-width: 760px;
  background: linear-gradient(var(--back) 80%, transparent);
  pointer-events: none;
}

.node {
  position: absolute;
  top: 7px;
  transform: translateX(-50%);
  padding: 3px 14px;
  background: var(--surface);
  border: 1.5px solid var(--muted);
  border-radius: 7px;
  white-space: nowrap;
}

.heads .time { top: 20px; }

.node span { color: var(--muted); font-size: 12px; }

/* What stands on the diagram. */

.chip {
  position: absolute;
  transform: translateY(-50%);
  padding: 0 8px 0 7px;
  max-width: 60%;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  text-align: left;
  line-height: 20px;
  background: var(--surface);
  border: 1px solid var(--line);
  border-left: 3px solid currentColor;
  border-radius: 4px;
}

.chip small { color: var(--muted); font-size: 12px; }
.chip.tls { color: var(--tls); font-weight: 600; }
.chip.spdy { color: var(--spdy); font-weight: 600; }
.chip.tcp { color: var(--tcp); font-size: 12px; line-height: 15px; }
.chip.ack { font-size: 11px; line-height: 12px; border-color: transparent; background: var(--back); }
.chip.lost, .chip.again { color: var(--lost); }
.chip.lost { font-weight: 600; }
.chip small, .chip .bytes { font-weight: 400; }
.chip.step { border-left: 1px solid var(--line); color: var(--ink); border-radius: 10px; font-size: 13px; }
.chip.step .cpu { color: var(--cpu-line); }
.chip.match { background: var(--mark); }
.chip.open { border-color: var(--accent); box-shadow: 0 0 0 1.5px var(--accent); z-index: 3; }

.phase {
  position: absolute;
  left: 12px;
  right: 12px;
  transform: translateY(-50%);
  padding: 3px 12px;
  text-align: left;
  background: var(--phase);
  color: var(--phase-ink);
  border: 1px solid transparent;
  font-weight: 600;
}

/* Where everything has its exact place, a heading is a line. */
.phase.exact {
  transform: translateY(-100%);
  padding: 0 4px;
  background: none;
  border: 0;
  border-bottom: 1.5px dashed var(--phase-ink);
  border-radius: 0;
  font-size: 12px;
}

.time {
  position: absolute;
  left: 14px;
  width: 66px;
  transform: translateY(-50%);
  text-align: right;
  color: var(--muted);
  font-size: 11.5px;
  font-variant-numeric: tabular-nums;
}

.timer {
  position: absolute;
  transform: translateY(-50%);
  padding: 0 5px;
  color: var(--lost);
  background: var(--back);
  font-size: 12px;
  white-space: nowrap;
}

#lines .life { stroke: var(--muted); stroke-width: 1.5; }
#lines .grid { stroke: var(--line); stroke-width: 1; }
#lines .arrow { fill: none; stroke: currentColor; }
#lines .hit { stroke: transparent; stroke-width: 9; fill: none; cursor: pointer; pointer-events: stroke; }
#lines .tcp { color: var(--tcp); stroke-width: 1; }
#lines .ack { stroke-width: 0.7; opacity: 0.75; }
#lines .tls { color: var(--tls); stroke-width: 1.7; }
#lines .spdy { color: var(--spdy); stroke-width: 1.7; }
#lines .lost { color: var(--lost); stroke-width: 1.6; }
#lines .again { color: var(--lost); stroke-width: 1.4; stroke-dasharray: 7 4; }
#lines .link { fill: none; stroke: var(--lost); stroke-width: 1.2; stroke-dasharray: 2 4; }
#lines .open { stroke-width: 3.2; }
#lines .carrier { stroke-width: 2.4; opacity: 1; }
#lines .cpu { fill: var(--cpu); stroke: var(--cpu-line); stroke-width: 0.8; cursor: pointer; }
#lines .tip { fill: currentColor; stroke: none; }

/* The details. */

#panel {
  flex: none;
  width: min(460px, 37vw);
  overflow: auto;
  padding: 14px 18px 30px;
  background: var(--surface);
  border-left: 1px solid var(--line);
}

#panel header { display: flex; gap: 10px; align-items: start; }
#panel h2 { flex: auto; margin: 0; font-size: 18px; }
#panel h2 .layer { display: block; font-size: 12px; font-weight: 600; color: var(--muted); }
#panel h3 { margin: 20px 0 5px; font-size: 13px; color: var(--muted); font-weight: 600; }
#panel p { margin: 10px 0; max-width: 62ch; }
#panel .warning { color: var(--lost); font-weight: 600; }
#panel dl { display: grid; grid-template-columns: max-content 1fr; gap: 1px 12px; margin: 10px 0; }
#panel dt { color: var(--muted); }
#panel dd { margin: 0; font-variant-numeric: tabular-nums; }
#panel .links { display: flex; flex-wrap: wrap; gap: 5px; }
#panel ul.fields { list-style: none; margin: 0; padding: 0; }
#panel ul.fields ul.fields { padding-left: 16px; border-left: 1px solid var(--line); margin-left: 4px; }
#panel .fields li { padding: 1px 0; overflow-wrap: anywhere; }
#panel .fields .name { color: var(--muted); }
#panel summary { cursor: pointer; }

pre.octets {
  margin: 0;
  padding: 8px 10px;
  overflow: auto;
  max-height: 60vh;
  background: var(--back);
  border: 1px solid var(--line);
  border-radius: 6px;
  font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", monospace;
}

dialog {
  max-width: 620px;
  padding: 18px 26px;
  background: var(--surface);
  color: var(--ink);
  border: 1px solid var(--line);
  border-radius: 10px;
}

dialog h2 { margin-top: 0; font-size: 18px; }
dialog td, dialog th { padding: 2px 16px 2px 0; text-align: left; }
kbd { padding: 0 5px; border: 1px solid var(--line); border-radius: 4px; font: inherit; }

/* As wide as it needs; print makes it as wide as a page of A4 or Letter between its margins. */
#diagram.printed { flex: none; width: 960px; overflow: hidden; }

@media print {
  @page { margin: 10mm; }
  html, body, main, #diagram { display: block; height: auto; overflow: visible; }
  body { background: #fff; font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .tools, #panel header button, dialog { display: none; }
  .bar { border: 0; padding: 0 0 6px; }
  #diagram { zoom: 0.74; font-size: 14px; }
  .heads { position: relative; background: none; }
  .chip, .timer, .chip.ack { background: #fff; }
  #panel { width: auto; border: 0; padding: 0; break-before: page; }
  #panel[hidden] { display: none; }
  pre.octets { max-height: none; white-space: pre-wrap; }
}
</style>
</head>
<body>
<header class="bar">
  <div class="titles">
    <h1 id="title">Session explorer</h1>
    <p id="summary"></p>
  </div>
  <div class="tools" role="toolbar" aria-label="Tools" aria-controls="diagram">
    <span class="group">
      <input id="search" type="search" placeholder="Search (/)"
             aria-label="Search messages, fields and steps" autocomplete="off" spellcheck="false">
      <output id="found" for="search"></output>
      <button id="previous" type="button" aria-label="Previous match" title="Previous match (N)">↑</button>
      <button id="next" type="button" aria-label="Next match" title="Next match (n)">↓</button>
    </span>
    <button id="lost" type="button" title="Next lost segment (l)">Next lost</button>
    <fieldset class="group">
      <legend class="unseen">Shown</legend>
      <label class="tcp"><input type="checkbox" id="show-TCP" checked> TCP</label>
      <label class="tls"><input type="checkbox" id="show-TLS" checked> TLS</label>
      <label class="spdy"><input type="checkbox" id="show-SPDY" checked> <span id="web-name">SPDY</span></label>
      <label class="step"><input type="checkbox" id="show-steps" checked> Steps</label>
    </fieldset>
    <span class="group">
      <button id="zoom-out" type="button" aria-label="Zoom out" title="Zoom out (-)">−</button>
      <button id="zoom-in" type="button" aria-label="Zoom in" title="Zoom in (+)">+</button>
      <button id="fit" type="button" title="First view (0)">Reset</button>
      <label title="Every event at its exact time; what lies too close is folded (s)"><input
             type="checkbox" id="exact"> Exact scale</label>
    </span>
    <button id="theme" type="button" title="Light or dark (d)">Theme: auto</button>
    <button id="help-button" type="button" aria-haspopup="dialog" title="Keys (?)">Help</button>
  </div>
</header>
<main>
  <section id="diagram" aria-label="Sequence diagram">
    <div class="heads">
      <div class="time">ms</div>
      <div class="node client" id="client-head"><strong>Client</strong> <span></span></div>
      <div class="node server" id="server-head"><strong>Server</strong> <span></span></div>
    </div>
    <div id="canvas">
      <svg id="lines" aria-hidden="true" focusable="false"></svg>
      <div id="labels"></div>
    </div>
  </section>
  <section id="panel" aria-label="Details" hidden></section>
</main>
<dialog id="help" aria-labelledby="help-title">
  <h2 id="help-title">How to read and move</h2>
  <p>Time runs down. The left lifeline is the client, the right one the server. Each arrow begins
    when its sender's TCP sent it and ends when the other end could read it. Waits are drawn to
    scale; what happens at one instant is spread out, so that each line can be read. <em>Exact
    scale</em> puts everything at its exact time and folds what lies too close: zoom in to unfold.</p>
  <p>Boxes on a lifeline are processor time. Boxes beside it are steps; they open an explanation.
    Messages open their fields and octets.</p>
  <table>
    <thead><tr><th scope="col">Key</th><th scope="col">does</th></tr></thead>
    <tbody>
    <tr><td><kbd>↓</kbd> <kbd>↑</kbd></td><td>next or previous item</td></tr>
    <tr><td><kbd>Enter</kbd> <kbd>Esc</kbd></td><td>open, close</td></tr>
    <tr><td><kbd>/</kbd></td><td>search; <kbd>n</kbd> <kbd>N</kbd> next and previous match</td></tr>
    <tr><td><kbd>l</kbd></td><td>next lost segment</td></tr>
    <tr><td><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></td><td>zoom in, zoom out, first view</td></tr>
    <tr><td><kbd>s</kbd></td><td>exact scale</td></tr>
    <tr><td><kbd>d</kbd></td><td>light, dark or as the system</td></tr>
    <tr><td><kbd>Home</kbd> <kbd>End</kbd></td><td>first, last item</td></tr>
    </tbody>
  </table>
  <form method="dialog"><button>Close</button></form>
</dialog>
<noscript><p>This page draws a session with a script, and scripts are off.</p></noscript>
<script type="application/json" id="data">
@DATA@</script>
<script>
'use strict';
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
)PAGE";
    page += R"PAGE(    'valid today, may it sign others, does it name the host that was asked for?',
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
// SPDX-License-Identifier: GPL-2.0-only

// Steps of one name that follow each other this closely, in ns, share a box.
const ALIKE = 500000;
// Processor time, in ns, that is too short to be shown.
const VISIBLE = 50;

/** @param {number} ns a time @return {string} it in ms */
function inMs(ns) {
  return (ns / 1e6).toFixed(3) + ' ms';
}

/** @param {number} ns a duration @return {string} it in the unit that suits it */
function duration(ns) {
  return ns >= 1e9 ? (ns / 1e9).toFixed(2) + ' s'
    : ns >= 1e6 ? (ns / 1e6).toFixed(ns >= 1e8 ? 0 : ns >= 1e7 ? 1 : 2) + ' ms'
    : (ns / 1e3).toFixed(ns >= 1e4 ? 0 : 1) + ' µs';
}

/** @param {number} bytes a size @return {string} it with its unit */
function octets(bytes) {
  return bytes.toLocaleString('en') + (bytes === 1 ? ' octet' : ' octets');
}

/** @param {string} text in Base64 @return {Uint8Array} its octets */
function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Array} fields [name, value, inner] @return {string} all words in them */
function wordsOf(fields) {
  return fields.map(([name, value, inner]) =>
    `${name} ${value} ${inner ? wordsOf(inner) : ''}`).join(' ');
}

/** A session as it was written into the page: the items that are drawn, in the order of time. */
class Session {
  /** @param {Object} data what the program wrote */
  constructor(data) {
    this.title = data.title;
    this.connections = data.connections;
    this.phases = data.phases;
    this.segments = data.segments.map((one, number) => this.makeSegment(one, number));
    this.messages = data.messages.map((one) => this.makeMessage(one));
    this.steps = this.makeSteps(data.steps.filter((one) => one.action));
    this.namesakes = this.groupByName();
    this.work = this.makeWork(data.steps);
    this.linkSegments();
    this.nameContents();
    this.items = [...this.steps, ...this.messages, ...this.segments].sort((a, b) =>
      a.time - b.time || a.rank - b.rank || a.order - b.order);
    this.items.forEach((item, index) => { item.index = index; });
    this.lost = this.items.filter((item) => item.isLost);
    this.end = this.items.reduce((last, item) =>
      Math.max(last, item.time, item.received || 0), 0);
  }

  makeSegment(one, order) {
    const flags = new Map(one.fields.map(([name, value]) => [name, value])).get('flags') || '';
    const name = /SYN/.test(flags) ? (/ACK/.test(flags) ? 'SYN+ACK' : 'SYN')
      : /RST/.test(flags) ? 'RST' : one.bytes > 0 ? 'Segment' : /FIN/.test(flags) ? 'FIN' : 'ACK';
    return {...one, order, kind: 'segment', layer: 'TCP', rank: 2, time: one.sent, name,
      isFin: /FIN/.test(flags), isLost: one.received === null, isAgain: Boolean(one.repair),
      isAck: name === 'ACK' && !one.repair};
  }

  makeMessage(one) {
    return {...one, order: this.count = (this.count || 0) + 1, kind: 'message',
      rank: one.layer === 'TLS' ? 0 : 1, time: one.sent, isLost: false, isAgain: false};
  }

  makeSteps(steps) {
    const boxes = [];
    const last = {};
    steps.forEach((step, order) => {
      const box = last[step.node];
      const isSame = box && box.name === step.name && box.connection === step.connection &&
        step.time - box.time < ALIKE;
      if (isSame) {
        box.steps.push(step);
        box.time = step.time;
        box.cpu += step.cpu;
        return;
      }
      last[step.node] = {kind: 'step', layer: 'Step', rank: -1, order, from: step.node,
        phase: step.phase, connection: step.connection, time: step.time, cpu: step.cpu, name: step.name,
        steps: [step], isLost: false, isAgain: false};
      boxes.push(last[step.node]);
    });
    return boxes;
  }

  groupByName() {
    const groups = new Map();
    for (const message of this.messages) {
      const key = `${message.connection} ${message.from} ${message.name}`;
      groups.has(key) ? groups.get(key).push(message) : groups.set(key, [message]);
    }
    return groups;
  }

  // Boxes of processor time, with the step or message that they belong to.
  makeWork(steps) {
    const boxOf = new Map(this.steps.flatMap((box) => box.steps.map((step) => [step, box])));
    return steps.filter((step) => step.cpu >= VISIBLE).map((step) => {
      const item = boxOf.get(step) || this.findMessage(step);
      if (item && item.kind === 'message') {
        const end = step.node === item.from ? 'sendCpu' : 'receiveCpu';
        item[end] = (item[end] || 0) + step.cpu;
      }
      return {from: step.node, start: step.time - step.cpu, end: step.time, cpu: step.cpu, item};
    });
  }

  // The message that a step made or took: the nearest one of its name.
  findMessage(step) {
    const isReceived = step.name.endsWith(' received');
    const name = isReceived ? step.name.slice(0, -' received'.length) : step.name;
    const from = isReceived ? (step.node === 'client' ? 'server' : 'client') : step.node;
    const list = this.namesakes.get(`${step.connection} ${from} ${name}`) || [];
    // They are in the order of both times; those that never arrived come last.
    const time = (message) => isReceived ? message.received ?? Infinity : message.sent;
    const after = Layout.first(list, (message) =>
      isReceived ? time(message) > step.time : time(message) >= step.time);
    return list[isReceived ? after - 1 : after];
  }

  linkSegments() {
    for (const segment of this.segments) {
      segment.start = segment.sequence - 1;
      segment.end = segment.start + segment.bytes;
      if (segment.repeats >= 0) {
        segment.original = this.segments[segment.repeats];
        segment.original.again = segment;
      }
    }
  }

  // What a segment carries is known better now than by who saw encrypted records pass.
  nameContents() {
    const groups = new Map();
    for (const message of this.messages.filter((one) => one.name !== 'Application Data')) {
      const key = `${message.connection} ${message.from}`;
      groups.has(key) ? groups.get(key).push(message) : groups.set(key, [message]);
    }
    for (const segment of this.segments.filter((one) => one.bytes > 0)) {
      const list = groups.get(`${segment.connection} ${segment.from}`) || [];
      // Messages end in their order.
      let at = Layout.first(list, (message) => message.offset + message.wireBytes > segment.start);
      const names = [];
      for (; at < list.length && list[at].offset < segment.end; ++at) {
        const isGoingOn = list[at].offset < segment.start;
        names.push(list[at].name + (isGoingOn ? ' cont.' : ''));
      }
      segment.carries = [...new Set(names), ...(segment.isFin ? ['FIN'] : [])].join(', ') ||
        segment.carries;
    }
  }

  /** @param {Object} message any @return {Array} segments that carried it */
  carriersOf(message) {
    return this.segments.filter((segment) => this.isCarried(message, segment));
  }

  /** @param {Object} segment any @return {Array} messages of which it carried something */
  carriedBy(segment) {
    return this.messages.filter((message) => this.isCarried(message, segment));
  }

  isCarried(message, segment) {
    return segment.connection === message.connection && segment.from === message.from &&
      segment.bytes > 0 && segment.start < message.offset + message.wireBytes &&
      segment.end > message.offset;
  }

  /**
   * @param {Object} item a segment or message
   * @return {Uint8Array|null} its octets in the stream of TCP; null when the page lacks them
   */
  wireOf(item) {
    const stream = this.connections[item.connection][item.from + 'Stream'];
    const [start, end] = item.kind === 'segment' ? [item.start, item.end]
      : [item.offset, item.offset + item.wireBytes];
    // Four letters stand for three octets.
    const first = Math.floor(start / 3);
    const part = fromBase64(stream.slice(4 * first, 4 * Math.ceil(end / 3)));
    const wire = part.slice(start - 3 * first, end - 3 * first);
    return wire.length === end - start ? wire : null;
  }

  /** @param {Object} item any @return {string} in lower case, all that a search looks at */
  textOf(item) {
    if (item.text === undefined) {
      const words = item.kind === 'step'
        ? item.steps.map((step) => `${step.name} ${step.detail}`).join(' ')
        : `${item.name} ${item.detail || ''} ${item.carries || ''} ${wordsOf(item.fields)}`;
      item.text = `${item.layer} ${words} ${item.isLost ? 'lost' : ''} ` +
        `${item.isAgain ? 'retransmission sent again ' + item.repair : ''}`;
)PAGE";
    page += R"PAGE(      item.text = item.text.toLowerCase();
    }
    return item.text;
  }

  /** @return {string} what was agreed on, and how much there is to see */
  summary() {
    const done = this.steps.find((step) => step.name === 'handshake complete');
    const agreed = done ? done.steps[0].detail + ' · ' : '';
    const lost = this.lost.length === 0 ? 'none lost' : `${this.lost.length} lost`;
    return `${agreed}${duration(this.end)} · ${this.messages.length.toLocaleString('en')} messages ` +
      `in ${this.segments.length.toLocaleString('en')} segments, ${lost}`;
  }
}
// SPDX-License-Identifier: GPL-2.0-only

// Heights in pixels.
const TOP = 26;
const BOTTOM = 60;
const HEADING = 44;
const HEIGHT = {step: 24, message: 25, segment: 19, ack: 12, arrival: 5};
// Least and most pixels for a ms of waiting, and the height that all waits together may have.
const SCALES = {least: 1e-4, most: 20000, waits: 7000};
// An arrow goes down at least this far in the first view.
const SLOPE = 62;
// A lost segment ends this far below its start.
const FALL = 30;

/** Where the items of a session stand: y of each, for one scale and one choice of layers. */
class Layout {
  /**
   * @param {Session} session what is drawn
   * @param {Object} options scale in pixels per ms, exact: nothing is spread out, shown: a set of
   *        layers
   */
  constructor(session, options) {
    this.session = session;
    this.options = options;
    this.items = session.items.filter((item) => options.shown.has(item.layer));
    this.times = [];
    this.headings = [];
    this.placed = new Set();
    this.collect();
    if (options.exact) {
      this.placeExactly();
    } else {
      this.spread();
    }
    this.finish();
  }

  /** @param {Session} session @return {number} pixels per ms for the first view */
  static firstScale(session) {
    const flights = session.segments.filter((one) => one.received !== null)
      .map((one) => one.received - one.sent).sort((a, b) => a - b);
    const flight = flights[Math.floor(flights.length / 10)] || 1e6;
    const scale = Math.min(SLOPE / (flight / 1e6), SCALES.waits / (session.end / 1e6 || 1));
    return Math.min(SCALES.most, Math.max(SCALES.least, scale));
  }

  static height(item) {
    return item.kind === 'step' ? HEIGHT.step : item.kind === 'message' ? HEIGHT.message
      : item.isAck ? HEIGHT.ack : HEIGHT.segment;
  }

  // What happens at each time: arrivals, a heading, steps, items that leave; by side.
  collect() {
    const at = new Map();
    const instant = (time) => {
      if (!at.has(time)) {
        at.set(time, {time, heading: null, arrivals: {client: [], server: []},
          steps: {client: [], server: []}, sends: {client: [], server: []}});
      }
      return at.get(time);
    };
    for (const item of this.items) {
      if (item.kind === 'step') {
        instant(item.time).steps[item.from].push(item);
        continue;
      }
      instant(item.time).sends[item.from].push(item);
      if (item.received !== null) {
        const other = item.from === 'client' ? 'server' : 'client';
        instant(item.received).arrivals[other].push(item);
      }
    }
    for (const phase of this.session.phases) {
      const one = instant(phase.start);
      (one.heading = one.heading || []).push(phase);
    }
    this.instants = [...at.values()].sort((a, b) => a.time - b.time);
  }

  spread() {
    let y = TOP;
    let before = this.instants.length > 0 ? this.instants[0].time : 0;
    for (const one of this.instants) {
      y += 2 + (one.time - before) / 1e6 * this.options.scale;
      before = one.time;
      one.top = y;
      y = this.placeInstant(one);
      one.bottom = y;
    }
    this.height = y + BOTTOM;
  }

  // From the top: what arrives, what is left of the part before, a heading, the rest.
  placeInstant(one) {
    let y = one.top;
    for (const side of ['client', 'server']) {
      let end = one.top;
      for (const item of one.arrivals[side]) {
        item.y2 = end;
        end += HEIGHT.arrival;
      }
      y = Math.max(y, end);
    }
    for (const phase of one.heading || []) {
      y = this.placeRows(one, y, (item) => item.phase < phase.phase &&
        item.connection === phase.connection);
      this.headings.push({phase, y: y + HEADING / 2});
      y += HEADING;
    }
    y = this.placeRows(one, y, () => true);
    this.addTime(one, y);
    return y;
  }

  // Steps and what leaves, as far as they belong here and have no place yet.
  placeRows(one, top, belongs) {
    let bottom = top;
    for (const side of ['client', 'server']) {
      const isNew = (item) => !this.placed.has(item) && belongs(item);
      const steps = one.steps[side].filter(isNew);
      // An acknowledgment follows from the arrival, everything else from the steps.
      const sends = one.sends[side].filter(isNew);
      const early = sends.filter((item) => item.isAck);
      const late = sends.filter((item) => !item.isAck);
      const height = late.reduce((sum, item) => sum + Layout.height(item), 0);
      const end = this.pile(early, top);
      const row = this.pile(steps, top);
      bottom = Math.max(bottom, row, this.pile(late, Math.max(end, row - height / 2)));
    }
    return bottom;
  }

  // One below the other.
  pile(items, top) {
    for (const item of items) {
      item.y = top + Layout.height(item) / 2;
      top += Layout.height(item);
      this.placed.add(item);
    }
    return top;
  }

  addTime(one, bottom) {
    const hasText = ['client', 'server'].some((side) => one.steps[side].length > 0 ||
      one.sends[side].some((item) => !item.isAck));
    const first = [...one.steps.client, ...one.steps.server, ...one.sends.client,
      ...one.sends.server].reduce((least, item) => Math.min(least, item.y), bottom);
    if (hasText) {
      this.times.push({y: first, text: (one.time / 1e6).toFixed(3)});
    }
  }

  placeExactly() {
    const y = (time) => TOP + time / 1e6 * this.options.scale;
    for (const one of this.instants) {
      one.top = one.bottom = y(one.time);
    }
    for (const item of this.items) {
      item.y = y(item.time);
      item.y2 = y(item.received ?? 0);
    }
    for (const phase of this.session.phases) {
      this.headings.push({phase, y: y(phase.start)});
    }
    this.height = y(this.session.end) + BOTTOM + HEADING;
    this.addScale();
  }

  // Round times, about 80 pixels apart.
  addScale() {
    const wanted = 80 / this.options.scale;
    const power = 10 ** Math.floor(Math.log10(wanted));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= wanted);
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    for (let i = 0; i * step <= this.session.end / 1e6; ++i) {
      this.times.push({y: TOP + i * step * this.options.scale, text: (i * step).toFixed(digits),
        isGrid: true});
    }
  }

  finish() {
    for (const item of this.items) {
      item.y2 = item.isLost ? item.y + FALL : item.y2;
      item.isFolded = false;
      item.folded = 0;
    }
    if (this.options.exact) {
      this.fold();
    }
    let before = {y: -100, text: ''};
    this.times = this.times.filter((one) => {
      const isKept = one.y >= before.y + 13 && one.text !== before.text;
      before = isKept ? one : before;
      return isKept;
    });
  }

  // What there is no room for is counted by its neighbor. Messages come before acknowledgments.
  fold() {
    const importance = (item) => item.isLost || item.isAgain ? 0 : item.isAck ? 3
      : item.kind === 'segment' ? 2 : 1;
    const columns = new Map();
    const byImportance = [...this.items].sort((a, b) => importance(a) - importance(b) || a.y - b.y);
    for (const item of byImportance) {
      const name = item.from + (item.kind === 'step' ? ' steps' : '');
      const column = columns.get(name) || columns.set(name, []).get(name);
      const at = Layout.first(column, (other) => other.y >= item.y);
      const near = [column[at - 1], column[at]].filter(Boolean).find((other) =>
        Math.abs(other.y - item.y) < (Layout.height(other) + Layout.height(item)) / 2);
      if (near) {
        item.isFolded = true;
        near.folded += 1;
      } else {
        column.splice(at, 0, item);
      }
    }
  }

  /**
   * @param {Array} list for whose last part, from somewhere on, something holds
   * @param {Function} holds whether it holds for an element
   * @return {number} index of the first one for which it does
   */
  static first(list, holds) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = holds(list[middle]) ? [low, middle] : [middle + 1, high];
    }
    return low;
  }

  /**
   * @param {number} time in ns
   * @param {string} end of what happens then: top or bottom
   * @return {number} where it is
   */
  at(time, end = 'top') {
    const index = Layout.first(this.instants, (one) => one.time >= time);
    const next = this.instants[index];
    const previous = this.instants[index - 1];
    if (!next) {
      return previous ? previous.bottom : TOP;
    }
    if (next.time === time || !previous) {
      return next[end];
    }
    const share = (time - previous.time) / (next.time - previous.time);
    return previous.bottom + share * (next.top - previous.bottom);
  }

  /** @param {number} y a place @return {number} its time in ns */
  timeAt(y) {
    const index = Layout.first(this.instants, (one) => one.bottom >= y);
    if (index === this.instants.length) {
      return this.session.end;
    }
    const next = this.instants[index];
    const previous = this.instants[index - 1];
    if (y >= next.top || !previous) {
      return next.time;
    }
    const share = (y - previous.bottom) / (next.top - previous.bottom || 1);
    return previous.time + share * (next.time - previous.time);
  }
}
// SPDX-License-Identifier: GPL-2.0-only

const SVG = 'http://www.w3.org/2000/svg';
// Widths in pixels: times on the left, room on the right, between a lifeline and its texts.
const TIMES = 92;
const RIGHT = 16;
const GAP = 14;
// Where on its way a lost segment is drawn to end.
const LOST = 0.6;

/** @param {string} tag @param {Object} attributes @return {SVGElement} a new element */
function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  return element;
}

/**
 * @param {string} tag of an element of HTML
 * @param {Object} properties of it
 * @param {...(Node|string)} inner what it holds
 * @return {HTMLElement} a new element
 */
function html(tag, properties, ...inner) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inner);
  return element;
}

/** Draws the part of a layout that is in view. */
class Diagram {
  /**
   * @param {HTMLElement} view scrolls
   * @param {Object} actions open(item), openPhase(phase), of the explorer
   */
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
    this.canvas = view.querySelector('#canvas');
    this.lines = view.querySelector('#lines');
    this.labels = view.querySelector('#labels');
    this.matches = new Set();
    this.carriers = new Set();
    this.drawn = [0, 0];
    this.isPrinted = false;
    view.addEventListener('scroll', () => this.follow());
    new ResizeObserver(() => this.resize()).observe(view);
  }

  /** @param {Layout} layout shown from now on */
  setLayout(layout) {
    this.layout = layout;
    this.canvas.style.height = layout.height + 'px';
    this.resize();
  }

  /** @param {boolean} isPrinted whether all of it is drawn, as wide as paper */
  setPrinted(isPrinted) {
    this.isPrinted = isPrinted;
    this.view.classList.toggle('printed', isPrinted);
    this.resize();
  }

  resize() {
    if (!this.layout) {
      return;
    }
    const width = this.width = this.canvas.clientWidth;
    const steps = this.layout.options.shown.has('Step') ? Math.max(180, 0.235 * width) : 40;
    this.x = {client: TIMES + steps, server: width - RIGHT - steps};
    this.steps = steps - GAP - 8;
    for (const side of ['client', 'server']) {
      this.view.querySelector(`.node.${side}`).style.left = this.x[side] + 'px';
    }
    this.draw();
  }

  // Draws anew when what is in view was not drawn.
  follow() {
    const top = this.view.scrollTop;
    const bottom = top + this.view.clientHeight;
    if (top < this.drawn[0] || bottom > this.drawn[1]) {
      this.draw();
    }
  }

  draw() {
    if (!this.layout) {
      return;
    }
    const height = this.view.clientHeight;
    const top = this.isPrinted ? 0 : Math.max(0, this.view.scrollTop - height);
    const bottom = this.isPrinted ? this.layout.height : this.view.scrollTop + 2 * height;
    this.drawn = [top === 0 ? -1e9 : top, bottom];
    const focused = document.activeElement && document.activeElement.item;
    const lines = document.createDocumentFragment();
    const labels = document.createDocumentFragment();
    this.drawGround(lines, labels, top, bottom);
    for (const item of this.layout.items) {
      const first = item.kind === 'step' ? item.y : Math.min(item.y, item.y2 ?? item.y);
      const last = item.kind === 'step' ? item.y : Math.max(item.y, item.y2 ?? item.y);
      if (item.kind !== 'step' && last >= top && first <= bottom) {
        this.drawArrow(lines, item);
      }
      if (item.y >= top && item.y <= bottom && !item.isFolded) {
        labels.append(this.makeChip(item));
      }
    }
    this.drawLinks(lines, labels, top, bottom);
    this.lines.style.height = this.layout.height + 'px';
    this.lines.replaceChildren(lines);
    this.labels.replaceChildren(labels);
    if (focused) {
      this.focus(focused);
    }
  }

  drawGround(lines, labels, top, bottom) {
    const end = Math.min(bottom, this.layout.height - 20);
    for (const time of this.layout.times) {
      if (time.y < top || time.y > bottom) {
        continue;
      }
      const text = html('div', {className: 'time'}, time.text);
      text.style.top = time.y + 'px';
      labels.append(text);
      if (time.isGrid) {
        lines.append(svg('line', {class: 'grid', x1: TIMES - 6, x2: this.width - RIGHT,
          y1: time.y, y2: time.y}));
      }
    }
    for (const {phase, y} of this.layout.headings) {
      if (y >= top && y <= bottom) {
        const many = this.layout.session.connections.length > 1;
        const heading = html('button', {className: this.layout.options.exact ? 'phase exact' : 'phase', type: 'button', tabIndex: -1,
          onclick: () => this.actions.openPhase(phase)},
        (many ? `Connection ${phase.connection + 1}: ` : '') + phase.name);
        heading.style.top = y + 'px';
        labels.append(heading);
      }
    }
    for (const side of ['client', 'server']) {
      lines.append(svg('line', {class: 'life', x1: this.x[side], x2: this.x[side], y1: Math.max(top, 0),
        y2: end}));
    }
    for (const work of this.layout.session.work) {
      const until = work.item && work.item.kind === 'step' && !this.layout.options.exact &&
        this.layout.options.shown.has('Step') ? work.item.y : this.layout.at(work.end);
      const y = Math.min(this.layout.at(work.start, 'bottom'), until - 4);
      if (until >= top && y <= bottom) {
        const box = svg('rect', {class: 'cpu', x: this.x[work.from] - 5, y, width: 10,
          height: Math.max(4, until - y)});
        const title = svg('title', {});
        title.textContent = `${work.item ? work.item.name + ': ' : ''}${duration(work.cpu)} of processor time`;
        box.append(title);
        box.onclick = () => work.item && this.actions.open(work.item);
        lines.append(box);
      }
    }
  }

  drawArrow(lines, item) {
    const from = this.x[item.from];
    const to = this.x[item.from === 'client' ? 'server' : 'client'];
    const sign = Math.sign(to - from);
    const end = item.isLost ? from + LOST * (to - from) : to;
)PAGE";
    page += R"PAGE(    const style = [item.kind === 'segment' ? 'tcp' : item.layer === 'TLS' ? 'tls' : 'spdy',
      item.isAck ? 'ack' : '', item.isLost ? 'lost' : '', item.isAgain ? 'again' : '',
      item === this.open ? 'open' : '', this.carriers.has(item) ? 'carrier' : ''].join(' ');
    const group = svg('g', {class: style});
    group.append(svg('path', {class: 'arrow', d: `M${from} ${item.y}L${end - (item.isLost ? 0 : sign * 6)} ${item.y2}`}));
    group.append(item.isLost
      ? svg('path', {class: 'arrow', d: `M${end - 7} ${item.y2 - 7}l14 14m0 -14l-14 14`})
      : svg('path', {class: 'tip', d: `M${end} ${item.y2}l${-sign * 9} -3.6v7.2z`}));
    const hit = svg('path', {class: 'hit', d: `M${from} ${item.y}L${end} ${item.y2}`});
    hit.onclick = () => this.actions.open(item);
    group.append(hit);
    lines.append(group);
  }

  // What is sent again hangs together with what it repeats.
  drawLinks(lines, labels, top, bottom) {
    let column = 0;
    for (const item of this.layout.items) {
      const original = item.original;
      if (!original) {
        continue;
      }
      column = (column + 1) % 5;
      if (item.y < top || original.y > bottom) {
        continue;
      }
      const sign = item.from === 'client' ? 1 : -1;
      const x = this.x[item.from];
      const side = x + sign * (14 + 9 * column);
      lines.append(svg('path', {class: 'link',
        d: `M${x} ${original.y}C${side} ${original.y} ${side} ${original.y} ${side} ${original.y + 14}` +
          `V${item.y - 14}C${side} ${item.y} ${side} ${item.y} ${x} ${item.y}`}));
      const text = html('div', {className: 'timer'}, `${item.repair} after ${duration(item.waited)}`);
      text.style.top = Math.min(Math.max((original.y + item.y) / 2, top + 300), item.y - 20) + 'px';
      text.style[sign > 0 ? 'left' : 'right'] =
        (sign > 0 ? side : this.width - side) + 4 + 'px';
      labels.append(text);
    }
  }

  makeChip(item) {
    const chip = html('button', {type: 'button', item, tabIndex: item === this.current ? 0 : -1,
      onclick: () => this.actions.open(item)}, ...this.textOf(item),
    html('span', {className: 'unseen'}, `, ${this.describe(item)}`));
    chip.className = ['chip', item.kind === 'step' ? 'step' : item.kind === 'segment' ? 'tcp'
      : item.layer === 'TLS' ? 'tls' : 'spdy', item.isAck ? 'ack' : '', item.isLost ? 'lost' : '',
    item.isAgain ? 'again' : '', this.matches.has(item) ? 'match' : '',
    item === this.open ? 'open' : ''].join(' ');
    chip.style.top = item.y + 'px';
    const isLeft = (item.from === 'client') !== (item.kind === 'step');
    const x = this.x[item.from];
    chip.style[isLeft ? 'left' : 'right'] = (isLeft ? x + GAP : this.width - x + GAP) + 'px';
    if (item.kind === 'step') {
      chip.style.maxWidth = this.steps + 'px';
    } else {
      chip.style.maxWidth = 0.56 * (this.x.server - this.x.client) + 'px';
    }
    return chip;
  }

  textOf(item) {
    const small = (text) => html('small', {}, ' ' + text);
    const folded = item.folded > 0 ? [small(`+${item.folded}`)] : [];
    if (item.kind === 'step') {
      const times = item.steps.length > 1 ? ` × ${item.steps.length}` : '';
      const cpu = item.cpu >= VISIBLE ? [html('small', {className: 'cpu'}, ' ' + duration(item.cpu))] : [];
      return [item.name + times, ...cpu, ...folded];
    }
    if (item.kind === 'message') {
      // Sizes are told once.
      const words = (item.detail || '').replace(/\b(data|block)=\d+/g, '').trim();
      const detail = words ? words + ' · ' : '';
      return [item.name, small(`${detail}${item.bytes.toLocaleString('en')} B`), ...folded];
    }
    const isAlone = !this.layout.options.shown.has('TLS');
    const parts = item.name === 'Segment'
      ? [`segment ${item.number}`, small(`${item.bytes.toLocaleString('en')} B`),
        isAlone || item.isFin ? small(isAlone ? item.carries : 'FIN') : '']
      : [item.isAck ? 'ACK' : item.name];
    if (item.isLost) {
      parts.push(' ✕ lost');
    }
    if (item.isAgain) {
      parts.push(' sent again');
    }
    return [...parts, ...folded];
  }

  /** @param {Object} item any @return {string} what its text leaves to who sees the diagram */
  describe(item) {
    if (item.kind === 'step') {
      return `step of the ${item.from} at ${inMs(item.time)}`;
    }
    const way = item.from === 'client' ? 'client to server' : 'server to client';
    return `${item.layer}, ${way}, sent at ${inMs(item.sent)}`;
  }

  /** @param {Object} item any: it is brought into view */
  reveal(item) {
    const top = this.view.scrollTop + 70;
    const bottom = this.view.scrollTop + this.view.clientHeight - 40;
    const y = item.y + this.canvas.offsetTop;
    if (y < top || y > bottom) {
      this.view.scrollTop = y - this.view.clientHeight * 0.4;
    }
    this.draw();
  }

  /** @param {Object} item any: it gets the focus, when it is drawn */
  focus(item) {
    for (const chip of this.labels.querySelectorAll('.chip')) {
      if (chip.item === item) {
        chip.focus({preventScroll: true});
      }
    }
  }
}
// SPDX-License-Identifier: GPL-2.0-only

// Octets that are shown before one asks for the rest.
const FIRST_OCTETS = 1024;
// Lists of more fields than this are closed at first, unless they stand at the top.
const MANY = 12;

/** Shows what there is to know about one item. */
class Detail {
  /**
   * @param {HTMLElement} panel where it goes
   * @param {Session} session of the items
   * @param {Object} actions open(item), close(), of the explorer
   */
  constructor(panel, session, actions) {
    this.panel = panel;
    this.session = session;
    this.actions = actions;
  }

  close() {
    this.panel.hidden = true;
    this.panel.replaceChildren();
  }

  show(layer, title, ...parts) {
    this.title = html('h2', {tabIndex: -1}, html('span', {className: 'layer'}, layer), title);
    this.panel.replaceChildren(
      html('header', {}, this.title, html('button', {type: 'button', title: 'Close (Esc)',
        onclick: () => this.actions.close()}, 'Close')), ...parts.flat().filter(Boolean));
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
  }

  /** @param {Object} phase a part of the session */
  showPhase(phase) {
    this.show('Part of the session', phase.name, this.explanation(phase.name),
      this.facts([['begins', inMs(phase.start)], ['ends', inMs(phase.end)],
        ['takes', duration(phase.end - phase.start)]]));
  }

  /** @param {Object} item a step, message or segment */
  showItem(item) {
    if (item.kind === 'step') {
      this.showStep(item);
    } else if (item.kind === 'segment') {
      this.showSegment(item);
    } else {
      this.showMessage(item);
    }
  }

  showStep(item) {
    const details = item.steps.filter((step) => step.detail || item.steps.length > 1);
    this.show(`Step of the ${item.from}`, item.name, this.explanation(item.name),
      this.facts([['reached', inMs(item.time)], ['processor time', duration(item.cpu)],
        ['size', item.steps.length === 1 && item.steps[0].bytes > 0 && octets(item.steps[0].bytes)]]),
      details.length > 0 && this.section('What happened', this.fields(details.map((step) =>
        [step.detail || step.name, [step.bytes > 0 ? octets(step.bytes) : '',
          step.cpu >= VISIBLE ? duration(step.cpu) : ''].filter(Boolean).join(', ')]))));
  }

  showMessage(item) {
    const carriers = this.session.carriersOf(item);
    const repeated = carriers.filter((segment) => segment.isAgain || segment.isLost);
    const wire = this.session.wireOf(item);
    const content = fromBase64(item.content);
    const isFrame = item.layer !== 'TLS';
    this.show(`${item.layer}, ${this.way(item)}`, item.name, this.explanation(item.name),
      this.facts([...this.times(item), ['size', octets(item.bytes)],
        ['on the wire', octets(item.wireBytes) + (isFrame ? ', all of its records' : ', with its record')],
        ['encrypted', item.encrypted ? 'yes: decoded from what the sender encrypted' : 'no'],
        ['time to make', item.sendCpu && duration(item.sendCpu) + ' of processor time'],
        ['time to take', item.receiveCpu && duration(item.receiveCpu) + ' of processor time']]),
      repeated.length > 0 && html('p', {className: 'warning'},
        'A segment that carried it was lost or sent again: see below.'),
      this.section('Structure and fields', this.fields(item.fields, true)),
      this.section('Carried by', this.links(carriers)),
      content.length > 0 && this.section('Octets' + (item.encrypted ? ' before encryption' : ''),
        this.octets(content, item.bytes)),
      (item.encrypted || content.length === 0) && this.section(
        item.encrypted ? 'Octets on the wire, encrypted' : 'Octets on the wire', this.wire(wire)));
  }

  showSegment(item) {
    const title = item.name === 'Segment' ? `Segment ${item.number}` : item.name;
    this.show(`TCP, ${this.way(item)}`, title + (item.isLost ? ' (lost)' : ''),
      item.isLost && html('p', {className: 'warning'}, 'This segment was lost on its way' +
        (item.again ? `, and sent again after ${duration(item.again.waited)}.`
          : item.isAck ? ': later ones say the same and more.' : '.')),
      item.isAgain && html('p', {className: 'warning'},
        `Sent again after ${duration(item.waited)}: ${item.repair}.`),
      item.isAgain && this.explanation(item.repair), this.explanation(item.name),
      this.facts([...this.times(item), ['number', `${item.number} of the ${item.from}`],
        ['payload', octets(item.bytes)], ['carries', item.carries]]),
      item.original && this.section('Repeats', this.links([item.original])),
      item.again && this.section('Sent again as', this.links([item.again])),
      item.bytes > 0 && this.section('Messages in it', this.links(this.session.carriedBy(item))),
      this.section('Header', this.fields(item.fields, true)),
      this.section('Octets of the header', this.octets(fromBase64(item.header))),
      item.bytes > 0 && this.section('Octets of the payload', this.wire(this.session.wireOf(item))));
  }

  way(item) {
    return item.from === 'client' ? 'client to server' : 'server to client';
  }

  times(item) {
    return [['connection', this.session.connections.length > 1 && String(item.connection + 1)],
      ['sent', inMs(item.sent)],
      ['received', item.received === null ? 'never' : inMs(item.received)],
      ['took', item.received !== null && duration(item.received - item.sent)]];
  }

  explanation(name) {
    return explain(name) && html('p', {}, explain(name));
  }

  facts(rows) {
    return html('dl', {}, ...rows.filter(([, value]) => value).flatMap(([name, value]) =>
      [html('dt', {}, name), html('dd', {}, value)]));
  }

  section(title, ...inner) {
    return html('section', {}, html('h3', {}, title), ...inner);
  }

  // Fields, those with inner ones as lists that open.
  fields(fields, isTop = false) {
    const list = html('ul', {className: 'fields'});
    for (const [name, value, inner] of fields) {
      const line = [html('span', {className: 'name'}, name), value ? ': ' + value : ''];
      list.append(html('li', {}, ...(inner
        ? [html('details', {open: isTop || inner.length <= MANY}, html('summary', {}, ...line),
          this.fields(inner))] : line)));
    }
    return list;
  }

  links(items) {
    return html('div', {className: 'links'}, ...items.map((item) =>
      html('button', {type: 'button', onclick: () => this.actions.open(item, true)},
        item.kind === 'segment' && item.name === 'Segment' ? `segment ${item.number}` : item.name,
        item.isLost ? ' ✕ lost' : item.isAgain ? ' (sent again)' : '')));
  }

  wire(octetsOfWire) {
    return octetsOfWire ? this.octets(octetsOfWire)
      : html('p', {}, 'They are not in this page, which would grow too large: the capture has them.');
  }

  /**
   * @param {Uint8Array} bytes what is shown
   * @param {number} size how many there were
   * @return {DocumentFragment} them in hexadecimal and as text
   */
  octets(bytes, size = bytes.length) {
    const part = document.createDocumentFragment();
    const dump = html('pre', {className: 'octets', tabIndex: 0}, this.dump(bytes.slice(0, FIRST_OCTETS)));
    dump.setAttribute('aria-label', 'Octets in hexadecimal');
    dump.setAttribute('role', 'group');
    part.append(dump);
    if (bytes.length > FIRST_OCTETS) {
      const more = html('button', {type: 'button', onclick: () => {
        dump.textContent = this.dump(bytes);
        more.remove();
      }}, `Show all ${octets(bytes.length)}`);
      part.append(more);
    }
    if (size > bytes.length) {
      part.append(html('p', {}, `The first ${octets(bytes.length)} of ${octets(size)}.`));
    }
    return part;
  }

  dump(bytes) {
    const lines = [];
    for (let at = 0; at < bytes.length; at += 16) {
      const row = [...bytes.slice(at, at + 16)];
      const hex = row.map((one) => one.toString(16).padStart(2, '0'));
      const text = row.map((one) => one >= 32 && one < 127 ? String.fromCharCode(one) : '.').join('');
      lines.push(at.toString(16).padStart(4, '0') + '  ' +
        (hex.slice(0, 8).join(' ') + '  ' + hex.slice(8).join(' ')).padEnd(49) + ' ' + text);
    }
    return lines.join('\n');
  }
}
// SPDX-License-Identifier: GPL-2.0-only

// By how much a step of zoom changes the scale.
const ZOOM = 1.5;

/** Ties session, diagram and details together and listens to the reader. */
class Explorer {
  constructor(session) {
    this.session = session;
    this.shown = new Set(['TCP', 'TLS', 'SPDY', 'HTTP', 'Step']);
    this.isExact = false;
    this.scale = Layout.firstScale(session);
    this.found = [];
    const actions = {
      open: (item, moves) => this.open(item, moves),
      openPhase: (phase) => this.openPhase(phase),
      close: () => this.close(),
    };
    this.diagram = new Diagram(this.get('diagram'), actions);
    this.detail = new Detail(this.get('panel'), session, actions);
    this.write();
    this.listen();
    this.lay();
  }

  get(id) {
    return document.getElementById(id);
  }

  write() {
    document.title = this.session.title;
    this.get('title').textContent = this.session.title;
    this.get('summary').textContent = this.session.summary();
    const first = this.session.connections[0];
    if (first) {
      this.get('client-head').querySelector('span').textContent = first.client;
      this.get('server-head').querySelector('span').textContent = first.server;
    }
    const lost = this.session.lost.length;
    this.get('lost').disabled = lost === 0;
    this.get('lost').textContent = lost === 0 ? 'None lost' : `Next lost (${lost})`;
    if (this.session.messages.some((message) => message.layer === 'HTTP')) {
      this.get('web-name').textContent = 'HTTP';
    }
  }

  listen() {
    const on = (id, type, action) => this.get(id).addEventListener(type, action);
    on('search', 'input', () => this.search());
    on('search', 'keydown', (event) => {
      if (event.key === 'Enter') {
        this.goToMatch(event.shiftKey ? -1 : 1);
      } else if (event.key === 'Escape') {
        this.get('search').blur();
      }
    });
    on('next', 'click', () => this.goToMatch(1));
    on('previous', 'click', () => this.goToMatch(-1));
    on('lost', 'click', () => this.goToLost());
    on('zoom-in', 'click', () => this.zoom(ZOOM));
    on('zoom-out', 'click', () => this.zoom(1 / ZOOM));
    on('fit', 'click', () => this.reset());
    on('exact', 'change', () => this.setExact(this.get('exact').checked));
    on('theme', 'click', () => this.changeTheme());
    on('help-button', 'click', () => this.get('help').showModal());
    for (const layer of ['TCP', 'TLS', 'SPDY']) {
      on('show-' + layer, 'change', (event) => this.showLayer(layer, event.target.checked));
    }
    on('show-steps', 'change', (event) => this.showLayer('Step', event.target.checked));
    on('diagram', 'wheel', (event) => this.wheel(event));
    document.addEventListener('keydown', (event) => this.press(event));
)PAGE";
    page += R"PAGE(    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.paint());
    this.dark = dark;
    this.theme = 'auto';
    this.paint();
    addEventListener('beforeprint', () => {
      this.paint('light');
      this.diagram.setPrinted(true);
    });
    addEventListener('afterprint', () => {
      this.paint();
      this.diagram.setPrinted(false);
    });
  }

  press(event) {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) &&
      event.target.type !== 'checkbox';
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || this.get('help').open) {
      return;
    }
    const isReading = this.get('panel').contains(event.target);
    const actions = {
      'ArrowDown': !isReading && (() => this.move(1)),
      'ArrowUp': !isReading && (() => this.move(-1)),
      'Home': !isReading && (() => this.moveTo(0)),
      'End': !isReading && (() => this.moveTo(this.layout.items.length - 1)),
      'Escape': () => this.close(),
      '/': () => this.get('search').select(),
      'n': () => this.goToMatch(1),
      'N': () => this.goToMatch(-1),
      'l': () => this.goToLost(),
      '+': () => this.zoom(ZOOM),
      '=': () => this.zoom(ZOOM),
      '-': () => this.zoom(1 / ZOOM),
      '0': () => this.reset(),
      's': () => this.setExact(!this.isExact),
      'd': () => this.changeTheme(),
      '?': () => this.get('help').showModal(),
    };
    if (event.key === 'Enter' && event.target.item) {
      // The click that follows opens it; then the reader is at its details.
      setTimeout(() => this.detail.title && this.detail.title.focus());
      return;
    }
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientY);
    }
  }

  lay() {
    this.layout = new Layout(this.session,
      {scale: this.scale, exact: this.isExact, shown: this.shown});
    this.diagram.setLayout(this.layout);
  }

  // The item that the reader is at stays where it is, or else the time at a place of the screen.
  layAround(clientY) {
    const view = this.diagram.view;
    const item = this.diagram.current;
    const place = item ? item.y - view.scrollTop : -1;
    if (clientY === undefined && place > 0 && place < view.clientHeight) {
      this.lay();
      view.scrollTop = item.y - place;
      this.diagram.draw();
      return;
    }
    const offset = clientY === undefined ? view.clientHeight / 2
      : clientY - view.getBoundingClientRect().top;
    const above = this.diagram.canvas.offsetTop;
    const isAtTop = view.scrollTop < 5;
    const time = this.layout.timeAt(view.scrollTop + offset - above);
    this.lay();
    view.scrollTop = isAtTop ? 0 : this.layout.at(time) + above - offset;
    this.diagram.draw();
  }

  zoom(factor, clientY) {
    this.scale = Math.min(SCALES.most, Math.max(SCALES.least, this.scale * factor));
    this.layAround(clientY);
  }

  reset() {
    this.scale = Layout.firstScale(this.session);
    this.layAround();
  }

  setExact(isExact) {
    this.isExact = this.get('exact').checked = isExact;
    this.layAround();
  }

  showLayer(layer, isShown) {
    for (const one of layer === 'SPDY' ? ['SPDY', 'HTTP'] : [layer]) {
      isShown ? this.shown.add(one) : this.shown.delete(one);
    }
    this.layAround();
    this.search(false);
  }

  open(item, moves = false) {
    this.diagram.open = this.diagram.current = item;
    this.diagram.carriers = new Set(item.kind === 'message' ? this.session.carriersOf(item)
      : item.kind === 'segment' ? this.session.carriedBy(item) : []);
    this.detail.showItem(item);
    if (moves) {
      this.makeVisible(item);
      this.diagram.reveal(item);
      this.detail.title.focus();
    } else {
      this.diagram.draw();
    }
  }

  openPhase(phase) {
    this.diagram.open = null;
    this.diagram.carriers.clear();
    this.detail.showPhase(phase);
    this.diagram.draw();
  }

  close() {
    const item = this.diagram.current;
    this.diagram.open = null;
    this.diagram.carriers.clear();
    this.detail.close();
    this.diagram.draw();
    if (item) {
      this.diagram.focus(item);
    }
  }

  makeVisible(item) {
    if (!this.shown.has(item.layer)) {
      const id = item.layer === 'Step' ? 'show-steps'
        : 'show-' + (item.layer === 'HTTP' ? 'SPDY' : item.layer);
      this.get(id).checked = true;
      this.showLayer(item.layer, true);
    }
  }

  move(by) {
    const items = this.layout.items.filter((item) => !item.isFolded);
    const at = items.indexOf(this.diagram.current);
    this.moveTo(this.layout.items.indexOf(items[at < 0 ? 0
      : Math.min(items.length - 1, Math.max(0, at + by))]));
  }

  moveTo(index) {
    const item = this.layout.items[index];
    if (item) {
      this.goTo(item);
    }
  }

  goTo(item) {
    this.makeVisible(item);
    this.diagram.current = item;
    if (!this.detail.panel.hidden) {
      this.open(item);
    }
    this.diagram.reveal(item);
    this.diagram.focus(item);
  }

  search(goes = true) {
    const words = this.get('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    this.found = words.length === 0 ? [] : this.session.items.filter((item) => {
      const text = this.session.textOf(item);
      return this.shown.has(item.layer) && words.every((word) => text.includes(word));
    });
    this.diagram.matches = new Set(this.found);
    this.match = -1;
    this.get('found').textContent = words.length === 0 ? ''
      : this.found.length === 0 ? 'none' : `${this.found.length} found`;
    if (goes && this.found.length > 0) {
      this.match = 0;
      this.showMatch();
    }
    this.diagram.draw();
  }

  showMatch() {
    const item = this.found[this.match];
    this.get('found').textContent = `${this.match + 1} of ${this.found.length}`;
    this.diagram.current = item;
    if (!this.detail.panel.hidden) {
      this.open(item);
    }
    this.diagram.reveal(item);
  }

  goToMatch(by) {
    const count = this.found.length;
    if (count === 0) {
      return;
    }
    this.match = (Math.max(this.match, 0) + by + count) % count;
    this.showMatch();
    if (document.activeElement !== this.get('search')) {
      this.diagram.focus(this.found[this.match]);
    }
  }

  goToLost() {
    const lost = this.session.lost;
    if (lost.length === 0) {
      return;
    }
    const from = this.diagram.current ? this.diagram.current.index : -1;
    const next = lost.find((item) => item.index > from) || lost[0];
    this.goTo(next);
    this.open(next);
  }

  changeTheme() {
    this.theme = {auto: 'light', light: 'dark', dark: 'auto'}[this.theme];
    this.paint();
  }

  paint(theme = this.theme) {
    const isDark = theme === 'dark' || (theme === 'auto' && this.dark.matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    this.get('theme').textContent = 'Theme: ' + this.theme;
  }
}

const explorer = new Explorer(new Session(JSON.parse(document.getElementById('data').textContent)));
</script>
</body>
</html>
)PAGE";
    return page;
}

} // namespace ns3
