# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the screen, as a person with a screen reader finds and uses it."""

import contextlib
import functools
import re

from reader import ACCESSIBLE, ROOT

ACTION = 'org.a11y.atspi.Action'
COMPONENT = 'org.a11y.atspi.Component'
EDITABLE = 'org.a11y.atspi.EditableText'
TEXT = 'org.a11y.atspi.Text'
# Coordinates count from the window.
IN_WINDOW = 1

# The same role has different names in different versions of AT-SPI.
ROLES = {
    'button': ('push button', 'button', 'toggle button'),
    'text': ('text', 'entry', 'password text'),
    'label': ('label', 'static'),
    'list item': ('list item', 'table row'),
}


class Node:
    """One thing on the screen."""

    def __init__(self, desktop, place, owner):
        self.desktop = desktop
        self.reader = desktop.reader
        self.place = place
        self.owner = owner

    def beside(self, path):
        """Something else in its program."""
        return Node(self.desktop, (self.place[0], path), self.owner)

    @functools.cached_property
    def role(self):
        """Its role, as AT-SPI calls it."""
        return self.reader.role(self.reader.call(self.place, ACCESSIBLE, 'GetRole'))

    @functools.cached_property
    def interfaces(self):
        """What it can do."""
        return self.reader.call(self.place, ACCESSIBLE, 'GetInterfaces')

    @property
    def label(self):
        """Its accessible name."""
        return self.reader.get(self.place, ACCESSIBLE, 'Name')

    @property
    def name(self):
        """Its accessible name, or the text that it shows."""
        return self.label or self.text

    @property
    def description(self):
        """Its accessible description."""
        return self.reader.get(self.place, ACCESSIBLE, 'Description')

    @property
    def text(self):
        """The text in it, where it has any."""
        if TEXT not in self.interfaces:
            return ''
        return self.reader.call(self.place, TEXT, 'GetText', '(ii)', 0, self.reader.get(self.place, TEXT, 'CharacterCount'))

    def states(self):
        """The names of its states: focused, sensitive, checked, ..."""
        return self.reader.states(*self.reader.call(self.place, ACCESSIBLE, 'GetState'))

    @property
    def sensitive(self):
        """Whether it can be used."""
        return 'sensitive' in self.states()

    @property
    def active(self):
        """Whether it is the window with the keyboard."""
        return 'active' in self.states()

    def has_room(self):
        """Whether it takes any room: what never showed has none."""
        return COMPONENT not in self.interfaces or min(self.extents()[2:]) > 0

    def look(self):
        """Its program as it is now, with only what shows."""
        return Sight(self, self.reader.look(self.place[0]))

    def children(self):
        """What is directly in it and shows."""
        return self.look().children(self)

    def walk(self):
        """It and everything in it that shows, from top to bottom."""
        sight = self.look()
        sight.view.explore(self.place[1])
        return sight.walk(self)

    def search(self, role=None, name=None):
        """Everything in it of this role whose name contains the words."""
        found = []
        with contextlib.suppress(self.reader.glib.Error):
            for node in self.walk():
                with contextlib.suppress(self.reader.glib.Error):
                    if (role is None or node.role in ROLES.get(role, (role,))) and \
                            (name is None or name in node.seen or name in node.text) and node.has_room():
                        found.append(node)
        return found

    def find(self, role=None, name=None, index=0, seconds=None, sensitive=False):
        """Waits for something in it of this role whose name contains the words."""
        def look():
            nodes = [node for node in self.search(role, name) if not sensitive or node.sensitive]
            return nodes[index] if len(nodes) > abs(index) or nodes and index == -1 else None
        return self.desktop.wait(look, f'{role or "anything"} "{name or ""}"', seconds, self)

    def gone(self, role=None, name=None, seconds=None):
        """Waits until nothing of this role and name is left in it."""
        self.desktop.wait(lambda: not self.search(role, name), f'no {role or "thing"} "{name or ""}"', seconds, self)

    def has(self, words, seconds=None):
        """Waits until the words show anywhere in it."""
        return self.find(None, words, seconds=seconds)

    def click(self):
        """Presses it by its own action, as an assistive technology does, or by the mouse."""
        count = self.reader.get(self.place, ACTION, 'NActions') if ACTION in self.interfaces else 0
        for index in range(count):
            if self.reader.call(self.place, ACTION, 'GetName', '(i)', index) in ('click', 'activate', 'press', 'toggle'):
                self.reader.call(self.place, ACTION, 'DoAction', '(i)', index)
                return
        self.press()

    def extents(self):
        """Its place in its window: x, y, width and height."""
        return self.reader.call(self.place, COMPONENT, 'GetExtents', '(u)', IN_WINDOW)

    def window(self):
        """The window that it is in."""
        path = self.place[1]
        return self.beside([path, *self.reader.look(self.place[0]).above(path)][-1])

    def in_front(self, window):
        """Whether nothing else is seen in its middle; GTK 4.8 does not say what in an entry is."""
        x, y, width, height = self.extents()
        _, path = self.reader.call(window.place, COMPONENT, 'GetAccessibleAtPoint', '(iiu)', x + width // 2,
                                   y + height // 2, IN_WINDOW)
        view = self.reader.look(self.place[0])
        return path not in view.items or self.place[1] in (path, *view.above(path))

    def come_to_rest(self):
        """Its place in its window, once it stays there for a moment."""
        places = [self.extents()]

        def look():
            places.append(self.extents())
            return places[-1] == places[-2]
        self.desktop.holds(look, 5)
        return places[-1]

    def press(self):
        """Clicks on its middle with the mouse, which also gives it the keyboard."""
        window = self.window()
        # Another page may just be going away, and what is above it opening.
        self.desktop.holds(lambda: self.in_front(window), 5)
        x, y, width, height = self.come_to_rest()
        left, top = self.desktop.origin(window)
        across, down = left + x + width // 2, top + y + height // 2
        # GTK loses the press of a pointer that did not move since a dialog in front of it closed.
        self.desktop.xdo('mousemove', str(across - 1), str(down), 'mousemove', str(across), str(down), 'click', '1')
        return window

    def type(self, words, replace=True, shown=True):
        """Types into it like a person, in place of what was there, and waits until it shows."""
        def look():
            self.enter(words, replace)
            # What is just going in front of it may have taken the keys: then once more.
            return not shown or self.desktop.holds(lambda: words in self.text, 3 if replace else None)
        self.desktop.wait(look, f'"{words}" in {self.role}', node=self)
        return self

    def enter(self, words, replace):
        """Clicks on it, and types."""
        self.desktop.wait_focus(self.press().label)
        if replace:
            self.desktop.key('ctrl+a', 'BackSpace')
        if words.isascii():
            self.desktop.type(words)
        else:
            # No keyboard has all keys; remapping them under a program's feet loses some.
            self.reader.call(self.place, EDITABLE, 'InsertText', '(isi)', len(self.text), words, len(words.encode()))

    def choose_file(self, path):
        """In a file chooser: opens a file by its whole name, typed."""
        # A slash opens the entry for a name, and gives it the keyboard.
        self.desktop.wait_focus(self.label)
        self.desktop.key('slash')
        entry = self.find('text', 'GtkFileChooserEntry')
        self.desktop.type(str(path)[1:])
        self.desktop.wait(lambda: entry.text == str(path), f'"{path}" in the entry', node=entry)
        self.desktop.key('Return')

    def window_tree(self):
        """It and what is in it as lines of text, for a look at what went wrong."""
        with contextlib.suppress(self.reader.glib.Error):
            return self.look().describe(self)
        return []


class Sight:
    """What of a view shows, as nodes."""

    def __init__(self, node, view):
        self.node = node
        self.view = view

    def make(self, path):
        """A node that knows what was seen of it."""
        node = self.node.beside(path)
        interfaces, name, role, _, _ = self.view.items[path][-5:]
        node.interfaces, node.seen, node.role = interfaces, name, node.reader.role(role)
        return node

    def showing(self, path):
        """Whether it is on the screen; GTK 4.8 says "visible" of all but windows."""
        return not {'showing', 'visible'}.isdisjoint(self.node.reader.states(*self.view.items[path][-1]))

    def children(self, node):
        """What is directly in a node and shows.

        GTK 4.8 calls all pages of a stack visible. One that was never in front has no size
        yet, so it is left out; one that was there before cannot be told from the one that is.
        """
        shown = [self.make(path) for path in self.view.children(node.place[1]) if self.showing(path)]
        return [child for child in shown if child.role != 'panel' or COMPONENT in child.interfaces
                or any(page.has_room() for page in self.children(child))]

    def walk(self, node):
        """A node and everything in it that shows, from top to bottom."""
        if not hasattr(node, 'seen'):
            node = self.make(node.place[1]) if node.place[1] in self.view.items else node
        yield node
        for child in self.children(node):
            yield from self.walk(child)

    def describe(self, node, depth=0):
        """Lines of text, each a role and a name."""
        plain = node.role in ('panel', 'filler') and node.name in ('', type_name(node.name))
        lines = [] if plain else ['  ' * depth + f'{node.role} "{node.name}"']
        for child in self.children(node):
            lines += self.describe(child, depth if plain else depth + 1)
        return lines


def type_name(name):
    """The name if it is but that of a type, which GTK gives to what has none."""
    return name if re.fullmatch('(Gtk|Adw|Cs)[A-Z][A-Za-z]+', name) else None
