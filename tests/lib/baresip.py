# SPDX-License-Identifier: GPL-3.0-or-later
"""baresip: a second client, written by other people, that knows nothing but plain text."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from kamailio import DOMAIN

CONFIG = '''\
sip_cafile {anchor}
sip_listen 127.0.0.1:0
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module_app account.so
module_app contact.so
module_app menu.so
module_app presence.so
module cons.so
cons_listen 127.0.0.1:{door}
'''

# Its digest is MD5 alone, so its server has to be started with --md5.
ACCOUNT = '<sip:{user}@{domain}>;auth_pass={password};outbound="sip:127.0.0.1:{port};transport=tls";regint=600;pubint={publish}\n'


def free_port():
    """A port of the loopback that nobody listened at just now; baresip takes no file descriptor."""
    with socket.socket() as door:
        door.bind(('127.0.0.1', 0))
        return door.getsockname()[1]


class Baresip:
    """One user of baresip, who tells presence and watches Alice's if that is asked for."""

    def __init__(self, server, user, presence=False):
        self.server = server
        self.user = user
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-baresip-'))
        self.door = free_port()
        password = (server.folder / f'{user}.password').read_text().strip()
        (self.folder / 'config').write_text(CONFIG.format(anchor=server.anchor, door=self.door))
        (self.folder / 'accounts').write_text(ACCOUNT.format(
            user=user, domain=DOMAIN, password=password, port=server.port, publish=600 if presence else 0))
        (self.folder / 'contacts').write_text(f'"Alice" <sip:alice@{DOMAIN}>{";presence=p2p" if presence else ""}\n')
        (self.folder / 'current_contact').write_text(f'sip:alice@{DOMAIN}')
        self.words = ''
        self.process = None
        self.console = None
        self.thread = threading.Thread(target=self.read, daemon=True)

    def __enter__(self):
        with (self.folder / 'log').open('w') as log:
            self.process = subprocess.Popen(('baresip', '-f', str(self.folder)), stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env={**os.environ, 'HOME': str(self.folder)})
        self.server.wait_registered(self.user, 1, 30)
        self.console = socket.create_connection(('127.0.0.1', self.door), 10)
        self.console.settimeout(None)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.thread.join(10)
        self.console.close()
        shutil.rmtree(self.folder)

    def read(self):
        """Takes in what it says."""
        while piece := self.console.recv(65536):
            self.words += piece.decode(errors='replace')

    def send(self, text):
        """Sends Alice a message."""
        self.console.sendall(f'/message {text}\n'.encode())

    def command(self, name):
        """Gives it a command that answers on the console."""
        self.console.sendall(f'/{name}\n'.encode())

    def wait(self, words, seconds=30):
        """Waits until it has printed something."""
        limit = time.monotonic() + seconds
        while words not in self.words:
            if time.monotonic() > limit:
                raise AssertionError(f'baresip did not say {words}: {self.words[-2000:]}')
            time.sleep(0.05)
