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


CARDS = '''\
BEGIN:VCARD
VERSION:4.0
FN:Dave & <b>Söhne</b>
IMPP:sip:dave@example.test
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg
X-SIP:joerg@example.test
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ann Other
EMAIL:ann@example.test
END:VCARD
'''


def choose(visit, what):
    """In the menu of the contacts, opened anew."""
    visit.desktop.key('ctrl+k')
    contacts = visit.app.window('Contacts')
    visit.desktop.wait_focus('Contacts')
    visit.choose(contacts, contacts.find('button', 'Contacts menu'), what)
    return contacts


def leave(visit):
    """From the contacts to the window behind them."""
    visit.desktop.wait_focus('Contacts')
    visit.dismiss('Contacts')


def imports_and_exports(visit):
    """Nobody counts before it was seen who they are; what is written down are all contacts."""
    file = visit.desktop.folder / 'people.vcf'
    file.write_text(CARDS, encoding='utf-8')
    contacts = choose(visit, 'Import vCard')
    visit.app.window('Import vCard').choose_file(file)
    question = visit.app.window('Import Contacts?')
    question.find('label', '2 contacts are new. Left out, without a SIP address: Ann Other.')
    question.find('list item', 'Dave & <b>Söhne</b>')
    visit.picture('import')
    question.find('button', 'Import').click()
    contacts.find('list item', 'Jörg Müller')
    contacts.find('label', '2 contacts were imported')

    leave(visit)
    contacts = choose(visit, 'Export vCard')
    chooser = visit.app.window('Export vCard')
    exported = visit.desktop.folder / 'exported.vcf'
    chooser.find('text', 'contacts.vcf').type(str(exported))
    visit.desktop.key('Return')
    visit.app.closed('Export vCard')
    contacts.find('label', 'exported.vcf” was written')
    written = exported.read_text(encoding='utf-8')
    assert written.count('BEGIN:VCARD') == 3 and 'FN:Dave & <b>Söhne</b>' in written, written
    return contacts


def lets_in_and_keeps_out():
    """A stranger is a request until they are accepted, and then somebody with a name of one's own."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit, concurrent.futures.ThreadPoolExecutor() as pool:
        visit.count_no_leaks()
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
        visit.wait_focused(window.find('button', 'Accept'))
        visit.desktop.key('Return')
        visit.wait_focused(window.find('text', 'Message'))
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
        contacts.find('button', 'More about Bobby')
        visit.desktop.key('Tab')
        visit.open_menu_by_key(contacts.find('list item', 'Bobby <b>'), 'shift+F10')
        contacts.find('menu item', 'Remove').click()
        contacts.has('No contacts yet')
        contacts.find('button', 'Undo').click()
        contacts.find('list item', 'Bobby <b>')
        leave(visit)
        row = imports_and_exports(visit).find('list item', 'Bobby <b>')
        visit.picture('contacts')
        row.press()
        visit.app.closed('Contacts')
        visit.app.window('Bobby <b> – Countersign')

        write(visit, 'carol', 'buy this')
        window.find('button', 'Requests (1)').press()
        window.find('list item', 'carol@example.test').press()
        window.find('button', 'Refuse').press()
        window.gone('list item', 'carol@example.test')
        window.has('The request of carol@example.test was refused')
        window.find('button', 'Undo').click()
        window.find('button', 'Requests (1)').press()
        window.find('list item', 'carol@example.test').press()
        window.find('button', 'Block').press()
        window.gone('list item', 'carol@example.test')
        window.has('carol@example.test is blocked')
        assert write(visit, 'carol', 'do buy it', '--wait', '1') == ['delivered']
        write(visit, 'bob', 'I am here')
        window.find('list item', 'I am here')
        assert not window.search('button', 'Requests (1)')

        visit.desktop.key('ctrl+n')
        visit.app.window('New Conversation').find('text', 'SIP address').type('bob@examp1e.test')
        visit.desktop.key('Return')
        visit.app.closed('New Conversation')
        window.find('label', 'examp1e.test looks like example.test, but is another domain.')
        window.find('list item', 'bob@examp1e.test, on another server, examp1e.test looks like example.test')
        visit.picture('look-alike')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('contacts', [lets_in_and_keeps_out])
