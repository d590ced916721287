# SPDX-License-Identifier: GPL-3.0-or-later
"""A revocation list of 100,000 entries: how long it takes to judge, and how long nothing else goes on meanwhile."""

import programs
from table import Figure, medians


def measure(arguments):
    """Beside GnuTLS, and beside the same judgement on the main thread."""
    value = medians(programs.run(arguments, 'bench-revocation'))
    yield Figure('revocation: list of 100,000 judged', value['ours'], value['gnutls'], 1, 'µs')
    yield Figure('revocation: main thread held up by it', value['held'], value['alone'], 0.25, 'µs')
