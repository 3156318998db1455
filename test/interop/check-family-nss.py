#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""tls-endpoint and NSS's tstclnt, strsclnt and selfserv, both ways: SSL 3.0 to TLS 1.2, every suite
that both have, client certificates, resumption, renegotiation, extensions.

usage: check-family-nss.py BUILD_FOLDER
"""

import concurrent.futures
import resource
import subprocess

from family import (PARALLEL, SCHEMES, TEXT, TIMEOUT, VERSIONS, Check, Problem, compare, demand,
                    forbid, free_port, pin, read_suites, refuses, run)

CLIENT_KEYS = {'rsa': 'RSA', 'dsa': 'DSA', 'ec': 'ECDSA'}
SIMPLE = ':002F'
MOST_OUTPUT = 1 << 20  # octets; a client that is told too little may say the same for ever


def code(suite):
    return f':{suite.code:04X}'


def make_database(*names):
    """Certificates and keys as NSS wants them; the roots are to be trusted."""
    folder = check.new_file('.nss')
    folder.mkdir()
    database = f'sql:{folder}'
    commands = [['certutil', '-N', '-d', database, '--empty-password']]
    commands += [['certutil', '-A', '-d', database, '-n', name, '-t', 'CT,C,C', '-i',
                  check.pem(name + '.pem')] for name in ('root-rsa', 'root-ec')]
    commands += [['pk12util', '-i', check.pem(name + '.p12'), '-d', database, '-K', '', '-W', '']
                 for name in names]
    for command in commands:
        done = run(command)
        if done.returncode != 0:
            raise Problem(' '.join(command) + ': ' + done.stderr)
    return database


def read_codes():
    """Suites that NSS knows: it refuses to start with another."""
    port = free_port()

    def is_known(suite):
        done = run(['tstclnt', '-D', '-h', '127.0.0.1', '-p', port, '-c', code(suite)],
                   stdin=subprocess.DEVNULL)
        return 'UNKNOWN_CIPHER_SUITE' not in done.stderr

    suites = read_suites()
    with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
        return {suite.code for suite, known in zip(suites, pool.map(is_known, suites)) if known}


def nss_client(program, server, versions, chosen, *options, folder=None):
    """tstclnt or strsclnt; verifies tls-endpoint's certificate. Returns what it says."""
    log = check.new_file('.log')
    address = ['-h', '127.0.0.1', '-A', request] if program == 'tstclnt' else ['127.0.0.1']
    command = [program, '-d', folder or database, '-p', server.port, '-a', 'www.example.com', '-V', versions,
               *(['-c'] if program == 'tstclnt' else ['-C']), chosen, *options, *address]
    with open(log, 'w') as output:
        done = subprocess.run([str(word) for word in command], stdout=output,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              timeout=2 * TIMEOUT, preexec_fn=lambda: resource.setrlimit(
                                  resource.RLIMIT_FSIZE, (MOST_OUTPUT, MOST_OUTPUT)))
    said = log.read_text(errors='replace')
    if done.returncode != 0:
        raise Problem(f'{program} exits with {done.returncode}:', said)
    return said


def tstclnt(server, version, chosen, *options, folder=None):
    """Sends a request to tls-endpoint and gets its body back."""
    said = nss_client('tstclnt', server, f'{version}:{version}', chosen, *options, folder=folder)
    demand(said, TEXT)
    return said


def selfserv(*options, certificate='ec-rsa', chosen=SIMPLE):
    """selfserv answers a GET; gives process and address."""
    port = free_port()
    process = check.start(['selfserv', '-d', database, '-p', port, '-n', 'rsa', '-S', 'dsa', '-e',
                           certificate, '-V', 'ssl3:tls1.2', '-H', '1', '-W', '1', '-c', chosen,
                           '-v', *options])
    process.wait_for('About to call accept')
    return process, f'127.0.0.1:{port}'


def get(address, *options):
    """tls-endpoint gets a page of selfserv."""
    report = check.client(address, '--get', '/', *options, sends=None)
    compare(report, {'established': True, 'error': None})
    return report


def check_suites(codes):
    rows = [(suite, version) for suite in read_suites() if suite.code in codes
            for version in suite.versions]
    # Whose certificate is on a curve is told apart by who issued it.
    others = check.start_server(mode='http', certificates=['ec-ec'])
    server = check.start_server(mode='http')

    def as_server(suite, version):
        tstclnt(others if suite.certificate == 'ec-ec' else server, version, code(suite))

    check.matrix(rows, 'server', as_server)
    for one, part in ((others, [row for row in rows if row[0].certificate == 'ec-ec']),
                      (server, [row for row in rows if row[0].certificate != 'ec-ec'])):
        check.test(f'tls-endpoint reports version and suite of each of {len(part)} connections',
                   one.expect_rows, part)

    everything = ''.join(f':{number:04X}' for number in sorted(codes))
    _, address = selfserv(chosen=everything)
    _, other_address = selfserv(chosen=everything, certificate='ec-ec')

    def as_client(suite, version):
        report = get(other_address if suite.certificate == 'ec-ec' else address,
                     *pin(suite, version))
        compare(report, {'version': version, 'suite': suite.name})

    check.matrix(rows, 'client', as_client)


def check_client_certificates():
    server = check.start_server('--client-auth', 'require', '--ca', check.pem('roots.pem'),
                                mode='http')
    _, address = selfserv('-r', '-r')

    def as_server(key, version):
        tstclnt(server, version, SIMPLE, '-n', 'client-' + key)
        server.expect(peer_cert=f'CN=Test Client ({key})', version=version, error=None)

    def as_client(key, version):
        name = 'client-' + key
        get(address, '--cert', check.pem(name + '.pem'), '--key', check.pem(name + '.key'), '--min',
            version, '--max', version, '--ciphers', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--sigalgs',
            ','.join(SCHEMES))

    for key, word in CLIENT_KEYS.items():
        for version in VERSIONS:
            check.test(f'{version}: tls-endpoint verifies the {word} certificate of tstclnt',
                       as_server, key, version)
            check.test(f'{version}: selfserv verifies the {word} certificate of tls-endpoint',
                       as_client, key, version)

    for version in VERSIONS:
        check.test(f'{version}: a server that requires a certificate refuses tstclnt without one',
                   refuses, 'SSL_ERROR', tstclnt, server, version, SIMPLE, folder=bare_database)
    _, asking = selfserv('-r')
    for version in VERSIONS:
        check.test(f'{version}: a server that only asks for a certificate serves tls-endpoint '
                   'without one', get, asking, '--min', version, '--max', version, '--ciphers',
                   'TLS_RSA_WITH_AES_128_CBC_SHA')


def check_resumption():
    def as_server(version, kind):
        options = {'ticket': ('--tickets', '300', '--session-cache', 'off'),
                   'session id': ('--tickets', 'off', '--session-cache', '300')}[kind]
        server = check.start_server(*options, mode='http')
        said = nss_client('strsclnt', server, f'{version}:{version}', SIMPLE, '-c', '4', '-t', '1',
                          '-q', *(['-u'] if kind == 'ticket' else []))
        demand(said, '3 cache hits; 1 cache misses',
               ('3' if kind == 'ticket' else '0') + ' stateless resumes')
        server.expect(count=4, last=3, resumed=True, version=version, error=None)

    def as_client(address, version):
        session = check.new_file('.session')
        options = ['--min', version, '--max', version, '--ciphers', 'TLS_RSA_WITH_AES_128_CBC_SHA']
        compare(get(address, *options, '--session-out', session), {'resumed': False})
        for _ in range(2):
            compare(get(address, *options, '--session-in', session), {'resumed': True})

    _, tickets = selfserv('-u', '-N')
    _, ids = selfserv()
    for version in VERSIONS:
        kinds = ['session id'] if version == 'ssl3' else ['ticket', 'session id']
        for kind in kinds:
            check.test(f'{version}: strsclnt resumes three times by a {kind} of tls-endpoint',
                       as_server, version, kind)
            check.test(f'{version}: tls-endpoint resumes twice by a {kind} of selfserv', as_client,
                       tickets if kind == 'ticket' else ids, version)


def check_renegotiation():
    _, address = selfserv('-r', '-r', '-r', '-r')

    def asked(version):
        report = get(address, '--min', version, '--max', version, '--reneg', 'secure', '--cert',
                     check.pem('client-rsa.pem'), '--key', check.pem('client-rsa.key'),
                     '--ciphers', 'TLS_RSA_WITH_AES_128_CBC_SHA')
        compare(report, {'handshakes': 2})

    for version in VERSIONS:
        check.test(f'{version}: tls-endpoint follows a Hello Request of selfserv and then shows a '
                   'certificate', asked, version)


def check_extensions():
    def says(pattern, *options, expect=demand, server_options=(), version='tls1.2', chosen=SIMPLE):
        server = check.start_server(*server_options, mode='http')
        expect(tstclnt(server, version, chosen, '-v', *options), pattern)
        server.expect(established=True, error=None)

    for version in ('tls1.0', 'tls1.1', 'tls1.2'):
        check.test(f'{version}: extended master secret on: tstclnt and tls-endpoint agree on it',
                   says, 'Extended Master Secret: Yes', '-G', server_options=['--ems', 'on'],
                   version=version)
        check.test(f'{version}: extended master secret off: tstclnt does without', says,
                   'Extended Master Secret: No', '-G', server_options=['--ems', 'off'],
                   version=version)
    check.test('tstclnt gets the stapled OCSP response of tls-endpoint', says,
               'Received 1 Cert Status items', '-T',
               server_options=['--ocsp', check.pem('ocsp-rsa.der')])
    check.test('tstclnt that sends data before tls-endpoint has finished (False Start) gets its '
               'page', says, 'SSL version 3.3', '-g', chosen=':C02F')

    def starts_early():
        _, address = selfserv(chosen=':C02F')
        get(address, '--max', 'tls1.2', '--false-start', '--ciphers',
            'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256')

    check.test('selfserv reads data that tls-endpoint sends before its Finished (False Start)',
               starts_early)

    server = check.start_server(mode='http')
    for version in ('ssl3', 'tls1.0', 'tls1.1'):
        check.test(f'tstclnt that fell back to {version} for no reason is told '
                   'inappropriate_fallback', refuses, 'INAPPROPRIATE_FALLBACK', tstclnt, server,
                   version, SIMPLE, '-K')


with Check('NSS', ['openssl', 'certutil', 'pk12util', 'tstclnt', 'strsclnt', 'selfserv']) as check:
    database = make_database('rsa', 'dsa', 'ec-rsa', 'ec-ec', 'client-rsa', 'client-dsa', 'client-ec')
    # A client that has certificates shows one when it is asked.
    bare_database = make_database()
    request = check.new_file('.request')
    request.write_text(f'POST / HTTP/1.0\r\nContent-Length: {len(TEXT)}\r\n\r\n{TEXT}')
    check_suites(read_codes())
    check_client_certificates()
    check_resumption()
    check_renegotiation()
    check_extensions()
