# SPDX-License-Identifier: GPL-3.0-or-later
"""A room: made, somebody invited, who writes; an invitation."""

import sys

from desktop import Desktop
from kamailio import DOMAIN
from sip import Client
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


class Guest(Client):
    """Somebody who takes whatever comes, also while they wait for an answer."""

    def receive(self):
        while True:
            message = super().receive()
            if message.status:
                return message
            self.answer(message)

    def answer(self, request):
        """As all is well."""
        kept = [line for line in request.lines
                if line.lower().startswith(('via:', 'from:', 'to:', 'call-id:', 'cseq:'))]
        self.stream.sendall('\r\n'.join(['SIP/2.0 200 OK', *kept, 'Content-Length: 0', '', '']).encode())

    def say(self, room, words):
        """In a room, or to who makes them."""
        response = self.message(room, words)
        assert response.status == 200, response.first


def know(visit, user, name):
    """Somebody becomes a contact."""
    visit.desktop.key('ctrl+k')
    visit.app.window('Contacts')
    visit.desktop.wait_focus('Contacts')
    visit.desktop.key('ctrl+n')
    dialog = visit.app.window('Add Contact')
    dialog.find('text', 'SIP address').type(user)
    dialog.find('text', 'Name').type(name)
    dialog.find('button', 'Add', sensitive=True).press()
    visit.app.closed('Add Contact')
    visit.desktop.wait_focus('Contacts')
    visit.dismiss('Contacts')


def talks_in_a_room():
    """With whom, and in which, is always there to be seen."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        with Guest(visit.server, 'bob') as bob, Guest(visit.server, 'carol') as carol:
            bob.register()
            carol.register()
            know(visit, 'bob', 'Bobby')
            visit.desktop.key('F10')
            window.find('menu item', 'New Room').click()
            dialog = visit.app.window('New Room')
            dialog.find('text', 'Name of the room').type('Team Berlin')
            guest = dialog.find('text', 'Invite: name or SIP address')
            guest.type('bob@elsewhere.test')
            visit.desktop.key('Return')
            dialog.find(None, 'bob@elsewhere.test cannot be invited')
            guest.type('carol, bobb')
            dialog.find('list', 'Contacts').find('list item', 'Bobby')
            visit.picture('new-room')
            visit.desktop.key('Down', 'Return')
            dialog.find('button', 'Do not invite Bobby')
            dialog.find('button', 'Create', sensitive=True).press()
            visit.app.closed('New Room')
            messages = window.find('list', 'Messages')
            messages.find('list item', 'You made this room.')
            bob.say('chat-team-berlin', '#accept')
            messages.find('list item', 'Bobby joined.')
            carol.say('chat-team-berlin', '#accept')
            window.has('3 members')
            bob.say('chat-team-berlin', 'Hello all')
            bob.say('chat-team-berlin', '[carol]: is all mine')
            carol.say('chat-team-berlin', 'Good morning')
            messages.find('list item', 'Bobby: Hello all')
            messages.find('list item', 'Bobby: [carol]: is all mine')
            messages.find('list item', f'carol@{DOMAIN}: Good morning')
            visit.write(window, '#leave')
            messages.find('list item', 'You: #leave')
            visit.picture('room')
            visit.desktop.key('ctrl+f')
            window.find('text', 'Search messages').type('all mine')
            window.find('list item', 'Bobby, Team Berlin')
            visit.desktop.key('Escape')

            visit.choose(window, window.find('button', 'Conversation menu'), 'Members')
            members = visit.app.window('Members')
            members.find('list item', 'carol@example.test')
            visit.picture('room-members')
            members.find('button', 'Remove carol@example.test from the room').press()
            members.gone('list item', 'carol@example.test')
            visit.dismiss('Members')
            window.has('2 members')

            carol.say('chat-manager', '#create chat-other private')
            carol.say('chat-other', '#invite alice')
            window.find('button', 'Requests (1)').press()
            window.find('list item', 'chat-other').press()
            messages.find('list item', 'carol@example.test invites you into this room.')
            visit.picture('room-invitation')
            window.find('button', 'Accept').press()
            messages.find('list item', 'You joined this room.')
            window.has('2 members')

            visit.choose(window, window.find('button', 'Conversation menu'), 'Leave Room')
            visit.app.window('Leave').find('button', 'Leave Room').press()
            window.has('You are not in this room')
            visit.leave()


def says_that_there_are_none():
    """Where the server has no rooms."""
    with Visit(DESKTOP, PROGRAM, CLI, '--without-rooms') as visit:
        visit.trust()
        window = visit.sign_in()
        visit.desktop.key('F10')
        window.find('menu item', 'New Room').click()
        dialog = visit.app.window('New Room')
        dialog.find('label', f'The server {DOMAIN} does not offer rooms.')
        visit.picture('no-rooms')
        visit.dismiss('New Room')
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('rooms', [talks_in_a_room, says_that_there_are_none])
