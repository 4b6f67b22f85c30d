"""The worker process: reads pickled jobs from standard input, renders each, writes the result to standard output."""

from __future__ import annotations

import os
import pickle
import sys
import warnings

from .render import render_photo


def main() -> None:
    """Works until its input ends."""
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get in between
    while True:
        try:
            job = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(render_photo(job), answers)
        answers.flush()
