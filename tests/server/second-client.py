# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages, receipts and who is writing, between us and clients that other people wrote."""

import html
import sys

from baresip import Baresip
from cli import Listen, send
from kamailio import Server
from linphone import Library, Linphone
from pidgin import Pidgin
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
    """Which learns that we have it, and of what it wrapped, that we read it."""
    with Server() as server, Listen(PROGRAM, server, 'alice', '--read') as alice:
        alice.wait('online')
        server.wait_registered('alice', 1)
        for wrapped in (False, True):
            with Linphone(server, 'bob', wrapped=wrapped) as bob:
                bob.send('alice', 'Hello Countersign')
                message = alice.wait('message')
                assert message['text'] == 'Hello Countersign', message
                assert message['from'] == 'sip:bob@example.test', message
                bob.wait(r'State: LinphoneChatMessageStateDelivered')
                # It tells nobody of what comes later, but knows.
                if wrapped:
                    bob.wait_log('moving from [A-Za-z]+ to Displayed')
        assert alice.stop() == 0


def exchange_all(alice, bob, wrapped):
    """A message each way and what is told of them; then that Bob writes, and what he wrote."""
    first, second = f'first {wrapped}', f'second {wrapped}'
    bob.command('send', 'alice', first)
    assert alice.wait('message')['text'] == first
    bob.wait(event='composing', active=True)
    bob.wait(event='message', text=f'You wrote: {first}')
    # Who asks is told: only a wrapped message can.
    bob.wait(event='state', text=first, state='displayed' if wrapped else 'delivered')
    assert alice.wait('outcome')['state'] == 'delivered'
    bob.command('read', 'alice')
    assert alice.wait('outcome')['state'] == 'read'
    bob.command('compose', 'alice')
    typing = alice.wait('typing')
    assert typing == {'event': 'typing', 'from': 'sip:bob@example.test', 'active': True}, typing
    bob.command('send', 'alice', second)
    assert not alice.wait('typing')['active']
    assert alice.wait('message')['text'] == second
    alice.wait('outcome')


def tells_linphone_all_and_hears_all():
    """That somebody writes, that a message arrived, that it was read; as it is, and wrapped."""
    with Server() as server, Listen(PROGRAM, server, 'alice', '--echo', '--read', '--typing') as alice:
        alice.wait('online')
        for wrapped in (False, True):
            with Library(server, 'bob', wrapped) as bob:
                exchange_all(alice, bob, wrapped)
        assert alice.stop() == 0


def speaks_plainly_with_baresip():
    """It refuses what is wrapped, and to be told that somebody writes: the text comes through, and the next at once."""
    with Server('--md5') as server, Listen(PROGRAM, server, 'alice', '--echo', '--typing') as alice, \
            Baresip(server, 'bob') as bob:
        alice.wait('online')
        server.wait_registered('alice', 1)
        for text in ('Hello Countersign', 'Grüße'):
            bob.send(text)
            assert alice.wait('message')['text'] == text
            outcome = alice.wait('outcome')
            assert outcome['state'] == 'delivered' and outcome['text'] == f'You wrote: {text}', outcome
            bob.wait(f'sip:alice@example.test: "You wrote: {text}"')
        assert alice.stop() == 0


def writes_to_pidgin():
    """Which refuses what is wrapped, too, and shows who writes. What it sends itself wants a call first, of which there are none here."""
    with Server('--md5', '--proxy') as server, Pidgin(server, 'bob') as bob, Listen(PROGRAM, server, 'alice', '--typing') as alice:
        alice.wait('online')
        texts = ['Hello Pidgin', 'Grüße <b>&amp;</b> 日本語']
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', texts)
        assert status == 0 and [outcome['state'] for outcome in outcomes] == ['delivered'] * 2, outcomes
        for text in texts:
            bob.wait(event='message', sender='sip:alice@example.test', text=html.escape(text))
        bob.command('send', 'alice', 'Hello Countersign')
        assert 'not delivered' in bob.wait(event='error')['text']


report('second-client', [writes_to_linphone, learns_what_linphone_tells, hears_from_linphone,
                         tells_linphone_all_and_hears_all, speaks_plainly_with_baresip, writes_to_pidgin])
