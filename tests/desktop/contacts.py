# SPDX-License-Identifier: GPL-3.0-or-later
"""People: a stranger who asks, a contact who is added, somebody who is blocked."""

import concurrent.futures
import sys

from cli import send
from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def write(visit, user, words, *more):
    """A message to alice; what became of it."""
    status, outcomes, complaints = send(CLI, visit.server, user, 'alice', [words], *more)
    assert status == 0, complaints
    return [outcome['state'] for outcome in outcomes]


def lets_in_and_keeps_out():
    """A stranger is a request until they are accepted, and then somebody with a name of one's own."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit, concurrent.futures.ThreadPoolExecutor() as pool:
        visit.trust()
        window = visit.sign_in()
        patient = ('bob', 'look at https://example.test/', '--wait', '60')
        outcomes = pool.submit(write, visit, *patient)
        window.find('button', 'Requests (1)').press()
        window.find('list item', 'bob@example.test').press()
        messages = window.find('list', 'Messages')
        messages.find('list item', 'look at')
        assert not window.search('text', 'Message')
        visit.picture('request')
        assert write(visit, 'bob', 'please', '--wait', '2') == ['delivered'] and not outcomes.done()
        window.find('button', 'Accept').press()
        window.find('text', 'Message')
        window.gone('button', 'Requests (1)')
        messages.find('label', 'https://example.test/')
        assert outcomes.result()[-1] == 'read', outcomes.result()

        visit.desktop.key('ctrl+k')
        contacts = visit.app.window('Contacts')
        visit.picture('no-contacts')
        visit.desktop.key('ctrl+n')
        dialog = visit.app.window('Add Contact')
        dialog.find('text', 'SIP address').type('bob')
        dialog.find('text', 'Name').type('Bobby <b>')
        visit.picture('add-contact')
        dialog.find('button', 'Add', sensitive=True).press()
        visit.app.closed('Add Contact')
        row = contacts.find('list item', 'Bobby <b>')
        visit.picture('contacts')
        row.press()
        visit.app.closed('Contacts')
        visit.app.window('Bobby <b> – Countersign')

        write(visit, 'carol', 'buy this')
        window.find('button', 'Requests (1)').press()
        window.find('list item', 'carol@example.test').press()
        window.find('button', 'Block').press()
        window.gone('list item', 'carol@example.test')
        window.has('carol@example.test is blocked')
        assert write(visit, 'carol', 'do buy it', '--wait', '1') == ['delivered']
        write(visit, 'bob', 'I am here')
        window.find('list item', 'I am here')
        assert not window.search('button', 'Requests (1)')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('contacts', [lets_in_and_keeps_out])
