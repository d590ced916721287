# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of the tree: sizes, licences, words, the top folder."""

import re

import tree
from tap import report

FILE_LINES = 600
FUNCTION_LINES = 60
PARAMETERS = 5
TOP = {'src', 'ui', 'data', 'po', 'tests', 'meson.build', 'README.md', 'COPYING'}
LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
# Cut in two, so that this file passes its own test.
UNFINISHED = re.compile(r'\b(' + '|'.join(('TO' 'DO', 'FIX' 'ME', 'X' 'XX')) + r')\b')

# A translated sentence with something in it, and what a peer may have chosen.
PRINTED = re.compile(r'printf \((?:[^;]*?)_\("[^;]*%s[^;]*;')
NAME = re.compile(r'cs_contact_get_title|cs_conversation_get_(?:peer_)?name|cs_text_make_visible')

# A function in our style: the name at the start of a line, its brace alone on one.
FUNCTION = re.compile(r'^(?P<name>\w+) \((?P<parameters>[^{};]*?)\)\n\{\n(?P<body>.*?)^\}',
                      re.MULTILINE | re.DOTALL)


def no_file_is_too_long():
    """One job per file."""
    bad = []
    for path in tree.tracked('.c', '.h', '.ui', '.py', '.css', '.in', '/run', 'packages'):
        lines = tree.read(path).count('\n')
        if lines > FILE_LINES:
            bad.append(f'{tree.where(path)}: {lines} lines, at most {FILE_LINES}')
    return bad


def functions():
    """Every C function: the file, its name, parameters and body."""
    for path in tree.tracked('.c'):
        for match in FUNCTION.finditer(tree.read(path)):
            yield path, match['name'], match['parameters'], match['body']


def no_function_is_too_long():
    """A function fits on a screen."""
    return [f'{tree.where(path)}: {name}() has {body.count(chr(10))} lines, at most {FUNCTION_LINES}'
            for path, name, _, body in functions() if body.count('\n') > FUNCTION_LINES]


def no_function_takes_too_much():
    """More parameters mean that a struct is missing; callbacks, async calls and what GTK prescribes aside."""
    bad = []
    for path, name, parameters, _ in functions():
        count = parameters.count(',') + 1
        if count > PARAMETERS and not name.isupper() and 'gpointer' not in parameters and \
                not path.is_relative_to(tree.SOURCE / 'tests') and not name.endswith(('_cb', '_measure')):
            bad.append(f'{tree.where(path)}: {name}() takes {count} parameters')
    return bad


def foreign_names_are_embedded():
    """What somebody calls themselves neither is markup in a toast nor turns the sentence around it."""
    bad = []
    for path in tree.tracked('.c'):
        text = tree.read(path)
        if 'adw_toast_new (' in text and path.name != 'cs-toast.c':
            bad.append(f'{tree.where(path)}: adw_toast_new() takes markup, use cs_toast_new()')
        for words in PRINTED.findall(text):
            if 'toast' in text and NAME.search(words):
                bad.append(f'{tree.where(path)}: a name in a sentence is embedded by cs_toast_embed(): {words.split(";")[0]}')
    return bad


def every_file_names_its_licence():
    """In its first three lines."""
    bad = []
    for path in tree.tracked('.c', '.h', '.py', '/run', 'packages', '.cfg.in'):
        if LICENCE not in '\n'.join(tree.read(path).split('\n')[:3]):
            bad.append(f'{tree.where(path)}: no line "{LICENCE}"')
    return bad


def nothing_is_left_for_later():
    """What is to be done is done or written down elsewhere."""
    bad = []
    for path in tree.tracked('.c', '.h', '.ui', '.py', '.css', '.in', '.build', '.1', '.md',
                            '.xml', '.po', '/run', 'packages'):
        for number, line in enumerate(tree.read(path).split('\n'), 1):
            if match := UNFINISHED.search(line):
                bad.append(f'{tree.where(path)}:{number}: {match[0]}')
    return bad


def nothing_else_stands_at_the_top():
    """Eight entries, dot-files and build folders aside."""
    return [path.name for path in sorted(tree.SOURCE.iterdir())
            if path.name not in TOP and not path.name.startswith(('.', '_build'))]


def headers_are_read_once():
    """By the shorter of the two ways."""
    return [tree.where(path) for path in tree.tracked('.h') if '#pragma once\n' not in tree.read(path)]


report('rules', [no_file_is_too_long, no_function_is_too_long, no_function_takes_too_much,
                 foreign_names_are_embedded, every_file_names_its_licence, nothing_is_left_for_later,
                 nothing_else_stands_at_the_top, headers_are_read_once])
