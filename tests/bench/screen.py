# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen on which programs are timed from outside."""

import os
import pathlib
import resource
import select
import subprocess
import time

from desktop import Desktop, end

SECONDS = 30


class Screen(Desktop):
    """A desktop that nobody looks at through the accessibility tree, as most are."""

    def __init__(self, arguments):
        super().__init__()
        self.program = str(arguments.build / 'tests/bench/watch-screen')
        self.watcher = None
        self.hand = None
        self.windows = {}
        self.unread = b''

    def open(self):
        """Starts the desktop and who watches it."""
        # Nothing moves, or what blinks would never settle, and the length of fading would be all that is seen.
        super().open()
        self.watcher = self.spawn(self.program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.read(SECONDS)
        # One that waits for its orders: to start it takes longer than what is timed.
        self.hand = self.spawn('xdotool', '-', stdin=subprocess.PIPE)
        # The bus starts what every desktop has running already, and the disk's contents get into memory.
        self.settle(1)

    def connect(self):
        """Reads nothing, so that programs are not slowed down by it."""

    def close(self):
        """Ends everything."""
        if self.watcher:
            self.hand.stdin.close()
            self.watcher.stdin.close()
            self.watcher.stdout.close()
        super().close()

    def read(self, seconds):
        """The next line of the watcher as words, or nothing in this time."""
        limit = time.monotonic() + seconds
        while b'\n' not in self.unread:
            ready, _, _ = select.select([self.watcher.stdout], [], [], max(0, limit - time.monotonic()))
            if not ready:
                return None
            data = os.read(self.watcher.stdout.fileno(), 4096)
            if not data:
                raise EOFError('the watcher has ended')
            self.unread += data
        line, _, self.unread = self.unread.partition(b'\n')
        return line.decode().split()

    def settle(self, seconds):
        """Waits until nothing is drawn for this long."""
        while self.read(seconds):
            pass

    def until_settled(self, start, windows=0):
        """Milliseconds from a point in time to the last drawing, once this many windows are mapped and nothing is drawn."""
        while words := self.read(SECONDS):
            if words[0] == 'mapped' and int(words[1]) / 1e6 >= start:
                windows -= 1
            elif words[0] == 'settled' and windows <= 0 and int(words[2]) / 1e6 >= start:
                return int(words[2]) / 1e3 - start * 1e3
        raise TimeoutError('the picture did not settle')

    def act(self, words):
        """Lets the X server act at once."""
        self.hand.stdin.write(words.encode() + b'\n')
        self.hand.stdin.flush()

    def click(self, process, across, down):
        """Clicks into a program's only window; the milliseconds until the picture has settled, 12 of them for the press."""
        if process.pid not in self.windows:
            # Later, tooltips are windows too.
            found = subprocess.run(('xdotool', 'search', '--onlyvisible', '--pid', str(process.pid)), env=self.environ,
                                   check=True, capture_output=True, text=True)
            self.windows[process.pid] = found.stdout.split()[0]
        self.act(f'mousemove --window {self.windows[process.pid]} {across} {down}')
        # Until a tooltip, too, has come.
        self.settle(1.2)
        start = time.monotonic()
        self.act('click 1')
        return self.until_settled(start)

    def launch(self, *words, environ=None):
        """Starts a program; it and the milliseconds from its start to its settled window."""
        self.environ.update(environ or {})
        start = time.monotonic()
        process = self.spawn(*words)
        return process, self.until_settled(start, 1)

    def quit(self, process):
        """Ends a program and waits until its window is gone from the screen too; its milliseconds of processor time."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        end(process)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.started.remove(process)
        self.settle(0.6)
        return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def memory(process):
    """What a process holds, in MB: its proportional share, all of it, and what it has written itself."""
    rollup = pathlib.Path(f'/proc/{process.pid}/smaps_rollup').read_text()
    sizes = {words[0]: int(words[1]) for words in map(str.split, rollup.splitlines()[1:])}
    return [sizes[name] / 1024 for name in ('Pss:', 'Rss:', 'Private_Dirty:')]
