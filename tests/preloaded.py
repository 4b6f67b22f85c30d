"""Commands run in processes split off from one that has loaded the program: to load it takes longer than most of them.

Each command has a process, folder, environment, streams and exit code of its own, as if it had been started afresh, and
it ends as any. It shares with the others that everything is imported, and the seed of the hashes: what is to hold for
a program that has just been started runs by `COMMAND`.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 1 << 20
"""Bytes of a request."""
PATIENCE = 600
"""Seconds after which a command is ended, by a signal."""
ONE_AT_A_TIME = Lock()


def run(
    arguments: list[str], folder: Path, environment: dict[str, str], answers: str
) -> subprocess.CompletedProcess[str]:
    """The command line `arguments` of the program in `folder`, with `answers` typed in."""
    request = json.dumps([arguments, str(folder), environment]).encode()
    with ExitStack() as files, ONE_AT_A_TIME:
        typed, said, told = (files.enter_context(TemporaryFile()) for _ in range(3))
        typed.write(answers.encode())
        typed.seek(0)
        line = _line()
        socket.send_fds(line, [request], [file.fileno() for file in (typed, said, told)])
        code = json.loads(line.recv(LONGEST))
        output = []
        for file in (said, told):
            file.seek(0)
            output.append(file.read().decode().replace("\r\n", "\n"))
    return subprocess.CompletedProcess(["site-builder", *arguments], code, *output)


@cache
def _line() -> socket.socket:
    """The line to the process that splits off the others; it ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-c", f"from tests.preloaded import serve; serve({theirs.fileno()})"]
    started = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
    )
    theirs.close()
    atexit.register(started.wait)
    atexit.register(ours.close)
    return ours


def serve(number: int) -> None:
    """Run what comes over the line with this file number, until the other side has gone."""
    from site_builder.cli import command_line, main

    for name in command_line.COMMAND_NAMES:
        import_module(f"site_builder.cli.{name}")
    line = socket.socket(fileno=number)
    while True:
        request, files, _, _ = socket.recv_fds(line, LONGEST, 3)
        if not request:
            return
        if not (process := os.fork()):
            line.close()
            arguments, folder, environment = json.loads(request)
            _take_place(arguments, folder, environment, files)
            main()  # which ends this process
        for file in files:
            os.close(file)
        line.send(json.dumps(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])).encode())


def _take_place(arguments: list[str], folder: str, environment: dict[str, str], files: list[int]) -> None:
    signal.alarm(PATIENCE)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
