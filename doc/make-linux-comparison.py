#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Compares the simulator with OpenSSL 3.0 over Linux, as measured, and writes
doc/data/linux-comparison.csv and the tables of doc/linux-comparison.rst, which says what is compared,
and how.

usage: make-linux-comparison.py [--quick | --fit] [BUILD_FOLDER]
  --quick   flights, cells without loss and single drops alone; writes nothing
  --fit     what a connection and a message cost that host, for the calibration openssl-testbed
"""

import bisect
import csv
import lzma
import math
import os
import pathlib
import re
import statistics
import struct
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[1]
WORDS = [word for word in sys.argv[1:] if not word.startswith('--')]
PROGRAM = pathlib.Path(WORDS[0] if WORDS else ROOT / 'build') / 'bin/handshake-latency'
JOBS = int(os.environ.get('TLS_SPDY_JOBS', os.cpu_count() or 1))

SAMPLES = 2000                   # simulated, of each cell with losses
UNPENALIZED = 3                  # ms above the median without loss that nobody calls a penalty
TIMER = 36                       # ms that a timer of Linux may be late
EARLY = -5                       # ms that a measured penalty may be below the simulated one
HOST = ('--clientCpu=openssl-testbed', '--serverCpu=openssl-testbed')
TESTBED = ('--chain=openssl-testbed', '--tcp=linux')
BEGIN, END = 'What was found, as the command writes it', 'End of what was found'
QUICK = ('--crypto=modeled',)    # the same times, with stand-ins for public-key arithmetic
FAST = '10Gbps'                  # rate of the measurements without an emulated link


class Kind:
    """A kind of handshake, in the words of the simulator and of the data."""

    def __init__(self, name, row, flights, drops, packets, *options):
        self.name = name         # of the simulator
        self.row = row           # version, key exchange and resumption in the medians
        self.flights = flights   # name in the flights
        self.drops = drops       # name in the single drops, None: not measured
        self.packets = packets   # that must all arrive for a handshake without penalty
        self.options = options   # that it takes beside --kind

    @property
    def resumes(self):
        return self.row[2] != 'none'


ECDHE, RSA, X25519 = 'ECDHE-P256-RSA2048', 'RSA2048', 'X25519-RSA2048'
KINDS = [
    Kind('tls12-ecdhe-rsa', ('TLS1.2', ECDHE, 'none'), 'tls12_ecdhe_rsa', '12E', 8),
    Kind('tls12-rsa', ('TLS1.2', RSA, 'none'), 'tls12_rsa_aes128sha', None, 8),
    Kind('tls12-id', ('TLS1.2', ECDHE, 'sessid'), 'tls12_sessid', None, 4),
    Kind('tls12-ticket', ('TLS1.2', ECDHE, 'ticket'), 'tls12_ticket', '12T', 4),
    Kind('tls13', ('TLS1.3', X25519, 'none'), 'tls13_x25519_rsa', '13', 6, '--group=x25519'),
    Kind('tls13-psk', ('TLS1.3', X25519, 'psk_dhe'), 'tls13_psk_dhe', None, 4, '--group=x25519'),
]


def measured(name):
    """The rows of a measurement."""
    with lzma.open(ROOT / 'doc/data/linux' / f'{name}.csv.xz', 'rt', newline='') as file:
        return list(csv.DictReader(file))


def simulate(kind, *options, folder=None):
    """The rows of latency.csv, or of the one row that --only takes."""
    with tempfile.TemporaryDirectory() as own:
        out = pathlib.Path(folder or own)
        subprocess.run([PROGRAM, f'--kind={kind.name}', f'--out={out}', *TESTBED, *kind.options,
                        *options], check=True, stdout=subprocess.DEVNULL)
        path = out / 'row-1.csv' if '--only=1' in options else out / 'latency.csv'
        with open(path, newline='') as file:
            return list(csv.DictReader(file))


def in_parallel(work, items):
    """What work gives for each item, in their order."""
    with ThreadPoolExecutor(JOBS) as pool:
        return list(pool.map(work, items))


def existing_kinds():
    """The kinds that the simulator has, and the names of those that it lacks."""
    text = subprocess.run([PROGRAM, '--PrintHelp'], capture_output=True, text=True).stdout
    names = re.search(r'--kind:.*a list of: (.*?)(?: \[|$)', text, re.M).group(1).split(', ')
    return [k for k in KINDS if k.name in names], [k.name for k in KINDS if k.name not in names]


class Report:
    """What was compared: a table, and a line for each check."""

    def __init__(self):
        self.rows = []           # of the file, and for each check what held and what did not
        self.counts = {}
        self.found = {}          # for each check the numbers that were found, with their unit
        self.pools = {}          # of penalties: what the second table says, by kind and RTT

    def add(self, check, kind, cell, real, simulated, found, limit, passes):
        self.rows.append((check, kind, cell, real, simulated, found, limit,
                          'yes' if passes else 'NO'))
        self.found.setdefault(check, []).append(found)
        good, bad = self.counts.setdefault(check, ([], []))
        (good if passes else bad).append(f'{kind} {cell}: {found}, allowed is {limit}')

    def tell(self):
        for check, (good, bad) in self.counts.items():
            print(f'{"FAIL" if bad else "PASS"} {check} '
                  f'({len(good)} of {len(good) + len(bad)} hold)')
            for line in bad:
                print('    ' + line)
        return not any(bad for _, bad in self.counts.values())

    def write(self):
        with open(ROOT / 'doc/data/linux-comparison.csv', 'w', newline='') as file:
            writer = csv.writer(file, lineterminator='\n')
            writer.writerow(('check', 'kind', 'cell', 'measured', 'simulated', 'found', 'limit',
                             'holds'))
            writer.writerows(self.rows)
        path = ROOT / 'doc/linux-comparison.rst'
        text = path.read_text()
        before, rest = text.split(f'.. {BEGIN}\n')
        after = rest.split(f'.. {END}\n')[1]
        path.write_text(f'{before}.. {BEGIN}\n\n{self.tables()}\n.. {END}\n{after}')

    def tables(self):
        """What was found, for the manual."""
        checks = []
        for check, (good, bad) in self.counts.items():
            numbers = [(float(text.split()[0]), text) for text in self.found[check]]
            checks.append((check, f'{len(good)} of {len(good) + len(bad)}', min(numbers)[1],
                           max(numbers)[1]))
        return '\n'.join((
            table(('', 'hold', 'least found', 'most found'), checks),
            table(('Mean of penalties', 'measured, N', 'simulated, no SACK', 'distance',
                   'measured, A', 'distance', 'simulated, SACK', 'distance from A'),
                  [(f'{kind}, RTT {rtt} ms', *values)
                   for (kind, rtt), values in self.pools.items()])))


def table(header, rows):
    """A list-table of the manual."""
    lines = ['.. list-table::', '   :header-rows: 1', '']
    for row in (header, *rows):
        lines += [('   * - ' if i == 0 else '     - ') + text for i, text in enumerate(row)]
    return '\n'.join(line.rstrip() for line in lines) + '\n'


# Flights

def segments(path):
    """Payload sizes of a capture's TCP segments, by direction."""
    data = pathlib.Path(path).read_bytes()
    found = {'c2s': [], 's2c': []}
    at = 24
    while at < len(data):
        length = struct.unpack_from('<I', data, at + 8)[0]
        packet = data[at + 16:at + 16 + length]
        at += 16 + length
        header = 4 * (packet[0] & 15)
        payload = length - header - 4 * (packet[header + 12] >> 4)
        to_server = struct.unpack_from('>H', packet, header + 2)[0] == 443
        if payload > 0:
            found['c2s' if to_server else 's2c'].append(payload)
    return found


def compare_flights(kinds, report):
    table = measured('tls-flights-openssl')

    def capture(kind):
        with tempfile.TemporaryDirectory() as folder:
            simulate(kind, '--rtt=10ms', '--loss=0', '--only=1', '--pcap=true', folder=folder)
            return segments(pathlib.Path(folder) / 'row-1-client.pcap')

    for kind, found in zip(kinds, in_parallel(capture, kinds)):
        for row in table:
            if row['kind'] != kind.flights:
                continue
            name = re.sub(r' ?\(.*', '', row['flight'])
            for side in ('c2s', 's2c') if row['dir'] == 'both' else (row['dir'],):
                expected = [int(size) for size in row['tcp_segments'].split('+')]
                if expected == [1]:
                    expected = [int(row['tcp_payload_bytes'])]
                ours, found[side] = found[side][:len(expected)], found[side][len(expected):]
                total = int(row['tcp_payload_bytes'])
                off = 100 * (sum(ours) / total - 1)
                full = [size == 1448 for size in expected] == [size == 1448 for size in ours]
                report.add('Flights have the sizes of OpenSSL', kind.name, f'{name} {side}',
                           row['tcp_payload_bytes'] if len(expected) == 1 else row['tcp_segments'],
                           '+'.join(map(str, ours)), f'{off:+.1f} %', '2 % and as many segments',
                           abs(off) <= 2 and full)


# Cells without loss

def medians(series, kind):
    """The measured cells of a kind without (series A) or with losses."""
    return [row for row in measured('handshake-latency-linux')
            if row['series'] == series and (row['version'], row['kx'], row['resume']) == kind.row]


def rate_of(row):
    return f'{float(row["rate"]):.0f}bps' if float(row['rate']) > 0 else FAST


def median_without_loss(kind, rtt):
    """The measured median at 10 Mbit/s."""
    return next(float(row['handshake_p50']) for row in medians('A', kind)
                if row['rtt_ms'] == str(rtt) and row['loss'] == '0' and float(row['rate']) != 1e6)


def compare_lossless(kinds, report):
    cells = [(kind, row) for kind in kinds for row in medians('A', kind) if row['loss'] == '0']
    found = in_parallel(
        lambda cell: simulate(cell[0], *HOST, f'--rtt={cell[1]["rtt_ms"]}ms', '--loss=0',
                              '--sack=false', '--rate=' + rate_of(cell[1]))[0], cells)
    for (kind, row), ours in zip(cells, found):
        rate = {0: 'no link', 1e6: '1 Mbit/s', 1e7: '10 Mbit/s'}[float(row['rate'])]
        cell = f'RTT {row["rtt_ms"]} ms, {rate}'
        real, simulated = float(row['handshake_p50']), float(ours['handshake_ms'])
        report.add('Medians without loss', kind.name, cell, f'{real:.2f}', f'{simulated:.2f}',
                   f'{simulated - real:+.2f} ms', '1 ms', abs(simulated - real) <= 1)
        if float(row['rate']) == 0 and not kind.resumes:
            off = 100 * (simulated / real - 1)
            report.add('Host costs predict full handshakes', kind.name, cell, f'{real:.2f}',
                       f'{simulated:.2f}', f'{off:+.1f} %', '15 %', abs(off) <= 15)


# Single drops

def drops_of(text):
    """The packets of the data, as "s2c:3+5" or "c2s:1 SYN x2", in the words of --drop."""
    side, numbers = re.match(r'(c2s|s2c):(\d+(?:\+\d+)*)', text).groups()
    twice = re.search(r'x2\((.*)\)', text)
    numbers = twice.group(1).split('+') if twice else numbers.split('+')
    if text.endswith('SYN x2'):
        numbers = ['1', '2']
    return ','.join(f'{side}:{number}' for number in numbers)


def timers_of(kind, text):
    """How many timers fire one after the other: those of a packet and of its repairs."""
    if ' x2' in text:
        return 2
    # A resumed session's server sends one packet, 3: 4 and 5 are its repairs.
    return text.count('+') + 1 if kind.resumes and text.startswith('s2c:3+') and \
        text != 's2c:3+5' else 1


def compare_drops(kinds, report):
    # In a resumed session s2c:6 is the close_notify of a server that closes first.
    cells = [(kind, row) for kind in kinds for row in measured('single-drop-linux')
             if row['stack'].startswith('sack0') and row['kind'] == kind.drops and
             not (kind.resumes and row['dropped'].startswith('s2c:5 x2'))]

    def run(cell):
        kind, row = cell
        drops = () if row['dropped'] == 'none' else ('--drop=' + drops_of(row['dropped']),)
        return simulate(kind, *HOST, f'--rtt={row["rtt_ms"]}ms', '--loss=0', '--sack=false',
                        *drops)[0]

    results = in_parallel(run, cells)
    clean = {(kind.name, row['rtt_ms']): ours for (kind, row), ours in zip(cells, results)
             if row['dropped'] == 'none'}
    for (kind, row), ours in zip(cells, results):
        if row['dropped'] == 'none':
            continue
        rtt = row['rtt_ms']
        base = next(cell for cell in medians('A', kind) if cell['rtt_ms'] == rtt and
                    cell['loss'] == '0' and float(cell['rate']) == 1e7)
        for what, median, column in (('handshake', 'handshake_p50', 'handshake_ms'),
                                     ('first byte', 'ttfb_p50', 'ttfb_ms')):
            key = 't_handshake_med_ms' if what == 'handshake' else 't_ttfb_med_ms'
            real = float(row[key]) - float(base[median])
            simulated = float(ours[column]) - float(clean[kind.name, rtt][column])
            late = TIMER * timers_of(kind, row['dropped'])
            report.add('Single drops cost what they cost Linux', kind.name,
                       f'{row["dropped"]} at RTT {rtt} ms, {what}', f'{real:.1f}',
                       f'{simulated:.1f}', f'{real - simulated:+.1f} ms', f'{EARLY} to {late} ms',
                       EARLY <= real - simulated <= late)


# Cells with losses

def distance(first, second, band):
    """The largest difference of two distributions' shares that times moved by band() leave."""
    first, second = sorted(first), sorted(second)
    worst = 0
    for one, other in ((first, second), (second, first)):
        for i, value in enumerate(one):
            # How many of the others lie below what may still be taken for this value?
            share = bisect.bisect_right(other, value + band(value)) / len(other)
            worst = max(worst, (i + 1) / len(one) - share)
    return worst


def band_above(unpenalized):
    """The band of times: narrow where nothing was lost."""
    return lambda value: UNPENALIZED if value <= unpenalized else max(TIMER, 0.03 * value)


class LossyCells:
    """Measured and simulated handshakes of a kind by round-trip time and loss."""

    def __init__(self, kinds, sack):
        samples = measured('handshake-samples-linux')
        self.real = {}
        for row in samples:
            key = row['series'], row['kind'], int(row['rtt_ms']), float(row['loss'])
            self.real.setdefault(key, []).append(float(row['handshake_ms']))
        self.cells = [(kind, rtt, loss) for kind in kinds
                      for series, name, rtt, loss in sorted(self.real)
                      if series == 'N' and name == kind.name]
        self.base = {}
        for kind, rtt in {(kind, rtt) for kind, rtt, _ in self.cells}:
            self.base[kind.name, rtt] = float(simulate(
                kind, *HOST, f'--rtt={rtt}ms', '--loss=0')[0]['handshake_ms'])
        found = in_parallel(
            lambda cell: [float(row['handshake_ms'] or 'inf') for row in simulate(
                cell[0], *HOST, f'--rtt={cell[1]}ms', f'--loss={cell[2]}',
                f'--samples={SAMPLES}', f'--sack={sack}', *QUICK)], self.cells)
        self.found = {(kind.name, rtt, loss): times
                      for (kind, rtt, loss), times in zip(self.cells, found)}

    def penalties(self, times, base):
        return [time - base for time in times if time > base + UNPENALIZED]

    def pools(self, series):
        """Kind, RTT, and the penalties at all losses, measured and simulated."""
        for kind, rtt in dict.fromkeys((kind, rtt) for kind, rtt, _ in self.cells):
            losses = [loss for other, time, loss in self.cells if (other, time) == (kind, rtt)]
            real = median_without_loss(kind, rtt)
            yield (kind, rtt,
                   [value for loss in losses for value in
                    self.penalties(self.real[series, kind.name, rtt, loss], real)],
                   [value for loss in losses for value in
                    self.penalties(self.found[kind.name, rtt, loss], self.base[kind.name, rtt])])


def compare_losses(kinds, report):
    cells = LossyCells(kinds, 'false')
    for kind, rtt, loss in cells.cells:
        cell = f'RTT {rtt} ms, loss {100 * loss:g} %'
        base = cells.base[kind.name, rtt]
        times = cells.found[kind.name, rtt, loss]
        law = (1 - loss) ** kind.packets
        share = sum(time <= base + UNPENALIZED for time in times) / len(times)
        error = math.sqrt(law * (1 - law) / len(times))
        report.add('Shares without penalty', kind.name, cell, f'{law:.4f} (law)', f'{share:.4f}',
                   f'{(share - law) / error:+.2f} standard errors', '3.3 standard errors',
                   abs(share - law) <= 3.3 * error)
    for kind, rtt, loss in cells.cells:
        if loss < 0.05:
            continue
        real = cells.real['N', kind.name, rtt, loss]
        ours = cells.found[kind.name, rtt, loss]
        found = distance(real, ours, band_above(median_without_loss(kind, rtt) + UNPENALIZED))
        report.add('Distributions at 5 and 10 % loss', kind.name,
                   f'RTT {rtt} ms, loss {100 * loss:g} %', f'{statistics.mean(real):.1f} (mean)',
                   f'{statistics.mean(ours):.1f} (mean)', f'{found:.3f}', '0.07', found <= 0.07)
    for kind, rtt, real, ours in cells.pools('N'):
        found = distance(real, ours, band_above(0))
        report.add('Penalties of all losses together', kind.name, f'RTT {rtt} ms',
                   f'{statistics.mean(real):.1f} (mean)', f'{statistics.mean(ours):.1f} (mean)',
                   f'{found:.3f}', '0.10', found <= 0.10)
    return cells


def compare_series_a(kinds, without_sack, report):
    """What ns-3 lacks of Linux as it ships: no check, but the size of the difference."""
    def describe(times):
        return f'{statistics.mean(times):.0f} ms'

    with_sack = LossyCells(kinds, 'true')
    plain = {(kind.name, rtt): (real, ours) for kind, rtt, real, ours in without_sack.pools('N')}
    shipped = {(kind.name, rtt): (real, ours) for kind, rtt, real, ours in without_sack.pools('A')}
    for kind, rtt, real, ours in with_sack.pools('A'):
        key = kind.name, rtt
        report.pools[key] = (
            describe(plain[key][0]), describe(plain[key][1]),
            f'{distance(*plain[key], band_above(0)):.3f}',
            describe(real), f'{distance(*shipped[key], band_above(0)):.3f}',
            describe(ours), f'{distance(real, ours, band_above(0)):.3f}')


# Host costs

def solve(rows, values):
    """Least squares with two unknowns, none below 0."""
    best = None
    for used in ((0, 1), (0,), (1,)):
        a = [[sum(row[i] * row[j] for row in rows) for j in used] for i in used]
        b = [sum(row[i] * value for row, value in zip(rows, values)) for i in used]
        if len(used) == 2:
            det = a[0][0] * a[1][1] - a[0][1] * a[1][0]
            found = [(b[0] * a[1][1] - b[1] * a[0][1]) / det,
                     (a[0][0] * b[1] - a[1][0] * b[0]) / det]
        else:
            found = [b[0] / a[0][0]]
        x = [0, 0]
        for i, value in zip(used, found):
            x[i] = value
        error = sum((sum(c * y for c, y in zip(row, x)) - value) ** 2
                    for row, value in zip(rows, values))
        if min(x) >= 0 and (best is None or error < best[0]):
            best = error, x
    return best[1]


def fit(kinds):
    """Host costs out of the resumed rows at RTT 0: what a connection costs is the time of connect
    there, what a message and an octet of it cost follows from the handshakes."""
    resumed = [(kind, row) for kind in kinds if kind.resumes for row in medians('A', kind)
               if float(row['rate']) == 0]
    connection = statistics.mean(float(row['connect_p50']) for _, row in resumed)

    def time(kind, connection, message, octet):
        with tempfile.NamedTemporaryFile('w', suffix='.txt') as file:
            file.write(f'from openssl-3.0\nconnection none 0 {connection * 1e6:.0f} 0\n'
                       f'message none 0 {message * 1e6:.0f} {octet * 1e6:.3f}\n')
            file.flush()
            return float(simulate(kind, '--rtt=0ms', '--loss=0', f'--rate={FAST}',
                                  f'--clientCpu={file.name}', f'--serverCpu={file.name}')[0]
                         ['handshake_ms'])

    rows, values = [], []
    for kind, row in resumed:
        base = time(kind, connection, 0, 0)
        rows.append((time(kind, connection, 1, 0) - base,
                     time(kind, connection, 0, 0.001) - base))
        values.append(float(row['handshake_p50']) - base)
    message, octets = solve(rows, values)
    print(f'connection    none                 0  {connection * 1e6:11.0f}            0')
    print(f'message       none                 0  {message * 1e6:11.0f}  {octets * 1e3:11.4f}')
    for kind, row in [(kind, row) for kind in kinds for row in medians('A', kind)
                      if float(row['rate']) == 0]:
        found = time(kind, connection, message, octets / 1000)
        real = float(row['handshake_p50'])
        print(f'# {kind.name}: {found:.2f} ms, measured {real:.2f} ms, '
              f'{100 * (found / real - 1):+.1f} %' + ('' if kind.resumes else ', not fitted'))


def main():
    kinds, missing = existing_kinds()
    if '--fit' in sys.argv:
        fit(kinds)
        return True
    for name in missing:
        print(f'    {name} is measured, but is no kind of the simulator yet')
    report = Report()
    compare_flights(kinds, report)
    compare_lossless(kinds, report)
    compare_drops(kinds, report)
    if '--quick' in sys.argv:
        return report.tell()
    compare_series_a(kinds, compare_losses(kinds, report), report)
    report.write()
    return report.tell()


if __name__ == '__main__':
    sys.exit(0 if main() else 1)
