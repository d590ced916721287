# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of messages, both ways: delivered, read, and who is told."""

import os
import sys

from cli import Listen, send
from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def picture(name):
    """For a person who wants to see it."""
    if folder := os.environ.get('COUNTERSIGN_PICTURES'):
        DESKTOP.screenshot(f'{folder}/{name}.png')


def shows_that_a_message_was_read():
    """In its bubble, and in the list of conversations."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        visit.write(window, 'Hello')
        messages.find('list item', 'Kept by the server')
        with Listen(CLI, visit.server, 'bob', '--read') as bob:
            assert bob.messages(1) == ['Hello']
            messages.find('list item', ', Read')
            row = window.find('list item', 'bob@example.test, You: Hello')
            DESKTOP.wait(lambda: row.name.endswith(', Read'), 'the state in the list', node=row)
            picture('read')
        visit.leave()


def tells_what_was_read_unless_it_shall_not():
    """The conversation's menu has the last word."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        status, outcomes, _ = send(CLI, visit.server, 'bob', 'alice', ['one'], '--wait', '30')
        assert status == 0 and outcomes[-1]['state'] == 'read', outcomes
        messages.find('list item', 'one')
        window.find('button', 'Conversation menu').click()
        item = window.find(None, 'Tell When I Have Read Messages')
        picture('menu')
        item.click()
        status, outcomes, _ = send(CLI, visit.server, 'bob', 'alice', ['two'], '--wait', '2')
        assert status == 0 and [outcome['state'] for outcome in outcomes] == ['delivered'], outcomes
        messages.find('list item', 'two')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('receipts', [shows_that_a_message_was_read, tells_what_was_read_unless_it_shall_not])
