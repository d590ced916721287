# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that leave nothing behind, and when it is time to end them."""

import ctypes
import os
import pathlib
import selectors
import signal
import socket
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Runs in the child: should we be killed outright, it ends too."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_group(process):
    """Ends a process that leads a group, and every process that it started."""
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


def free_port():
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def client():
    """Builds countersign-cli where it is not up to date; where it is."""
    build = SOURCE / '_build'
    subprocess.run(('sh', str(SOURCE / 'data/packages'), 'demo'), check=True)
    if not (build / 'build.ninja').exists():
        subprocess.run(('meson', 'setup', str(build), str(SOURCE)), check=True, stdout=2)
    subprocess.run(('ninja', '-C', str(build), '--quiet', 'src/cli/countersign-cli'), check=True, stdout=2)
    return str(build / 'src/cli/countersign-cli')


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

    def wait(self, seconds=None):
        """Waits for something to happen; true when it is time to stop."""
        for key, _ in self.selector.select(seconds):
            if key.fd != self.signals:
                if not os.read(0, 4096):
                    return True
            elif set(os.read(self.signals, 64)) - {signal.SIGCHLD}:
                return True
        return False
