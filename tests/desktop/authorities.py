# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorities: what is imported, for whom, what is not, and how one goes and comes back."""

import datetime
import os
import subprocess
import sys

from authority import make_certificate
from desktop import Desktop
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]
CA = 'ca\n'


def nothing_goes_to_a_server_without_proof():
    """The page says why, and offers no way around."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.be_refused()
        window.find('label', 'Example Corp Root CA', seconds=5)
        window.find('label', 'Countersign sent nothing.')
        window.find('list item', 'Presented: example.test. Fits.')
        window.find('list item', 'Presented: Example Corp Root CA. Does not fit.')
        buttons = [button.name for button in window.search('button')]
        assert 'Import Root CA…' in buttons
        for words in ('anyway', 'continue', 'accept', 'ignore', 'exception'):
            assert not [name for name in buttons if words in name.lower()], buttons
        assert not visit.server.registered('alice')


def a_fingerprint_is_compared():
    """One that differs makes the import impossible."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.be_refused()
        dialog = visit.open_import(window)
        visit.choose_file(dialog, visit.server.anchor)
        trust = dialog.find('button', 'Trust for example.test', sensitive=True)
        sha256 = dialog.find('list item', 'SHA-256: ').name.split(': ')[1]
        field = dialog.find('text', 'Paste the fingerprint')

        other = ('0' if sha256[0] != '0' else '1') + sha256[1:]
        field.type(other)
        dialog.find('label', 'Different')
        DESKTOP.wait(lambda: not trust.sensitive, 'a button that cannot be pressed', node=dialog)

        field.type(sha256[:20])
        dialog.find('label', 'Not complete')
        assert not trust.sensitive

        field.type(sha256.lower().replace(' ', ':'))
        dialog.find('label', 'Same')
        DESKTOP.wait(lambda: trust.sensitive, 'a button that can be pressed', node=dialog)


def make_bad_authorities(folder):
    """Certificates that are almost an authority's."""
    soon = (datetime.datetime.now() + datetime.timedelta(days=9)).strftime('%Y-%m-%d %H:%M:%S')
    for name, key, template in (
            ('expired', 'ec', f'{CA}cert_signing_key\nactivation_date = "2020-01-01"\nexpiration_date = "2021-01-01"\n'),
            ('early', 'ec', f'{CA}cert_signing_key\nactivation_date = "{soon}"\n'),
            ('weak', 'rsa-1024', f'{CA}cert_signing_key\n'),
            ('unsigning', 'ec', f'{CA}crl_signing_key\n')):
        make_certificate(folder, name, f'cn = "{name}"\n{template}', key=key)
    # certtool says of every certificate whether it is an authority's.
    (folder / 'bare.conf').write_text('[req]\ndistinguished_name = name\nx509_extensions = few\nprompt = no\n'
                                      '[name]\nCN = bare\n[few]\nsubjectKeyIdentifier = hash\n')
    subprocess.run(('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-config', folder / 'bare.conf',
                    '-keyout', folder / 'bare.key', '-out', folder / 'bare.pem'), check=True, capture_output=True)


def each_bad_file_gets_its_own_sentence():
    """And the dialog goes on to another file."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        folder = DESKTOP.folder
        (folder / 'empty.pem').write_bytes(b'')
        (folder / 'noise.pem').write_bytes(os.urandom(20000))
        (folder / 'huge.pem').write_bytes(os.urandom(2000000))
        chain = (visit.server.folder / 'server.pem').read_text()
        (folder / 'leaf.pem').write_text(chain[:chain.index('-----END') + 25] + '\n')
        make_bad_authorities(folder)
        window = visit.be_refused()
        dialog = visit.open_import(window)
        for path, words in (
                (folder / 'empty.pem', '“empty.pem” is empty.'),
                (folder / 'noise.pem', '“noise.pem” holds no certificate.'),
                (folder / 'huge.pem', '“huge.pem” is far too large'),
                (visit.server.folder / 'server.key', '“server.key” holds a private key.'),
                (folder / 'leaf.pem', '“example.test” is not an authority'),
                (folder / 'bare.pem', '“bare” does not say that it is an authority'),
                (folder / 'unsigning.pem', '“unsigning” is an authority, but its key may not sign certificates.'),
                (folder / 'expired.pem', 'The certificate of “expired” has expired.'),
                (folder / 'early.pem', 'The certificate of “early” is not valid yet.'),
                (folder / 'weak.pem', 'The key or the signature of “weak” is too weak')):
            visit.choose_file(dialog, path)
            dialog.find(None, words)
        visit.choose_file(dialog, visit.server.anchor)
        dialog.find('button', 'Trust for example.test', sensitive=True)


def another_name_is_mended_in_the_account():
    """With the names that the certificate does carry."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.be_refused('other.test')
        window.find('list item', 'Expected: other.test. Presented: example.test. Does not fit.')
        visit.import_authority(window, 'other.test')
        window.find('label', 'The certificate is for example.test, not for other.test.')
        window.find('label', 'If your server is really called example.test')
        assert not window.search('button', 'Import Root CA…')
        window.find('button', 'Edit Account').click()
        # Where the keyboard is led to first.
        window.find('text', 'Server').type(visit.server.address)
        window.find('text', 'SIP address').type('alice@example.test')
        window.find('button', 'Sign In', sensitive=True).click()
        # What was imported for one domain vouches for no other.
        window.find('label', 'which you trust, but not for example.test')
        visit.import_authority(window)
        window.find('button', 'Online')


def a_removed_authority_comes_back():
    """From the preferences, by "Undo"."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        window = visit.be_refused()
        visit.import_authority(window)
        window.find('button', 'Online')
        DESKTOP.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find('page tab', 'Trusted Authorities').click()
        preferences.find('button', 'No longer trust this authority').click()
        # The toast with its button stays for a while only: what else there is to see comes after it.
        undo = preferences.find('button', 'Undo')
        DESKTOP.wait(lambda: not list((visit.profile / 'anchors').glob('*.pem')), 'no authority on the disk')
        undo.click()
        preferences.find('button', 'No longer trust this authority')
        preferences.find('label', 'For example.test, until ')


def a_removed_authority_ends_its_connection():
    """At once, with the reason; and nobody is signed in any more."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        DESKTOP.key('ctrl+comma')
        preferences = visit.app.window('Preferences')
        preferences.find('page tab', 'Trusted Authorities').click()
        preferences.find('button', 'No longer trust this authority').click()
        window.find('button', 'Refused')
        visit.server.wait_registered('alice', 0)


with Desktop(secrets=True) as DESKTOP:
    report('authorities', [nothing_goes_to_a_server_without_proof, a_fingerprint_is_compared,
                           each_bad_file_gets_its_own_sentence, another_name_is_mended_in_the_account,
                           a_removed_authority_comes_back, a_removed_authority_ends_its_connection])
