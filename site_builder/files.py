"""Files: those of the site as values, one way to write one, what kind one is, and which names are one on Windows."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Why a disk takes no more of a file."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site by its address: written from bytes, or placed from a file on disk."""

    path: str
    data: bytes | Path


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A card: the file in the cache, the name it is published under, what it shows in words."""

    file: Path
    name: str
    alt: str


def write_atomically(file: Path, data: bytes) -> None:
    """Replace `file` by `data` atomically: a reader sees the whole old file or the whole new one. Raises OSError."""
    with atomic_draft(file) as draft:
        draft.write_bytes(data)


@contextmanager
def atomic_draft(file: Path) -> Iterator[Path]:
    """A draft beside `file` to write to, which takes its place at the end; a draft that failed is removed.

    The draft reaches the disk before it is renamed: after a power cut there is the old file or the new one, and never
    a name without its content. Raises OSError.
    """
    draft = file.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        yield draft
        sync_file(draft)
        draft.replace(file)
    except BaseException as error:
        with suppress(OSError):  # the first error is the one to tell
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(draft):
            error.filename, error.filename2 = str(file), None  # nobody knows the name of a draft
        raise


def sync_file(file: Path) -> None:
    """Bring what a file holds to the disk. Raises OSError."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def sync_names(folder: Path) -> None:
    """Bring the names in a folder to the disk, so that a power cut keeps the last renaming. Raises OSError."""
    if os.name == "posix":  # Windows does so by itself, and opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop (PSD)"),
    (b"PK\x03\x04", "Word/Excel/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel"),
    (b"Rar!", "RAR"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"IIU\0", "RAW"),
    (b"RIFF", "AVI, WAV"),
    (b"\x1aE\xdf\xa3", "video (MKV, WebM)"),
)
_ISO_BRANDS: tuple[tuple[frozenset[bytes], str], ...] = (
    (frozenset((b"avif", b"avis")), "AVIF"),
    (frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"mif2", b"miaf", b"msf1")), "HEIF"),
    (frozenset((b"mif3",)), "HEIF mini (mif3)"),
    (frozenset((b"crx ",)), "RAW"),
)
_MARKUP_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"<svg", "SVG"),
    (b"<?xml", "SVG, XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
)


def file_kind(head: bytes) -> str | None:
    """The kind of a file by its first bytes (its signature, "magic number"), None for text and what is unknown."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _kind_by_brand(head)
    if head[:2] in (b"II", b"MM") and head[8:10] == b"CR":  # a Canon raw file, dressed as TIFF
        return "RAW"
    if head[:2] == b"BM" and head[6:10] == bytes(4):  # two letters alone could begin a text
        return "BMP"
    return next((name for signature, name in _SIGNATURES if head.startswith(signature)), None)


def markup_kind(head: bytes) -> str | None:
    """The kind of a text that is markup, by its first letters."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((name for start, name in _MARKUP_SIGNATURES if text.startswith(start)), None)


def _kind_by_brand(head: bytes) -> str:
    """The brands of an ISO media file: its own at 8, those it is compatible with from 16 on."""
    end = min(int.from_bytes(head[:4]), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    return next((name for known, name in _ISO_BRANDS if brands & known), "video (MP4, MOV)")


def case_clashes(addresses: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of addresses that are one file where letter case does not count (Windows, macOS, USB sticks)."""
    seen: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for address in addresses:
        folded = address.casefold()
        if folded in seen:
            found.append((seen[folded], address))
        seen.setdefault(folded, address)
    return tuple(found)
