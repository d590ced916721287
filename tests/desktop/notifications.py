# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that come while nobody looks: who is told, and what the click does."""

import sys

from cli import send
from desktop import Desktop
from notification_service import Notifications
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def receive(visit, user, words):
    """A message comes in, and is on the disk."""
    status, outcomes, complaints = send(CLI, visit.server, user, 'alice', [words])
    assert status == 0 and outcomes[0]['state'] == 'delivered', (outcomes, complaints)


def tells_who_wrote_what_and_leads_there():
    """Not what comes before somebody's eyes, and nothing in it is markup."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        messages = visit.talk_to(window, 'bob')
        receive(visit, 'bob', 'seen at once')
        messages.find('list item', 'seen at once')
        visit.desktop.minimize(window)
        receive(visit, 'carol', '<b>Look</b> &#x202e;here & there')
        told = SERVICE.wait('notify')
        assert told['summary'] == 'Somebody new wrote to you', told
        assert told['body'] == 'carol@example.test', told
        assert told['category'] == 'im.received' and 'default' in told['actions'], told

        SERVICE.click(told)
        visit.app.window('carol@example.test – Countersign')
        window.find('list', 'Messages').find('list item', '<b>Look</b>')
        visit.desktop.wait(lambda: window.active, 'an active window')
        window.find('button', 'Accept').press()
        window.find('text', 'Message')

        visit.desktop.minimize(window)
        receive(visit, 'carol', '<b>Well?</b> &#x202e;here & there')
        told = SERVICE.wait('notify')
        assert told['summary'] == 'carol@example.test', told
        assert told['body'] == '‹b>Well?‹/b> ＆#x202e;here & there', told
        visit.desktop.bring_back(window)
        assert SERVICE.wait('close')['number'] == told['number']
        visit.leave()


def is_silent_when_told_so():
    """By a switch in the preferences, which is on at first."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        switch(visit)
        visit.desktop.minimize(window)
        receive(visit, 'bob', 'not announced')
        visit.desktop.bring_back(window)
        switch(visit)
        visit.desktop.minimize(window)
        receive(visit, 'bob', 'announced')
        assert SERVICE.wait('notify')['body'] == 'bob@example.test'
        visit.desktop.bring_back(window)
        visit.leave()


def switch(visit):
    """Presses the switch."""
    visit.desktop.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    preferences.find('page tab', 'Notifications').click()
    button = preferences.find('check box', 'Notify of new messages')
    before = 'checked' in button.states()
    button.press()
    visit.desktop.wait(lambda: ('checked' in button.states()) != before, 'the switch to move')
    visit.desktop.key('Escape')
    visit.app.closed('Preferences')


with Desktop(secrets=True) as DESKTOP:
    SERVICE = Notifications(DESKTOP)
    report('notifications', [tells_who_wrote_what_and_leads_there, is_silent_when_told_so])
