# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first run to the first message, and what is there at the next start."""

import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def signs_in_and_exchanges_a_message():
    """Everything typed by hand, as a new user does."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        visit.answer()
        window = visit.start()
        window.find('text', 'SIP address').type(f'alice@{DOMAIN}')
        window.find('text', 'Password').type(visit.password('alice'), shown=False)
        window.find('list item', 'Advanced').press()
        window.find('text', 'Server').type(visit.server.address)
        visit.desktop.key('Return')
        window.has('No conversations yet')
        visit.server.wait_registered('alice', 1)
        messages = visit.talk_to(window, 'bob')
        visit.write(window, 'Is the room booked?')
        messages.find('list item', 'You: Is the room booked?')
        messages.find('list item', 'Delivered')
        messages.find('list item', 'You wrote: Is the room booked?')
        visit.leave()
        visit.server.wait_registered('alice', 0)


def says_of_an_address_what_is_wrong_with_it():
    """Once typing stops, next to the field, and only while it is so."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.start()
        field = window.find('text', 'SIP address').type('alice')
        window.has('has no @')
        field.type(f'alice@{DOMAIN}')
        window.gone(None, 'has no @')
        visit.leave()


def is_all_there_at_the_next_start():
    """Signed in by itself, with messages and drafts."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        visit.answer()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        visit.write(window, 'The first')
        messages.find('list item', 'You wrote: The first')
        window.find('text', 'Message').type('half a tho', replace=False)
        visit.be_terminated()
        window = visit.start()
        visit.server.wait_registered('alice', 1)
        window.has('Draft: half a tho')
        window.find('list item', 'bob').press()
        window.find('list', 'Messages').find('list item', 'You: The first')
        field = window.find('text', 'Message')
        visit.desktop.wait(lambda: field.text == 'half a tho', 'the draft', node=field)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('first-run', [signs_in_and_exchanges_a_message, says_of_an_address_what_is_wrong_with_it,
                         is_all_there_at_the_next_start])
