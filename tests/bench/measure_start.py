# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the program to its settled window, and what it holds in memory then."""

import os
import statistics

import programs
from screen import Screen, memory
from table import Figure

ROUNDS = 9

LINES = (
    ('first window settled', 1.6, 'ms'),
    ('processor time until then', None, 'ms'),
    ('memory, proportional share', 1.5, 'MB'),
    ('memory, resident', 1.5, 'MB'),
    ('memory, written by it alone', None, 'MB'),
)

# What the program chooses by itself where there is no hardware for GL.
CAIRO = {'GSK_RENDERER': 'cairo', 'GDK_DEBUG': 'gl-disable'}


def renderer():
    """The environment that gives the other window the renderer that ours chooses."""
    nodes = os.listdir('/dev/dri') if os.path.isdir('/dev/dri') else []
    return {} if any(node.startswith('renderD') for node in nodes) else CAIRO


def measure(arguments):
    """The program as it opens for the first time beside an empty window, turn and turn about."""
    empty = ('env', *(f'{name}={value}' for name, value in renderer().items()),
             str(arguments.build / 'tests/bench/empty-window'))
    with programs.folder(arguments) as folder, Screen(arguments) as screen:
        ours = (str(arguments.build / 'ui/countersign'), f'--profile={folder}/profile')
        samples = {ours: [], empty: []}
        for _ in range(ROUNDS + 1):
            for words, found in samples.items():
                process, milliseconds = screen.launch(*words)
                sizes = memory(process)
                found.append((milliseconds, screen.quit(process), *sizes))
    for index, (name, limit, unit) in enumerate(LINES):
        # The first round only warms up.
        values = [statistics.median(numbers[index] for numbers in samples[words][1:]) for words in (ours, empty)]
        yield Figure(f'start: {name}', *values, limit, unit)
