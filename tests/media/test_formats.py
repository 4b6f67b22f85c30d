"""What a file is, by its first bytes."""

from __future__ import annotations

import pytest

from site_builder.files import file_kind, markup_kind
from site_builder.media.photo_file import av1_sample_bytes, photo_kind

from .samples import card, data


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
def test_every_format_that_photos_may_have_is_known(name: str) -> None:
    content = data(card(), name)

    assert photo_kind(content[:4096]) == name


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"II+\0\x08\0\0\0", "TIFF"),
        (b"MM\0+\0\x08\0\0", "TIFF"),
        (b"\0\0\0\x20ftypmif1\0\0\0\0mif1heicmiaf\0\0\0\0", "HEIF"),
        (b"\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf\0\0\0\0", "AVIF"),
        (b"\0\0\0\x14ftypmsf1\0\0\0\0heis", "HEIF"),
        (b"\0\0\0\x14ftypisom\0\0\0\0isom" + b"avif", None),  # the brand is behind the end of the box
        (b"RIFF\x10\0\0\0WAVEfmt ", None),
        (b"MM\0*\0\0\0\x10CR\x02\0", None),
        (b"", None),
    ],
)
def test_kinds_by_their_marks(head: bytes, expected: str | None) -> None:
    assert photo_kind(head) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"GIF89a", "GIF"),
        (b"BM\x36\x10\0\0\0\0\0\0", "BMP"),
        (b"BM-0001: not a picture", None),
        (b"\0\0\0\x0cftypqt  ", "video (MP4, MOV)"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "RAW"),
        (b"\xff\x0a\xfa\x7f", "JPEG XL"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "AVI, WAV"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "SVG, XML"),
        (b"che duoi tan hoi", None),
    ],
)
def test_what_is_no_photo_has_a_name(head: bytes, expected: str | None) -> None:
    assert (file_kind(head) or markup_kind(head)) == expected


def test_how_much_an_avif_decodes_to() -> None:
    """By the third byte of its codec's configuration: 0x40 for more than 8 bits, 0x08 and 0x04 for shared colour."""
    shared, own = (data(card(), "AVIF", subsampling=s)[:4096] for s in ("4:2:0", "4:4:4"))
    assert (av1_sample_bytes(shared), av1_sample_bytes(own)) == (2, 3)

    assert (av1_sample_bytes(_deep(shared)), av1_sample_bytes(_deep(own))) == (3, 6)
    assert av1_sample_bytes(b"no configuration to be found") == 6


def _deep(head: bytes) -> bytes:
    at = head.index(b"av1C") + 6
    return head[:at] + bytes([head[at] | 0x40]) + head[at + 1 :]
