# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts in the preferences: what is changed, signed out, removed."""

import configparser
import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

ALICE = f'alice@{DOMAIN}'


def kept(visit, name):
    """What the profile keeps in a file: the sections."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(visit.profile / name)
    return [dict(parser[section]) for section in parser.sections()]


def open_account(visit):
    """The preferences with the account unfolded."""
    visit.desktop.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    preferences.find(None, ALICE).click()
    preferences.find('button', 'Remove…')
    return preferences


def close(visit):
    """As a person does."""
    visit.dismiss('Preferences')


def account_is_edited():
    """What is wrong with a field is said beside it; what is right is used at once, and kept."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        preferences = open_account(visit)
        server = preferences.find('text', 'Server, if not')
        server.type('no such:port')
        visit.desktop.key('Return')
        preferences.has('port')
        assert kept(visit, 'accounts.ini')[0]['server'] == visit.server.address

        server.type(f'localhost:{visit.server.port}')
        visit.desktop.key('Return')
        preferences.find('text', 'Sign-in name').type('alice')
        visit.desktop.key('Return')
        visit.desktop.wait(lambda: kept(visit, 'accounts.ini')[0].get('server') == f'localhost:{visit.server.port}' and
                           kept(visit, 'accounts.ini')[0].get('auth-name') == 'alice', 'the account on the disk')
        preferences.has('Online')
        visit.server.wait_registered('alice', 1)
        close(visit)
        window.has('Online')
        visit.leave()


def account_is_signed_out_and_in():
    """And stays so over the next start."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        visit.sign_in()
        preferences = open_account(visit)
        preferences.find('button', 'Sign Out').click()
        preferences.has('Offline')
        visit.server.wait_registered('alice', 0)
        close(visit)
        visit.leave()

        window = visit.start()
        window.has('Offline')
        assert not visit.server.registered('alice')
        preferences = open_account(visit)
        preferences.find('button', 'Sign In').click()
        preferences.has('Online')
        visit.server.wait_registered('alice', 1)
        close(visit)
        visit.leave()


def remove(visit, answer):
    """Answers the question that comes first; it says what happens to the messages."""
    preferences = open_account(visit)
    preferences.find('button', 'Remove…').click()
    question = visit.app.window(f'Remove {ALICE}?')
    question.has('are back when you sign in with this address again, or be deleted for good')
    question.find('button', answer).click()
    visit.app.closed(f'Remove {ALICE}?')


def sign_in_again(visit, window):
    """On the page that is there when nobody is signed in."""
    window.find('text', 'SIP address').type(ALICE)
    window.find('text', 'Password').type(visit.password('alice'), shown=False)
    window.find('list item', 'Advanced').press()
    window.find('text', 'Server').type(visit.server.address)
    visit.desktop.key('Return')
    window.has('Online')


def account_is_removed_with_or_without_its_messages():
    """Nothing happens without an answer; what is known of its server goes with it."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'carol')
        visit.write(window, 'remember this')
        messages.find('list item', 'Kept by the server')
        visit.desktop.wait(lambda: kept(visit, 'servers.ini'), 'what is known of the server')

        remove(visit, 'Cancel')
        close(visit)
        messages.find('list item', 'remember this')

        remove(visit, 'Remove, Keep Messages')
        close(visit)
        visit.app.closed('carol')
        visit.server.wait_registered('alice', 0)
        visit.desktop.wait(lambda: not kept(visit, 'servers.ini'), 'nothing known of the server')
        sign_in_again(visit, window)
        window.find('list item', 'carol').press()
        window.find('list', 'Messages').find('list item', 'remember this')

        remove(visit, 'Remove and Delete Messages')
        close(visit)
        sign_in_again(visit, window)
        window.has('No conversations yet')
        visit.leave()


def escape_closes_them_whatever_there_is_to_undo():
    """A toast does not take the key."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        visit.sign_in()
        visit.desktop.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find('page tab', 'Trusted Authorities').click()
        preferences.find('button', 'No longer trust this authority').click()
        preferences.has('is no longer trusted')
        close(visit)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('preferences', [account_is_edited, account_is_signed_out_and_in,
                           account_is_removed_with_or_without_its_messages,
                           escape_closes_them_whatever_there_is_to_undo])
