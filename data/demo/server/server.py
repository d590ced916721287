# SPDX-License-Identifier: GPL-3.0-or-later
"""A throw-away enterprise CA and a Kamailio in one folder, see run."""

import argparse
import ctypes
import hashlib
import os
import pathlib
import re
import secrets
import selectors
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import time

DOMAIN = 'example.test'
USERS = ('alice', 'bob', 'carol')
HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = pathlib.Path('/usr/share/kamailio/db_sqlite')
TABLES = ('standard', 'auth_db', 'usrloc', 'msilo', 'presence')
START_SECONDS = 20
PR_SET_PDEATHSIG = 1

TLS_CFG = '''\
[server:default]
method = TLSv1.2+
certificate = {folder}/server.pem
private_key = {folder}/server.key
verify_certificate = no
require_certificate = no

[client:default]
method = TLSv1.2+
ca_list = {folder}/ca.pem
verify_certificate = yes
require_certificate = yes
'''

ROOT = '''\
cn = "Example Corp Root CA"
organization = "Example Corp"
ca
cert_signing_key
crl_signing_key
expiration_days = 3650
'''

ISSUING = '''\
cn = "Example Corp Issuing CA"
organization = "Example Corp"
ca
path_len = 0
cert_signing_key
crl_signing_key
expiration_days = 1825
'''

LEAF = f'''\
cn = "{DOMAIN}"
organization = "Example Corp"
dns_name = "{DOMAIN}"
signing_key
tls_www_server
expiration_days = 397
'''


class Failed(Exception):
    """The server cannot run; the text says why."""


def write_private(path, text):
    """Writes a file that only we may read, all of it or nothing."""
    new = path.with_name(path.name + '.new')
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w',
              encoding='utf-8') as file:
        file.write(text)
    new.replace(path)


def certtool(*arguments):
    """Runs certtool quietly; its own words come only with a failure."""
    done = subprocess.run(('certtool', *arguments), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f'certtool: {done.stderr.strip()}')


def make_certificate(folder, name, template, issuer=None):
    """Makes an EC key and a certificate, signed by the issuer or by itself."""
    key, certificate = folder / f'{name}.key', folder / f'{name}.pem'
    text = folder / f'{name}.template'
    write_private(key, '')
    certtool('--generate-privkey', '--key-type=ecdsa', '--curve=secp256r1',
             '--outfile', str(key))
    write_private(text, template)
    how = ('--generate-self-signed',) if issuer is None else (
        '--generate-certificate',
        '--load-ca-certificate', str(folder / f'{issuer}.pem'),
        '--load-ca-privkey', str(folder / f'{issuer}.key'))
    certtool(*how, '--load-privkey', str(key), '--template', str(text),
             '--outfile', str(certificate))
    text.unlink()


def make_authority(folder):
    """A root, an issuing authority below it, and the server's chain."""
    if (folder / 'server.pem').exists():
        return
    make_certificate(folder, 'ca', ROOT)
    make_certificate(folder, 'issuing', ISSUING, 'ca')
    make_certificate(folder, 'leaf', LEAF, 'issuing')
    (folder / 'leaf.key').rename(folder / 'server.key')
    # Without the root, as RFC 8446 section 4.4.2 allows and servers do.
    chain = ''.join((folder / name).read_text() for name in ('leaf.pem', 'issuing.pem'))
    (folder / 'leaf.pem').unlink()
    write_private(folder / 'server.pem', chain)


def make_database(folder, algorithm):
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
            ha1 = digest(f'{user}:{DOMAIN}:{secret}'.encode()).hexdigest()
            database.execute('INSERT INTO subscriber (username, domain, password, ha1)'
                             " VALUES (?, ?, '', ?)", (user, DOMAIN, ha1))
    database.close()


def write_config(folder, port, arguments):
    """Fills in kamailio.cfg.in and tls.cfg."""
    words = {'PORT': str(port), 'DOMAIN': DOMAIN, 'FOLDER': str(folder),
             'ALGORITHM': arguments.algorithm, 'EXPIRES': str(arguments.expires),
             'MARK': secrets.token_hex(24)}
    template = (HERE / 'kamailio.cfg.in').read_text()
    write_private(folder / 'kamailio.cfg',
                  re.sub('@([A-Z]+)@', lambda match: words[match[1]], template))
    write_private(folder / 'tls.cfg', TLS_CFG.format(folder=folder))


def die_with_parent():
    """Runs in the child: should we be killed outright, Kamailio ends too."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start_kamailio(folder):
    """Starts Kamailio in a process group of its own."""
    with open(folder / 'log', 'ab') as log:
        return subprocess.Popen(
            ('kamailio', '-DD', '-E', '-m', '64', '-M', '8', '-w', str(folder),
             '-Y', str(folder), '-f', str(folder / 'kamailio.cfg')),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True, preexec_fn=die_with_parent,
            env={**os.environ, 'PATH': os.environ.get('PATH', '') + ':/usr/sbin:/sbin'})


def stop_kamailio(process):
    """Ends Kamailio and every process that it started."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def answers(folder, port):
    """Whether a request over a verified connection is answered."""
    context = ssl.create_default_context(cafile=folder / 'ca.pem')
    request = (f'OPTIONS sip:{DOMAIN} SIP/2.0\r\n'
               'Via: SIP/2.0/TLS ready.invalid;branch=z9hG4bK-ready;rport\r\n'
               f'From: <sip:ready@{DOMAIN}>;tag=ready\r\nTo: <sip:{DOMAIN}>\r\n'
               'Call-ID: ready\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 5\r\n'
               'Content-Length: 0\r\n\r\n')
    try:
        with socket.create_connection(('127.0.0.1', port), 2) as plain:
            with context.wrap_socket(plain, server_hostname=DOMAIN) as stream:
                stream.sendall(request.encode())
                return stream.recv(4096).startswith(b'SIP/2.0 200')
    except OSError:
        return False


def free_port():
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Watch:
    """Says when to stop: TERM, INT, HUP or the end of standard input."""

    def __init__(self):
        self.selector = selectors.DefaultSelector()
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(writing)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, lambda number, frame: None)
        self.signals = reading
        self.selector.register(reading, selectors.EVENT_READ)
        self.selector.register(0, selectors.EVENT_READ)

    def wait(self, process, seconds=None):
        """Waits; true when it is time to stop or the process has ended."""
        for key, _ in self.selector.select(seconds):
            if key.fd != self.signals:
                if not os.read(0, 4096):
                    return True
            elif set(os.read(self.signals, 64)) - {signal.SIGCHLD}:
                return True
        return process.poll() is not None


def run(folder, arguments):
    """Runs the server until it is told to stop; returns the exit status."""
    watch = Watch()
    make_authority(folder)
    make_database(folder, arguments.algorithm)
    for _ in range(1 if arguments.port else 5):
        used = arguments.port or free_port()
        write_config(folder, used, arguments)
        process = start_kamailio(folder)
        try:
            limit = time.monotonic() + START_SECONDS
            stop = False
            while not (ready := answers(folder, used)) and time.monotonic() < limit:
                stop = watch.wait(process, 0.03)
                if stop:
                    break
            if ready:
                print(f'ready {used}', flush=True)
                while not watch.wait(process):
                    pass
                if process.poll() is None:
                    return 0
                raise Failed(f'Kamailio ended by itself, see {folder}/log')
            if stop and process.poll() is None:
                return 0
        finally:
            stop_kamailio(process)
    raise Failed(f'Kamailio does not start, see {folder}/log')


def main():
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(prog='run')
    parser.add_argument('--md5', dest='algorithm', action='store_const', const='MD5', default='SHA-256',
                        help='digest with MD5, not SHA-256')
    parser.add_argument('--port', type=int, default=0, help='instead of a free one')
    parser.add_argument('--expires', type=int, default=600, metavar='SECONDS',
                        help='how long a registration lasts')
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
