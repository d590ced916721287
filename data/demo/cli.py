# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives countersign-cli."""

import json
import queue
import signal
import subprocess
import threading
import time

SECONDS = 30


def account(server, user, anchors=True, password=None):
    """The options that sign a user in."""
    options = ['--account', f'{user}@{server.domain}', '--server', server.address, '--no-system-anchors',
               '--password-file', password or server.password_file(user)]
    return options + (['--anchors', server.anchor] if anchors else [])


def run(program, *arguments, words='', seconds=60):
    """Runs a command to its end: the exit status, the objects that it printed, its complaints."""
    done = subprocess.run((program, *arguments), input=words, capture_output=True, text=True,
                          timeout=seconds, check=False)
    return done.returncode, done.stdout, done.stderr


def send(program, server, user, peer, lines, *more, **options):
    """Sends lines; the exit status and each line's outcomes in the order of the lines."""
    address = peer if '@' in peer else f'{peer}@{server.domain}'
    status, out, complaints = run(program, 'send', '--json', *account(server, user, **options), *more,
                                  address, words=''.join(f'{line}\n' for line in lines))
    outcomes = [json.loads(line) for line in out.splitlines()]
    return status, sorted(outcomes, key=lambda outcome: outcome.get('line', 0)), complaints


class Program:
    """A program that runs and prints events, a JSON object a line; they come as they are printed."""

    def __init__(self, *arguments, stdin=subprocess.DEVNULL):
        self.process = subprocess.Popen(arguments, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.events = queue.Queue()
        self.complaints = []
        self.threads = [threading.Thread(target=self.read, daemon=True),
                        threading.Thread(target=self.read_complaints, daemon=True)]
        for thread in self.threads:
            thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.finish()

    def read(self):
        """Takes in what is printed, in a thread of its own."""
        for line in self.process.stdout:
            self.events.put(json.loads(line))
        self.events.put(None)

    def read_complaints(self):
        """The same for standard error."""
        self.complaints.extend(self.process.stderr)

    def finish(self, seconds=SECONDS):
        """Waits until it has ended; the exit status."""
        status = self.process.wait(seconds)
        for thread in self.threads:
            thread.join(seconds)
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    def wait(self, kind, seconds=SECONDS):
        """The next event of this kind; others before it are passed over."""
        limit = time.monotonic() + seconds
        seen = []
        while True:
            try:
                event = self.events.get(timeout=max(0, limit - time.monotonic()))
            except queue.Empty:
                event = None
            if event is None:
                raise AssertionError(f'no event "{kind}" after {seen}; {"".join(self.complaints)}')
            if event['event'] == kind:
                return event
            seen.append(event['event'])

    def messages(self, count, seconds=SECONDS):
        """The texts of the next messages."""
        return [self.wait('message', seconds)['text'] for _ in range(count)]

    def rest(self):
        """The events that nobody waited for, once it has ended."""
        return list(iter(self.events.get, None))


class Listen(Program):
    """A listen that runs."""

    def __init__(self, program, server, user, *more, **options):
        super().__init__(program, 'listen', *account(server, user, **options), *more)

    def stop(self):
        """Asks it to end, waits until it has; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.finish()
