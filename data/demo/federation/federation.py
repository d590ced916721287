# SPDX-License-Identifier: GPL-3.0-or-later
"""Two domains that talk to each other, and strangers that do not get in, see run."""

import argparse
import contextlib
import json
import pathlib
import secrets
import signal
import socket
import ssl
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

# pylint: disable=wrong-import-position
from authority import make_authority, make_leaf  # noqa: E402
from cli import Listen, run, send  # noqa: E402
from kamailio import Server  # noqa: E402
from processes import client, free_port  # noqa: E402

HERS = 'example.test', 'Example Corp'
THEIRS = 'partner.test', 'Partner Ltd'
SECONDS = 20


class Federation:
    """Two servers, each with a door for the other."""

    def __init__(self):
        self.home = Server(domain=HERS[0], organization=HERS[1])
        self.partner = Server(domain=THEIRS[0], organization=THEIRS[1])
        self.servers = self.home, self.partner

    def __enter__(self):
        try:
            for server in self.servers:
                server.door = free_port()
                make_authority(server.folder, server.domain, server.organization)
            for server, peer in (self.servers, self.servers[::-1]):
                server.options += ('--peer', peer.domain, peer.anchor, str(peer.door), str(server.door))
                server.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.close()


def knock(server, certificate=None, sender='carol@partner.test', receiver='alice@example.test'):
    """Comes to a server's door as a server would; the status of the answer, or None without one."""
    context = ssl.create_default_context(cafile=server.anchor)
    if certificate:
        context.load_cert_chain(*certificate)
    request = (f'MESSAGE sip:{receiver} SIP/2.0\r\n'
               f'Via: SIP/2.0/TLS knock.invalid;branch=z9hG4bK{secrets.token_hex(8)};rport\r\n'
               f'From: <sip:{sender}>;tag=knock\r\nTo: <sip:{receiver}>\r\n'
               f'Call-ID: {secrets.token_hex(8)}\r\nCSeq: 1 MESSAGE\r\nMax-Forwards: 5\r\n'
               'Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nknock')
    try:
        with socket.create_connection(('127.0.0.1', server.door), SECONDS) as plain:
            with context.wrap_socket(plain, server_hostname=server.domain) as stream:
                stream.sendall(request.encode())
                answer = stream.recv(4096)
    except (ssl.SSLError, ConnectionError):
        return None
    return int(answer.split()[1]) if answer else None


def credentials(folder, name):
    """The files that a server shows itself by."""
    return folder / f'{name}.pem', folder / f'{name}.key'


def exchange(federation, program):
    """alice and carol, a message each way."""
    home, partner = federation.servers
    with Listen(program, home, 'alice') as alice, Listen(program, partner, 'carol') as carol:
        for listener in (alice, carol):
            listener.wait('online')
        home.wait_registered('alice', 1)
        partner.wait_registered('carol', 1)
        for there, (server, user), (name, domain) in (
                (carol, (home, 'alice'), ('carol', partner.domain)),
                (alice, (partner, 'carol'), ('alice', home.domain))):
            text = f'Hello {name}, {secrets.token_hex(4)}'
            status, outcomes, complaints = send(program, server, user, f'{name}@{domain}', [text])
            if status != 0 or outcomes[0]['state'] != 'delivered':
                return f'not delivered: {outcomes} {complaints}'
            message = there.wait('message')
            if message['text'] != text or message['from'] != f'sip:{user}@{server.domain}':
                return f'something else arrived: {message}'
    return None


def keeps_for_the_absent(federation, program):
    """What alice writes while carol is away."""
    home, partner = federation.servers
    status, outcomes, _ = send(program, home, 'alice', f'carol@{partner.domain}', ['See you later'])
    if status != 0 or outcomes[0]['state'] != 'kept':
        return f'not kept: {outcomes}'
    with Listen(program, partner, 'carol') as carol:
        text = carol.wait('message')['text']
    return None if text == 'See you later' else f'something else arrived: {text}'


def trusts_only_her_own(federation, program):
    """alice's client, sent to the other domain's server."""
    home, partner = federation.servers
    status, out, _ = run(program, 'check', '--json', '--no-system-anchors', '--anchors', home.anchor,
                         '--server', partner.address, partner.domain)
    said = json.loads(out)
    if status == 3 and said['problems'][0]['kind'] == 'unknown-authority':
        return None
    return f'status {status}: {out}'


def refuses_without_certificate(federation, _):
    """Somebody who shows nothing."""
    status = knock(federation.home)
    return status and f'let in, answer {status}'


def refuses_another_authority(federation, _):
    """The right name, but the domain's own authority has no say about the partner."""
    folder = federation.home.folder
    make_leaf(folder, 'outsider', *THEIRS)
    status = knock(federation.home, credentials(folder, 'outsider'))
    return status and f'let in, answer {status}'


def refuses_another_name(federation, _):
    """The right authority, but another machine of theirs."""
    folder = federation.partner.folder
    make_leaf(folder, 'printer', f'printer.{THEIRS[0]}', THEIRS[1])
    status = knock(federation.home, credentials(folder, 'printer'))
    return None if status == 403 else f'answer {status}'


def refuses_to_hear_others(federation, _):
    """The right server, but speaking for somebody who is not its own, or to somebody beyond."""
    certificate = credentials(federation.partner.folder, 'server')
    for sender, receiver in (('bob@example.test', 'alice@example.test'),
                             ('carol@partner.test', 'alice@other.test')):
        status = knock(federation.home, certificate, sender, receiver)
        if status != 403:
            return f'from {sender} to {receiver}: answer {status}'
    return None


def hears_the_partner(federation, _):
    """The door is not simply shut."""
    status = knock(federation.home, credentials(federation.partner.folder, 'server'))
    return None if status in (200, 202) else f'answer {status}'


class Impostor:
    """Listens at the partner's door in the partner's absence, and notes what it is told."""

    def __init__(self, port, certificate):
        self.heard = []
        self.visits = 0
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*certificate)
        self.socket = socket.create_server(('127.0.0.1', port))
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(SECONDS)

    def listen(self):
        """One visitor after the other."""
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            with contextlib.suppress(OSError), visitor:
                visitor.settimeout(SECONDS)
                with self.context.wrap_socket(visitor, server_side=True) as stream:
                    self.heard.append(stream.recv(4096))


def tells_an_impostor_nothing(federation, program):
    """In the partner's place, vouched for by another authority: it hears no byte of the message."""
    home, partner = federation.servers
    partner.stop()
    with Impostor(partner.door, credentials(home.folder, 'outsider')) as impostor:
        status, outcomes, _ = send(program, home, 'alice', f'carol@{partner.domain}', ['secret'])
    if status == 1 and outcomes[0]['state'] == 'unknown' and impostor.visits and not any(impostor.heard):
        return None
    return f'{outcomes}, {impostor.visits} visits, heard {impostor.heard}'


STEPS = (
    ('alice and carol exchange messages, each trusting her own authority only', exchange),
    ('a message for somebody who is away is kept by her own server', keeps_for_the_absent),
    ('the client of alice refuses the server of partner.test', trusts_only_her_own),
    ('the server of partner.test is let in', hears_the_partner),
    ('a server without a certificate is not', refuses_without_certificate),
    ('a server whose certificate is of another authority is not', refuses_another_authority),
    ('a server whose certificate has another name is not', refuses_another_name),
    ('the server of partner.test speaks for its own users only', refuses_to_hear_others),
    ('an impostor at its address is told nothing', tells_an_impostor_nothing),
)


def main():
    """Makes every step; returns the exit status."""
    parser = argparse.ArgumentParser(prog='run')
    parser.add_argument('--program', help='the countersign-cli to use, not the one built here')
    arguments = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    program = arguments.program or client()
    failed = False
    with Federation() as federation:
        for server in federation.servers:
            print(f'{server.domain}: port {server.port}, for other servers {server.door}, '
                  f'authority {server.organization} Root CA', flush=True)
        for words, step in STEPS:
            try:
                complaint = step(federation, program)
            except (AssertionError, LookupError, ValueError) as failure:
                complaint = str(failure) or repr(failure)
            failed = failed or bool(complaint)
            print(f'{"FAILED" if complaint else "ok":<6} {words}', flush=True)
            if complaint:
                print(f'       {complaint}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
