# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on a computer whose /etc holds more than ours: the administrator's folder is nobody else's to choose."""

import os
import shlex
import subprocess
import sys
import tempfile

# What changes below a layer is not seen through it; what is bound is the very folder.
MOUNT = '''mount -t overlay overlay -o "lowerdir=$0:/etc" /etc || exit
if [ -d "$0/countersign" ]; then mount --bind "$0/countersign" /etc/countersign || exit; fi
exec "$@"'''


def ways(layer):
    """The words before a command that make it see a layer over /etc, each way in turn."""
    yield ['unshare', '--mount', 'sh', '-c', MOUNT, layer]
    # Whoever may not mount does so as the administrator of a name space of their own, and is themselves again in one
    # within that: the session bus asks who they are.
    yield ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', MOUNT, layer,
           'unshare', '--user', f'--map-user={os.getuid()}', f'--map-group={os.getgid()}']


def find_way():
    """Which way is open here, or nothing."""
    with tempfile.TemporaryDirectory() as layer:
        for number, words in enumerate(ways(layer)):
            if subprocess.run([*words, 'true'], capture_output=True, check=False).returncode == 0:
                return number
    return None


WAY = find_way()


def put(visit, files):
    """Lets the program of a visit see files in /etc, given by their names below it; the folder that holds them.

    Those in countersign may change while the program runs.
    """
    layer = visit.profile.parent / f'{visit.profile.name}-etc'
    for name, text in files.items():
        path = layer / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    words = list(ways(str(layer)))[WAY]
    program = layer.with_suffix('.program')
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} {shlex.quote(visit.program)} "$@"\n', encoding='utf-8')
    program.chmod(0o755)
    visit.program = str(program)
    return layer


def is_possible():
    """Whether we may put a layer over /etc."""
    return WAY is not None


def skip_unless_possible():
    """Ends a test program where nobody may put a layer over /etc."""
    if not is_possible():
        print('1..0 # SKIP a layer over /etc needs an administrator, or user name spaces')
        sys.exit(0)
