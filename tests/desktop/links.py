# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in messages: addresses that ask first, long ones that are folded, and what can be done with each."""

import sys

from cli import send
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

PAGE = 'https://example.test/a?b=1&c=2'
MARKUP = '<a href="https://evil.test">https://good.test/</a>'
ROOM = 'Is the room booked?'
LONG = 'many words ' * 250


def choose(visit, messages, item):
    """From the menu of a message, by the keyboard."""
    messages.find('label', ROOM).press()
    visit.desktop.key('Menu')
    messages.find('menu item', item).click()


def try_menu(visit, window, messages):
    """What it copies, answers and passes on can be read by every program."""
    composer = window.find('text', 'Message')
    choose(visit, messages, 'Details')
    details = visit.app.window('Message Details')
    details.has('Received')
    details.has('Message ID')
    visit.dismiss('Message Details')

    choose(visit, messages, 'Forward')
    dialog = visit.app.window('Forward To')
    dialog.find('list item', 'bob').press()
    visit.app.closed('Forward To')
    visit.desktop.wait(lambda: composer.text == ROOM, 'what is passed on', node=composer)

    composer.type('Yes.')
    choose(visit, messages, 'Reply with Quote')
    quote = f'> bob@{DOMAIN}:\n> {ROOM}\n'
    visit.desktop.wait(lambda: composer.text == f'{quote}Yes.', 'the quote before the answer', node=composer)
    visit.desktop.key('Return')
    answer = messages.find('list item', 'You: ')
    answer.find('label', f'bob@{DOMAIN}:\n{ROOM}')
    answer.find('label', 'Yes.')


def asks_before_it_follows_a_link():
    """With the whole address; one of SIP leads to a conversation."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        status, _, complaints = send(CLI, visit.server, 'bob', 'alice', [LONG, PAGE, f'sip:carol@{DOMAIN}', MARKUP, ROOM])
        assert status == 0, complaints

        # What somebody wrote as markup is there to the letter.
        messages.find('label', MARKUP)
        messages.find('button', 'Show all of this message').click()
        messages.find('button', 'Show less of this message').click()
        try_menu(visit, window, messages)

        messages.find('label', PAGE).press()
        question = visit.app.window('Open a page of example.test?')
        question.has(PAGE)
        visit.dismiss('Open a page of example.test?')

        messages.find('label', f'sip:carol@{DOMAIN}').press()
        question = visit.app.window(f'Talk to carol@{DOMAIN}?')
        question.find('button', 'Write').click()
        visit.app.window(f'carol@{DOMAIN} – Countersign')
        messages.gone('label', MARKUP)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('links', [asks_before_it_follows_a_link])
