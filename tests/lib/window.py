# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the window: the private server, a desktop, a profile."""

import base64
import contextlib
import hashlib
import os
import pathlib
import tempfile

import leaks
from cli import Listen, send
from desktop import Missing, end
from kamailio import DOMAIN, Server


def read_certificate(path):
    """The first certificate in a file, as DER."""
    return base64.b64decode(''.join(pathlib.Path(path).read_text(encoding='ascii').split('-----')[2].split()))


def import_anchor(profile, path, domain):
    """Puts a root certificate among the imported ones of a profile, as the program does; its SHA-256."""
    folder = profile / 'anchors'
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(read_certificate(path)).hexdigest()
    (folder / f'{name}.pem').write_bytes(pathlib.Path(path).read_bytes())
    (folder / f'{name}.ini').write_text(f'[anchor]\ndomains={domain};\nadded=1700000000\n')
    return name


class Visit:
    """The program in a fresh profile, beside a server of its own. A process has one desktop, for all its visits."""

    def __init__(self, desktop, program, cli, *options):
        self.desktop = desktop
        self.program = program
        self.cli = cli
        self.server = Server(*options)
        self.profile = pathlib.Path(tempfile.mkdtemp(prefix='profile-', dir=desktop.folder))
        self.app = None
        self.echo = None
        self.environ = None

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *error):
        if error[0] is not None:
            log = (self.desktop.folder / 'log').read_text(errors='replace')
            print('\n'.join(f'# {line}' for line in log.split('\n')[-30:]))
        if self.app is not None and self.app.process.poll() is None:
            end(self.app.process)
        if self.echo is not None:
            self.echo.__exit__(*error)
        self.server.__exit__(*error)

    def password(self, user):
        """A user's password."""
        return pathlib.Path(self.server.password_file(user)).read_text(encoding='utf-8').strip()

    def trust(self, anchor=None, domain=DOMAIN):
        """Puts the server's root certificate, or another, among the imported ones; its SHA-256."""
        return import_anchor(self.profile, anchor or self.server.anchor, domain)

    def keep_account(self, user='alice', certificate=None):
        """Puts an account into the profile, as if it had signed in before."""
        lines = ['[account 1]', 'id=8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f11', f'address=sip:{user}@{DOMAIN}',
                 f'server={self.server.address}', 'instance=urn:uuid:8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f12',
                 'token=0123456789abcdef0123456789abcdef', 'signed-out=false', 'organisation-lookup=false']
        if certificate is not None:
            lines.append(f'client-certificate={pathlib.Path(certificate).as_uri()}')
        (self.profile / 'accounts.ini').write_text('\n'.join(lines) + '\n')

    def answer(self, user='bob'):
        """Somebody who answers every message."""
        self.echo = Listen(self.cli, self.server, user, '--echo', '--json')
        self.server.wait_registered(user, 1)

    def count_no_leaks(self):
        """For a visit that meets a leak below us.

        GTK's file chooser looks for cloud providers, whose library leaks; GTK itself forgets a list of keys when some
        rows are pressed. Neither has frame pointers, so a suppression could not name it, and unwinding slowly takes
        minutes.
        """
        self.environ = {'ASAN_OPTIONS': f'{os.environ.get("ASAN_OPTIONS", "")}:detect_leaks=0'}

    def start(self, *options):
        """Opens the window."""
        self.app = self.desktop.start(self.program, f'--profile={self.profile}', *options, environ=self.environ)
        return self.app.window('Countersign')

    def start_filled_in(self, user='alice'):
        """Opens the window with the sign-in page filled in."""
        window = self.start(f'--sign-in={user}@{DOMAIN}', f'--server={self.server.address}',
                            f'--password-file={self.server.password_file(user)}')
        password = window.find('text', 'Password')
        self.desktop.wait(lambda: password.text, 'the password', node=password)
        return window

    def sign_in(self, user='alice'):
        """Opens the window, and signs in."""
        window = self.start_filled_in(user)
        window.find('button', 'Sign In', sensitive=True).click()
        window.has('No conversations yet')
        window.has('Online')
        self.server.wait_registered(user, 1)
        return window

    def be_refused(self, domain=DOMAIN):
        """Opens the window, and signs in under a name or by an authority that is not trusted."""
        window = self.start(f'--sign-in=alice@{domain}', f'--server={self.server.address}',
                            f'--password-file={self.server.password_file("alice")}')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has(f'{domain} could not prove who it is')
        return window

    def open_import(self, window):
        """From the page of a refusal."""
        window.find('button', 'Import Root CA').click()
        return self.app.window('Import a Root CA')

    def choose_file(self, dialog, path):
        """In the import dialog, with the file chooser behind its button."""
        dialog.find('button', 'Choose a File', sensitive=True).click()
        self.app.window('Choose a Root Certificate').choose_file(path)
        self.app.closed('Choose a Root Certificate')

    def import_authority(self, window, domain=DOMAIN):
        """From the page of a refusal, for the domain that is offered."""
        dialog = self.open_import(window)
        self.choose_file(dialog, self.server.anchor)
        dialog.find('button', f'Trust for {domain}', sensitive=True).click()
        self.app.closed('Import a Root CA')

    def talk_to(self, window, user):
        """Starts a conversation."""
        self.desktop.key('ctrl+n')
        dialog = self.app.window('New Conversation')
        dialog.find('text', 'SIP address').type(f'{user}@{DOMAIN}')
        self.desktop.key('Return')
        self.app.closed('New Conversation')
        return window.find('list', 'Messages')

    def confirm_removal(self, window):
        """Says that a conversation is meant to be deleted, when that is asked."""
        question = self.app.window('Delete the conversation')
        question.find('button', 'Delete Conversation').click()
        self.app.closed('Delete the conversation')
        self.desktop.wait(lambda: window.active, 'the keyboard in the window', node=window)

    def dismiss(self, title):
        """Closes a window by the keyboard, once it has it."""
        self.desktop.wait(lambda: title in self.desktop.focused(), f'the keyboard in "{title}"')
        self.desktop.key('Escape')
        self.app.closed(title)

    def write(self, window, words):
        """Writes a message, and sends it."""
        window.find('text', 'Message').type(words, replace=False)
        self.desktop.key('Return')

    def receive(self, user, *lines, server=None):
        """Messages of somebody come in, through this server or another, and are on the disk."""
        status, outcomes, complaints = send(self.cli, server or self.server, user, 'alice', lines)
        assert status == 0 and {outcome['state'] for outcome in outcomes} == {'delivered'}, (outcomes, complaints)

    def open_menu(self, row):
        """Of a row, by the mouse."""
        x, y, width, height = row.extents()
        left, top = self.desktop.origin(row.window())
        self.desktop.xdo('mousemove', str(left + x + width // 2), str(top + y + height // 2), 'click', '3')

    def choose(self, window, button, what):
        """Takes something out of the menu of a button."""
        def opened():
            # What closed a menu just now, or comes in front, may take the press for itself.
            button.click()
            return self.desktop.holds(lambda: window.search('menu item', what), 3)
        self.desktop.wait(opened, f'"{what}" in a menu', node=window)[0].click()

    def wait_focused(self, node):
        """Waits until something has the keyboard."""
        self.desktop.wait(lambda: 'focused' in node.states(), f'the keyboard at "{node.label}"', node=node)

    def open_menu_by_key(self, row, key):
        """Of a row that has the keyboard, which goes into the menu."""
        self.wait_focused(row)
        self.desktop.key(key)
        self.desktop.wait(lambda: any('focused' in item.states() for item in row.window().search('menu item')),
                          'the keyboard in the menu', node=row)

    def picture(self, name):
        """What the screen shows now, for a person who wants to see it."""
        if folder := os.environ.get('COUNTERSIGN_PICTURES'):
            self.desktop.screenshot(f'{folder}/{name}.png')

    def be_terminated(self):
        """The session ends; so does the program, as well as when its window is closed."""
        self.app.process.terminate()
        leaks.end_well(self.desktop, self.app)
        self.server.wait_registered('alice', 0)

    def leave(self):
        """Closes the window; the program ends well, and signs out."""
        # A dialog that was closed just now gives the keyboard back a little later.
        with contextlib.suppress(Missing):
            self.desktop.wait(lambda: self.desktop.focused().endswith('Countersign'), 'the keyboard', 5)
        self.desktop.key('ctrl+q')
        leaks.end_well(self.desktop, self.app)
