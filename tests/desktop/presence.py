# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is there, and what others see of oneself."""

import sys

from cli import Listen
from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def listen(visit, *options):
    """Somebody who tells their presence and watches alice."""
    return Listen(CLI, visit.server, 'bob', '--presence', *options, '--watch', 'alice@example.test')


def wait_alice(bob, state, note=None):
    """Waits until bob sees this of alice."""
    while (event := bob.wait('presence'))['state'] != state or event.get('note') != note:
        pass


def add_contact(visit):
    """Bob; their row says so, too."""
    DESKTOP.key('ctrl+k')
    contacts = visit.app.window('Contacts')
    DESKTOP.key('ctrl+n')
    dialog = visit.app.window('Add Contact')
    dialog.find('text', 'SIP address').type('bob')
    dialog.find('button', 'Add', sensitive=True).press()
    visit.app.closed('Add Contact')
    contacts.find('list item', 'bob@example.test').has('Away since')
    visit.picture('presence-contacts')
    visit.dismiss('Contacts')


def shows_who_is_there_and_tells_how_one_is():
    """In the header and the list; chosen at the bottom of the list."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        # Of somebody who was never there.
        window.has('Availability not known')
        assert not window.search(None, 'Offline')
        with listen(visit, 'away', '--note', 'Tea <b>') as bob:
            window.has('Away since')
            row = window.find('list item', 'bob@example.test')
            DESKTOP.wait(lambda: row.name.endswith('Tea <b>') and 'Away since' in row.name, 'presence in the row', node=row)
            wait_alice(bob, 'available')
            visit.picture('presence-away')
            add_contact(visit)

            window.find(None, 'Presence of alice@example.test: Available').click()
            window.find(None, 'Busy').click()
            wait_alice(bob, 'busy')
            window.gone(None, 'Invisible')
            window.find(None, 'Presence of alice@example.test: Busy').click()
            note = window.find('text', 'Note for others')
            DESKTOP.key('Tab', 'Tab', 'Tab', 'Tab')
            DESKTOP.wait(lambda: 'focused' in note.states(), 'the keyboard in the note', node=note)
            visit.picture('presence-popover')
            DESKTOP.type('Writing')
            DESKTOP.key('Return')
            wait_alice(bob, 'busy', 'Writing')
            window.find(None, 'Presence of alice@example.test: Busy · Writing')

            window.find(None, 'Presence of alice@example.test').click()
            window.find(None, 'Invisible').click()
            wait_alice(bob, 'offline')
            window.find(None, 'Presence of alice@example.test: Invisible')
            assert bob.stop() == 0
        window.has('Offline')
        visit.picture('presence-offline')
        visit.leave()
        settings = (visit.profile / 'accounts.ini').read_text(encoding='utf-8')
        assert 'availability=offline' in settings and 'presence-note=Writing' in settings, settings


def set_rules_server(visit, address):
    """In the preferences; one that is not protected is not taken."""
    DESKTOP.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    preferences.find(None, 'alice@example.test').click()
    field = preferences.find('text', 'Contact rules server')
    field.type(f'http://{address}/xcap-root')
    DESKTOP.key('Return')
    preferences.has('is not protected')
    field.type(f'https://{address}/xcap-root')
    DESKTOP.key('Return')
    preferences.has('You decide for each person')
    visit.picture('presence-preferences')
    visit.dismiss('Preferences')


def import_from_server(visit):
    """Whom another program put there."""
    visit.server.keep_people('alice', '<resource-lists xmlns="urn:ietf:params:xml:ns:resource-lists"><list><entry uri="'
                             'sip:carol@example.test"><display-name>Carol</display-name></entry></list></resource-lists>')
    DESKTOP.key('ctrl+k')
    contacts = visit.app.window('Contacts')
    visit.choose(contacts, contacts.find('button', 'Contacts menu'), 'Import from Server…')
    question = visit.app.window('Import Contacts?')
    question.has('1 contact is new.')
    visit.picture('presence-import')
    question.find('button', 'Import').click()
    contacts.find('list item', 'Carol')
    visit.dismiss('Contacts')


def decide_offline(visit, preferences):
    """What was heard last is still there; the decision waits, and then gets to the server."""
    preferences.find('button', 'Sign Out').press()
    preferences.find('button', 'Sign In')
    preferences.find('list item', 'Who may see when I am available').press()
    watchers = visit.app.window('Who May See When I Am Available')
    watchers.has('You are offline.')
    watchers.find('button', 'Allow bob@example.test').press()
    watchers.has('Waits until your server can be told')
    visit.picture('presence-waiting')
    visit.dismiss('Who May See When I Am Available')
    preferences.has('What you decided waits until you sign in.')
    preferences.find('button', 'Sign In').press()
    preferences.has('You decide for each person who asks.')
    waiting = visit.profile / 'decisions.ini'
    DESKTOP.wait(lambda: 'sip:' not in waiting.read_text(encoding='utf-8'), 'the decision on the server')


def decide_again(visit, bob):
    """In the list of all who may see one, or may not."""
    DESKTOP.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    # Tall enough for all of an account.
    DESKTOP.xdo('windowsize', DESKTOP.number(preferences), '640', '890')
    preferences.find(None, 'alice@example.test').click()
    preferences.find('list item', 'Who may see when I am available').press()
    watchers = visit.app.window('Who May See When I Am Available')
    watchers.has('Allowed')
    visit.picture('presence-allowed')
    watchers.find('button', 'Block bob@example.test').press()
    while bob.wait('answer')['answer'] != 'refused':
        pass
    watchers.find('button', 'Ask me again about bob@example.test')
    visit.wait_focused(watchers.find('button', 'Allow bob@example.test'))
    visit.picture('presence-blocked')
    visit.dismiss('Who May See When I Am Available')
    decide_offline(visit, preferences)
    visit.dismiss('Preferences')


def lets_the_person_decide_who_sees_them():
    """Where the server keeps rules: when somebody asks, and anew later."""
    with Visit(DESKTOP, PROGRAM, CLI, '--rules') as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.has('You may not see yet when they are available')
        set_rules_server(visit, visit.server.address)
        with listen(visit, 'available') as bob:
            window.has('bob@example.test wants to see when you are available')
            visit.picture('presence-request')
            window.find('button', 'Allow').press()
            wait_alice(bob, 'available')
            window.gone(None, 'wants to see when you are available')
            decide_again(visit, bob)
            import_from_server(visit)
            assert bob.stop() == 0
        visit.leave()
        settings = (visit.profile / 'accounts.ini').read_text(encoding='utf-8')
        assert f'xcap-root=https://{visit.server.address}/xcap-root' in settings, settings


with Desktop(secrets=True) as DESKTOP:
    report('presence', [shows_who_is_there_and_tells_how_one_is, lets_the_person_decide_who_sees_them])
