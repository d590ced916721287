# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes what the animals need: certificates, a revocation list, OCSP answers."""

import concurrent.futures
import datetime
import http.server
import pathlib
import tempfile
import threading

from animals import ANIMALS, AUTHORITIES
from authority import join, make_certificate, tool, write_private

OPENSSL = '/usr/bin/openssl'
FIRST_SERIAL = 0x1000
OCSP_TYPE = 'application/ocsp-response'


def words(http_address):
    """What the templates leave open."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def day(days):
        return (now + datetime.timedelta(days=days)).strftime('%Y-%m-%d %H:%M:%S')
    return {'http': http_address, 'days_ago_60': day(-60), 'days_ago_2': day(-2),
            'days_ahead_2': day(2), 'days_ahead_60': day(60)}


def make_authority(folder, authority):
    """A root or what stands below it."""
    name = f'cn = "Countersign Zoo {authority.name}"\n'
    make_certificate(folder, authority.name, name + authority.template, authority.issuer, authority.key)


def make_animal(folder, number, animal, filling):
    """A leaf, and the file that its server shows."""
    name = '' if 'cn = ' in animal.template else f'cn = "Countersign Zoo {animal.name}"\n'
    serial = f'serial = {FIRST_SERIAL + number}\n'
    leaf = f'{animal.name}-leaf'
    make_certificate(folder, leaf, name + serial + animal.template.format(**filling),
                     animal.issuer, animal.key, animal.digest)
    join(folder, animal.name, leaf, *animal.shown)


def write_index(folder):
    """What the OCSP responder knows, in the form that openssl ca keeps it."""
    now = datetime.datetime.now(datetime.timezone.utc)
    revoked = now - datetime.timedelta(days=1)
    expires = now + datetime.timedelta(days=30)
    lines = []
    for number, animal in enumerate(ANIMALS):
        state, since = ('R', f'{revoked:%y%m%d%H%M%SZ},keyCompromise') if animal.revoked else ('V', '')
        lines.append(f'{state}\t{expires:%y%m%d%H%M%SZ}\t{since}\t{FIRST_SERIAL + number:04X}\tunknown'
                     f'\t/CN=Countersign Zoo {animal.name}\n')
    write_private(folder / 'index.txt', ''.join(lines))


def make_list(folder):
    """The revocation list of the issuing authority."""
    join(folder, 'revoked', *(f'{animal.name}-leaf' for animal in ANIMALS if animal.revoked))
    template = folder / 'list.template'
    write_private(template, 'crl_next_update = 7\ncrl_number = 1\n')
    tool('certtool', '--generate-crl', '--load-ca-certificate', str(folder / 'issuing.pem'),
         '--load-ca-privkey', str(folder / 'issuing.key'), '--load-certificate', str(folder / 'revoked.pem'),
         '--template', str(template), '--outder', '--outfile', str(folder / 'issuing.crl'))


def answer(folder, *question):
    """The OCSP responder's answer."""
    with tempfile.NamedTemporaryFile(dir=folder) as response:
        tool(OPENSSL, 'ocsp', '-index', str(folder / 'index.txt'), '-CA', str(folder / 'issuing.pem'),
             '-rsigner', str(folder / 'issuing.pem'), '-rkey', str(folder / 'issuing.key'),
             '-ndays', '1', *question, '-respout', response.name)
        return pathlib.Path(response.name).read_bytes()


def make_staple(folder, animal):
    """The answer that comes along with the handshake."""
    request = folder / f'{animal.name}.request'
    tool(OPENSSL, 'ocsp', '-issuer', str(folder / 'issuing.pem'), '-cert', str(folder / f'{animal.name}-leaf.pem'),
         '-no_nonce', '-reqout', str(request))
    (folder / f'{animal.name}.staple').write_bytes(answer(folder, '-reqin', str(request)))
    request.unlink()


def cook(folder, http_address):
    """Makes everything in the folder, anew."""
    for authority in AUTHORITIES:
        make_authority(folder, authority)
    filling = words(http_address)
    with concurrent.futures.ThreadPoolExecutor(2) as cooks:
        list(cooks.map(lambda row: make_animal(folder, *row, filling), enumerate(ANIMALS)))
    write_index(folder)
    make_list(folder)
    for animal in ANIMALS:
        if animal.kind == 'staple':
            make_staple(folder, animal)


class Handler(http.server.BaseHTTPRequestHandler):
    """The revocation list and the OCSP responder."""

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        """Says nothing."""

    def reply(self, kind, data):
        """A document."""
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):  # pylint: disable=invalid-name
        """The revocation list (RFC 5280 section 4.2.1.13)."""
        if self.path == '/issuing.crl':
            self.reply('application/pkix-crl', (self.server.folder / 'issuing.crl').read_bytes())
        else:
            self.send_error(404)

    def do_POST(self):  # pylint: disable=invalid-name
        """An answer (RFC 6960 appendix A)."""
        length = int(self.headers.get('Content-Length', '0'))
        if self.path != '/ocsp' or not 0 < length < 65536:
            self.send_error(404)
            return
        with tempfile.NamedTemporaryFile(dir=self.server.folder) as request:
            request.write(self.rfile.read(length))
            request.flush()
            self.reply(OCSP_TYPE, answer(self.server.folder, '-reqin', request.name))


def serve_http(folder):
    """Serves on a free port of the loopback, in threads; its address."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.folder = folder
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f'http://127.0.0.1:{server.server_port}'
