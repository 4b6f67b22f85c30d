"""`site-builder exhibit`: which products, for which screens, with or without films, and how far the work has come."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import yaml

from ..commands import COMMAND, ROOT, TODAY, everything, site_builder
from ..prints import press

COMPLETE = ROOT / "tests/catalogues/complete"
STEPS = (
    "Đang xử lý ảnh",
    "Đang làm trang",
    "Đang làm ảnh trình chiếu",
    "Đang làm ảnh trình chiếu",
    "Đang làm video (vi)",
    "Đang làm video (en)",
    "Đang đóng gói",
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with two products and a fair that names none."""
    root = press.catalogue(tmp_path, {slug: press.PRODUCTS[slug] for slug in ("che", "mat")})
    settings = yaml.safe_load((root / "catalogue.yml").read_text("utf-8"))
    settings["events"][0].pop("products")
    (root / "catalogue.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return tmp_path


def test_named_products_are_shown_upright_without_films_and_without_an_event(photo_cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "usb"
    asked = ("--product", "chung-nhan-3-sao", "--product", "THU-004", "--orientation", "portrait", "--no-film")
    place = ("--products", COMPLETE, "--cache-dir", photo_cache, "--out", out, "--today", TODAY)
    done = site_builder("exhibit", *asked, *place)
    assert done.returncode == 0, done.stderr
    assert "2 sản phẩm" in done.stdout
    assert {path.name for path in out.iterdir()} - {".site-builder"} == {
        *("BAT-DAU.html", "HUONG-DAN.pdf", "SHA256SUMS.txt", "bat-dau.bat", "bat-dau.sh", "slides-doc", "web")
    }
    assert [path.name for path in sorted((out / "slides-doc").iterdir())] == ["001.jpg", "002.jpg"]
    start = (out / "BAT-DAU.html").read_text("utf-8")
    assert 'url=web/kiosk.html#lang=vi,en&amp;seconds=12&amp;mode=loop"' in start
    with pypdfium2.PdfDocument(out / "HUONG-DAN.pdf") as guide:
        told = guide[0].get_textpage().get_text_bounded()
    assert "Mở thư mục slides-doc." in told
    assert "phim" not in told.replace("Tivi chỉ mở được ảnh hoặc video", "")
    pages = {path.stem for path in (out / "web/san-pham").glob("*.html")} - {"index"}
    assert pages == {"chung-nhan-3-sao", "chung-nhan-4-sao"}


def test_a_story_on_a_stick_names_products_that_are_not_there_without_a_link(photo_cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "usb"
    place = ("--products", COMPLETE, "--cache-dir", photo_cache, "--out", out, "--today", TODAY)
    done = site_builder("exhibit", "--product", "chung-nhan-3-sao", "--no-film", *place)
    assert done.returncode == 0, done.stderr
    assert " và sản phẩm thử bốn sao.</p>" in (out / "web/san-pham/chung-nhan-3-sao.html").read_text("utf-8")


@pytest.mark.parametrize("command", [("labels",), ("labels", "--kind", "strip"), ("exhibit",)])
@pytest.mark.parametrize("named", [(), ("--product", "che")])
def test_every_command_says_the_same_of_an_event_without_products(
    command: tuple[str, ...], named: tuple[str, ...], small: Path
) -> None:
    out = "usb" if command == ("exhibit",) else "nhan.pdf"
    done = site_builder(*command, *named, "--event", "hoi-cho", "--out", out, "--today", TODAY, folder=small)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2] == (
        "Sự kiện hoi-cho chưa có sản phẩm nào: mục products của sự kiện trong catalogue.yml không ghi sản phẩm nào "
        "được đăng. Ghi thêm vào đó; muốn chọn sản phẩm khác thì bỏ --event, dùng --product."
    )
    assert not (small / out).exists()


def test_a_terminal_shows_every_step_to_its_end(small: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [*COMMAND, "exhibit", "--seconds", "3", "--out", "usb", "--today", TODAY]
    packing = subprocess.Popen(command, cwd=small, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = everything(ours)
    assert packing.wait(300) == 0
    bars = re.findall(r"(Đang [^\[]+?)\s+\[(#*)(-*)\]", said)
    shown = [label for at, (label, _, _) in enumerate(bars) if at == 0 or bars[at - 1][0] != label]
    assert shown == [step for at, step in enumerate(STEPS) if at == 0 or STEPS[at - 1] != step]
    ended = [label for label, done, left in bars if done and not left]
    assert set(ended) == set(STEPS)
