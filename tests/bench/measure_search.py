# SPDX-License-Identifier: GPL-3.0-or-later
"""Words looked for in many messages, beside the time of one frame."""

import programs
from table import Figure, medians

# In each of two conversations.
COUNT = 50_000
FRAME = 1000 / 60


def measure(arguments):
    """Until the first page is there; and how long the main thread was busy at a stretch."""
    with programs.folder(arguments) as folder:
        programs.run(arguments, 'bench-fill', 'messages', folder, str(COUNT))
        value = medians(programs.run(arguments, 'bench-search', folder))
    for name in ('frequent', 'rare', 'missing', 'short', 'short-missing'):
        yield Figure(f'search: {name} words in {2 * COUNT}', value[name])
    yield Figure('search: main thread, beside a frame', value['busy'], FRAME, 1)
