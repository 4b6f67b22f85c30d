"""Run as a script: a command that dies (SIGKILL) just before the n-th thing it does to the file system.

`killed_command.py N build …`; with an N beyond the last, it prints how many things there were. `any:N` counts whatever
Python's own audit tells of: reading and importing too.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from site_builder.cli.command_line import run_command
from site_builder.messages import CliMessages

TOUCHES = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.rmtree", "subprocess.Popen")


def main(moment: str, *command: str) -> None:
    done, counts_all, at = 0, moment.startswith("any:"), int(moment.removeprefix("any:"))

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        writes = event == "open" and isinstance(arguments[1], str) and bool(set(arguments[1]) & set("wax+"))
        if counts_all or event in TOUCHES or writes:
            done += 1
            if done == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    assert run_command(command, CliMessages("vi")) == 0
    print(done, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
