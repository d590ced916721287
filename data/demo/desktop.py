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
import functools
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

# Long enough for a slow machine with other things to do.
SECONDS = 60
SCREEN = '1280x900x24'


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


class Node:
    """One thing on the screen."""

    def __init__(self, desktop, accessible, owner):
        self.desktop = desktop
        self.accessible = accessible
        self.owner = owner

    @functools.cached_property
    def role(self):
        """Its role, as AT-SPI calls it."""
        return self.accessible.get_role_name()

    @property
    def name(self):
        """Its accessible name, or the text that it shows."""
        return self.accessible.get_name() or self.text

    @property
    def description(self):
        """Its accessible description."""
        return self.accessible.get_description() or ''

    @property
    def text(self):
        """The text in it, where it has any."""
        interface = self.accessible.get_text_iface()
        if interface is None:
            return ''
        return interface.get_text(0, interface.get_character_count())

    def states(self):
        """The names of its states: focused, sensitive, checked, ..."""
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    @property
    def showing(self):
        """Whether it is on the screen; GTK 4.8 says "visible" of all but windows."""
        return not {'showing', 'visible'}.isdisjoint(self.states())

    def has_room(self):
        """Whether it takes any room: what never showed has none."""
        if self.accessible.get_component_iface() is None:
            return True
        return min(self.extents()[2:]) > 0

    @property
    def sensitive(self):
        """Whether it can be used."""
        return 'sensitive' in self.states()

    @property
    def active(self):
        """Whether it is the window with the keyboard."""
        return 'active' in self.states()

    def children(self):
        """What is directly in it."""
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                yield Node(self.desktop, child, self.owner)

    def walk(self):
        """It and everything in it that shows, from top to bottom."""
        yield self
        for child in self.shown():
            yield from child.walk()

    def shown(self):
        """What is directly in it and shows.

        GTK 4.8 calls all pages of a stack visible. One that was never in front has no size
        yet, so it is left out; one that was there before cannot be told from the one that is.
        """
        return [child for child in self.children() if child.showing and
                (child.role != 'panel' or child.accessible.get_component_iface() is not None
                 or any(page.has_room() for page in child.children()))]

    def search(self, role=None, name=None):
        """Everything in it of this role whose name contains the words."""
        found = []
        with contextlib.suppress(self.desktop.glib.Error):
            for node in self.walk():
                with contextlib.suppress(self.desktop.glib.Error):
                    if (role is None or node.role in ROLES.get(role, (role,))) and \
                            (name is None or name in node.name or name in node.text) \
                            and node.has_room():
                        found.append(node)
        return found

    def find(self, role=None, name=None, index=0, seconds=SECONDS, sensitive=False):
        """Waits for something in it of this role whose name contains the words."""
        def look():
            nodes = [node for node in self.search(role, name)
                     if not sensitive or node.sensitive]
            return nodes[index] if len(nodes) > abs(index) or nodes and index == -1 else None
        return self.desktop.wait(look, f'{role or "anything"} "{name or ""}"', seconds, self)

    def gone(self, role=None, name=None, seconds=SECONDS):
        """Waits until nothing of this role and name is left in it."""
        self.desktop.wait(lambda: not self.search(role, name),
                          f'no {role or "thing"} "{name or ""}"', seconds, self)

    def has(self, words, seconds=SECONDS):
        """Waits until the words show anywhere in it."""
        return self.find(None, words, seconds=seconds)

    def click(self):
        """Presses it by its own action, as an assistive technology does, or by the mouse."""
        action = self.accessible.get_action_iface()
        for index in range(action.get_n_actions() if action else 0):
            if action.get_action_name(index) in ('click', 'activate', 'press', 'toggle'):
                action.do_action(index)
                return self
        return self.press()

    def extents(self):
        """Its place in its window: x, y, width and height."""
        place = self.accessible.get_component_iface().get_extents(self.desktop.atspi.CoordType.WINDOW)
        return place.x, place.y, place.width, place.height

    def window(self):
        """The window that it is in."""
        node = self.accessible
        while (parent := node.get_parent()).get_role_name() != 'application':
            node = parent
        return Node(self.desktop, node, self.owner)

    def press(self):
        """Clicks on its middle with the mouse, which also gives it the keyboard."""
        x, y, width, height = self.extents()
        left, top = self.desktop.origin(self.window())
        self.desktop.xdo('mousemove', str(left + x + width // 2),
                         str(top + y + height // 2), 'click', '1')
        return self

    def type(self, words, replace=True, shown=True):
        """Types into it like a person, in place of what was there, and waits until it shows."""
        self.press()
        if replace:
            self.desktop.key('ctrl+a', 'BackSpace')
        if words.isascii():
            self.desktop.type(words)
        else:
            # No keyboard has all keys; remapping them under a program's feet loses some.
            editable = self.accessible.get_editable_text_iface()
            editable.insert_text(len(self.text), words, len(words.encode()))
        if shown:
            self.desktop.wait(lambda: words in self.text, f'"{words}" in {self.role}', node=self)
        return self

    def choose_file(self, path):
        """In a file chooser: opens a file by its whole name, typed."""
        # A slash opens the entry for a name, and gives it the keyboard.
        self.desktop.wait_focus(self.accessible.get_name())
        self.desktop.key('slash')
        entry = self.find('text', 'GtkFileChooserEntry')
        self.desktop.type(str(path)[1:])
        self.desktop.wait(lambda: entry.text == str(path), f'"{path}" in the entry', node=entry)
        self.desktop.key('Return')

    def window_tree(self, depth=0):
        """It and what is in it as lines of text, for a look at what went wrong."""
        lines = []
        with contextlib.suppress(self.desktop.glib.Error):
            plain = self.role in ('panel', 'filler') and self.name in ('', type_name(self.name))
            if not plain:
                lines.append('  ' * depth + f'{self.role} "{self.name}"')
            for child in self.shown():
                lines += child.window_tree(depth if plain else depth + 1)
        return lines


def type_name(name):
    """The name if it is but that of a type, which GTK gives to what has none."""
    return name if re.fullmatch('(Gtk|Adw|Cs)[A-Z][A-Za-z]+', name) else None


# The same role has different names in different versions of AT-SPI.
ROLES = {
    'button': ('push button', 'button', 'toggle button'),
    'text': ('text', 'entry', 'password text'),
    'label': ('label', 'static'),
    'list item': ('list item', 'table row'),
}


class App(Node):
    """A program that we started; its root holds its windows."""

    def __init__(self, desktop, process):
        self.process = process
        super().__init__(desktop, None, process)
        self.accessible = desktop.wait(self.root, f'the windows of {process.args[0]}', SECONDS)

    def root(self):
        """Its place in the accessibility tree, once it has one."""
        if self.process.poll() is not None:
            raise Missing(f'{self.process.args[0]} ended with status {self.process.returncode}')
        top = self.desktop.atspi.get_desktop(0)
        for index in range(top.get_child_count()):
            child = top.get_child_at_index(index)
            with contextlib.suppress(self.desktop.glib.Error):
                if child is not None and child.get_process_id() == self.process.pid and \
                        child.get_child_count() > 0:
                    # What never changes; all else is asked for each time.
                    cache = self.desktop.atspi.Cache
                    child.set_cache_mask(cache.ROLE | cache.INTERFACES)
                    return child
        return None

    def window(self, name='', seconds=SECONDS):
        """Waits for a window of it whose title contains the words."""
        def look():
            return next((node for node in self.children()
                         if node.showing and name in node.accessible.get_name()), None)
        return self.desktop.wait(look, f'a window "{name}"', seconds, self)

    def closed(self, name, seconds=SECONDS):
        """Waits until no window of it has the words in its title."""
        self.desktop.wait(lambda: not any(node.showing and name in node.accessible.get_name()
                                          for node in self.children()),
                          f'no window "{name}"', seconds, self)

    def stop(self, seconds=SECONDS):
        """Waits until it has ended by itself; its exit status."""
        return self.process.wait(seconds)


class Desktop:
    """The screen, the bus and what runs on them."""

    def __init__(self, folder=None, secrets=False, screen=SCREEN):
        self.own = folder is None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix='countersign-desktop-'))
        self.secrets = secrets
        self.screen = screen
        self.started = []
        self.programs = []
        self.environ = {}
        self.atspi = self.glib = None

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
        bus = self.spawn('dbus-daemon', '--session', '--nofork', '--print-address=1',
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
        os.environ.pop('AT_SPI_BUS_ADDRESS', None)
        # Programs without a cache for us draw a warning here, which is none of theirs.
        os.environ.pop('G_DEBUG', None)
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, GLib
        self.atspi, self.glib = Atspi, GLib
        Atspi.init()
        Atspi.set_timeout(5000, 15000)

    def close(self):
        """Ends everything in the reverse order."""
        for process in reversed(self.started):
            end(process)
        self.started.clear()
        if self.own:
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

    def wait(self, condition, what, seconds=SECONDS, node=None):
        """Waits until a condition holds.

        It looks again and again: listening to events makes the library ask for the parents of
        what is just going away, and GTK 4.8 crashes on that question.
        """
        limit = time.monotonic() + seconds
        while True:
            with contextlib.suppress(self.glib.Error):
                if result := condition():
                    return result
            if isinstance(node, Node) and node.owner.poll() is not None:
                raise Missing(f'{what}: the program ended with status {node.owner.returncode}')
            left = limit - time.monotonic()
            if left <= 0:
                tree = '\n' + '\n'.join(node.window_tree()) if node is not None else ''
                raise Missing(f'not within {seconds} seconds: {what}{tree}')
            time.sleep(min(left, 0.05))

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
        process = window.accessible.get_process_id()
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
                places.append((title != window.accessible.get_name(), wide + high,
                               place['X'] + wide // 2, place['Y'] + high // 2))
        return min(places)[2:] if places else None

    def wait_focus(self, title):
        """Waits until a window with this title has the keyboard."""
        self.wait(lambda: self.focused() == title, f'the keyboard in "{title}"')

    def number(self, window):
        """What the X server calls a window, in sight or not."""
        pid = str(window.accessible.get_process_id())
        found = [number for number in self.ask('search', '--pid', pid).split()
                 if self.ask('getwindowname', number).strip() == window.accessible.get_name()]
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
