# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose trust a connection rests on: the organisation's or the system's, as the shield and the preferences say it."""

import pathlib
import shutil
import sys

import layer
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]
SYSTEM = pathlib.Path('/etc/ssl/certs/ca-certificates.crt')
VOUCHES = f'Verified: “Example Corp Root CA” vouches for {DOMAIN}.'


def open_authorities(visit):
    """The page of the preferences."""
    DESKTOP.key('ctrl+comma')
    preferences = visit.app.window('Preferences')
    preferences.find('page tab', 'Trusted Authorities').click()
    return preferences


def the_organisation():
    """The shield says so, and nobody can remove the authority."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        layer.put(visit, {'countersign/anchors/root.pem': pathlib.Path(visit.server.anchor).read_text(encoding='ascii')})
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.find('button', f'{VOUCHES} Your organisation trusts it on this computer.').click()
        sheet = visit.app.window('Connection')
        sheet.find('label', 'Your organisation trusts it on this computer.')
        visit.dismiss('Connection')
        preferences = open_authorities(visit)
        row = preferences.find('list', 'Your organisation').find('list item', 'Example Corp Root CA')
        row.find('image', 'Set by your organisation')
        assert not preferences.search('button', 'No longer trust this authority')
        visit.dismiss('Preferences')
        visit.leave()


def the_organisation_until_it_changes_its_mind():
    """Who is told to trust an authority signs in by itself, and is off the line when that is taken back."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        anchor = layer.put(visit, {'countersign/anchors/readme.txt': ''}) / 'countersign/anchors/root.pem'
        window = visit.be_refused()
        shutil.copy(visit.server.anchor, anchor)
        window.has('No conversations yet')
        visit.server.wait_registered('alice', 1)
        anchor.unlink()
        window.has(f'{DOMAIN} could not prove who it is')
        visit.leave()


def the_system():
    """The shield says so; the preferences count its authorities and search them."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        own = pathlib.Path(visit.server.anchor).read_text(encoding='ascii')
        visit.count_no_leaks()
        layer.put(visit, {'ssl/certs/ca-certificates.crt': SYSTEM.read_text(encoding='ascii') + own})
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.find('button', f'{VOUCHES} This computer’s system trusts it.')
        preferences = open_authorities(visit)
        count = (SYSTEM.read_text(encoding='ascii') + own).count('-----BEGIN CERTIFICATE-----')
        preferences.find('list item', f'{count} authorities').click()
        search = visit.app.window('Trusted by This Computer')
        rows = search.find('list', 'Authorities')
        search.find('text', '').type('EXAMPLE corp', shown=False)
        DESKTOP.wait(lambda: [row.name.split(', ')[0] for row in rows.search('list item')] == ['Example Corp Root CA'],
                     'the one that was searched for', node=search)
        search.find('text', '').type('nobody of this name', shown=False)
        search.find('label', 'No authority of that name')
        visit.dismiss('Trusted by This Computer')
        visit.dismiss('Preferences')
        visit.leave()


layer.skip_unless_possible()
with Desktop(secrets=True) as DESKTOP:
    report('trusted-by', [the_organisation, the_organisation_until_it_changes_its_mind, the_system])
