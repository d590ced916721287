# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification service that shows nothing: it tells what it was asked to show, and clicks when it is told to."""

import json
import queue
import subprocess
import sys
import threading

NAME = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
INTERFACE = f"""
<node><interface name="{NAME}">
  <method name="Notify">
    <arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/><arg type="as"/><arg type="a{{sv}}"/><arg type="i"/>
    <arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>
"""


class Notifications:
    """The service on a desktop's bus, as a test sees it."""

    def __init__(self, desktop):
        self.process = desktop.spawn('/usr/bin/python3', __file__, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     text=True)
        self.events = queue.Queue()
        self.counts = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.wait('ready')

    def read(self):
        """Takes in what the service tells, in a thread of its own."""
        for line in self.process.stdout:
            event = json.loads(line)
            (self.counts if event['event'] == 'count' else self.events).put(event)

    def wait(self, kind, seconds=20):
        """The next thing that happens, which is to be of this kind."""
        event = self.events.get(timeout=seconds)
        assert event['event'] == kind, event
        return event

    def wait_count(self, count, seconds=20):
        """Waits until docks are to show this number of unread messages."""
        event = {'count': None}
        while event['count'] != count:
            event = self.counts.get(timeout=seconds)
            assert event['visible'] == (event['count'] > 0), event
            assert event['launcher'] == 'application://org.countersign.Countersign.desktop', event

    def click(self, event, label=None):
        """Clicks on a notification, or on one of its buttons."""
        action = event['actions'][event['actions'].index(label) - 1] if label else 'default'
        self.process.stdin.write(f'{event["number"]} {action}\n')
        self.process.stdin.flush()


class Service:
    """What runs on the bus."""

    def __init__(self, gio, glib):
        self.gio, self.glib = gio, glib
        self.last = 0
        self.connection = gio.bus_get_sync(gio.BusType.SESSION)
        interface = gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.connection.register_object(PATH, interface, self.called, None, None)
        self.connection.signal_subscribe(None, 'com.canonical.Unity.LauncherEntry', 'Update', None, None,
                                         gio.DBusSignalFlags.NONE, self.counted)
        gio.bus_own_name_on_connection(self.connection, NAME, gio.BusNameOwnerFlags.NONE,
                                       lambda *_: self.tell(event='ready'), None)

    @staticmethod
    def tell(**event):
        """Writes a line."""
        print(json.dumps(event), flush=True)

    def counted(self, _connection, _sender, _path, _interface, _signal, arguments):
        """A program tells a dock how much there is to read."""
        launcher, properties = arguments.unpack()
        self.tell(event='count', launcher=launcher, count=properties['count'], visible=properties['count-visible'])

    def called(self, _connection, _sender, _path, _interface, method, arguments, invocation):
        """Answers a call."""
        answer = None
        if method == 'Notify':
            _, replaced, _, summary, body, actions, hints, _ = arguments.unpack()
            self.last += 1
            number = replaced or self.last
            self.tell(event='notify', number=number, summary=summary, body=body, actions=actions,
                      category=hints.get('category'), urgency=hints.get('urgency'),
                      sound=[name for name in hints if name.startswith('sound')])
            answer = self.glib.Variant('(u)', (number,))
        elif method == 'CloseNotification':
            self.tell(event='close', number=arguments.unpack()[0])
        elif method == 'GetCapabilities':
            answer = self.glib.Variant('(as)', (['actions', 'body', 'body-markup'],))
        else:
            answer = self.glib.Variant('(ssss)', ('test', 'test', '1', '1.2'))
        invocation.return_value(answer)

    def click(self, channel, _condition):
        """Reads what was clicked."""
        line = channel.readline()
        if not line:
            sys.exit(0)
        number, action = line.rstrip('\n').split(maxsplit=1)
        self.connection.emit_signal(None, PATH, NAME, 'ActionInvoked', self.glib.Variant('(us)', (int(number), action)))
        return True


def serve():
    """Runs until standard input is closed."""
    from gi.repository import Gio, GLib
    service = Service(Gio, GLib)
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, service.click)
    GLib.MainLoop().run()


if __name__ == '__main__':
    serve()
