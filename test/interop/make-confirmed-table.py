#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Writes doc/data/confirmed-suites.csv from what the check-family-* left in a build folder: which
real peer confirmed which cipher suite, in which version and in which role of tls-endpoint.

usage: make-confirmed-table.py BUILD_FOLDER
"""

import collections
import csv
import pathlib
import sys

from family import CONFIRMED_TABLE, ROLES, read_suites


def read_confirmed(build):
    """Peers by suite, version and role."""
    peers = collections.defaultdict(set)
    for file in sorted(build.glob('test/check-family-*/confirmed.txt')):
        for line in file.read_text().splitlines():
            suite, version, role, peer = line.split()
            peers[suite, version, role].add(peer)
    return peers


def main():
    if len(sys.argv) != 2:
        sys.exit(f'usage: {sys.argv[0]} BUILD_FOLDER')
    peers = read_confirmed(pathlib.Path(sys.argv[1]))
    with open(CONFIRMED_TABLE, 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(['suite', 'version', *ROLES])
        # A row for each suite and version that the module has, whether or not a peer has it.
        for suite in read_suites():
            for version in suite.versions:
                writer.writerow([suite.name, version, *(' '.join(sorted(
                    peers[suite.name, version, role])) for role in ROLES)])


if __name__ == '__main__':
    main()
