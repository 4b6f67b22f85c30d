"""What a file is, told by its first bytes: names lie (a `.jpg` from a telephone's chat is often a WebP)."""

from __future__ import annotations

import math
from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"]

HEAD = 4096
"""Bytes from the start of a file that hold all that is asked for here."""

_KINDS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
_BRANDS: tuple[tuple[frozenset[bytes], Kind], ...] = (
    (frozenset((b"avif", b"avis")), "AVIF"),
    (frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")), "HEIF"),
)
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop (PSD)"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
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
    (b"<svg", "SVG"),
    (b"<?xml", "SVG, XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
)


def kind(head: bytes) -> Kind | None:
    """The format of a file that begins with `head`, if it is one that photos may have."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    raw = head[8:10] == b"CR"  # a Canon raw file, dressed as TIFF
    return next((name for magic, name in _KINDS if head.startswith(magic) and not raw), None)


def _by_brand(head: bytes) -> Kind | None:
    """The brands of an ISO media file: its own at 8, those it is compatible with from 16 on."""
    end = min(int.from_bytes(head[:4]), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    return next((name for known, name in _BRANDS if brands & known), None)


def foreign(head: bytes) -> str | None:
    """The name of a well-known format that photos may not have, for the sentence that says so."""
    if head[4:8] == b"ftyp":
        return "RAW" if head[8:12] == b"crx " else "video (MP4, MOV)"
    if head[8:10] == b"CR" and head[:2] in (b"II", b"MM"):
        return "RAW"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((name for magic, name in _FOREIGN if head.startswith(magic) or text.startswith(magic)), None)


def av1_sample_bytes(head: bytes) -> int:
    """Bytes a pixel of the decoded planes of an AVIF: 2 or 3 at 8 bits (4:2:0 or 4:4:4), 3 to 6 where it is deeper.

    From the codec's configuration, the box `av1C` (AV1 Codec ISO Media File Format Binding, 2.3); the most, without it.
    """
    at = head.find(b"av1C")
    flags = head[at + 6] if 0 <= at < len(head) - 6 else 0x40
    deep, half_wide, half_high = flags & 0x40, flags & 0x08, flags & 0x04
    samples = {(True, True): 1.5, (True, False): 2}.get((half_wide > 0, half_high > 0), 3)
    return math.ceil(samples * (2 if deep else 1))
