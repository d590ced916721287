# SPDX-License-Identifier: GPL-3.0-or-later
"""A message each way between us and a client that other people wrote."""

import sys

from cli import Listen, send
from kamailio import Server
from linphone import Linphone
from sip import Client
from tap import report

PROGRAM = sys.argv[1]


def writes_to_linphone():
    """And learns that it was delivered."""
    with Server() as server, Linphone(server, 'bob') as bob:
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['Hello Linphone'])
        assert status == 0 and outcomes[0]['state'] == 'delivered', outcomes
        bob.wait(r'Content: "Hello Linphone"')


def learns_what_linphone_tells():
    """By a receipt alone: the server kept the message."""
    with Server() as server, Listen(PROGRAM, server, 'alice', '--echo') as alice:
        alice.wait('online')
        server.wait_registered('alice', 1)
        with Client(server, 'bob') as bob:
            assert bob.message('alice', 'Hello').status == 200
        assert alice.wait('outcome')['state'] == 'kept'
        with Linphone(server, 'bob') as bob:
            bob.wait(r'Content: "You wrote: Hello"')
            assert alice.wait('outcome')['state'] == 'delivered'


def hears_from_linphone():
    """Which learns that we have it."""
    with Server() as server, Linphone(server, 'bob') as bob, Listen(PROGRAM, server, 'alice') as alice:
        alice.wait('online')
        server.wait_registered('alice', 1)
        bob.send('alice', 'Hello Countersign')
        message = alice.wait('message')
        assert message['text'] == 'Hello Countersign', message
        assert message['from'] == 'sip:bob@example.test', message
        bob.wait(r'State: LinphoneChatMessageStateDelivered')
        assert alice.stop() == 0


report('second-client', [writes_to_linphone, learns_what_linphone_tells, hears_from_linphone])
