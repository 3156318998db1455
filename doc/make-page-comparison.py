#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Fits early-web to the HTTP row of Google's SPDY whitepaper (2009), predicts the other rows of its
tables, and writes doc/data/page-fit.csv and doc/data/page-comparison.csv.

usage: make-page-comparison.py [BUILD_FOLDER]
"""

import csv
import itertools
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / 'build')
LINK = ('--down=4Mbps', '--up=1Mbps', '--synTimeout=3s', '--binding=early')
SAMPLES = 200

# Table 3: mean load time in ms by round-trip time in ms.
RTTS = (20, 40, 60, 80, 120, 160, 200)
HTTP = (1240, 1571, 1909, 2268, 2927, 3650, 4498)
SPDY = (1087, 1279, 1526, 1727, 2240, 2772, 3293)
# Table 2: by packet loss.
LOSSES = (0, 0.005, 0.01, 0.015, 0.02, 0.025)
HTTP_LOSS = (1152, 1638, 2060, 2372, 2904, 3028)
SPDY_LOSS = (1016, 1105, 1200, 1394, 1537, 1707)
# Table 1: by what carries the page, with 1 % of the packets lost.
CARRIERS = {
    'HTTP': (('--protocol=http', '--domains=multi'), 2348),
    'SPDY, a session for each host': (('--protocol=spdy/2-tcp', '--domains=multi'), 1325),
    'SPDY, one session': (('--protocol=spdy/2-tcp', '--domains=single'), 934),
    'SPDY, one session, push':
        (('--protocol=spdy/2-tcp', '--domains=single', '--push=true'), 951),
    # RSA key exchange, as servers of the time preferred.
    'SPDY, one session over TLS':
        (('--protocol=spdy/2', '--domains=single', '--kind=tls12-rsa'), 1099),
}
LOSSY_RTT = 20  # the paper does not say which


def load(*options, file='pages-summary.csv'):
    """The rows of a sweep."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([BUILD / 'bin/page-load', f'--out={folder}', *LINK, *options],
                       check=True, stdout=subprocess.DEVNULL)
        with open(pathlib.Path(folder) / file, newline='') as rows:
            return list(csv.DictReader(rows))


def listed(option, values, unit=''):
    return f'--{option}=' + ','.join(f'{value}{unit}' for value in values)


def means(rows):
    for row in rows:
        if row['failed'] != '0':
            print('a load failed:', row)
    return [float(row['plt_mean_ms']) for row in rows]


def error(found, published):
    """Root of the mean square of relative errors."""
    return statistics.fmean((a / b - 1) ** 2 for a, b in zip(found, published)) ** 0.5


def line(found):
    """Slope, intercept and share of the variance that a straight line over the RTT explains."""
    slope, intercept = statistics.linear_regression(RTTS, found)
    return slope, intercept, statistics.correlation(RTTS, found) ** 2


def write(name, header, rows):
    with open(ROOT / 'doc/data' / name, 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(header)
        writer.writerows(rows)


def fit():
    """The best of a grid, on the HTTP row alone."""
    rows = []
    for depth, think, window, connections in itertools.product(
            range(3, 8), range(25, 80, 5), (3, 4), (4, 6)):
        found = means(load('--protocol=http', listed('rtt', RTTS, 'ms'), f'--depth={depth}',
                           f'--thinkTime={think}ms', f'--initcwnd={window}',
                           f'--connections={connections}'))
        rows.append((depth, think, window, connections, round(error(found, HTTP), 5)))
    write('page-fit.csv', ('depth', 'think_ms', 'initcwnd', 'connections', 'error'), rows)
    return sorted(rows, key=lambda row: row[-1])


def note(series, rtts, losses, found, published):
    """Keeps a series for the table, and prints it."""
    print(f'{series}:')
    for rtt, loss, value, wanted in zip(rtts, losses, found, published):
        difference = f'{100 * (value / wanted - 1):.1f}' if wanted else ''
        table.append((series, rtt, loss, round(value), wanted or '', difference))
        print(f'  RTT {rtt} ms, loss {loss}: {value:.0f}, published {wanted}, {difference} %')


table = []
best = fit()
for row in best[:5]:
    print('fit: depth %d, think time %d ms, initcwnd %d, %d connections, error %.4f' % row)
shape = (f'--depth={best[0][0]}', f'--thinkTime={best[0][1]}ms', f'--initcwnd={best[0][2]}',
         f'--connections={best[0][3]}')
if len(sys.argv) > 2:
    shape += tuple(sys.argv[2:])

unknown = (None,) * len(RTTS)
for name, (options, _) in CARRIERS.items():
    rows = load(listed('rtt', RTTS, 'ms'), *shape, *options)
    published = {'HTTP': HTTP, 'SPDY, one session': SPDY}.get(name, unknown)
    note(name, RTTS, (0,) * len(RTTS), means(rows), published)
    print('  slope %.2f, intercept %.0f ms, R2 %.4f' % line(means(rows)), 'header bytes',
          rows[0]['header_bytes_wire_mean'], 'packets',
          float(rows[0]['packets_up_mean']) + float(rows[0]['packets_down_mean']))

for name, published in (('HTTP', HTTP_LOSS), ('SPDY, one session', SPDY_LOSS),
                        ('SPDY, a session for each host', (None,) * len(LOSSES))):
    found = means(load(f'--rtt={LOSSY_RTT}ms', listed('loss', LOSSES), f'--samples={SAMPLES}',
                       *shape, *CARRIERS[name][0]))
    note(name + ', by loss', (LOSSY_RTT,) * len(LOSSES), LOSSES, found, published)

for name, (options, published) in CARRIERS.items():
    found = means(load(f'--rtt={LOSSY_RTT}ms', '--loss=0.01', f'--samples={SAMPLES}', *shape,
                       *options))
    note(name + ', table 1', (LOSSY_RTT,), (0.01,), found, (published,))

write('page-comparison.csv',
      ('series', 'rtt_ms', 'loss', 'mean_plt_ms', 'published_ms', 'difference_percent'), table)
