# SPDX-License-Identifier: GPL-3.0-or-later
"""linphone-daemon, and the library behind it: a second client, written by other people."""

import json
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from kamailio import DOMAIN

# Its resolver knows neither example.test nor a file of hosts, so it is given a
# number, which no certificate names: it judges the chain, we judge the name.
CONFIG = '''\
[sip]
root_ca={anchor}
verify_server_certs=1
verify_server_cn=0
sip_port=-1
sip_tcp_port=-1
sip_tls_port=-1
use_ipv6=0
guess_hostname=0
default_proxy=0
[net]
dns_srv_enabled=0
[auth_info_0]
username={user}
userid={user}
passwd={password}
realm="{domain}"
domain={domain}
algorithm=SHA-256
[proxy_0]
reg_proxy=<sip:127.0.0.1:{port};transport=tls>
reg_route=<sip:127.0.0.1:{port};transport=tls;lr>
reg_identity=sip:{user}@{domain}
reg_expires=600
reg_sendregister=1
publish={publish}
'''

FRIEND = '''\
[friend_{number}]
url=<sip:{user}@{domain}>
pol=accept
subscribe=1
'''


def prepare(server, user, watched=()):
    """A home for one user."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-linphone-'))
    # Without it, the library has no place for messages and gives up signing in.
    for name in ('.local/share/linphone', '.config/linphone'):
        (folder / name).mkdir(parents=True)
    password = (server.folder / f'{user}.password').read_text().strip()
    (folder / 'rc').write_text(CONFIG.format(
        anchor=server.anchor, user=user, password=password, domain=DOMAIN, port=server.port,
        publish=int(bool(watched))) + ''.join(
            FRIEND.format(number=number, user=name, domain=DOMAIN) for number, name in enumerate(watched)))
    environ = {name: value for name, value in os.environ.items() if not name.startswith('XDG_')}
    return folder, {**environ, 'HOME': str(folder)}


class Library:
    """One user of the library, for what linphone-daemon has no words for."""

    def __init__(self, server, user):
        self.folder, environ = prepare(server, user)
        self.events = queue.Queue()
        self.seen = []
        self.process = subprocess.Popen(
            (sys.executable, str(pathlib.Path(__file__).with_name('linphone_peer.py')), str(self.folder / 'rc')),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, errors='replace', env=environ)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def __enter__(self):
        try:
            self.wait(event='registered')
        except AssertionError:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends it."""
        try:
            self.command('quit')
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.thread.join(10)
        self.process.stdin.close()
        self.process.stdout.close()
        shutil.rmtree(self.folder)

    def read(self):
        """Takes in what it prints; its warnings are passed over."""
        for line in self.process.stdout:
            if line.startswith('{'):
                self.events.put(json.loads(line))

    def command(self, name, user=None, text=''):
        """Gives it a command."""
        address = f' sip:{user}@{DOMAIN} {text}' if user else ''
        self.process.stdin.write(f'{name}{address}\n')
        self.process.stdin.flush()

    def wait(self, seconds=30, **wanted):
        """Waits for an event with these details, or takes one that came before and nobody waited for."""
        limit = time.monotonic() + seconds
        while True:
            for event in self.seen:
                if wanted.items() <= event.items():
                    self.seen.remove(event)
                    return event
            try:
                self.seen.append(self.events.get(timeout=max(0, limit - time.monotonic())))
            except queue.Empty as none:
                raise AssertionError(f'no {wanted} among {self.seen}') from none


class Linphone:
    """One user of linphone-daemon, who publishes presence where there are others to watch."""

    def __init__(self, server, user, watched=()):
        self.server, self.user = server, user
        self.folder, self.environ = prepare(server, user, watched)
        self.words = ''
        self.process = None
        self.thread = threading.Thread(target=self.read, daemon=True)

    def __enter__(self):
        self.process = subprocess.Popen(
            ('linphone-daemon', '--config', str(self.folder / 'rc'), '--log', str(self.folder / 'log')),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors='replace', env=self.environ)
        self.thread.start()
        self.server.wait_registered(self.user, 1, 30)
        return self

    def __exit__(self, *_):
        try:
            self.command('quit')
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.thread.join(10)
        self.process.stdin.close()
        self.process.stdout.close()
        shutil.rmtree(self.folder)

    def read(self):
        """Takes in what it prints."""
        for line in self.process.stdout:
            self.words += line

    def command(self, words):
        """Gives it a command."""
        self.process.stdin.write(words + '\n')
        self.process.stdin.flush()

    def send(self, user, text):
        """Sends a message."""
        self.command(f'message sip:{user}@{DOMAIN} {text}')

    def wait_log(self, pattern, seconds=30):
        """Waits until its log says something."""
        limit = time.monotonic() + seconds
        while not re.search(pattern, (self.folder / 'log').read_text(errors='replace')):
            if time.monotonic() > limit:
                raise AssertionError(f'the log of linphone-daemon does not say {pattern}')
            time.sleep(0.1)

    def wait(self, pattern, seconds=30):
        """Waits until it has printed something; the match."""
        limit = time.monotonic() + seconds
        while not (match := re.search(pattern, self.words)):
            if time.monotonic() > limit:
                raise AssertionError(f'linphone-daemon did not say {pattern}: {self.words[-2000:]}')
            time.sleep(0.05)
        return match
