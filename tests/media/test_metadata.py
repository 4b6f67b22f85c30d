"""Nothing that a photo says of itself leaves with it: where it was taken, by what, when, and in whose words."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from site_builder.media.recipe import ImageEncoding, Recipe

from . import profiles
from .samples import card, data, exif, made

EVERY_FORMAT = Recipe((120,), (ImageEncoding("avif", 60), ImageEncoding("webp", 78)), ImageEncoding("jpeg", 80), 120)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>SECRET-XMP</rdf:RDF></x:xmpmeta>'
PROFILE = profiles.rgb(profiles.DISPLAY_P3, 2.2, "SECRET-PROFILE")
TRACES = re.compile(rb"SECRET|S\0E\0C\0R|Exif|EXIF|exif|GPS|adobe:ns|XMP |ICC|iCCP|prof|mime|IPTC|8BIM")
"""What metadata would leave in the bytes of any of the formats."""


def secretive(kind: str) -> bytes:
    """A card that carries everything that the format can carry."""
    block = exif(1, secrets=True)
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "SECRET-AUTHOR")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return data(card(), kind, exif=block, icc_profile=PROFILE, pnginfo=text, dpi=(300, 300))
    if kind == "TIFF":
        block[270], block[700], block[0x8825] = "SECRET-TITLE", XMP, block.get_ifd(0x8825)
        return data(card(), kind, exif=block, icc_profile=PROFILE)
    comment = {"comment": b"SECRET-COMMENT", "dpi": (300, 300)} if kind == "JPEG" else {}
    return data(card(), kind, exif=block.tobytes(), icc_profile=PROFILE, xmp=XMP, **comment)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
def test_no_rendition_tells_anything_but_pixels(tmp_path: Path, kind: str) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(secretive(kind))
    with Image.open(photo) as image:
        assert image.getexif().get_ifd(0x8825)[2], "the photo tells where it was taken"
        assert image.info["icc_profile"] == PROFILE
        assert b"SECRET-XMP" in photo.read_bytes()

    files = made(photo, EVERY_FORMAT).files

    assert [file.type for file in files] == ["image/avif", "image/webp", "image/jpeg"]
    for file in files:
        content = (tmp_path / "renditions" / file.name).read_bytes()
        assert not TRACES.findall(content), file.name
        with Image.open(tmp_path / "renditions" / file.name) as image:
            assert not image.getexif()
            assert not set(image.info) & {"exif", "xmp", "icc_profile", "comment", "dpi", "photoshop"}


def test_the_traces_would_be_found(tmp_path: Path) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"):
        assert TRACES.findall(secretive(kind)), kind


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        photo = tmp_path / name / "photo.jpg"
        photo.parent.mkdir()
        photo.write_bytes(secretive("JPEG"))
        files = made(photo, EVERY_FORMAT).files
        contents.append([(tmp_path / name / "renditions" / file.name).read_bytes() for file in files])

    assert contents[0] == contents[1]


def test_the_fallback_is_progressive(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(secretive("JPEG"))
    file = made(photo, EVERY_FORMAT).files[-1]

    with Image.open(tmp_path / "renditions" / file.name) as image:
        assert image.info["progressive"]


def test_what_is_recorded_of_a_rendition_is_what_lies_there(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(secretive("JPEG"))
    outcome = made(
        photo, Recipe((90, 200), (ImageEncoding("avif", 60), ImageEncoding("webp", 78)), ImageEncoding("jpeg", 80), 150)
    )

    for file in outcome.files:
        path = tmp_path / "renditions" / file.name
        assert path.stat().st_size == file.file.size
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file.file.digest
        with Image.open(path) as image:
            assert image.size == (file.width, file.height)
            assert Image.MIME[image.format or ""] == file.type
    assert [file.name for file in outcome.files] == [
        "photo-90.avif",
        "photo-200.avif",
        "photo-90.webp",
        "photo-200.webp",
        "photo-150.jpg",
    ]
