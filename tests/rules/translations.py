# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be translated is listed, and the languages are complete."""

import re
import subprocess
import tempfile

import tree
from tap import report

MARKED = re.compile(r'\b(?:N?_|C_|NC_|ngettext|Q_) ?\(')
TEMPLATE = re.compile(r'translatable="(?:yes|true|1)"')
XGETTEXT = ('xgettext', '--from-code=UTF-8', '--add-comments=Translators', '--keyword=_',
            '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=ngettext:1,2')


def listed():
    """The entries of POTFILES.in."""
    return [line for line in tree.read(tree.SOURCE / 'po/POTFILES.in').split('\n')
            if line and not line.startswith('#')]


def languages():
    """The entries of LINGUAS."""
    path = tree.SOURCE / 'po/LINGUAS'
    if not path.exists():
        return []
    return [word for line in tree.read(path).split('\n') if not line.startswith('#')
            for word in line.split()]


def potfiles_is_sorted():
    """One order for everybody, and no entry twice."""
    names = listed()
    return [] if names == sorted(set(names)) else ['po/POTFILES.in is not sorted']


def potfiles_is_complete():
    """Every file with a string in it, and no other."""
    wanted = set()
    for path in tree.tracked('.c', under=('src', 'ui')):
        if MARKED.search(tree.read(path)):
            wanted.add(tree.where(path))
    for path in tree.tracked('.ui', under=('ui',)):
        if TEMPLATE.search(tree.read(path)):
            wanted.add(tree.where(path))
    wanted.update(tree.where(path) for path in
                  tree.tracked('.desktop.in', '.metainfo.xml.in', '.gschema.xml', under=('data',)))
    names = set(listed())
    return ([f'{name} is not in po/POTFILES.in' for name in sorted(wanted - names)]
            + [f'{name} is in po/POTFILES.in for nothing' for name in sorted(names - wanted)])


def german_and_japanese_are_there():
    """The two languages that are complete from the first day."""
    return [f'po/{name}.po is lacking' for name in ('de', 'ja')
            if name not in languages() or not (tree.SOURCE / f'po/{name}.po').exists()]


def run(*arguments):
    """Runs a tool of gettext in the source folder; its status and all its words."""
    done = subprocess.run(arguments, cwd=tree.SOURCE, capture_output=True, text=True,
                          env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'}, check=False)
    return done.returncode, done.stderr.strip()


def every_language_is_complete():
    """Against the strings of today, not those of the last merge."""
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        status, words = run(*XGETTEXT, '--files-from=po/POTFILES.in',
                            f'--output={folder}/countersign.pot')
        if status != 0:
            return [words]
        for name in languages():
            po, merged = f'po/{name}.po', f'{folder}/{name}.po'
            run('msgmerge', '--quiet', '--no-fuzzy-matching', f'--output-file={merged}',
                po, f'{folder}/countersign.pot')
            for file in (po, merged):
                status, words = run('msgfmt', '--check', '--statistics', '--output-file=/dev/null', file)
                if status != 0 or 'untranslated' in words or 'fuzzy' in words:
                    bad.append(f'{name}: {words}')
    return bad


RULES = [potfiles_is_sorted, potfiles_is_complete]
if languages():
    RULES += [german_and_japanese_are_there, every_language_is_complete]
report('rules', RULES)
