# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of the contacts, and the question whether to import more, many beside few: what holds the main thread up at a stretch."""

import programs
from measure_start import renderer
from screen import Screen
from table import Figure, medians

FEW = 200
MANY = 10_000


def measure(arguments):
    """The main thread's own time."""
    values = []
    with programs.folder(arguments) as folder, Screen(arguments) as screen:
        for count in (FEW, MANY):
            programs.run(arguments, 'bench-fill', 'contacts', f'{folder}/{count}', str(count))
            values.append(medians(programs.run(arguments, 'bench-contacts', f'{folder}/{count}', str(count),
                                               environ={**screen.environ, **renderer()})))
    few, many = values
    for name, what in (('opening', 'open'), ('typing', 'type'), ('all again', 'clear'), ('import question', 'ask')):
        yield Figure(f'contacts: {name} with {MANY}, beside {FEW}', many[what], few[what], 2)
