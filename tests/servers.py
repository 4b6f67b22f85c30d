"""Hosts on this machine alone, as the tests and the benchmarks need them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Quiet(SimpleHTTPRequestHandler):
    """A plain host of a folder's files that tells nobody who asked."""

    def log_message(self, *_: Any) -> None:
        return


class _Patient(ThreadingHTTPServer):
    """A browser that has seen enough hangs up in the middle of an answer: that is no trouble of the host's."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


@contextmanager
def served(folder: Path, answers: Callable[..., BaseHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """The address, which ends with a slash, at which `answers` serves `folder`."""
    server = _Patient(("127.0.0.1", 0), partial(answers, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
