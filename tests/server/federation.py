# SPDX-License-Identifier: GPL-3.0-or-later
"""Two domains that talk to each other, and strangers that do not get in."""

import subprocess
import sys

from tap import SOURCE, report

PROGRAM = sys.argv[1]


def runs_every_step():
    """Messages both ways, strangers refused; what failed is printed by the demo itself."""
    done = subprocess.run(('sh', str(SOURCE / 'data/demo/federation/run'), '--program', PROGRAM),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240, check=False)
    steps = [line for line in done.stdout.splitlines() if line.startswith('ok ')]
    return [] if done.returncode == 0 and len(steps) == 9 else [done.stdout, done.stderr]


def says_so_when_nothing_works():
    """With a client that does nothing, the status tells."""
    done = subprocess.run(('sh', str(SOURCE / 'data/demo/federation/run'), '--program', '/bin/true'),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 1 and 'FAILED alice' in done.stdout, (done.returncode, done.stdout, done.stderr)


report('federation', [runs_every_step, says_so_when_nothing_works])
