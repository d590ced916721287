# SPDX-License-Identifier: GPL-3.0-or-later
"""The private server as an object, for the demo and the tests."""

import contextlib
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time

DOMAIN = 'example.test'
RUN = pathlib.Path(__file__).resolve().parent / 'server/run'


class Server:
    """A server with a folder of its own; both end together."""

    def __init__(self, *options, domain=DOMAIN, organization='Example Corp'):
        self.options = (*options, '--domain', domain, '--organization', organization)
        self.domain = domain
        self.organization = organization
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-server-'))
        self.process = None
        self.port = 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends it and removes its folder, whether it ever ran or not."""
        if self.process is not None:
            self.stop()
        shutil.rmtree(self.folder)

    @property
    def address(self):
        """What a person would type as the server."""
        return f'127.0.0.1:{self.port}'

    @property
    def anchor(self):
        """The file of the root certificate."""
        return str(self.folder / 'ca.pem')

    def password_file(self, user):
        """The file with a user's password."""
        return str(self.folder / f'{user}.password')

    def start(self):
        """Starts it, at the port that it had before if it has run before."""
        arguments = ['sh', str(RUN), *self.options]
        if self.port:
            arguments += ['--port', str(self.port)]
        self.process = subprocess.Popen(arguments + [str(self.folder)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        words = self.process.stdout.readline().split()
        if len(words) != 2 or words[0] != 'ready':
            log = (self.folder / 'log').read_text() if (self.folder / 'log').exists() else ''
            raise AssertionError(f'the server did not start: {log[-2000:]}')
        self.port = int(words[1])

    def stop(self):
        """Ends it; connections break off."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(20)

    def registered(self, user, column='contact'):
        """The contacts that the registrar has of a user, or another column."""
        database = sqlite3.connect(f'file:{self.folder}/server.db?mode=ro', uri=True, timeout=5)
        try:
            return [row[0] for row in database.execute(
                f'SELECT {column} FROM location WHERE username = ?', (user,))]
        finally:
            database.close()

    def keep_people(self, user, people):
        """Puts lists of people on the server, as another program of a user who has rules there would."""
        database = sqlite3.connect(f'file:{self.folder}/server.db?mode=rw', uri=True, timeout=5)
        with contextlib.closing(database), database:
            database.execute(
                "INSERT INTO xcap (username, domain, doc, doc_type, etag, source, doc_uri, port) SELECT username, domain, "
                "?, 4, 'people', source, replace(doc_uri, 'pres-rules', 'resource-lists'), port FROM xcap WHERE username = ? AND "
                "doc_type = 2", (people, user))

    def wait_registered(self, user, wanted, seconds=10):
        """Waits until a user has this many contacts."""
        limit = time.monotonic() + seconds
        while len(self.registered(user)) != wanted:
            if time.monotonic() > limit:
                raise AssertionError(f'{user} has {self.registered(user)}, not {wanted} contacts')
            time.sleep(0.05)
