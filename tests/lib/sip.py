# SPDX-License-Identifier: GPL-3.0-or-later
"""A small SIP client on TLS, to test the server with and nothing else."""

import hashlib
import re
import secrets
import socket
import ssl

from kamailio import DOMAIN

HASHES = {'MD5': hashlib.md5, 'SHA-256': hashlib.sha256}


class Message:
    """A request or a response."""

    def __init__(self, head, body):
        self.first, *self.lines = head.decode().split('\r\n')
        self.body = body
        self.status = int(self.first.split()[1]) if self.first.startswith('SIP/2.0') else 0

    def header(self, name):
        """The first header of this name, or nothing."""
        for line in self.lines:
            if line.lower().startswith(name.lower() + ':'):
                return line.partition(':')[2].strip()
        return None


class Client:
    """One user on one connection."""

    def __init__(self, server, user):
        self.user = user
        self.address = f'sip:{user}@{DOMAIN}'
        self.password = (server.folder / f'{user}.password').read_text().strip()
        self.token = secrets.token_hex(8)
        self.sequence = 0
        self.unread = b''
        self.algorithm = None
        context = ssl.create_default_context(cafile=server.anchor)
        plain = socket.create_connection(('127.0.0.1', server.port), 10)
        self.stream = context.wrap_socket(plain, server_hostname=DOMAIN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()

    def receive(self):
        """The next message that comes in."""
        while b'\r\n\r\n' not in self.unread:
            self.more()
        head, _, self.unread = self.unread.partition(b'\r\n\r\n')
        length = int(re.search(rb'(?im)^content-length\s*:\s*(\d+)', head)[1])
        while len(self.unread) < length:
            self.more()
        body, self.unread = self.unread[:length], self.unread[length:]
        return Message(head, body)

    def more(self):
        """Reads on."""
        data = self.stream.recv(65536)
        if not data:
            raise EOFError('the server closed the connection')
        self.unread += data

    def request(self, method, to, headers='', body='', sender=None, credentials=''):
        """Sends a request, with a digest where one is asked for; the final response."""
        self.sequence += 1
        target = f'sip:{DOMAIN}' if method == 'REGISTER' else to
        encoded = body if isinstance(body, bytes) else body.encode()
        self.stream.sendall(
            (f'{method} {target} SIP/2.0\r\n'
             f'Via: SIP/2.0/TLS {self.token}.invalid;branch=z9hG4bK{secrets.token_hex(8)};rport\r\n'
             f'From: <{sender or self.address}>;tag={self.token}\r\nTo: <{to}>\r\n'
             f'Call-ID: {self.token}-{method}\r\nCSeq: {self.sequence} {method}\r\n'
             f'Max-Forwards: 70\r\n{headers}{credentials}'
             f'Content-Length: {len(encoded)}\r\n\r\n').encode() + encoded)
        response = self.receive()
        while response.status < 200:
            response = self.receive()
        if response.status in (401, 407) and not credentials:
            return self.request(method, to, headers, body, sender,
                                self.answer_challenge(response, method, target))
        return response

    def answer_challenge(self, response, method, target):
        """The header with the digest (RFC 7616 section 3.4)."""
        name = 'WWW-Authenticate' if response.status == 401 else 'Proxy-Authenticate'
        words = dict(re.findall(r'(\w+)="?([^",]*)"?', response.header(name)))
        self.algorithm = words.get('algorithm', 'MD5')

        def digest(text):
            return HASHES[self.algorithm](text.encode()).hexdigest()
        secret = digest(f'{self.user}:{words["realm"]}:{self.password}')
        nonce, client_nonce = words['nonce'], secrets.token_hex(8)
        answer = digest(f'{secret}:{nonce}:00000001:{client_nonce}:auth:{digest(f"{method}:{target}")}')
        name = 'Authorization' if response.status == 401 else 'Proxy-Authorization'
        return (f'{name}: Digest username="{self.user}", realm="{words["realm"]}", nonce="{nonce}", '
                f'uri="{target}", response="{answer}", algorithm={self.algorithm}, qop=auth, '
                f'nc=00000001, cnonce="{client_nonce}"\r\n')

    def register(self, expires=600, address=None):
        """Signs in, or out with 0 seconds."""
        return self.request(
            'REGISTER', address or self.address,
            f'Contact: <sip:{self.user}@{self.token}.invalid;transport=tls;ob>;reg-id=1'
            f';+sip.instance="<urn:uuid:00000000-0000-4000-8000-{self.token[:12]}>"\r\n'
            f'Supported: outbound, path, gruu\r\nExpires: {expires}\r\n')

    def message(self, user, body, kind='text/plain', sender=None, headers=''):
        """Sends a message; the final response."""
        return self.request('MESSAGE', f'sip:{user}@{DOMAIN}', f'Content-Type: {kind}\r\n{headers}', body, sender)

    def accept(self):
        """Takes the next request and answers 200."""
        return self.refuse('200 OK')

    def refuse(self, status):
        """Takes the next request and answers it so."""
        request = self.receive()
        kept = [line for line in request.lines
                if line.lower().startswith(('via:', 'from:', 'to:', 'call-id:', 'cseq:'))]
        self.stream.sendall('\r\n'.join([f'SIP/2.0 {status}', *kept, 'Content-Length: 0', '', '']).encode())
        return request
