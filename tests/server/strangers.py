# SPDX-License-Identifier: GPL-3.0-or-later
"""People who write for the first time, through the real server: let in, turned away, blocked, refused."""

import contextlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

from cli import Program
from kamailio import DOMAIN, Server
from sip import Client
from tap import report

PROGRAM = sys.argv[1]

ALICE, BOB, CAROL = (f'sip:{user}@{DOMAIN}' for user in ('alice', 'bob', 'carol'))

WRAPPED = f'''\
From: <{BOB}>\r
To: <{ALICE}>\r
NS: imdn <urn:ietf:params:imdn>\r
imdn.Message-ID: %s\r
imdn.Disposition-Notification: positive-delivery\r
\r
Content-Type: text/plain\r
\r
%s'''

COMPOSING = ('<?xml version="1.0"?><isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing">'
             '<state>active</state><refresh>120</refresh></isComposing>')


class Person(Program):
    """Alice, who does as she is told."""

    def __init__(self, folder):
        super().__init__(PROGRAM, str(folder), SERVER.address, f'alice@{DOMAIN}', SERVER.password_file('alice'),
                         stdin=subprocess.PIPE)

    def do(self, *commands):
        """What she does, one after the other; not waited for."""
        for command in commands:
            self.process.stdin.write(f'{command}\n')
        self.process.stdin.flush()

    def look(self):
        """Who has a request with her, and who a conversation."""
        self.do('look')
        event = self.wait('look')
        return event['requests'], event['conversations']

    def messages_of(self, whom):
        """The messages of a conversation."""
        self.do(f'read {whom}')
        return self.wait('messages')['texts']

    def sign_in(self):
        """Until the server knows."""
        self.do('sign-in')
        self.wait('online')

    def sign_out(self):
        """Until the server knows."""
        self.do('sign-out')
        self.wait('offline')
        SERVER.wait_registered('alice', 0)

    def leave(self):
        """Ends well."""
        self.process.stdin.close()
        assert self.finish() == 0, self.complaints
        SERVER.wait_registered('alice', 0)


@contextlib.contextmanager
def alice():
    """Somebody new each time, who knows nobody yet."""
    with tempfile.TemporaryDirectory() as folder:
        anchors = pathlib.Path(folder) / 'anchors'
        anchors.mkdir()
        shutil.copy(SERVER.anchor, anchors)
        with Person(folder) as person:
            person.wait('online')
            SERVER.wait_registered('alice', 1)
            yield person
            person.leave()


def lets_in_who_is_accepted():
    """The first message is a request, of which the stranger learns that it was delivered; then there is a conversation."""
    with alice() as person, Client(SERVER, 'bob') as bob:
        assert bob.register().status == 200
        assert bob.message('alice', WRAPPED % ('one', 'Hello'), 'message/cpim').status == 200
        assert person.wait('message')['text'] == 'Hello'
        assert bob.message('alice', COMPOSING, 'application/im-iscomposing+xml').status == 200
        assert bob.message('alice', 'Are you there?').status == 200
        assert person.wait('message')['from'] == BOB
        assert person.look() == ([BOB], [])

        # No receipt came before this one.
        person.do(f'accept {BOB}')
        receipt = bob.accept()
        assert b'<message-id>one</message-id>' in receipt.body and b'<delivered/>' in receipt.body, receipt.body
        assert person.look() == ([], [BOB])
        assert person.messages_of(BOB) == ['Hello', 'Are you there?']


def asks_again_for_who_was_refused():
    """They are told nothing; what they wrote is gone, and what they write next is a new request."""
    with alice() as person, Client(SERVER, 'bob') as bob:
        assert bob.register().status == 200
        assert bob.message('alice', WRAPPED % ('two', 'Buy this'), 'message/cpim').status == 200
        person.wait('message')
        person.do(f'refuse {BOB}')
        assert person.look() == ([], [])
        assert bob.message('alice', 'Do buy it').status == 200
        person.wait('message')
        assert person.look() == ([BOB], [])
        assert person.messages_of(BOB) == ['Do buy it']


def hears_nothing_of_who_is_blocked():
    """Neither what they write now nor what the server kept; they are told what everybody is told."""
    with alice() as person, Client(SERVER, 'bob') as bob, Client(SERVER, 'carol') as carol:
        assert bob.message('alice', 'Hello').status == 200
        person.wait('message')
        person.do(f'accept {BOB}')
        assert bob.message('alice', COMPOSING, 'application/im-iscomposing+xml').status == 200
        person.wait('typing')
        person.do(f'block {BOB}', f'accept {CAROL}')
        person.wait('silent')
        assert bob.message('alice', 'Listen').status == 200
        person.sign_out()
        assert bob.message('alice', 'Listen, please').status == 202
        assert carol.message('alice', 'I come next').status == 202
        person.sign_in()
        assert person.wait('message')['text'] == 'I come next'
        person.do(f'unblock {BOB}')
        assert bob.message('alice', 'At last').status == 200
        assert person.wait('message')['text'] == 'At last'
        assert person.messages_of(BOB) == ['Hello', 'At last']


def refuses_strangers_where_only_contacts_may_write():
    """They are told so, and nothing is left of it; what the server kept is refused, too."""
    with alice() as person, Client(SERVER, 'bob') as bob, Client(SERVER, 'carol') as carol:
        person.do(f'accept {BOB}', 'contacts-only yes')
        assert person.look() == ([], [])
        answer = carol.message('alice', 'Hello')
        assert answer.status == 403 and not answer.body, answer.lines
        assert not [line for line in answer.lines if line.lower().startswith(('warning:', 'reason:'))], answer.lines
        assert bob.message('alice', 'Hello').status == 200
        assert person.wait('message')['from'] == BOB
        assert person.look() == ([], [BOB])

        person.sign_out()
        assert carol.message('alice', 'Are you there?').status == 202
        assert bob.message('alice', 'I come next').status == 202
        person.sign_in()
        assert person.wait('message')['text'] == 'I come next'
        assert person.look() == ([], [BOB])


with Server() as SERVER:
    report('strangers', [lets_in_who_is_accepted, asks_again_for_who_was_refused, hears_nothing_of_who_is_blocked,
                         refuses_strangers_where_only_contacts_may_write])
