# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour of the demo without a person, through the accessibility tree."""

import sys

from desktop import Desktop, Missing
from kamailio import DOMAIN

QUESTION = 'Is the room booked?'


class Tour:
    """Says what it does, and takes a picture of each screen."""

    def __init__(self, stage, desktop, pictures):
        self.stage = stage
        self.desktop = desktop
        self.pictures = pictures
        self.number = 0

    def say(self, words):
        """Tells what happens next."""
        self.number += 1
        print(f'{self.number:2} {words}', flush=True)

    def picture(self, name):
        """Saves what the screen shows now."""
        path = self.desktop.screenshot(self.pictures / f'{self.number:02}-{name}.png')
        print(f'   {path}', flush=True)

    def run(self):
        """The whole way through."""
        self.say(f'The client starts, the sign-in page filled in for alice@{DOMAIN}.')
        app = self.desktop.start(*self.stage.client, environ=self.stage.environ)
        window = app.window('Countersign')
        window.find('text', 'SIP address')
        window.has(f'alice@{DOMAIN}')
        self.picture('sign-in')
        self.refused(window)
        self.import_authority(app, window)
        self.chat(app, window)
        self.look_at_connection(app, window)
        self.say('The window closes, alice is signed out.')
        self.desktop.key('alt+F4')
        status = app.stop()
        if status != 0:
            raise Missing(f'the client ended with status {status}')
        self.stage.server.wait_registered('alice', 0)

    def refused(self, window):
        """Signing in, and the page that says why not."""
        self.say('Sign in: the server is refused, because nobody here vouches for it.')
        window.find('button', 'Sign In', sensitive=True).click()
        window.has(f'{DOMAIN} could not prove who it is')
        window.has('Example Corp Root CA')
        window.has('sent nothing')
        self.stage.server.wait_registered('alice', 0)
        self.picture('refused')

    def import_authority(self, app, window):
        """The root certificate, from file to trust."""
        self.say(f'Import the root CA from {self.stage.authority.name}.')
        window.find('button', 'Import Root CA').click()
        dialog = app.window('Import a Root CA')
        self.picture('import')
        dialog.find('button', 'Choose a File').click()
        app.window('Choose a Root Certificate').choose_file(self.stage.authority)
        dialog.has('Example Corp Root CA')
        dialog.has('SHA-256')
        self.picture('authority')
        self.say(f'Trust it for {DOMAIN}: alice signs in.')
        dialog.find('button', f'Trust for {DOMAIN}', sensitive=True).click()
        app.closed('Import a Root CA')
        window.has('No conversations yet')
        window.has('Online')
        self.stage.server.wait_registered('alice', 1)
        self.picture('signed-in')

    def chat(self, app, window):
        """A conversation with somebody who answers."""
        self.say(f'Start a conversation with bob@{DOMAIN}.')
        window.find('button', 'New Conversation').click()
        dialog = app.window('New Conversation')
        dialog.find('text', 'SIP address').type(f'bob@{DOMAIN}')
        self.picture('new-conversation')
        dialog.find('button', 'Start', sensitive=True).click()
        app.closed('New Conversation')
        self.say(f'Write “{QUESTION}”. Bob, a second client without a window, answers.')
        composer = window.find('text', 'Message')
        composer.type(QUESTION, replace=False)
        self.desktop.key('Return')
        messages = window.find('list', 'Messages')
        messages.find(None, f'You wrote: {QUESTION}')
        messages.find(None, 'elivered')
        self.picture('answered')

    def look_at_connection(self, app, window):
        """The shield, and the certificate behind it."""
        self.say('The shield: who vouches for the server, and how the connection is protected.')
        window.find('button', 'Verified').click()
        sheet = app.window('Connection')
        sheet.has('Verified')
        sheet.has('Example Corp Root CA')
        sheet.has(f'vouches for {DOMAIN}')
        sheet.has('TLS 1.3')
        self.picture('connection')
        self.say('The certificate.')
        sheet.find('button', 'View Certificate').click()
        certificate = app.window('Certificate')
        certificate.has(DOMAIN)
        self.picture('certificate')
        self.desktop.key('Escape')
        app.closed('Certificate')
        self.desktop.key('Escape')
        app.closed('Connection')


def visit(stage, pictures):
    """Makes the tour; the exit status."""
    with Desktop(secrets=True, screen='1100x760x24', moving=True) as desktop:
        tour = Tour(stage, desktop, pictures)
        try:
            tour.run()
        except Missing as missing:
            print(f'   not so: {missing}', file=sys.stderr)
            tour.picture('failed')
            print((desktop.folder / 'log').read_text(errors='replace')[-3000:], file=sys.stderr)
            return 1
    print(f'All of it happened. The pictures are in {pictures}.')
    return 0
