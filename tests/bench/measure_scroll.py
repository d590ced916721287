# SPDX-License-Identifier: GPL-3.0-or-later
"""Scrolling a long conversation from its end: each page beside a frame, and memory beside what it was before."""

import programs
from measure_start import renderer
from screen import Screen
from table import Figure, medians

# Messages; and how many screens of them are scrolled, or all with --long.
COUNT = 100_000
PAGES = 1000
ALL = 10**6
FRAME = 1000 / 60


def measure(arguments):
    """The main thread's own time."""
    with programs.folder(arguments) as folder, Screen(arguments) as screen:
        programs.run(arguments, 'bench-fill', 'messages', folder, str(COUNT))
        value = medians(programs.run(arguments, 'bench-scroll', folder, str(ALL if arguments.long else PAGES),
                                     environ={**screen.environ, **renderer()}))
    pages = f'{value["pages"]:.0f} pages of {COUNT}'
    yield Figure('scroll: main thread for a page, beside a frame', value['page'], FRAME, 1)
    yield Figure('scroll: the longest stretch, beside a frame', value['busy'], FRAME, 1)
    yield Figure(f'scroll: opening another of {COUNT}, the same', value['open'], FRAME, 1)
    yield Figure('scroll: going to a message in it, the same', value['jump'], FRAME, 1)
    yield Figure(f'scroll: memory after {pages}', value['after'], value['before'], 1.2, 'MB')
