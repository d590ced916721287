# SPDX-License-Identifier: GPL-3.0-or-later
"""countersign-cli against a server that lets nobody in without a certificate."""

import json
import os
import pathlib
import sys
import tempfile

from authority import make_authority, make_client
from cli import Listen, run
from kamailio import DOMAIN, Server
from softhsm import Token
from tap import report

PROGRAM = sys.argv[1]
STRICT = '--require-client-certificate'


def pkcs12(folder, user, passphrase=None):
    """The options that name a PKCS #12 file."""
    return ('--client-certificate', f'{folder}/{user}.p12',
            '--client-passphrase-file', passphrase or f'{folder}/{user}.passphrase')


def signs_in_with_pkcs12():
    """And says which certificate the server has got."""
    with Server(STRICT) as server, \
            Listen(PROGRAM, server, 'alice', *pkcs12(server.folder, 'alice')) as alice:
        online = alice.wait('online')
        assert online['connection']['client_certificate'] == 'alice', online
        server.wait_registered('alice', 1)
        assert alice.stop() == 0, alice.complaints


def signs_in_with_pem():
    """Certificate and key in two files, and in one."""
    with Server(STRICT) as server:
        folder = server.folder
        both = folder / 'both.pem'
        both.write_text((folder / 'bob.key').read_text() + (folder / 'bob.pem').read_text())
        for files in (('--client-certificate', f'{folder}/bob.pem', '--client-key', f'{folder}/bob.key'),
                      ('--client-certificate', str(both))):
            with Listen(PROGRAM, server, 'bob', *files) as bob:
                bob.wait('online')
                assert bob.stop() == 0, bob.complaints


def says_that_a_certificate_is_wanted():
    """In TLS 1.3 the server says so after the handshake."""
    with Server(STRICT) as server, Listen(PROGRAM, server, 'alice') as alice:
        error = alice.wait('waiting')['error']
        assert error['code'] == 'client-certificate', error
        assert 'none is set up' in error['sentence'], error
        assert alice.stop() == 0
        assert not server.registered('alice')


def check_hears_whether_it_is_enough():
    """Without sending anything: the complaint comes by itself."""
    with Server(STRICT) as server:
        arguments = ('check', '--json', '--no-system-anchors', '--anchors', server.anchor, '--server', server.address, DOMAIN)
        status, output, complaints = run(PROGRAM, *arguments)
        assert status == 4 and 'none is set up' in complaints, (status, complaints)
        assert json.loads(output)['error']['code'] == 'client-certificate', output
        status, output, complaints = run(PROGRAM, *arguments, *pkcs12(server.folder, 'alice'))
        assert status == 0, complaints
        assert json.loads(output)['connection']['client_certificate_request'] == 'sent', output


def says_that_it_is_of_another_authority():
    """It is not even shown to the server."""
    with Server(STRICT) as server, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_authority(folder, 'other.test', 'Other Corp')
        make_client(folder, 'alice', 'other.test', 'Other Corp')
        with Listen(PROGRAM, server, 'alice', *pkcs12(folder, 'alice')) as alice:
            error = alice.wait('waiting')['error']
            assert error['code'] == 'client-certificate', error
            assert 'another authority' in error['sentence'], error
            assert alice.stop() == 0


def is_not_shown_where_nobody_asks():
    """A server without such a wish gets none."""
    with Server() as server, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_authority(folder, 'other.test', 'Other Corp')
        make_client(folder, 'alice', 'other.test', 'Other Corp')
        with Listen(PROGRAM, server, 'alice', *pkcs12(folder, 'alice')) as alice:
            assert alice.wait('online')['connection']['client_certificate'] is None
            assert alice.stop() == 0


def signs_in_with_a_token():
    """The key never leaves it; a wrong PIN is said, and used once."""
    with Server(STRICT) as server, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        token = Token(folder, server, 'alice')
        os.environ.update(token.environ)
        with Listen(PROGRAM, server, 'alice', *token.options()) as alice:
            assert alice.wait('online')['connection']['client_certificate'] == 'alice'
            assert alice.stop() == 0, alice.complaints
        check = ('check', '--no-system-anchors', '--server', '127.0.0.1:1', 'example.test')
        status, _, complaints = run(PROGRAM, *check, *token.options('wrong'))
        assert status == 5 and 'PIN is wrong' in complaints, (status, complaints)
        status, _, complaints = run(PROGRAM, *check, '--client-certificate', token.uri)
        assert status == 5 and 'asks for its PIN' in complaints, (status, complaints)
        token.uri = token.URI.format('bob')
        status, _, complaints = run(PROGRAM, *check, *token.options())
        assert status == 5 and 'plugged in' in complaints, (status, complaints)


def tells_a_wrong_passphrase():
    """Before anything is connected to."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_authority(folder, 'example.test', 'Example Corp')
        make_client(folder, 'alice', 'example.test', 'Example Corp')
        wrong = folder / 'wrong'
        wrong.write_text('guess\n')
        arguments = ('check', '--no-system-anchors', '--server', '127.0.0.1:1', 'example.test')
        status, _, complaints = run(PROGRAM, *arguments, *pkcs12(folder, 'alice', str(wrong)))
        assert status == 5 and 'passphrase' in complaints and 'wrong' in complaints, (status, complaints)
        status, _, complaints = run(PROGRAM, *arguments, '--client-certificate', f'{folder}/alice.p12')
        assert status == 5 and 'protected' in complaints, (status, complaints)
        status, _, complaints = run(PROGRAM, *arguments, '--client-key', f'{folder}/alice.key')
        assert status == 2 and '--client-certificate' in complaints, (status, complaints)


report('client-certificate', [signs_in_with_pkcs12, signs_in_with_pem, says_that_a_certificate_is_wanted,
                              check_hears_whether_it_is_enough,
                              says_that_it_is_of_another_authority, is_not_shown_where_nobody_asks, signs_in_with_a_token,
                              tells_a_wrong_passphrase])
