# SPDX-License-Identifier: GPL-3.0-or-later
"""Words looked for in many messages, beside the time of one frame."""

import programs
from table import Figure, medians, note

# In each of two conversations.
COUNT = 50_000
LONG = 500_000
FRAME = 1000 / 60


def look(arguments, count):
    """Until the first page is there; and how long the main thread was busy at a stretch."""
    with programs.folder(arguments) as folder:
        programs.run(arguments, 'bench-fill', 'messages', folder, str(count))
        value = medians(programs.run(arguments, 'bench-search', folder))
    for name in ('frequent', 'rare', 'missing', 'short', 'short-missing'):
        yield Figure(f'search: {name} words in {2 * count}', value[name])
    yield Figure(f'search: typed letter by letter in {2 * count}', value['typed'])
    yield Figure('search: main thread, beside a frame', value['busy'], FRAME, 1)


def measure(arguments):
    """In as many messages as a person may have, and in very many."""
    yield from look(arguments, COUNT)
    if arguments.long:
        note(f'searching {2 * LONG} messages')
        yield from look(arguments, LONG)
