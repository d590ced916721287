# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the test cases of Meson's logs. Usage: summary.py UNBUILT LOG...

UNBUILT is the number of builds that failed, each a failure. A skipped test is a
failure too, and so is a process that a test left behind. The last line reads
"N passed, N failed".
"""

import json
import os
import pathlib
import re
import sys

CASE = re.compile(r'^(not )?ok\b(?P<text>.*)$', re.MULTILINE)
SKIP = re.compile(r'#\s*(SKIP|TO' r'DO)\b', re.IGNORECASE)


def count(test):
    """The cases of one program: how many passed, and what failed."""
    passed, failed = 0, []
    cases = list(CASE.finditer(test.get('stdout') or ''))
    for case in cases:
        if case[1] or SKIP.search(case['text']):
            failed.append(f'{test["name"]}: {case[0]}')
        else:
            passed += 1
    if test['result'] == 'OK':
        if not cases:
            passed += 1
    elif not failed:
        failed.append(f'{test["name"]}: {test["result"]}')
    return passed, failed


def left_behind():
    """The processes that carry the mark of this run, but for our own line."""
    mark = os.environ.get('COUNTERSIGN_TEST_RUN')
    if not mark:
        return []
    own, pid = set(), os.getpid()
    while pid > 1:
        own.add(pid)
        stat = pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='utf-8')
        pid = int(stat.rpartition(')')[2].split()[1])
    found = []
    for process in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            if int(process.name) in own:
                continue
            if f'COUNTERSIGN_TEST_RUN={mark}'.encode() in \
                    (process / 'environ').read_bytes().split(b'\0'):
                words = (process / 'cmdline').read_bytes().split(b'\0')
                found.append(f'left running: {process.name} '
                             + b' '.join(words).decode(errors='replace'))
        except OSError:
            pass
    return found


def main():
    """Reads the logs and prints the sum."""
    passed = 0
    failed = ['a build'] * int(sys.argv[1])
    for name in sys.argv[2:]:
        try:
            lines = pathlib.Path(name).read_text(encoding='utf-8').splitlines()
        except OSError as error:
            failed.append(f'no log: {error}')
            continue
        for line in lines:
            good, bad = count(json.loads(line))
            passed += good
            failed += [f'{name}: {text}' for text in bad]
    failed += left_behind()
    for text in failed:
        print(f'failed: {text}')
    print(f'{passed} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
