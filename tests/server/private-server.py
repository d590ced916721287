# SPDX-License-Identifier: GPL-3.0-or-later
"""The private server itself: what the other tests and the demo rely on."""

import os
import pathlib
import signal
import socket
import threading
import time

from kamailio import Server
from sip import Client
from tap import report


def signs_in_with_sha_256():
    """And gives out GRUUs, and forgets who signs out."""
    with Server() as server, Client(server, 'alice') as alice:
        response = alice.register()
        assert response.status == 200 and alice.algorithm == 'SHA-256', response.first
        assert 'pub-gruu=' in response.header('Contact'), response.header('Contact')
        assert 'outbound' in response.header('Require')
        assert len(server.registered('alice')) == 1
        assert alice.register(0).status == 200
        assert not server.registered('alice')


def signs_in_with_md5():
    """On demand."""
    with Server('--md5') as server, Client(server, 'alice') as alice:
        assert alice.register().status == 200
        assert alice.algorithm == 'MD5'


def refuses_a_wrong_password():
    """With a challenge, as Kamailio does."""
    with Server() as server, Client(server, 'alice') as alice:
        alice.password = 'guess'
        assert alice.register().status == 401
        assert not server.registered('alice')


def delivers_a_message():
    """On the connection that its receiver opened."""
    with Server() as server, Client(server, 'alice') as alice, Client(server, 'bob') as bob:
        assert bob.register().status == 200
        taken = []
        thread = threading.Thread(target=lambda: taken.append(bob.accept()))
        thread.start()
        assert alice.message('bob', 'Grüße').status == 200
        thread.join()
        assert taken[0].body.decode() == 'Grüße'
        assert 'alice@' in taken[0].header('From')


def keeps_messages_with_their_type():
    """For somebody who is not there, but only what a person wrote."""
    with Server() as server, Client(server, 'alice') as alice:
        assert alice.message('bob', 'one', 'text/plain;charset=UTF-8').status == 202
        assert alice.message('bob', 'two', 'message/cpim').status == 202
        assert alice.message('bob', '<x/>', 'application/im-iscomposing+xml').status == 480
        assert alice.message('nobody', 'three').status == 404
        with Client(server, 'bob') as bob:
            assert bob.register().status == 200
            kept = sorted((message.body, message.header('Content-Type'), message.header('Call-ID'))
                          for message in (bob.accept(), bob.accept()))
            call_id = f'{alice.token}-MESSAGE'
            assert kept == [(b'one', 'text/plain;charset=UTF-8', call_id),
                            (b'two', 'message/cpim', call_id)], kept


def keeps_messages_when_a_connection_is_lost():
    """A registration over a dead connection is none."""
    with Server() as server, Client(server, 'alice') as alice:
        with Client(server, 'bob') as bob:
            assert bob.register().status == 200
        assert alice.message('bob', 'kept').status == 202


def lets_nobody_speak_for_somebody_else():
    """The From is that of the digest."""
    with Server() as server, Client(server, 'alice') as alice:
        assert alice.message('bob', 'x', sender='sip:carol@example.test').status == 403
        assert alice.message('bob', 'x', sender='sip:carol@other.test').status == 403
        assert alice.register(address='sip:bob@example.test').status == 403
        response = alice.request('MESSAGE', 'sip:bob@other.test', 'Content-Type: text/plain\r\n', 'x')
        assert response.status == 403, response.first


def tells_who_is_present():
    """By PUBLISH, SUBSCRIBE and a NOTIFY on the same connection."""
    pidf = ('<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf"'
            ' entity="sip:bob@example.test"><tuple id="t"><status><basic>open</basic></status>'
            '</tuple></presence>')
    with Server() as server, Client(server, 'alice') as alice, Client(server, 'bob') as bob:
        assert bob.request('PUBLISH', bob.address, 'Event: presence\r\nExpires: 600\r\n'
                           'Content-Type: application/pidf+xml\r\n', pidf).status == 200
        assert alice.request('SUBSCRIBE', bob.address, 'Event: presence\r\nExpires: 600\r\n'
                             'Contact: <sip:alice@x.invalid;transport=tls>\r\n').status == 200
        assert b'<basic>open</basic>' in alice.accept().body


def speaks_tls_only():
    """Plain SIP on its port gets no answer, and it has no other port."""
    with Server() as server:
        with socket.create_connection(('127.0.0.1', server.port), 10) as plain:
            plain.sendall(b'OPTIONS sip:example.test SIP/2.0\r\n\r\n')
            plain.settimeout(10)
            try:
                assert not plain.recv(100).startswith(b'SIP')
            except ConnectionError:
                pass
        inodes = listening_inodes()
        ports = {inodes[inode] for process in processes(server) for inode in sockets(process)
                 if inode in inodes}
        assert ports == {('tcp', server.port)}, ports


def listening_inodes():
    """Every socket on this machine that takes connections or datagrams."""
    found = {}
    for kind in ('tcp', 'tcp6', 'udp', 'udp6'):
        for line in pathlib.Path(f'/proc/net/{kind}').read_text().split('\n')[1:-1]:
            words = line.split()
            if words[3] == '0A' or kind.startswith('udp'):
                found[words[9]] = kind, int(words[1].rpartition(':')[2], 16)
    return found


def sockets(process):
    """The inodes of a process's sockets."""
    for path in (process / 'fd').iterdir():
        target = os.readlink(path)
        if target.startswith('socket:['):
            yield target[8:-1]


def processes(server):
    """The processes that run in the server's folder."""
    found = []
    for process in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            if str(server.folder).encode() in (process / 'cmdline').read_bytes():
                found.append(process)
        except OSError:
            pass
    return found


def leaves_nothing_running():
    """However it ends: asked to, without its input, or killed."""
    with Server() as server:
        assert processes(server)
        for end in (lambda: server.process.send_signal(signal.SIGTERM),
                    lambda: server.process.stdin.close(),  # pylint: disable=unnecessary-lambda
                    lambda: server.process.send_signal(signal.SIGKILL)):
            end()
            server.process.wait(10)
            limit = time.monotonic() + 10
            while processes(server) and time.monotonic() < limit:
                time.sleep(0.02)
            assert not processes(server)
            port = server.port
            server.start()
            assert server.port == port


report('private-server', [
    signs_in_with_sha_256, signs_in_with_md5, refuses_a_wrong_password, delivers_a_message,
    keeps_messages_with_their_type, keeps_messages_when_a_connection_is_lost,
    lets_nobody_speak_for_somebody_else, tells_who_is_present, speaks_tls_only, leaves_nothing_running])
