#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Runs the commands of doc/seeds.rst and looks for the words that it says they print.

usage: seeds.py BUILD_FOLDER
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT = 120  # seconds, of one command


def read_tables():
    """The rows of each table, as lists of cells, by the table's heading."""
    text = (ROOT / 'doc/seeds.rst').read_text()
    pieces = re.split(r'\n([^\n]+)\n~{3,}\n', text)
    for title, section in zip(pieces[1::2], pieces[2::2]):
        rows = re.split(r'\n   \* - ', section)[2:]
        yield title, [[' '.join(cell.split()) for cell in re.split(r'\n     - ', row)]
                      for row in rows]


def quoted(text):
    return re.findall(r'``([^`]+)``', text)


def is_printed(word):
    """Whether a quoted word is something that a program prints, not an option or a name in C++."""
    return not re.match(r'--|\./', word) and '::' not in word


def run(command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    return result.stdout + result.stderr


class Programs:
    """Runs commands as they stand in the tables, each once."""

    def __init__(self, build, scratch):
        self.bin = build / 'bin'
        self.scratch = scratch
        self.outputs = {}
        certificates = ROOT / 'test/interop/make-family-certificates.sh'
        subprocess.run([certificates, scratch / 'FOLDER'], check=True)

    def output(self, cell):
        if cell not in self.outputs:
            self.outputs[cell] = ' '.join(self.play(cell).split())
        return self.outputs[cell]

    def play(self, cell):
        commands = quoted(cell)
        if cell.startswith('server '):
            return self.connect(*commands)
        if cell == '*default*':
            return self.simulate('tls-spdy-session', [])
        words = commands[0].split()
        if words[:2] == ['./tls-spdy', 'test']:
            return run([self.bin / 'tls-spdy-test', '--list'])
        if words[:2] == ['./tls-spdy', 'run']:
            return self.simulate(words[2], words[3:])
        return self.simulate('tls-spdy-session', words)

    def simulate(self, program, options):
        has_files = program in ('tls-spdy-session', 'handshake-latency')
        files = [f'--out={self.scratch}/results'] if has_files else []
        return run([self.bin / program, *options, *files])

    def connect(self, server_options, client_options):
        folder = str(self.scratch / 'FOLDER')
        endpoint = self.bin / 'tls-endpoint'
        report = self.scratch / 'report'
        common = ['--max-conns', '1', '--timeout-ms', '20000', '--report', report]
        server = subprocess.Popen(
            [endpoint, 'server', '--listen', '127.0.0.1:0', '--cert', folder + '/rsa.pem', '--key',
             folder + '/rsa.key', '--mode', 'echo', *common,
             *server_options.replace('FOLDER', folder).split()],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        port = re.search(r':(\d+)', server.stdout.readline()).group(1)
        output = run([endpoint, 'client', '--connect', '127.0.0.1:' + port, '--sni',
                      'www.example.com', '--ca', folder + '/roots.pem', '--send', 'hello',
                      *common[2:], *client_options.split()])
        output += server.communicate(timeout=TIMEOUT)[0] + report.read_text()
        report.unlink()
        return output


def missing_words(programs, cells):
    """What a row says that its command does not print."""
    _, command, look_for = cells
    output = programs.output(command)
    words = [word for word in quoted(look_for) if is_printed(word)]
    if command.startswith('``./tls-spdy test'):
        words = [quoted(command)[0].split()[-1]]
    return [f'{command}: no "{word}"' for word in words if word not in output]


def main():
    if len(sys.argv) != 2:
        sys.exit(f'usage: {sys.argv[0]} BUILD_FOLDER')
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        programs = Programs(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(scratch))
        for title, rows in read_tables():
            missing = [word for cells in rows for word in missing_words(programs, cells)]
            print(f'{"FAIL" if missing else "PASS"} Commands print what doc/seeds.rst says: {title}')
            for word in missing:
                print('    ' + word)
            failed = failed or bool(missing)
    sys.exit(failed)


if __name__ == '__main__':
    main()
