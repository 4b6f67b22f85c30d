"""What a command takes: seconds of the clock and of the processors, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    """Seconds, seconds, megabytes."""

    wall: float
    cpu: float
    memory: float


def measure(command: list[str], cwd: Path) -> Figures:
    """Run `command` to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    complaints = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{complaints}")
    return Figures(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def show(case: str, scenario: str, figures: Figures) -> None:
    print(
        f"{case:10} {scenario:6} {figures.wall:7.2f} s wall  {figures.cpu:7.2f} s CPU  {figures.memory:6.0f} MB",
        flush=True,
    )
