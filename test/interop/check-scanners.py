#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""sslscan and testssl.sh, which ask a server all sorts of things, some of them malformed: they
report what tls-endpoint offers, no more and no less, and it goes on serving.

usage: check-scanners.py BUILD_FOLDER
"""

import json
import os
import re

from family import CURVES, TEXT, Check, EndpointServer, Problem, demand, forbid, read_suites, run

# The configuration of a distribution may forbid what is tested here.
ENVIRONMENT = {**os.environ, 'OPENSSL_CONF': '/dev/null'}
CERTIFICATES = ('rsa', 'dsa', 'ec-rsa', 'ec-ec', 'dh-rsa')
NAMES = {'tls1.0': 'TLSv1.0', 'tls1.1': 'TLSv1.1', 'tls1.2': 'TLSv1.2'}


def offered(version):
    """Code points that the server can serve in a version. Before TLS 1.2 a fixed key serves only
    under the kind of key that signed its certificate, and no DSA key signed one."""
    return {suite.code for suite in read_suites() if version in suite.versions and
            (version == 'tls1.2' or not suite.exchange.startswith('DH_DSS'))}


def scan(server, *options):
    done = run(['sslscan', '--no-colour', '--show-cipher-ids', '--sni-name=www.example.com',
                *options, server.address], env=ENVIRONMENT)
    if done.returncode != 0:
        raise Problem('sslscan fails:', done.stdout + done.stderr)
    return done.stdout


def goes_on(server):
    """The server, after all that, serves a client."""
    if server.process.process.poll() is not None:
        raise Problem('the server has ended:', server.process.log.read_text(errors='replace'))
    check.client(server.address, expects=TEXT)


def check_sslscan():
    server = check.start_server('--reneg', 'secure', certificates=CERTIFICATES)
    output = scan(server)

    def versions():
        demand(output, '^SSLv2 +disabled', '^SSLv3 +enabled', '^TLSv1.0 +enabled',
               '^TLSv1.1 +enabled', '^TLSv1.2 +enabled', '^TLSv1.3 +disabled')

    def suites(version):
        found = {int(code, 16) for code in re.findall(
            rf'^(?:Accepted|Preferred) +{NAMES[version]} .*? 0x([0-9A-F]{{4}}) ', output,
            re.MULTILINE)}
        wrong = [f'{code:04x} is {"found" if code in found else "not found"}'
                 for code in sorted(found ^ offered(version))]
        if wrong:
            raise Problem(', '.join(wrong), output)

    def groups():
        demand(output, *(rf'^TLSv1.2 .* {curve}\b' for curve in [*CURVES, 'x25519']))

    def behaviour():
        demand(output, '^Server supports TLS Fallback SCSV', '^Secure session renegotiation supp',
               *(f'^{name} not vulnerable to heartbleed' for name in NAMES.values()),
               '^Subject: +www.example.com', '^Issuer: +Test Root')

    check.test('sslscan finds SSL 3.0 to TLS 1.2, and neither SSL 2.0 nor TLS 1.3', versions)
    for version in NAMES:
        check.test(f'sslscan finds every suite of {version} that has a certificate', suites,
                   version)
    check.test('sslscan finds the 25 curves of RFC 4492 and x25519', groups)
    check.test('sslscan sees fallback and renegotiation as configured, no Heartbleed, and the '
               'certificate', behaviour)
    check.test('after sslscan, the server serves the next client', goes_on, server)


def check_defaults():
    """A server that is not told anything, but who it is."""
    server = EndpointServer(check, ['--mode', 'echo', '--cert', check.pem('rsa.pem'), '--key',
                                    check.pem('rsa.key')])
    output = scan(server)

    def is_modern():
        forbid(output, '^SSLv[23] +enabled', '^TLSv1.[013] +enabled',
               '^(Accepted|Preferred) .*(RC4|DES|NULL|EXP|anon|MD5|SEED)')
        demand(output, '^TLSv1.2 +enabled', '^Preferred +TLSv1.2 .*0xC02F')

    check.test('sslscan finds nothing outdated in a server without options', is_modern)
    check.test('and the server serves the next client', goes_on, server)


def check_testssl():
    server = check.start_server('--session-cache', '100', '--tickets', '1', '--npn', 'spdy/3.1',
                                '--alpn', 'spdy/3.1,http/1.1', certificates=CERTIFICATES)
    report = check.new_file('.json')
    done = run(['testssl', '--quiet', '--color', 0, '--warnings', 'off', '--nodns', 'none',
                '--protocols', '--std', '--server-defaults', '--jsonfile', report, server.address],
               timeout=240, env=ENVIRONMENT)
    if not report.exists():
        raise Problem('testssl.sh writes no report:', done.stdout + done.stderr)
    findings = {item['id']: item['finding'] for item in json.loads(report.read_text())}

    def finds(**patterns):
        for name, pattern in patterns.items():
            if not re.search(pattern, findings.get(name, '')):
                raise Problem(f'{name} is {findings.get(name)!r}, not {pattern!r}', done.stdout)

    check.test('testssl.sh finds SSL 3.0 to TLS 1.2, and neither SSL 2.0 nor TLS 1.3', finds,
               SSLv2='not offered', SSLv3='^offered', TLS1='^offered', TLS1_1='^offered',
               TLS1_2='^offered', TLS1_3='not offered')
    check.test('testssl.sh finds SPDY by NPN and ALPN', finds, NPN='spdy/3.1', ALPN='spdy/3.1')
    check.test('testssl.sh finds every category of suites but the one without encryption', finds,
               cipherlist_NULL='not offered', cipherlist_aNULL='^offered',
               cipherlist_EXPORT='^offered', cipherlist_LOW='^offered',
               cipherlist_3DES_IDEA='^offered', cipherlist_STRONG='^offered')
    check.test('testssl.sh resumes by session id and by ticket', finds,
               sessionresumption_ticket='^supported', sessionresumption_ID='^supported')
    check.test('testssl.sh finds the extensions that were answered', finds,
               TLS_extensions='renegotiation info.*session ticket.*extended master secret')
    check.test('testssl.sh finds certificates with RSA, ECDSA and DSA keys', certificates,
               findings)
    check.test('after testssl.sh, the server serves the next client', goes_on, server)


def certificates(findings):
    sizes = ' '.join(value for name, value in findings.items() if name.startswith('cert_keySize'))
    demand(sizes, 'RSA 2048', 'EC 256', 'DSA 1024')


with Check('scanners', ['openssl', 'sslscan', 'testssl']) as check:
    check_sslscan()
    check_defaults()
    check_testssl()
