#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""tls-endpoint and GnuTLS's gnutls-cli and gnutls-serv, both ways: every version and suite that
both have, client certificates, resumption, renegotiation, extensions.

usage: check-family-gnutls.py BUILD_FOLDER
"""

import pathlib
import re

from family import (SCHEMES, TEXT, Check, Problem, compare, demand, forbid, free_port, pin, read_suites,
                    refuses, run, talk)

VERSIONS = ['tls1.0', 'tls1.1', 'tls1.2']
CLIENT_KEYS = {'rsa': 'RSA', 'dsa': 'DSA', 'ec': 'ECDSA'}
# GnuTLS's words where they differ from IANA's with hyphens.
CIPHERS = {'3DES_EDE_CBC': '3DES-CBC', 'RC4_128': 'ARCFOUR-128'}
EXCHANGES = {'DH_anon': 'ANON-DH', 'ECDH_anon': 'ANON-ECDH'}
COMMON = ('+CTYPE-X509:+COMP-NULL:+SIGN-ALL:+SIGN-DSA-SHA1:+SIGN-DSA-SHA256:+GROUP-ALL:'
          '%PROFILE_VERY_WEAK:%VERIFY_ALLOW_SIGN_WITH_SHA1')
EVERYTHING = ('+RSA:+DHE-RSA:+DHE-DSS:+ECDHE-RSA:+ECDHE-ECDSA:+ANON-DH:+ANON-ECDH:+CIPHER-ALL:'
              '+ARCFOUR-128:+3DES-CBC:+CAMELLIA-128-CBC:+CAMELLIA-256-CBC:+MAC-ALL:+SHA256:+SHA384:+MD5')
SIMPLE = '+RSA:+AES-128-CBC:+SHA1'


def read_codes():
    """Code points of GnuTLS's suites."""
    listed = run(['gnutls-cli', '--list']).stdout
    return {int(high + low, 16) for high, low in re.findall(r'\t0x(\w\w), 0x(\w\w)\t', listed)}


def words(suite):
    """A suite in the language of priority strings."""
    cipher, mac = suite.cipher.rsplit('_', 1)
    if '_GCM' in cipher or '_POLY1305' in cipher:
        mac = 'AEAD'
    return '+{}:+{}:+{}'.format(
        EXCHANGES.get(suite.exchange, suite.exchange.replace('_', '-')),
        CIPHERS.get(cipher, cipher.replace('_', '-')), 'SHA1' if mac == 'SHA' else mac)


def priority(versions, chosen, extra=''):
    return 'NONE:' + ''.join(f'+VERS-{version.upper()}:' for version in versions) + \
        f'{chosen}:{COMMON}{extra}'


def gnutls_cli(server, version, chosen, *options, extra='', steps=((TEXT + '\n', TEXT),)):
    """gnutls-cli says what it sends and gets; it verifies tls-endpoint's certificate."""
    return talk(['gnutls-cli', '--priority', priority([version], chosen, extra), '--x509cafile',
                 check.pem('roots.pem'), '--sni-hostname', 'www.example.com', '--verify-hostname',
                 'www.example.com', '--port', server.port, *options, '127.0.0.1'], steps)


def gnutls_serv(*options, certificates=('rsa', 'dsa', 'ec-rsa'), extra=''):
    """gnutls-serv sends back what it gets; gives process and address."""
    identities = [word for name in certificates for word in
                  ('--x509certfile', check.pem(name + '.pem'), '--x509keyfile',
                   check.pem(name + '.key'))]
    port = free_port()
    process = check.start(['gnutls-serv', '--echo', '--port', port, *identities, '--priority',
                           priority(VERSIONS, EVERYTHING, extra), *options])
    process.wait_for(r'listening on IPv4 .*\.\.\.done')
    return process, f'127.0.0.1:{port}'


def check_suites(codes):
    rows = [(suite, version) for suite in read_suites() if suite.code in codes
            for version in suite.versions if version in VERSIONS]
    server = check.start_server()

    def as_server(suite, version):
        output = gnutls_cli(server, version, words(suite))
        _, cipher, mac = words(suite).split(':')
        demand(output, fr'^- Description: \({version.upper()}-.*\({cipher[1:]}\)',
               'certificate is trusted' if suite.certificate else 'ANON')

    check.matrix(rows, 'server', as_server)
    check.test('tls-endpoint reports version and suite of each of these connections',
               server.expect_rows, rows)

    _, address = gnutls_serv('--disable-client-cert')

    def as_client(suite, version):
        report = check.client(address, *pin(suite, version), expects=TEXT)
        compare(report, {'version': version, 'suite': suite.name, 'established': True,
                         'error': None})

    check.matrix(rows, 'client', as_client)


def check_client_certificates():
    server = check.start_server('--client-auth', 'require', '--ca', check.pem('roots.pem'))
    _, address = gnutls_serv('--require-client-cert', '--verify-client-cert', '--x509cafile',
                             check.pem('roots.pem'))

    def as_server(key, version):
        name = 'client-' + key
        gnutls_cli(server, version, SIMPLE, '--x509certfile', check.pem(name + '.pem'),
                   '--x509keyfile', check.pem(name + '.key'))
        server.expect(peer_cert=f'CN=Test Client ({key})', version=version, error=None)

    def as_client(key, version):
        name = 'client-' + key
        report = check.client(address, '--cert', check.pem(name + '.pem'), '--key',
                              check.pem(name + '.key'), '--min', version, '--max', version,
                              '--sigalgs', ','.join(SCHEMES), expects=TEXT)
        compare(report, {'established': True, 'error': None})

    for key, word in CLIENT_KEYS.items():
        for version in VERSIONS:
            check.test(f'{version}: tls-endpoint verifies the {word} certificate of gnutls-cli',
                       as_server, key, version)
            check.test(f'{version}: gnutls-serv verifies the {word} certificate of tls-endpoint',
                       as_client, key, version)


def check_resumption():
    ticket_server = check.start_server('--tickets', '300', '--session-cache', 'off')
    id_server = check.start_server('--tickets', 'off', '--session-cache', '300')

    def as_server(server, version):
        output = gnutls_cli(server, version, SIMPLE, '--resume')
        demand(output, r'This is a resumed session')
        server.expect(count=2, resumed=True, version=version, error=None)

    def as_client(address, version):
        session = check.new_file('.session')
        options = ['--min', version, '--max', version]
        report = check.client(address, *options, '--session-out', session, expects=TEXT)
        compare(report, {'resumed': False, 'error': None})
        for _ in range(2):
            report = check.client(address, *options, '--session-in', session, expects=TEXT)
            compare(report, {'resumed': True, 'version': version, 'error': None})

    _, tickets = gnutls_serv('--disable-client-cert', '--nodb')
    _, ids = gnutls_serv('--disable-client-cert', '--noticket')
    for version in VERSIONS:
        check.test(f'{version}: gnutls-cli resumes by a ticket of tls-endpoint', as_server,
                   ticket_server, version)
        check.test(f'{version}: gnutls-cli resumes by a session id of tls-endpoint', as_server,
                   id_server, version)
        check.test(f'{version}: tls-endpoint resumes twice by a ticket of gnutls-serv', as_client,
                   tickets, version)
        check.test(f'{version}: tls-endpoint resumes twice by a session id of gnutls-serv',
                   as_client, ids, version)


def check_renegotiation():
    def by_client(version):
        server = check.start_server('--reneg', 'secure')
        output = gnutls_cli(server, version, SIMPLE, '--rehandshake')
        demand(output, 'safe renegotiation', 'ReHandshake was completed')
        server.expect(established=True, handshakes=2, error=None)

    def by_server(version):
        server = check.start_server('--reneg', 'secure', '--renegotiate')
        gnutls_cli(server, version, SIMPLE,
                   steps=[(TEXT + '\n', TEXT), ('after it\n', 'after it')])
        server.expect(established=True, handshakes=2, error=None)

    for version in VERSIONS:
        check.test(f'{version}: gnutls-cli renegotiates with tls-endpoint', by_client, version)
        check.test(f'{version}: gnutls-cli follows a Hello Request of tls-endpoint', by_server,
                   version)


def check_extensions():
    def of_server(option, value, expect, pattern):
        """What gnutls-cli says about tls-endpoint."""
        server = check.start_server(option, value)
        expect(gnutls_cli(server, 'tls1.2', SIMPLE), pattern)

    def of_client(option, value):
        """gnutls-serv says nothing, but it computes the same keys and MACs."""
        _, address = gnutls_serv('--disable-client-cert')
        report = check.client(address, '--max', 'tls1.2', option, value, '--ciphers',
                              'TLS_RSA_WITH_AES_128_CBC_SHA', expects=TEXT)
        compare(report, {'established': True, 'error': None, option[2:]: value == 'on'})

    for option, name, said in (('--ems', 'extended master secret', 'extended master secret'),
                               ('--etm', 'encrypt-then-MAC', 'EtM')):
        check.test(f'{name} on: gnutls-cli and tls-endpoint agree on it', of_server, option, 'on',
                   demand, f'^- Options: .*{said}')
        check.test(f'{name} off: gnutls-cli does without', of_server, option, 'off', forbid,
                   f'^- Options: .*{said}')
        for value in ('on', 'off'):
            check.test(f'{name} {value}: tls-endpoint and gnutls-serv agree on it', of_client, option,
                       value)

    for title, extra in (('without extended master secret', ':%NO_SESSION_HASH'),
                         ('without encrypt-then-MAC', ':%NO_ETM'),
                         ('that insists on secure renegotiation', ':%SAFE_RENEGOTIATION')):
        check.test(f'gnutls-cli {title} gets data through', gnutls_cli, check.start_server(),
                   'tls1.2', SIMPLE, extra=extra)

    def staples():
        server = check.start_server('--ocsp', check.pem('ocsp-rsa.der'))
        saved = check.new_file('.ocsp')
        output = gnutls_cli(server, 'tls1.2', SIMPLE, '--save-ocsp', saved)
        demand(output, '^- Options: .*OCSP status request')
        if saved.read_bytes() != pathlib.Path(check.pem('ocsp-rsa.der')).read_bytes():
            raise Problem('gnutls-cli got another response')

    def is_stapled():
        _, address = gnutls_serv('--disable-client-cert', '--ocsp-response',
                                 check.pem('ocsp-rsa.der'), certificates=['rsa'])
        report = check.client(address, '--max', 'tls1.2', '--ocsp', check.pem('ocsp-rsa.der'),
                              expects=TEXT)
        compare(report, {'established': True, 'error': None})
        if report['stapled_bytes'] < pathlib.Path(check.pem('ocsp-rsa.der')).stat().st_size:
            raise Problem(f'the response is missing: {report}')

    check.test('gnutls-cli gets the stapled OCSP response of tls-endpoint', staples)
    check.test('tls-endpoint accepts a stapled OCSP response of gnutls-serv', is_stapled)

    def starts_early():
        _, address = gnutls_serv('--disable-client-cert')
        report = check.client(address, '--max', 'tls1.2', '--false-start', '--ciphers',
                              'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', expects=TEXT)
        compare(report, {'established': True, 'error': None})

    check.test('gnutls-serv reads data that tls-endpoint sends before its Finished (False Start)',
               starts_early)

    def fallback():
        server = check.start_server()
        refuses('Inappropriate fallback', gnutls_cli, server, 'tls1.1', SIMPLE,
                extra=':%FALLBACK_SCSV')

    check.test('gnutls-cli that fell back for no reason is told inappropriate_fallback', fallback)


with Check('GnuTLS', ['openssl', 'gnutls-cli', 'gnutls-serv']) as check:
    check_suites(read_codes())
    check_client_certificates()
    check_resumption()
    check_renegotiation()
    check_extensions()
