# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that come while nobody looks: who is told, and what the click does."""

import sys

from desktop import Desktop
from notification_service import Notifications
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def tells_who_wrote_what_and_leads_there():
    """Not what comes before somebody's eyes, and nothing in it is markup."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        visit.receive('bob', 'seen at once')
        messages.find('list item', 'seen at once')

        # Somebody else, of whom nothing is told before they are let in.
        visit.receive('carol', 'whatever a stranger says')
        told = SERVICE.wait('notify')
        assert told['summary'] == 'Somebody new wrote to you' and told['body'] == 'carol@example.test', told
        assert 'Reply' not in told['actions'], told
        SERVICE.wait_count(1)

        # It shows, or not, as the desktop wants it: the usual urgency, no sound.
        visit.desktop.minimize(window)
        visit.receive('bob', '<b>Look</b> &#x202e;here & there')
        first = SERVICE.wait('notify')
        assert first['summary'] == 'bob@example.test', first
        assert first['body'] == '‹b>Look‹/b> ＆#x202e;here & there', first
        assert first['category'] == 'im.received' and first['urgency'] == 1 and not first['sound'], first

        # All of a conversation is one notification.
        visit.receive('bob', 'Well?')
        told = SERVICE.wait('notify')
        assert told['number'] == first['number'], (first, told)
        assert told['body'].split('\n') == [first['body'], 'Well?'], told
        SERVICE.wait_count(3)
        SERVICE.click(told, 'Mark as Read')
        assert SERVICE.wait('close')['number'] == told['number']
        SERVICE.wait_count(1)
        assert not window.active

        visit.receive('bob', 'And now?')
        told = SERVICE.wait('notify')
        assert told['body'] == 'And now?', told
        SERVICE.click(told, 'Reply')
        visit.desktop.wait(lambda: window.active, 'an active window')
        SERVICE.wait_count(2)
        SERVICE.wait_count(1)
        composer = window.find('text', 'Message')
        visit.desktop.wait(lambda: 'focused' in composer.states(), 'the keyboard where one writes')

        # Nothing is told of a conversation that is muted; what is told goes with its conversation.
        visit.talk_to(window, 'carol')
        assert SERVICE.wait('close')['number'] != told['number']
        conversations = window.find('list', 'Conversations')
        choose(visit, conversations.find('list item', 'bob'), 'Mute')
        visit.receive('bob', 'not told')
        conversations.find('list item', 'not told')
        choose(visit, conversations.find('list item', 'bob'), 'Mute')
        visit.receive('bob', 'told')
        told = SERVICE.wait('notify')
        assert told['body'] == 'told', told
        choose(visit, conversations.find('list item', 'bob'), 'Delete Conversation')
        visit.confirm_removal(window)
        assert SERVICE.wait('close')['number'] == told['number']
        visit.leave()


def choose(visit, row, item):
    """From the menu of a conversation in the list."""
    visit.open_menu(row)
    row.window().find(None, item).click()


def is_silent_when_told_so():
    """By switches in the preferences, which are on at first."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        switch(visit, 'Notify of new messages')
        visit.desktop.minimize(window)
        visit.receive('bob', 'not announced')
        visit.desktop.bring_back(window)
        switch(visit, 'Notify of new messages')
        switch(visit, 'Show who wrote and what')
        visit.desktop.minimize(window)
        visit.receive('bob', 'announced')
        told = SERVICE.wait('notify')
        assert told['summary'] == '1 new message' and not told['body'], told
        visit.desktop.bring_back(window)
        visit.leave()


def switch(visit, name):
    """Presses a switch."""
    visit.desktop.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    preferences.find('page tab', 'Notifications').click()
    button = preferences.find('check box', name)
    before = 'checked' in button.states()
    button.press()
    visit.desktop.wait(lambda: ('checked' in button.states()) != before, 'the switch to move')
    visit.dismiss('Preferences')


with Desktop(secrets=True, notifications=False) as DESKTOP:
    SERVICE = Notifications(DESKTOP)
    report('notifications', [tells_who_wrote_what_and_leads_there, is_silent_when_told_so])
