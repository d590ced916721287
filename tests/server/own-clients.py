# SPDX-License-Identifier: GPL-3.0-or-later
"""Two of our own clients that keep their messages: whatever breaks off in the middle, nothing is lost and nothing is doubled."""

import os
import pathlib
import signal
import sys
import time

from kamailio import Server
from own import Own
from tap import report

PROGRAM = sys.argv[1]

LARGEST = 256 * 1024

# How the store writes them.
KEPT, DELIVERED = 3, 4


def kill_server():
    """As a crash would."""
    children = pathlib.Path(f'/proc/{SERVER.process.pid}/task/{SERVER.process.pid}/children').read_text().split()
    os.killpg(int(children[0]), signal.SIGKILL)
    SERVER.stop()


def wait_unread(client):
    """Waits until something came for a client that it did not read yet."""
    own = {os.readlink(link) for link in pathlib.Path(f'/proc/{client.process.pid}/fd').iterdir()}
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        lines = [line.split() for line in pathlib.Path('/proc/net/tcp').read_text().splitlines()[1:]]
        if any(f'socket:[{line[9]}]' in own and not line[4].endswith(':00000000') for line in lines):
            return
        time.sleep(0.01)
    raise AssertionError('nothing came')


def carries_any_text():
    """Up to 256 KiB of it, and tells when somebody writes; what is no message is none from the start."""
    texts = ['日本語のメッセージ', '👩‍👩‍👧‍👦 🇯🇵', 'Grüße\nin two lines', '漢' * (LARGEST // 3) + 'x']
    with Own(PROGRAM, SERVER, 'alice') as alice, Own(PROGRAM, SERVER, 'bob') as bob:
        bob.send('alice', 'Hello')
        alice.wait(event='message', text='Hello')
        bob.command('compose', 'alice')
        alice.wait(event='typing', active='yes')
        for text in texts:
            alice.send('bob', text)
            alice.wait(event='state', text=text, state='delivered')
        for text in ('', 'x' * (LARGEST + 1)):
            alice.send('bob', text)
            alice.wait(event='refused')
        bob.send('alice', 'Bye')
        alice.wait(event='typing', active='no')
        bob.end()
        assert bob.kept() == texts


def keeps_the_order_of_many():
    """Thirty-two at once, while somebody else does not answer and a third is nobody."""
    texts = [f'number {number}' for number in range(32)]
    with Own(PROGRAM, SERVER, 'alice') as alice, Own(PROGRAM, SERVER, 'bob') as bob, Own(PROGRAM, SERVER, 'carol') as carol:
        os.kill(carol.process.pid, signal.SIGSTOP)
        alice.send('carol', 'are you there?')
        alice.send('nobody', 'and you?')
        for text in texts:
            alice.send('bob', text)
        alice.wait(event='state', text=texts[-1], state='delivered')
        alice.wait(event='state', text='and you?', state='failed')
        assert not [event for event in alice.seen if event.get('text') == 'are you there?' and event['state'] != 'sending']
        os.kill(carol.process.pid, signal.SIGCONT)
        alice.wait(event='state', text='are you there?', state='delivered')
        carol.wait(event='message', text='are you there?')
        bob.end()
        assert bob.kept() == texts


def sends_again_what_nobody_answered_for():
    """The server dies between the recipient and the answer: nobody knows, so it is sent again, and is there once."""
    with Own(PROGRAM, SERVER, 'alice') as alice, Own(PROGRAM, SERVER, 'bob') as bob:
        os.kill(bob.process.pid, signal.SIGSTOP)
        alice.send('bob', 'unknown')
        wait_unread(bob)
        kill_server()
        alice.wait(event='state', text='unknown', state='queued')
        os.kill(bob.process.pid, signal.SIGCONT)
        bob.wait(event='message', text='unknown')
        SERVER.start()
        # Each attempt that comes too early makes the next one later.
        alice.wait(90, event='state', text='unknown', state='delivered')
        alice.send('bob', 'known')
        alice.wait(event='state', text='known', state='delivered')
        bob.end()
        assert bob.kept() == ['unknown', 'known']


def goes_on_after_a_crash():
    """Of the sender and the recipient, while messages are on their way: one unread, others not sent yet."""
    texts = [f'number {number}' for number in range(60)]
    with Own(PROGRAM, SERVER, 'alice') as alice, Own(PROGRAM, SERVER, 'bob') as bob:
        for text in texts[:30]:
            alice.send('bob', text)
        alice.wait(event='state', text='number 15', state='delivered')
        os.kill(bob.process.pid, signal.SIGSTOP)
        for text in texts[30:-1]:
            alice.send('bob', text)
        wait_unread(bob)
        alice.kill()
        bob.kill()
        written = alice.kept(outgoing=True)
        assert written == texts[:len(written)] and 15 < len(bob.kept()) <= 30, (written, bob.kept())
        bob.start()
        alice.start()
        alice.send('bob', texts[-1])
        alice.wait(event='state', text=texts[-1], state='delivered')
        alice.end()
        bob.end()
        assert set(alice.kept('state', outgoing=True)) <= {KEPT, DELIVERED}
        assert bob.kept() == written + texts[-1:], (written, bob.kept())


with Server() as SERVER:
    report('own-clients', [carries_any_text, keeps_the_order_of_many, sends_again_what_nobody_answered_for, goes_on_after_a_crash])
