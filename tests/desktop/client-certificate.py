# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that lets nobody in without a certificate: chosen, unlocked, shown, kept, and lacking."""

import pathlib
import sys
import tempfile

from desktop import Desktop
from softhsm import Token
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]
STRICT = '--require-client-certificate'


def choose(visit, window, way):
    """Opens the menu beside the certificate, and takes one of its ways."""
    visit.choose(window, window.find('button', 'Choose your certificate', sensitive=True), way)


def choose_file(visit, window, path):
    """Takes a file; GTK's chooser is behind the menu."""
    choose(visit, window, 'From a File')
    visit.app.window('Choose Your Certificate').choose_file(path)
    visit.app.closed('Choose Your Certificate')


def unlock(visit, secret, title='Passphrase needed', field='Passphrase'):
    """Types what unlocks it."""
    dialog = visit.app.window(title)
    dialog.find('text', field).type(secret, shown=False)
    dialog.find('button', 'Unlock', sensitive=True).click()


def sign_in_again(window):
    """With the button above the composer; the one of the first page is still there for AT-SPI."""
    window.find('button', 'Sign In', index=-1, sensitive=True).click()


def signs_in_with_a_file():
    """A wrong passphrase is said at once; the right one is kept."""
    with Visit(DESKTOP, PROGRAM, CLI, STRICT) as visit:
        visit.count_no_leaks()
        visit.trust()
        window = visit.start_filled_in()
        choose_file(visit, window, visit.server.folder / 'alice.p12')
        unlock(visit, 'guess')
        visit.app.has('passphrase of the certificate is wrong')
        unlock(visit, (visit.server.folder / 'alice.passphrase').read_text().strip())
        window.has('alice, issued by Example Corp Issuing CA, until')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has('No conversations yet')
        window.has('Online')
        visit.server.wait_registered('alice', 1)
        visit.leave()
        accounts = (visit.profile / 'accounts.ini').read_text()
        assert f'client-certificate=file://{visit.server.folder}/alice.p12' in accounts, accounts

        # Nothing is asked for any more.
        window = visit.start()
        window.has('Online')
        visit.server.wait_registered('alice', 1)
        visit.leave()


def signs_in_with_a_token():
    """A wrong PIN is said, and used once; what was sent is shown."""
    with Visit(DESKTOP, PROGRAM, CLI, STRICT) as visit, tempfile.TemporaryDirectory() as folder:
        token = Token(pathlib.Path(folder), visit.server, 'alice')
        visit.environ = token.environ
        visit.trust()
        window = visit.start_filled_in()
        choose(visit, window, 'From a Token')
        dialog = visit.app.window('Certificates on Tokens')
        dialog.has('Issued by Example Corp Issuing CA')
        dialog.find('list item', 'alice').click()
        unlock(visit, '1234', 'PIN needed', 'PIN')
        visit.app.has('PIN is wrong')
        unlock(visit, token.PIN, 'PIN needed', 'PIN')
        window.has('alice, issued by Example Corp Issuing CA, until')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has('No conversations yet')
        window.has('Online')
        visit.server.wait_registered('alice', 1)
        visit.talk_to(window, 'bob')
        window.find('button', 'Verified').click()
        visit.app.window('Connection').has('“alice”, issued by “Example Corp Issuing CA”, was sent.')
        visit.dismiss('Connection')
        visit.leave()


def goes_on_when_the_token_is_back():
    """Pulled out, it ends the attempts until the person acts."""
    with Visit(DESKTOP, PROGRAM, CLI, STRICT) as visit, tempfile.TemporaryDirectory() as folder:
        token = Token(pathlib.Path(folder), visit.server, 'alice')
        visit.environ = token.environ
        visit.trust()
        window = visit.start_filled_in()
        choose(visit, window, 'From a Token')
        visit.app.window('Certificates on Tokens').find('list item', 'alice').click()
        unlock(visit, token.PIN, 'PIN needed', 'PIN')
        window.has('alice, issued by Example Corp Issuing CA, until')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has('No conversations yet')
        visit.talk_to(window, 'bob')
        token.pull_out()
        visit.server.stop()
        visit.server.start()
        # It tries again by itself as long as that may help.
        window.has('Is it plugged in?', seconds=60)
        token.plug_in()
        sign_in_again(window)
        window.has('Online')
        visit.server.wait_registered('alice', 1)
        visit.leave()


def is_told_that_one_is_wanted():
    """And led to where it is chosen."""
    with Visit(DESKTOP, PROGRAM, CLI, STRICT) as visit:
        visit.count_no_leaks()
        visit.trust()
        window = visit.start_filled_in()
        window.find('button', 'Sign In', sensitive=True).click()
        window.find('label', 'example.test wants proof of who you are')
        window.has('The server wants a certificate from you, and none is set up.')
        assert not visit.server.registered('alice')
        window.find('button', 'Choose Certificate').click()
        choose_file(visit, window, visit.server.folder / 'alice.p12')
        unlock(visit, (visit.server.folder / 'alice.passphrase').read_text().strip())
        window.has('alice, issued by Example Corp Issuing CA, until')
        window.find('button', 'Sign In', sensitive=True).click()
        visit.server.wait_registered('alice', 1, seconds=30)
        window.has('Online')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('client-certificate', [signs_in_with_a_file, signs_in_with_a_token, goes_on_when_the_token_is_back,
                                  is_told_that_one_is_wanted])
