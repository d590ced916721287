# SPDX-License-Identifier: GPL-3.0-or-later
"""A throw-away enterprise CA and a Kamailio in one folder, see run."""

import argparse
import hashlib
import os
import pathlib
import re
import secrets
import socket
import sqlite3
import ssl
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

# pylint: disable=wrong-import-position
from authority import Failed, make_authority, make_client, write_private  # noqa: E402
from processes import Watch, die_with_parent, free_port, stop_group  # noqa: E402

USERS = ('alice', 'bob', 'carol')
SCHEMA = pathlib.Path('/usr/share/kamailio/db_sqlite')
TABLES = ('standard', 'auth_db', 'usrloc', 'msilo', 'presence', 'imc')
START_SECONDS = 20

TLS_CFG = '''\
[server:default]
method = TLSv1.2+
certificate = {folder}/server.pem
private_key = {folder}/server.key
ca_list = {folder}/ca.pem
verify_certificate = {strict}
require_certificate = {strict}

[client:default]
method = TLSv1.2+
ca_list = {folder}/ca.pem
verify_certificate = yes
require_certificate = yes
'''

# Certificates both ways: who comes to our door shows one, and so do we at the peer's.
# Nobody's authority but the peer's own counts.
PEER_TLS_CFG = '''
[server:127.0.0.1:{door}]
method = TLSv1.2+
certificate = {folder}/server.pem
private_key = {folder}/server.key
ca_list = {anchor}
verify_certificate = yes
require_certificate = yes

[client:any]
method = TLSv1.2+
certificate = {folder}/server.pem
private_key = {folder}/server.key
ca_list = {anchor}
verify_certificate = yes
require_certificate = yes
server_name = {peer}
server_id = peer
'''


def make_database(folder, domain, algorithm):
    """Makes the tables where there are none, and tells them the passwords."""
    path = folder / 'server.db'
    new = not path.exists()
    path.touch(0o600)
    database = sqlite3.connect(path)
    if new:
        database.execute('PRAGMA journal_mode = WAL')
        for name in TABLES:
            database.executescript((SCHEMA / f'{name}-create.sql').read_text())
    digest = hashlib.md5 if algorithm == 'MD5' else hashlib.sha256
    with database:
        # The connections that these rows speak of ended with the last run.
        database.execute('DELETE FROM location')
        database.execute('DELETE FROM subscriber')
        for user in USERS:
            password = folder / f'{user}.password'
            if not password.exists():
                write_private(password, secrets.token_urlsafe(18) + '\n')
            secret = password.read_text().strip()
            ha1 = digest(f'{user}:{domain}:{secret}'.encode()).hexdigest()
            database.execute('INSERT INTO subscriber (username, domain, password, ha1)'
                             " VALUES (?, ?, '', ?)", (user, domain, ha1))
    database.close()


def write_config(folder, port, arguments):
    """Fills in kamailio.cfg.in and tls.cfg."""
    peer, anchor, peer_port, door = arguments.peer or ('', '', '0', '0')
    words = {'PORT': str(port), 'DOMAIN': arguments.domain, 'FOLDER': str(folder),
             'ALGORITHM': arguments.algorithm, 'EXPIRES': str(arguments.expires),
             'MARK': secrets.token_hex(24), 'PEER': peer, 'PEERPORT': peer_port, 'DOOR': door}
    template = (HERE / 'kamailio.cfg.in').read_text()
    write_private(folder / 'kamailio.cfg',
                  re.sub('@([A-Z]+)@', lambda match: words[match[1]], template))
    tls = TLS_CFG.format(folder=folder, strict='yes' if arguments.strict else 'no')
    if arguments.peer:
        tls += PEER_TLS_CFG.format(folder=folder, anchor=pathlib.Path(anchor).resolve(), peer=peer, door=door)
    write_private(folder / 'tls.cfg', tls)


def start_kamailio(folder, arguments):
    """Starts Kamailio in a process group of its own.

    It remembers each message for some seconds. With 64 MB, which is what it takes by itself, that
    is too much at 500 messages a second: it drops connections then. Unused memory costs nothing.
    """
    with open(folder / 'log', 'ab') as log:
        return subprocess.Popen(
            ('kamailio', '-DD', '-E', '-m', '512', '-M', '8', '-w', str(folder),
             '-Y', str(folder), '-f', str(folder / 'kamailio.cfg'),
             *(('-A', 'FEDERATED') if arguments.peer else ()), *(('-A', 'PROXY') if arguments.proxy else ()),
             *(('-A', 'ROOMS') if arguments.rooms else ()), *(('-A', 'RULES') if arguments.rules else ())),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True, preexec_fn=die_with_parent,
            env={**os.environ, 'PATH': os.environ.get('PATH', '') + ':/usr/sbin:/sbin'})


def answers(folder, domain, port, strict):
    """Whether a request over a verified connection is answered."""
    context = ssl.create_default_context(cafile=folder / 'ca.pem')
    if strict:
        context.load_cert_chain(folder / f'{USERS[0]}.pem', folder / f'{USERS[0]}.key')
    request = (f'OPTIONS sip:{domain} SIP/2.0\r\n'
               'Via: SIP/2.0/TLS ready.invalid;branch=z9hG4bK-ready;rport\r\n'
               f'From: <sip:ready@{domain}>;tag=ready\r\nTo: <sip:{domain}>\r\n'
               'Call-ID: ready\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 5\r\n'
               'Content-Length: 0\r\n\r\n')
    try:
        with socket.create_connection(('127.0.0.1', port), 2) as plain:
            with context.wrap_socket(plain, server_hostname=domain) as stream:
                stream.sendall(request.encode())
                return stream.recv(4096).startswith(b'SIP/2.0 200')
    except OSError:
        return False


def run(folder, arguments):
    """Runs the server until it is told to stop; returns the exit status."""
    watch = Watch()
    make_authority(folder, arguments.domain, arguments.organization)
    if arguments.strict:
        for user in USERS:
            make_client(folder, user, arguments.domain, arguments.organization)
    make_database(folder, arguments.domain, arguments.algorithm)
    for _ in range(1 if arguments.port else 5):
        used = arguments.port or free_port()
        write_config(folder, used, arguments)
        process = start_kamailio(folder, arguments)
        try:
            limit = time.monotonic() + START_SECONDS
            stop = False
            while not (ready := answers(folder, arguments.domain, used, arguments.strict)) and time.monotonic() < limit:
                stop = watch.wait(0.03) or process.poll() is not None
                if stop:
                    break
            if ready:
                print(f'ready {used}', flush=True)
                while not watch.wait() and process.poll() is None:
                    pass
                if process.poll() is None:
                    return 0
                raise Failed(f'Kamailio ended by itself, see {folder}/log')
            if stop and process.poll() is None:
                return 0
        finally:
            stop_group(process)
    raise Failed(f'Kamailio does not start, see {folder}/log')


def main():
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(prog='run')
    parser.add_argument('--md5', dest='algorithm', action='store_const', const='MD5', default='SHA-256',
                        help='digest with MD5, not SHA-256')
    parser.add_argument('--proxy', action='store_true',
                        help='challenge as a proxy, also who registers, and say in a header how long that lasts')
    parser.add_argument('--port', type=int, default=0, help='instead of a free one')
    parser.add_argument('--expires', type=int, default=600, metavar='SECONDS',
                        help='how long a registration lasts')
    parser.add_argument('--require-client-certificate', dest='strict', action='store_true',
                        help='let nobody in without a certificate; makes USER.p12, .passphrase, .pem and .key')
    parser.add_argument('--without-rooms', dest='rooms', action='store_false', help='for groups to talk in')
    parser.add_argument('--rules', action='store_true',
                        help='let people decide who may see them, at https://127.0.0.1:PORT/xcap-root')
    parser.add_argument('--domain', default='example.test')
    parser.add_argument('--organization', default='Example Corp', help='whose authority it is')
    parser.add_argument('--peer', nargs=4, metavar=('DOMAIN', 'ANCHOR', 'PORT', 'DOOR'),
                        help='another domain, the file of its authority, the port of its door, and of ours')
    parser.add_argument('folder', type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return run(folder, arguments)
    except Failed as failure:
        print(f'run: {failure}', file=sys.stderr)
        return 1


if __name__ == '__main__':
    sys.exit(main())
