#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Fits early-web to the HTTP row of Google's SPDY whitepaper (2009), predicts the SPDY row and what
else the paper saw, and writes doc/data/page-fit.csv and doc/data/page-comparison.csv.

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
RTTS = (20, 40, 60, 80, 120, 160, 200)
HTTP = (1240, 1571, 1909, 2268, 2927, 3650, 4498)
SPDY = (1087, 1279, 1526, 1727, 2240, 2772, 3293)
LINK = ('--down=4Mbps', '--up=1Mbps', '--tcpVariant=TcpNewReno', '--synTimeout=3s')
SWEPT = '--rtt=' + ','.join(f'{rtt}ms' for rtt in RTTS)


def load(*options, file='pages.csv'):
    """The rows of a sweep."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([BUILD / 'bin/page-load', f'--out={folder}', *LINK, *options],
                       check=True, stdout=subprocess.DEVNULL)
        with open(pathlib.Path(folder) / file, newline='') as rows:
            return list(csv.DictReader(rows))


def times(rows):
    return [float(row['plt_ms']) for row in rows]


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
            range(4, 8), range(40, 80, 5), (3, 4), (4, 6)):
        found = times(load('--protocol=http', SWEPT, f'--depth={depth}', f'--thinkTime={think}ms',
                           f'--initcwnd={window}', f'--connections={connections}'))
        rows.append((depth, think, window, connections, round(error(found, HTTP), 5)))
    write('page-fit.csv', ('depth', 'think_ms', 'initcwnd', 'connections', 'error'), rows)
    return min(rows, key=lambda row: row[-1])


best = fit()
print('fit: depth %d, think time %d ms, initcwnd %d, %d connections, error %.1f %%' %
      (*best[:4], 100 * best[4]))
shape = (f'--depth={best[0]}', f'--thinkTime={best[1]}ms', f'--initcwnd={best[2]}',
         f'--connections={best[3]}')

table = []
series = {}
for name, options in (('http', ('--protocol=http', '--domains=multi')),
                      ('spdy, one session', ('--protocol=spdy/2-tcp', '--domains=single')),
                      ('spdy, a session per host', ('--protocol=spdy/2-tcp', '--domains=multi')),
                      ('spdy, one session, push',
                       ('--protocol=spdy/2-tcp', '--domains=single', '--push=true')),
                      ('spdy over TLS, one session', ('--protocol=spdy/2', '--domains=single'))):
    rows = load(SWEPT, *shape, *options)
    series[name] = rows
    slope, intercept, explained = line(times(rows))
    print(f'{name}: {slope:.2f} ms/ms, {intercept:.0f} ms at RTT 0, R2 {explained:.4f},',
          'header bytes', rows[0]['header_bytes_wire'],
          'packets', int(rows[0]['packets_up']) + int(rows[0]['packets_down']))
    published = HTTP if name == 'http' else SPDY
    for rtt, row, value in zip(RTTS, rows, published):
        found = float(row['plt_ms'])
        known = name in ('http', 'spdy, one session')
        table.append((name, rtt, 0, round(found), value if known else '',
                      f'{100 * (found / value - 1):.1f}' if known else ''))
        if known:
            print(f'  {rtt} ms: {found:.0f} published {value} {100 * (found / value - 1):+.1f} %')

losses = '--loss=0,0.005,0.01,0.015,0.02,0.025'
for name, options in (('http', ('--protocol=http', '--domains=multi')),
                      ('spdy, one session', ('--protocol=spdy/2-tcp', '--domains=single')),
                      ('spdy, a session per host',
                       ('--protocol=spdy/2-tcp', '--domains=multi'))):
    for row in load('--rtt=20ms', losses, '--samples=200', *shape, *options,
                    file='pages-summary.csv'):
        print(name, 'loss', row['loss'], 'mean', row['plt_mean_ms'], 'median', row['plt_p50_ms'])
        if float(row['loss']) > 0:
            table.append((name, 20, row['loss'], round(float(row['plt_mean_ms'])), '', ''))
write('page-comparison.csv',
      ('series', 'rtt_ms', 'loss', 'mean_plt_ms', 'published_ms', 'difference_percent'), table)
