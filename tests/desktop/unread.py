# SPDX-License-Identifier: GPL-3.0-or-later
"""The line above what is new."""

import sys

from cli import send
from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

LINE = 'New messages'


def below_the_line(messages, words):
    """Waits until the line stands above this message, and above no other."""
    def look():
        lines = messages.search('label', LINE)
        rows = [row for row in messages.search('list item') if row.search('label', LINE)]
        return len(lines) == 1 and len(rows) == 1 and words in rows[0].name
    messages.desktop.wait(look, f'the line above "{words}"', node=messages)


def line_stands_above_what_came_while_nobody_looked():
    """And stays until there is something newer."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        visit.receive('bob', 'one')
        messages.find('list item', 'one')
        visit.write(window, 'an answer')
        messages.find('list item', 'You: an answer')
        assert not messages.search('label', LINE)

        DESKTOP.minimize(window)
        visit.receive('bob', 'two')
        visit.receive('bob', 'three')
        DESKTOP.bring_back(window)
        window.gone(None, 'unread')
        below_the_line(messages, 'two')
        visit.receive('bob', 'four')
        messages.find('list item', 'four')
        below_the_line(messages, 'two')

        DESKTOP.minimize(window)
        visit.receive('bob', 'five')
        DESKTOP.bring_back(window)
        below_the_line(messages, 'five')
        visit.leave()


def line_stands_below_answers_at_the_next_start():
    """What was written here was not new."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        visit.receive('bob', 'one')
        messages.find('list item', 'one')
        visit.write(window, 'an answer')
        messages.find('list item', 'Kept by the server')
        visit.leave()
        visit.server.wait_registered('alice', 0)
        status, _, _ = send(CLI, visit.server, 'bob', 'alice', ['two'])
        assert status == 0
        window = visit.start()
        window.has('1 unread')
        window.find('list item', 'bob').press()
        below_the_line(window.find('list', 'Messages'), 'two')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('unread', [line_stands_above_what_came_while_nobody_looked, line_stands_below_answers_at_the_next_start])
