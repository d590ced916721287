# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol, as much of it as the rules need."""

import pathlib
import sys

SOURCE = pathlib.Path(sys.argv[1])
BUILD = pathlib.Path(sys.argv[2])


def tracked(*suffixes, under=('src', 'ui', 'data', 'po', 'tests')):
    """The project's own files with one of these endings, sorted."""
    for folder in under:
        for path in sorted((SOURCE / folder).rglob('*')):
            if path.is_file() and '__pycache__' not in path.parts and (
                    not suffixes or path.name.endswith(suffixes)):
                yield path


def where(path):
    """A file's name as people know it."""
    return path.relative_to(SOURCE).as_posix()


def read(path):
    """A file's text."""
    return path.read_text(encoding='utf-8')


def report(rules):
    """Runs functions that return a list of complaints, each a test."""
    print(f'1..{len(rules)}')
    failed = False
    for number, rule in enumerate(rules, 1):
        complaints = rule()
        for complaint in complaints:
            print(f'# {complaint}')
        failed = failed or bool(complaints)
        name = rule.__name__.replace('_', '-')
        print(f'{"not ok" if complaints else "ok"} {number} /rules/{name}', flush=True)
    return 1 if failed else 0
