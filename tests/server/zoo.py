# SPDX-License-Identifier: GPL-3.0-or-later
"""The zoo: the client says of every server what it should, and nothing stays behind."""

import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from tap import SOURCE, report

PROGRAM = sys.argv[1]
RUN = ('sh', str(SOURCE / 'data/demo/zoo/run'), '--program', PROGRAM)


def judges_every_server_as_it_should():
    """Each refusal in its own words; the table tells where not."""
    done = subprocess.run((*RUN, '--check'), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=240, check=False)
    return [] if done.returncode == 0 else [done.stdout, done.stderr]


def notices_another_verdict():
    """With a client that says nothing, all are wrong and the status tells."""
    done = subprocess.run((*RUN[:-1], '/bin/true', '--check'), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 1 and '\n0 of ' in done.stdout, (done.returncode, done.stdout)


def processes(folder):
    """The processes that know this folder."""
    found = []
    for process in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            if folder.encode() in (process / 'cmdline').read_bytes():
                found.append(process)
        except OSError:
            pass
    return found


def leaves_nothing_running():
    """However it ends: asked to, without its input, or killed."""
    with tempfile.TemporaryDirectory() as folder:
        for end in (lambda zoo: zoo.terminate(), lambda zoo: zoo.stdin.close(),
                    lambda zoo: zoo.send_signal(signal.SIGKILL)):
            with subprocess.Popen((*RUN, folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  text=True) as zoo:
                lines = []
                while not lines or not lines[-1].startswith('ready'):
                    line = zoo.stdout.readline()
                    assert line, lines
                    lines.append(line)
                assert sum(PROGRAM in line for line in lines) == int(lines[-1].split()[1]), lines
                assert len(processes(folder)) > 1
                end(zoo)
                zoo.wait(20)
            limit = time.monotonic() + 10
            while processes(folder) and time.monotonic() < limit:
                time.sleep(0.02)
            assert not processes(folder)


report('zoo', [judges_every_server_as_it_should, notices_another_verdict, leaves_nothing_running])
