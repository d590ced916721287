# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the program to its settled window, and what it holds in memory then."""

import os
import statistics

import programs
from screen import Screen, memory
from table import Figure

ROUNDS = 9

# What the program chooses by itself where there is no hardware for GL.
CAIRO = {'GSK_RENDERER': 'cairo', 'GDK_DEBUG': 'gl-disable'}


def renderer():
    """The environment that gives the other window the renderer that ours chooses."""
    nodes = os.listdir('/dev/dri') if os.path.isdir('/dev/dri') else []
    return {} if any(node.startswith('renderD') for node in nodes) else CAIRO


def measure(arguments):
    """The program as it opens for the first time, and with a history, beside an empty window."""
    empty = ('env', *(f'{name}={value}' for name, value in renderer().items()),
             str(arguments.build / 'tests/bench/empty-window'))
    with programs.folder(arguments) as folder, Screen(arguments) as screen:
        ours = (str(arguments.build / 'ui/countersign'), f'--profile={folder}/profile')
        times, sizes, alone = ({ours: [], empty: []} for _ in range(3))
        for count in range(ROUNDS + 1):
            for words in times:
                process, milliseconds = screen.launch(*words)
                held, own = memory(process)
                screen.quit(process)
                # The first round only warms up.
                if count:
                    times[words].append(milliseconds)
                    sizes[words].append(held)
                    alone[words].append(own)
    for name, samples, limit, unit in (('start: first window settled', times, 1.6, 'ms'),
                                       ('start: memory, proportional', sizes, 1.5, 'MB'),
                                       ('start: memory, written', alone, 1.5, 'MB')):
        yield Figure(name, statistics.median(samples[ours]), statistics.median(samples[empty]), limit, unit)
