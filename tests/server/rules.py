# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may see somebody's presence, decided by rules that the real server keeps."""

import contextlib
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from authority import make_authority
from cli import Listen, Program, account, run
from kamailio import Server
from tap import report

PROGRAM, PERSON = sys.argv[1:3]

ALICE, BOB, CAROL = ('sip:alice@example.test', 'sip:bob@example.test', 'sip:carol@example.test')


def decide(*more, root=None):
    """Alice, who says that she is available and decides."""
    return Listen(PROGRAM, SERVER, 'alice', '--presence', 'available', '--rules',
                  root or f'https://{SERVER.address}/xcap-root', *more)


def watch(user='bob'):
    """Somebody who wants to see alice."""
    return Listen(PROGRAM, SERVER, user, '--presence', 'available', '--watch', 'alice@example.test')


def wait(client, kind, wanted, seconds=30):
    """The next event of a kind that says what is wanted; others are passed over."""
    limit = time.monotonic() + seconds
    while True:
        event = client.wait(kind, limit - time.monotonic())
        if all(event[key] == value for key, value in wanted.items()):
            return event


def waits_until_it_is_allowed():
    """And sees everything from then on, without asking again."""
    with decide() as alice, watch() as bob:
        wait(bob, 'answer', {'of': ALICE, 'answer': 'pending'})
        wait(alice, 'rules', {'waiting': [BOB], 'error': None})
        assert alice.stop() == 0, alice.complaints
        with decide('--allow', BOB) as again:
            wait(again, 'rules', {'waiting': [], 'allowed': [BOB], 'saved': True})
            wait(bob, 'presence', {'of': ALICE, 'state': 'available'})
            wait(bob, 'answer', {'of': ALICE, 'answer': 'none'})
            assert again.stop() == 0, again.complaints
        assert bob.stop() == 0, bob.complaints


def hides_from_who_is_refused():
    """Who was allowed before, and is not told."""
    with decide() as alice, watch() as bob:
        wait(bob, 'presence', {'of': ALICE, 'state': 'available'})
        with decide('--refuse', BOB) as again:
            wait(again, 'rules', {'refused': [BOB], 'allowed': [], 'saved': True})
            wait(bob, 'presence', {'of': ALICE, 'state': 'unknown'})
            assert again.stop() == 0, again.complaints
        assert alice.stop() == 0, alice.complaints
        assert bob.stop() == 0, bob.complaints
        assert not [event for event in bob.rest() if event['event'] == 'answer']


def tells_who_is_blocked():
    """At once, and whenever they ask."""
    with watch() as bob:
        bob.wait('online')
        with decide('--block', BOB) as alice:
            wait(alice, 'rules', {'blocked': [BOB], 'refused': [], 'saved': True})
            wait(bob, 'answer', {'of': ALICE, 'answer': 'refused'})
            assert bob.stop() == 0, bob.complaints
            with watch() as again:
                wait(again, 'answer', {'of': ALICE, 'answer': 'refused'})
                assert again.stop() == 0, again.complaints
            assert alice.stop() == 0, alice.complaints


def loses_nothing_of_two_who_decide():
    """At the same time: the server's tag says who came second, and they begin anew."""
    with decide('--allow', BOB) as one, decide('--allow', CAROL) as two:
        for client in (one, two):
            wait(client, 'rules', {'known': True, 'saved': True, 'error': None})
        assert one.stop() == 0 and two.stop() == 0
    with decide() as alice:
        wait(alice, 'rules', {'known': True, 'allowed': [BOB, CAROL], 'blocked': []})
        assert alice.stop() == 0, alice.complaints


@contextlib.contextmanager
def alice_of(folder, root='xcap-root'):
    """Alice with a profile that is kept, whose organisation says where the rules are."""
    rules, anchors = pathlib.Path(folder) / 'etc', pathlib.Path(folder) / 'etc/anchors'
    anchors.mkdir(parents=True, exist_ok=True)
    shutil.copy(SERVER.anchor, anchors)
    (rules / 'policy.conf').write_text(f'[accounts]\nrules-server=https://{SERVER.address}/{root}\nlocked=rules-server\n',
                                       encoding='utf-8')
    with Program(PERSON, str(rules), SERVER.address, 'alice@example.test', SERVER.password_file('alice'), f'{folder}/profile',
                 stdin=subprocess.PIPE) as person:
        yield person


def tell(person, *commands):
    """What she does, one after the other."""
    for command in commands:
        person.process.stdin.write(f'{command}\n')
    person.process.stdin.flush()


def leave(person):
    """Ends well."""
    person.process.stdin.close()
    assert person.finish() == 0, person.complaints


def keeps_what_was_decided_offline():
    """Until the next time that one signs in, whatever ends before; what others decided stays."""
    with tempfile.TemporaryDirectory() as folder, watch() as bob:
        with alice_of(folder) as alice:
            wait(alice, 'rules', {'known': True, 'saved': True, 'error': ''})
            tell(alice, 'sign-out')
            alice.wait('offline')
            tell(alice, f'permit blocked {BOB}')
            wait(alice, 'rules', {'saved': False, 'blocked': [BOB], 'allowed': [CAROL]})
            leave(alice)
        with decide('--block', CAROL) as other:
            wait(other, 'rules', {'blocked': [CAROL], 'saved': True})
            assert other.stop() == 0, other.complaints
        with alice_of(folder) as alice:
            wait(alice, 'rules', {'known': True, 'saved': True, 'allowed': [], 'blocked': [BOB, CAROL], 'error': ''})
            wait(bob, 'answer', {'of': ALICE, 'answer': 'refused'})
            leave(alice)
        assert bob.stop() == 0, bob.complaints
        assert BOB not in pathlib.Path(f'{folder}/profile/decisions.ini').read_text(encoding='utf-8')


def fetches_people():
    """Those in lists within lists; what is only referred to is named and not fetched."""
    with tempfile.TemporaryDirectory() as folder, alice_of(folder) as alice:
        wait(alice, 'rules', {'known': True, 'saved': True, 'error': ''})
        tell(alice, 'fetch-people')
        assert alice.wait('people')['error'] == 'There are no contacts of yours on the server.'
        SERVER.keep_people('alice', """<resource-lists xmlns="urn:ietf:params:xml:ns:resource-lists"><list name="friends">
            <entry uri="sip:bob@example.test"><display-name>Bob &lt;b&gt;</display-name></entry><list name="work">
            <entry uri="sip:carol@example.test"/></list><external anchor="https://example.test/all"/></list></resource-lists>""")
        tell(alice, 'fetch-people')
        assert alice.wait('people') == {'event': 'people', 'error': '', 'people': {BOB: 'Bob <b>', CAROL: ''},
                                        'left-out': ['https://example.test/all']}
        leave(alice)


def tells_once_what_is_lost():
    """Where the server will never take it."""
    with tempfile.TemporaryDirectory() as folder:
        with alice_of(folder, 'elsewhere') as alice:
            alice.wait('online')
            tell(alice, f'permit allowed {BOB}')
            while 'bob@example.test is lost' not in alice.wait('rules')['error']:
                pass
            leave(alice)
        with alice_of(folder, 'elsewhere') as alice:
            while not (event := alice.wait('rules'))['error']:
                assert event['saved'] and event['allowed'] == [], event
            assert 'is lost' not in event['error'], event
            leave(alice)


def says_nothing_to(domain, organization):
    """A server for rules that cannot prove who it is: what it heard."""
    heard = []
    with tempfile.TemporaryDirectory() as folder, socket.create_server(('127.0.0.1', 0)) as listener:
        folder = pathlib.Path(folder)
        make_authority(folder, domain, organization)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / 'server.pem', folder / 'server.key')

        def serve():
            plain, _ = listener.accept()
            try:
                with context.wrap_socket(plain, server_side=True) as stream:
                    while data := stream.recv(4096):
                        heard.append(data)
            except OSError:
                pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with decide(root=f'https://127.0.0.1:{listener.getsockname()[1]}/xcap-root') as alice:
            while not (event := alice.wait('rules'))['error']:
                pass
            assert event['error']['code'] == 'refused' and not event['known'], event
            assert alice.stop() == 0, alice.complaints
        thread.join(20)
        assert not thread.is_alive()
    return heard


def says_nothing_to_another_authority():
    """The right name is not enough. Messages go on."""
    assert not says_nothing_to('example.test', 'Example Corp')


def says_nothing_without_protection():
    """There is no such option."""
    status, _, complaints = run(PROGRAM, 'listen', *account(SERVER, 'alice'), '--presence', 'available',
                                '--rules', f'http://{SERVER.address}/xcap-root')
    assert status != 0 and 'https:' in complaints, (status, complaints)


def says_what_the_server_does_not_do():
    """One without rules. What was decided is not kept, and the end says so."""
    with Server() as plain:
        for decision, status in (((), 0), (('--allow', BOB), 1)):
            with Listen(PROGRAM, plain, 'alice', '--presence', 'available', '--rules', f'https://{plain.address}/xcap-root',
                        *decision) as alice:
                while not (event := alice.wait('rules'))['error']:
                    pass
                assert not event['known'], event
                assert alice.stop() == status, alice.complaints
                assert (f'what was decided about {BOB}' in ''.join(alice.complaints)) == bool(status), alice.complaints


with Server('--rules') as SERVER:
    report('rules', [waits_until_it_is_allowed, hides_from_who_is_refused, tells_who_is_blocked,
                     loses_nothing_of_two_who_decide, keeps_what_was_decided_offline, tells_once_what_is_lost, fetches_people,
                     says_nothing_to_another_authority, says_nothing_without_protection, says_what_the_server_does_not_do])
