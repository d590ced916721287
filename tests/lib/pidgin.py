# SPDX-License-Identifier: GPL-3.0-or-later
"""The library behind Pidgin with pidgin-sipe, a client for Microsoft's servers: a second client, written by other people."""

import os
import pathlib
import shutil
import sys
import tempfile

from foreign import Driven
from kamailio import DOMAIN


class Pidgin(Driven):
    """One user. Its one digest is MD5, and only for who challenges as a proxy: start the server with --md5 --proxy."""

    def __init__(self, server, user):
        folder = pathlib.Path(tempfile.mkdtemp(prefix='countersign-pidgin-'))
        # It is given a number, which the certificate does not name, so it has to know the certificate.
        known = folder / 'certificates/x509/tls_peers'
        known.mkdir(parents=True)
        shutil.copy(server.folder / 'server.pem', known / '127.0.0.1')
        super().__init__(
            folder, (sys.executable, str(pathlib.Path(__file__).with_name('purple_peer.py')), str(folder),
                     f'{user}@{DOMAIN}', user, server.address, server.password_file(user)),
            # Its own warnings are nothing to stop for.
            {**os.environ, 'HOME': str(folder), 'G_DEBUG': ''})
