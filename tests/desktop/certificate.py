# SPDX-License-Identifier: GPL-3.0-or-later
"""The shield, the sheet behind it, and the certificate."""

import hashlib
import http.server
import re
import ssl
import subprocess
import sys
import threading

from authority import ISSUING, LEAF, ROOT, join, make_certificate, tool
from desktop import Desktop
from kamailio import DOMAIN
from tap import report
from window import Visit

PROGRAM, CLI = sys.argv[1:3]


def read_certificate(path):
    """The first certificate in a file."""
    text = path.read_text()
    end = '-----END CERTIFICATE-----'
    return ssl.PEM_cert_to_DER_cert(text[text.index('-----BEGIN CERTIFICATE-----'):text.index(end) + len(end)])


def paste(window):
    """What is in the clipboard, as the field for messages shows it."""
    message = window.find('text', 'Message')
    message.press()
    DESKTOP.key('ctrl+v')
    return DESKTOP.wait(lambda: message.text, 'something in the clipboard', node=message)


def the_shield_tells_who_vouches_and_what_is_protected():
    """In words, for somebody who cannot see its colour."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.find('button', 'Verified: “Example Corp Root CA” vouches for example.test.').click()
        sheet = visit.app.window('Connection')
        sheet.find('label', 'You imported it on')
        asked = sheet.find('list item', 'Asked for: example.test')
        asked.find('label', 'The domain of your SIP address. 127.0.0.1 would do as well, for it was typed.')
        sheet.find('list item', f'Server: {visit.server.address} (as you typed it)')
        sheet.find('list item', 'Name: example.test')
        revocation = sheet.find('list', 'Revocation').search('list item')
        assert [row.name for row in revocation] == [
            'example.test: Not checked whether it was revoked',
            'Example Corp Issuing CA: Not checked whether it was revoked'], [row.name for row in revocation]
        assert sheet.find('list item', 'Checked: ').description.endswith(' UTC')
        sheet.find('list item', 'Connection: TLS 1.3')
        sheet.find('list item', 'Your server can read messages.')
        sheet.find('button', 'Copy as Text').click()
        sheet.find('label', 'Copied')
        DESKTOP.key('Escape', 'Escape')
        visit.app.closed('Connection')
        text = paste(window)
        for words in ('“Example Corp Root CA” vouches for example.test.', 'Verdict: verified', 'Expected: example.test',
                      f'Server: {visit.server.address} (as you typed it)', 'Connection: TLS 1.3, ', ' UTC)',
                      'Vouched for by: Example Corp Root CA. You imported it on', 'DNS name: example.test', 'SHA-256: '):
            assert words in text, text


def the_certificate_is_shown_with_its_chain():
    """Leaf first, each with its shield; the facts of the chosen one; every value copied as it is."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        main = visit.sign_in()
        visit.talk_to(main, 'bob')
        main.find('button', 'Verified').click()
        visit.app.window('Connection').find('button', 'View Certificate').click()
        window = visit.app.window('Certificate')
        rows = window.find('list', 'Chain of certificates').search('list item')
        assert [row.name for row in rows] == [
            'example.test, Server, Verified', 'Example Corp Issuing CA, Authority, Verified',
            'Example Corp Root CA, Authority, imported by you, Verified'], [row.name for row in rows]

        der = read_certificate(visit.server.folder / 'server.pem')
        shown = window.find('list item', 'SHA-256 of the certificate: ').name.split(': ')[1]
        assert shown.replace(' ', '').lower() == hashlib.sha256(der).hexdigest()

        rows[0].press()
        DESKTOP.key('Down', 'Down')
        root = hashlib.sha256(read_certificate(visit.server.folder / 'ca.pem')).hexdigest()
        item = window.find('list item', f'SHA-256 of the certificate: {root[:4].upper()} {root[4:8].upper()}')
        item.find('button', 'Copy').click()
        window.find('label', 'Copied')
        # The first one is for the toast.
        DESKTOP.key('Escape', 'Escape')
        visit.app.closed('Certificate')
        DESKTOP.key('Escape')
        visit.app.closed('Connection')
        message = main.find('text', 'Message')
        message.press()
        DESKTOP.key('ctrl+v')
        DESKTOP.wait(lambda: message.text.replace(' ', '').lower() == root, 'the fingerprint in the message',
                     node=message)


def a_refused_certificate_is_exported():
    """As PEM, byte for byte what the server presented."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.be_refused().find('button', 'View Certificate').click()
        window = visit.app.window('Certificate')
        window.find('list item', 'example.test, Server, Not checked')
        window.find('list item', 'Example Corp Issuing CA, Authority, Refused')
        window.find('button', 'Export and copy', index=1).click()
        window.find('menu item', 'Export as PEM').click()
        chooser = visit.app.window('Export Certificate')
        path = DESKTOP.folder / 'exported.pem'
        name = chooser.find('text', 'example.test.pem')
        name.type(str(path))
        DESKTOP.key('Return')
        visit.app.closed('Export Certificate')
        window.find('label', 'Certificate saved')
        assert read_certificate(path) == read_certificate(visit.server.folder / 'server.pem')


def all_of_it_is_copied_as_text():
    """The verdict, every certificate with its times in both zones, and each as PEM."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.trust()
        main = visit.sign_in()
        visit.talk_to(main, 'bob')
        main.find('button', 'Verified').click()
        visit.app.window('Connection').find('button', 'View Certificate').click()
        window = visit.app.window('Certificate')
        window.find('button', 'Export and copy', index=1).click()
        window.find('menu item', 'Copy All as Text').click()
        window.find('label', 'Copied')
        DESKTOP.key('Escape', 'Escape')
        visit.app.closed('Certificate')
        DESKTOP.key('Escape')
        visit.app.closed('Connection')
        text = paste(main)
        assert text.count('-----BEGIN CERTIFICATE-----') == 3, text
        for words in ('Verdict: verified', 'Issued by, as the certificate claims', 'Example Corp Issuing CA',
                      'DNS name: example.test', 'Purpose: TLS server', 'Authorities below it, at most: 0'):
            assert words in text, text
        assert re.search(r'Until: \d+ \w+ \d{4}, \d\d:\d\d UTC \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)', text), text


def the_chain_stands_beside_or_above():
    """As there is room."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        visit.be_refused().find('button', 'View Certificate').click()
        window = visit.app.window('Certificate')
        chain = window.find('list', 'Chain of certificates')
        fact = window.find('list item', 'Until: ')
        DESKTOP.wait(lambda: 0 < chain.extents()[0] + chain.extents()[2] <= fact.extents()[0], 'the chain beside the facts', node=window)

        number = subprocess.run(('xdotool', 'search', '--onlyvisible', '--name', '^Certificate$'), env=DESKTOP.environ,
                                capture_output=True, text=True, check=True).stdout.split()[-1]
        DESKTOP.xdo('windowsize', number, '420', '700')

        def is_above():
            """In one look at both."""
            (x, y, _, height), (left, top, _, _) = chain.extents(), fact.extents()
            return y + height <= top and abs(x - left) < 20
        DESKTOP.wait(is_above, 'the chain above the facts', node=window)


class Lists(http.server.BaseHTTPRequestHandler):
    """Serves the revocation list that is beside the server's certificate."""

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        """Says nothing."""

    def do_GET(self):  # pylint: disable=invalid-name
        """One list, whatever the name."""
        data = (self.server.folder / 'issuing.crl').read_bytes()
        self.send_response(200)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def make_revocable(folder):
    """A server's certificate that names a list, and the list; where the list is served."""
    web = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Lists)
    web.folder = folder
    threading.Thread(target=web.serve_forever, daemon=True).start()
    make_certificate(folder, 'ca', ROOT.format(organization='Example Corp'))
    make_certificate(folder, 'issuing', ISSUING.format(organization='Example Corp'), 'ca')
    make_certificate(folder, 'leaf', LEAF.format(domain=DOMAIN, organization='Example Corp')
                     + f'crl_dist_points = "http://127.0.0.1:{web.server_port}/list"\n', 'issuing')
    (folder / 'leaf.key').rename(folder / 'server.key')
    join(folder, 'server', 'leaf', 'issuing')
    # certtool makes no sound list of nothing.
    make_certificate(folder, 'gone', LEAF.format(domain='gone.test', organization='Example Corp'), 'issuing')
    (folder / 'list.template').write_text('crl_next_update = 7\ncrl_number = 1\n')
    tool('certtool', '--generate-crl', '--load-ca-certificate', str(folder / 'issuing.pem'), '--load-ca-privkey',
         str(folder / 'issuing.key'), '--load-certificate', str(folder / 'gone.pem'), '--template', str(folder / 'list.template'), '--outder',
         '--outfile', str(folder / 'issuing.crl'))


def the_sheet_tells_who_says_that_nothing_is_revoked():
    """And how old that is, for each certificate."""
    visit = Visit(DESKTOP, PROGRAM, CLI)
    make_revocable(visit.server.folder)
    with visit:
        visit.trust()
        window = visit.sign_in()
        visit.talk_to(window, 'bob')
        window.find('button', 'Verified').click()
        rows = visit.app.window('Connection').find('list', 'Revocation')
        known = rows.find('list item', 'example.test: Not revoked, as of ')
        known.find('label', 'Revocation list of the issuer, of ')
        assert known.description.endswith(' UTC'), known.description
        rows.find('list item', 'Example Corp Issuing CA: Not checked whether it was revoked')


def nothing_hides_in_a_name():
    """Marks of direction are written out, names in other scripts stand in both forms, times in both zones."""
    with Visit(DESKTOP, PROGRAM, CLI) as visit:
        make_certificate(visit.profile, 'odd', 'cn = "Example \u202eproC\u200b"\nca\ncert_signing_key\nexpiration_days = 30\n'
                                               'nc_permit_dns = "xn--bcher-kva.test"\nemail = "ca@xn--bcher-kva.test"\n')
        visit.start(str(visit.profile / 'odd.pem'))
        dialog = visit.app.window('Import a Root CA')
        dialog.find('label', 'Example ‹U+202E›proC‹U+200B›')
        dialog.find('list item', 'All Details').click()
        window = visit.app.window('Certificate')
        window.find('list item', 'Common name: Example ‹U+202E›proC‹U+200B›')
        window.find('list item', 'E-mail address: ca@bücher.test (ca@xn--bcher-kva.test)')
        until = window.find('list item', 'Until: ')
        assert re.fullmatch(r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC', until.description), until.description
        until.find('label', ' days left')
        # Folded away, it is there for assistive technologies alone.
        assert any(node.name == 'Only for names in: bücher.test (xn--bcher-kva.test)' for node in window.walk())


with Desktop(secrets=True) as DESKTOP:
    report('certificate', [the_shield_tells_who_vouches_and_what_is_protected,
                           the_certificate_is_shown_with_its_chain, a_refused_certificate_is_exported,
                           all_of_it_is_copied_as_text, the_chain_stands_beside_or_above, nothing_hides_in_a_name,
                           the_sheet_tells_who_says_that_nothing_is_revoked])
