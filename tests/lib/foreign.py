# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that other people wrote, told by lines what to do."""

import contextlib
import json
import queue
import re
import shutil
import subprocess
import threading
import time

from kamailio import DOMAIN


class Foreign:
    """A program with a folder of its own that a line "quit" ends; both end together."""

    def __init__(self, folder, command, environ):
        self.folder, self.arguments, self.environ = folder, command, environ
        self.words = ''
        self.process = None
        self.thread = None

    def __enter__(self):
        try:
            self.start()
        except AssertionError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.end()
        shutil.rmtree(self.folder)

    def start(self):
        """Starts it, and waits until it is signed in."""
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.process = subprocess.Popen(
            self.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors='replace', env=self.environ)
        self.thread.start()
        self.wait_ready()

    def end(self):
        """Asks it to end, if it runs, and sees to it."""
        if self.process is None:
            return
        try:
            self.command('quit')
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
        self.reap()

    def kill(self):
        """Ends it as a crash would."""
        self.process.kill()
        self.reap()

    def reap(self):
        """Takes leave of a program that ends."""
        self.process.wait()
        self.thread.join(10)
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process = None

    def wait_ready(self):
        """Waits until it is signed in."""
        raise NotImplementedError

    def read(self):
        """Takes in what it prints."""
        for line in self.process.stdout:
            self.words += line

    def command(self, words):
        """Gives it a command."""
        self.process.stdin.write(words + '\n')
        self.process.stdin.flush()

    def wait(self, pattern, seconds=30):
        """Waits until it has printed something; the match."""
        limit = time.monotonic() + seconds
        while not (match := re.search(pattern, self.words)):
            if time.monotonic() > limit:
                raise AssertionError(f'{self.arguments[0]} did not say {pattern}: {self.words[-2000:]}')
            time.sleep(0.05)
        return match


class Driven(Foreign):
    """A library that a driver of ours prints the events of, a JSON object a line."""

    def __init__(self, folder, command, environ):
        super().__init__(folder, command, environ)
        self.events = queue.Queue()
        self.seen = []

    def wait_ready(self):
        """Waits until it is signed in."""
        self.wait(event='registered')

    def read(self):
        """Takes in what it prints; warnings of the library are kept for who looks for a fault."""
        for line in self.process.stdout:
            if line.startswith('{'):
                self.events.put(json.loads(line))
            else:
                self.words += line

    def command(self, words, user=None, text=''):
        """Gives it a command, about somebody of the server's domain if it is about somebody."""
        super().command(f'{words} sip:{user}@{DOMAIN} {text}' if user else words)

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
