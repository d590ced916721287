# SPDX-License-Identifier: GPL-3.0-or-later
"""Throw-away authorities and certificates, made with certtool."""

import os
import secrets
import subprocess

KEYS = {
    'ec': ('--key-type=ecdsa', '--curve=secp256r1'),
    'rsa': ('--key-type=rsa', '--bits=2048'),
    'rsa-1024': ('--key-type=rsa', '--bits=1024'),
    'dsa': ('--key-type=dsa', '--bits=2048'),
}

ROOT = '''\
cn = "{organization} Root CA"
organization = "{organization}"
ca
cert_signing_key
crl_signing_key
expiration_days = 3650
'''

ISSUING = '''\
cn = "{organization} Issuing CA"
organization = "{organization}"
ca
path_len = 0
cert_signing_key
crl_signing_key
expiration_days = 1825
'''

# A SIP server calls other servers too, so it may also be a client.
LEAF = '''\
cn = "{domain}"
organization = "{organization}"
dns_name = "{domain}"
signing_key
tls_www_server
tls_www_client
expiration_days = 397
'''

CLIENT = '''\
cn = "{user}"
organization = "{organization}"
email = "{user}@{domain}"
uri = "sip:{user}@{domain}"
signing_key
tls_www_client
expiration_days = 397
'''

PKCS12 = '''\
pkcs12_key_name = "{user}"
password = "{passphrase}"
'''


class Failed(Exception):
    """It cannot be done; the text says why."""


def write_private(path, text):
    """Writes a file that only we may read, all of it or nothing."""
    new = path.with_name(path.name + '.new')
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w',
              encoding='utf-8') as file:
        file.write(text)
    new.replace(path)


def tool(*arguments):
    """Runs a tool quietly; its own words come only with a failure."""
    done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f'{arguments[0]}: {done.stderr.strip()}')


def make_certificate(folder, name, template, issuer=None, key='ec', digest='SHA256'):
    """Makes a key and a certificate, signed by the issuer or by itself."""
    private, certificate = folder / f'{name}.key', folder / f'{name}.pem'
    text = folder / f'{name}.template'
    write_private(private, '')
    tool('certtool', '--generate-privkey', *KEYS[key], '--outfile', str(private))
    write_private(text, template)
    how = ('--generate-self-signed',) if issuer is None else (
        '--generate-certificate',
        '--load-ca-certificate', str(folder / f'{issuer}.pem'),
        '--load-ca-privkey', str(folder / f'{issuer}.key'))
    tool('certtool', *how, '--load-privkey', str(private), '--template', str(text),
         '--hash', digest, '--outfile', str(certificate))
    text.unlink()


def join(folder, name, *parts):
    """Writes certificates into one file, as a server shows them."""
    write_private(folder / f'{name}.pem', ''.join((folder / f'{part}.pem').read_text() for part in parts))


def make_leaf(folder, name, domain, organization):
    """A server's chain and key, from the authority in the folder."""
    make_certificate(folder, 'leaf', LEAF.format(domain=domain, organization=organization), 'issuing')
    (folder / 'leaf.key').rename(folder / f'{name}.key')
    # Without the root, as RFC 8446 section 4.4.2 allows and servers do.
    join(folder, name, 'leaf', 'issuing')
    (folder / 'leaf.pem').unlink()


def make_authority(folder, domain, organization):
    """A root, an issuing authority below it, and the server's chain."""
    if (folder / 'server.pem').exists():
        return
    make_certificate(folder, 'ca', ROOT.format(organization=organization))
    make_certificate(folder, 'issuing', ISSUING.format(organization=organization), 'ca')
    make_leaf(folder, 'server', domain, organization)


def make_client(folder, user, domain, organization):
    """A person's chain and key, each in PEM, and both in a PKCS #12 file with a passphrase."""
    if (folder / f'{user}.p12').exists():
        return
    make_certificate(folder, user, CLIENT.format(user=user, domain=domain, organization=organization), 'issuing')
    join(folder, user, user, 'issuing')
    passphrase = secrets.token_urlsafe(18)
    text = folder / f'{user}.template'
    write_private(text, PKCS12.format(user=user, passphrase=passphrase))
    write_private(folder / f'{user}.passphrase', passphrase + '\n')
    write_private(folder / f'{user}.p12', '')
    tool('certtool', '--to-p12', '--template', str(text), '--load-certificate', str(folder / f'{user}.pem'),
         '--load-privkey', str(folder / f'{user}.key'), '--outder', '--outfile', str(folder / f'{user}.p12'))
    text.unlink()
