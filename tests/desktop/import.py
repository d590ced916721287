# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports an authority: dropped from another window, for one domain, for several, for any."""

import subprocess
import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import SOURCE, report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

# A program of its own: a process has one library of widgets at most, and ours looks at the others'.
DRAG_SOURCE = SOURCE / 'tests/lib/drag_source.py'


def find_window(title):
    """The number of a window of somebody else, and where it is."""
    def look():
        found = subprocess.run(('xdotool', 'search', '--onlyvisible', '--name', f'^{title}$'), env=DESKTOP.environ,
                               capture_output=True, text=True, check=False)
        return found.stdout.split()
    return DESKTOP.wait(look, f'a window "{title}"')[-1]


def count_windows(process):
    """How many a program shows; while it drags, what is dragged is one more."""
    found = subprocess.run(('xdotool', 'search', '--onlyvisible', '--pid', str(process.pid), '.*'), env=DESKTOP.environ,
                           capture_output=True, text=True, check=False)
    return len(found.stdout.split())


def drag(path, target, dropped):
    """Drags a file to the middle of something in our window, until it is there."""
    process = DESKTOP.spawn('/usr/bin/python3', str(DRAG_SOURCE), path)
    source = find_window('A file')
    # In a corner, and on top.
    DESKTOP.xdo('windowmove', '--sync', source, '0', '0')
    DESKTOP.xdo('windowraise', source)
    windows = count_windows(process)
    x, y, width, height = target.extents()
    left, top = DESKTOP.origin(target.window())
    x, y = left + x + width // 2, top + y + height // 2

    def move():
        """A step or two: the two programs talk to each other at each."""
        for there in (x - 4, x):
            DESKTOP.xdo('mousemove', '--sync', str(there), str(y))

    def attempt():
        DESKTOP.xdo('mousemove', '--window', source, '50', '90', 'mousedown', '1')
        for _ in range(20):
            DESKTOP.xdo('mousemove_relative', '--sync', '3', '1')
            if count_windows(process) > windows:
                break
        for _ in range(20):
            move()
        DESKTOP.xdo('mouseup', '1')
        return dropped()
    DESKTOP.wait(attempt, 'what was dropped', seconds=60)


def open_dialog(visit):
    """The dialog, so tall that nothing in it has to be scrolled."""
    dialog = visit.app.window('Import a Root CA')
    dialog.has('It may vouch for')
    window = find_window('Import a Root CA')
    DESKTOP.xdo('windowmove', '--sync', window, '300', '0')
    DESKTOP.xdo('windowsize', window, '520', '890')
    DESKTOP.wait(lambda: dialog.extents()[3] > 850, 'a tall dialog', node=dialog)
    return dialog


def dismiss(visit):
    """Closes the dialog. Who dragged may have kept the keyboard until now."""
    DESKTOP.xdo('windowactivate', find_window('Import a Root CA'))
    visit.dismiss('Import a Root CA')


def takes_a_file_that_is_dropped():
    """On the page of the refusal, on the dialog, and on the preferences."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.be_refused()
        opened = lambda: any('Import a Root CA' in node.name for node in visit.app.children())  # noqa: E731
        drag(visit.server.anchor, window.find('label', 'Countersign sent nothing'), opened)
        dialog = visit.app.window('Import a Root CA')
        dialog.has('Example Corp Root CA')
        dialog.find('button', f'Trust for {DOMAIN}', sensitive=True)
        dismiss(visit)

        DESKTOP.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find('page tab', 'Trusted Authorities').click()
        drag(visit.server.anchor, preferences.find('label', 'Imported by you'), opened)
        dialog = visit.app.window('Import a Root CA')
        dialog.has('It may vouch for')
        dismiss(visit)

        preferences.find('button', 'Import').click()
        dialog = visit.app.window('Import a Root CA')
        choose = dialog.find('button', 'Choose a File')
        drag(visit.server.anchor, choose, lambda: dialog.search(None, 'It may vouch for'))


def scopes(visit):
    """What the profile keeps: the scope of each authority."""
    return sorted(path.read_text(encoding='utf-8') for path in (visit.profile / 'anchors').glob('*.ini'))


def vouches_for_several_domains():
    """As they were typed; one that is no domain is said at once."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.start(visit.server.anchor)
        dialog = open_dialog(visit)
        domains = dialog.find('text', 'SIP domains, with spaces between them')
        trust = dialog.find('button', 'Trust')
        assert not trust.sensitive
        domains.type('example.test not_a_domain')
        dialog.find('alert', '“not_a_domain” is not a domain.')
        assert not trust.sensitive
        domains.type('example.test, sip.example.org example.test')
        dialog.find('button', 'Trust for 2 Domains', sensitive=True).click()
        visit.app.closed('Import a Root CA')
        window.find('label', 'Example Corp Root CA may vouch for example.test, sip.example.org')
        kept, = scopes(visit)
        assert 'domains=example.test;sip.example.org;' in kept, kept


def vouches_for_any_server():
    """With a button that says so."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.start(visit.server.anchor)
        dialog = open_dialog(visit)
        dialog.find('check box', 'Any server').click()
        dialog.find('button', 'Trust for Any Server', sensitive=True).click()
        visit.app.closed('Import a Root CA')
        window.find('label', 'Example Corp Root CA may vouch for any server')
        kept, = scopes(visit)
        assert 'domains' not in kept, kept
        # What is trusted for all cannot be trusted for more.
        subprocess.run((PROGRAM, f'--profile={visit.profile}', visit.server.anchor), check=True,
                       env=DESKTOP.environ, timeout=60)
        visit.app.window('Import a Root CA').find('alert', '“Example Corp Root CA” is trusted already.')


def says_what_is_trusted_already():
    """And trusts it only for something more."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        visit.sign_in()
        subprocess.run((PROGRAM, f'--profile={visit.profile}', visit.server.anchor), check=True,
                       env=DESKTOP.environ, timeout=60)
        dialog = open_dialog(visit)
        dialog.find('list item', f'Trusted already: You imported it on 14 November 2023, for {DOMAIN} only.')
        assert not dialog.find('button', f'Trust for {DOMAIN}').sensitive
        dialog.find('check box', 'Any server').click()
        dialog.find('button', 'Trust for Any Server', sensitive=True)


with Desktop(secrets=True) as DESKTOP:
    report('import', [takes_a_file_that_is_dropped, vouches_for_several_domains, vouches_for_any_server,
                      says_what_is_trusted_already])
