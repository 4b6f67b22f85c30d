"""What lies about in the folders and nobody names is not published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from ..commands import ROOT, WITH_AN_ADDRESS, build
from ..shared import Shared

STRAYS = {
    "products/che-duoi-tan-hoi/IMG_0001.JPG",
    "products/che-duoi-tan-hoi/dong-y.docx",
    "products/che-duoi-tan-hoi/anh.heic",
    "products/che-duoi-tan-hoi/Thumbs.db",
    "products/che-duoi-tan-hoi/notes.md",
    "products/danh-sach.csv",
    "products/mau.html",
    "products/ghi-chu.txt",
    "products/_pictures/thua.jpg",
    "theme/bi-mat.html",
    "theme/assets/la.css",
    "theme/assets/js/la.js",
}
MARK = b"KHONG-DUOC-DANG"


@pytest.fixture(scope="module")
def littered(shared: Shared, photo_cache: Path) -> Path:
    """The site of the shipped catalogue, built from folders in which a lot lies about."""
    return shared.folder("littered", lambda home: build_among_strays(home, photo_cache)) / "site"


def build_among_strays(home: Path, photo_cache: Path) -> None:
    for name in ("products", "theme"):
        shutil.copytree(ROOT / name, home / name)
    (home / "tests").mkdir()
    shutil.copy(ROOT / WITH_AN_ADDRESS[1], home / "tests")
    for stray in STRAYS:
        (home / stray).write_bytes(MARK)
    write_photo_with_place(home / "products/che-duoi-tan-hoi/IMG_0001.JPG")
    build(*WITH_AN_ADDRESS, "--site-dir", home / "site", "--cache-dir", photo_cache, folder=home)


def write_photo_with_place(path: Path) -> None:
    """A picture of a telephone: camera, and where the house stands."""
    exif = Image.Exif()
    exif[0x010F] = MARK.decode()
    exif.get_ifd(0x8825)[2] = (21.0, 58.0, 12.0)
    Image.new("RGB", (1200, 900), "green").save(path, exif=exif)


def test_no_stray_file_is_in_the_site(littered: Path, shipped_site: Path) -> None:
    names = {path.relative_to(littered).as_posix() for path in littered.rglob("*") if path.is_file()}
    assert names == {p.relative_to(shipped_site).as_posix() for p in shipped_site.rglob("*") if p.is_file()}


def test_nothing_of_a_stray_file_is_in_any_file_of_the_site(littered: Path) -> None:
    assert [path.name for path in littered.rglob("*") if path.is_file() and MARK in path.read_bytes()] == []


def test_no_picture_tells_where_it_was_taken(littered: Path) -> None:
    pictures = sorted((littered / "photos").iterdir())
    assert pictures
    for path in pictures:
        with Image.open(path) as picture:
            assert not picture.getexif(), path.name
            assert not {"exif", "xmp", "icc_profile", "comment"} & picture.info.keys(), path.name
