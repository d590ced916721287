# SPDX-License-Identifier: GPL-3.0-or-later
"""Two accounts side by side: added, told apart, refused, signed out."""

import sys

from desktop import Desktop
from kamailio import DOMAIN, Server
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

HOME = 'home.test'
ALICE = f'alice@{DOMAIN}'
OTHER = f'alice@{HOME}'


def choose(visit, window, what):
    """In the menu of the accounts."""
    visit.choose(window, window.find('button', 'Accounts'), what)
    # While it is still there, the button closes it.
    window.gone('menu item', what)


def add_account(visit, window, server):
    """One more, whose server nobody vouches for: it is refused, then trusted."""
    choose(visit, window, 'Add Account')
    window.find('text', 'SIP address').type(OTHER)
    window.find('text', 'Password').type((server.folder / 'alice.password').read_text().strip(), shown=False)
    window.find('list item', 'Advanced').press()
    window.find('text', 'Server').type(server.address)
    visit.desktop.key('Return')
    window.has(f'{HOME} could not prove who it is')


def sign_out(visit, address):
    """In the preferences, which also remove accounts."""
    visit.desktop.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    preferences.find(None, address).click()
    preferences.find('button', 'Sign Out').click()
    preferences.has('Offline')

    # Who presses Return without reading loses nothing.
    preferences.find('button', 'Remove').click()
    question = visit.app.window(f'Remove {address}?')
    visit.desktop.wait(lambda: any('focused' in button.states() for button in question.search('button', 'Cancel')),
                       'the keyboard on the safe answer', node=question)
    visit.desktop.key('Return')
    visit.app.closed(f'Remove {address}?')
    visit.dismiss('Preferences')


def stand_side_by_side():
    """Each has its own server, shield and state; what happens to one does not touch the other."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit, Server(domain=HOME, organization='Home') as server:
        visit.count_no_leaks()
        visit.trust()
        window = visit.sign_in()
        window.find('button', f'{ALICE}, Online, Verified')
        messages = visit.talk_to(window, 'bob')

        # The way back leads to the first, which went on.
        add_account(visit, window, server)
        window.find('button', 'Back').click()
        window.find('button', 'Back').click()
        window.find('button', f'{ALICE}, Online, Verified')
        visit.desktop.key('ctrl+comma')
        visit.app.window('Preferences')
        visit.dismiss('Preferences')
        visit.receive('bob', 'all the while')
        messages.find('list item', 'all the while')

        add_account(visit, window, server)
        dialog = visit.open_import(window)
        visit.choose_file(dialog, server.anchor)
        dialog.find('button', f'Trust for {HOME}', sensitive=True).click()
        visit.app.closed('Import a Root CA')
        window.find('button', f'{OTHER}, Online, Verified')
        window.find('button', f'{ALICE}, Online, Verified')

        # Somebody is written to through the account of their domain.
        visit.desktop.key('ctrl+n')
        dialog = visit.app.window('New Conversation')
        dialog.find('text', 'SIP address').type(f'carol@{HOME}')
        dialog.find('combo box', 'From').find(None, OTHER)
        visit.desktop.key('Return')
        visit.app.closed('New Conversation')

        # All in one list, each says through which account; or those of one.
        visit.receive('carol', 'from home', server=server)
        window.find('list', 'Messages').find('list item', 'from home')
        window.find('list item', f'via {OTHER}')
        window.find('list item', f'via {ALICE}')
        visit.receive('carol', 'who are you')
        window.find('button', 'Requests (1)').press()
        window.find('list item', f'via {ALICE}', index=1)
        choose(visit, window, OTHER)
        conversations = window.find('list', 'Conversations')
        conversations.gone('list item', 'bob')
        window.gone('button', 'Requests (1)')
        choose(visit, window, 'All Accounts')
        conversations.find('list item', 'bob')
        window.find('button', 'Requests (1)')

        sign_out(visit, OTHER)
        window.has('You are signed out')
        window.find('list', 'Messages').find('list item', 'from home')
        window.find('button', f'{OTHER}, Offline')
        window.find('button', f'{ALICE}, Online, Verified')
        assert visit.server.registered('alice') and not server.registered('alice')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('accounts', [stand_side_by_side])
