# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program did not give back, as the address sanitizer reports it."""

import re

# GLib keeps the names of all types and signals in a table. When there are more than 2048, it takes a larger one, and lets go
# of the first on purpose: whoever reads needs no lock. It has no frame pointers, so a suppression could not name it.
TABLE = re.compile(r'Direct leak of 16384 byte\(s\) in 1 object\(s\) allocated from:\n'
                   r' *#0 \S+ in __interceptor_malloc .*\n *#1 \S+ in g_malloc .*\n\s*\n')
REPORT = r'=={}==ERROR: LeakSanitizer: detected memory leaks\n\s*\n(.*?)SUMMARY: '


def lost(log, process):
    """What a process lost by the log, apart from that table; nothing where it was not counted."""
    report = re.search(REPORT.format(process), log, re.DOTALL)
    return TABLE.sub('', report[1], count=1).strip() if report else None


def end_well(desktop, app):
    """Waits until a program has ended by itself, with nothing amiss."""
    status = app.stop()
    if status != 0:
        missing = lost((desktop.folder / 'log').read_text(errors='replace'), app.process.pid)
        assert missing == '', f'the program ended with status {status}\n{missing or ""}'
