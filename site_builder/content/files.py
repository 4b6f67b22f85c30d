"""Finds the file that a name in the content means, and nothing outside its folder."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from ..vietnamese import nfc
from .survey import LITTER

PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".avif", ".tif", ".tiff", ".mpo", ".jfif", ".jpe")
DOCUMENTS = (".pdf", ".jpg", ".jpeg", ".png", ".webp")


class Amiss(StrEnum):
    """Why a name leads to no file; the code of the problem."""

    PATH = "file_path"
    MISSING = "file_missing"
    OUTSIDE = "file_outside"
    NOT_A_FILE = "file_is_folder"


def locate(folder: Path, name: str, names: Collection[str]) -> Path | Amiss:
    """The file that `name` means among the `names` that lie in `folder`, or why there is none.

    Capitals and the way marks are stored (NFC, NFD) may differ from what is written, for Windows and macOS do not
    tell them apart. A name is of one file beside the YAML: no folders, no `..`, no link that leads out.
    """
    if not name or name in (".", "..") or any(sign in name for sign in "/\\:\0"):
        return Amiss.PATH
    real = _real(name, names)
    if real is None:
        return Amiss.MISSING
    path = folder / real
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return Amiss.OUTSIDE
    return path if path.is_file() else Amiss.NOT_A_FILE


def find(folder: Path, name: str) -> Path | None:
    """The file that `name` means in `folder`, None where there is none that may be used."""
    found = locate(folder, name, names_in(folder))
    return found if isinstance(found, Path) else None


def names_in(folder: Path) -> tuple[str, ...]:
    """What people put into `folder`, in a fixed order; nothing where there is no such folder."""
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(name for name in names if not LITTER.match(name)))


def _real(name: str, names: Collection[str]) -> str | None:
    if name in names:
        return name
    same = [real for real in names if nfc(real) == nfc(name)]
    alike = same or [real for real in names if nfc(real).casefold() == nfc(name).casefold()]
    return alike[0] if len(alike) == 1 else None


def kind_of(start: bytes) -> str | None:
    """The suffix that the first bytes of a document call for, None where they are of none that is published."""
    if b"%PDF-" in start[:1024]:
        return ".pdf"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return ".webp"
    return {b"\xff\xd8\xff": ".jpg", b"\x89PN": ".png"}.get(start[:3])
