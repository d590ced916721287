# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator rules, from the command line."""

import contextlib
import json
import pathlib
import sys
import tempfile

import cli
from kamailio import DOMAIN, Server
from tap import report

PROGRAM = sys.argv[1]


@contextlib.contextmanager
def administrator(**files):
    """A folder like /etc/countersign."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / f'{name}.conf').write_text(text, encoding='utf-8')
        yield folder


def check(server, folder):
    """Judges the server as that folder wants it."""
    return cli.run(PROGRAM, 'check', '--json', '--no-system-anchors', '--anchors', server.anchor,
                   '--server', server.address, '--administrator-folder', folder, DOMAIN)


def prints_what_holds_and_from_where():
    """All keys, set or not."""
    with administrator(policy='[trust]\nrevocation=require\n') as folder:
        status, out, _ = cli.run(PROGRAM, 'policy', '--json', '--administrator-folder', folder)
        lines = {line['key']: line for line in json.loads(out)}
        assert status == 0
        assert lines['revocation'] == {'group': 'trust', 'key': 'revocation', 'value': 'require', 'locked': True,
                                       'file': f'{folder}/policy.conf'}
        assert lines['minimum-tls']['value'] == '1.2' and lines['minimum-tls']['file'] is None
        status, out, _ = cli.run(PROGRAM, 'policy', '--administrator-folder', folder)
        assert status == 0 and f'revocation=require  # {folder}/policy.conf' in out


def broken_policy_fails_closed():
    """The server would be accepted; with a misspelt rule it is not even connected to."""
    with Server() as server, administrator() as folder, \
            administrator(policy='# ours\n[trust]\nminimum_tls=1.3\n') as broken:
        status, _, complaints = check(server, folder)
        assert status == 0, complaints
        for status, out, complaints in (check(server, broken),
                                        cli.run(PROGRAM, 'policy', '--administrator-folder', broken)):
            assert status == 5, status
            assert 'accepted' not in out
            assert f'{broken}/policy.conf' in complaints and 'minimum_tls' in complaints
            assert 'Line 3' in complaints, complaints


def only_trusted_servers_are_connected_to():
    """Others are refused by name."""
    with Server() as server, \
            administrator(policy=f'[trusted-servers]\n{DOMAIN}=sip.{DOMAIN}\n') as other, \
            administrator(policy=f'[trusted-servers]\n{DOMAIN}={server.address}\n') as same:
        host = server.address.rsplit(':', 1)[0]
        status, out, complaints = check(server, other)
        assert status == 3 and json.loads(out)['error']['code'] == 'not-allowed', out
        assert host in complaints, complaints
        assert check(server, same)[0] == 0


report('policy', [prints_what_holds_and_from_where, broken_policy_fails_closed,
                  only_trusted_servers_are_connected_to])
