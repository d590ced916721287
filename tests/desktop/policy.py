# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organisation rules, as a person sees it."""

import pathlib
import subprocess
import sys

from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]

# The administrator's folder is not for anybody else to choose. So the program sees an /etc with a layer of ours on top.
LAYER = 'mount -t overlay overlay -o "lowerdir=$0:/etc" /etc'


def ruled(visit, text):
    """The program as it runs on a computer with that policy."""
    layer = pathlib.Path(visit.profile.parent) / 'etc'
    (layer / 'countersign').mkdir(parents=True, exist_ok=True)
    (layer / 'countersign/policy.conf').write_text(text, encoding='utf-8')
    program = layer.parent / 'countersign-under-policy'
    program.write_text(f'#!/bin/sh\nexec unshare --mount sh -c \'{LAYER} && shift && exec "$@"\' "{layer}" - "{PROGRAM}" "$@"\n',
                       encoding='utf-8')
    program.chmod(0o755)
    visit.program = str(program)


def locked_rows_are_shown_with_who_locked_them():
    """In the place of what could be typed."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        ruled(visit, f'[trust]\nimport-allowed=false\n[accounts]\nserver={visit.server.address}\nlocked=server\n')
        window = visit.start(f'--sign-in=alice@{DOMAIN}', f'--password-file={visit.server.password_file("alice")}')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has('No conversations yet')
        DESKTOP.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find(None, f'alice@{DOMAIN}').click()
        preferences.has(f'Server: {visit.server.address}')
        preferences.has('Set by your organisation')
        preferences.find('page tab', 'Trusted Authorities').click()
        preferences.has('Nobody may import authorities here')
        preferences.find('page tab', 'Policy').click()
        preferences.has('People may import authorities: no')
        preferences.has('/etc/countersign/policy.conf')
        DESKTOP.key('Escape')
        visit.app.closed('Preferences')
        visit.leave()


def broken_policy_shows_a_page():
    """And nothing is connected to."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        ruled(visit, '[trust]\nminimum_tls=1.3\n')
        window = visit.start()
        window.has('policy is not valid')
        window.has('/etc/countersign/policy.conf')
        visit.leave()


if subprocess.run(('unshare', '--mount', 'true'), capture_output=True, check=False).returncode != 0:
    print('1..0 # SKIP a layer over /etc needs an administrator')
    sys.exit(0)

with Desktop(secrets=True) as DESKTOP:
    report('policy', [locked_rows_are_shown_with_who_locked_them, broken_policy_shows_a_page])
