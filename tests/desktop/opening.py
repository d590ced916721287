# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorities come and go: a bundle opened with the program, what is undone, what is removed."""

import subprocess
import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def make_bundle(visit):
    """The server's chain and its root as organisations publish them."""
    bundle = visit.profile.parent / 'roots.p7b'
    folder = visit.server.folder
    subprocess.run(('openssl', 'crl2pkcs7', '-nocrl', '-certfile', folder / 'server.pem',
                    '-certfile', folder / 'ca.pem', '-out', bundle), check=True)
    return bundle


def open_with(visit, what):
    """Gives something to the program that runs already."""
    subprocess.run((PROGRAM, f'--profile={visit.profile}', what), check=True, env=DESKTOP.environ, timeout=60)


def anchors(visit):
    """What the profile keeps: the scope of each."""
    return sorted(path.read_text(encoding='utf-8') for path in (visit.profile / 'anchors').glob('*.ini'))


def opens_a_bundle_with_the_program():
    """Before the first account: the person chooses which, and names the domain."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.start(str(make_bundle(visit)))
        dialog = visit.app.window('Import a Root CA')
        dialog.has('Several authorities')
        dialog.has('Example Corp Issuing CA')
        dialog.find('list item', 'Example Corp Root CA').press()
        dialog.has('All Details')
        assert not dialog.search('label', 'Your accounts that it changes')
        visit.dismiss('Import a Root CA')
        assert not (visit.profile / 'anchors').exists()
        visit.leave()


def undoes_an_import_and_offers_what_a_link_names():
    """Into the program that runs already; it says which accounts it changes. A link begins nothing by itself."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        before = anchors(visit)
        open_with(visit, make_bundle(visit))
        dialog = visit.app.window('Import a Root CA')
        dialog.find('list item', 'Example Corp Issuing CA').press()
        dialog.has(f'alice@{DOMAIN}')
        dialog.find('button', f'Trust for {DOMAIN}', sensitive=True).click()
        visit.app.closed('Import a Root CA')
        window.has(f'Example Corp Issuing CA may vouch for {DOMAIN}')
        visit.desktop.wait(lambda: len(anchors(visit)) == 2, 'a second authority')
        window.find('button', 'Undo').click()
        visit.desktop.wait(lambda: anchors(visit) == before, 'the authorities as they were')

        open_with(visit, f'sip:@{DOMAIN}')
        window.has('The link holds no SIP address')
        open_with(visit, f'sips:bob@{DOMAIN};transport=udp?body=said%20by%20a%20stranger&Subject=me')
        dialog = visit.app.window('New Conversation')
        address = dialog.find('text', 'SIP address')
        assert address.text == f'sips:bob@{DOMAIN}', address.text
        # What it asks for beyond the server is not in our hands.
        dialog.has('Messages go to the “sip:” address of this person')
        assert not window.search('list item', 'bob')
        visit.desktop.key('Return')
        visit.app.closed('New Conversation')
        window.find('list', 'Messages')
        assert window.find('text', 'Message').text == ''
        visit.leave()


def closes_a_connection_whose_authority_is_removed():
    """At once, and says why."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.desktop.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find(None, 'Trusted Authorities').click()
        preferences.find('button', 'No longer trust this authority').click()
        preferences.has('is no longer trusted')
        preferences.find('button', 'Close').click()
        visit.app.closed('Preferences')
        window.find('button', f'alice@{DOMAIN}, Refused').click()
        window.has('could not prove who it is')
        assert not anchors(visit)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('opening', [opens_a_bundle_with_the_program, undoes_an_import_and_offers_what_a_link_names,
                       closes_a_connection_whose_authority_is_removed])
