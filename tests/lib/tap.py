# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol, as much of it as our tests in Python need."""

import pathlib
import sys
import time
import traceback

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def report(group, tests):
    """Runs functions, each a test; exits with the status.

    A test fails when it raises an exception or returns a list with complaints.
    """
    print(f'1..{len(tests)}', flush=True)
    failed = False
    for number, test in enumerate(tests, 1):
        started = time.monotonic()
        try:
            complaints = test() or []
        except Exception:  # pylint: disable=broad-except
            complaints = traceback.format_exc().rstrip().split('\n')
        for complaint in complaints:
            print('\n'.join(f'# {line}' for line in str(complaint).split('\n')))
        failed = failed or bool(complaints)
        name = test.__name__.replace('_', '-')
        print(f'{"not ok" if complaints else "ok"} {number} /{group}/{name}')
        print(f'# {time.monotonic() - started:.2f} s', flush=True)
    sys.exit(1 if failed else 0)
