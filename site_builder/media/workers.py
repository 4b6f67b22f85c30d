"""A pool of worker processes that render photos on all cores.

They are subprocesses, not `multiprocessing`'s: those start differently on each system and Python, import the command
that started them (0.3 s and 40 MB in each worker), and do not tell which photo killed them.
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

from .request import CachedRenditions, PhotoRefusal, RenderJob

_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
_WORKER_START = f"import sys; sys.path.insert(0, {_PACKAGE_ROOT!r}); from site_builder.media.worker import main; main()"
WORKER_COMMAND = (sys.executable, "-P", "-c", _WORKER_START)
_MEGA = 1 << 20
_MALLOC_SETTINGS = {"MALLOC_MMAP_THRESHOLD_": str(32 * _MEGA), "MALLOC_TRIM_THRESHOLD_": str(128 * _MEGA)}
"""What glibc reads when a program starts (others do not know it): what one picture leaves free is kept for the next.

Otherwise it goes back to the system each time and comes again page by page, a tenth of all the work on a photo.
"""


def worker_environment() -> dict[str, str]:
    """The environment of a worker process: our malloc settings, unless the user's environment sets them already."""
    return {**_MALLOC_SETTINGS, **os.environ}


class WorkerProcess:
    """A worker process. Its standard error goes to a temporary file, for the message when it dies."""

    def __init__(self) -> None:
        self._troubles = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        self._program = subprocess.Popen(
            WORKER_COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._troubles,
            env=worker_environment(),
        )
        self._questions = cast(BinaryIO, self._program.stdin)
        self._answers = cast(BinaryIO, self._program.stdout)

    def ask(self, job: RenderJob) -> CachedRenditions | PhotoRefusal | None:
        """Send a job and wait for the result; None if the process died."""
        try:
            pickle.dump(job, self._questions)
            self._questions.flush()
            answer: CachedRenditions | PhotoRefusal = pickle.load(self._answers)
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return answer

    def close(self) -> str:
        """Kill the process if it still runs, and return the last line of its standard error, or its exit code."""
        self._program.kill()
        code = self._program.wait()
        for pipe in (self._questions, self._answers):
            with suppress(OSError):
                pipe.close()
        with self._troubles:
            self._troubles.seek(0)
            told = self._troubles.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(told) if line.strip()), f"exit {code}")


def run_jobs(jobs: Sequence[RenderJob], workers: int) -> Generator[CachedRenditions | PhotoRefusal]:
    """The outcome of every job, in the order of the jobs; each worker has one job at a time."""
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    count = min(workers, len(jobs))
    for _ in range(count):
        idle.put(WorkerProcess())
    try:
        with ThreadPoolExecutor(max(1, count)) as threads:
            yield from threads.map(partial(_run_job, idle), jobs)
    finally:
        while not idle.empty():
            idle.get().close()


def _run_job(idle: SimpleQueue[WorkerProcess], job: RenderJob) -> CachedRenditions | PhotoRefusal:
    worker = idle.get()
    try:
        answer = worker.ask(job)
        if answer is None:
            reason, worker = worker.close(), WorkerProcess()
            return PhotoRefusal("photo_stopped", {"reason": reason})
        return answer
    finally:
        idle.put(worker)
