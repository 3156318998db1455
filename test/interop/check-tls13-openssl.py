#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""tls-endpoint and OpenSSL's s_client and s_server in TLS 1.3, both ways: every suite, group and
signature that both have, retry requests, resumption, early data, key updates, client certificates
in and after the handshake, keys given beforehand.

usage: check-tls13-openssl.py BUILD_FOLDER
"""

import os
import re
import subprocess

from family import TEXT, Check, compare, demand, forbid, refuses, talk

# The configuration of a distribution may forbid what is tested here.
ENVIRONMENT = {**os.environ, 'OPENSSL_CONF': '/dev/null'}
SUITES = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256',
          'TLS_AES_128_CCM_SHA256', 'TLS_AES_128_CCM_8_SHA256']
# IANA's names of groups, and OpenSSL's.
GROUPS = {'x25519': 'X25519', 'secp256r1': 'P-256', 'secp384r1': 'P-384', 'secp521r1': 'P-521',
          'ffdhe2048': 'ffdhe2048', 'ffdhe3072': 'ffdhe3072', 'ffdhe4096': 'ffdhe4096',
          'ffdhe6144': 'ffdhe6144', 'ffdhe8192': 'ffdhe8192'}
# Which certificate signs with an algorithm.
SCHEMES = {'rsa_pss_rsae_sha256': 'rsa', 'rsa_pss_rsae_sha384': 'rsa', 'rsa_pss_rsae_sha512': 'rsa',
           'rsa_pss_pss_sha256': 'rsa-pss', 'rsa_pss_pss_sha384': 'rsa-pss',
           'rsa_pss_pss_sha512': 'rsa-pss', 'ecdsa_secp256r1_sha256': 'ec-rsa',
           'ecdsa_secp384r1_sha384': 'ec-384', 'ecdsa_secp521r1_sha512': 'ec-521',
           'ed25519': 'ed25519'}
CERTIFICATES = tuple(dict.fromkeys(SCHEMES.values()))
# What certificates are signed with beside.
ISSUERS = ['rsa_pkcs1_sha256', 'ecdsa_secp256r1_sha256']
ONLY_13 = ['--min', 'tls1.3', '--max', 'tls1.3']
REVERSED = TEXT[::-1]
SECRET = '0123456789abcdef0123456789abcdef'


def s_client(server, *options, steps=((TEXT + '\n', TEXT),)):
    """s_client says what it sends and gets; it verifies tls-endpoint's certificate."""
    return talk(['openssl', 's_client', '-connect', server.address, '-servername',
                 'www.example.com', '-CAfile', check.pem('roots.pem'), '-tls1_3',
                 '-verify_return_error', '-verify_hostname', 'www.example.com', *options], steps,
                env=ENVIRONMENT)


def s_server(certificate, *options, answers=('-rev',)):
    """s_server sends each line back with its letters in reverse; gives process and address."""
    # Where it does not answer it waits for what its user says.
    process = check.start(['openssl', 's_server', '-accept', '127.0.0.1:0', '-tls1_3', '-cert',
                           check.pem(certificate + '.pem'), '-key', check.pem(certificate + '.key'),
                           '-CAfile', check.pem('roots.pem'), '-ciphersuites', ':'.join(SUITES),
                           '-groups', ':'.join(GROUPS.values()), *answers, *options],
                          env=ENVIRONMENT, stdin=subprocess.PIPE)
    return process, process.wait_for(r'^ACCEPT (\S+)$').group(1)


def algorithms(scheme):
    """An algorithm for handshakes, and those for certificates."""
    return list(dict.fromkeys([scheme, *ISSUERS]))


def start_server(*options, certificates=CERTIFICATES, mode='echo'):
    """tls-endpoint as server of TLS 1.3 with every suite and group."""
    return check.start_server(*ONLY_13, '--ciphers', ','.join(SUITES), '--groups',
                              ','.join(GROUPS), '--sigalgs', ','.join([*SCHEMES, *ISSUERS]),
                              *options, certificates=certificates, mode=mode)


def client(address, *options, **arguments):
    """tls-endpoint as client of TLS 1.3."""
    return check.client(address, *ONLY_13, *options, **{'expects': REVERSED, **arguments})


def check_parameters():
    server = start_server()
    servers = {name: s_server(name)[1] for name in CERTIFICATES}

    def suite_as_server(suite):
        demand(s_client(server, '-ciphersuites', suite), f'Cipher is {suite}$', 'Verification: OK')
        server.expect(suite=suite, version='tls1.3', error=None)

    def suite_as_client(suite):
        compare(client(servers['rsa'], '--ciphers', suite),
                {'suite': suite, 'version': 'tls1.3', 'established': True, 'error': None})

    def group_as_server(group):
        s_client(server, '-groups', GROUPS[group])
        server.expect(group=group, error=None)

    def group_as_client(group):
        compare(client(servers['rsa'], '--groups', group), {'group': group, 'error': None})

    def scheme_as_server(scheme, certificate):
        output = s_client(start_server(certificates=[certificate]), '-sigalgs',
                          ':'.join(algorithms(scheme)))
        demand(output, 'Verification: OK')

    def scheme_as_client(scheme, certificate):
        compare(client(servers[certificate], '--sigalgs', ','.join(algorithms(scheme))),
                {'established': True, 'error': None})

    for suite in SUITES:
        check.test(f'{suite}: s_client and tls-endpoint', suite_as_server, suite)
        check.test(f'{suite}: tls-endpoint and s_server', suite_as_client, suite)
    for group in GROUPS:
        check.test(f'{group}: s_client agrees with tls-endpoint on a secret', group_as_server,
                   group)
        check.test(f'{group}: tls-endpoint agrees with s_server on a secret', group_as_client,
                   group)
    for scheme, certificate in SCHEMES.items():
        check.test(f'{scheme}: s_client verifies tls-endpoint', scheme_as_server, scheme,
                   certificate)
        check.test(f'{scheme}: tls-endpoint verifies s_server', scheme_as_client, scheme,
                   certificate)


def check_retry():
    def as_server():
        server = start_server('--groups', 'secp384r1')
        output = s_client(server, '-groups', 'X25519:P-384', '-msg')
        demand(output, 'ClientHello(?s:.*)ServerHello(?s:.*)ClientHello(?s:.*)ServerHello')
        server.expect(group='secp384r1', error=None)

    def as_client():
        _, address = s_server('rsa', '-groups', 'P-384')
        report = client(address, '--groups', 'x25519,secp384r1')
        compare(report, {'group': 'secp384r1', 'error': None})

    check.test('s_client sends a second hello when tls-endpoint wants another share', as_server)
    check.test('tls-endpoint sends a second hello when s_server wants another share', as_client)


def check_resumption():
    server = start_server('--tickets', '2')
    once = start_server('--session-cache', '100')
    _, address = s_server('rsa')

    def as_server(server):
        session = check.new_file('.session')
        demand(s_client(server, '-sess_out', session), '^New, ')
        server.expect(resumed=False, error=None)
        demand(s_client(server, '-sess_in', session), '^Reused, ')
        server.expect(resumed=True, error=None)

    def twice():
        session = check.new_file('.session')
        s_client(once, '-sess_out', session)
        demand(s_client(once, '-sess_in', session), '^Reused, ')
        demand(s_client(once, '-sess_in', session), '^New, ')

    def as_client(*mode):
        session = check.new_file('.session')
        compare(client(address, *mode, '--session-out', session), {'resumed': False, 'error': None})
        for _ in range(2):
            compare(client(address, *mode, '--session-in', session, '--session-out', session),
                    {'resumed': True, 'version': 'tls1.3', 'error': None})

    def elsewhere():
        session = check.new_file('.session')
        client(address, '--session-out', session)
        _, other = s_server('rsa')
        compare(client(other, '--session-in', session), {'resumed': False, 'error': None})

    check.test('s_client resumes by a sealed ticket of tls-endpoint', as_server, server)
    check.test('s_client resumes by a ticket that names a session of tls-endpoint', as_server, once)
    check.test('such a ticket serves once', twice)
    check.test('tls-endpoint resumes by tickets of s_server, each time by a new one', as_client)
    _, address = s_server('rsa', '-allow_no_dhe_kex')
    check.test('tls-endpoint resumes without a key exchange (psk_ke)', as_client, '--psk-mode',
               'ke')
    check.test("a ticket of another server leads to a full handshake", elsewhere)


def check_early_data():
    early = check.new_file('.txt')
    early.write_text('early words\n')

    def as_server():
        server = start_server('--early-data', '16384')
        session = check.new_file('.session')
        demand(s_client(server, '-sess_out', session), 'Max Early Data: 16384')
        output = s_client(server, '-sess_in', session, '-early_data', early)
        demand(output, 'Early data was accepted', 'early words')
        server.expect(count=2, early_data=True, resumed=True, error=None)
        # The same ticket once more: s_client did not keep the new one.
        output = s_client(server, '-sess_in', session, '-early_data', early)
        demand(output, 'Early data was rejected', '^New, ')
        forbid(output, 'early words')

    def as_client():
        process, address = s_server('rsa', '-early_data', '-no_anti_replay', answers=())
        session = check.new_file('.session')
        client(address, '--early-data', '1000', '--session-out', session, expects=None)
        report = client(address, '--early-data', '1000', '--session-in', session, expects=None)
        compare(report, {'early_data': True, 'resumed': True, 'error': None})
        demand(process.log.read_text(errors='replace'), 'Early data received', TEXT)

    def rejected():
        process, address = s_server('rsa', '-early_data', answers=())
        session = check.new_file('.session')
        client(address, '--session-out', session, expects=None)
        client(address, '--early-data', '1000', '--session-in', session, expects=None)
        report = client(address, '--early-data', '1000', '--session-in', session, expects=None)
        compare(report, {'early_data': False, 'error': None})
        demand(process.log.read_text(errors='replace'), f'(?s){TEXT}.*{TEXT}.*{TEXT}')

    check.test('tls-endpoint takes early data of s_client, and the same ticket not again',
               as_server)
    check.test('s_server takes early data of tls-endpoint', as_client)
    check.test('early data that s_server does not take again arrives after the handshake', rejected)


def check_key_updates():
    again = [(TEXT + '\n', TEXT), ('K\n', 'KEYUPDATE'), ('after it\n', 'after it'),
             ('k\n', 'KEYUPDATE'), ('at last\n', 'at last')]

    def by_peer():
        server = start_server()
        s_client(server, steps=again)
        server.expect(established=True, error=None)

    def by_server():
        server = start_server('--key-update')
        output = s_client(server, '-msg', steps=[(TEXT + '\n', '<<< .*KeyUpdate'),
                                                 ('after it\n', 'after it')])
        demand(output, '>>> .*KeyUpdate')
        server.expect(established=True, error=None)

    def by_client():
        process, address = s_server('rsa', '-msg')
        report = client(address, '--key-update')
        compare(report, {'established': True, 'error': None})
        demand(process.log.read_text(errors='replace'), 'KeyUpdate')

    check.test('s_client updates keys, with and without a question, and data goes on', by_peer)
    check.test('tls-endpoint updates keys at a server, and s_client follows', by_server)
    check.test('tls-endpoint updates keys at a client, and s_server follows', by_client)


def check_client_certificates():
    def identity(key):
        return ['--cert', check.pem(f'client-{key}.pem'), '--key', check.pem(f'client-{key}.key')]

    def as_server(key, when):
        server = start_server('--client-auth', when, '--ca', check.pem('roots.pem'))
        s_client(server, '-cert', check.pem(f'client-{key}.pem'), '-key',
                 check.pem(f'client-{key}.key'), '-enable_pha',
                 steps=[(TEXT + '\n', TEXT), ('more\n', 'more')])
        server.expect(peer_cert=f'CN=Test Client ({key})', error=None)

    def as_client(key):
        _, address = s_server('rsa', '-Verify', '3', '-verify_return_error')
        compare(client(address, *identity(key)), {'established': True, 'error': None})

    def without():
        server = start_server('--client-auth', 'require', '--ca', check.pem('roots.pem'))
        refuses('certificate required', s_client, server)
        server.expect(alert_sent='certificate_required')

    for key in ('rsa', 'ec', 'ed25519'):
        check.test(f'tls-endpoint verifies the {key} certificate of s_client', as_server, key,
                   'require')
        check.test(f'tls-endpoint asks for it after the handshake ({key})', as_server, key,
                   'post-handshake')
        check.test(f's_server verifies the {key} certificate of tls-endpoint', as_client, key)
    check.test('s_client without a certificate is told certificate_required', without)


def check_given_keys():
    def as_server(mode, suite):
        server = start_server('--psk', SECRET, '--psk-mode', mode, certificates=[])
        options = ['-allow_no_dhe_kex'] if mode == 'ke' else []
        s_client(server, '-psk', SECRET, '-ciphersuites', suite, *options)
        server.expect(established=True, resumed=False, peer_cert=None, suite=suite, error=None)

    def as_client(mode):
        options = ['-allow_no_dhe_kex'] if mode == 'ke' else []
        _, address = s_server('rsa', '-psk', SECRET, *options)
        report = client(address, '--psk', SECRET, '--psk-mode', mode)
        compare(report, {'established': True, 'chain': 0, 'error': None})

    def wrong():
        server = start_server('--psk', SECRET[::-1], certificates=[])
        refuses('decrypt error', s_client, server, '-psk', SECRET)
        server.expect(alert_sent='decrypt_error')

    for mode in ('dhe', 'ke'):
        check.test(f's_client and tls-endpoint have a key ({mode})', as_server, mode,
                   'TLS_AES_128_GCM_SHA256')
        check.test(f'tls-endpoint and s_server have a key ({mode})', as_client, mode)
    check.test('s_client with another key is told decrypt_error', wrong)


def check_rest():
    def limits():
        server = start_server('--padding', '512')
        text = 'f' * 3000
        s_client(server, steps=[(text + '\n', text)])
        server.expect(error=None)

    def staples():
        server = start_server('--ocsp', check.pem('ocsp-rsa.der'), certificates=['rsa'])
        demand(s_client(server, '-status'), 'OCSP Response Status: successful', 'Cert Status: good')

    def exports():
        server = start_server('--export', 'EXPERIMENTAL label,20')
        output = s_client(server, '-keymatexport', 'EXPERIMENTAL label', '-keymatexportlen', '20')
        material = re.search(r'Keying material: (\w+)', output).group(1)
        server.expect(exported=material.lower())

    def earlier():
        server = check.start_server('--min', 'tls1.2', '--max', 'tls1.3', '--ciphers',
                                    ','.join([*SUITES, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']))
        output = talk(['openssl', 's_client', '-connect', server.address, '-servername',
                       'www.example.com', '-CAfile', check.pem('roots.pem'), '-tls1_2'],
                      ((TEXT + '\n', TEXT),), env=ENVIRONMENT)
        demand(output, 'Protocol +: TLSv1.2')
        server.expect(version='tls1.2', error=None)

    def octets():
        server = start_server('--chunk', '1')
        s_client(server)
        server.expect(version='tls1.3', error=None)

    check.test('s_client reads records that tls-endpoint pads', limits)
    check.test('s_client gets the stapled OCSP response of tls-endpoint', staples)
    check.test('both export the same keying material', exports)
    check.test('tls-endpoint with TLS 1.3 serves s_client with TLS 1.2', earlier)
    check.test('fed octet by octet, tls-endpoint does the same', octets)


with Check('OpenSSL', ['openssl']) as check:
    check_parameters()
    check_retry()
    check_resumption()
    check_early_data()
    check_key_updates()
    check_client_certificates()
    check_given_keys()
    check_rest()
