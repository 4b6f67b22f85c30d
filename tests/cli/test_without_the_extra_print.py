"""Without the extra `print` the site is built all the same, and everybody is told what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..commands import EPOCH, ROOT, TODAY, build

MODULES = ("typst", "pikepdf")
INSTALL = f'{Path(sys.prefix) / "bin/pip"} install "{ROOT}[print]"'
ON_SITE = f"Không có thẻ chia sẻ và tờ PDF của sản phẩm: chưa cài phần mở rộng print ({INSTALL})."
ON_PAPER = f"Chưa cài phần mở rộng print để in ({INSTALL})."


def without(
    module: str, *arguments: str | Path, folder: Path, program: str = "site_builder.cli:main"
) -> subprocess.CompletedProcess[str]:
    """`program` where nobody finds `module`."""
    place, name = program.split(":")
    code = f"import sys; sys.modules[{module!r}] = None; from {place} import {name}; {name}()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture
def addressed(folder: Path, font_cache: Path) -> Path:
    """The folder with an address, so that pages have cards."""
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://ocop-binh-gia.vn/\ndocs_dir: products\nuse_directory_urls: false\n"
        "theme: {name: null, custom_dir: look}\nplugins:\n  - site-builder:\n      cache_dir: .cache\n",
        "utf-8",
    )
    (folder / "look").mkdir()
    shutil.copytree(font_cache, folder / ".cache")
    return folder


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def turned_off(folder: Path) -> None:
    """The cards and the sheets, by the person."""
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("      social_cards: false\n      product_sheets: false\n")


@pytest.mark.parametrize("module", MODULES)
def test_the_site_is_the_one_without_cards_and_sheets(addressed: Path, photo_cache: Path, module: str) -> None:
    done = without(module, "build", "--today", TODAY, "--cache-dir", photo_cache, folder=addressed)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == ON_SITE
    turned_off(addressed)
    build("--site-dir", addressed / "other", "--cache-dir", photo_cache, folder=addressed)
    assert contents(addressed / "site") == contents(addressed / "other")


def test_nothing_is_said_of_what_nobody_wants(addressed: Path, photo_cache: Path) -> None:
    turned_off(addressed)
    done = without("typst", "build", "--today", TODAY, "--cache-dir", photo_cache, folder=addressed)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi"


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("command", [("labels",), ("brochure",), ("exhibit",)])
def test_what_prints_says_what_to_install_and_writes_nothing(
    folder: Path, command: tuple[str, ...], module: str
) -> None:
    done = without(module, *command, "--out", "made", folder=folder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, ON_PAPER)
    assert sorted(path.name for path in folder.iterdir()) == ["products"]


def test_the_help_is_there(folder: Path) -> None:
    assert without("pikepdf", "--help", folder=folder).returncode == 0


def test_a_strict_build_of_mkdocs_tells_it_and_goes_on(addressed: Path) -> None:
    shutil.rmtree(addressed / "products")
    shutil.copytree(ROOT / "tests/catalogues/tiếng-việt", addressed / "products")
    done = without("typst", "build", "--strict", folder=addressed, program="mkdocs.__main__:cli")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if ON_SITE in line] != []
    assert (addressed / "site/index.html").is_file()
