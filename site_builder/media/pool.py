"""Photos shared out among the cores, each in a program of its own.

A program rather than one of `multiprocessing`'s: it starts the same on every system and Python, does not import the
command that started it (0.3 s and 40 MB in each worker), and when it is killed it is known over which photo.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, cast

from .cache import Made
from .job import Job
from .refusal import Refusal

_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from site_builder.media.worker import main; main()"
COMMAND = (sys.executable, "-P", "-c", _START)
_MEGA = 1 << 20
_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 * _MEGA), "MALLOC_TRIM_THRESHOLD_": str(128 * _MEGA)}
"""What glibc reads when a program starts (others do not know it): what one picture leaves free is kept for the next.

Otherwise it goes back to the system each time and comes again page by page, a tenth of all the work on a photo.
"""


def environment() -> dict[str, str]:
    """What the program that works on photos is started with; who has set the same for themselves has their way."""
    return {**_MEMORY, **os.environ}


class Worker:
    """One such program. What it says of its own troubles is kept for the report."""

    def __init__(self) -> None:
        self._troubles = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        self._program = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._troubles,
            env=environment(),
        )
        self._questions = cast(BinaryIO, self._program.stdin)
        self._answers = cast(BinaryIO, self._program.stdout)

    def ask(self, job: Job) -> Made | Refusal | None:
        """The answer, or None if the program ended without one."""
        try:
            pickle.dump(job, self._questions)
            self._questions.flush()
            answer: Made | Refusal = pickle.load(self._answers)
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return answer

    def close(self) -> str:
        """Ends the program if it has not ended; says why it did, as far as it told."""
        self._program.kill()
        code = self._program.wait()
        for pipe in (self._questions, self._answers):
            with suppress(OSError):
                pipe.close()
        with self._troubles:
            self._troubles.seek(0)
            told = self._troubles.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(told) if line.strip()), f"exit {code}")


def run(jobs: Sequence[Job], workers: int) -> Generator[Made | Refusal]:
    """The outcome of every job, in the order of the jobs; each worker has one job at a time."""
    idle: SimpleQueue[Worker] = SimpleQueue()
    count = min(workers, len(jobs))
    for _ in range(count):
        idle.put(Worker())
    try:
        with ThreadPoolExecutor(max(1, count)) as threads:
            yield from threads.map(partial(_outcome, idle), jobs)
    finally:
        while not idle.empty():
            idle.get().close()


def _outcome(idle: SimpleQueue[Worker], job: Job) -> Made | Refusal:
    worker = idle.get()
    try:
        answer = worker.ask(job)
        if answer is None:
            reason, worker = worker.close(), Worker()
            return Refusal("photo_stopped", {"reason": reason})
        return answer
    finally:
        idle.put(worker)
