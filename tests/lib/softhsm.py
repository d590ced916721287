# SPDX-License-Identifier: GPL-3.0-or-later
"""A token in software, with a user's certificate and key on it."""

import os
import shutil
import subprocess


class Token:
    """In a folder of its own; the key never leaves it."""

    PIN = '4711'
    LABEL = 'Countersign test'
    URI = 'pkcs11:token=Countersign%20test;object={}'

    def __init__(self, folder, server, user):
        self.folder = folder
        self.uri = self.URI.format(user)
        (folder / 'tokens').mkdir()
        (folder / 'pin').write_text(self.PIN + '\n')
        (folder / 'wrong').write_text('1234\n')
        (folder / 'softhsm.conf').write_text(f'directories.tokendir = {folder}/tokens\n'
                                             'objectstore.backend = file\nlog.level = ERROR\n')
        self.environ = {'SOFTHSM2_CONF': str(folder / 'softhsm.conf')}
        for kept in (f'{user}.key', f'{user}.pem', 'issuing.pem'):
            shutil.copy(server.folder / kept, folder)
        self.run('softhsm2-util', '--init-token', '--free', '--label', self.LABEL,
                 '--so-pin', '12345678', '--pin', self.PIN)
        for what, label, number in ((f'--load-privkey={folder}/{user}.key', user, '01'),
                                    (f'--load-certificate={folder}/{user}.pem', user, '01'),
                                    (f'--load-certificate={folder}/issuing.pem', 'issuing', '02')):
            self.run('p11tool', '--login', '--write', what, '--label', label, '--id', number,
                     'pkcs11:token=Countersign%20test')

    def run(self, *command):
        """Runs a tool that is told the PIN."""
        subprocess.run(command, check=True, capture_output=True,
                       env={**os.environ, **self.environ, 'GNUTLS_PIN': self.PIN})

    def options(self, pin='pin'):
        """What names it on the command line, with the file of the PIN."""
        return ('--client-certificate', self.uri, '--client-passphrase-file', str(self.folder / pin))

    def pull_out(self):
        """Takes what is on it away."""
        (self.folder / 'tokens').rename(self.folder / 'away')
        (self.folder / 'tokens').mkdir()

    def plug_in(self):
        """Brings it back."""
        (self.folder / 'tokens').rmdir()
        (self.folder / 'away').rename(self.folder / 'tokens')

    def pull_out(self):
        """Takes away what is on it."""
        (self.folder / 'tokens').rename(self.folder / 'away')
        (self.folder / 'tokens').mkdir()

    def plug_in(self):
        """Brings it back."""
        (self.folder / 'tokens').rmdir()
        (self.folder / 'away').rename(self.folder / 'tokens')
