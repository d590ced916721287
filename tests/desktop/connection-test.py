# SPDX-License-Identifier: GPL-3.0-or-later
"""Test Connection: before the first sign-in, with and without somebody who vouches for the server."""

import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def test(visit):
    """Starts the test on the sign-in page; its window."""
    window = visit.start_filled_in()
    window.find('button', 'Test Connection', sensitive=True).click()
    return visit.app.window('Test Connection')


def shows_each_step_of_a_good_connection():
    """All of them done, and nobody signed in."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        dialog = test(visit)
        dialog.has('The server proved who it is, and answers')
        for step in ('Look up the server', 'Connect', 'Secure the connection', 'Check the certificate', 'Get an answer'):
            dialog.has(f'{step}: done')
        assert not visit.server.registered('alice')
        visit.dismiss('Test Connection')
        visit.leave()


def ends_at_a_certificate_that_nobody_vouches_for():
    """Says why, what helps, and shows the certificate."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        dialog = test(visit)
        dialog.has('Check the certificate: failed')
        dialog.has('nothing on this computer vouches for')
        dialog.has('Get an answer: not done')
        dialog.has('import its root certificate')
        dialog.find('button', 'View Certificate', sensitive=True).click()
        visit.app.window('Certificate').has(DOMAIN)
        visit.dismiss('Certificate')
        visit.dismiss('Test Connection')
        visit.leave()


with Desktop() as DESKTOP:
    report('connection-test', [shows_each_step_of_a_good_connection, ends_at_a_certificate_that_nobody_vouches_for])
