# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that comes back with another certificate: from the same authority, or from another one that is trusted, too."""

import sys

import layer
from authority import make_authority, make_leaf
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def come_back(visit, folder):
    """The server stops, and starts again with what another folder holds."""
    visit.server.stop()
    for name in ('ca.pem', 'server.pem', 'server.key'):
        if (folder / name).exists():
            (folder / name).replace(visit.server.folder / name)
    visit.server.start()


def make_other(visit):
    """Another authority and a server certificate from it; both authorities are trusted."""
    other = visit.profile / 'other'
    other.mkdir()
    make_authority(other, DOMAIN, 'New Corp')
    visit.trust()
    visit.trust(other / 'ca.pem')
    return other


def a_new_certificate_is_mentioned():
    """Once, and the connection goes on."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.server.stop()
        make_leaf(visit.server.folder, 'server', DOMAIN, 'Example Corp')
        visit.server.start()
        window.find('label', f'{DOMAIN} has a new certificate, from “Example Corp Root CA” as before.', seconds=60)
        window.find('button', f'alice@{DOMAIN}, Online')
        visit.leave()


def another_authority_is_refused_until_it_is_accepted():
    """With a page of its own; the remedy is for this server, and it signs in."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        other = make_other(visit)
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.find('button', f'Verified: “Example Corp Root CA” vouches for {DOMAIN}.')

        come_back(visit, other)
        window.find('button', f'Refused: So far {DOMAIN} was vouched for by “Example Corp Root CA”.', seconds=60)
        window.find('button', f'alice@{DOMAIN}, Refused').click()
        window.find('label', f'So far {DOMAIN} was vouched for by “Example Corp Root CA”. '
                             'Now it is vouched for by “New Corp Root CA”.')
        window.find('list item', 'Expected: Example Corp Root CA, as before. Presented: New Corp Root CA. Does not fit.')
        window.find('label', 'If your organisation has told you that its servers have a new authority, accept it')
        assert not visit.server.registered('alice')
        assert not window.search('button', 'Import Root CA…')

        question = f'Accept the new authority for {DOMAIN}?'
        accept = window.find('button', 'Accept the New Authority for This Server')
        accept.click()
        visit.app.window(question).find('button', 'Cancel').click()
        visit.app.closed(question)
        assert not visit.server.registered('alice')

        accept.click()
        dialog = visit.app.window(question)
        dialog.has('“Example Corp Root CA”')
        dialog.has('“New Corp Root CA”')
        dialog.find('button', 'Accept for This Server').click()
        window.find('button', f'alice@{DOMAIN}, Online')
        window.find('button', f'Verified: “New Corp Root CA” vouches for {DOMAIN}.')
        visit.server.wait_registered('alice', 1)

        visit.server.stop()
        window.find('button', 'Not checked: ')
        visit.leave()


def nobody_may_accept_where_the_organisation_rules():
    """The page is the same, without that button."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        other = make_other(visit)
        layer.put(visit, {'countersign/policy.conf': '[trust]\ncertificate-memory=refuse\n'})
        window = visit.sign_in()
        come_back(visit, other)
        window.find('button', f'alice@{DOMAIN}, Refused', seconds=60).click()
        window.find('label', 'Now it is vouched for by “New Corp Root CA”.')
        assert not window.search('button', 'Accept the New Authority for This Server')
        visit.leave()


TESTS = [a_new_certificate_is_mentioned, another_authority_is_refused_until_it_is_accepted]
if layer.is_possible():
    TESTS.append(nobody_may_accept_where_the_organisation_rules)

with Desktop(secrets=True) as DESKTOP:
    report('memory', TESTS)
