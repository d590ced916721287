# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers themselves, each on a free port of the loopback."""

import re
import socket
import ssl
import subprocess
import threading
import warnings

from authority import Failed
from kitchen import OPENSSL
from processes import die_with_parent, stop_group

SECONDS = 60


def make_context(folder, animal):
    """TLS as this animal speaks it; weak certificates are what a zoo is for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers('ALL:@SECLEVEL=0')
    if animal.kind == 'old-tls':
        with warnings.catch_warnings():
            warnings.simplefilter('ignore', DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    if animal.kind == 'asks':
        # In TLS 1.3 the handshake is over before the server misses it.
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(folder / 'zoo-root.pem')
    context.load_cert_chain(folder / f'{animal.name}.pem', folder / f'{animal.name}-leaf.key')
    return context


class Cage:
    """A server in threads of this process."""

    def __init__(self, folder, animal):
        self.animal = animal
        self.context = None if animal.kind in ('plaintext', 'silence') else make_context(folder, animal)
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        """Lets visitors in until the cage is closed."""
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.meet, args=(visitor,), daemon=True).start()

    def meet(self, visitor):
        """Stays with one until they leave."""
        with visitor:
            visitor.settimeout(SECONDS)
            try:
                if self.animal.kind == 'plaintext':
                    visitor.sendall(b'SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n')
                stream = self.context.wrap_socket(visitor, server_side=True) if self.context else visitor
                with stream:
                    while stream.recv(4096):
                        pass
            except OSError:
                pass

    def close(self):
        """Takes no more visitors."""
        self.socket.close()


class StapleCage:
    """A server of OpenSSL's, for Python's offers no OCSP answer along with the handshake."""

    def __init__(self, folder, animal):
        self.animal = animal
        self.process = subprocess.Popen(
            (OPENSSL, 's_server', '-accept', '127.0.0.1:0', '-www',
             '-cert', str(folder / f'{animal.name}-leaf.pem'), '-key', str(folder / f'{animal.name}-leaf.key'),
             '-cert_chain', str(folder / 'issuing.pem'), '-status_file', str(folder / f'{animal.name}.staple')),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            start_new_session=True, preexec_fn=die_with_parent)
        for line in self.process.stdout:
            if match := re.match(r'ACCEPT .*:(\d+)$', line):
                self.port = int(match[1])
                break
        else:
            self.close()
            raise Failed('openssl s_server does not start')
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def close(self):
        """Ends it."""
        stop_group(self.process)


def make_cage(folder, animal):
    """The server of an animal, running."""
    return (StapleCage if animal.kind == 'staple' else Cage)(folder, animal)
