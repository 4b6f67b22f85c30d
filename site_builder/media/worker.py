"""The program that makes renditions: reads jobs from its input, one pickle each, and answers each on its output."""

from __future__ import annotations

import os
import pickle
import sys
import warnings

from .render import make


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
        pickle.dump(make(job), answers)
        answers.flush()
