# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that come in split into single bytes and joined to long pieces, beside those that come in one by one."""

import programs
from table import Figure, medians


def measure(arguments):
    """Every message is compared with what was sent, and its order: a wrong one ends the program, and this."""
    value = medians(programs.run(arguments, 'bench-reads'))
    yield Figure('reads: joined, each message', value['joined'], value['whole'], 1.1, 'µs')
    yield Figure('reads: in single bytes, each message', value['bytes'], value['whole'], None, 'µs')
