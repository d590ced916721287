# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in to the private server, beside a bare GnuTLS client that sends the same two requests."""

import programs
from kamailio import Server
from table import Figure, medians


def measure(arguments):
    """From the start of the connection to the answer 200."""
    with Server() as server:
        value = medians(programs.run(arguments, 'bench-sign-in', str(server.folder), str(server.port)))
    yield Figure('sign in', value['ours'] / 1000, value['bare'] / 1000, 2)
