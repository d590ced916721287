# SPDX-License-Identifier: GPL-3.0-or-later
"""Presence through the real server: who is there, who is away, and who left."""

import sys
import time

from baresip import Baresip
from cli import Listen
from kamailio import Server
from linphone import Linphone
from tap import report

PROGRAM = sys.argv[1]

ALICE, BOB = 'sip:alice@example.test', 'sip:bob@example.test'


def wait_presence(client, of, state, seconds=30):
    """The next event that says this of somebody; others are passed over."""
    limit = time.monotonic() + seconds
    while True:
        event = client.wait('presence', limit - time.monotonic())
        if event['of'] == of and event['state'] == state:
            return event


def watch(user, state, *more):
    """Somebody who tells their presence and watches the other."""
    peer = 'bob' if user == 'alice' else 'alice'
    return Listen(PROGRAM, SERVER, user, '--presence', state, '--watch', f'{peer}@example.test', *more)


def tells_each_other():
    """With a note, and the one who comes later sees the one who was there."""
    with watch('alice', 'away', '--note', 'Tea & <cake>') as alice:
        alice.wait('online')
        with watch('bob', 'available') as bob:
            event = wait_presence(bob, ALICE, 'away')
            assert event['note'] == 'Tea & <cake>' and event['devices'] == 1, event
            assert abs(event['since'] - time.time()) < 60, event
            event = wait_presence(alice, BOB, 'available')
            assert event['note'] is None, event
            assert bob.stop() == 0, bob.complaints
        wait_presence(alice, BOB, 'offline')
        assert alice.stop() == 0, alice.complaints


def hides_who_is_invisible():
    """Who still sees others."""
    with watch('alice', 'invisible') as alice, watch('bob', 'busy') as bob:
        wait_presence(alice, BOB, 'busy')
        assert alice.stop() == 0
        assert bob.stop() == 0
        assert not [event for event in bob.rest() if event['event'] == 'presence' and event['state'] != 'offline'
                    and event['state'] != 'unknown']


def counts_devices():
    """Of two, the one that is there counts."""
    with watch('alice', 'available') as alice, watch('bob', 'away') as first:
        wait_presence(alice, BOB, 'away')
        with watch('bob', 'available') as second:
            event = wait_presence(alice, BOB, 'available')
            assert event['devices'] == 2, event
            assert second.stop() == 0
        event = wait_presence(alice, BOB, 'away')
        assert event['devices'] == 1, event
        assert first.stop() == 0
        assert alice.stop() == 0


def tells_who_watches():
    """As they come and go."""
    def wait_watchers(wanted):
        while (event := alice.wait('watchers'))['watching'] != wanted or event['waiting']:
            pass
    with watch('alice', 'available', '--watchers') as alice:
        alice.wait('online')
        with watch('bob', 'available') as bob:
            wait_watchers([BOB])
            # Who does not know yet that they watch cannot say that they stop.
            wait_presence(bob, ALICE, 'available')
            assert bob.stop() == 0
        wait_watchers([])
        assert alice.stop() == 0


def begins_again_with_a_new_connection():
    """Nothing is known in between."""
    with watch('alice', 'available') as alice, watch('bob', 'busy') as bob:
        wait_presence(alice, BOB, 'busy')
        wait_presence(bob, ALICE, 'available')
        SERVER.stop()
        wait_presence(alice, BOB, 'unknown')
        wait_presence(bob, ALICE, 'unknown')
        SERVER.start()
        wait_presence(alice, BOB, 'busy', 60)
        wait_presence(bob, ALICE, 'available', 60)
        assert bob.stop() == 0
        assert alice.stop() == 0


def understands_linphone():
    """And is understood by it."""
    with Linphone(SERVER, 'bob', watched=['alice']) as bob, watch('alice', 'busy', '--note', 'Tea') as alice:
        event = wait_presence(alice, BOB, 'available')
        assert event['devices'] == 1, event
        bob.wait_log(r'<rpid:busy/>')
        assert alice.stop() == 0


def understands_baresip():
    """Both ways. Its digest is MD5 alone."""
    with Server('--md5') as server, Baresip(server, 'bob', presence=True) as bob, Listen(
            PROGRAM, server, 'alice', '--presence', 'busy', '--watch', 'bob@example.test') as alice:
        wait_presence(alice, BOB, 'available')
        limit = time.monotonic() + 30
        while 'Busy' not in bob.words and time.monotonic() < limit:
            bob.command('contacts')
            time.sleep(0.2)
        bob.wait('Busy', 0)
        assert alice.stop() == 0


with Server() as SERVER:
    report('presence', [tells_each_other, hides_who_is_invisible, counts_devices, tells_who_watches,
                        begins_again_with_a_new_connection, understands_linphone, understands_baresip])
