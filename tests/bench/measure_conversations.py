# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening and switching conversations in the real window: long ones beside short ones."""

import statistics

import programs
from screen import Screen
from table import Figure

SHORT = 20
LONG = 100_000
ROUNDS = 10

# Where the first two rows of the list are in the window, in its first size.
ROWS = ((160, 86), (160, 144))


def click_through(arguments, screen, profile, count):
    """Opens the conversations of a profile with a click; the times of the first opening and of switching."""
    programs.run(arguments, 'bench-fill', 'messages', profile, str(count))
    process, start = screen.launch(str(arguments.build / 'ui/countersign'), f'--profile={profile}')
    opening = screen.click(process, *ROWS[0])
    # The first time the other row's widgets are made.
    screen.click(process, *ROWS[1])
    switching = [screen.click(process, *ROWS[number % 2]) for number in range(ROUNDS)]
    screen.quit(process)
    return start, opening, statistics.median(switching)


def measure(arguments):
    """From the click to the settled picture."""
    with programs.folder(arguments) as folder, Screen(arguments) as screen:
        short = click_through(arguments, screen, f'{folder}/short', SHORT)
        long = click_through(arguments, screen, f'{folder}/long', LONG)
    for name, ours, reference in zip(('start with', 'open first of', 'switch between'), long, short):
        yield Figure(f'conversations: {name} {LONG} beside {SHORT}', ours, reference, 1.2)
