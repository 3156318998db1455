#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Writes doc/cipher-suites.rst from the table of cipher suites, the suites of a new TlsConfig and
doc/data/confirmed-suites.csv.

usage: make-cipher-suites.py
"""

import collections
import csv
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[1]
OUTPUT = ROOT / 'doc/cipher-suites.rst'
VERSIONS = {'SSL_3_0': ('ssl3', '3.0'), 'TLS_1_0': ('tls1.0', '1.0'), 'TLS_1_1': ('tls1.1', '1.1'),
            'TLS_1_2': ('tls1.2', '1.2'), 'TLS_1_3': ('tls1.3', '1.3')}
NAMES = [name for name, _ in VERSIONS.values()]

INTRODUCTION = '''\
.. SPDX-License-Identifier: GPL-2.0-only
.. Written by doc/make-cipher-suites.py; do not edit.

Cipher Suites
-------------

All {count} rows of the table in ``model/tls/tls-cipher-suite.cc``, the strongest first. This is the
order that a server with the choice ``strongest`` follows.

* *Versions*: those that the suite is defined for, SSL 3.0 and TLS 1.0 to 1.3. In others it is neither
  offered nor chosen.
* *Weak*: why nobody wants it today; empty when one may want it. False Start is not made with suites
  that have a word here.
* *On*: the place of the suite in the order of preference of a configuration that nobody changed;
  empty: a scenario has to name it.
* *Confirmed by*: implementations outside this project that completed a handshake with it and carried
  data. Words in parentheses narrow that down: to versions, or to the role that the module's end had.
  *no peer*: none of the four has it; the module's own two ends agree with each other, and tshark
  decrypts what they say.

{confirmed} of the {negotiable} suites that can be negotiated have a peer. Peers are OpenSSL 3.0,
GnuTLS 3.7, NSS 3.87 and Java 17. The checks ``test/interop/check-family-*.py`` run the handshakes,
``test/interop/make-confirmed-table.py`` writes ``doc/data/confirmed-suites.csv`` from what they saw,
version by version and role by role, and ``doc/make-cipher-suites.py`` writes this file from that.

SRP suites only have names, so that the ``openssl-1.0.1`` Client Hello can offer them: a server does
not choose them, and a client answers illegal_parameter when a server does.

.. list-table::
   :header-rows: 1
   :widths: 8 42 12 14 5 29

   * - Code
     - Name
     - Versions
     - Weak
     - On
     - Confirmed by
'''


def read_suites():
    """Rows of the table: code point, name, names of the versions, key exchange and weakness."""
    text = (ROOT / 'model/tls/tls-cipher-suite.cc').read_text()
    row = re.compile(r'\{(0x[0-9a-f]{4}), "(TLS_\w+)", +V::(\w+), +V::(\w+), +K::(\w+),.*?, '
                     r'+(?:true|false), +(?:"([^"]+)"|nullptr)\},')
    for code, name, first, last, exchange, weakness in row.findall(text):
        first, last = (NAMES.index(VERSIONS[version][0]) for version in (first, last))
        yield code, name, NAMES[first:last + 1], exchange, weakness


def read_preferred():
    """Code points of a new TlsConfig, in order of preference."""
    text = (ROOT / 'model/tls/tls-config.h').read_text()
    return re.findall(r'0x[0-9a-f]{4}', re.search(r'cipherSuites\{(.*?)\}', text, re.S).group(1))


def read_confirmed():
    """By suite and peer, the set of versions and roles that the peer confirmed."""
    confirmed = collections.defaultdict(lambda: collections.defaultdict(set))
    with open(ROOT / 'doc/data/confirmed-suites.csv', newline='') as file:
        for row in csv.DictReader(file):
            for role in ('client', 'server'):
                for peer in row[role].split():
                    confirmed[row['suite']][peer].add((row['version'], role))
    return confirmed


def describe_peer(peer, seen, versions):
    """A peer, and in which versions and roles when not in all."""
    parts = []
    by_roles = collections.defaultdict(list)
    for version in versions:
        roles = tuple(role for role in ('client', 'server') if (version, role) in seen)
        if roles:
            by_roles[roles].append(version)
    for roles, at in by_roles.items():
        words = [] if at == versions else [span(at)]
        words += [] if len(roles) == 2 else roles
        parts.append(' '.join(words))
    return peer + (f' ({"; ".join(parts)})' if any(parts) else '')


def span(versions):
    """A list of versions, as 3.0-1.2 or 1.2."""
    short = [dict(VERSIONS.values())[version] for version in versions]
    indexes = [NAMES.index(version) for version in versions]
    if len(short) > 1 and indexes == list(range(indexes[0], indexes[-1] + 1)):
        return f'{short[0]}-{short[-1]}'
    return ', '.join(short)


def make():
    """The text of the whole file."""
    suites = list(read_suites())
    preferred = read_preferred()
    confirmed = read_confirmed()
    lines = []
    for code, name, versions, exchange, weakness in suites:
        peers = [describe_peer(peer, seen, versions)
                 for peer, seen in sorted(confirmed[name].items())]
        on = str(preferred.index(code) + 1) if code in preferred else ''
        cells = [code, name, span(versions), weakness, on,
                 ', '.join(peers) or ('' if exchange == 'SRP' else 'no peer')]
        lines.append(''.join(f'   {"*" if i == 0 else " "} - {cell}'.rstrip() + '\n'
                             for i, cell in enumerate(cells)))
    return INTRODUCTION.format(
        count=len(suites), negotiable=sum(exchange != 'SRP' for *_, exchange, _ in suites),
        confirmed=sum(bool(confirmed[name]) for _, name, *_ in suites)) + ''.join(lines)


if __name__ == '__main__':
    OUTPUT.write_text(make())
