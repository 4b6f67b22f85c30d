"""`site-builder build`: what it says, what it leaves where, and what it leaves alone."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ..commands import COMMAND, EPOCH, ROOT, TODAY, everything, site_builder
from ..sampling import Sample
from .conftest import MINIMAL

pytestmark = pytest.mark.slow
Make = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def make(folder: Path, photo_cache: Path) -> Make:
    """`site-builder build` in the small catalogue's folder, with a cache that is warm already."""
    return partial(site_builder, "build", "--today", TODAY, "--cache-dir", photo_cache, folder=folder)


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def spoil(folder: Path) -> None:
    file = folder / "products/san-pham-thu/product.yml"
    file.write_text(file.read_text("utf-8").replace("group: food", "group: fod"), "utf-8")


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "products/san-pham-thu/product.yml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_without_any_configuration_the_site_stands_beside_the_products(folder: Path) -> None:
    done = site_builder("build", "--today", TODAY, folder=folder)
    assert done.returncode == 0, done.stderr
    photos, pages, look = done.stdout.splitlines()
    assert photos == "1 ảnh: 0 từ bộ nhớ đệm, 1 mới"
    assert re.fullmatch(r"\d+ trang, \d+ tệp, [\d.,]+ (kB|MB); \d+ tệp thay đổi; \d+,\d giây", pages)
    assert look == f"Mở để xem: {Path('site/index.html')}"
    assert done.stderr.splitlines()[-2:] == [
        "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi",
        (
            "Địa chỉ trang (site_url trong mkdocs.yml) chưa phải địa chỉ thật: "
            "mã QR chưa dùng được, chưa có thẻ chia sẻ và sơ đồ trang, "
            "và các máy tìm kiếm được yêu cầu bỏ qua trang (noindex)."
        ),
    ]
    assert "Sản phẩm thử" in (folder / "site/index.html").read_text("utf-8")
    assert sorted(path.name for path in folder.iterdir()) == [".cache", "products", "site"]


def test_an_address_that_others_can_open_is_not_remarked_on(folder: Path, make: Make) -> None:
    (folder / "mkdocs.yml").write_text("site_name: x\nsite_url: https://ocop.langson.gov.vn/\n", "utf-8")
    done = make()
    assert done.stderr.splitlines()[-1] == "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi"


def test_a_terminal_shows_how_far_the_photos_are_and_colours(folder: Path, font_cache: Path) -> None:
    shutil.copytree(font_cache, folder / ".cache")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [*COMMAND, "build", "--today", TODAY]
    build = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = everything(ours)
    assert build.wait() == 0, said
    assert "Đang xử lý ảnh" in said
    assert "1/1" in said
    assert "\x1b[33mlưu ý\x1b[0m" in said


def test_the_second_time_nothing_is_made_and_nothing_changes(folder: Path, font_cache: Path) -> None:
    shutil.copytree(font_cache, folder / ".cache")
    site_builder("build", "--today", TODAY, folder=folder)
    before = contents(folder / "site")
    done = site_builder("build", "--today", TODAY, folder=folder, afresh=True)
    assert done.stdout.startswith("1 ảnh: 1 từ bộ nhớ đệm, 0 mới\n")
    assert "; 0 tệp thay đổi;" in done.stdout
    assert contents(folder / "site") == before


def test_the_same_input_gives_the_same_bytes_from_an_empty_cache(folder: Path) -> None:
    for place in ("one", "two"):
        where = ("--site-dir", place, "--cache-dir", f"cache-{place}")
        site_builder("build", "--today", TODAY, *where, folder=folder, afresh=True)
    assert contents(folder / "one") == contents(folder / "two")


def test_the_day_may_come_from_the_environment(folder: Path, photo_cache: Path) -> None:
    cache = ("--cache-dir", str(photo_cache))
    one = site_builder("build", "--site-dir", "one", *cache, folder=folder, environment={"SOURCE_DATE_EPOCH": EPOCH})
    two = site_builder("build", "--site-dir", "two", *cache, "--today", TODAY, folder=folder)
    assert (one.returncode, two.returncode) == (0, 0)
    assert contents(folder / "one") == contents(folder / "two")


def test_what_is_wrong_leaves_the_last_site_and_says_so(folder: Path, make: Make) -> None:
    make()
    before = contents(folder / "site")
    spoil(folder)
    done = make()
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[-2:] == [
        "1 sản phẩm: 0 đăng, 0 nháp, 1 lỗi",
        "Trang web chưa được làm lại; bản trước (nếu có) vẫn nguyên vẹn.",
    ]
    assert contents(folder / "site") == before


def test_with_keep_going_the_rest_is_built_and_what_is_left_out_is_named(folder: Path, make: Make) -> None:
    shutil.copytree(MINIMAL / "san-pham-thu", folder / "products/khac")
    other = folder / "products/khac/product.yml"
    other.write_text(other.read_text("utf-8").replace("TT-1", "TT-2"), "utf-8")
    spoil(folder)
    done = make("--keep-going")
    assert done.returncode == 0
    assert "\n2 sản phẩm: 1 đăng, 0 nháp, 1 lỗi\nĐã bỏ ra khỏi trang web: san-pham-thu\n" in done.stderr
    assert (folder / "site/san-pham/khac.html").is_file()
    assert not (folder / "site/san-pham/san-pham-thu.html").exists()


def test_a_folder_that_is_not_ours_is_not_replaced(folder: Path, make: Make) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/letter.txt").write_text("dear", "utf-8")
    done = make("--site-dir", "papers")
    assert done.returncode == 1
    assert "Thư mục này đã có tệp khác, không phải trang web do chương trình làm ra, nên không thay thế." in done.stderr
    assert contents(folder / "papers") == {"letter.txt": b"dear"}


def test_only_what_the_catalogue_names_is_published(folder: Path, make: Make) -> None:
    product = folder / "products/san-pham-thu"
    shutil.copyfile(product / "anh.jpg", product / "IMG_0001.JPG")
    for place in (product, folder / "products"):
        for name in ("dong-y.docx", "anh.heic", "Thumbs.db", "khach-hang.csv", "mau.html", ".bi-mat"):
            (place / name).write_bytes(b"secret: do not publish")
    done = make()
    assert done.returncode == 0, done.stderr
    published = contents(folder / "site")
    assert [name for name, data in published.items() if b"secret" in data] == []
    assert [name for name in published if "img-0001" in name.lower() or "img_0001" in name.lower()] == []
    suffixes = {Path(name).suffix for name in published if Path(name).suffix}
    assert suffixes <= {
        *(".html", ".css", ".js", ".txt", ".xml", ".svg", ".ico", ".png", ".webp", ".avif", ".jpg", ".woff2", ".pdf"),
        *(".webmanifest", ".config", ".conf"),
    }


def killed(folder: Path, step: int, cache: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.cli.killed_command", str(step), "build", "--today", TODAY]
    return subprocess.run(
        [*command, "--cache-dir", cache],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def plain_names(files: dict[str, bytes]) -> set[str]:
    """Without the hash of what is in them."""
    return {re.sub(r"\.[0-9a-f]{8}\.", ".", name) for name in files}


def test_a_build_killed_at_any_step_leaves_a_whole_site_and_a_usable_cache(
    folder: Path, sample: Sample, campaign: bool, font_cache: Path
) -> None:
    """In a common run the fonts are cut already: that touches no file, and takes longer than all the rest."""

    def begin(cache: str) -> None:
        shutil.rmtree(folder / cache, ignore_errors=True)
        if not campaign:
            shutil.copytree(font_cache, folder / cache)

    begin(".cache")
    assert site_builder("build", "--today", TODAY, folder=folder).returncode == 0
    old = contents(folder / "site")
    begin("cold")
    steps = int(killed(folder, 1_000_000, "cold").stderr.splitlines()[-1])
    assert steps > 30
    edit(folder, "Sản phẩm thử", "Sản phẩm đã sửa")
    for step in sample(range(1, steps + 1), 2):
        begin("cold")
        assert killed(folder, step, "cold").returncode == -signal.SIGKILL, f"step {step}"
        now = contents(folder / "site")
        assert now == old or "Sản phẩm đã sửa" in now["index.html"].decode(), f"step {step}"
        assert plain_names(now) == plain_names(old), f"step {step}"
    assert site_builder("build", "--today", TODAY, "--cache-dir", "cold", folder=folder).returncode == 0
    new = contents(folder / "site")
    begin("new")
    assert site_builder("build", "--today", TODAY, "--site-dir", "fresh", "--cache-dir", "new", folder=folder).stdout
    assert new == contents(folder / "fresh")
    assert {path.name for path in folder.iterdir()} == {".cache", "cold", "fresh", "new", "products", "site"}


def test_outside_the_repository_the_repository_is_not_needed(folder: Path, make: Make) -> None:
    done = make()
    assert str(ROOT) not in done.stdout + done.stderr
    assert [name for name, data in contents(folder / "site").items() if str(ROOT).encode() in data] == []
