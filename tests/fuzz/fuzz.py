# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one fuzzer. Usage: fuzz.py PROGRAM SEED-MAKER FOLDER

It starts from new seeds and from what earlier runs left in FOLDER; what breaks it
is left in FOLDER, too. COUNTERSIGN_FUZZ_SECONDS says how long (10).
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from tap import report

# An input that takes longer than this, in seconds, under the sanitizers, is a fault.
LONGEST = 5

PROGRAM, MAKER, FOLDER = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
NAME = PROGRAM.name.removeprefix('fuzz-')


def withstands_any_input():
    """For as long as there is time."""
    seconds = int(os.environ.get('COUNTERSIGN_FUZZ_SECONDS', '10'))
    found = FOLDER / NAME
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as seeds:
        subprocess.run((MAKER, seeds), check=True)
        if not any((pathlib.Path(seeds) / NAME).iterdir()):
            return ['there is no seed']
        done = subprocess.run(
            (PROGRAM, f'-max_total_time={seconds}', f'-timeout={LONGEST}', '-rss_limit_mb=1024',
             f'-artifact_prefix={FOLDER}/{NAME}-', '-verbosity=1', found, pathlib.Path(seeds) / NAME),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    words = done.stderr.decode(errors='replace').split('\n')
    print('\n'.join(f'# {line}' for line in words[-4:] if line))
    return words[-60:] if done.returncode != 0 else []


report(f'fuzz {NAME}', [withstands_any_input])
