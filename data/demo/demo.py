# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: a private server, somebody who answers, and the client. See run."""

import argparse
import configparser
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from kamailio import DOMAIN, Server

USER = 'alice'
PARTNER = 'bob'
AUTHORITY = 'Example Corp Root CA'


class Stage:
    """A running server, bob, and a folder for alice; all gone at the end."""

    def __init__(self, build):
        self.build = build
        self.server = Server()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-demo-'))
        self.partner = None

    def __enter__(self):
        try:
            self.server.start()
            shutil.copy(self.server.anchor, self.authority)
            self.start_partner()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.partner is not None:
            self.partner.terminate()
            self.partner.wait(20)
        if self.server.process is not None:
            self.server.stop()
        shutil.rmtree(self.server.folder)
        shutil.rmtree(self.folder)

    @property
    def authority(self):
        """The file that a person would have been given by the organisation."""
        return self.folder / f'{AUTHORITY}.pem'

    @property
    def profile(self):
        """Where alice's client keeps its things."""
        return self.folder / 'profile'

    @property
    def client(self):
        """The command that starts alice's client, the sign-in page filled in."""
        return (str(self.build / 'ui/countersign'), f'--profile={self.profile}',
                f'--sign-in={USER}@{DOMAIN}', f'--server=localhost:{self.server.port}',
                f'--password-file={self.server.password_file(USER)}')

    @property
    def environ(self):
        """What the client needs to run where it was built."""
        return {'GSETTINGS_SCHEMA_DIR': str(self.build / 'data')}

    def start_partner(self):
        """Starts bob, who sends back what he gets, and waits until he is there."""
        with open(self.folder / 'bob.log', 'wb') as log:
            self.partner = subprocess.Popen(
                (str(self.build / 'src/cli/countersign-cli'), 'listen', '--echo',
                 '--account', f'{PARTNER}@{DOMAIN}', '--server', f'localhost:{self.server.port}',
                 '--anchors', self.server.anchor, '--no-system-anchors',
                 '--password-file', self.server.password_file(PARTNER)),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.server.wait_registered(PARTNER, 1)


def forget_passwords(profile):
    """Takes what the client kept in the person's key ring out again."""
    accounts = configparser.ConfigParser(interpolation=None, strict=False)
    accounts.read(profile / 'accounts.ini', encoding='utf-8')
    for account in accounts.sections():
        subprocess.run(('secret-tool', 'clear', 'account', account), check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def open_window(stage):
    """Lets a person do it; returns when the window is closed."""
    print(f'''
The server of {DOMAIN} runs for this demo only, on port {stage.server.port} of this computer.

 1. Press "Sign in". The server is refused: nobody on this computer vouches for it.
 2. Press "Import Root CA" and choose this file:

      {stage.authority}

    Then trust it for {DOMAIN}, and you are signed in.
 3. Start a conversation with {PARTNER}@{DOMAIN} and write something; {PARTNER} answers.

The demo ends when you close the window.
''', flush=True)
    try:
        return subprocess.run(stage.client, env={**os.environ, **stage.environ}, check=False).returncode
    finally:
        forget_passwords(stage.profile)


def main():
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(prog='data/demo/run')
    parser.add_argument('build', type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument('--visit', action='store_true', help='make the tour without a person')
    parser.add_argument('--pictures', type=pathlib.Path, metavar='FOLDER',
                        help='where the tour saves its pictures')
    arguments = parser.parse_args()
    # A polite end, whoever asks for it.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    with Stage(arguments.build.resolve()) as stage:
        if not arguments.visit and (os.environ.get('WAYLAND_DISPLAY') or os.environ.get('DISPLAY')):
            return open_window(stage)
        from visit import visit
        pictures = arguments.pictures or pathlib.Path(tempfile.mkdtemp(prefix='countersign-pictures-'))
        pictures.mkdir(parents=True, exist_ok=True)
        return visit(stage, pictures.resolve())


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
