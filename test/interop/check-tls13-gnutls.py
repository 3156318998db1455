#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""tls-endpoint and GnuTLS's gnutls-cli and gnutls-serv in TLS 1.3, both ways: every suite, group and
signature that both have, retry requests, resumption, early data, key updates, client certificates in
and after the handshake, keys given beforehand, limits of records.

usage: check-tls13-gnutls.py BUILD_FOLDER
"""


from family import TEXT, Check, compare, demand, free_port, talk

# Suites, groups and algorithms: IANA's names, and GnuTLS's.
SUITES = {'TLS_AES_128_GCM_SHA256': 'AES-128-GCM', 'TLS_AES_256_GCM_SHA384': 'AES-256-GCM',
          'TLS_CHACHA20_POLY1305_SHA256': 'CHACHA20-POLY1305',
          'TLS_AES_128_CCM_SHA256': 'AES-128-CCM', 'TLS_AES_128_CCM_8_SHA256': 'AES-128-CCM-8'}
GROUPS = {'x25519': 'X25519', 'secp256r1': 'SECP256R1', 'secp384r1': 'SECP384R1',
          'secp521r1': 'SECP521R1', **{f'ffdhe{bits}': f'FFDHE{bits}'
                                       for bits in (2048, 3072, 4096, 6144, 8192)}}
# Of algorithms also which certificate signs with them.
SCHEMES = {'rsa_pss_rsae_sha256': ('rsa', 'RSA-PSS-RSAE-SHA256'),
           'rsa_pss_rsae_sha384': ('rsa', 'RSA-PSS-RSAE-SHA384'),
           'rsa_pss_rsae_sha512': ('rsa', 'RSA-PSS-RSAE-SHA512'),
           'rsa_pss_pss_sha256': ('rsa-pss', 'RSA-PSS-SHA256'),
           'rsa_pss_pss_sha384': ('rsa-pss', 'RSA-PSS-SHA384'),
           'rsa_pss_pss_sha512': ('rsa-pss', 'RSA-PSS-SHA512'),
           'ecdsa_secp256r1_sha256': ('ec-rsa', 'ECDSA-SECP256R1-SHA256'),
           'ecdsa_secp384r1_sha384': ('ec-384', 'ECDSA-SECP384R1-SHA384'),
           'ecdsa_secp521r1_sha512': ('ec-521', 'ECDSA-SECP521R1-SHA512'),
           'ed25519': ('ed25519', 'EdDSA-Ed25519')}
CERTIFICATES = ('rsa', 'ec-rsa', 'ed25519')
ISSUERS = ['rsa_pkcs1_sha256', 'ecdsa_secp256r1_sha256']
ONLY_13 = ['--min', 'tls1.3', '--max', 'tls1.3']
SECRET = '0123456789abcdef0123456789abcdef'


def priority(suite=None, group=None, scheme=None, more=''):
    """A priority string of TLS 1.3 that leaves one of what is given."""
    text = 'NORMAL:-VERS-ALL:+VERS-TLS1.3'
    if suite:
        text += f':-CIPHER-ALL:+{suite}'
    if group:
        text += f':-GROUP-ALL:+GROUP-{group}'
    if scheme:
        text += f':-SIGN-ALL:+SIGN-{scheme}:+SIGN-RSA-SHA256'
    return (text if suite else text + ':+AES-128-CCM-8') + more


def gnutls_cli(server, *options, steps=((TEXT + '\n', TEXT),), names=priority(), trusts=True):
    """gnutls-cli says what it sends and gets; it verifies tls-endpoint's certificate."""
    trust = ['--x509cafile', check.pem('roots.pem'), '--verify-hostname', 'www.example.com']
    return talk(['gnutls-cli', '--port', server.port, '--sni-hostname', 'www.example.com',
                 '--priority', names, *(trust if trusts else []), *options, '127.0.0.1'], steps)


def gnutls_serv(*options, certificates=CERTIFICATES, names=priority()):
    """gnutls-serv sends back what it gets; gives process and address."""
    port = free_port()
    identities = [word for name in certificates for word in
                  ('--x509certfile', check.pem(name + '.pem'), '--x509keyfile',
                   check.pem(name + '.key'))]
    process = check.start(['gnutls-serv', '--echo', '--port', port, '--priority', names,
                           '--x509cafile', check.pem('roots.pem'), *identities, *options])
    process.wait_for('Echo Server listening')
    return process, f'127.0.0.1:{port}'


def start_server(*options, certificates=CERTIFICATES):
    """tls-endpoint as server of TLS 1.3 with every suite and group."""
    return check.start_server(*ONLY_13, '--ciphers', ','.join(SUITES), '--groups',
                              ','.join(GROUPS), '--sigalgs', ','.join([*SCHEMES, *ISSUERS]),
                              *options, certificates=certificates)


def client(address, *options, **arguments):
    """tls-endpoint as client of TLS 1.3."""
    return check.client(address, *ONLY_13, *options, **{'expects': TEXT, **arguments})


def check_parameters():
    server = start_server()
    _, address = gnutls_serv()

    def as_server(values, **names):
        gnutls_cli(server, names=priority(**names))
        server.expect(version='tls1.3', error=None, **values)

    def as_client(values, *options):
        compare(client(address, *options), {'established': True, 'error': None, **values})

    for suite, name in SUITES.items():
        check.test(f'{suite}: gnutls-cli and tls-endpoint', as_server, {'suite': suite}, suite=name)
        check.test(f'{suite}: tls-endpoint and gnutls-serv', as_client, {'suite': suite},
                   '--ciphers', suite)
    for group, name in GROUPS.items():
        check.test(f'{group}: gnutls-cli agrees with tls-endpoint on a secret', as_server,
                   {'group': group}, group=name)
        check.test(f'{group}: tls-endpoint agrees with gnutls-serv on a secret', as_client,
                   {'group': group}, '--groups', group)
    def scheme_as_server(certificate, name):
        server = start_server(certificates=[certificate])
        gnutls_cli(server, names=priority(scheme=name))
        server.expect(version='tls1.3', error=None)

    def scheme_as_client(scheme, certificate):
        _, address = gnutls_serv(certificates=[certificate])
        algorithms = ','.join(dict.fromkeys([scheme, *ISSUERS]))
        compare(client(address, '--sigalgs', algorithms), {'established': True, 'error': None})

    for scheme, (certificate, name) in SCHEMES.items():
        check.test(f'{scheme}: gnutls-cli verifies tls-endpoint', scheme_as_server, certificate,
                   name)
        check.test(f'{scheme}: tls-endpoint verifies gnutls-serv', scheme_as_client, scheme,
                   certificate)


def check_retry():
    def as_server():
        server = start_server('--groups', 'secp384r1')
        # gnutls-cli sends shares of its first groups alone.
        gnutls_cli(server, '--single-key-share',
                   names=priority(more=':-GROUP-ALL:+GROUP-X25519:+GROUP-SECP384R1'))
        server.expect(group='secp384r1', error=None)

    def as_client():
        _, address = gnutls_serv(names=priority(group='SECP384R1'))
        compare(client(address, '--groups', 'x25519,secp384r1'),
                {'group': 'secp384r1', 'error': None})

    check.test('gnutls-cli sends a second hello when tls-endpoint wants another share', as_server)
    check.test('tls-endpoint sends a second hello when gnutls-serv wants another share', as_client)


def check_resumption():
    def as_server(*options):
        server = start_server(*options)
        output = gnutls_cli(server, '--resume', '--waitresumption')
        demand(output, 'This is a resumed session')
        server.expect(count=2, resumed=True, error=None)

    def as_client():
        _, address = gnutls_serv()
        session = check.new_file('.session')
        compare(client(address, '--session-out', session), {'resumed': False, 'error': None})
        for _ in range(2):
            compare(client(address, '--session-in', session, '--session-out', session),
                    {'resumed': True, 'version': 'tls1.3', 'error': None})

    check.test('gnutls-cli resumes by a sealed ticket of tls-endpoint', as_server, '--tickets', '1')
    check.test('gnutls-cli resumes by a ticket that names a session of tls-endpoint', as_server,
               '--session-cache', '10')
    check.test('tls-endpoint resumes by tickets of gnutls-serv', as_client)


def check_early_data():
    def as_server():
        server = start_server('--early-data', '16384')
        early = check.new_file('.txt')
        early.write_text('early words\n')
        output = gnutls_cli(server, '--resume', '--waitresumption', '--earlydata', early)
        demand(output, 'This is a resumed session')
        server.expect(count=2, resumed=True, early_data=True, error=None)

    def as_client():
        _, address = gnutls_serv('--earlydata', '--maxearlydata', '1000')
        session = check.new_file('.session')
        client(address, '--session-out', session)
        report = client(address, '--early-data', '1000', '--session-in', session, expects=None)
        compare(report, {'resumed': True, 'early_data': True, 'error': None})

    check.test('tls-endpoint takes early data of gnutls-cli', as_server)
    check.test('gnutls-serv takes early data of tls-endpoint', as_client)


def check_after_handshakes():
    def updates():
        server = start_server()
        gnutls_cli(server, '--inline-commands',
                   steps=[(TEXT + '\n', TEXT), ('^rekey^\n', 'Rekey was completed'), ('after it\n', 'after it')])
        server.expect(established=True, error=None)

    def follows():
        server = start_server('--key-update')
        gnutls_cli(server, steps=[(TEXT + '\n', TEXT), ('after it\n', 'after it')])
        server.expect(established=True, error=None)

    def as_client():
        _, address = gnutls_serv()
        compare(client(address, '--key-update'), {'established': True, 'error': None})

    def proves(key, when):
        server = start_server('--client-auth', when, '--ca', check.pem('roots.pem'))
        gnutls_cli(server, '--x509certfile', check.pem(f'client-{key}.pem'), '--x509keyfile',
                   check.pem(f'client-{key}.key'), '--post-handshake-auth',
                   steps=[(TEXT + '\n', TEXT), ('more\n', 'more')])
        server.expect(peer_cert=f'CN=Test Client ({key})', error=None)

    def shows(key):
        _, address = gnutls_serv('--require-client-cert', '--verify-client-cert')
        report = client(address, '--cert', check.pem(f'client-{key}.pem'), '--key',
                        check.pem(f'client-{key}.key'))
        compare(report, {'established': True, 'error': None})

    check.test('gnutls-cli updates keys, and data goes on', updates)
    check.test('tls-endpoint updates keys at a server, and gnutls-cli follows', follows)
    check.test('tls-endpoint updates keys at a client, and gnutls-serv follows', as_client)
    for key in ('rsa', 'ec', 'ed25519'):
        check.test(f'tls-endpoint verifies the {key} certificate of gnutls-cli', proves, key,
                   'require')
        check.test(f'tls-endpoint asks for it after the handshake ({key})', proves, key,
                   'post-handshake')
        check.test(f'gnutls-serv verifies the {key} certificate of tls-endpoint', shows, key)


def check_given_keys():
    given = ':+PSK:+DHE-PSK:+ECDHE-PSK'

    def as_server():
        server = start_server('--psk', SECRET, '--psk-id', 'somebody', certificates=[])
        gnutls_cli(server, '--pskusername', 'somebody', '--pskkey', SECRET, trusts=False,
                   names=priority(more=given))
        server.expect(established=True, chain=0, resumed=False, error=None)

    def as_client():
        passwords = check.new_file('.psk')
        passwords.write_text(f'somebody:{SECRET}\n')
        _, address = gnutls_serv('--pskpasswd', passwords, names=priority(more=given))
        report = client(address, '--psk', SECRET, '--psk-id', 'somebody')
        compare(report, {'established': True, 'chain': 0, 'error': None})

    check.test('gnutls-cli and tls-endpoint have a key', as_server)
    check.test('tls-endpoint and gnutls-serv have a key', as_client)


def check_limits():
    text = 'f' * 3000

    def as_server():
        server = start_server('--record-size-limit', '600', '--padding', '100')
        # It sends no more of a line than fits a record.
        gnutls_cli(server, '--recordsize', '512', steps=[(text + '\n', 'f{512}')])
        server.expect(bytes_received=512, error=None)

    def as_client():
        _, address = gnutls_serv('--recordsize', '512')
        client(address, '--record-size-limit', '600', '--padding', '100', sends=text + '\n',
               expects=text)

    check.test('gnutls-cli and tls-endpoint keep to limits of records', as_server)
    check.test('tls-endpoint and gnutls-serv keep to limits of records', as_client)


with Check('GnuTLS', ['gnutls-cli', 'gnutls-serv']) as check:
    check_parameters()
    check_retry()
    check_resumption()
    check_early_data()
    check_after_handshakes()
    check_given_keys()
    check_limits()
