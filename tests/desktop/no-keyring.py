# SPDX-License-Identifier: GPL-3.0-or-later
"""Where no secret service runs, the password lives as long as the program, and the program says so."""

import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def password_is_asked_for_again():
    """At the next start."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        window.has('No keyring')
        visit.leave()
        visit.start()
        dialog = visit.app.window('Password needed')
        dialog.find('text', 'Password').type(visit.password('alice'), shown=False)
        dialog.find('button', 'Sign In', sensitive=True).click()
        visit.server.wait_registered('alice', 1)
        visit.app.closed('Password needed')
        visit.leave()


def test_connection(visit, preferences):
    """With a certificate that is locked: unlocking it signs nobody in."""
    preferences.find('button', 'Test Connection').click()
    unlock(visit, 'guess')
    unlock(visit, (visit.server.folder / 'alice.passphrase').read_text().strip(), 'passphrase of the certificate is wrong')
    visit.app.window('Test Connection').has('The server proved who it is, and answers')
    assert not visit.server.registered('alice')
    visit.dismiss('Test Connection')


def unlock(visit, passphrase, words='alice.p12'):
    """Types what unlocks the certificate, when it is asked for with these words."""
    visit.app.has(words)
    dialog = visit.app.window('Passphrase needed')
    dialog.find('text', 'Passphrase').type(passphrase, shown=False)
    dialog.find('button', 'Unlock', sensitive=True).click()


def passphrase_of_a_certificate_is_asked_for_again():
    """After the password, and for a test of the connection."""
    with Visit(DESKTOP, PROGRAM, CLI, '--require-client-certificate') as visit:
        visit.trust()
        visit.keep_account(certificate=visit.server.folder / 'alice.p12')
        window = visit.start()
        visit.app.window('Password needed')
        visit.dismiss('Password needed')
        DESKTOP.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find(None, f'alice@{DOMAIN}').click()
        test_connection(visit, preferences)
        preferences.find('button', 'Sign In', sensitive=True).click()
        dialog = visit.app.window('Password needed')
        dialog.find('text', 'Password').type(visit.password('alice'), shown=False)
        dialog.find('button', 'Sign In', sensitive=True).click()
        unlock(visit, (visit.server.folder / 'alice.passphrase').read_text().strip())
        visit.server.wait_registered('alice', 1, seconds=30)
        visit.dismiss('Preferences')
        window.has('No keyring: what unlocks your certificate is forgotten')
        visit.leave()


with Desktop() as DESKTOP:
    report('no-keyring', [password_is_asked_for_again, passphrase_of_a_certificate_is_asked_for_again])
