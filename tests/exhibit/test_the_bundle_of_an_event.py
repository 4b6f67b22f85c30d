"""`site-builder exhibit` as its user gets it: the folder and the zip, opened with the network cut."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import BrowserContext, Page, expect

from ..commands import ROOT, TODAY, site_builder
from ..shared import Shared

COMPLETE = ROOT / "tests/catalogues/complete"
EVENT, CODE = "hoi-cho-thu", "THU-E1"
"""One event: its key and its code; every command takes either."""
SHOWN = {"chung-nhan-3-sao", "chung-nhan-4-sao", "chung-nhan-5-sao", "het-han", "tiem-nang"}
SECONDS = 3
SIZES = {"slides-ngang": (1920, 1080), "slides-doc": (1080, 1920)}
NewContext = Callable[..., BrowserContext]


def pack(out: Path, cache: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    place = ("--products", COMPLETE, "--cache-dir", cache, "--out", out)
    return site_builder(
        "exhibit", "--event", CODE, "--seconds", str(SECONDS), "--today", TODAY, *place, environment=environment
    )


def packed(out: Path, cache: Path) -> None:
    done = pack(out, cache)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def stick(photo_cache: Path, shared: Shared) -> Path:
    return shared.folder("stick", lambda place: packed(place / "usb", photo_cache)) / "usb"


@pytest.fixture(scope="session")
def archive(stick: Path, photo_cache: Path, shared: Shared) -> Path:
    """The same as a zip; slides and films are those that the cache holds since the folder was packed."""
    return shared.folder("archive", lambda place: packed(place / "usb.zip", photo_cache)) / "usb.zip"


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".site-builder")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of an MP4 at one level: kind and what is in them."""
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        assert length >= 8
        yield kind, data[at + 8 : at + length]
        at += length


def inner(data: bytes, *path: bytes) -> bytes:
    for kind in path:
        data = dict(boxes(data))[kind]
    return data


def opened(stick: Path, new_context: NewContext, size: tuple[int, int]) -> Page:
    shown = {"width": size[0], "height": size[1]}
    page = new_context(offline=True, viewport=shown, reduced_motion="reduce").new_page()
    page.goto((stick / "BAT-DAU.html").as_uri())
    page.wait_for_url(f"**/kiosk.html#event={EVENT}&lang=vi,en&seconds={SECONDS}&mode=loop")
    page.evaluate(f"location.hash = location.hash.replace('seconds={SECONDS}', 'seconds=600')")
    expect(page.locator("#stage")).to_have_attribute("data-slug", page.evaluate("bgDisplay.products[0].slug"))
    return page


@pytest.mark.parametrize("folder", SIZES)
def test_the_slides_are_what_the_display_shows(folder: str, stick: Path, new_context: NewContext) -> None:
    page = opened(stick, new_context, SIZES[folder])
    order = page.evaluate("bgDisplay.products.map(product => product.slug)")
    addresses = page.evaluate("bgDisplay.products.map(product => product.code.address)")
    files = sorted((stick / folder).iterdir())
    assert set(order) == SHOWN
    assert [file.name for file in files] == [f"{at:03}.jpg" for at in range(1, len(order) + 1)]
    for at, file in enumerate(files):
        slide = page.locator("#stage .bg-kiosk__slide").last
        expect(slide).to_have_css("opacity", "1")
        assert page.locator("#stage").get_attribute("data-slug") == order[at]
        seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((48, 48))
        drawn = Image.open(file)
        assert (drawn.format, drawn.size, "progressive" in drawn.info) == ("JPEG", SIZES[folder], False)
        assert [found.text for found in zxingcpp.read_barcodes(drawn)] == [addresses[at]]
        difference = ImageStat.Stat(ImageChops.difference(drawn.resize((48, 48)), seen)).mean
        assert max(difference) < 13, (file.name, difference)
        page.keyboard.press("ArrowRight")
        expect(page.locator("#stage")).not_to_have_attribute("data-slug", order[at])


def test_the_launcher_opens_the_display_full_screen(stick: Path, tmp_path: Path) -> None:
    """From a folder with spaces, Vietnamese letters and a sign of addresses, by the first browser that there is."""
    place, programs = tmp_path / "Ổ USB #1", tmp_path / "bin"
    place.mkdir()
    programs.mkdir()
    shutil.copy(stick / "bat-dau.sh", place)
    (programs / "chromium").write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", "utf-8")
    (programs / "chromium").chmod(0o755)
    path = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", place / "bat-dau.sh"], env=path, capture_output=True, encoding="utf-8", check=True)
    *flags, page = done.stdout.splitlines()
    assert page == f"{place}/BAT-DAU.html"
    assert "--kiosk" in flags


def test_the_launcher_of_windows_is_one_that_windows_reads(stick: Path) -> None:
    """CRLF, plain letters, Chrome before Edge, and what the shell would take for its own in quotes."""
    lines = (stick / "bat-dau.bat").read_bytes().decode("ascii").split("\r\n")
    assert not any("\n" in line for line in lines)
    browsers = [line.rpartition("\\")[2] for line in lines if line.endswith('.exe"')]
    assert browsers == ['chrome.exe"'] * 3 + ['msedge.exe"'] * 2
    assert any('"%BROWSER%" --kiosk' in line and line.endswith('"%~dp0BAT-DAU.html"') for line in lines)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_film_is_one_that_every_television_plays(lang: str, stick: Path) -> None:
    film = stick / f"phim-{lang}.mp4"
    data = film.read_bytes()
    kinds = [kind for kind, _ in boxes(data)]
    assert kinds.index(b"moov") < kinds.index(b"mdat")
    tracks = [content for kind, content in boxes(inner(data, b"moov")) if kind == b"trak"]
    assert len(tracks) == 1
    sample = inner(tracks[0], b"mdia", b"minf", b"stbl", b"stsd")[8:]
    kind, entry = next(boxes(sample))
    config = dict(boxes(entry[78:]))[b"avcC"]
    assert (kind, config[1], config[3]) == (b"avc1", 100, 41)
    told = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(film)], capture_output=True, encoding="utf-8", check=False
    ).stderr
    assert re.search(r"Video: h264 \(High\).*yuv420p.*1920x1080.* 25 fps", told), told
    assert f"Duration: 00:00:{len(SHOWN) * SECONDS:02}.00" in told
    assert "Audio:" not in told


def test_the_zip_holds_the_files_of_the_folder_byte_for_byte(stick: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened_archive:
        found = {name: opened_archive.read(name) for name in opened_archive.namelist()}
        assert {info.date_time for info in opened_archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert found == contents(stick)


def test_names_are_plain_and_the_sums_are_right(stick: Path) -> None:
    files = contents(stick)
    rows = (row.split("  ", 1) for row in files.pop("SHA256SUMS.txt").decode().splitlines())
    sums = {name: told for told, name in rows}
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]{1,120}", name) for name in files)


def test_the_site_on_the_stick_brings_nothing_that_is_for_paper_or_for_the_web(stick: Path) -> None:
    """No sheets, no drawings of codes, no pictures for where somebody links to it: an old stick is small."""
    names = {name for name in contents(stick) if name.startswith("web/")}
    assert {name for name in names if name.endswith(".pdf") and not name.startswith("web/documents/")} == set()
    assert {name.rpartition("/")[2] for name in names if name.startswith(("web/Q/", "web/01/"))} == {"index.html"}
    assert {name.split("/")[1] for name in names if name.endswith((".jpg", ".png", ".svg"))} == {"assets", "photos"}


def test_the_guide_is_one_page(stick: Path) -> None:
    with pypdfium2.PdfDocument(stick / "HUONG-DAN.pdf") as guide:
        assert len(guide) == 1
        text = guide[0].get_textpage().get_text_bounded()
    assert "Hướng dẫn người trực màn hình" in text
    assert "phim-vi.mp4" in text


def test_a_folder_of_somebody_else_is_left_alone(photo_cache: Path, tmp_path: Path) -> None:
    (tmp_path / "anh.txt").write_text("của tôi", encoding="utf-8")
    done = pack(tmp_path, photo_cache)
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["anh.txt"]


def test_an_event_that_is_not_there_is_told_with_those_that_are(photo_cache: Path, tmp_path: Path) -> None:
    place = ("--products", COMPLETE, "--cache-dir", photo_cache, "--out", tmp_path / "usb")
    done = site_builder("exhibit", "--event", "khong-co", "--today", TODAY, *place)
    assert done.returncode == 2
    assert "Không có sự kiện “khong-co” trong catalogue.yml." in done.stderr
    assert EVENT in done.stderr
    assert not (tmp_path / "usb").exists()
