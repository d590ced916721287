# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on a computer whose /etc holds more than ours: the administrator's folder is nobody else's to choose."""

import subprocess
import sys

LAYER = 'mount -t overlay overlay -o "lowerdir=$0:/etc" /etc'


def put(visit, files):
    """Lets the program of a visit see files in /etc, given by their names below it."""
    layer = visit.profile.parent / f'{visit.profile.name}-etc'
    for name, text in files.items():
        path = layer / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    program = layer.with_suffix('.program')
    program.write_text(f'#!/bin/sh\nexec unshare --mount sh -c \'{LAYER} && shift && exec "$@"\' "{layer}" - "{visit.program}" "$@"\n',
                       encoding='utf-8')
    program.chmod(0o755)
    visit.program = str(program)


def skip_unless_possible():
    """Ends a test program where nobody may put a layer over /etc."""
    if subprocess.run(('unshare', '--mount', 'true'), capture_output=True, check=False).returncode != 0:
        print('1..0 # SKIP a layer over /etc needs an administrator')
        sys.exit(0)
