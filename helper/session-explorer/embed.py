#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

"""Writes helper/tls-session-page-template.cc, which holds the page of the session explorer, from
the files beside this script. The result is part of the source tree, so that no build needs a step
for it and no program has to find a file when it runs; a test compares the two.

usage: embed.py [--check]
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / 'tls-session-page-template.cc'
SCRIPTS = ['words.js', 'session.js', 'layout.js', 'diagram.js', 'detail.js', 'explorer.js']
# Compilers need not take longer literals (ISO C++, Annex B).
LONGEST = 16000

HEAD = '''/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Written by helper/session-explorer/embed.py from the files beside it: change those.

#include "tls-session-page.h"

namespace ns3
{

// clang-format off
std::string
TlsSessionPage::GetTemplate()
{
    std::string page;
'''

TAIL = '''    return page;
}

} // namespace ns3
'''


def page():
    text = (HERE / 'page.html').read_text()
    scripts = ''.join((HERE / name).read_text() for name in SCRIPTS)
    return text.replace('@STYLE@', (HERE / 'page.css').read_text()).replace('@SCRIPT@', scripts)


def source():
    parts, part = [], ''
    for line in page().splitlines(keepends=True):
        if len((part + line).encode()) > LONGEST:
            parts.append(part)
            part = ''
        part += line
    parts.append(part)
    return HEAD + ''.join(f'    page += R"PAGE({part})PAGE";\n' for part in parts) + TAIL


if __name__ == '__main__':
    if sys.argv[1:] == ['--check']:
        sys.exit(TARGET.read_text() != source())
    TARGET.write_text(source())
