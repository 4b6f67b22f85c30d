"""Requests: photos that are wanted, the job that a worker is given, and why a photo cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..cache import FileStamp, Manifest, StoredFile
from ..catalogue.vietnamese import nfc
from ..messages import Problem, Severity
from .recipe import CENTRE, PAGE_FRAME, Recipe, Size, frame_width, scale_length

SOFT_PHOTO_WIDTH = 800
"""Pixels: a photo narrower than this looks soft on a page, which is worth a warning."""


@dataclass(frozen=True, slots=True)
class PhotoRefusal:
    """A problem's code (`photo_…` in `messages/`) and what fills the braces of its sentences."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class PhotoError(Exception):
    """Aborts the work on one photo; caught where that work began, which returns its `refusal`."""

    def __init__(self, code: str, **params: str) -> None:
        self.refusal = PhotoRefusal(code, params)
        super().__init__(code)


def os_error_text(error: OSError) -> str:
    """The system's message of an OSError, without error number and path."""
    return error.strerror or str(error)


@dataclass(frozen=True, slots=True)
class CachedRendition:
    """A rendition in the cache, in pixels and as a file; `type` is its MIME type."""

    width: int
    height: int
    type: str
    file: StoredFile

    @property
    def name(self) -> str:
        return self.file.name


@dataclass(frozen=True, slots=True)
class CachedRenditions:
    """The result for one photo: its upright size, its dominant colour, its renditions, and what is to be told of it.

    `notes` are codes of messages.
    """

    width: int
    height: int
    colour: str
    files: tuple[CachedRendition, ...]
    notes: tuple[str, ...] = ()

    def about(self) -> Any:
        """What the manifest says of them besides the files."""
        looks = [(each.width, each.height, each.type) for each in self.files]
        return [self.width, self.height, self.colour, looks, self.notes]

    @classmethod
    def of(cls, manifest: Manifest) -> CachedRenditions | None:
        """As the manifest has it; None if it was not written by `about`."""
        try:
            width, height, colour, looks, notes = manifest.about
            pairs = zip(looks, manifest.files, strict=True)
            files = tuple(CachedRendition(int(w), int(h), str(kind), file) for (w, h, kind), file in pairs)
            return cls(int(width), int(height), str(colour), files, notes=tuple(str(note) for note in notes))
        except (ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class RenderTask:
    """What one recipe makes of a photo, around its `focus`. The names of the renditions are `stem`, width and suffix.

    Of a photo that is not `wider_than` so many pixels, nothing is made.
    """

    stem: str
    recipe: Recipe
    focus: tuple[float, float] = CENTRE
    wider_than: int = 0


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Everything to be made of one photo: its file, the stamp it must still have, the folder of the renditions."""

    file: Path
    stamp: FileStamp
    folder: Path
    tasks: tuple[RenderTask, ...]


@dataclass(frozen=True, slots=True)
class PhotoRequest:
    """A request for the renditions of one photo, and where to report its problems.

    `owner` is whose it is (a product's slug), `file` where it lies, `source` its name as the content writes it (by
    default the file's own). `label`, `line`, `column` and `path` are the place for a Problem. `focus` is the
    point, from the top left, 0 to 1, that stays in the picture where the recipe crops.
    """

    owner: str
    file: Path
    label: str
    line: int = 0
    column: int = 0
    path: str = ""
    source: str = ""
    focus: tuple[float, float] = CENTRE

    @property
    def key(self) -> tuple[str, str]:
        """Whose it is and its name: what its picture is known by."""
        return self.owner, self.source or nfc(self.file.name)

    def problem(self, refusal: PhotoRefusal, severity: Severity = Severity.ERROR) -> Problem:
        params = {"photo": self.key[1], **refusal.params}
        return Problem(
            self.label,
            refusal.code,
            line=self.line,
            column=self.column,
            path=self.path,
            params=params,
            severity=severity,
        )

    def warnings(self, size: Size, notes: Sequence[str] = ()) -> Iterator[Problem]:
        """What is worth saying of a photo that can be used, which is of `size`; `notes` are codes of messages."""
        width, shown = size.width, frame_width(size)
        params = {"width": str(width), "height": str(size.height), "wanted": str(SOFT_PHOTO_WIDTH), "shown": str(shown)}
        if width < SOFT_PHOTO_WIDTH:
            yield self.problem(PhotoRefusal("photo_narrow", params), Severity.WARNING)
        elif shown < SOFT_PHOTO_WIDTH:
            lowest = scale_length(SOFT_PHOTO_WIDTH, PAGE_FRAME.height, PAGE_FRAME.width)
            yield self.problem(PhotoRefusal("photo_low", {**params, "lowest": str(lowest)}), Severity.WARNING)
        yield from self.notes(notes)

    def notes(self, codes: Sequence[str]) -> Iterator[Problem]:
        """Warnings of those codes, which need nothing but the name."""
        for code in codes:
            yield self.problem(PhotoRefusal(code), Severity.WARNING)


@dataclass(frozen=True, slots=True)
class PdfJob:
    """A PDF to be cleaned: its file, the stamp it must still have, the folder and the stem of what is made of it."""

    file: Path
    stamp: FileStamp
    folder: Path
    stem: str


@dataclass(frozen=True, slots=True)
class PhotoBatch:
    """Photos that one use (web pages, social cards) needs prepared by the same recipe.

    A photo that is not `wider_than` so many pixels is left out: the use does without.
    """

    requests: Sequence[PhotoRequest]
    recipe: Recipe
    wider_than: int = 0
