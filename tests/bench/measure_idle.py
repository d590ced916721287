# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program does while nothing happens, signed in to the private server, beside an empty window."""

import contextlib
import pathlib
import subprocess
import time

import programs
from kamailio import Server
from measure_start import renderer
from screen import Screen
from table import Figure

# A cursor blinks for ten seconds, and what was put off is done.
REST = 15
SECONDS = 30


def state(process):
    """How often its threads have gone to sleep of their own accord, and its milliseconds of processor time."""
    sleeps, nanoseconds = 0, 0
    for thread in pathlib.Path(f'/proc/{process.pid}/task').iterdir():
        with contextlib.suppress(FileNotFoundError):
            words = dict(line.split(':', 1) for line in (thread / 'status').read_text().splitlines())
            sleeps += int(words['voluntary_ctxt_switches'])
            nanoseconds += int((thread / 'schedstat').read_text().split()[0])
    return sleeps, nanoseconds / 1e6


def watch(processes):
    """Lets all of them rest; what each did in a minute of it."""
    time.sleep(REST)
    before = [state(process) for process in processes]
    time.sleep(SECONDS)
    return [[(new - old) * 60 / SECONDS for new, old in zip(state(process), was)]
            for process, was in zip(processes, before)]


def measure(arguments):
    """The window and the command line, each signed in as somebody else."""
    with programs.folder(arguments) as folder, Server() as server, Screen(arguments) as screen:
        profile = f'{folder}/profile'
        programs.run(arguments, 'bench-fill', 'trust', profile, str(server.folder))
        window, _ = screen.launch(str(arguments.build / 'ui/countersign'), f'--profile={profile}',
                                  '--sign-in=alice@example.test', f'--server={server.address}',
                                  f'--password-file={server.password_file("alice")}')
        screen.settle(1)
        screen.key('Return')
        server.wait_registered('alice', 1)
        client = screen.spawn(str(arguments.build / 'src/cli/countersign-cli'), 'listen', '--account', 'bob@example.test',
                              '--server', server.address, '--anchors', server.anchor, '--no-system-anchors',
                              '--password-file', server.password_file('bob'), stdin=subprocess.DEVNULL)
        server.wait_registered('bob', 1)
        screen.environ.update(renderer())
        empty, _ = screen.launch(str(arguments.build / 'tests/bench/empty-window'))
        found = watch((window, client, empty))
    for name, (sleeps, milliseconds) in zip(('window', 'listen'), found):
        yield Figure(f'idle: {name}, wake-ups a minute', sleeps, found[2][0], None, '')
        yield Figure(f'idle: {name}, processor time a minute', milliseconds, found[2][1], None)
