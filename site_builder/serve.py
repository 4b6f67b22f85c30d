"""The live preview: build, show, wait for a change, again; a mistake is shown and waited out."""

from __future__ import annotations

import hashlib
import queue
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from watchdog.events import DirModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from .preview import PreviewServer, Shown
from .problems import CatalogueError, Problem, message
from .publish.site import Files
from .theme_folder import Theme

QUIET = 0.15
"""Seconds without a further change before building: an editor saves in several steps."""
TOLD = ("created", "modified", "moved", "deleted")
"""Reading a file is an event too, and building reads them all."""


@dataclass(frozen=True, slots=True)
class Round:
    """One build of the preview: its files (None where `problems` stopped it), and how long it took."""

    files: Files | None
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


def keep_showing(
    server: PreviewServer,
    make: Callable[[], Round],
    places: Iterable[Path],
    told: Callable[[Round], None],
    page: Callable[[Iterable[Problem]], bytes],
) -> None:
    """Show what `make` gives and make it again after every change under `places`, until the person stops it.

    `page` draws the problems of a round that was stopped by some; `told` hears of every round.
    """
    with Watch(tuple(places)) as watch:
        while True:
            found = attempt(make)
            instead = b"" if found.files is not None else page(found.problems)
            files = found.files if found.files is not None else server.shown.files
            server.show(Shown(_version(files, instead), files, instead))
            told(found)
            watch.next()


def attempt(make: Callable[[], Round]) -> Round:
    """One round; whatever goes wrong in it becomes problems, for the preview lives on."""
    try:
        return make()
    except CatalogueError as error:
        return Round(None, error.problems)
    except Exception as error:
        return Round(None, (_failure(error),))


def _failure(error: Exception) -> Problem:
    """Told at the template where it happened, if it happened below one: that is what was being edited."""
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((frame for frame in reversed(frames) if frame.filename.endswith(".html")), frames[-1])
    params = {"reason": f"{type(error).__name__}: {error}"}
    return Problem(frame.filename, "preview_failed", frame.lineno or 0, 1, params=params)


def page_of_problems(problems: Iterable[Problem], theme: Theme, lang: str) -> bytes:
    """The page that stands in for every page while there is something to mend."""
    loader = FileSystemLoader([folder / "preview" for folder in theme.folders])
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("problems.html")
    rows = [{"place": p.place, "severity": str(p.severity), "what": p.what(lang), "fix": p.fix(lang)} for p in problems]
    title, hint = message("cli.serve.title", lang), message("cli.serve.hint", lang)
    return template.render(lang=lang, title=title, hint=hint, problems=rows).encode()


def _version(files: Files, instead: bytes) -> str:
    """Changes when anything that is shown does; a rendition's name tells its content."""
    digest = hashlib.blake2b(instead, digest_size=12)
    for address, content in files.items():
        digest.update(address.encode())
        digest.update(content if isinstance(content, bytes) else str(content).encode())
    return digest.hexdigest()


class Watch:
    """Notices changes in folders, whatever lies in them, and of single files."""

    def __init__(self, places: tuple[Path, ...]) -> None:
        self._changes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._observer = Observer()
        for place in places:
            only = place.resolve() if place.is_file() else None
            folder = only.parent if only else place.resolve()
            self._observer.schedule(_Listener(self._changes, only), str(folder), recursive=only is None)

    def __enter__(self) -> Watch:
        self._observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()

    def next(self) -> None:
        """Come back when something has changed and all is quiet again."""
        while not self._changed_within(1.0):  # in slices: on Windows Ctrl+C waits for the end of a wait
            pass
        while self._changed_within(QUIET):
            pass

    def _changed_within(self, seconds: float) -> bool:
        try:
            self._changes.get(timeout=seconds)
        except queue.Empty:
            return False
        return True


class _Listener(FileSystemEventHandler):
    def __init__(self, changes: queue.SimpleQueue[None], only: Path | None) -> None:
        self._changes, self._only = changes, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        meant = self._only is None or str(self._only) in (event.src_path, event.dest_path)
        if meant and event.event_type in TOLD and not isinstance(event, DirModifiedEvent):
            self._changes.put(None)
