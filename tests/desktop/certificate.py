# SPDX-License-Identifier: GPL-3.0-or-later
"""The shield, the sheet behind it, and the certificate."""

import hashlib
import ssl
import sys

from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def read_certificate(path):
    """The first certificate in a file."""
    text = path.read_text()
    end = '-----END CERTIFICATE-----'
    return ssl.PEM_cert_to_DER_cert(text[text.index('-----BEGIN CERTIFICATE-----'):text.index(end) + len(end)])


def the_shield_tells_who_vouches_and_what_is_protected():
    """In words, for somebody who cannot see its colour."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.find('button', 'Verified: “Example Corp Root CA” vouches for example.test.').click()
        sheet = visit.app.window('Connection')
        sheet.find('label', 'You imported it on')
        sheet.find('list item', f'Server: {visit.server.address}')
        sheet.find('list item', 'Name: example.test')
        sheet.find('list item', 'Not checked whether it was revoked')
        sheet.find('list item', 'Connection: TLS 1.3')
        sheet.find('list item', 'Your server can read messages.')
        DESKTOP.key('Escape')
        visit.app.closed('Connection')


def the_certificate_is_shown_with_its_chain():
    """Leaf first, each with its shield; the facts of the chosen one; every value copied as it is."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        main = visit.sign_in()
        visit.talk_to(main, 'bob')
        main.find('button', 'Verified').click()
        visit.app.window('Connection').find('button', 'View Certificate').click()
        window = visit.app.window('Certificate')
        rows = window.find('list', 'Chain of certificates').search('list item')
        assert [row.name for row in rows] == [
            'example.test, Server, Verified', 'Example Corp Issuing CA, Authority, Verified',
            'Example Corp Root CA, Authority, imported by you, Verified'], [row.name for row in rows]

        der = read_certificate(visit.server.folder / 'server.pem')
        shown = window.find('list item', 'SHA-256 of the certificate: ').name.split(': ')[1]
        assert shown.replace(' ', '').lower() == hashlib.sha256(der).hexdigest()

        rows[0].press()
        DESKTOP.key('Down', 'Down')
        root = hashlib.sha256(read_certificate(visit.server.folder / 'ca.pem')).hexdigest()
        item = window.find('list item', f'SHA-256 of the certificate: {root[:4].upper()} {root[4:8].upper()}')
        item.find('button', 'Copy').click()
        window.find('label', 'Copied')
        # The first one is for the toast.
        DESKTOP.key('Escape', 'Escape')
        visit.app.closed('Certificate')
        DESKTOP.key('Escape')
        visit.app.closed('Connection')
        message = main.find('text', 'Message')
        message.press()
        DESKTOP.key('ctrl+v')
        DESKTOP.wait(lambda: message.text.replace(' ', '').lower() == root, 'the fingerprint in the message',
                     node=message)


def a_refused_certificate_is_exported():
    """As PEM, byte for byte what the server presented."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.be_refused().find('button', 'View Certificate').click()
        window = visit.app.window('Certificate')
        window.find('list item', 'example.test, Server, Not checked')
        window.find('list item', 'Example Corp Issuing CA, Authority, Refused')
        window.find('button', 'Export and copy', index=1).click()
        window.find('menu item', 'Export as PEM').click()
        chooser = visit.app.window('Export Certificate')
        path = DESKTOP.folder / 'exported.pem'
        name = chooser.find('text', 'example.test.pem')
        name.type(str(path))
        DESKTOP.key('Return')
        visit.app.closed('Export Certificate')
        window.find('label', 'Certificate saved')
        assert read_certificate(path) == read_certificate(visit.server.folder / 'server.pem')


with Desktop(secrets=True) as DESKTOP:
    report('certificate', [the_shield_tells_who_vouches_and_what_is_protected,
                           the_certificate_is_shown_with_its_chain, a_refused_certificate_is_exported])
