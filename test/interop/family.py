# SPDX-License-Identifier: GPL-2.0-only

"""What the check-family-*.py share: the table of cipher suites, tls-endpoint as server and client,
peers as processes, and a matrix of handshakes that run side by side.

A check prints lines "PASS title" and "FAIL title" and ends with 1 when something failed. It leaves
build/test/NAME/confirmed.txt with a line "suite version role peer" for each handshake in which the
peer agreed with tls-endpoint in that role (client or server).
"""

import collections
import concurrent.futures
import csv
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import typing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
VERSIONS = ['ssl3', 'tls1.0', 'tls1.1', 'tls1.2']
ROLES = ['client', 'server']
# Which peers confirmed what, from make-confirmed-table.py.
CONFIRMED_TABLE = ROOT / 'doc/data/confirmed-suites.csv'
PARALLEL = 4
TIMEOUT = 20  # seconds, of one handshake
TEXT = 'what a cipher suite protects'

# IANA's names of RFC 4492's curves, in the order of their code points.
CURVES = '''sect163k1 sect163r1 sect163r2 sect193r1 sect193r2 sect233k1 sect233r1 sect239k1 sect283k1
sect283r1 sect409k1 sect409r1 sect571k1 sect571r1 secp160k1 secp160r1 secp160r2 secp192k1 secp192r1
secp224k1 secp224r1 secp256k1 secp256r1 secp384r1 secp521r1'''.split()
SCHEMES = [f'{key}_{hash}' for hash in ('sha256', 'sha384', 'sha512', 'sha1')
           for key in ('rsa_pkcs1', 'dsa')]
SCHEMES += ['ecdsa_secp256r1_sha256', 'ecdsa_secp384r1_sha384', 'ecdsa_secp521r1_sha512',
            'ecdsa_sha1']


class Problem(Exception):
    """What went wrong, in words for whoever reads the report of a check."""

    def __init__(self, text, output=''):
        super().__init__(f'{text}\n{output[-1500:]}' if output else text)
        self.output = output


class Suite(typing.NamedTuple):
    """A row of the table of cipher suites."""
    code: int
    name: str
    versions: list

    @property
    def exchange(self):
        """How keys are exchanged, in IANA's words, as ECDHE_RSA or DH_anon_EXPORT."""
        return self.name[4:].split('_WITH_')[0]

    @property
    def cipher(self):
        """Cipher and MAC, in IANA's words, as AES_128_CBC_SHA."""
        return self.name.split('_WITH_')[1]

    @property
    def certificate(self):
        """Which certificate of make-family-certificates.sh its server shows; None for none."""
        words = self.exchange.replace('_EXPORT', '').split('_')
        if words[-1] == 'anon':
            return None
        if words[0] == 'ECDH':
            return 'ec-rsa' if words[1] == 'RSA' else 'ec-ec'
        if words[0] == 'DH':
            return 'dh-rsa'
        return {'RSA': 'rsa', 'DSS': 'dsa', 'ECDSA': 'ec-rsa'}[words[-1]]


def read_suites():
    """Every suite up to TLS 1.2 that can be negotiated, from the module's table."""
    row = re.compile(r'\{(0x[0-9a-f]{4}), "(TLS_\w+)", +V::(\w+), V::(\w+), K::(\w+),')
    names = dict(zip(('SSL_3_0', 'TLS_1_0', 'TLS_1_1', 'TLS_1_2'), VERSIONS))
    rows = row.findall((ROOT / 'model/tls/tls-cipher-suite.cc').read_text())
    return [Suite(int(code, 16), name,
                  VERSIONS[VERSIONS.index(names[first]):VERSIONS.index(names[last]) + 1])
            for code, name, first, last, exchange in rows if exchange != 'SRP' and first in names]


def pin(suite, version):
    """Options of tls-endpoint that leave one suite and one version."""
    return ['--min', version, '--max', version, '--ciphers', suite.name,
            '--groups', 'secp256r1', '--sigalgs', ','.join(SCHEMES)]


class Process:
    """A program in the background, ended with the check; its output is in a file."""

    def __init__(self, log, command, **options):
        self.log = log
        with open(log, 'w') as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT,
                                            **{'stdin': subprocess.DEVNULL, **options})

    def wait_for(self, pattern):
        """The first match of a pattern in the output."""
        for _ in range(400):
            match = re.search(pattern, self.log.read_text(errors='replace'), re.MULTILINE)
            if match:
                return match
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise Problem(f'it does not say {pattern}:', self.log.read_text(errors='replace'))

    def end(self):
        self.process.kill()
        self.process.wait()


class Check:
    """One check with its processes, its folder and its results."""

    def __init__(self, peer, needed, arguments=None):
        self.peer = peer
        arguments = sys.argv[1:] if arguments is None else arguments
        if len(arguments) != 1:
            sys.exit(f'usage: {sys.argv[0]} BUILD_FOLDER')
        build = pathlib.Path(arguments[0]).resolve()
        programs = build / 'bin' if (build / 'bin').is_dir() else build
        self.endpoint = str(programs / 'tls-endpoint')
        self.scratch = build / 'test' / pathlib.Path(sys.argv[0]).stem
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.failures = 0
        self.confirmed = []
        self.processes = []
        self.numbers = iter(range(1, 1 << 30))
        self.lock = threading.Lock()
        for program in needed:
            if not shutil.which(program):
                print(f'FAIL {program} is installed')
                sys.exit(1)
        subprocess.run([HERE / 'make-family-certificates.sh', self.folder / 'certificates'],
                       check=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        for process in self.processes:
            process.end()
        shutil.rmtree(self.folder)
        if kind is None:
            lines = sorted(set(self.confirmed))
            (self.scratch / 'confirmed.txt').write_text(''.join(f'{line}\n' for line in lines))
            if lines:
                self.tell(f'{self.peer} confirms each suite that the documentation says it '
                          'confirmed', sorted(self.documented() - set(lines)))
            sys.exit(1 if self.failures else 0)

    def documented(self):
        """Lines of confirmed.txt that the table of the documentation promises."""
        if not CONFIRMED_TABLE.exists():
            return set()
        with open(CONFIRMED_TABLE, newline='') as file:
            return {f'{row["suite"]} {row["version"]} {role} {self.peer}'
                    for row in csv.DictReader(file) for role in ROLES
                    if self.peer in row[role].split()}

    def pem(self, name):
        """A file of make-family-certificates.sh."""
        return str(self.folder / 'certificates' / name)

    def new_file(self, suffix):
        """A name that no other file has."""
        with self.lock:
            return self.folder / f'{next(self.numbers)}{suffix}'

    def start(self, command, **options):
        process = Process(self.new_file('.log'), [str(word) for word in command], **options)
        self.processes.append(process)
        return process

    def start_server(self, *options, certificates=('rsa', 'dsa', 'ec-rsa'), mode='echo'):
        """tls-endpoint as server that has every version, suite and group, and certificates; it
        sends back what it gets, or the body of an HTTP request."""
        identities = [word for name in certificates for word in
                      ('--cert', self.pem(name + '.pem'), '--key', self.pem(name + '.key'))]
        groups = ['secp256r1', 'x25519', *(curve for curve in CURVES if curve != 'secp256r1')]
        return EndpointServer(self, [
            '--mode', mode, *identities, '--min', 'ssl3', '--max', 'tls1.2', '--ciphers',
            ','.join(suite.name for suite in read_suites()), '--groups', ','.join(groups),
            '--sigalgs', ','.join(SCHEMES), '--dh-params', self.pem('dh-2048.pem'), *options])

    def client(self, address, *options, sends=TEXT + '\n', expects=None, status=0):
        """tls-endpoint as client; sends a text, expects one back, and returns its report."""
        report = self.new_file('.json')
        command = [self.endpoint, 'client', '--connect', address, '--timeout-ms',
                   1000 * TIMEOUT, '--report', report, '--ca', self.pem('roots.pem'), '--sni',
                   'www.example.com', *(['--send', sends] if sends else []), *options]
        done = run(command)
        said = f'tls-endpoint exits with {done.returncode}: {done.stderr.strip()}'
        if done.returncode != status:
            raise Problem(said)
        if expects is not None and expects not in done.stdout:
            raise Problem(f'tls-endpoint got {done.stdout[:200]!r}')
        lines = report.read_text().splitlines() if report.exists() else []
        if not lines:
            raise Problem(f'no report; {said}')
        return json.loads(lines[-1])

    def test(self, title, function, *arguments, **options):
        """One line: a function that raises Problem, or does not."""
        try:
            function(*arguments, **options)
            self.tell(title, [])
        except (Problem, OSError, subprocess.TimeoutExpired) as error:
            self.tell(title, [str(error)])

    def tell(self, title, problems):
        with self.lock:
            print(('FAIL ' if problems else 'PASS ') + title)
            for problem in problems:
                print('  ' + problem[:3000].replace('\n', '\n  '), flush=True)
            self.failures += 1 if problems else 0

    def matrix(self, rows, role, function):
        """Runs function(suite, version) for each row, several at a time. There is a line for each
        version and key exchange; what passed is confirmed for tls-endpoint in that role."""
        def attempt(row):
            try:
                function(*row)
                return None
            except (Problem, OSError, subprocess.TimeoutExpired) as error:
                return f'{row[0].name} in {row[1]}: {error}'

        with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
            results = list(zip(rows, pool.map(attempt, rows)))
        parts = collections.defaultdict(list)
        for (suite, version), problem in results:
            parts[version, suite.exchange].append((suite, problem))
            if problem is None:
                self.confirmed.append(f'{suite.name} {version} {role} {self.peer}')
        for (version, exchange), members in sorted(
                parts.items(), key=lambda part: VERSIONS.index(part[0][0])):
            title = f'tls-endpoint as {role}, {self.peer}, {version}, {exchange}: '
            self.tell(title + ' '.join(suite.cipher for suite, _ in members),
                      [problem for _, problem in members if problem])


class EndpointServer:
    """tls-endpoint as server."""

    def __init__(self, check, options):
        self.report = check.new_file('.json')
        self.report.touch()
        self.expected = 0  # connections that are known to be over
        self.process = check.start([check.endpoint, 'server', '--listen', '127.0.0.1:0',
                                    '--timeout-ms', 1000 * TIMEOUT, '--report', self.report,
                                    *options])
        self.address = self.process.wait_for(r'^LISTENING (\S+)$').group(1)
        self.port = int(self.address.split(':')[1])

    def reports(self):
        """The reports so far; of a line that is just being written there is no end yet."""
        lines = self.report.read_text().splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith('\n')]

    def expect(self, count=1, last=1, **values):
        """There are `count` more connections than at the call before; the newest ones are reported
        with these values. A line is written when its connection is over, which may be after the
        client has ended."""
        wanted = self.expected + count
        for _ in range(100):
            reports = self.reports()
            if len(reports) >= wanted:
                break
            time.sleep(0.05)
        self.expected = len(reports)
        if len(reports) < wanted:
            raise Problem(f'tls-endpoint reports {len(reports)} connections, not {wanted}')
        for report in reports[-last:]:
            compare(report, values)

    def expect_rows(self, rows):
        """Each suite and version of a matrix was reported as established."""
        self.expect(count=len(rows))
        seen = {(report['suite'], report['version']) for report in self.reports()
                if report['established'] and report['error'] is None}
        missing = [f'{suite.name} {version}' for suite, version in rows
                   if (suite.name, version) not in seen]
        if missing:
            raise Problem('not reported: ' + ', '.join(missing))


def free_port():
    """A port for a peer that cannot choose one itself."""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        return listener.getsockname()[1]


def compare(report, values):
    """Raises Problem unless a report has these values."""
    for name, value in values.items():
        if report.get(name) != value:
            raise Problem(f'{name} is {report.get(name)!r}, not {value!r}: {json.dumps(report)}')


def run(command, **options):
    """A command that ends by itself."""
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          errors='replace', **{'timeout': 2 * TIMEOUT, **options})


def talk(command, steps, **options):
    """A client that passes its standard input on and prints what comes back. Each step is a text
    that it gets and a pattern that its output must then have, at each step anew; the last one ends
    its input. Returns the whole output."""
    process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    timer = threading.Timer(TIMEOUT, process.kill)
    timer.start()
    output = b''
    try:
        for text, pattern in steps:
            begin = len(output)
            process.stdin.write(text.encode())
            process.stdin.flush()
            while not re.search(pattern.encode(), output[begin:]):
                data = process.stdout.read1()
                if not data:
                    raise Problem(f'{pattern} does not come:', decode(output))
                output += data
        process.stdin.close()
        output += process.stdout.read()
    except BrokenPipeError:
        output += process.stdout.read()
        raise Problem('it ends early:', decode(output)) from None
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    return decode(output)


def decode(output):
    return output.decode(errors='replace')


def demand(output, *patterns):
    """Raises Problem unless an output has every pattern."""
    for pattern in patterns:
        if not re.search(pattern, output, re.MULTILINE):
            raise Problem(f'{pattern} is missing:', output)


def forbid(output, *patterns):
    """Raises Problem when an output has one of the patterns."""
    for pattern in patterns:
        if re.search(pattern, output, re.MULTILINE):
            raise Problem(f'{pattern} is there:', output)


def refuses(pattern, function, *arguments, **options):
    """Raises Problem unless a peer fails and says so."""
    try:
        function(*arguments, **options)
    except Problem as problem:
        demand(problem.output, pattern)
    else:
        raise Problem('it got through')
