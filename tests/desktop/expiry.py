# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates that expire soon: who, when, what to do, and only once."""

import configparser
import datetime
import sys

from authority import CLIENT, ISSUING, LEAF, ROOT, join, make_certificate, write_private
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
    return (f'{text.format(domain=DOMAIN, organization=ORGANIZATION, user="alice")}\n'
            f'activation_date = "{begin:%Y-%m-%d %H:%M:%S}"\nexpiration_date = "{end:%Y-%m-%d %H:%M:%S}"\n')


def make_old_certificates(folder):
    """What the server finds in its folder it does not make."""
    make_certificate(folder, 'ca', ending(ROOT, 20))
    make_certificate(folder, 'issuing', ending(ISSUING, 20), 'ca')
    make_certificate(folder, 'server-leaf', ending(LEAF, 5), 'issuing')
    (folder / 'server-leaf.key').rename(folder / 'server.key')
    join(folder, 'server', 'server-leaf', 'issuing')


def give_certificate(visit):
    """Makes the account show one to a server that asks."""
    folder = visit.server.folder
    make_certificate(folder, 'alice-old', ending(CLIENT, 3), 'issuing')
    file = folder / 'alice-old.both'
    write_private(file, (folder / 'alice-old.pem').read_text() + (folder / 'alice-old.key').read_text())
    accounts = configparser.ConfigParser(interpolation=None)
    accounts.optionxform = str
    accounts.read(visit.profile / 'accounts.ini', encoding='utf-8')
    group, = (name for name in accounts.sections() if 'address' in accounts[name])
    accounts[group]['client-certificate'] = file.as_uri()
    with open(visit.profile / 'accounts.ini', 'w', encoding='utf-8') as out:
        accounts.write(out, space_around_delimiters=False)


def read_notices(window, expected):
    """Reads and closes one toast after the other; each has to be expected."""
    while expected:
        words = DESKTOP.wait(lambda: next((words for words in expected if window.search('label', words)), None),
                             f'one of {list(expected)}', node=window)
        label = window.find('label', words)
        assert expected.pop(words) in label.name, label.name
        # The last button is the toast's own; libadwaita gives it no name.
        window.search('button')[-1].click()
        window.gone('label', words)


def mentions_what_expires_once():
    """The server's certificate, the authority and the account's own, each until it is closed; not in the next run."""
    visit = Visit(DESKTOP, PROGRAM, CLI)
    make_old_certificates(visit.server.folder)
    with visit:
        visit.trust()
        window = visit.sign_in()
        read_notices(window, {
            'The authority “Example Corp Root CA”, which you imported, expires within 20 days, on ': 'import it.',
            f'The certificate of {DOMAIN} expires within 5 days, on ': 'Tell the server’s administrator'})
        visit.leave()

        give_certificate(visit)
        window = visit.start()
        read_notices(window, {
            f'Your certificate for alice@{DOMAIN} expires within 3 days, on ': 'Ask your organisation'})
        window.has('Online')
        assert not window.search('label', 'expires within'), window.window_tree()
        visit.leave()

        window = visit.start()
        window.has('Online')
        visit.server.wait_registered('alice', 1)
        assert not window.search('label', 'expires within'), window.window_tree()
        visit.leave()


with Desktop(secrets=True) as DESKTOP:
    report('expiry', [mentions_what_expires_once])
