# SPDX-License-Identifier: GPL-3.0-or-later
"""linphone-daemon, and the library behind it: a second client, written by other people."""

import os
import pathlib
import re
import sys
import tempfile
import time

from foreign import Driven, Foreign
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
[proxy_default_values]
cpim_in_basic_chat_rooms_enabled={wrapped}
'''

FRIEND = '''\
[friend_{number}]
url=<sip:{user}@{domain}>
pol=accept
subscribe=1
'''


def prepare(server, user, watched=(), wrapped=False):
    """A home for one user, whose messages are wrapped if that is asked for."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-linphone-'))
    # Without it, the library has no place for messages and gives up signing in.
    for name in ('.local/share/linphone', '.config/linphone'):
        (folder / name).mkdir(parents=True)
    password = (server.folder / f'{user}.password').read_text().strip()
    (folder / 'rc').write_text(CONFIG.format(
        anchor=server.anchor, user=user, password=password, domain=DOMAIN, port=server.port,
        publish=int(bool(watched)), wrapped=int(wrapped)) + ''.join(
            FRIEND.format(number=number, user=name, domain=DOMAIN) for number, name in enumerate(watched)))
    environ = {name: value for name, value in os.environ.items() if not name.startswith('XDG_')}
    return folder, {**environ, 'HOME': str(folder)}


class Library(Driven):
    """One user of the library, for what linphone-daemon has no words for."""

    def __init__(self, server, user, wrapped=False):
        folder, environ = prepare(server, user, wrapped=wrapped)
        super().__init__(folder, (sys.executable, str(pathlib.Path(__file__).with_name('linphone_peer.py')),
                                  str(folder / 'rc')), environ)


class Linphone(Foreign):
    """One user of linphone-daemon, who publishes presence where there are others to watch."""

    def __init__(self, server, user, watched=(), wrapped=False):
        self.server, self.user = server, user
        folder, environ = prepare(server, user, watched, wrapped)
        super().__init__(folder, ('linphone-daemon', '--config', str(folder / 'rc'), '--log', str(folder / 'log')), environ)

    def wait_ready(self):
        """Waits until it is signed in."""
        self.server.wait_registered(self.user, 1, 30)

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
