# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window from which a file can be dragged, like that of a file manager: drag_source.py FILE."""

import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402  pylint: disable=wrong-import-position


def open_window(app, path):
    """All of the window is the file."""
    window = Gtk.ApplicationWindow(application=app, title='A file', default_width=200, default_height=120)
    label = Gtk.Label(label='Drag me')
    data = GLib.Bytes.new(Gio.File.new_for_path(path).get_uri().encode() + b'\r\n')
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY,
                            content=Gdk.ContentProvider.new_for_bytes('text/uri-list', data))
    label.add_controller(source)
    window.set_child(label)
    window.present()


if __name__ == '__main__':
    APP = Gtk.Application(flags=Gio.ApplicationFlags.NON_UNIQUE)
    APP.connect('activate', open_window, sys.argv[1])
    sys.exit(APP.run(None))
