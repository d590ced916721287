# SPDX-License-Identifier: GPL-3.0-or-later
"""Running the small programs that stand beside this file, once built."""

import subprocess
import tempfile


# Far more than any of them needs.
SECONDS = 900


def run(arguments, program, *words, environ=None):
    """Runs one to its end; the lines that it printed."""
    done = subprocess.run((str(arguments.build / 'tests/bench' / program), *words), check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=SECONDS, env=environ)
    return done.stdout.splitlines()


def folder(arguments):
    """A folder on the disk that the build is on: a file system in memory would flatter SQLite."""
    return tempfile.TemporaryDirectory(prefix='bench-', dir=arguments.build)
