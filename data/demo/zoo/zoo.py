# SPDX-License-Identifier: GPL-3.0-or-later
"""A server for every kind of bad certificate, see run."""

import argparse
import concurrent.futures
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

# pylint: disable=wrong-import-position
from animals import ANIMALS, DOMAIN  # noqa: E402
from authority import Failed  # noqa: E402
from cages import make_cage  # noqa: E402
from kitchen import cook, serve_http  # noqa: E402
from processes import Watch, client  # noqa: E402

CHECK_SECONDS = 90
# The silent one takes its time; the others need not wait for it.
CHECKS_AT_ONCE = 4


class Zoo:
    """All servers, running; closed in the end."""

    def __init__(self, folder):
        self.folder = folder
        self.cages = []

    def __enter__(self):
        try:
            cook(self.folder, serve_http(self.folder))
            for animal in ANIMALS:
                self.cages.append(make_cage(self.folder, animal))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for cage in self.cages:
            cage.close()

    def command(self, program, cage):
        """What to try on a server."""
        return (program, 'check', '--no-system-anchors', '--anchors', str(self.folder / 'zoo-root.pem'),
                '--server', f'127.0.0.1:{cage.port}', DOMAIN)


def show(zoo, program):
    """Prints who lives where."""
    print(f'The client is told to trust {zoo.folder}/zoo-root.pem, and looks for {DOMAIN}.\n')
    for cage in zoo.cages:
        animal = cage.animal
        print(f'{animal.name:<22} {cage.port:>5}  {animal.expected:<21} {animal.says}')
        print(f'    {shlex.join(zoo.command(program, cage))}')
    print(f'\nready {len(zoo.cages)}', flush=True)


def judge(zoo, program, cage):
    """What the client says: the verdict, its worst problem, or an error."""
    program, *arguments = zoo.command(program, cage)
    done = subprocess.run((program, *arguments[:1], '--json', *arguments[1:]), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)
    try:
        said = json.loads(done.stdout)
        if said['verdict'] is None:
            return said['error']['code']
        return 'accepted' if said['verdict'] == 'accepted' else said['problems'][0]['kind']
    except (ValueError, LookupError):
        return f'status {done.returncode}: {done.stderr.strip()}'


def check(zoo, program):
    """Has the client judge every server; how often it was wrong."""
    wrong = 0
    print(f'{"server":<22} {"expected":<21} {"actual":<21}')
    with concurrent.futures.ThreadPoolExecutor(CHECKS_AT_ONCE) as visitors:
        verdicts = visitors.map(lambda cage: judge(zoo, program, cage), zoo.cages)
        for cage, actual in zip(zoo.cages, verdicts):
            animal = cage.animal
            right = actual == animal.expected
            wrong += not right
            print(f'{animal.name:<22} {animal.expected:<21} {actual:<21} {"" if right else "WRONG"}'.rstrip(),
                  flush=True)
    print(f'\n{len(zoo.cages) - wrong} of {len(zoo.cages)} as expected')
    return wrong


def run(folder, arguments):
    """Opens the zoo; returns the exit status."""
    watch = None if arguments.check else Watch()
    program = arguments.program or client()
    with Zoo(folder) as zoo:
        if arguments.check:
            return 1 if check(zoo, program) else 0
        show(zoo, program)
        while not watch.wait():
            pass
        return 0


def main():
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(prog='run')
    parser.add_argument('--check', action='store_true', help='try the client on every server, and end')
    parser.add_argument('--program', help='the countersign-cli to try, not the one built here')
    parser.add_argument('folder', nargs='?', type=pathlib.Path, help='where certificates are made')
    arguments = parser.parse_args()
    try:
        if arguments.folder is None:
            with tempfile.TemporaryDirectory(prefix='countersign-zoo-') as folder:
                return run(pathlib.Path(folder), arguments)
        arguments.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return run(arguments.folder.resolve(), arguments)
    except Failed as failure:
        print(f'run: {failure}', file=sys.stderr)
        return 1


if __name__ == '__main__':
    sys.exit(main())
