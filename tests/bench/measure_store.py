# SPDX-License-Identifier: GPL-3.0-or-later
"""The message store beside the same statements in SQLite by hand, on the same file system."""

import programs
from table import Figure, medians


def measure(arguments):
    """Messages one at a time, and in bursts."""
    with programs.folder(arguments) as folder:
        value = medians(programs.run(arguments, 'bench-store', folder))
    yield Figure('store: message in', value['in'], value['raw-in'], 1.5, 'µs')
    yield Figure('store: message out', value['out'], value['raw-out'], 1.5, 'µs')
    yield Figure('store: 32 in at once, beside one commit', value['burst-in'], value['raw-burst-in'], 2.5, 'µs')
    yield Figure('store: 32 in at once, beside 32 commits', value['burst-in'], 32 * value['raw-in'], 0.25, 'µs')
    yield Figure('store: 32 out at once, beside 32 commits', value['burst-out'], 32 * value['raw-out'], 0.25, 'µs')
