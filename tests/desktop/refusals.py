# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs in at every server of the zoo that is not let in, and reads the page."""

import pathlib
import sys
import tempfile

import layer
import leaks
from desktop import Desktop
from tap import SOURCE, report
from window import import_anchor

sys.path.insert(0, str(SOURCE / 'data/demo/zoo'))

# pylint: disable=wrong-import-position
from animals import DOMAIN  # noqa: E402
from zoo import Zoo  # noqa: E402

PROGRAM, CLI = sys.argv[1:3]
PROOF = f'{DOMAIN} could not prove who it is'

# Of each: the sentence, the row of the table that does not fit, what helps, and the title where it is another.
PAGES = {
    'unknown-authority': ('comes from “Countersign Zoo stranger”, which nothing on this computer vouches for',
                          'Expected: an authority you trust. Presented: Countersign Zoo stranger',
                          'import its root certificate'),
    'self-signed': ('comes from “Countersign Zoo self-signed”', 'Presented: Countersign Zoo self-signed.',
                    'import its root certificate'),
    'intermediate-missing': ('The server does not show the certificate of “Countersign Zoo issuing” itself.',
                             'Presented: Countersign Zoo issuing.',
                             'the server leaves out a certificate in between'),
    'issuer-no-authority': ('“Countersign Zoo no-authority” signed a certificate without being an authority.',
                            'Expected: issued by an authority.', 'from an authority that may issue it'),
    'name-constraint': ('An authority above “Countersign Zoo name-constraint” may not vouch for the names in it.',
                        'Expected: a name that its authority may vouch for.', 'from an authority that may issue it'),
    'path-length': ('may not appoint further authorities.', 'Expected: no more authorities than allowed.',
                    'from an authority that may issue it'),
    'dsa': ('The key of “Countersign Zoo dsa” is too weak.', 'Expected: a strong key. Presented: DSA',
            'strong enough today'),
    'other-name': ('The certificate is for other.test, not for zoo.test.',
                   'Expected: zoo.test. Presented: other.test. Does not fit.', 'If your server is really called other.test'),
    'common-name-only': ('The certificate names no server, so it does not prove zoo.test.',
                         'Presented: no name that counts.', 'a certificate that names your server'),
    'wildcard': ('The certificate is for *.test, not for zoo.test.', 'Presented: *.test.', 'If your server is really called *.test'),
    'foreign-sip-uri': ('The certificate is for other.test, not for zoo.test.', 'Presented: sip:other.test, zoo.test.',
                        'If your server is really called other.test'),
    'expired': ('The certificate “Countersign Zoo expired” expired on', 'Expected: valid today,',
                'Tell your administrator that the certificate has to be renewed.'),
    'not-yet-valid': ('Your clock says', 'Presented: only from', 'If your clock is wrong, set it.'),
    'client-only': ('is not made for servers.', 'Expected: made for servers.', 'a certificate that was made for servers'),
    'leaf-is-authority': ('The server shows the certificate of an authority as its own.',
                          'Expected: a server’s own certificate.', 'a certificate that was made for servers'),
    'critical-extension': ('sets a condition that Countersign does not know.', 'Expected: no unknown conditions.',
                           'only a better certificate helps'),
    'rsa-1024': ('The key of “Countersign Zoo rsa-1024” is too weak.', 'Presented: RSA 1024',
                 'strong enough today'),
    'sha-1': ('is signed with a method that is too weak.', 'Expected: a strong signature. Presented: ', 'strong enough today'),
    'revoked-by-list': ('“Countersign Zoo revoked-by-list” was revoked by its issuer.', 'Expected: not revoked.',
                        'Somebody may be in between.'),
    'revoked-by-responder': ('“Countersign Zoo revoked-by-responder” was revoked by its issuer.', 'Expected: not revoked.',
                             'Somebody may be in between.'),
    'revoked-by-staple': ('“Countersign Zoo revoked-by-staple” was revoked by its issuer.', 'Expected: not revoked.',
                          'Somebody may be in between.'),
    'must-staple': ('demands fresh proof that it is not revoked, and the server gave none.',
                    'Expected: fresh proof, as the certificate demands.', 'OCSP stapling'),
    'old-tls': ('speaks only old versions of TLS', 'Expected: TLS that is safe today. Presented: only older versions.',
                'the server has to speak a newer version of TLS'),
    'asks-certificate': ('wants a certificate from you', 'Expected: a certificate of yours that the server accepts.',
                         'Your password was not sent.', f'{DOMAIN} wants proof of who you are'),
    'plaintext': ('does not speak TLS on this port', 'Presented: a connection that anybody can read.',
                  'TLS is usually at port 5061'),
}

# One that is no kind of refusal, and one that is like another.
OTHERS = {'silence', 'md5'}


class Stranger:
    """Somebody without an account."""

    def __init__(self, name):
        self.program = PROGRAM
        self.profile = DESKTOP.folder / name


def start(stranger, cage):
    """The program with the sign-in page filled in for a server, which is asked."""
    profile = stranger.profile
    import_anchor(profile, ZOO.folder / 'zoo-root.pem', DOMAIN)
    password = DESKTOP.folder / 'password'
    password.write_text('never sent\n')
    app = DESKTOP.start(stranger.program, f'--profile={profile}', f'--sign-in=alice@{DOMAIN}',
                        f'--server=127.0.0.1:{cage.port}', f'--password-file={password}')
    window = app.window('Countersign')
    window.find('button', 'Sign In', sensitive=True).click()
    return app, window


def read(window, animal):
    """The page of one animal."""
    reason, row, remedy, *title = PAGES[animal.name]
    window.find('label', title[0] if title else PROOF)
    window.find('label', reason)
    assert 'Does not fit.' in window.find('list item', row).name
    window.find('label', remedy)
    names = {button.name for button in window.search('button')}
    assert {'Copy Report', 'Check Again'} <= names, names
    assert ('Import Root CA…' in names) == (animal.expected == 'unknown-authority'), (animal.name, names)
    assert ('View Certificate' in names) == (animal.expected not in ('tls', 'not-tls', 'client-certificate')), (animal.name, names)


def every_refusal_has_its_page():
    """In its own words, with what was expected beside what was presented, and what helps."""
    cages = [cage for cage in ZOO.cages if cage.animal.expected != 'accepted' and cage.animal.name not in OTHERS]
    assert {cage.animal.name for cage in cages} == set(PAGES)
    app, window = start(Stranger('profile'), cages[0])
    complaints = []
    for cage in cages:
        if cage is not cages[0]:
            server = window.find('text', 'Server')
            server.type(f'127.0.0.1:{cage.port}')
            window.find('button', 'Sign In', sensitive=True).click()
        try:
            read(window, cage.animal)
        except AssertionError as error:
            complaints.append(f'{cage.animal.name}: {error}')
        DESKTOP.key('Escape')
        window.find('button', 'Sign In', sensitive=True)
    DESKTOP.key('ctrl+q')
    leaks.end_well(DESKTOP, app)
    return complaints


def proof_is_required():
    """By the organisation: a server of which nobody says anything is not let in."""
    stranger = Stranger('required')
    layer.put(stranger, {'countersign/policy.conf': '[trust]\nrevocation=require\n'})
    app, window = start(stranger, next(cage for cage in ZOO.cages if cage.animal.name == 'good'))
    window.find('label', PROOF)
    window.find('label', 'It could not be found out whether the certificate was revoked.')
    window.find('list item', 'Expected: proof that it is not revoked.')
    window.find('label', 'Your organisation wants proof that a certificate is not revoked. Try again later')
    DESKTOP.key('ctrl+q')
    leaks.end_well(DESKTOP, app)


with tempfile.TemporaryDirectory() as FOLDER, Desktop() as DESKTOP, Zoo(pathlib.Path(FOLDER)) as ZOO:
    report('refusals', [every_refusal_has_its_page] + [proof_is_required] * layer.is_possible())
