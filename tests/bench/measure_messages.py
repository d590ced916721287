# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages from one engine to another through the private server, each stored before it is sent and answered."""

import contextlib
import sqlite3
import subprocess

import programs
from kamailio import Server
from table import Figure, medians, note

# What has to be on the disk for a message: queued and delivered where it comes from, received and its receipt sent where it
# goes to.
COMMITS = 4

ONE_BY_ONE = 300
TOGETHER = 3000
LONG = 100_000


@contextlib.contextmanager
def listener(arguments, server, profile):
    """A client that takes messages."""
    words = (str(arguments.build / 'tests/bench/bench-messages'), 'listen', str(server.folder), str(server.port), profile)
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        process.stdout.readline()
        yield
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()


def received(profile):
    """How many different messages a profile has received."""
    with contextlib.closing(sqlite3.connect(f'file:{profile}/messages.db?mode=ro', uri=True)) as database:
        return database.execute('SELECT count(DISTINCT message_id) FROM message WHERE outgoing = 0').fetchone()[0]


def send(arguments, server, folder, count, flight):
    """Sends messages, and counts what has arrived; the median time of one in microseconds."""
    alice, bob = (f'{folder}/{user}-{count}-{flight}' for user in ('alice', 'bob'))
    with listener(arguments, server, bob):
        value = medians(programs.run(arguments, 'bench-messages', 'send', str(server.folder), str(server.port),
                                     alice, str(count), str(flight)))
    if value['kept']:
        note(f'the server was late with {value["kept"]:.0f} answers and says that it keeps those messages')
    return value['ours'], received(bob)


def measure(arguments):
    """One at a time, 32 in flight, and very many."""
    with programs.folder(arguments) as folder, Server() as server:
        raw = medians(programs.run(arguments, 'bench-store', folder))['raw-in']
        bare = medians(programs.run(arguments, 'bench-messages', 'bare', str(server.folder), str(server.port),
                                    str(ONE_BY_ONE)))['bare']
        one, _ = send(arguments, server, folder, ONE_BY_ONE, 1)
        yield Figure('messages: one at a time, to delivered', one, bare + COMMITS * raw, 1.5, 'µs')
        many, count = send(arguments, server, folder, TOGETHER, 32)
        yield Figure('messages: 32 in flight, each', many, one, 1, 'µs')
        yield Figure('messages: arrived of those in flight', count, TOGETHER, None, '')
        if arguments.long:
            note(f'sending {LONG} messages')
            each, count = send(arguments, server, folder, LONG, 32)
            yield Figure(f'messages: {LONG}, each', each, one, 1, 'µs')
            yield Figure(f'messages: arrived of {LONG}', count, LONG, None, '')
