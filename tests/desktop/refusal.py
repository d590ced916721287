# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that nobody vouches for: the refusal, its certificate, the import of the authority."""

import hashlib
import ssl
import sys

from desktop import Desktop
from kamailio import DOMAIN
from nodes import type_name
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def refuse(visit):
    """Signs in at a server that is refused; the main window."""
    window = visit.start_filled_in()
    window.find('button', 'Sign In', sensitive=True).click()
    window.has(f'{DOMAIN} could not prove who it is')
    return window


def fingerprint(folder):
    """The SHA-256 of the server's own certificate, as it is shown."""
    chain = (folder / 'server.pem').read_text(encoding='ascii')
    footer = '-----END CERTIFICATE-----\n'
    leaf = chain[chain.index('-----BEGIN'):chain.index(footer) + len(footer)]
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(leaf)).hexdigest().upper()
    return ' '.join(digest[i:i + 4] for i in range(0, len(digest), 4))


def refuses_a_server_that_nobody_vouches_for():
    """Says why, what was expected and what was presented, and sends nothing."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = refuse(visit)
        window.has('Example Corp Root CA')
        window.has('Expected: an authority you trust. Presented: Example Corp Root CA. Does not fit.')
        window.has('sent nothing')
        assert not visit.server.registered('alice')
        visit.leave()


def shows_the_certificate_that_was_presented():
    """Its names, its issuer, its fingerprint."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        refuse(visit).find('button', 'View Certificate').click()
        view = visit.app.window('Certificate')
        view.has(fingerprint(visit.server.folder))
        view.has('Example Corp Issuing CA')
        view.has(DOMAIN)
        visit.dismiss('Certificate')
        visit.leave()


def trusts_an_imported_authority():
    """Signs in then, and says whose word it takes."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.count_no_leaks()
        window = refuse(visit)
        window.find('button', 'Import Root CA').click()
        dialog = visit.app.window('Import a Root CA')
        dialog.find('button', 'Choose a File').click()
        visit.app.window('Choose a Root Certificate').choose_file(visit.server.anchor)
        dialog.has('Example Corp Root CA')
        dialog.find('button', f'Trust for {DOMAIN}', sensitive=True).click()
        visit.app.closed('Import a Root CA')
        window.has('No conversations yet')
        visit.server.wait_registered('alice', 1)
        visit.talk_to(window, 'bob')
        window.find('button', 'Verified').click()
        sheet = visit.app.window('Connection')
        sheet.has(f'vouches for {DOMAIN}')
        sheet.has('TLS 1.3')
        visit.dismiss('Connection')
        visit.leave()


def refuses_to_import_what_is_no_authority():
    """The server's own certificate, and a private key: each gets its own sentence."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.count_no_leaks()
        window = refuse(visit)
        window.find('button', 'Import Root CA').click()
        dialog = visit.app.window('Import a Root CA')
        for name, words in (('server.key', 'private key'), ('alice.password', 'no certificate')):
            dialog.find('button', 'Choose a File').click()
            visit.app.window('Choose a Root Certificate').choose_file(visit.server.folder / name)
            dialog.has(words)
        visit.dismiss('Import a Root CA')
        visit.leave()


def names_every_button():
    """Nothing that can be pressed is without a word for it."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        nameless = [node for node in window.search('button')
                    if type_name(node.label) or not node.label]
        # The eye and the warning in libadwaita's password row are its own.
        assert len(nameless) <= 1, '\n'.join(window.window_tree())
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('refusal', [refuses_a_server_that_nobody_vouches_for, shows_the_certificate_that_was_presented,
                       trusts_an_imported_authority, refuses_to_import_what_is_no_authority,
                       names_every_button])
