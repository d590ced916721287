# SPDX-License-Identifier: GPL-3.0-or-later
"""A file among the imported authorities that is broken: told, set aside, kept, and trusted by nobody."""

import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def a_broken_file_is_told_and_set_aside():
    """At once, and in the preferences from then on."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        name = visit.trust() + '.pem'
        anchors = visit.profile / 'anchors'
        (anchors / name).write_text('this is no certificate\n')
        window = visit.start_filled_in()
        window.find('label', f'An authority’s file is broken and not trusted: {name}')
        window.find('button', 'Show').click()
        preferences = visit.app.window('Preferences')
        preferences.find('page tab', 'Trusted Authorities').click()
        preferences.find('list item', str(anchors / 'set-aside' / name))
        assert (anchors / 'set-aside' / name).read_text() == 'this is no certificate\n'
        visit.dismiss('Preferences')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has(f'{DOMAIN} could not prove who it is')
        visit.leave()


with Desktop() as DESKTOP:
    report('bad-files', [a_broken_file_is_told_and_set_aside])
