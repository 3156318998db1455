#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Checks that README.md and doc/ say what the code has: links, the scenario, attributes, trace
sources, options, columns, cipher suites and alerts.

usage: documentation.py [BUILD_FOLDER]
"""

import importlib.util
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / 'README.md').read_text()
MANUAL = (ROOT / 'doc/tls-spdy.rst').read_text()
FOLDERS = ('model/', 'helper/', 'examples/', 'test/', 'doc/')
SOURCES = sorted(path for top in ('model', 'helper', 'examples') for path in
                 (ROOT / top).rglob('*.cc'))


def check(title, findings):
    findings = sorted(set(findings))
    print(('FAIL ' if findings else 'PASS ') + title)
    for finding in findings:
        print('    ' + finding)


def is_there(name, base=ROOT):
    return any(base.glob(name.rstrip('/')))


def sections(heading):
    """The parts of the manual below a heading that are underlined with +, by their titles."""
    part = re.split(r'\n' + heading + r'\n=+\n', MANUAL)[1]
    part = re.split(r'\n[^\n]+\n={3,}\n', part)[0]
    pieces = re.split(r'\n([^\n]+)\n\+{3,}\n', part)
    return dict(zip(pieces[1::2], pieces[2::2]))


links = [f'README.md: {link}' for link in
         re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', README) for link in link
         if link and '://' not in link and not is_there(link)]
links += [f'tls-spdy.rst: {link}' for link in
          re.findall(r'\.\. (?:figure|image|include):: (\S+)', MANUAL)
          if not is_there(link, ROOT / 'doc')]
for name, text, quoted in (('README.md', README, r'(?<!`)`([^`\n]+)`'),
                           ('tls-spdy.rst', MANUAL, r'``([^`\n]+)``')):
    for words in re.findall(quoted, text):
        path = words.split()[0]
        if path.startswith(FOLDERS) and not is_there(path):
            links.append(f'{name}: {path}')
check('Files that the documentation names exist', links)

example = (ROOT / 'examples/minimal-https.cc').read_text()
shown = next(block for block in re.findall(r'```cpp\n(.*?)```', README, re.S) if 'main(' in block)
check('The scenario in README.md is that of examples/minimal-https.cc',
      [] if example.endswith(shown) else ['they differ'])

missing = []
for kind, heading in (('Attribute', 'Attributes'), ('TraceSource', 'Trace Sources')):
    listed = sections(heading)
    for source in SOURCES:
        text = source.read_text()
        types = re.search(r'TypeId\("(ns3::\w+)"\)', text)
        for name in re.findall(r'\.Add' + kind + r'\(\s*"(\w+)"', text):
            if f'``{name}``' not in listed.get(types.group(1), ''):
                missing.append(f'{types.group(1)}: {name}')
    for title, text in listed.items():
        source = ''.join(s.read_text() for s in SOURCES if f'TypeId("{title}")' in s.read_text())
        for entry in re.findall(r'^\* ((?:``\w+``(?:, )?)+)', text, re.M):
            for name in re.findall(r'``(\w+)``', entry):
                if not re.search(r'\.Add' + kind + r'\(\s*"' + name + '"', source):
                    missing.append(f'{title}: there is no {name}')
check('The manual lists every attribute and trace source, and no others', missing)

programs = sections('Programs')
options = re.compile(r'AddValue\(\s*"(\w+)"')
common = set(options.findall((ROOT / 'helper/tls-study-options.cc').read_text()))
missing = [f'common: --{name}' for name in common
           if f'``--{name}``' not in programs['Common options']]
for source in sorted((ROOT / 'examples').glob('*.cc')):
    section = programs.get(source.stem)
    if section is None or f'`{source.stem}`' not in README:
        missing.append(f'{source.stem} itself')
        continue
    missing += [f'{source.stem}: --{name}' for name in options.findall(source.read_text())
                if f'``--{name}``' not in section]
pages = (ROOT / 'helper/web-page-options.cc').read_text()
missing += [f'page-load: --{name}' for name in options.findall(pages)
            if f'``--{name}``' not in programs['page-load']]
cells = (ROOT / 'helper/tls-sweep-cells.cc').read_text()
missing += [f'{program}: --{name}' for program in ('handshake-latency', 'page-load')
            for name in options.findall(cells) if f'``--{name}``' not in programs[program]]
endpoint = (ROOT / 'test/interop/tls-endpoint-options.cc').read_text()
endpoint += (ROOT / 'test/interop/tls-endpoint-tls-options.cc').read_text()
missing += [f'tls-endpoint: {name}' for name in
            re.findall(r'(?:OptionRow)?\{\s*"(--[\w-]+)",\s*Side::', endpoint)
            if f'``{name}``' not in programs['tls-endpoint']]
check('The manual explains every option of every program', missing)

output = sections('Output')
row = (ROOT / 'helper/tls-latency-row.cc').read_text()
timeline = (ROOT / 'helper/tls-timeline.cc').read_text()
columns = [('latency.csv', name) for header in
           re.findall(r'GetHeader\(\)\n\{(.*?)\n\}', row, re.S)[:2]
           for name in re.findall(r'"(\w+)"', header)]
pages = (ROOT / 'helper/web-page-row.cc').read_text()
headers = re.findall(r'Get(?:Object)?Header\(\)\n\{(.*?)\n\}', pages, re.S)
columns += [('pages.csv', name) for header in headers[:2]
            for name in re.findall(r'"(\w+)"', header)]
columns += [('objects.csv', name) for name in re.findall(r'"(\w+)"', headers[2])
            if name not in ('sample', 'rng_run')]
for file, source in (('load-raw.csv', 'row'), ('load.csv', 'summary')):
    load = (ROOT / f'helper/tls-load-{source}.cc').read_text()
    columns += [(file, name) for header in re.findall(r'::GetHeader\(\)\n\{(.*?)\n\}', load, re.S)
                for name in re.findall(r'"(\w+)"', header)]
columns += [('timeline.csv', name) for name in
            re.search(r'"(time_ms,[\w,]+)', timeline).group(1).split(',')]
columns += [('summary.csv', name) for name in re.findall(r'\{"(\w+)", [\d.]+, \w+\}', row)]
check('The manual explains every column',
      [f'{file}: {name}' for file, name in columns if f'``{name}``' not in output[file]])

calibrations = (ROOT / 'model/socket/crypto-calibration-texts.h').read_text()
types = (ROOT / 'model/crypto/crypto-types.cc').read_text()
words = re.findall(r'\{"([\w.-]+)",', calibrations)
words += re.findall(r'case Crypto(?:Operation|Algorithm)::\w+:\s+return "([\w-]+)"', types)
check('The manual names every calibration and every word of a calibration file',
      [word for word in words if f'``{word}``' not in MANUAL])

suites = set(re.findall(r'TestSuite\("([\w-]+)"', ''.join(
    path.read_text() for path in (ROOT / 'test').glob('*.cc'))))
named = re.findall(r'``(tls-spdy-[\w-]+)``', MANUAL.split('\nValidation\n')[1])
named += re.findall(r'./tls-spdy test ([\w-]+)', (ROOT / 'doc/seeds.rst').read_text())
check('The suites that doc/ names exist', set(named) - suites)

sys.dont_write_bytecode = True
generator = importlib.util.spec_from_file_location('suites', ROOT / 'doc/make-cipher-suites.py')
writer = importlib.util.module_from_spec(generator)
generator.loader.exec_module(writer)
table = (ROOT / 'doc/cipher-suites.rst').read_text()
codes = re.findall(r'\{(0x\w{4}), "TLS_', (ROOT / 'model/tls/tls-cipher-suite.cc').read_text())
check('doc/cipher-suites.rst has every row of the suite table, as doc/make-cipher-suites.py writes it',
      [code for code in codes if f'   * - {code}\n' not in table] +
      ([] if table == writer.make() else ['run doc/make-cipher-suites.py']))

alerts = re.findall(r'return "(\w+)";', (ROOT / 'model/tls/tls-alert.cc').read_text())
alerts.remove('unknown_alert')
check('The manual says of every alert when it is sent',
      [name for name in alerts if f'   * - {name}\n' not in MANUAL])
