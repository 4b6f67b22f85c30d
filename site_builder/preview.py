"""The live preview: build, show, wait for a change, again; a mistake is shown and waited out.

The site is served out of memory, and a stream tells open pages to reload.
"""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from threading import Condition
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from watchfiles import DefaultFilter, watch
from watchfiles.main import FileChange

from .messages import CatalogueError, Problem, Severity, message
from .publish.site import Files
from .theme_folder import Theme
from .web.server_rules import MEDIA_TYPES, full_media_type

HOST = "127.0.0.1"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERY_ADDRESS = ("0.0.0.0", "::")
"""Hosts that mean: every network that this computer is in."""
PORTS = range(8000, 8020)
"""Tried in this order."""
EVENTS_PATH = ".preview/events"
SCRIPT_PATH = ".preview/live.js"
HEARTBEAT = 10.0
"""Seconds between keep-alive comments on an idle event stream: writing is how a closed page is noticed."""
SETTLE_MS = 150
"""Milliseconds without a further change before building: an editor saves in several steps."""
POLL_MS = 300
"""Milliseconds between two looks at a folder's changes; on Windows Ctrl+C waits for the end of a look."""


@dataclass(frozen=True, slots=True)
class ServedSite:
    """The site that the preview serves. `instead`, if not empty, replaces every HTML page: the page of problems."""

    version: str
    files: Files
    instead: bytes = b""


class PreviewServer(ThreadingHTTPServer):
    """Serves the files last given to `show`, to whoever asks for it by a name of its own.

    A page elsewhere could have its own name point here and read a draft by it (DNS rebinding).
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    def __init__(self, host: str, port: int, script: bytes) -> None:
        self.host, self.script = host, script
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.names = own_names(host)
        self.failed: Callable[[Exception], None] = lambda _: None
        self.news = Condition()
        self.shown = ServedSite("", {})
        super().__init__((host, port), PreviewHandler)

    @property
    def address(self) -> str:
        """Where a browser of this computer finds it."""
        return self._address(HOST if self.host in EVERY_ADDRESS else self.host)

    @property
    def network_addresses(self) -> tuple[str, ...]:
        """Where other computers and phones find it; none where it is open to this computer alone."""
        if self.host in LOOPBACK:
            return ()
        return tuple(map(self._address, network_hosts() if self.host in EVERY_ADDRESS else (self.host,)))

    def _address(self, host: str) -> str:
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/"

    def show(self, shown: ServedSite) -> None:
        """Serve `shown` from now on and make open pages reload."""
        with self.news:
            self.shown = shown
            self.news.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 (http.server passes them)
        """What fails in one answer fails for that page alone; a browser that hangs up is no failure."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.failed(error)

    def newer(self, seen: str) -> str | None:
        """Wait for a version other than `seen` and return it; None after `HEARTBEAT` seconds without a change."""
        with self.news:
            changed = self.news.wait_for(lambda: self.shown.version != seen, HEARTBEAT)
            return self.shown.version if changed else None


def network_hosts() -> tuple[str, ...]:
    """The addresses of this computer in its networks, the one by which it reaches others first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address for documentation: nothing is sent, a way is looked up
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return tuple(dict.fromkeys(address for address in found if not address.startswith("127.")))


def own_names(host: str) -> frozenset[str]:
    """The names by which a preview at `host` may be asked for."""
    names = {*LOOPBACK, host.lower()}
    if host in EVERY_ADDRESS:
        own = socket.gethostname().lower()
        names |= {own, f"{own}.local", *network_hosts()}
    elif host not in LOOPBACK:
        with suppress(OSError):
            names |= {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    return frozenset(names)


def open_server(host: str, ports: Iterable[int], script: bytes) -> PreviewServer:
    """A server at the first of `ports` that is free. OSError where none is."""
    taken = OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    for port in ports:
        try:
            return PreviewServer(host, port, script)
        except OSError as error:
            taken = error
    raise taken


class PreviewHandler(BaseHTTPRequestHandler):
    """One request."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    log_message: ClassVar[Callable[..., None]] = staticmethod(lambda *_: None)

    def do_GET(self) -> None:
        with suppress(ValueError):
            if (urlsplit(f"//{self.headers.get('Host', '')}").hostname or "") in self.server.names:
                self._answer_request()
                return
        self._send(HTTPStatus.MISDIRECTED_REQUEST, ".txt", b"This preview is not asked for by that name.\n")

    def _answer_request(self) -> None:
        address = unquote(urlsplit(self.path).path).lstrip("/")
        if address == EVENTS_PATH:
            self._stream()
        elif address == SCRIPT_PATH:
            self._send(HTTPStatus.OK, ".js", self.server.script)
        else:
            self._answer(address)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, address: str) -> None:
        shown = self.server.shown
        if address and address not in shown.files and f"{address}/index.html" in shown.files:
            # As web hosts do it: without the slash, relative links of the page would lead elsewhere.
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{address}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        name = f"{address}index.html" if address.endswith("/") or not address else address
        content = shown.files.get(name)
        status = HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND
        if content is None:
            name, content = "404.html", shown.files.get("404.html", b"")
        suffix = PurePosixPath(name).suffix
        data = content.read_bytes() if isinstance(content, Path) else content
        if suffix == ".html":
            status, data = (HTTPStatus.OK, shown.instead) if shown.instead else (status, data)
            # The script that reloads the page is put in here alone, so that no published file can hold it.
            script = f'<script src="/{SCRIPT_PATH}" data-version="{shown.version}"></script>'.encode()
            head, end, tail = data.rpartition(b"</body>")
            data = head + script + end + tail
        self._send(status, suffix, data)

    def _send(self, status: HTTPStatus, suffix: str, data: bytes) -> None:
        self.send_response(status)
        # Our own table: the system's differs from machine to machine, and Windows' may call a script plain text.
        kind = full_media_type(suffix) if suffix in MEDIA_TYPES else "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

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


@dataclass(frozen=True, slots=True)
class PreviewBuild:
    """One build of the preview: its files (None where `problems` stopped it), and how long it took.

    `failure` is what nobody foresaw, where that stopped it: outside the templates, a fault of the program.
    """

    files: Files | None
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    failure: Exception | None = None


def run_preview(
    server: PreviewServer,
    build: Callable[[], PreviewBuild],
    places: Iterable[Path],
    report: Callable[[PreviewBuild], None],
    page: Callable[[Iterable[Problem]], bytes],
) -> None:
    """Serve what `build` gives, and build again after every change under `places`, until the person stops it.

    `page` renders the problems of a build that failed; `report` is called after every build.
    """
    watcher = ChangeWatcher(tuple(places))
    while True:
        built = build_or_problems(build)
        instead = b"" if built.files is not None else page(built.problems)
        # While there are problems, the files of the last good build stay: styles and pictures of the page that tells.
        files = built.files if built.files is not None else server.shown.files
        version = hashlib.blake2b(instead, digest_size=12)
        for address, content in files.items():
            version.update(address.encode())
            # Content that lies in a file is a rendition of a photo, whose name changes with its bytes.
            version.update(content if isinstance(content, bytes) else str(content).encode())
        server.show(ServedSite(version.hexdigest(), files, instead))
        report(built)
        watcher.next()


def build_or_problems(build: Callable[[], PreviewBuild]) -> PreviewBuild:
    """Run one build; every exception becomes a problem, so that the preview goes on."""
    try:
        return build()
    except CatalogueError as error:
        return PreviewBuild(None, error.problems)
    except Exception as error:
        # The innermost template of the traceback is most likely what was being edited: the problem is placed there.
        frames = traceback.extract_tb(error.__traceback__)
        frame = next((frame for frame in reversed(frames) if frame.filename.endswith(".html")), frames[-1])
        # What a template's own mistake says is about the template; any other message may hold what somebody wrote.
        in_template = isinstance(error, TemplateError)
        reason = f"{type(error).__name__}: {error}" if in_template else type(error).__name__
        problem = Problem(frame.filename, "preview_failed", frame.lineno or 0, 1, params={"reason": reason})
        return PreviewBuild(None, (problem,), failure=None if in_template else error)


def problems_page(problems: Iterable[Problem], theme: Theme, lang: str) -> bytes:
    """The page that stands in for every page while there is something to mend, errors first."""
    told = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    rows = [{"place": p.place, "severity": str(p.severity), "what": p.what(lang), "fix": p.fix(lang)} for p in told]
    return _notice_page("cli.serve.title", "cli.serve.hint", theme, lang, problems=rows)


def waiting_page(theme: Theme, lang: str) -> bytes:
    """The page that stands in for every page until the first build is done; it is replaced by itself."""
    return _notice_page("cli.serve.waiting", "cli.serve.wait", theme, lang)


def _notice_page(title: str, hint: str, theme: Theme, lang: str, problems: Sequence[Mapping[str, str]] = ()) -> bytes:
    loader = FileSystemLoader([folder / "preview" for folder in theme.folders])
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("problems.html")
    words = {"title": message(title, lang), "hint": message(hint, lang)}
    return template.render(lang=lang, problems=problems, **words).encode()


class ChangeWatcher:
    """Watches folders (with all that lies in them) and single files for changes, from its creation on."""

    def __init__(self, places: tuple[Path, ...]) -> None:
        folders = [place.resolve() for place in places if not place.is_file()]
        files = [place.resolve() for place in places if place.is_file()]
        self._streams = [_changes(folders), *(_changes([file.parent], file) for file in files)]
        for stream in self._streams:
            next(stream)  # begins to watch, so that what changes during the first build counts

    def next(self) -> None:
        """Block until something has changed and no further change has followed for a moment."""
        while not any(next(stream) for stream in self._streams):
            pass


def _changes(folders: Iterable[Path], only: Path | None = None) -> Iterator[set[FileChange]]:
    """Sets of changes in the folders, an empty one after each `POLL_MS` without any; of `only` alone, if given.

    Such a file is watched by way of its folder, since editors put a new file in the place of the old one.
    """
    return watch(
        *folders,
        watch_filter=DefaultFilter() if only is None else lambda _, path: path == str(only),
        recursive=only is None,
        step=SETTLE_MS,
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
    )
