# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of messages, both ways: delivered, read, and who is told. And who is writing."""

import sys

from cli import Listen, send
from desktop import Desktop
from sip import Client
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]
COMPOSING = 'application/im-iscomposing+xml'
STATE = '<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>{}</state></isComposing>'


def tells_who_is_writing(visit, window):
    """Each way: above where one writes, and in the list."""
    with Client(visit.server, 'bob') as bob:
        assert bob.register().status == 200
        assert bob.message('alice', STATE.format('active'), COMPOSING).status == 200
        window.find('status bar', 'bob@example.test is writing…')
        row = window.find('list item', 'bob@example.test, Writing…')
        visit.picture('writing')
        assert bob.message('alice', STATE.format('idle'), COMPOSING).status == 200
        DESKTOP.wait(lambda: 'Writing…' not in row.name, 'the list without it', node=row)
        visit.write(window, 'Again')
        told = bob.accept()
        assert told.header('Content-Type') == COMPOSING and b'active' in told.body, told.body
        assert bob.accept().body.endswith(b'Again')


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
            DESKTOP.wait(lambda: ', Read' in row.name, 'the state in the list', node=row)
            visit.picture('read')
        tells_who_is_writing(visit, window)
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
        visit.picture('menu')
        item.click()
        status, outcomes, _ = send(CLI, visit.server, 'bob', 'alice', ['two'], '--wait', '2')
        assert status == 0 and [outcome['state'] for outcome in outcomes] == ['delivered'], outcomes
        messages.find('list item', 'two')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('receipts', [shows_that_a_message_was_read, tells_what_was_read_unless_it_shall_not])
