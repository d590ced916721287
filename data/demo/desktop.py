# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of our own, driven through the accessibility tree.

The demo and the tests use it like this:

    with Desktop() as desktop:
        app = desktop.start('countersign', '--profile=...')
        app.find('text', 'SIP address').type('alice@example.test')
        app.find('button', 'Sign in').click()
        app.find('label', 'could not prove who it is').wait()
        desktop.screenshot('refused.png')

An X server, a window manager, a session bus and, where it is asked for, a secret
service are started for it, all in a folder of their own, and ended with it. What
a person sees with a screen reader is all that this library can see; keys and
clicks come from the X server like a person's.
"""

import contextlib
import ctypes
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time

from nodes import Node
from reader import ROOT, Reader

# Long enough for a slow machine with other things to do.
SECONDS = 60
SCREEN = '1280x900x24'


# Starts nothing by itself but the accessibility bus: what else the computer has is none of our business.
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
ACCESSIBILITY = '/usr/share/dbus-1/services/org.a11y.Bus.service'

PR_SET_PDEATHSIG = 1


def end_with_parent():
    """Runs in a child: should we be killed outright, it ends too."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Missing(AssertionError):
    """Something that should be on the screen is not."""


def end(process):
    """Ends a process that we started, and its children with it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
            break
    # Those who did not go with their leader.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


class App(Node):
    """A program that we started; its root holds its windows."""

    def __init__(self, desktop, process):
        self.process = process
        super().__init__(desktop, None, process)
        self.place = desktop.wait(self.find_root, f'the windows of {process.args[0]}')

    def find_root(self):
        """Its place in the accessibility tree, once it has one."""
        if self.process.poll() is not None:
            raise Missing(f'{self.process.args[0]} ended with status {self.process.returncode}')
        name = self.reader.find_program(self.process.pid)
        return (name, ROOT) if name else None

    def window(self, name='', seconds=None):
        """Waits for a window of it whose title contains the words."""
        def look():
            return next((node for node in self.children() if name in node.seen), None)
        return self.desktop.wait(look, f'a window "{name}"', seconds, self)

    def closed(self, name, seconds=None):
        """Waits until no window of it has the words in its title."""
        self.desktop.wait(lambda: not any(name in node.seen for node in self.children()), f'no window "{name}"', seconds, self)

    def stop(self, seconds=SECONDS):
        """Waits until it has ended by itself; its exit status."""
        return self.process.wait(seconds)


class Desktop:
    """The screen, the bus and what runs on them.

    Programs show their changes at once, unless it is moving: drawing what moves takes a third of a visit's time.
    """

    def __init__(self, secrets=False, notifications=True, screen=SCREEN, moving=False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-desktop-'))
        self.secrets = secrets
        self.notifications = notifications
        self.screen = screen
        self.moving = moving
        self.started = []
        self.programs = []
        self.environ = {}
        self.reader = None

    def __enter__(self):
        try:
            self.open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def spawn(self, *arguments, **options):
        """Starts a process that ends with the desktop."""
        log = open(self.folder / 'log', 'ab')
        options = {'stdin': subprocess.DEVNULL, 'stdout': log, 'stderr': log, 'env': self.environ,
                   **options}
        with log:
            process = subprocess.Popen(arguments, start_new_session=True,
                                       preexec_fn=end_with_parent, **options)
        self.started.append(process)
        return process

    def open(self):
        """Starts what a desktop has."""
        for name in ('run', 'data', 'config', 'cache'):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        keep = {name: value for name, value in os.environ.items()
                if not name.startswith(('XDG_', 'WAYLAND_', 'DBUS_', 'AT_SPI_', 'GTK_', 'GDK_', 'GNOME_'))}
        self.environ = {
            **keep, 'HOME': str(self.folder), 'XDG_RUNTIME_DIR': str(self.folder / 'run'),
            'XDG_DATA_HOME': str(self.folder / 'data'), 'XDG_CONFIG_HOME': str(self.folder / 'config'),
            'XDG_CACHE_HOME': str(self.folder / 'cache'), 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC',
            'GSETTINGS_BACKEND': 'memory', 'GTK_A11Y': 'atspi', 'NO_AT_BRIDGE': '0'}
        settings = self.folder / 'config/gtk-4.0/settings.ini'
        settings.parent.mkdir()
        settings.write_text(f'[Settings]\ngtk-cursor-blink={self.moving:d}\ngtk-enable-animations={self.moving:d}\n',
                            encoding='ascii')
        self.start_screen()
        self.start_bus()
        self.spawn('openbox', '--config-file', '/etc/xdg/openbox/rc.xml')
        if self.secrets:
            self.start_secrets()
        self.connect()

    def start_screen(self):
        """An X server on a display that it chooses itself."""
        reading, writing = os.pipe()
        self.spawn('Xvfb', '-displayfd', str(writing), '-screen', '0', self.screen, '-nolisten', 'tcp',
                   '-noreset', '-wr', pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as answer:
            ready, _, _ = select.select([answer], [], [], SECONDS)
            number = answer.readline().strip() if ready else ''
        if not number:
            raise Missing(f'no X server, see {self.folder}/log')
        self.environ['DISPLAY'] = f':{number}'

    def start_bus(self):
        """A session bus; it starts the accessibility bus by itself."""
        folder = self.folder / 'bus'
        folder.mkdir()
        shutil.copy(ACCESSIBILITY, folder)
        (folder / 'bus.conf').write_text(BUS.format(folder=folder), encoding='ascii')
        bus = self.spawn('dbus-daemon', f'--config-file={folder}/bus.conf', '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE)
        with bus.stdout:
            self.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()

    def start_secrets(self):
        """A secret service with an open, empty key ring."""
        keyring = self.spawn('gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets',
                             stdin=subprocess.PIPE)
        with keyring.stdin:
            keyring.stdin.write(b'key ring of a test\n')
        subprocess.run(('gdbus', 'wait', '--session', f'--timeout={SECONDS}', 'org.freedesktop.secrets'),
                       env=self.environ, check=True)

    def connect(self):
        """Joins the accessibility bus; it belongs to this process from now on."""
        os.environ.update({name: self.environ[name] for name in
                           ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR')})
        self.reader = Reader()
        if self.notifications:
            self.reader.take_notifications()

    def close(self):
        """Ends everything in the reverse order."""
        for process in reversed(self.started):
            end(process)
        self.started.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, program, *arguments, environ=None):
        """Starts a program and waits for its first window."""
        process = self.spawn(program, *arguments, env={**self.environ, **(environ or {})})
        self.programs.append(process)
        return App(self, process)

    def stop_programs(self):
        """Ends the programs that still run."""
        for process in self.programs:
            end(process)
        self.programs.clear()

    def holds(self, condition, seconds):
        """Waits a while for a condition, looking again and again: events would not tell all; whether it holds."""
        limit = time.monotonic() + (seconds or SECONDS)
        while True:
            began = time.monotonic()
            with contextlib.suppress(self.reader.glib.Error):
                if result := condition():
                    return result
            ended = time.monotonic()
            if ended >= limit:
                return None
            # Whoever is asked has time for other things, too.
            time.sleep(min(limit - ended, max(0.05, ended - began)))

    def wait(self, condition, what, seconds=None, node=None):
        """Waits until a condition holds, and fails when it does not."""
        def look():
            if result := condition():
                return result
            if node is not None and node.owner.poll() is not None:
                raise Missing(f'{what}: the program ended with status {node.owner.returncode}')
            return None
        if result := self.holds(look, seconds):
            return result
        tree = '\n' + '\n'.join(node.window_tree()) if node is not None else ''
        raise Missing(f'not within {seconds or SECONDS} seconds: {what}{tree}')

    def xdo(self, *arguments):
        """Lets the X server act."""
        subprocess.run(('xdotool', *arguments), env=self.environ, check=True,
                       stdout=subprocess.DEVNULL)

    def ask(self, *arguments):
        """What the X server answers."""
        return subprocess.run(('xdotool', *arguments), env=self.environ, capture_output=True, text=True,
                              check=False).stdout

    def place(self, number):
        """Where on the screen an X window is, and how large."""
        lines = (line.split('=') for line in self.ask('getwindowgeometry', '--shell', number).split())
        return {name: int(value) for name, value in lines}

    def origin(self, window):
        """Where on the screen the inside of a window begins."""
        return self.wait(lambda: self.places(window), f'"{window.name}" on the screen')

    def places(self, window):
        """Where the likeliest of its program's windows is, if there is one as large."""
        process = window.owner.pid
        _, _, width, height = window.extents()
        places = []
        for number in self.ask('search', '--onlyvisible', '--pid', str(process)).split():
            # It may be gone by now.
            if not (place := self.place(number)):
                continue
            title = self.ask('getwindowname', number).strip()
            # GTK counts from inside the frame that it draws, the X server from outside.
            wide, high = place['WIDTH'] - width, place['HEIGHT'] - height
            if min(wide, high) >= 0:
                places.append((title != window.label, wide + high,
                               place['X'] + wide // 2, place['Y'] + high // 2))
        return min(places)[2:] if places else None

    def wait_focus(self, title):
        """Waits until a window with this title has the keyboard."""
        self.wait(lambda: self.focused() == title, f'the keyboard in "{title}"')

    def number(self, window):
        """What the X server calls a window, in sight or not."""
        pid = str(window.owner.pid)
        found = [number for number in self.ask('search', '--pid', pid).split()
                 if self.ask('getwindowname', number).strip() == window.label]
        if not found:
            raise Missing(f'no window "{window.name}" on the screen')
        # GTK names a small one that is never seen like the program.
        return max(found, key=lambda number: self.place(number)['WIDTH'])

    def minimize(self, window):
        """Puts a window away, and waits until it does not have the keyboard."""
        self.xdo('windowminimize', self.number(window))
        self.wait(lambda: not window.active, f'"{window.name}" to be put away', node=window)

    def bring_back(self, window):
        """Gives a window the keyboard, also one that was put away."""
        self.xdo('windowactivate', self.number(window))
        self.wait(lambda: window.active, f'"{window.name}" to come back', node=window)

    def focused(self):
        """The title of the window that has the keyboard."""
        return self.ask('getwindowfocus', 'getwindowname').strip()

    def key(self, *keys):
        """Presses keys, one after the other, as in "ctrl+a"."""
        self.xdo('key', '--clearmodifiers', *keys)

    def type(self, words):
        """Types words."""
        self.xdo('type', '--clearmodifiers', '--delay', '4', '--', words)

    def screenshot(self, path):
        """Saves what is on the screen as a PNG."""
        subprocess.run(('import', '-window', 'root', f'png:{path}'), env=self.environ, check=True)
        return path
