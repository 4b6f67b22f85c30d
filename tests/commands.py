"""Run the real commands, each in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from . import preloaded

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-24"
"""The day on which the sites of the tests are built."""
WITH_AN_ADDRESS = ("--config-file", "tests/with-an-address.yml")
"""Options of a build whose site has a real address, as the shipped one will have."""
EPOCH = str(int(datetime.fromisoformat(f"{TODAY}T00:00+00:00").timestamp()))
"""The same day as SOURCE_DATE_EPOCH says it."""

COMMAND = (sys.executable, "-c", "from site_builder.cli import main; main()")
"""The program, started afresh."""
READ_AT_THE_START = ("PYTHON", "LC_", "LANG")
"""How variables begin that Python reads when it starts."""


def site_builder(
    *arguments: str | Path,
    folder: Path = ROOT,
    environment: dict[str, str] | None = None,
    answers: str = "",
    afresh: bool = False,
) -> subprocess.CompletedProcess[str]:
    """`site-builder <arguments>` in `folder`, with `answers` typed in; output as text, whatever the exit code.

    In a process of its own: one that `preloaded` splits off, or with `afresh`, and where the `environment` asks for
    it, one that starts Python, so that hashes have another seed.
    """
    words, variables = [*map(str, arguments)], _environment(environment or {})
    if not afresh and sys.platform == "linux" and not any(map(_is_read_at_the_start, environment or ())):
        return preloaded.run(words, folder, variables, answers)
    return subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env=variables,
        input=answers,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def _is_read_at_the_start(variable: str) -> bool:
    return variable.startswith(READ_AT_THE_START)


def build(*arguments: str | Path, folder: Path = ROOT) -> None:
    """`site-builder build`, started afresh, which has to succeed."""
    done = site_builder("build", "--today", TODAY, *arguments, folder=folder, afresh=True)
    assert done.returncode == 0, done.stdout + done.stderr


def everything(terminal: int) -> str:
    """All that is said to the terminal `terminal` until the other side has gone; closes it."""
    said = b""
    with suppress(OSError):
        while chunk := os.read(terminal, 4096):
            said += chunk
    os.close(terminal)
    return said.decode()


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(more: dict[str, str]) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("SITE_BUILDER", "PYTEST"))}
    return {**ours, **more}
