# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed is valid: desktop file, metainfo, schema, manual pages."""

import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree

import tree
from tap import report

ID = 'org.countersign.Countersign'


def check(*arguments, quiet=False):
    """Runs a tool; its words if it complains, or, when quiet is asked, says a word."""
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    words = (done.stdout + done.stderr).strip()
    return words.split('\n') if done.returncode != 0 or quiet and words else []


def desktop_file_is_valid():
    """By the freedesktop.org tool."""
    return check('desktop-file-validate', str(tree.BUILD / f'data/{ID}.desktop'), quiet=True)


def metainfo_is_valid():
    """By AppStream's own tool."""
    return check('appstreamcli', 'validate', '--no-net', '--strict',
                 str(tree.BUILD / f'data/{ID}.metainfo.xml'))


def schema_is_valid():
    """Strictly."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(tree.SOURCE / f'data/{ID}.gschema.xml', folder)
        return check('glib-compile-schemas', '--strict', '--dry-run', folder, quiet=True)


def service_file_starts_the_program():
    """Under the name that the desktop file promises."""
    text = tree.read(tree.BUILD / f'data/{ID}.service')
    fits = re.fullmatch(r'\[D-BUS Service\]\nName=' + re.escape(ID)
                        + r'\nExec=/\S+/countersign --gapplication-service\n', text)
    return [] if fits else [text]


def icons_are_plain_drawings():
    """Well-formed SVG without bitmaps, scripts or links."""
    bad = []
    for name in (f'scalable/apps/{ID}.svg', f'symbolic/apps/{ID}-symbolic.svg'):
        path = tree.SOURCE / 'data/icons/hicolor' / name
        drawing = xml.etree.ElementTree.parse(path)
        bad += [f'{name}: <{node.tag}>' for node in drawing.iter()
                if re.search(r'\}(image|script|a|foreignObject)$', node.tag)]
    return bad


def manual_pages_have_no_warnings():
    """By the formatter that shows them."""
    bad = []
    pages = sorted((tree.SOURCE / 'data').glob('*.[15]'))
    for path in pages:
        done = subprocess.run(('man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', str(path)),
                              capture_output=True, text=True, check=False,
                              env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'MANWIDTH': '80'})
        bad += [line for line in done.stderr.split('\n') if line]
    return bad or ([] if len(pages) == 3 else ['a page is lacking'])


report('rules', [desktop_file_is_valid, metainfo_is_valid, schema_is_valid,
                     service_file_starts_the_program, icons_are_plain_drawings,
                     manual_pages_have_no_warnings])
