# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses in messages: they say where they lead, and ask first."""

import sys

from cli import send
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

PAGE = 'https://example.test/a?b=1&c=2'
MARKUP = '<a href="https://evil.test">https://good.test/</a>'


def asks_before_it_follows_a_link():
    """With the whole address; one of SIP leads to a conversation."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        status, _, complaints = send(CLI, visit.server, 'bob', 'alice', [PAGE, f'sip:carol@{DOMAIN}', MARKUP])
        assert status == 0, complaints

        # What somebody wrote as markup is there to the letter.
        messages.find('label', MARKUP)

        messages.find('label', PAGE).press()
        question = visit.app.window('Open a page of example.test?')
        question.has(PAGE)
        visit.desktop.key('Escape')
        visit.app.closed('Open a page of example.test?')

        messages.find('label', f'sip:carol@{DOMAIN}').press()
        question = visit.app.window(f'Talk to carol@{DOMAIN}?')
        question.find('button', 'Write').click()
        visit.app.window(f'carol@{DOMAIN} – Countersign')
        messages.gone('label', MARKUP)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('links', [asks_before_it_follows_a_link])
