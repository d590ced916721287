# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what is asked for and prints the table, see run."""

import argparse
import importlib
import os
import pathlib
import platform
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]

# In the order in which they are measured; each is a module here with a function measure().
NAMES = {
    'store': 'messages stored, beside SQLite by hand',
    'start': 'start-up and memory, beside an empty libadwaita window',
    'idle': 'wake-ups and processor time while signed in',
    'sign_in': 'signing in, beside bare GnuTLS',
    'messages': 'messages from end to end',
    'reads': 'messages in, however the stream is cut',
    'revocation': 'judging a revocation list of 100,000 entries, beside GnuTLS',
    'search': 'words looked for in 100,000 messages; with --long, in a million',
    'scroll': 'scrolling a long conversation, and what it holds in memory',
    'contacts': 'opening the contacts, many and few, and typing in their search',
    'conversations': 'opening and switching conversations, long and short',
}


def main():
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(prog='run', description='Measures how fast the program is.')
    parser.add_argument('--list', action='store_true', help='print the names')
    parser.add_argument('--long', action='store_true', help='also send 100,000 messages, scroll all of them and search a million')
    parser.add_argument('--build', type=pathlib.Path, default=SOURCE / '_build', help=argparse.SUPPRESS)
    parser.add_argument('names', nargs='*', metavar='NAME')
    arguments = parser.parse_args()
    if arguments.list:
        print('\n'.join(f'{name:14} {words}' for name, words in NAMES.items()))
        return 0
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f'no such name: {", ".join(sorted(unknown))}')

    # Modules of the demo and of the tests are used here too.
    sys.path[1:1] = [str(SOURCE / 'tests/lib'), str(SOURCE / 'data/demo')]
    arguments.build = arguments.build.resolve()
    os.environ.update(GSETTINGS_SCHEMA_DIR=str(arguments.build / 'data'), LC_ALL='C.UTF-8')
    table = importlib.import_module('table')
    print(f'{os.cpu_count()} processors, {platform.machine()}, Linux {platform.release()}')
    table.head()
    for name in NAMES:
        if not arguments.names or name in arguments.names:
            for figure in importlib.import_module(f'measure_{name}').measure(arguments):
                table.show(figure)
    return 0


if __name__ == '__main__':
    sys.exit(main())
