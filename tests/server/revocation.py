# SPDX-License-Identifier: GPL-3.0-or-later
"""Revocation by real parts: OpenSSL's responder, lists over HTTP; those that are away, slow, broken or lie."""

import concurrent.futures
import contextlib
import datetime
import http.server
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

from tap import SOURCE, report

sys.path.insert(0, str(SOURCE / 'data/demo/zoo'))

# pylint: disable=wrong-import-position
import cli  # noqa: E402
from animals import CA, DOMAIN, GOOD, MONTH, Animal, Authority  # noqa: E402
from authority import tool, write_private  # noqa: E402
from cages import Cage  # noqa: E402
from kitchen import FIRST_SERIAL, OPENSSL, make_animal, make_authority  # noqa: E402
from processes import die_with_parent, free_port, stop_group  # noqa: E402

PROGRAM = sys.argv[1]
DEPUTY = MONTH + 'signing_key\nocsp_signing_key\n'
NO_CHECK = 'add_extension = "1.3.6.1.5.5.7.48.1.5 0x0500"\n'
ACCEPTED, REFUSED = 0, 3
HOUR = datetime.timedelta(hours=1)


class Web(http.server.ThreadingHTTPServer):
    """What is served under each path: a function that takes the handler. On a free port of the loopback."""

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.pages = {}
        self.address = f'http://127.0.0.1:{self.server_port}'
        self.closing = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        """Ends it."""
        self.closing.set()
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    """One request."""

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        """Says nothing."""

    def reply(self, data, status=200, kind='application/octet-stream', **headers):
        """A document."""
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def question(self):
        """What was posted."""
        return self.rfile.read(int(self.headers.get('Content-Length', '0')))

    def serve(self):
        """Whatever is under the path."""
        with contextlib.suppress(ConnectionError):
            page = self.server.pages.get(self.path)
            if page is None:
                self.send_error(404)
            else:
                page(self)

    do_GET = do_POST = serve  # pylint: disable=invalid-name


def html(handler):
    """A portal that wants to be clicked first."""
    handler.reply(b'<!DOCTYPE html><title>Welcome</title>', kind='text/html')


def failing(handler):
    """Out of order."""
    handler.reply(b'', 500)


def looping(handler):
    """Leads to itself."""
    handler.reply(b'', 302, Location=handler.path)


def dripping(handler):
    """A byte now and then, for as long as anybody listens."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.closing.wait(0.2):
        handler.wfile.write(b'0')
        handler.wfile.flush()


def flooding(handler):
    """More than anybody wants."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.closing.is_set():
        handler.wfile.write(bytes(1 << 20))


class World:
    """An authority, its deputies, its list and its responder, in a folder of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.web = Web()
        self.numbers = itertools.count()
        self.lock = threading.Lock()
        self.away = f'http://127.0.0.1:{free_port()}'
        listed = f'crl_dist_points = "{self.web.address}/root.crl"\n'
        for authority in (Authority('root', CA + MONTH, None), Authority('issuing', CA + MONTH + listed, 'root'),
                          Authority('stranger', CA + MONTH, None),
                          Authority('deputy', DEPUTY + NO_CHECK, 'issuing'),
                          Authority('unchecked', DEPUTY, 'issuing')):
            make_authority(self.folder, authority)
        self.publish('/root.crl', self.make_list('root'))
        self.write_index(range(400, 410))
        self.responder, self.responder_address = self.start_responder()

    def close(self):
        """Ends what runs."""
        stop_group(self.responder)
        self.responder.stdout.close()
        self.web.close()

    def write_index(self, revoked):
        """What OpenSSL's responder knows: the certificates up to number 500, and which of them are revoked."""
        now = datetime.datetime.now(datetime.timezone.utc)
        lines = []
        for number in range(500):
            state, since = ('R', f'{now - HOUR:%y%m%d%H%M%SZ}') if number in revoked else ('V', '')
            lines.append(f'{state}\t{now + 720 * HOUR:%y%m%d%H%M%SZ}\t{since}\t{FIRST_SERIAL + number:04X}\tunknown'
                         f'\t/CN={number}\n')
        write_private(self.folder / 'index.txt', ''.join(lines))

    def signer(self, name):
        """The options of openssl ocsp for who signs."""
        return ('-index', str(self.folder / 'index.txt'), '-CA', str(self.folder / 'issuing.pem'),
                '-rsigner', str(self.folder / f'{name}.pem'), '-rkey', str(self.folder / f'{name}.key'), '-ndays', '1')

    def start_responder(self):
        """OpenSSL's own server, on a free port."""
        process = subprocess.Popen((OPENSSL, 'ocsp', '-port', '0', *self.signer('deputy')), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                   start_new_session=True, preexec_fn=die_with_parent)
        for line in process.stdout:
            if match := re.match(r'ACCEPT .*:(\d+) ', line):
                return process, f'http://127.0.0.1:{match[1]}'
        stop_group(process)
        raise AssertionError('openssl ocsp does not start')

    def answer(self, question, signer='deputy', nonce=True):
        """The answer to a question, by whom one likes."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            request, response = pathlib.Path(folder) / 'request', pathlib.Path(folder) / 'response'
            request.write_bytes(question)
            tool(OPENSSL, 'ocsp', *self.signer(signer), '-reqin', str(request), '-respout', str(response),
                 *(() if nonce else ('-no_nonce',)))
            return response.read_bytes()

    def ask(self, name, *options):
        """A question about a certificate."""
        with tempfile.NamedTemporaryFile(dir=self.folder) as request:
            tool(OPENSSL, 'ocsp', '-issuer', str(self.folder / 'issuing.pem'),
                 '-cert', str(self.folder / f'{name}-leaf.pem'), *options, '-reqout', request.name)
            return pathlib.Path(request.name).read_bytes()

    def make_list(self, issuer, revoked='stranger', age=HOUR, life=48 * HOUR):
        """A revocation list."""
        said = datetime.datetime.now(datetime.timezone.utc) - age
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            template, made = pathlib.Path(folder) / 'template', pathlib.Path(folder) / 'crl'
            template.write_text(f'crl_this_update_date = "{said:%Y-%m-%d %H:%M:%S}"\ncrl_number = 1\n'
                                f'crl_next_update_date = "{said + life:%Y-%m-%d %H:%M:%S}"\n')
            tool('certtool', '--generate-crl', '--load-ca-certificate', str(self.folder / f'{issuer}.pem'),
                 '--load-ca-privkey', str(self.folder / f'{issuer}.key'),
                 *(('--load-certificate', str(self.folder / f'{revoked}.pem')) if revoked else ()),
                 '--template', str(template), '--outder', '--outfile', str(made))
            return made.read_bytes()

    def publish(self, path, data):
        """Serves these bytes."""
        self.web.pages[path] = lambda handler: handler.reply(data)

    def make_server(self, addresses, number=None):
        """A server with a certificate that names these addresses; its name and where it is."""
        with self.lock:
            number = next(self.numbers) if number is None else number
        animal = Animal(f'server-{number}', '', '', GOOD + addresses)
        make_animal(self.folder, number, animal, {})
        return animal.name, Cage(self.folder, animal)

    def check(self, cage, policy):
        """What the client says of it: its status, the worst problem, and what it knows of the server's certificate."""
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / 'policy.conf').write_text(f'[trust]\nrevocation={policy}\n')
            status, out, complaints = cli.run(
                PROGRAM, 'check', '--json', '--no-system-anchors', '--anchors', str(self.folder / 'root.pem'),
                '--administrator-folder', folder, '--server', f'127.0.0.1:{cage.port}', DOMAIN)
        assert status in (ACCEPTED, REFUSED), (status, out, complaints)
        said = json.loads(out)
        worst = said['problems'][0]['kind'] if said['problems'] else None
        return status, worst, said['chain'][0]['revocation'], said['chain'][0].get('revocation_by')


GOOD_BY = {source: (ACCEPTED, None, 'good', source) for source in ('responder', 'list')}
REVOKED_BY = {source: (REFUSED, 'revoked', 'revoked', source) for source in ('responder', 'list')}
UNKNOWN = ACCEPTED, None, 'unknown', None
REQUIRED = REFUSED, 'revocation-unknown', 'unknown', None


def try_all(cases):
    """Judges each server under each policy, several at once; the complaints.

    A case is a name, a function that makes the server, and what is expected under "prefer" and "require".
    """
    def judge(case):
        name, make, *expected = case
        cage = make(WORLD)
        try:
            with concurrent.futures.ThreadPoolExecutor(2) as both:
                found = list(both.map(lambda policy: WORLD.check(cage, policy), ('prefer', 'require')))
        finally:
            cage.close()
        return [] if found == expected else [f'{name}: {found}, not {expected}']
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [complaint for complaints in pool.map(judge, cases) for complaint in complaints]


def by_responder(world, number=None):
    """A server whose certificate names OpenSSL's responder."""
    return world.make_server(f'ocsp_uri = "{world.responder_address}"\n', number)[1]


def asks_a_real_responder():
    """Good, revoked, and a certificate that it does not know."""
    return try_all((
        ('good', by_responder, GOOD_BY['responder'], GOOD_BY['responder']),
        ('revoked', lambda world: by_responder(world, 400), REVOKED_BY['responder'], REVOKED_BY['responder']),
        ('unknown', lambda world: by_responder(world, 600), UNKNOWN, REQUIRED)))


def by_page(kind, make_page):
    """A server whose certificate names a page of ours, which is made once the certificate is there."""
    def make(world):
        with world.lock:
            path = f'/page-{next(world.numbers)}'
        name, cage = world.make_server(f'{kind} = "{world.web.address}{path}"\n')
        world.web.pages[path] = make_page(world, name)
        return cage
    return make


def by_list(issuer='issuing', revoked='stranger', **options):
    """A server whose certificate names a list like this; "self" is its own certificate."""
    def make_page(world, name):
        data = world.make_list(issuer, f'{name}-leaf' if revoked == 'self' else revoked, **options)
        return lambda handler: handler.reply(data)
    return by_page('crl_dist_points', make_page)


def redirected(world, name):
    """Twice."""
    data = world.make_list('issuing')
    world.web.pages[f'/{name}/1'] = lambda handler: handler.reply(b'', 301, Location=f'/{name}/2')
    world.web.pages[f'/{name}/2'] = lambda handler: handler.reply(data)
    return lambda handler: handler.reply(b'', 302, Location=f'/{name}/1')


def fetches_lists():
    """From where the certificate says; of the issuer, in their time, and whole."""
    def page(function):
        return by_page('crl_dist_points', lambda world, name: function)

    def cut(world, name):
        data = world.make_list('issuing')
        return lambda handler: handler.reply(data[:-1])
    return try_all((
        ('good', by_list(), GOOD_BY['list'], GOOD_BY['list']),
        ('revoked', by_list(revoked='self'), REVOKED_BY['list'], REVOKED_BY['list']),
        ('revoked long ago', by_list(revoked='self', age=200 * HOUR), REVOKED_BY['list'], REVOKED_BY['list']),
        ('redirected', by_page('crl_dist_points', redirected), GOOD_BY['list'], GOOD_BY['list']),
        # RFC 5280, 5.1.2.6: where nothing is revoked there must be no entries, not even an empty list of them.
        ('empty, as certtool writes it', by_list(revoked=None), UNKNOWN, REQUIRED),
        ('old', by_list(age=200 * HOUR), UNKNOWN, REQUIRED),
        ('of the future', by_list(age=-HOUR), UNKNOWN, REQUIRED),
        ('of another authority', by_list(issuer='stranger'), UNKNOWN, REQUIRED),
        ('away', lambda world: world.make_server(f'crl_dist_points = "{world.away}/crl"\n')[1], UNKNOWN, REQUIRED),
        ('missing', lambda world: world.make_server(f'crl_dist_points = "{world.web.address}/none"\n')[1],
         UNKNOWN, REQUIRED),
        ('cut off', by_page('crl_dist_points', cut), UNKNOWN, REQUIRED),
        ('a web page', page(html), UNKNOWN, REQUIRED),
        ('out of order', page(failing), UNKNOWN, REQUIRED),
        ('in circles', page(looping), UNKNOWN, REQUIRED),
        ('without end', page(flooding), UNKNOWN, REQUIRED)))


def believes_no_liar():
    """Whoever else answers in the responder's place."""
    def page(make):
        return by_page('ocsp_uri', make)

    def honest(world, _):
        return lambda handler: handler.reply(world.answer(handler.question()))

    def signed_by(signer):
        return page(lambda world, _: lambda handler: handler.reply(world.answer(handler.question(), signer)))

    def prepared(world, name):
        data = world.answer(world.ask(name, '-no_nonce'), nonce=False)
        return lambda handler: handler.reply(data)

    def replayed(world, name):
        data = world.answer(world.ask(name))
        return lambda handler: handler.reply(data)

    def about_another(world, name):
        other, cage = world.make_server('')
        cage.close()
        data = world.answer(world.ask(other, '-no_nonce'), nonce=False)
        return lambda handler: handler.reply(data)

    def spoilt(world, _):
        def reply(handler):
            data = world.answer(handler.question())
            handler.reply(data[:200] + bytes((data[200] ^ 1,)) + data[201:])
        return reply

    def padded(world, _):
        return lambda handler: handler.reply(world.answer(handler.question()) + bytes(100000))

    def always(function):
        return page(lambda world, name: function)
    return try_all((
        ('honest', page(honest), GOOD_BY['responder'], GOOD_BY['responder']),
        ('the issuer itself', signed_by('issuing'), GOOD_BY['responder'], GOOD_BY['responder']),
        ('prepared, without a nonce', page(prepared), GOOD_BY['responder'], GOOD_BY['responder']),
        ('another nonce', page(replayed), UNKNOWN, REQUIRED),
        ('about another certificate', page(about_another), UNKNOWN, REQUIRED),
        ('signed by a stranger', signed_by('stranger'), UNKNOWN, REQUIRED),
        ('signed by one who may be revoked', signed_by('unchecked'), UNKNOWN, REQUIRED),
        ('spoilt', page(spoilt), UNKNOWN, REQUIRED),
        ('padded', page(padded), UNKNOWN, REQUIRED),
        ('a web page', always(html), UNKNOWN, REQUIRED),
        ('out of order', always(failing), UNKNOWN, REQUIRED),
        ('in circles', always(looping), UNKNOWN, REQUIRED),
        ('without end', always(flooding), UNKNOWN, REQUIRED),
        ('away', lambda world: world.make_server(f'ocsp_uri = "{world.away}/ocsp"\n')[1], UNKNOWN, REQUIRED)))


def goes_on_to_the_list():
    """Where the responder is of no use."""
    def make(revoked):
        def make_page(world, name):
            world.publish(path, world.make_list('issuing', f'{name}-leaf' if revoked else 'stranger'))
            return failing
        path = '/bad.crl' if revoked else '/good.crl'
        return by_page(f'crl_dist_points = "{WORLD.web.address}{path}"\nocsp_uri', make_page)
    return try_all((('good', make(False), GOOD_BY['list'], GOOD_BY['list']),
                    ('revoked', make(True), REVOKED_BY['list'], REVOKED_BY['list'])))


def waits_for_nobody_for_long():
    """All answers together have ten seconds, and the verdict comes after that."""
    return try_all((('slow', by_page('ocsp_uri', lambda world, name: dripping), UNKNOWN, REQUIRED),))


def judges_a_real_response_from_a_file():
    """As if it had come along with the certificates."""
    bad = []
    for number, status, state in ((450, ACCEPTED, 'good'), (401, REFUSED, 'revoked')):
        name, cage = WORLD.make_server('', number)
        cage.close()
        path = WORLD.folder / f'{name}.response'
        path.write_bytes(WORLD.answer(WORLD.ask(name), nonce=True))
        found, out, complaints = cli.run(
            PROGRAM, 'verify', '--json', '--no-system-anchors', '--anchors', str(WORLD.folder / 'root.pem'),
            '--sip-domain', DOMAIN, '--ocsp', str(path), str(WORLD.folder / f'{name}.pem'))
        said = json.loads(out)['chain'][0]
        if (found, said['revocation'], said.get('revocation_by')) != (status, state, 'staple'):
            bad.append(f'{name}: {found}, {said}, {complaints}')
    return bad


with tempfile.TemporaryDirectory() as FOLDER, contextlib.closing(World(FOLDER)) as WORLD:
    report('revocation', [asks_a_real_responder, fetches_lists, believes_no_liar, goes_on_to_the_list,
                          waits_for_nobody_for_long, judges_a_real_response_from_a_file])
