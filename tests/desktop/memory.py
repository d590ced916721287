# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that comes back with a certificate from another authority, which is trusted, too."""

import pathlib
import sys

from authority import make_authority
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def another_authority_is_refused_until_it_is_accepted():
    """With a page of its own; the remedy is for this server, and it signs in."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        other = pathlib.Path(visit.profile) / 'other'
        other.mkdir()
        make_authority(other, DOMAIN, 'New Corp')
        visit.trust()
        visit.trust(other / 'ca.pem')
        window = visit.sign_in()

        visit.server.stop()
        for name in ('ca.pem', 'server.pem', 'server.key'):
            (other / name).replace(visit.server.folder / name)
        visit.server.start()
        window.find('button', f'alice@{DOMAIN}, Refused', seconds=60).click()
        window.find('label', f'So far {DOMAIN} was vouched for by “Example Corp Root CA”. '
                             'Now it is vouched for by “New Corp Root CA”.')
        window.find('list item', 'Expected: Example Corp Root CA, as before. Presented: New Corp Root CA. Does not fit.')
        window.find('label', 'If your organisation has told you that its servers have a new authority, accept it')
        assert not visit.server.registered('alice')
        assert not window.search('button', 'Import Root CA…')

        accept = window.find('button', 'Accept the New Authority for This Server')
        accept.click()
        question = visit.app.window(f'Accept the new authority for {DOMAIN}?')
        question.find('button', 'Cancel').click()
        visit.app.closed(f'Accept the new authority for {DOMAIN}?')
        assert not visit.server.registered('alice')

        accept.click()
        question = visit.app.window(f'Accept the new authority for {DOMAIN}?')
        question.has('“Example Corp Root CA”')
        question.has('“New Corp Root CA”')
        question.find('button', 'Accept for This Server').click()
        window.find('button', f'alice@{DOMAIN}, Online')
        visit.server.wait_registered('alice', 1)
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('memory', [another_authority_is_refused_until_it_is_accepted])
