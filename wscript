# -*- Mode: python; py-indent-offset: 4; indent-tabs-mode: nil; coding: utf-8; -*-
# SPDX-License-Identifier: GPL-2.0-only

# One file for two builds: as contrib/tls-spdy in an ns-3.35 tree, and alone (waf configure build)
# against the installed ns-3.

import os

from waflib import Context

NAME = 'tls-spdy'
MODULES = ['core', 'network', 'internet', 'point-to-point', 'csma', 'traffic-control',
           'applications', 'stats', 'flow-monitor', 'config-store']
# What only examples use of ns-3.
EXAMPLE_MODULES = {'wifi-stations': ['wifi', 'mobility']}
LIBRARIES = ['CRYPTOPP', 'Z']

top = '.'
out = 'build'


def is_alone(ctx):
    return ctx.path.abspath() == os.path.dirname(Context.g_module.root_path)


def options(opt):
    if is_alone(opt):
        opt.load('compiler_cxx')


def configure(conf):
    alone = is_alone(conf)
    if alone:
        conf.load('compiler_cxx')
        conf.env.append_value('CXXFLAGS', ['-std=c++17', '-Wall', '-Wextra',
                                           '-Wno-unused-parameter', '-O2'])
        # Types are also found by name at run time, so no library may be dropped as unneeded.
        conf.env.append_value('LINKFLAGS', '-Wl,--no-as-needed')
        # The library's calls of its own functions go straight there, not through a table.
        conf.env.append_value('LINKFLAGS', '-Wl,-Bsymbolic-functions')
        conf.check_cxx(lib=['ns3-' + module for module in MODULES], uselib_store='NS3',
                       header_name='ns3/core-module.h')
        for name, modules in EXAMPLE_MODULES.items():
            conf.check_cxx(lib=['ns3-' + module for module in modules], uselib_store='NS3-' + name)
    found = [conf.check_cxx(lib=library.lower(), uselib_store=library, header_name=header,
                            mandatory=alone)
             for library, header in zip(LIBRARIES, ['cryptopp/cryptlib.h', 'zlib.h'])]
    if not alone:
        conf.env['ENABLE_TLS_SPDY'] = all(found)
        conf.report_optional_feature(NAME, 'TLS and SPDY', all(found),
                                     'libraries Crypto++ and zlib not found')
        if not all(found):
            conf.env['MODULES_NOT_BUILT'].append(NAME)


def build(bld):
    sources = bld.path.ant_glob('model/**/*.cc helper/*.cc')
    headers = bld.path.ant_glob('model/**/*.h helper/*.h')
    tests = bld.path.ant_glob('test/*.cc', excl='test/tls-spdy-test.cc')
    if is_alone(bld):
        build_alone(bld, sources, headers, tests)
    else:
        build_in_tree(bld, sources, headers, tests)


def programs(bld):
    """Yields name and sources of each program: the examples, and those of several files."""
    for source in bld.path.ant_glob('examples/*.cc'):
        yield os.path.splitext(source.name)[0], [source]
    for name, pattern in (('tls-endpoint', 'test/interop/*.cc'),
                          ('tls-spdy-bench', 'test/bench/*.cc')):
        sources = bld.path.ant_glob(pattern)
        if sources:
            yield name, sources


def build_in_tree(bld, sources, headers, tests):
    if not bld.env['ENABLE_TLS_SPDY']:
        return
    here = bld.path
    module = bld.create_ns3_module(NAME, MODULES)
    module.source = sources
    module.use += LIBRARIES

    library = bld.create_ns3_module_test_library(NAME)
    library.source = tests
    library.use += LIBRARIES

    published = bld(features='ns3header')
    published.module = NAME
    published.source = [header.path_from(here) for header in headers]

    if bld.env['ENABLE_EXAMPLES']:
        for name, program_sources in programs(bld):
            program = bld.create_ns3_program(name, [NAME] + MODULES + EXAMPLE_MODULES.get(name, []))
            program.source = program_sources
            program.use += LIBRARIES


def build_alone(bld, sources, headers, tests):
    include = bld.bldnode.make_node('include')
    folder = include.make_node('ns3')
    folder.mkdir()
    for name in os.listdir(folder.abspath()):
        os.remove(os.path.join(folder.abspath(), name))
    for header in headers:
        os.symlink(header.abspath(), os.path.join(folder.abspath(), header.name))
    folder.make_node(NAME + '-module.h').write(
        ''.join('#include "%s"\n' % header.name for header in headers))

    common = dict(includes=[include], use=['NS3'] + LIBRARIES, rpath=[bld.bldnode.abspath()])
    bld.shlib(target=NAME, source=sources, **common)
    common['use'] = [NAME] + common['use']
    for name, program_sources in programs(bld):
        use = common['use'] + ['NS3-' + name] * (name in EXAMPLE_MODULES)
        bld.program(target=name, source=program_sources, **dict(common, use=use))
    bld.program(target=NAME + '-test', source=tests + [bld.path.find_node('test/tls-spdy-test.cc')],
                defines=['NS_TEST_SOURCEDIR="%s"' % bld.path.find_dir('test').abspath()], **common)
