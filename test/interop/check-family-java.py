#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""tls-endpoint and Java's JSSE, both ways: SSL 3.0 to TLS 1.2, every suite that both have, exportable
and anonymous ones and those with fixed keys among them, client certificates, resumption,
renegotiation, max_fragment_length.

usage: check-family-java.py BUILD_FOLDER
"""

import re
import subprocess
import threading

from family import (HERE, SCHEMES, TEXT, TIMEOUT, VERSIONS, Check, Problem, compare, demand, pin,
                    read_suites, run)

NAMES = {'ssl3': 'SSLv3', 'tls1.0': 'TLSv1', 'tls1.1': 'TLSv1.1', 'tls1.2': 'TLSv1.2'}
CLIENT_KEYS = {'rsa': 'RSA', 'dsa': 'DSA', 'ec': 'ECDSA'}
SIMPLE = 'TLS_RSA_WITH_AES_128_CBC_SHA'
FLAGS = ['-XX:TieredStopAtLevel=1', '-Xshare:auto']


def java(*arguments, properties=()):
    return ['java', *FLAGS, *properties, HERE / 'FamilyPeer.java', *arguments]


class Client:
    """One process that plays any number of clients."""

    def __init__(self, *properties):
        self.process = subprocess.Popen(
            [str(word) for word in java('client', check.pem(''), properties=properties)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answers = {}
        self.lock = threading.Condition()
        self.jobs = 0
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            name, answer = line.rstrip('\n').split(' ', 1)
            with self.lock:
                self.answers[name] = answer
                self.lock.notify_all()

    def run(self, server, version, suite, **options):
        """One job; returns what Java says of its last connection."""
        with self.lock:
            self.jobs += 1
            name = str(self.jobs)
            words = {'port': server.port, 'version': NAMES[version], 'suite': suite, **options}
            self.process.stdin.write(
                ' '.join([name, *(f'{key}={value}' for key, value in words.items())]) + '\n')
            self.process.stdin.flush()
            if not self.lock.wait_for(lambda: name in self.answers, 2 * TIMEOUT):
                raise Problem('Java does not answer')
            answer = self.answers.pop(name)
        if not answer.startswith('ok '):
            raise Problem(answer)
        _, version, suite, resumed, principal = answer.split(' ')
        return {'version': version, 'suite': suite, 'resumed': resumed == 'true',
                'principal': principal}

    def end(self):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()


def java_server(*options, properties=()):
    """A server that sends back what it gets; gives its address."""
    process = check.start(java('server', check.pem(''), *options, properties=properties))
    return process.wait_for(r'^LISTENING (\S+)$').group(1)


def check_suites(client, address):
    # Java says SSL_ where a suite is older than TLS.
    names = {re.sub('^SSL_', 'TLS_', name): name for name in run(java('suites')).stdout.split()}
    rows = [(suite, version) for suite in read_suites() if suite.name in names
            for version in suite.versions]
    # Whose certificate is on a curve is told apart by who issued it.
    others = check.start_server(certificates=['ec-ec'])
    server = check.start_server()

    def as_server(suite, version):
        session = client.run(others if suite.certificate == 'ec-ec' else server, version,
                             names[suite.name])
        compare(session, {'version': NAMES[version], 'suite': names[suite.name]})
        demand(session['principal'],
               'CN=www.example.com' if suite.certificate else 'nobody')

    check.matrix(rows, 'server', as_server)
    for one, part in ((others, [row for row in rows if row[0].certificate == 'ec-ec']),
                      (server, [row for row in rows if row[0].certificate != 'ec-ec'])):
        check.test(f'tls-endpoint reports version and suite of each of {len(part)} connections',
                   one.expect_rows, part)

    def as_client(suite, version):
        report = check.client(address, *pin(suite, version), expects=TEXT)
        compare(report, {'version': version, 'suite': suite.name, 'established': True,
                         'error': None})

    # As server, Java takes the group of one exportable suite for that of an ordinary one.
    unfit = next(suite for suite, _ in rows if suite.name == 'TLS_DH_anon_EXPORT_WITH_RC4_40_MD5')
    check.matrix([row for row in rows if row[0] != unfit], 'client', as_client)
    for version in unfit.versions:
        check.test(f'{version}: tls-endpoint refuses a group of Java that is too large for '
                   'exportable keys', is_too_large, address, unfit, version)


def is_too_large(address, suite, version):
    report = check.client(address, *pin(suite, version), status=1)
    # SSL 3.0 has no alert of that name (RFC 6101, 5.4.2).
    alert = 'handshake_failure' if version == 'ssl3' else 'export_restriction'
    compare(report, {'alert_sent': alert})


def check_client_certificates(client):
    server = check.start_server('--client-auth', 'require', '--ca', check.pem('roots.pem'))
    address = java_server('client-auth')

    def as_server(key, version):
        client.run(server, version, SIMPLE, certificate='client-' + key)
        server.expect(peer_cert=f'CN=Test Client ({key})', version=version, error=None)

    def as_client(key, version):
        name = 'client-' + key
        report = check.client(address, '--cert', check.pem(name + '.pem'), '--key',
                              check.pem(name + '.key'), '--min', version, '--max', version,
                              '--ciphers', SIMPLE, '--sigalgs', ','.join(SCHEMES), expects=TEXT)
        compare(report, {'established': True, 'error': None})

    for key, word in CLIENT_KEYS.items():
        for version in VERSIONS:
            check.test(f'{version}: tls-endpoint verifies the {word} certificate of Java',
                       as_server, key, version)
            check.test(f'{version}: Java verifies the {word} certificate of tls-endpoint',
                       as_client, key, version)

    def refuses(version):
        try:
            client.run(server, version, SIMPLE)
        except Problem as problem:
            demand(str(problem), '(?i)handshake_failure|no_certificate|closed|reset|abort|broken pipe')
        else:
            raise Problem('it got through')

    for version in VERSIONS:
        check.test(f'{version}: a server that requires a certificate refuses Java without one',
                   refuses, version)


def check_resumption(client, address):
    def as_server(version, kind):
        options = {'ticket': ('--tickets', '300', '--session-cache', 'off'),
                   'session id': ('--tickets', 'off', '--session-cache', '300')}[kind]
        server = check.start_server(*options)
        session = client.run(server, version, SIMPLE, connections=3)
        compare(session, {'resumed': True})
        server.expect(count=3, last=2, resumed=True, version=version, error=None)

    def as_client(version, kind):
        session = check.new_file('.session')
        options = ['--min', version, '--max', version, '--ciphers', SIMPLE, '--tickets',
                   '300' if kind == 'ticket' else 'off']
        report = check.client(address, *options, '--session-out', session, expects=TEXT)
        compare(report, {'resumed': False, 'error': None})
        for _ in range(2):
            report = check.client(address, *options, '--session-in', session, expects=TEXT)
            compare(report, {'resumed': True, 'version': version, 'error': None})

    for version in VERSIONS:
        for kind in ['session id'] if version == 'ssl3' else ['ticket', 'session id']:
            check.test(f'{version}: Java resumes twice by a {kind} of tls-endpoint', as_server,
                       version, kind)
            # As server, Java resumes no session of SSL 3.0, not even with itself as client.
            if version != 'ssl3':
                check.test(f'{version}: tls-endpoint resumes twice by a {kind} of Java', as_client,
                           version, kind)


def check_renegotiation(client, address):
    def by_client(version):
        server = check.start_server('--reneg', 'secure')
        client.run(server, version, SIMPLE, renegotiate='yes')
        server.expect(established=True, handshakes=2, error=None)

    def by_server(version):
        report = check.client(address, '--min', version, '--max', version, '--ciphers', SIMPLE,
                              '--reneg', 'secure', sends='renegotiate\n', expects='renegotiate')
        compare(report, {'established': True, 'handshakes': 2, 'error': None})

    def of_server(version):
        report = check.client(address, '--min', version, '--max', version, '--ciphers', SIMPLE,
                              '--reneg', 'secure', '--renegotiate', expects=TEXT)
        compare(report, {'established': True, 'handshakes': 2, 'error': None})

    for version in VERSIONS:
        check.test(f'{version}: Java renegotiates with tls-endpoint', by_client, version)
        check.test(f'{version}: tls-endpoint follows a Hello Request of Java', by_server, version)
        check.test(f'{version}: tls-endpoint renegotiates with Java', of_server, version)


def check_extensions(any_address):
    def extended(value, version):
        report = check.client(any_address, '--min', version, '--max', version, '--ciphers', SIMPLE,
                              '--ems', value, expects=TEXT)
        compare(report, {'established': True, 'error': None, 'ems': value == 'on'})

    for version in VERSIONS[1:]:
        for value in ('on', 'off'):
            check.test(f'{version}: extended master secret {value}: tls-endpoint and Java agree on '
                       'it', extended, value, version)

    fragments = Client('-Djsse.enableMFLNExtension=true')

    def fragments_of_server(size):
        server = check.start_server()
        # What Java asks for holds header and protection of a record as well.
        fragments.run(server, 'tls1.2', SIMPLE, fragment=size + 300)
        server.expect(established=True, error=None)

    address = java_server(properties=['-Djsse.enableMFLNExtension=true'])

    def fragments_of_client(size):
        report = check.client(address, '--max', 'tls1.2', '--ciphers', SIMPLE, '--max-fragment',
                              str(size), sends='f' * 3000 + '\n', expects='f' * 3000)
        compare(report, {'established': True, 'error': None})

    try:
        for size in (512, 1024, 2048, 4096):
            check.test(f'max_fragment_length {size}: Java that asks for it exchanges data with '
                       'tls-endpoint',
                       fragments_of_server, size)
            check.test(f'max_fragment_length {size}: tls-endpoint that asks for it exchanges data '
                       'with Java',
                       fragments_of_client, size)
    finally:
        fragments.end()


with Check('Java', ['openssl', 'java']) as check:
    one_client = Client()
    try:
        one_address = java_server()
        check_suites(one_client, one_address)
        check_client_certificates(one_client)
        check_resumption(one_client, one_address)
        check_renegotiation(one_client, one_address)
        check_extensions(one_address)
    finally:
        one_client.end()
