# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the includes: which room may see which, and which library."""

import re

import tree
from tap import report

# What a room of ours may include of the others.
ROOMS = {
    'base': (),
    'trust': ('base',),
    'link': ('trust', 'base'),
    'sip': ('link', 'trust', 'base'),
    'store': ('base',),
    'chat': ('sip', 'store', 'link', 'trust', 'base'),
    'cli': ('chat', 'trust', 'base'),
    'ui': ('chat', 'trust', 'base'),
}

EVERYWHERE = tuple(ROOMS)
ABOVE_BASE = tuple(room for room in ROOMS if room != 'base')

# The libraries' headers, and the only rooms that include them. What is not
# listed is refused: a new library is a decision.
LIBRARIES = (
    (r'glib\.h|glib-object\.h|glib/gi18n-lib\.h|glib/gstdio\.h|glib-unix\.h', EVERYWHERE),
    (r'gio/.*', ABOVE_BASE),
    (r'gnutls/(x509|x509-ext|abstract|crypto|gnutls|ocsp|pkcs11|pkcs12|pkcs7|urls)\.h', ('trust', 'link')),
    (r'gnutls/.*', ('link',)),
    (r'libsoup/.*', ('link',)),
    (r'sofia-sip/.*|libxml/.*|nettle/.*', ('sip',)),
    (r'sqlite3\.h', ('store',)),
    (r'libsecret/.*|gmodule\.h|unicode/uspoof\.h', ('chat',)),
    (r'json-glib/.*', ('chat', 'cli')),
    (r'gtk/.*|gdk/.*|gsk/.*|graphene\.h|pango/.*|adwaita\.h', ('ui',)),
    (r'(assert|ctype|errno|inttypes|langinfo|limits|locale|math|setjmp|signal|stdarg|stdbool|stddef'
     r'|stdint|stdio|stdlib|string|strings|time|unistd|fcntl|poll|netdb|malloc)\.h', EVERYWHERE),
    (r'(sys|netinet|arpa|net)/.*|linux/sockios\.h', EVERYWHERE),
)

# A room's own word of honour where one header serves two purposes.
KEEPS_OUT = (
    ('trust', r'\b(gnutls_session_t|gnutls_init|gnutls_handshake|GSocket\w*|sip_t)\b'),
    ('chat', r'\b(gnutls_\w+|sqlite3_\w+|nua_\w+|su_root_\w+)\b'),
    ('ui', r'\b(gnutls_\w+|sqlite3_\w+|nua_\w+|secret_password_\w+)\b'),
)

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)


def sources():
    """Every C file of the rooms with its room."""
    for path in tree.tracked('.c', '.h', under=('src', 'ui')):
        parts = path.relative_to(tree.SOURCE).parts
        yield path, parts[0] if parts[0] == 'ui' else parts[1]


def home(room):
    """The folder of a room."""
    return tree.SOURCE / (room if room == 'ui' else f'src/{room}')


def every_room_keeps_to_its_doors():
    """Includes of our own headers."""
    bad = []
    for path, room in sources():
        for bracket, name in INCLUDE.findall(tree.read(path)):
            if bracket == '<':
                continue
            other = name.split('/')[0] if '/' in name else room
            if other not in ROOMS:
                bad.append(f'{tree.where(path)}: "{name}" is in no room')
            elif '/' in name and other == room:
                bad.append(f'{tree.where(path)}: "{name}" is in this room: without the path')
            elif other != room and other not in ROOMS[room]:
                bad.append(f'{tree.where(path)}: no door from {room} to "{name}"')
            elif not (home(other) / name.split('/')[-1]).is_file():
                bad.append(f'{tree.where(path)}: "{name}" is not there')
    return bad


def every_library_stays_in_its_room():
    """Includes of other people's headers."""
    bad = []
    for path, room in sources():
        for bracket, name in INCLUDE.findall(tree.read(path)):
            if bracket == '"':
                continue
            rooms = next((rooms for pattern, rooms in LIBRARIES if re.fullmatch(pattern, name)), ())
            if room not in rooms:
                bad.append(f'{tree.where(path)}: <{name}> does not belong in {room}')
    return bad


def no_room_goes_around_its_doors():
    """Uses of what a room could only get by declaring it itself."""
    bad = []
    for path, room in sources():
        text = COMMENT.sub('', tree.read(path))
        for keeper, pattern in KEEPS_OUT:
            if keeper == room and (match := re.search(pattern, text)):
                bad.append(f'{tree.where(path)}: {match[0]} does not belong in {room}')
    return bad


def nobody_includes_a_c_file():
    """Tests go through the headers like everybody else."""
    return [f'{tree.where(path)}: "{name}"'
            for path in tree.tracked('.c', '.h')
            for _, name in INCLUDE.findall(tree.read(path)) if name.endswith('.c')]


def every_engine_file_has_its_test():
    """What other rooms see of a room has a test of its own; the rest is tested through that."""
    bad = []
    public = {name for path, _ in sources()
              for bracket, name in INCLUDE.findall(tree.read(path)) if bracket == '"' and '/' in name}
    for path in tree.tracked('.c', under=('src',)):
        room = path.parent.name
        test = tree.SOURCE / 'tests/unit' / room / f'test-{path.stem.removeprefix("cs-")}.c'
        if room != 'cli' and f'{room}/{path.stem}.h' in public and not test.is_file():
            bad.append(f'{tree.where(path)}: {tree.where(test)} is lacking')
    return bad


report('rules', [every_room_keeps_to_its_doors, every_library_stays_in_its_room,
                     no_room_goes_around_its_doors, nobody_includes_a_c_file,
                     every_engine_file_has_its_test])
