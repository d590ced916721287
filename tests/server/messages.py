# SPDX-License-Identifier: GPL-3.0-or-later
"""countersign-cli against the real server: signing in and messages."""

import concurrent.futures
import gzip
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import zlib

from cli import Listen, Program, account, run, send
from kamailio import Server
from sip import Client
from tap import report

PROGRAM = sys.argv[1]

WRAPPED = '''\
From: <sip:alice@example.test>\r
To: <sip:bob@example.test>\r
NS: imdn <urn:ietf:params:imdn>\r
imdn.Message-ID: {id}\r
imdn.Disposition-Notification: positive-delivery, display\r
\r
Content-Type: text/plain\r
\r
Wrapped'''


def signs_in_with_sha_256_and_out_again():
    """Quitting unregisters: the registrar's table is empty afterwards."""
    with Server() as server, Listen(PROGRAM, server, 'alice') as alice:
        online = alice.wait('online')
        assert online['connection']['tls_version'] == 'TLS 1.3', online
        server.wait_registered('alice', 1)
        assert server.registered('alice')[0].startswith('sip:'), server.registered('alice')
        assert alice.stop() == 0, alice.complaints
        assert not server.registered('alice')


def signs_in_with_md5():
    """Where a server offers nothing better."""
    with Server('--md5') as server, Listen(PROGRAM, server, 'alice') as alice:
        alice.wait('online')
        server.wait_registered('alice', 1)
        assert alice.stop() == 0
        assert not server.registered('alice')


def does_not_try_a_wrong_password_again():
    """It says that the password is wrong and ends."""
    with Server() as server, tempfile.NamedTemporaryFile('w') as wrong:
        wrong.write('guess\n')
        wrong.flush()
        with Listen(PROGRAM, server, 'alice', password=wrong.name) as alice:
            offline = alice.wait('offline')
            assert offline['error']['code'] == 'authentication', offline
            assert alice.finish() == 1
        assert not server.registered('alice')
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['x'], password=wrong.name)
        assert status == 1 and outcomes[-1]['error']['code'] == 'authentication', outcomes


def refuses_a_server_that_nobody_vouches_for():
    """Nothing is sent to it, so nobody is signed in."""
    with Server() as server, Listen(PROGRAM, server, 'alice', anchors=False) as alice:
        refused = alice.wait('refused')
        assert refused['verdict'] == 'refused', refused
        assert [problem['kind'] for problem in refused['problems']] == ['unknown-authority'], refused
        assert alice.finish() == 3
        assert not server.registered('alice')
        status, _, _ = send(PROGRAM, server, 'alice', 'bob', ['x'], anchors=False)
        assert status == 3, status


def checks_a_server():
    """Verdict, reasons, chain and connection, without signing in."""
    with Server() as server:
        options = ('check', '--json', '--no-system-anchors', '--server', server.address)
        status, out, _ = run(PROGRAM, *options, '--anchors', server.anchor, 'example.test')
        answer = json.loads(out)
        assert status == 0 and answer['verdict'] == 'accepted', answer
        assert [len(answer[name]) for name in ('chain', 'presented')] == [3, 2], answer
        assert answer['name']['matched'] == 'example.test' and answer['name']['rule'] == 'dns', answer
        assert 'Example Corp Root CA' in answer['anchor']['subject'], answer
        assert answer['connection']['port'] == server.port, answer
        status, out, _ = run(PROGRAM, *options, 'alice@example.test')
        assert status == 3 and json.loads(out)['verdict'] == 'refused', out
        status, out, _ = run(PROGRAM, *options, '--anchors', server.anchor, 'other.test')
        kinds = [problem['kind'] for problem in json.loads(out)['problems']]
        assert status == 3 and kinds == ['name-mismatch'], out
        status, _, _ = run(PROGRAM, *options, '--anchors', '/nonexistent', 'example.test')
        assert status == 5, status
        status, _, _ = run(PROGRAM, 'check', '--no-such-option')
        assert status == 2, status
        text = run(PROGRAM, 'check', '--no-system-anchors', '--server', server.address,
                   '--anchors', server.anchor, 'example.test')[1]
        assert 'Example Corp Root CA' in text, text
    status, _, complaints = run(PROGRAM, *options, 'example.test')
    assert status == 4, (status, complaints)


def sends_and_receives_in_order():
    """Any text, each once, each with its outcome."""
    texts = ['Hello', 'Grüße, 日本語, 🙂', 'a "quoted" \\ line\twith a tab', 'x' * 20000]
    texts += [f'number {number}' for number in range(100)]
    with Server() as server, Listen(PROGRAM, server, 'bob') as bob:
        bob.wait('online')
        server.wait_registered('bob', 1)
        status, outcomes, complaints = send(PROGRAM, server, 'alice', 'bob', texts)
        assert status == 0, (status, outcomes, complaints)
        assert [outcome['state'] for outcome in outcomes] == ['delivered'] * len(texts), outcomes
        first = bob.wait('message')
        assert first['from'] == 'sip:alice@example.test' and first['text'] == texts[0], first
        assert abs(first['time'] - time.time()) < 60, first
        assert bob.messages(len(texts) - 1) == texts[1:]
        assert bob.stop() == 0
        assert 'message' not in [event['event'] for event in bob.rest()]


def answers_what_it_hears():
    """The demo's partner."""
    with Server() as server, Listen(PROGRAM, server, 'bob', '--echo') as bob, \
            Listen(PROGRAM, server, 'carol') as carol:
        bob.wait('online')
        carol.wait('online')
        server.wait_registered('bob', 1)
        server.wait_registered('carol', 1)
        status, _, _ = send(PROGRAM, server, 'carol', 'bob', ['Is the room booked?'])
        assert status == 0
        assert 'Is the room booked?' in carol.messages(1)[0]


def leaves_messages_for_who_is_away():
    """Kept by the server, delivered in order when they sign in, as of when they were written."""
    with Server() as server:
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['one', 'two', 'three'])
        assert status == 0 and [outcome['state'] for outcome in outcomes] == ['kept'] * 3, outcomes
        before = time.time()
        with Listen(PROGRAM, server, 'bob') as bob:
            messages = [bob.wait('message') for _ in range(3)]
            assert [message['text'] for message in messages] == ['one', 'two', 'three'], messages
            assert all(before - 60 < message['time'] <= before for message in messages), (before, messages)
            assert bob.stop() == 0
        with Listen(PROGRAM, server, 'bob') as bob:
            bob.wait('online')
            status, _, _ = send(PROGRAM, server, 'alice', 'bob', ['four'])
            assert status == 0 and bob.messages(1) == ['four']


def leaves_to_others_what_it_would_not_show():
    """What comes in while something is sent is kept by the server for a program that somebody reads."""
    with Server() as server, Client(server, 'alice') as alice:
        with Program(PROGRAM, 'send', '--json', *account(server, 'bob'), f'alice@{server.domain}', stdin=subprocess.PIPE) as bob:
            server.wait_registered('bob', 1)
            assert alice.message('bob', 'for who reads').status == 202
            bob.process.stdin.close()
            assert bob.process.wait(60) == 0
        with Listen(PROGRAM, server, 'bob') as bob:
            assert bob.messages(1) == ['for who reads']


def takes_once_what_it_answered_too_late():
    """The server keeps it, and passes it on with the next registration: under its own Call-ID, or under another where
    that is too long for it. What was said twice is there twice."""
    def say(alice):
        alice.token = secrets.token_hex(80)
        return alice.message('bob', 'ok').status

    with Server() as server, Client(server, 'alice') as alice, Client(server, 'alice') as again:
        with Listen(PROGRAM, server, 'bob') as bob:
            bob.wait('online')
            server.wait_registered('bob', 1)
            os.kill(bob.process.pid, signal.SIGSTOP)
            with concurrent.futures.ThreadPoolExecutor() as threads:
                said = threads.map(say, (alice, again))
                status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['late'])
                assert list(said) == [202, 202]
            assert status == 0 and outcomes[0]['state'] == 'kept', outcomes
            os.kill(bob.process.pid, signal.SIGCONT)
            assert sorted(bob.messages(3)) == ['late', 'ok', 'ok']
            with Client(server, 'bob') as another:
                assert another.register().status == 200
                copies = [another.accept() for _ in range(3)]
                assert sorted(copy.body.split(b'\r\n')[-1] for copy in copies) == [b'late', b'ok', b'ok']
                assert all(len(copy.header('Call-ID')) < 128 for copy in copies)
                assert another.register(0).status == 200
            assert [alice.message('bob', text).status for text in ('ok', 'next')] == [200, 200]
            assert bob.messages(2) == ['ok', 'next']
            assert bob.stop() == 0
        again.token = secrets.token_hex(8)
        assert [client.message('bob', 'ok').status for client in (alice, alice, again, again)] == [202] * 4
        with Listen(PROGRAM, server, 'bob') as bob:
            assert bob.messages(4) == ['ok'] * 4


def tells_senders_that_their_message_is_here():
    """Those who ask for it, once, and by the id that they gave the message."""
    with Server() as server, Client(server, 'alice') as alice:
        alice.register()
        with Listen(PROGRAM, server, 'bob') as bob:
            bob.wait('online')
            server.wait_registered('bob', 1)
            assert alice.message('bob', WRAPPED.format(id='first'), 'message/cpim').status == 200
            assert bob.messages(1) == ['Wrapped']
            receipt = alice.accept()
            assert receipt.first.startswith('MESSAGE ') and receipt.header('Content-Type') == 'message/cpim'
            assert b'<message-id>first</message-id>' in receipt.body, receipt.body
            assert b'<delivered/>' in receipt.body, receipt.body
            assert b'message/imdn+xml' in receipt.body, receipt.body
            # The same id is the same message; and nobody asked about the next one.
            assert alice.message('bob', WRAPPED.format(id='first'), 'message/cpim').status == 200
            assert alice.message('bob', 'Plain').status == 200
            assert bob.messages(1) == ['Plain']
            assert alice.message('bob', WRAPPED.format(id='second'), 'message/cpim').status == 200
            assert b'<message-id>second</message-id>' in alice.accept().body


def learns_that_messages_were_read():
    """Where the recipient lets it be told."""
    with Server() as server, Listen(PROGRAM, server, 'bob', '--read') as bob, Listen(PROGRAM, server, 'carol') as carol:
        for listener, name in ((bob, 'bob'), (carol, 'carol')):
            listener.wait('online')
            server.wait_registered(name, 1)
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['one', 'two'], '--wait', '30')
        states = [[outcome['state'] for outcome in outcomes if outcome['line'] == line] for line in (1, 2)]
        assert status == 0 and states in ([['delivered', 'read']] * 2, [['read']] * 2), outcomes
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'carol', ['three'], '--wait', '1')
        assert status == 0 and [outcome['state'] for outcome in outcomes] == ['delivered'], outcomes


def learns_that_kept_messages_arrived():
    """And that they were read, when their recipient is there."""
    with Server() as server, Listen(PROGRAM, server, 'alice', '--echo') as alice:
        alice.wait('online')
        with Client(server, 'bob') as bob:
            assert bob.message('alice', 'Hello').status == 200
        kept = alice.wait('outcome')
        assert kept['state'] == 'kept' and kept['text'] == 'You wrote: Hello', kept
        with Listen(PROGRAM, server, 'bob', '--read') as bob:
            assert bob.messages(1) == ['You wrote: Hello']
            assert alice.wait('outcome')['state'] == 'delivered'
            assert alice.wait('outcome')['state'] == 'read'


def writes_plainly_to_who_takes_nothing_else():
    """The same message again, and from then on at once."""
    with Server() as server, Listen(PROGRAM, server, 'alice', '--echo') as alice:
        alice.wait('online')
        for user, refusal in (('bob', '415 Unsupported Media Type'), ('carol', '488 Not Acceptable Here')):
            with Client(server, user) as peer:
                peer.register()
                assert peer.message('alice', 'Hello').status == 200
                wrapped = peer.refuse(refusal)
                assert wrapped.header('Content-Type') == 'message/cpim', wrapped.lines
                plain = peer.accept()
                assert plain.header('Content-Type').startswith('text/plain'), plain.lines
                assert plain.body == b'You wrote: Hello', plain.body
                assert plain.header('Call-ID') == wrapped.header('Call-ID')
                assert alice.wait('outcome')['state'] == 'delivered'
                assert peer.message('alice', 'Again').status == 200
                assert peer.accept().body == b'You wrote: Again'
                assert peer.register(0).status == 200


def unpacks_what_is_packed():
    """In each of the ways that programs do it, up to what a message may hold."""
    with Server() as server, Client(server, 'alice') as alice, Listen(PROGRAM, server, 'bob') as bob:
        bob.wait('online')
        server.wait_registered('bob', 1)
        raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        for coding, body in (('gzip', gzip.compress(b'gzip')), ('deflate', zlib.compress(b'deflate')),
                             ('deflate', raw.compress(b'bare') + raw.flush())):
            assert alice.message('bob', body, headers=f'Content-Encoding: {coding}\r\n').status == 200
        assert bob.messages(3) == ['gzip', 'deflate', 'bare']
        bomb = gzip.compress(bytes(64 * 1024 * 1024))
        assert alice.message('bob', bomb, headers='Content-Encoding: gzip\r\n').status == 413


def unwraps_what_was_kept_under_another_type():
    """A server may forget what a message that it keeps is made of."""
    with Server() as server, Client(server, 'alice') as alice:
        alice.register()
        assert alice.message('bob', WRAPPED.format(id='kept')).status == 202
        with Listen(PROGRAM, server, 'bob') as bob:
            assert bob.messages(1) == ['Wrapped']
            assert b'<message-id>kept</message-id>' in alice.accept().body


def says_why_a_message_failed():
    """With the server's reason, and a status that a script sees."""
    with Server() as server:
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'nobody', ['one'])
        assert status == 1 and outcomes[0]['state'] == 'failed' and outcomes[0]['reason'], outcomes


def comes_back_when_the_server_does():
    """By itself, and messages flow again."""
    with Server() as server, Listen(PROGRAM, server, 'bob') as bob:
        bob.wait('online')
        server.stop()
        lost = bob.wait('waiting')
        assert lost['retry_at'] and lost['error']['code'] == 'connection-lost', lost
        server.start()
        bob.wait('online', 90)
        server.wait_registered('bob', 1)
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['back'])
        assert status == 0 and outcomes[0]['state'] == 'delivered', outcomes
        assert bob.messages(1) == ['back']
        assert bob.stop() == 0
        assert not server.registered('bob')


def refreshes_its_registration():
    """Before it runs out, on the same connection."""
    with Server('--expires', '12') as server, Listen(PROGRAM, server, 'bob') as bob:
        bob.wait('online')
        server.wait_registered('bob', 1)
        first = server.registered('bob', 'cseq')[0]
        limit = time.monotonic() + 30
        while server.registered('bob', 'cseq') == [first] and time.monotonic() < limit:
            time.sleep(0.1)
        later = server.registered('bob', 'cseq')
        assert len(later) == 1 and later[0] > first, (first, later)
        status, outcomes, _ = send(PROGRAM, server, 'alice', 'bob', ['still here'])
        assert status == 0 and outcomes[0]['state'] == 'delivered', outcomes
        assert bob.stop() == 0


report('messages', [
    signs_in_with_sha_256_and_out_again, signs_in_with_md5, does_not_try_a_wrong_password_again,
    refuses_a_server_that_nobody_vouches_for, checks_a_server, sends_and_receives_in_order,
    answers_what_it_hears, leaves_messages_for_who_is_away,
    leaves_to_others_what_it_would_not_show, takes_once_what_it_answered_too_late, tells_senders_that_their_message_is_here,
    learns_that_messages_were_read, learns_that_kept_messages_arrived, writes_plainly_to_who_takes_nothing_else,
    unpacks_what_is_packed, unwraps_what_was_kept_under_another_type, says_why_a_message_failed,
    comes_back_when_the_server_does, refreshes_its_registration])
