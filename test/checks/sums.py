#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Adds up what the programs write: parts of a handshake, processor time, segments, waits.

usage: sums.py BUILD_FOLDER
"""

import collections
import csv
import math
import pathlib
import re
import subprocess
import sys
import tempfile

KINDS = ('tls12-ecdhe-rsa,tls12-rsa,tls12-id,tls12-ticket,tls12-false-start,tls12-client-auth,'
         'ssl3-rsa,tls13,tls13-hrr,tls13-psk,tls13-0rtt,tls13-client-auth')
REACHED = ('connect_ms', 'hello_ms', 'certificate_ms', 'key_exchange_ms', 'handshake_ms')
FAILURES = []


def check(title, action):
    """Prints PASS or FAIL for an action that asserts."""
    try:
        action()
        print('PASS', title)
    except AssertionError as error:
        FAILURES.append(title)
        print('FAIL', title, '\n ', error)


class Run:
    """A program and what it wrote."""

    def __init__(self, programs, folder, name, *options):
        self.folder = folder
        result = subprocess.run([programs / name, '--crypto=modeled', *options, f'--out={folder}'],
                                capture_output=True, text=True, timeout=600, check=True)
        self.output = result.stdout

    def rows(self, name):
        with open(self.folder / name, newline='', encoding='ascii') as file:
            return list(csv.DictReader(file))


def number(row, column):
    return float(row[column]) if row[column] else None


def parts_follow(rows):
    """What is reached is reached in order, and tls_ms is the rest after TCP."""
    assert {row['result'] for row in rows} == {'ok'}, 'all are well'
    for row in rows:
        times = [number(row, column) for column in REACHED]
        assert None not in (times[0], times[1], times[4]), row
        known = [time for time in times if time is not None]
        assert known == sorted(known), row
        assert times[0] <= number(row, 'ttfb_ms') <= number(row, 'ttlb_ms'), row
        # The Client Hello leaves when TCP is connected and the random is drawn.
        hello = times[4] - number(row, 'tls_ms')
        assert times[0] <= hello <= times[0] + 1, row
        if row['kind'] in ('tls12-false-start', 'tls13-0rtt'):
            continue
        assert times[4] <= number(row, 'ttfb_ms'), row


def phases_add_up(run, rows):
    """The boxes of the picture of phases are as high as the mean time to the first octet."""
    script = (run.folder / 'phases.plt').read_text(encoding='ascii')
    boxes = re.findall(r'^"([^"]+)" ([\d. ]+)$', script, re.MULTILINE)
    assert [kind for kind, _ in boxes] == KINDS.split(','), boxes
    for kind, values in boxes:
        first, = [row for row in rows if (row['kind'], row['loss']) == (kind, '0')]
        total = max(number(first, 'ttfb_ms'), number(first, 'handshake_ms'))
        height = sum(float(value) for value in values.split())
        assert math.isclose(height, total, abs_tol=1e-3), (kind, height, total)


def segments_add_up(rows):
    """What is sent again is part of what is sent, and what is lost is why."""
    for row in rows:
        sent = int(row['segments_c2s']) + int(row['segments_s2c'])
        again = int(row['retransmissions'])
        assert again < sent, row
        assert again == 0 or row['lost'], row
        assert (row['repair'] == '') or row['lost'], row
    again = sum(int(row['retransmissions']) for row in rows if row['loss'] == '0.1')
    assert again > 0, 'some are sent again'


def processors_add_up(slow, fast):
    """Processor time is charged to the side that has it, and to nobody where all is free."""
    for one, other in zip(slow, fast):
        assert number(one, 'client_cpu_ms') > 0 and number(one, 'server_cpu_ms') > 0, one
        assert number(other, 'client_cpu_ms') == number(other, 'server_cpu_ms') == 0, other
        # A server that needs no time answers early requests in one segment with its handshake.
        if one['loss'] == '0' and one['kind'] not in ('tls12-false-start', 'tls13-0rtt'):
            # Nobody waits for more than all that both have to compute.
            most = number(one, 'client_cpu_ms') + number(one, 'server_cpu_ms')
            took = number(one, 'handshake_ms') - number(other, 'handshake_ms')
            assert 0 < took <= most, (one, other)


def steps_add_up(session):
    """Steps of a time line have the processor time of the table of costs behind them."""
    spent = collections.Counter()
    for row in session.rows('timeline.csv'):
        spent[row['node']] += float(row['cpu_us'] or 0)
    table = collections.Counter()
    for node, cost in re.findall(r'^(client|server)  all \w+ +([\d.]+)$', session.output,
                                 re.MULTILINE):
        table[node] += float(cost)
    for node in ('client', 'server'):
        assert table[node] > 100, table
        assert math.isclose(spent[node], table[node], abs_tol=0.05), (node, spent, table)


def waits_add_up(run):
    """What handshakes of a full server wait for cores is part of what they take."""
    rows = run.rows('load-raw.csv')
    for row in rows:
        computed = number(row, 'server_cpu_ms') + number(row, 'server_queue_ms')
        assert 0 < computed < number(row, 'handshake_ms'), row
    cell, = run.rows('load.csv')
    waits = sorted(number(row, 'server_queue_ms') for row in rows)
    p95 = waits[math.ceil(0.95 * len(waits)) - 1]
    assert p95 > 0 and math.isclose(number(cell, 'cpu_queue_p95_ms'), p95), (cell, p95)


def main():
    programs = pathlib.Path(sys.argv[1]).resolve() / 'bin'
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        grid = (f'--kind={KINDS}', '--rtt=20ms', '--loss=0,0.1', '--samples=10')
        sweep = Run(programs, scratch / 'sweep', 'handshake-latency', *grid)
        free = Run(programs, scratch / 'free', 'handshake-latency', *grid, '--clientCpu=zero',
                   '--serverCpu=zero')
        session = Run(programs, scratch / 'session', 'tls-spdy-session')
        load = Run(programs, scratch / 'load', 'server-load', '--offered=3000', '--handshakes=2000',
                   '--warmup=200')
        rows = sweep.rows('latency.csv')
        check('Parts of every kind of handshake follow each other', lambda: parts_follow(rows))
        check('Phases add up to the time to the first octet', lambda: phases_add_up(sweep, rows))
        check('Segments that are sent again are part of those sent', lambda: segments_add_up(rows))
        check('Processor time of both sides bounds what it adds to a handshake',
              lambda: processors_add_up(rows, free.rows('latency.csv')))
        check('Steps of a session add up to the costs of its cryptography',
              lambda: steps_add_up(session))
        check('Waits for cores are part of the handshakes of a full server',
              lambda: waits_add_up(load))
    return 1 if FAILURES else 0


if __name__ == '__main__':
    sys.exit(main())
