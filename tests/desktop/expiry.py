# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates that expire soon: who, when, what to do, and only once."""

import datetime
import sys

from authority import ISSUING, LEAF, ROOT, join, make_certificate
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]
ORGANIZATION = 'Example Corp'


def ending(template, days):
    """The template of a certificate that has lived for a year and has so many days left."""
    now = datetime.datetime.now(datetime.timezone.utc)
    begin, end = now - datetime.timedelta(days=365), now + datetime.timedelta(days=days)
    text = '\n'.join(line for line in template.split('\n') if not line.startswith('expiration_days'))
    return (f'{text.format(domain=DOMAIN, organization=ORGANIZATION)}\n'
            f'activation_date = "{begin:%Y-%m-%d %H:%M:%S}"\nexpiration_date = "{end:%Y-%m-%d %H:%M:%S}"\n')


def make_old_certificates(folder):
    """What the server finds in its folder it does not make."""
    make_certificate(folder, 'ca', ending(ROOT, 20))
    make_certificate(folder, 'issuing', ending(ISSUING, 20), 'ca')
    make_certificate(folder, 'server-leaf', ending(LEAF, 5), 'issuing')
    (folder / 'server-leaf.key').rename(folder / 'server.key')
    join(folder, 'server', 'server-leaf', 'issuing')


def mentions_what_expires_once():
    """The server's certificate and the authority, each until it is closed; not in the next run."""
    visit = Visit(DESKTOP, PROGRAM, CLI)
    make_old_certificates(visit.server.folder)
    with visit:
        visit.trust()
        window = visit.sign_in()
        # One toast shows at a time.
        expected = {'The authority “Example Corp Root CA”, which you imported, expires within 20 days, on ':
                    'import it.',
                    f'The certificate of {DOMAIN} expires within 5 days, on ': 'Tell the server’s administrator'}
        while expected:
            words = DESKTOP.wait(lambda: next((words for words in expected if window.search('label', words)), None),
                                 f'one of {list(expected)}', node=window)
            label = window.find('label', words)
            assert expected.pop(words) in label.name, label.name
            # The last button is the toast's own; libadwaita gives it no name.
            window.search('button')[-1].click()
            window.gone('label', words)
        visit.leave()

        window = visit.start()
        window.has('Online')
        visit.server.wait_registered('alice', 1)
        assert not window.search('label', 'expires within'), window.window_tree()
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('expiry', [mentions_what_expires_once])
