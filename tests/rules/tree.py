# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's own files."""

import pathlib
import sys

from tap import SOURCE

BUILD = pathlib.Path(sys.argv[1]).resolve()


def tracked(*suffixes, under=('src', 'ui', 'data', 'po', 'tests')):
    """The files with one of these endings, sorted."""
    for folder in under:
        for path in sorted((SOURCE / folder).rglob('*')):
            if path.is_file() and '__pycache__' not in path.parts and (
                    not suffixes or path.as_posix().endswith(suffixes)):
                yield path


def where(path):
    """A file's name as people know it."""
    return path.relative_to(SOURCE).as_posix()


def read(path):
    """A file's text."""
    return path.read_text(encoding='utf-8')
