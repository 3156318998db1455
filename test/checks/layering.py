#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Checks that includes go down only, that the engines do not know the simulator, and that header
names are free to land in one folder.

usage: layering.py [BUILD_FOLDER]
"""

import collections
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
INSTALLED_NS3 = pathlib.Path('/usr/include/ns3')

# Folders from the bottom up. A file includes from its own folder and from lower floors.
FLOORS = [
    ['model/wire'],
    ['model/crypto'],
    ['model/x509'],
    ['model/tls', 'model/spdy', 'model/http'],
    ['model/tls/message', 'model/tls/record'],
    ['model/tls/key'],
    ['model/tls/handshake'],
    ['the facade of model/tls'],
    ['model/socket'],
    ['model/web'],
    ['helper'],
]
FLOOR = {folder: number for number, folders in enumerate(FLOORS) for folder in folders}
ENGINES = FLOOR['the facade of model/tls']
PROTOCOLS = ('model/tls', 'model/spdy', 'model/http')
CRYPTOPP = re.compile(r'(cryptopp|crypto\+\+)/')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
LICENSED = ('.h', '.cc', '.cmake', '.sh', '.py', '.js', '.mjs')


def check(title, findings):
    findings = sorted(set(findings))
    print(('FAIL ' if findings else 'PASS ') + title)
    for finding in findings:
        print('    ' + str(finding))


def folder_of(file):
    folder = str(file.parent)
    return 'the facade of model/tls' if re.fullmatch(r'model/tls/tls-connection(-core)?\.\w+', str(file)) \
        else folder


def protocol_of(file):
    return next((name for name in PROTOCOLS if str(file).startswith(name + '/')), None)


files = sorted(path.relative_to(ROOT) for top in ('model', 'helper')
               for path in (ROOT / top).rglob('*') if path.suffix in ('.h', '.cc'))
headers = collections.defaultdict(list)
for file in files:
    if file.suffix == '.h':
        headers[file.name].append(file)

# Every include: the file, the mark it is included with, the text, and our header if it is one.
includes = []
for file in files:
    for mark, text in INCLUDE.findall((ROOT / file).read_text()):
        ours = headers.get(text[4:] if text.startswith('ns3/') else text)
        includes.append((file, mark, text, ours[0] if ours else None))

check('each folder of the library has its floor',
      (file.parent for file in files if folder_of(file) not in FLOOR))

check('includes go down only',
      (f'{file} includes {header}' for file, _, _, header in includes if header
       and folder_of(file) != folder_of(header)
       and FLOOR.get(folder_of(file), -1) <= FLOOR.get(folder_of(header), -1)))

check('TLS, SPDY and HTTP do not know each other',
      (f'{file} includes {header}' for file, _, _, header in includes if header
       and protocol_of(file) and protocol_of(header) and protocol_of(file) != protocol_of(header)))

check('a header of the same folder is included as "x.h", another one as "ns3/x.h"',
      (f'{file} includes {text}' for file, mark, text, header in includes if header
       and (mark == '<' or text.startswith('ns3/') == (file.parent == header.parent))))

check('the engines use the C++ library, zlib, and of ns-3 the log and the assertions alone',
      (f'{file} includes {text}' for file, mark, text, header in includes if not header
       and FLOOR.get(folder_of(file), 0) <= ENGINES
       and text not in ('ns3/log.h', 'ns3/assert.h', 'zlib.h')
       and not (mark == '<' and re.fullmatch('[a-z_]+', text)) and not CRYPTOPP.match(text)))

check('Crypto++ headers appear in cryptopp-*.cc alone',
      (f'{file} includes {text}' for file, _, text, _ in includes if CRYPTOPP.match(text)
       and not (file.name.startswith('cryptopp-') and file.suffix == '.cc')))

check('no two headers have one name',
      (' '.join(map(str, same)) for same in headers.values() if len(same) > 1))

check('no header has the name of one of ns-3\'s',
      (same[0] for name, same in headers.items() if (INSTALLED_NS3 / name).exists()))

check('each source file names its license',
      (path.relative_to(ROOT) for top in ('model', 'helper', 'examples', 'test')
       for path in (ROOT / top).rglob('*')
       if path.is_file() and path.suffix in LICENSED and 'node_modules' not in path.parts
       and 'SPDX-License-Identifier: GPL-2.0-only' not in path.read_text(errors='replace')[:400]))
