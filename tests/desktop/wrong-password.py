# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wrong password costs: another try, and nothing else."""

import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def is_said_at_the_field_and_nothing_else_is_lost():
    """At the first sign-in."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.start_filled_in()
        field = window.find('text', 'Password').type('not this one', shown=False)
        DESKTOP.key('Return')
        window.has('did not accept the password')
        assert field.description, 'the field does not tell what is wrong'
        assert f'alice@{DOMAIN}' in window.find('text', 'SIP address').text
        assert visit.server.address in window.find('text', 'Server').text
        assert not visit.server.registered('alice')
        # The keyboard is in the field already, and what was typed is selected.
        DESKTOP.type(visit.password('alice'))
        DESKTOP.key('Return')
        window.has('No conversations yet')
        visit.server.wait_registered('alice', 1)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('wrong-password', [is_said_at_the_field_and_nothing_else_is_lost])
