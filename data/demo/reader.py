# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility tree, as a screen reader sees it: AT-SPI 2, over its own bus.

One call brings everything that a program shows. The library for this asks for each
thing by itself, some five calls for each, which is a second for a full window.
"""

import contextlib
import functools
import json

ACCESSIBLE = 'org.a11y.atspi.Accessible'
BUS = ('org.freedesktop.DBus', '/org/freedesktop/DBus')
ROOT = '/org/a11y/atspi/accessible/root'
MILLISECONDS = 15000


class Reader:
    """Our place on the buses. Belongs to the desktop that the environment names."""

    def __init__(self):
        import gi
        gi.require_version('Atspi', '2.0')
        gi.require_version('Json', '1.0')
        from gi.repository import Atspi, Gio, GLib, Json
        self.atspi, self.glib, self.json = Atspi, GLib, Json
        self.session = self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.session.set_exit_on_close(False)
        # The session's bus starts the other one.
        address = self.call(('org.a11y.Bus', '/org/a11y/bus'), 'org.a11y.Bus', 'GetAddress')
        flags = Gio.DBusConnectionFlags
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def call(self, place, interface, method, signature='()', *arguments, bus=None):
        """Calls a method of something on the bus; what it answers."""
        answer = self.send(place, interface, method, signature, arguments, bus or self.bus).unpack()
        return answer[0] if len(answer) == 1 else answer

    def send(self, place, interface, method, signature, arguments, bus):
        """Calls a method of something on a bus; what it answers, unread."""
        name, path = place
        return bus.call_sync(name, path, interface, method, self.glib.Variant(signature, arguments), None, 0, MILLISECONDS)

    def read_cache(self, name):
        """What a program tells of all that it has."""
        answer = self.send((name, '/org/a11y/atspi/cache'), 'org.a11y.atspi.Cache', 'GetItems', '()', (), self.bus)
        # Ten times as fast as unpacking so much.
        return json.loads(self.json.gvariant_serialize_data(answer)[0])[0]

    def take_notifications(self):
        """Takes what GTK's programs tell a desktop to show, and shows none of it."""
        self.call(BUS, BUS[0], 'RequestName', '(su)', 'org.gtk.Notifications', 0, bus=self.session)

    def get(self, place, interface, name):
        """A property of something on the bus."""
        return self.call(place, 'org.freedesktop.DBus.Properties', 'Get', '(ss)', interface, name)

    def find_program(self, process):
        """What the bus calls a process that has a window on it."""
        # GTK 4.8 does not take a question before it is among these.
        for name, _ in self.call(('org.a11y.atspi.Registry', ROOT), ACCESSIBLE, 'GetChildren'):
            with contextlib.suppress(self.glib.Error):
                if process == self.call(BUS, BUS[0], 'GetConnectionUnixProcessID', '(s)', name) and \
                        self.get((name, ROOT), ACCESSIBLE, 'ChildCount') > 0:
                    return name
        return None

    def look(self, name):
        """Everything that a program has, as it is now."""
        return View(self, name)

    @functools.lru_cache(maxsize=None)
    def role(self, number):
        """What AT-SPI calls a role."""
        return self.atspi.role_get_name(self.atspi.Role(number))

    @functools.lru_cache(maxsize=None)
    def states(self, low, high):
        """The names of states: focused, sensitive, checked, ..."""
        return frozenset(self.atspi.StateType(bit).value_nick for bit in range(64) if (low | high << 32) >> bit & 1)


class View:
    """A program's tree at one moment, by the paths of what is in it.

    GTK 4.8 tells all at once only of what somebody asked for before, and of what is hidden,
    too: what is in something is asked for.
    """

    def __init__(self, reader, name):
        self.reader = reader
        self.name = name
        self.inside = {}
        self.load()

    def load(self):
        """Takes what the program tells of itself."""
        self.items = {}
        self.parents = {}
        for (_, path), _, (_, parent), _, *rest in self.reader.read_cache(self.name):
            self.items[path] = rest
            self.parents[path] = parent

    def explore(self, path):
        """Asks what is in something, and in all of that, so that it is told of."""
        if self.meet(path):
            self.load()

    def children(self, path):
        """What is directly in something, in order."""
        if path not in self.inside and self.meet(path, deep=False):
            self.load()
        return [child for child in self.inside[path] if child in self.items]

    def meet(self, path, deep=True):
        """Asks what is in something, and in what is new in it or, deep, in all of it; whether there was anything new."""
        # It does not know how many windows there are.
        leaf = path in self.items and self.items[path][0] == 0 and path != ROOT
        self.inside[path] = [] if leaf else self.ask(path)
        new = [child not in self.items for child in self.inside[path]]
        met = [self.meet(child) for child, fresh in zip(self.inside[path], new) if deep or fresh]
        return any(new) or any(met)

    def above(self, path):
        """What something is in, from the inside out."""
        while (path := self.parents.get(path, ROOT)) != ROOT:
            yield path

    def ask(self, path):
        """What the program says is directly in something that may be gone by now."""
        with contextlib.suppress(self.reader.glib.Error):
            return [child for _, child in self.reader.call((self.name, path), ACCESSIBLE, 'GetChildren')]
        return []
