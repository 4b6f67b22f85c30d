"""The commands: the one place that prints, ends the program and reads the clock.

Here is the outermost edge: whatever nobody foresaw ends in one sentence and a report, and no traceback. It imports only
what comes with Python, so that it holds where a library is missing or broken.
"""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Sequence

from .last_resort import flush_output, open_closed_streams, show_crash

EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line `arguments` (those of the process by default) and end the program.

    Exit codes: 0 fine, 1 problems in the content (the disk, the program), 2 wrong usage, 130 stopped by the person.
    """
    open_closed_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    threading.excepthook = lambda failed: show_crash(failed.exc_value or RuntimeError(failed.exc_type), given)
    try:
        _speak_utf8()
        logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is English, and told by us
        from .command_line import run_command_line

        code = run_command_line(given)
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except Exception as error:
        code = 1
        show_crash(error, given)
    sys.exit(flush_output(code))


def _speak_utf8() -> None:
    """Windows consoles and pipes default to an encoding that has no Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
