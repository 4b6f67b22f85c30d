"""The server of the live preview: the site out of memory, and a stream that tells open pages to reload.

Nothing is written: the published site stays as it is while somebody tries things out.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from threading import Condition
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from .publish.site import Files

HOST = "127.0.0.1"
PORTS = range(8000, 8020)
"""Tried in this order."""
EVENTS = ".preview/events"
SCRIPT = ".preview/live.js"
HEARTBEAT = 10.0
"""Seconds after which a silent stream says something, so that closed pages are noticed."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
"""Our own table: the system's differs from machine to machine, and Windows' may call a script plain text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the preview shows: the files, or `instead` of every page while there is something to mend."""

    version: str
    files: Files
    instead: bytes = b""


class PreviewServer(ThreadingHTTPServer):
    """Serves what `show` was last given, to this machine alone."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    def __init__(self, port: int, script: bytes) -> None:
        self.script = script
        self.news = Condition()
        self.shown = Shown("", {})
        super().__init__((HOST, port), Handler)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/"

    def show(self, shown: Shown) -> None:
        """Answer with `shown` from now on, and have open pages reload."""
        with self.news:
            self.shown = shown
            self.news.notify_all()

    def newer(self, seen: str) -> str | None:
        """The version as soon as it is another than `seen`; None when nothing has happened for a while."""
        with self.news:
            changed = self.news.wait_for(lambda: self.shown.version != seen, HEARTBEAT)
            return self.shown.version if changed else None


def open_server(ports: Iterable[int], script: bytes) -> PreviewServer:
    """A server at the first of `ports` that is free. OSError where none is."""
    taken = OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    for port in ports:
        try:
            return PreviewServer(port, script)
        except OSError as error:
            taken = error
    raise taken


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    log_message: ClassVar[Callable[..., None]] = staticmethod(lambda *_: None)

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path).lstrip("/")
        if address == EVENTS:
            self._stream()
        elif address == SCRIPT:
            self._send(HTTPStatus.OK, ".js", self.server.script)
        else:
            self._answer(address)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, address: str) -> None:
        shown = self.server.shown
        if address in ("", *shown.files) or f"{address}/index.html" not in shown.files:
            self._file(address, shown)
        else:
            self._redirect(f"/{address}/")

    def _file(self, address: str, shown: Shown) -> None:
        name = f"{address}index.html" if address.endswith("/") or not address else address
        content = shown.files.get(name)
        status = HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND
        if content is None:
            name, content = "404.html", shown.files.get("404.html", b"")
        suffix = PurePosixPath(name).suffix
        data = content.read_bytes() if isinstance(content, Path) else content
        if suffix == ".html":
            status, data = (HTTPStatus.OK, shown.instead) if shown.instead else (status, data)
            data = _with_script(data, shown.version)
        self._send(status, suffix, data)

    def _send(self, status: HTTPStatus, suffix: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        seen = ""
        with suppress(OSError):  # the page was closed
            while True:
                version = self.server.newer(seen)
                self.wfile.write(f"data: {version}\n\n".encode() if version else b":\n\n")
                self.wfile.flush()
                seen = version or seen


def _with_script(page: bytes, version: str) -> bytes:
    """The page with the script that reloads it; only in what is answered here, never in a published file."""
    script = f'<script src="/{SCRIPT}" data-version="{version}"></script>'.encode()
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail
