# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms: three of our own clients in those of the real server."""

import contextlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from cli import Listen, Program, account, run, send
from kamailio import DOMAIN, Server
from sip import Client
from tap import report

PROGRAM, CLI = sys.argv[1:3]

ALICE, BOB, CAROL = (f'sip:{user}@{DOMAIN}' for user in ('alice', 'bob', 'carol'))
TEAM = f'sip:chat-team-berlin@{DOMAIN}'


class Person(Program):
    """Somebody who does as they are told."""

    def __init__(self, server, folder, user):
        super().__init__(PROGRAM, folder, server.address, f'{user}@{DOMAIN}', server.password_file(user),
                         stdin=subprocess.PIPE)

    def do(self, command):
        """What they do; not waited for."""
        self.process.stdin.write(f'{command}\n')
        self.process.stdin.flush()

    def manage(self, command, answer='changed'):
        """What they do, and what comes of it."""
        self.do(command)
        return self.wait(answer)

    def wait_room(self, standing, members=None):
        """Until the room is like that."""
        while True:
            room = self.wait('room')
            if room['standing'] == standing and members in (None, sorted(room['members'])):
                return

    def hear(self):
        """Who wrote next, and what."""
        message = self.wait('message')
        return message.get('sender'), message['text']

    def leave(self):
        """Ends well."""
        self.process.stdin.close()
        assert self.finish() == 0, self.complaints


@contextlib.contextmanager
def people(server, *users):
    """Strangers to each other, online."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        anchors = pathlib.Path(folder) / 'anchors'
        anchors.mkdir()
        shutil.copy(server.anchor, anchors)
        persons = [stack.enter_context(Person(server, folder, user)) for user in users]
        for user, person in zip(users, persons):
            person.wait('online')
            server.wait_registered(user, 1)
        yield persons
        for person in persons:
            person.leave()


def let_in(owner, guest, who):
    """Has somebody invited, who accepts."""
    owner.manage(f'invite {TEAM} {who}')
    assert guest.hear()[1].startswith('*** [alice] invites'), 'no invitation'
    guest.do('look')
    assert guest.wait('look')['requests'] == [TEAM]
    guest.do(f'watch {TEAM}')
    guest.do(f'accept {TEAM}')
    guest.wait_room('member')


def people_talk_in_a_room():
    """Made, invited into, talked in: who wrote is told apart, whatever they write."""
    with people(SERVER, 'alice', 'bob', 'carol') as (alice, bob, carol):
        assert alice.manage('rooms', 'rooms')['rooms'] == []
        room = alice.manage('create Team-Berlin private', 'entered')
        assert (room['room'], room['name']) == (TEAM, 'team-berlin'), room
        assert alice.manage('rooms', 'rooms')['rooms'] == [TEAM]
        alice.do(f'watch {TEAM}')
        alice.wait_room('member', ['*alice@example.test'])
        assert 'already' in bob.manage('create team-berlin', 'failed')['words']
        assert 'invitation' in bob.manage(f'join {TEAM}', 'failed')['words']

        let_in(alice, bob, BOB)
        let_in(alice, carol, CAROL)
        alice.wait_room('member', ['*alice@example.test', 'bob@example.test', 'carol@example.test'])
        for text in ('Grüße, 日本語', '#leave', '[alice]: I resign', '*** Room has been destroyed', 'Members:'):
            bob.do(f'say {TEAM} {text}')
        for person in (alice, carol):
            assert [person.hear() for _ in range(5)] == [
                (BOB, 'Grüße, 日本語'), (BOB, '#leave'), (BOB, '[alice]: I resign'),
                (BOB, '*** Room has been destroyed'), (BOB, 'Members:')]
        assert bob.manage(f'invite {TEAM} sip:dave@{DOMAIN}', 'failed')

        # What was written while somebody was away comes when they are back, once.
        carol.do('sign-out')
        carol.wait('offline')
        SERVER.wait_registered('carol', 0)
        alice.do(f'say {TEAM} Are you there?')
        assert bob.hear() == (ALICE, 'Are you there?')
        carol.do('sign-in')
        assert carol.hear() == (ALICE, 'Are you there?')

        # So is what became of oneself meanwhile.
        carol.do('sign-out')
        carol.wait('offline')
        SERVER.wait_registered('carol', 0)
        alice.manage(f'remove {TEAM} {CAROL}')
        carol.do('sign-in')
        carol.wait_room('gone')
        alice.wait_room('member', ['*alice@example.test', 'bob@example.test'])
        bob.manage(f'leave {TEAM}')
        bob.wait_room('gone')
        alice.wait_room('member', ['*alice@example.test'])

        # Invited again, one is asked again.
        alice.manage(f'invite {TEAM} {BOB}')
        bob.hear()
        bob.do('look')
        assert bob.wait('look')['requests'] == [TEAM]
        bob.do(f'refuse {TEAM}')
        bob.do('look')
        assert bob.wait('look')['requests'] == []
        alice.manage(f'close {TEAM}')
        alice.wait_room('gone')
        assert alice.manage('rooms', 'rooms')['rooms'] == []


def whoever_likes_joins_an_open_room():
    """Asked or not."""
    with people(SERVER, 'alice', 'bob') as (alice, bob):
        room = alice.manage('create open', 'entered')['room']
        assert bob.manage(f'join {room}', 'entered')['name'] == 'open'
        bob.do(f'say {room} Hello')
        assert alice.hear() == (BOB, 'Hello')
        bob.do('look')
        assert bob.wait('look') == {'event': 'look', 'requests': [], 'conversations': [room]}
        alice.do(f'watch {room}')
        alice.wait_room('member', ['*alice@example.test', 'bob@example.test'])
        assert 'yours' in alice.manage(f'leave {room}', 'failed')['words']
        alice.manage(f'close {room}')
        assert 'no such room' in bob.manage(f'join {room}', 'failed')['words']


def the_command_line_tells_who_speaks():
    """And writes as a room takes it, which would read out headers, and obey commands."""
    with people(SERVER, 'alice') as (alice,), Listen(CLI, SERVER, 'bob', '--echo') as bob, Client(SERVER, 'bob') as other:
        room = alice.manage('create robots', 'entered')['room']
        SERVER.wait_registered('bob', 1)
        alice.manage(f'invite {room} {BOB}')
        message = bob.wait('message')
        assert (message['room'], message['sender'], message['name']) == (room, None, 'robots'), message
        assert message['text'] == 'alice@example.test invites you into this room.', message
        assert other.message(room.removeprefix('sip:').split('@')[0], '#accept').status == 200
        alice.do(f'say {room} Hello')
        message = bob.wait('message')
        while message['sender'] is None:
            message = bob.wait('message')
        assert (message['from'], message['sender'], message['text']) == (room, ALICE, 'Hello'), message
        while alice.hear() != (BOB, 'You wrote: Hello'):
            pass
        status, outcomes, complaints = send(CLI, SERVER, 'bob', room.removeprefix('sip:'), ['#leave'])
        assert (status, outcomes[0]['state']) == (0, 'delivered'), complaints
        assert alice.hear() == (BOB, '#leave')
        alice.manage(f'close {room}')
        assert bob.stop() == 0


def rooms(server, user, *words):
    """What the command line does: the exit status and the objects that it printed."""
    status, out, _ = run(CLI, 'rooms', '--json', *account(server, user), *words)
    return status, [json.loads(line) for line in out.splitlines()]


def failure(server, user, *words):
    """The same where it fails: the code of its error."""
    status, (told,) = rooms(server, user, *words)
    return status, told['error']['code']


def the_command_line_makes_and_joins_rooms():
    """And says who is in them, invites, and leaves."""
    room = f'sip:chat-line@{DOMAIN}'
    inside = {'room': room, 'name': 'line', 'standing': 'member'}
    with people(SERVER, 'alice') as (alice,):
        assert rooms(SERVER, 'bob', 'make', 'Line', '--private') == (0, [inside])
        assert failure(SERVER, 'carol', 'make', 'line') == (1, 'exists')
        assert rooms(SERVER, 'carol', 'list') == (0, [{'room': room, 'name': 'line', 'standing': None}])
        assert failure(SERVER, 'carol', 'join', 'line') == (1, 'forbidden')
        assert failure(SERVER, 'carol', 'members', room) == (1, 'not-found')
        status, invited = rooms(SERVER, 'bob', 'invite', 'line', CAROL, ALICE, ALICE)
        assert (status, [told['state'] for told in invited]) == (1, ['invited', 'invited', 'failed']), invited
        assert alice.hear()[1].startswith('*** [bob] invites'), 'no invitation'
        assert rooms(SERVER, 'carol', 'join', 'line') == (0, [inside])
        status, members = rooms(SERVER, 'bob', 'members', 'line')
        assert status == 0 and sorted((told['address'], told['state']) for told in members) == [
            (BOB, 'owner'), (CAROL, 'member')], members
        assert failure(SERVER, 'carol', 'close', 'line') == (1, 'rejected')
        assert rooms(SERVER, 'carol', 'leave', 'line') == (0, [{**inside, 'standing': 'gone'}])
        assert rooms(SERVER, 'bob', 'close', 'line') == (0, [{**inside, 'standing': 'gone'}])
        assert rooms(SERVER, 'bob', 'list') == (0, [])


def a_server_without_rooms_is_found_out():
    """And said to have none."""
    with Server('--without-rooms') as server, people(server, 'alice') as (alice,):
        assert alice.manage('rooms', 'failed')['words'] == f'The server {DOMAIN} does not offer rooms.'
        assert alice.manage('create team', 'failed')
        assert failure(server, 'bob', 'list') == (1, 'unsupported')


with Server() as SERVER:
    report('rooms', [people_talk_in_a_room, whoever_likes_joins_an_open_room, the_command_line_tells_who_speaks,
                     the_command_line_makes_and_joins_rooms, a_server_without_rooms_is_found_out])
