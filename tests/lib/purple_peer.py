# SPDX-License-Identifier: GPL-3.0-or-later
"""The library behind Pidgin with the plugin pidgin-sipe, driven by lines.

Usage: purple_peer.py FOLDER ADDRESS LOGIN SERVER PASSWORD-FILE. Reads "send ADDRESS
TEXT" and "quit"; prints what happens as one JSON object a line.
"""

import ctypes
import json
import os
import pathlib
import sys

FOLDER, ADDRESS, LOGIN, SERVER, PASSWORD = sys.argv[1:]
# Where Debian's pidgin-sipe leaves it, and the library would not look.
PLUGINS = '/usr/lib/purple-2'
READ, WRITE = 1, 2
IN, OUT, BROKEN = 1, 4, 8 | 16
FAULT = 0x200

glib = ctypes.CDLL('libglib-2.0.so.0')
purple = ctypes.CDLL('libpurple.so.0', ctypes.RTLD_GLOBAL)
glib.g_main_loop_new.restype = ctypes.c_void_p
loop = ctypes.c_void_p(glib.g_main_loop_new(None, 0))

Input = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
Watch = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
AddInput = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, ctypes.c_int, Input, ctypes.c_void_p)
# Callbacks live as long as the program: nobody says when the library lets go of one.
kept = []


def call(name, *arguments, result=ctypes.c_void_p):
    """Calls a function of the library; texts are encoded."""
    function = getattr(purple, name)
    function.restype = result
    return function(*[ctypes.c_char_p(argument.encode()) if isinstance(argument, str) else argument
                      for argument in arguments])


def pointer(address):
    """An object as an argument."""
    return ctypes.c_void_p(address)


def say(event, **details):
    """Prints what happened."""
    print(json.dumps({'event': event, **details}), flush=True)


@AddInput
def add_input(descriptor, wanted, function, data):
    """Watches a file descriptor for the library."""
    @Watch
    def ready(_descriptor, condition, _data):
        function(data, descriptor, (READ if condition & (IN | BROKEN) else 0) | (WRITE if condition & (OUT | BROKEN) else 0))
        return 1
    kept.append(ready)
    return glib.g_unix_fd_add(descriptor, (IN if wanted & READ else 0) | (OUT if wanted & WRITE else 0) | BROKEN, ready, None)


def connect(owner, signal, kind, function):
    """Has a function called for a signal of the library."""
    kept.append(kind(function))
    call('purple_signal_connect', pointer(call(owner)), signal, ctypes.byref(handle), kept[-1], None)


def on_message(_account, sender, message, _conversation, _flags, _data):
    """A message came in."""
    say('message', sender=sender.decode(), text=message.decode())


def on_written(_account, _who, text, _conversation, flags, _data):
    """Something was added to a conversation, maybe that a message did not arrive."""
    if flags & FAULT:
        say('error', text=text.decode())


def on_error(_account, _code, text, _data):
    """There is no connection."""
    say('error', text=(text or b'').decode())


@Watch
def on_line(_descriptor, _condition, _data):
    """Does what the lines given say; the end of them is the end."""
    given = os.read(0, 65536)
    for line in given.decode().splitlines() if given else ['quit']:
        name, _, rest = line.partition(' ')
        peer, _, text = rest.partition(' ')
        if name == 'send':
            conversation = pointer(call('purple_conversation_new', 1, account, peer))
            call('purple_conv_im_send', pointer(call('purple_conversation_get_im_data', conversation)), text)
        elif name == 'quit':
            glib.g_main_loop_quit(loop)
    return 1


handle = ctypes.c_int()
# timeout_add, timeout_remove, input_add, input_remove, input_get_error, timeout_add_seconds and three to come.
loop_functions = (ctypes.c_void_p * 9)(
    *[ctypes.cast(function, ctypes.c_void_p) for function in (
        glib.g_timeout_add, glib.g_source_remove, add_input, glib.g_source_remove)],
    None, ctypes.cast(glib.g_timeout_add_seconds, ctypes.c_void_p))
call('purple_util_set_user_dir', FOLDER)
call('purple_eventloop_set_ui_ops', loop_functions)
call('purple_plugins_add_search_path', PLUGINS)
if not call('purple_core_init', 'countersign-test', result=ctypes.c_int):
    sys.exit('libpurple does not start')
call('purple_set_blist', pointer(call('purple_blist_new')))

account = pointer(call('purple_account_new', f'{ADDRESS},{LOGIN}', 'prpl-sipe'))
for name, value in (('server', SERVER), ('transport', 'tls'), ('authentication', 'ntlm')):
    call('purple_account_set_string', account, name, value)
call('purple_account_set_password', account, pathlib.Path(PASSWORD).read_text(encoding='utf-8').strip())

Text = ctypes.c_char_p
Any = ctypes.c_void_p
connect('purple_connections_get_handle', 'signed-on', ctypes.CFUNCTYPE(None, Any, Any), lambda *_: say('registered'))
connect('purple_connections_get_handle', 'connection-error', ctypes.CFUNCTYPE(None, Any, ctypes.c_int, Text, Any), on_error)
connect('purple_conversations_get_handle', 'received-im-msg',
        ctypes.CFUNCTYPE(None, Any, Text, Text, Any, ctypes.c_int, Any), on_message)
connect('purple_conversations_get_handle', 'wrote-im-msg',
        ctypes.CFUNCTYPE(None, Any, Text, Text, Any, ctypes.c_int, Any), on_written)
glib.g_unix_fd_add(0, IN | BROKEN, on_line, None)
call('purple_account_set_enabled', account, 'countersign-test', 1)
call('purple_savedstatus_activate', pointer(call('purple_savedstatus_new', None, 2)))
glib.g_main_loop_run(loop)
call('purple_core_quit')
