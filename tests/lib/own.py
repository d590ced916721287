# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of our own engine that keeps its messages, and may be killed and begin again."""

import pathlib
import shutil
import sqlite3
import tempfile
import time
import urllib.parse

from foreign import Driven


class Own(Driven):
    """One user of tests/server/own-client.c."""

    def __init__(self, program, server, user):
        folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-own-'))
        super().__init__(folder, (program, str(server.folder), str(server.port), user, str(folder / 'profile')), None)

    def wait_ready(self):
        """Waits until it is signed in, and would know its account again after a crash."""
        super().wait_ready()
        limit = time.monotonic() + 10
        while not (self.folder / 'profile/accounts.ini').exists():
            assert time.monotonic() < limit, 'the account was not kept'
            time.sleep(0.01)

    def end(self):
        """Asks it to end, which it does without complaint."""
        process = self.process
        super().end()
        assert process is None or process.returncode == 0, self.words[-2000:]

    def send(self, user, text):
        """Sends a message."""
        self.command('send', user, urllib.parse.quote(text))

    def kept(self, what='text', outgoing=False):
        """What was kept of each message, in order, when it has ended: it lets nobody else read."""
        with tempfile.TemporaryDirectory() as copy:
            for name in self.folder.glob('profile/messages.db*'):
                shutil.copy(name, copy)
            database = sqlite3.connect(f'{copy}/messages.db')
            try:
                return [row[0] for row in database.execute(
                    f'SELECT {what} FROM message WHERE outgoing = ? ORDER BY id', (outgoing,))]
            finally:
                database.close()
