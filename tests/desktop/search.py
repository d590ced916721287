# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages are found, and shown in their place."""

import sys

from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

# More than a page of the timeline on either side.
MANY = 120
NEEDLE = 'the needle & <b>thread</b>'
# Folded at first, and more than a window is high.
LONG = 'many words ' * 600
# So long that it is never unfolded in its place.
LONGEST = LONG * 2
PIN = 'a pin & a cushion'


def search(window, words):
    """Writes what to look for."""
    window.find('text', 'Search messages').type(words)
    return window.find('list', 'Messages found')


def is_high(messages, words):
    """Whether a message stands in the upper half of what is visible."""
    _, top, _, height = messages.extents()
    return any(top <= row.extents()[1] <= top + height // 2 for row in messages.search('list item', words))


def finds_a_message_in_its_place():
    """From another conversation, in the middle of a long one; whatever the words hold is text. A day is found, too."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        visit.talk_to(window, 'carol')
        visit.receive('bob', LONG, *(f'line {number}' for number in range(MANY)))
        visit.receive('bob', f'{LONG}{NEEDLE}')
        visit.receive('bob', *(f'line {number}' for number in range(MANY, 2 * MANY - 60)), f'{LONGEST}{PIN}{LONGEST}',
                      *(f'line {number}' for number in range(2 * MANY - 60, 2 * MANY)))
        visit.receive('carol', 'an answer')
        window.find('list item', 'carol').press()
        messages = window.find('list', 'Messages')
        messages.find('list item', 'an answer')

        visit.desktop.key('ctrl+f')
        search(window, '& <b>THR').find('list item', NEEDLE).press()
        row = messages.find('list item', NEEDLE)
        messages.has(f'line {MANY}')
        visit.desktop.wait(lambda: 'focused' in row.states(), 'the keyboard at the message', node=row)
        messages.find('button', 'Show less of this message')
        visit.picture('search-found')
        assert not messages.search('list item', 'an answer')
        assert not messages.search('list item', f'line {2 * MANY - 1}')

        # From afar, what was written next is in sight, too.
        window.find('button', 'Go to the newest message').click()
        messages.find('list item', f'line {2 * MANY - 1}')
        search(window, 'line 100').find('list item', 'line 100,').press()
        visit.desktop.wait(lambda: is_high(messages, 'line 100,'), 'the message high up', node=messages)

        # Of a very long one, what stands around it is shown.
        search(window, 'CUSHION').find('list item', PIN).press()
        row = messages.find('label', PIN)
        assert len(row.name) < len(LONG), len(row.name)
        messages.find('button', 'Show all of this message')
        visit.picture('search-found-in-longest')

        # Who unfolded a message finds it so.
        go_to_today(visit, window)
        messages.find('list item', 'line 0,')
        messages.find('button', 'Show all of this message').click()
        messages.find('button', 'Show less of this message')
        window.find('button', 'Go to the newest message').click()
        messages.find('list item', f'line {2 * MANY - 1}')
        go_to_today(visit, window)
        messages.find('button', 'Show less of this message')
        visit.leave()


def go_to_today(visit, window):
    """To the first message of the day, which is the first of all."""
    # What came in may be told on the screen, above the button: it is not clicked with the mouse.
    visit.choose(window, window.find('button', 'Conversation menu', index=1), 'Go to a Day')
    dialog = visit.app.window('Go to a Day')
    visit.desktop.wait_focus('Go to a Day')
    visit.desktop.key('Left')
    dialog.find(None, 'Day, Yesterday')
    visit.desktop.key('Return')
    visit.app.closed('Go to a Day')


def ask_for_a_file(visit, window):
    """And think better of it."""
    window.find('button', 'Conversation menu').click()
    window.find(None, 'Export').click()
    window.find(None, 'As Text').click()
    visit.app.window('Export Conversation')
    visit.dismiss('Export Conversation')


def finds_in_german_and_japanese():
    """Everywhere, or in one conversation; says when there is nothing, and gives way to the list."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.count_no_leaks()
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        visit.talk_to(window, 'carol')
        visit.receive('bob', 'Schöne Grüße aus Köln')
        visit.receive('carol', '会議室は正午まで')
        window.find('list item', 'carol').press()
        window.find('list', 'Messages').find('list item', '会議室')

        visit.desktop.key('ctrl+f')
        found = search(window, 'GRÜß')
        found.find('list item', 'Köln')
        window.find('check box', 'Only messages with').click()
        found.gone('list item')
        window.has('No message contains “GRÜß”.')
        search(window, '議').find('list item', '会議室')
        window.find('check box', 'Only messages with').click()
        search(window, 'ö').find('list item', 'Köln')
        search(window, '"ö" OR *')
        found.gone('list item')

        visit.desktop.key('Escape')
        window.find('list', 'Conversations').find('list item', 'bob').press()
        window.find('list', 'Messages').find('list item', 'Köln')

        # The window takes keys again after another had them.
        ask_for_a_file(visit, window)
        visit.desktop.key('ctrl+f')
        window.find('text', 'Search messages')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('search', [finds_a_message_in_its_place, finds_in_german_and_japanese])
