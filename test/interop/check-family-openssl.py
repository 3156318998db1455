#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""tls-endpoint and OpenSSL's s_client and s_server, both ways: every version and suite that both
have, the 25 curves of RFC 4492, client certificates, resumption, renegotiation, extensions.

usage: check-family-openssl.py BUILD_FOLDER
"""

import os
import pathlib
import re

from family import (CURVES, SCHEMES, TEXT, Check, Problem, compare, demand, forbid, pin,
                    read_suites, refuses, run, talk)

# The configuration of a distribution may forbid what is tested here.
ENVIRONMENT = {**os.environ, 'OPENSSL_CONF': '/dev/null'}
FLAGS = {'tls1.0': '-tls1', 'tls1.1': '-tls1_1', 'tls1.2': '-tls1_2'}
NAMES = {'tls1.0': 'TLSv1', 'tls1.1': 'TLSv1.1', 'tls1.2': 'TLSv1.2'}
# Where OpenSSL's names of curves differ.
CURVE_NAMES = {'secp192r1': 'prime192v1', 'secp256r1': 'prime256v1'}
CLIENT_KEYS = {'rsa': 'RSA', 'dsa': 'DSA', 'ec': 'ECDSA'}
REVERSED = TEXT[::-1]


def read_names():
    """OpenSSL's names of suites by their code points."""
    listed = run(['openssl', 'ciphers', '-V', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], env=ENVIRONMENT)
    rows = re.findall(r'0x(\w\w),0x(\w\w) - (\S+)', listed.stdout)
    return {int(high + low, 16): name for high, low, name in rows}


def curve_name(curve):
    return CURVE_NAMES.get(curve, curve)


def s_client(server, *options, steps=((TEXT + '\n', TEXT),), cipher='ALL', verifies=True):
    """s_client says what it sends and gets; it verifies tls-endpoint's certificate."""
    trust = ['-verify_return_error', '-verify_hostname', 'www.example.com'] if verifies else []
    return talk(['openssl', 's_client', '-connect', server.address, '-servername',
                 'www.example.com', '-CAfile', check.pem('roots.pem'), '-cipher',
                 cipher + ':@SECLEVEL=0', *trust, *options], steps, env=ENVIRONMENT)


def s_server(certificate, *options):
    """s_server sends each line back with its letters in reverse; gives process and address."""
    process = check.start(['openssl', 's_server', '-accept', '127.0.0.1:0', '-cert',
                           check.pem(certificate + '.pem'), '-key', check.pem(certificate + '.key'),
                           '-cipher', 'ALL:@SECLEVEL=0', '-CAfile', check.pem('roots.pem'),
                           '-dhparam', check.pem('dh-2048.pem'), '-groups',
                           ':'.join(['X25519', *map(curve_name, CURVES)]), '-rev', *options],
                          env=ENVIRONMENT)
    return process, process.wait_for(r'^ACCEPT (\S+)$').group(1)


def check_suites(names):
    rows = [(suite, version) for suite in read_suites() if suite.code in names
            for version in suite.versions if version in FLAGS]
    server = check.start_server()

    def as_server(suite, version):
        output = s_client(server, FLAGS[version], cipher=names[suite.code],
                          verifies=suite.certificate is not None)
        demand(output, f'Cipher is {names[suite.code]}$', f'Protocol +: {NAMES[version]}$',
               'Verification: OK')

    check.matrix(rows, 'server', as_server)
    check.test('tls-endpoint reports version and suite of each of these connections',
               server.expect_rows, rows)

    servers = {kind: s_server(kind)[1] for kind in ('rsa', 'dsa', 'ec-rsa')}

    def as_client(suite, version):
        report = check.client(servers[suite.certificate or 'rsa'], *pin(suite, version),
                              expects=REVERSED)
        compare(report, {'version': version, 'suite': suite.name, 'established': True,
                         'error': None})

    check.matrix(rows, 'client', as_client)


def check_curves():
    server = check.start_server()
    _, address = s_server('rsa')

    def as_server(curve):
        output = s_client(server, '-tls1_2', '-groups', curve_name(curve),
                          cipher='ECDHE-RSA-AES128-SHA')
        demand(output, f'Server Temp Key: .*{curve_name(curve)}')
        server.expect(group=curve, error=None)

    def as_client(curve):
        report = check.client(address, '--max', 'tls1.2', '--groups', curve, '--ciphers',
                              'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', '--sigalgs', ','.join(SCHEMES),
                              expects=REVERSED)
        compare(report, {'group': curve, 'established': True, 'error': None})

    for curve in CURVES:
        check.test(f'{curve}: s_client agrees with tls-endpoint on a secret', as_server, curve)
        check.test(f'{curve}: tls-endpoint agrees with s_server on a secret', as_client, curve)


def check_client_certificates():
    server = check.start_server('--client-auth', 'require', '--ca', check.pem('roots.pem'))
    _, address = s_server('rsa', '-Verify', '3', '-verify_return_error')
    _, asking = s_server('rsa', '-verify', '3')

    def as_server(key, version):
        name = 'client-' + key
        s_client(server, FLAGS[version], '-cert', check.pem(name + '.pem'), '-key',
                 check.pem(name + '.key'), cipher='AES128-SHA')
        server.expect(peer_cert=f'CN=Test Client ({key})', version=version, error=None)

    def as_client(key, version):
        name = 'client-' + key
        report = check.client(address, '--cert', check.pem(name + '.pem'), '--key',
                              check.pem(name + '.key'), '--min', version, '--max', version,
                              '--sigalgs', ','.join(SCHEMES), expects=REVERSED)
        compare(report, {'established': True, 'error': None})

    for key, word in CLIENT_KEYS.items():
        for version in FLAGS:
            check.test(f'{version}: tls-endpoint verifies the {word} certificate of s_client',
                       as_server, key, version)
            check.test(f'{version}: s_server verifies the {word} certificate of tls-endpoint',
                       as_client, key, version)

    check.test('a server that requires a certificate refuses s_client without one', refuses,
               'alert handshake failure', s_client, server, '-tls1_2', cipher='AES128-SHA')
    check.test('a server that only asks for a certificate serves tls-endpoint without one',
               lambda: compare(check.client(asking, expects=REVERSED), {'established': True}))


def check_resumption():
    ticket_server = check.start_server('--tickets', '300', '--session-cache', 'off')
    id_server = check.start_server('--tickets', 'off', '--session-cache', '300')

    def as_server(server, version):
        session = check.new_file('.session')
        first = s_client(server, FLAGS[version], '-sess_out', session, cipher='AES128-SHA')
        demand(first, '^New, ')
        server.expect(resumed=False, version=version, error=None)
        for _ in range(2):
            again = s_client(server, FLAGS[version], '-sess_in', session, cipher='AES128-SHA')
            demand(again, '^Reused, ', f'Protocol +: {NAMES[version]}$')
            server.expect(resumed=True, version=version, error=None)

    def as_client(address, version):
        session = check.new_file('.session')
        options = ['--min', version, '--max', version]
        report = check.client(address, *options, '--session-out', session, expects=REVERSED)
        compare(report, {'resumed': False, 'error': None})
        for _ in range(2):
            report = check.client(address, *options, '--session-in', session, expects=REVERSED)
            compare(report, {'resumed': True, 'version': version, 'error': None})

    _, tickets = s_server('rsa')
    _, ids = s_server('rsa', '-no_ticket')
    for version in FLAGS:
        check.test(f'{version}: s_client resumes twice by a ticket of tls-endpoint', as_server,
                   ticket_server, version)
        check.test(f'{version}: s_client resumes twice by a session id of tls-endpoint', as_server,
                   id_server, version)
        check.test(f'{version}: tls-endpoint resumes twice by a ticket of s_server', as_client,
                   tickets, version)
        check.test(f'{version}: tls-endpoint resumes twice by a session id of s_server', as_client,
                   ids, version)

    def refuses_suite():
        session = check.new_file('.session')
        s_client(id_server, '-tls1_2', '-sess_out', session, cipher='AES128-SHA')
        other = s_client(id_server, '-tls1_2', '-sess_in', session, cipher='AES256-SHA')
        demand(other, '^New, .*AES256-SHA')

    check.test('a session is not resumed when s_client no longer offers its suite', refuses_suite)


def check_renegotiation():
    again = [(TEXT + '\n', TEXT), ('R\n', 'RENEGOTIATING'), ('after it\n', 'after it')]

    def by_client(version):
        server = check.start_server('--reneg', 'secure')
        output = s_client(server, FLAGS[version], steps=again, cipher='AES128-SHA')
        demand(output, 'Secure Renegotiation IS supported')
        server.expect(established=True, handshakes=2, error=None)

    def by_server(version):
        server = check.start_server('--reneg', 'secure', '--renegotiate')
        output = s_client(server, FLAGS[version], '-msg', cipher='AES128-SHA',
                          steps=[(TEXT + '\n', 'HelloRequest(?s:.*)Finished(?s:.*)Finished'),
                                 ('after it\n', 'after it')])
        demand(output, TEXT)
        server.expect(established=True, handshakes=2, error=None)

    def of_server(version):
        _, address = s_server('rsa', '-client_renegotiation')
        report = check.client(address, '--min', version, '--max', version, '--reneg', 'secure',
                              '--renegotiate', expects=REVERSED)
        compare(report, {'established': True, 'handshakes': 2, 'error': None})

    def refused():
        server = check.start_server('--reneg', 'off')
        output = s_client(server, '-tls1_2', '-msg', cipher='AES128-SHA',
                          steps=[(TEXT + '\n', TEXT), ('R\n', 'no_renegotiation')])
        demand(output, 'no_renegotiation')

    for version in FLAGS:
        check.test(f'{version}: s_client renegotiates with tls-endpoint', by_client, version)
        check.test(f'{version}: s_client follows a Hello Request of tls-endpoint', by_server,
                   version)
        check.test(f'{version}: tls-endpoint renegotiates with s_server', of_server, version)
    check.test('tls-endpoint refuses to renegotiate with no_renegotiation', refused)


def check_extensions():
    def of_server(option, value, expect, pattern):
        """What s_client says about the extensions of tls-endpoint."""
        server = check.start_server(option, value)
        expect(s_client(server, '-tls1_2', '-tlsextdebug', cipher='AES128-SHA'), pattern)

    def of_client(option, value, expect, pattern):
        """What s_server says about the extensions of tls-endpoint."""
        process, address = s_server('rsa', '-tlsextdebug')
        report = check.client(address, '--max', 'tls1.2', option, value, '--ciphers',
                              'TLS_RSA_WITH_AES_128_CBC_SHA', expects=REVERSED)
        compare(report, {'established': True, 'error': None})
        expect(process.log.read_text(errors='replace'), pattern)

    for option, name, said in (('--ems', 'extended master secret', 'extended master secret'),
                               ('--etm', 'encrypt-then-MAC', 'encrypt-then-mac')):
        check.test(f'{name} on: s_client and tls-endpoint agree on it', of_server, option, 'on',
                   demand, f'TLS server extension "{said}"')
        check.test(f'{name} off: s_client does without', of_server, option, 'off',
                   forbid, f'TLS server extension "{said}"')
        check.test(f'{name} on: tls-endpoint and s_server agree on it', of_client, option, 'on',
                   demand, f'TLS client extension "{said}"')
        check.test(f'{name} off: s_server does without', of_client, option, 'off',
                   forbid, f'TLS client extension "{said}"')

    def fragments_of_server(size):
        server = check.start_server()
        text = 'f' * 3000
        output = s_client(server, '-tls1_2', '-maxfraglen', str(size), '-tlsextdebug',
                          cipher='AES128-SHA', steps=[(text + '\n', text)])
        demand(output, 'TLS server extension "max fragment length"')

    def fragments_of_client(size):
        process, address = s_server('rsa', '-tlsextdebug')
        text = 'f' * 3000
        check.client(address, '--max', 'tls1.2', '--max-fragment', str(size), sends=text + '\n',
                     expects=text)
        demand(process.log.read_text(errors='replace'),
               'TLS client extension "max fragment length"')

    for size in (512, 1024, 2048, 4096):
        check.test(f'max_fragment_length {size}: s_client gets records of that size',
                   fragments_of_server, size)
        check.test(f'max_fragment_length {size}: s_server sends records of that size',
                   fragments_of_client, size)

    def staples():
        server = check.start_server('--ocsp', check.pem('ocsp-rsa.der'))
        demand(s_client(server, '-tls1_2', '-status', cipher='AES128-SHA'),
               'OCSP Response Status: successful', 'Cert Status: good')

    def is_stapled():
        _, address = s_server('rsa', '-status_file', check.pem('ocsp-rsa.der'))
        report = check.client(address, '--max', 'tls1.2', '--ocsp', check.pem('ocsp-rsa.der'),
                              expects=REVERSED)
        compare(report, {'established': True, 'error': None})
        if report['stapled_bytes'] < pathlib.Path(check.pem('ocsp-rsa.der')).stat().st_size:
            raise Problem(f'the response is missing: {report}')

    check.test('s_client gets the stapled OCSP response of tls-endpoint', staples)
    check.test('tls-endpoint accepts a stapled OCSP response of s_server', is_stapled)

    def starts_early():
        _, address = s_server('rsa')
        for cipher in ('AES_128_GCM_SHA256', 'AES_128_CBC_SHA'):
            report = check.client(address, '--max', 'tls1.2', '--false-start', '--ciphers',
                                  'TLS_ECDHE_RSA_WITH_' + cipher, expects=REVERSED)
            compare(report, {'established': True, 'error': None})

    check.test('s_server reads data that tls-endpoint sends before its Finished (False Start)',
               starts_early)

    def fallback():
        server = check.start_server()
        refuses('inappropriate fallback', s_client, server, '-tls1_1', '-fallback_scsv',
                cipher='AES128-SHA')
        s_client(server, '-tls1_2', '-fallback_scsv', cipher='AES128-SHA')

    check.test('s_client that fell back for no reason is told inappropriate_fallback', fallback)


with Check('OpenSSL', ['openssl']) as check:
    check_suites(read_names())
    check_curves()
    check_client_certificates()
    check_resumption()
    check_renegotiation()
    check_extensions()
