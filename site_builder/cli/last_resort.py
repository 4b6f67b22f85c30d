"""Last resort: the sentence and the report for what nobody foresaw. It imports only what comes with Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..clock import local_time
from ..crash_report import tell_crash


def open_closed_streams() -> None:
    """Give each of the three streams that the program was started without (`>&-`, a service, pythonw) the null device.

    Python has None there. Left closed, the number would go to the next file that is opened, and what a library or a
    worker process prints would be written into that.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (it stays open to the end)
            with suppress(OSError):
                os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


def show_crash(error: BaseException, arguments: Sequence[str]) -> None:
    """Write the report and show the sentence; where nobody can be told any more, nobody is."""
    with suppress(Exception):
        sys.stderr.write(f"{tell_crash(error, arguments, _language(arguments), local_time())}\n")


def flush_output(code: int) -> int:
    """The exit code, after what is left in the buffers: Python itself would try at the end, and complain in its way."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 1
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code


def _language(arguments: Sequence[str]) -> str:
    try:
        from ..messages import choose_cli_messages

        return choose_cli_messages(arguments, os.environ).lang
    except Exception:  # the library that reads the sentences may be what is broken
        return ""
