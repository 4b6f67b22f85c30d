"""A pool of worker processes that render photos on all cores.

They are subprocesses, not `multiprocessing`'s: those start differently on each system and Python, import the command
that started them (0.3 s and 40 MB in each worker), and do not tell which photo killed them. A process
reads pickled jobs from its standard input and writes pickled results to its standard output.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import BinaryIO, cast

from .request import CachedRenditions, PdfJob, PhotoRefusal, RenderJob

RenderResult = Mapping[str, CachedRenditions] | PhotoRefusal
"""What was made for the tasks of a job, by their stems; or why the photo cannot be used."""

PHOTO_TIME_LIMIT = 180.0
"""Seconds that a process may work on one photo.

All that a site makes of a HEIC of 50 megapixels takes 3; the rest is for slow and busy computers. Without a limit, a
file that leads a decoder into an endless loop would hold up the build for ever.
"""

_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
_WORKER_START = (
    f"import sys; sys.path.insert(0, {_PACKAGE_ROOT!r}); from site_builder.media import workers; workers.serve_jobs()"
)
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

    @property
    def alive(self) -> bool:
        """Whether it can be given a job: false once it was closed."""
        return self._program.returncode is None

    def ask(self, job: RenderJob | PdfJob, limit: float) -> RenderResult:
        """Send a job and wait for the result. A process that dies, or takes more than `limit` seconds, is closed."""
        late = Event()

        def stop() -> None:
            late.set()
            self._program.kill()

        timer = Timer(limit, stop)
        timer.start()
        answer: RenderResult | None = None
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            pickle.dump(job, self._questions)
            self._questions.flush()
            answer = pickle.load(self._answers)
        timer.cancel()
        timer.join()  # it may be killing the process this very moment, which must not get another job then
        if late.is_set():
            self.close()
            return PhotoRefusal("photo_slow", {"seconds": f"{limit:g}"})
        return PhotoRefusal("photo_stopped", {"reason": self.close()}) if answer is None else answer

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


def run_jobs(jobs: Sequence[RenderJob | PdfJob], workers: int) -> Generator[RenderResult]:
    """The result of every job, in the order of the jobs; each worker has one job at a time."""
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    count = min(workers, len(jobs))
    for _ in range(count):
        idle.put(WorkerProcess())
    try:
        with ThreadPoolExecutor(max(1, count)) as threads:
            yield from threads.map(partial(_run_job, idle), jobs)
    finally:
        while not idle.empty():
            if (worker := idle.get()).alive:
                worker.close()


def _run_job(idle: SimpleQueue[WorkerProcess], job: RenderJob | PdfJob) -> RenderResult:
    worker = idle.get()
    try:
        if not worker.alive:
            worker = WorkerProcess()
        return worker.ask(job, PHOTO_TIME_LIMIT)
    finally:
        idle.put(worker)


def serve_jobs() -> None:
    """What a worker process does: works until its input ends."""
    # Only here: the process that starts the workers decodes nothing.
    from .pdf_scans import clean_job
    from .render import render_photo

    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get in between
    while True:
        try:
            job = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(clean_job(job) if isinstance(job, PdfJob) else render_photo(job), answers)
        answers.flush()
