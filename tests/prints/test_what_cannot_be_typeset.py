"""Where a thing of paper cannot be typeset, the rest is made, and what is missing is told with its product."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli.command_line import run_command
from site_builder.media import video
from site_builder.messages import CliMessages
from site_builder.theme_folder import PACKAGED_FOLDER

from ..commands import TODAY
from ..letters.signs import catalogue_with

pytestmark = pytest.mark.slow

TEMPLATES = ("sheet", "page-sheet", "event-sheet", "social-card", "slide", "labels", "brochure")
PAGES = (
    *("su-kien/hoi-cho.html", "xa/binh-gia.html", "chu-the/htx-che.html"),
    *("en/events/hoi-cho.html", "en/communes/binh-gia.html", "en/producers/htx-che.html"),
)
"""What names the first product besides its own page."""
REASON = "panicked with: no ink"


@pytest.fixture
def run(tmp_path: Path, font_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a command over two products; whatever has the name of the first on it cannot be typeset."""
    shutil.copytree(font_cache, tmp_path / ".cache")
    catalogue_with(lambda text: text, tmp_path)
    first, second = tmp_path / "products/che", tmp_path / "products/mat"
    shutil.copytree(first, second)
    for file, changes in (
        (second / "product.yml", [("BG-001", "BG-002"), ("Chè Shan", "Mật ong"), ("Shan tea", "Honey")]),
        (tmp_path / "products/catalogue.yml", [("  - che\n", "  - che\n  - mat\n")]),
        (tmp_path / "mkdocs.yml", [("name: null\n", "name: null\n  custom_dir: own\n")]),
    ):
        text = file.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, "utf-8")
    (tmp_path / "own/print").mkdir(parents=True)
    for name in TEMPLATES:
        whole = (PACKAGED_FOLDER / f"print/{name}.typ").read_text("utf-8")
        fails = '#if read("data.json").contains(regex("Chè Shan|Shan tea")) { panic("no ink") }\n'
        (tmp_path / f"own/print/{name}.typ").write_text(fails + whole, "utf-8")
    monkeypatch.setattr(video, "video_available", lambda: False)
    monkeypatch.chdir(tmp_path)
    return lambda *words: run_command([*words, "--today", TODAY], CliMessages("en"))


def test_a_site_is_made_without_the_sheets_and_cards_that_fail(
    run: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("build") == 0
    said = capfd.readouterr()
    che = "products/che/product.yml: warning: "
    told = [line for line in said.err.splitlines() if REASON in line]
    assert told == [
        f"{che}The social card (vi) of “Chè Shan” could not be made: {REASON}.",
        f"{che}The social card (en) of “Shan tea” could not be made: {REASON}.",
        f"{che}The PDF sheet (vi) of this product could not be made: {REASON}.",
        f"{che}The PDF sheet (en) of this product could not be made: {REASON}.",
        *(
            f"products/catalogue.yml: warning: The PDF of the page {page} could not be made: {REASON}."
            for page in PAGES
        ),
        f"products/catalogue.yml: warning: The PDF sheet of the event “hoi-cho” could not be made: {REASON}.",
    ]
    assert said.out.splitlines()[-1].endswith("site/index.html")
    site = tmp_path / "site"
    sheets = {file.relative_to(site).with_suffix(".html").as_posix() for file in site.rglob("*.pdf")}
    assert {"san-pham/mat.html", "en/products/mat.html"} <= sheets
    assert not sheets & {"san-pham/che.html", "en/products/che.html", *PAGES}
    assert ".pdf" not in (site / "su-kien/hoi-cho.html").read_text("utf-8")
    page = (site / "san-pham/che.html").read_text("utf-8")
    assert "che.pdf" not in page
    assert "cards/che-" not in page
    assert "cards/mat-" in (site / "san-pham/mat.html").read_text("utf-8")


def test_strictly_taken_the_last_good_site_stays(
    run: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--strict") == 1
    assert REASON in capfd.readouterr().err
    assert not (tmp_path / "site").exists()


def test_labels_name_the_product_and_the_others_can_be_printed(
    run: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("labels", "--out", "labels.pdf") == 1
    assert capfd.readouterr().err.splitlines()[-1] == (
        f"This cannot be printed: {REASON}. Where it fails: che. No file was written; other products can be printed on "
        "their own (--product). Send this line to the person who looks after the program."
    )
    assert not (tmp_path / "labels.pdf").exists()
    assert run("labels", "--out", "labels.pdf", "--product", "mat") == 0
    assert (tmp_path / "labels.pdf").exists()


def test_the_brochure_names_the_product(run: Callable[..., int], capfd: pytest.CaptureFixture[str]) -> None:
    assert run("brochure", "--out", "brochure.pdf") == 1
    assert f"{REASON}. Where it fails: che." in capfd.readouterr().err


def test_a_stick_is_packed_without_the_slide_that_fails(
    run: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("exhibit", "--event", "hoi-cho", "--out", "stick") == 0
    told = [line for line in capfd.readouterr().err.splitlines() if REASON in line]
    slide = f"products/che/product.yml: warning: The slide of this product could not be made: {REASON}."
    assert told == [slide, slide]
    assert [len(list(folder.glob("*.jpg"))) for folder in sorted((tmp_path / "stick").glob("slides-*"))] == [1, 1]
