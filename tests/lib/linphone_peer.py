# SPDX-License-Identifier: GPL-3.0-or-later
"""The library behind Linphone, driven by lines: what linphone-daemon has no words for.

Usage: linphone_peer.py CONFIG. Reads "send ADDRESS TEXT", "compose ADDRESS",
"read ADDRESS" and "quit"; prints what happens as one JSON object a line.
"""

import ctypes
import json
import os
import select
import sys

CONFIG = sys.argv[1]
REGISTERED = 2
STATES = {1: 'under way', 2: 'delivered', 3: 'failed', 6: 'received', 7: 'displayed'}

os.dup2(os.open('/dev/null', os.O_WRONLY), 2)
library = ctypes.CDLL('liblinphone.so.10')


def call(name, *arguments, result=ctypes.c_void_p):
    """Calls a function of the library; texts are encoded."""
    function = getattr(library, name)
    function.restype = result
    return function(*[ctypes.c_char_p(argument.encode()) if isinstance(argument, str) else argument
                      for argument in arguments])


def pointer(address):
    """An object as an argument."""
    return ctypes.c_void_p(address)


def say(event, **details):
    """Prints what happened."""
    print(json.dumps({'event': event, **details}), flush=True)


def on_message(_core, _room, message):
    """A message came in."""
    text = call('linphone_chat_message_get_utf8_text', pointer(message), result=ctypes.c_char_p)
    say('message', text=(text or b'').decode())


def on_composing(_core, chat_room):
    """The other end writes, or does not any more."""
    active = call('linphone_chat_room_is_remote_composing', pointer(chat_room), result=ctypes.c_ubyte)
    say('composing', active=bool(active))


factory = pointer(call('linphone_factory_get'))
core = pointer(call('linphone_factory_create_core_3', factory, CONFIG, None, None))
callbacks = pointer(call('linphone_factory_create_core_cbs', factory))
taken = [ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(on_message),
         ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(on_composing)]
call('linphone_core_cbs_set_message_received', callbacks, taken[0])
call('linphone_core_cbs_set_is_composing_received', callbacks, taken[1])
call('linphone_core_add_callbacks', core, callbacks)
call('linphone_core_start', core)
account = pointer(call('linphone_core_get_default_account', core))
sent = {}


def room(address):
    """The conversation with somebody."""
    peer = pointer(call('linphone_core_create_address', core, address))
    return pointer(call('linphone_core_get_chat_room', core, peer))


def obey(line):
    """Does what a line says; whether to go on."""
    name, _, rest = line.strip().partition(' ')
    address, _, text = rest.partition(' ')
    if name == 'send':
        message = pointer(call('linphone_chat_room_create_message_from_utf8', room(address), text))
        call('linphone_chat_message_send', message)
        sent[text] = [message, 0]
    elif name == 'compose':
        call('linphone_chat_room_compose', room(address))
    elif name == 'read':
        call('linphone_chat_room_mark_as_read', room(address))
    return name != 'quit'


going, standing = True, 0
while going:
    call('linphone_core_iterate', core)
    before, standing = standing, call('linphone_account_get_state', account, result=ctypes.c_int)
    if before != standing and standing == REGISTERED:
        say('registered')
    for words, (own, last) in sent.items():
        now = call('linphone_chat_message_get_state', own, result=ctypes.c_int)
        if now != last:
            sent[words][1] = now
            say('state', text=words, state=STATES.get(now, str(now)))
    if select.select([0], [], [], 0.02)[0]:
        given = os.read(0, 65536)
        going = bool(given) and all([obey(line) for line in given.decode().splitlines()])
call('linphone_core_stop', core)
