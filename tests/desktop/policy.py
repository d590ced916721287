# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organisation rules, as a person sees it."""

import sys

import layer
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def locked_rows_are_shown_with_who_locked_them():
    """In the place of what could be typed."""
    with Visit(DESKTOP, PROGRAM, CLI, '--rules') as visit:
        visit.trust()
        layer.put(visit, {'countersign/policy.conf': '[trust]\nimport-allowed=false\n[accounts]\n'
                                                     f'server={visit.server.address}\ncontacts-only=true\n'
                                                     f'rules-server=https://{visit.server.address}/xcap-root\n'
                                                     'notification-text=false\nroom-manager=imc@rooms.example.test\n'
                                                     'locked=server;contacts-only;rules-server;notification-text;'
                                                     'room-manager\n'})
        window = visit.start(f'--sign-in=alice@{DOMAIN}', f'--password-file={visit.server.password_file("alice")}')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has('No conversations yet')
        DESKTOP.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find(None, f'alice@{DOMAIN}').click()
        preferences.has(f'Server: {visit.server.address}')
        preferences.has('Only contacts may write to you')
        preferences.has(f'Contact rules server: https://{visit.server.address}/xcap-root')
        preferences.has('You decide for each person who asks.')
        preferences.has('Address for rooms: imc@rooms.example.test')
        preferences.has('Set by your organisation')
        preferences.find('page tab', 'Notifications').click()
        preferences.has('Notifications only tell that something came')
        assert not preferences.search(None, 'Show who wrote and what')
        preferences.find('page tab', 'Trusted Authorities').click()
        preferences.has('Nobody may import authorities here')
        preferences.find('page tab', 'Policy').click()
        preferences.has('People may import authorities: no')
        preferences.has('/etc/countersign/policy.conf')
        visit.dismiss('Preferences')
        visit.leave()


def broken_policy_shows_a_page():
    """And nothing is connected to."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        layer.put(visit, {'countersign/policy.conf': '[trust]\nminimum_tls=1.3\n'})
        window = visit.start()
        window.has('policy is not valid')
        window.has('/etc/countersign/policy.conf')
        visit.leave()


layer.skip_unless_possible()
with Desktop(secrets=True) as DESKTOP:
    report('policy', [locked_rows_are_shown_with_who_locked_them, broken_policy_shows_a_page])
