"""`site-builder check`: every problem, the line that accounts for all products, the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from ..commands import ROOT, site_builder
from .conftest import MINIMAL


def spoil(folder: Path, old: str, new: str) -> None:
    file = folder / "products/san-pham-thu/product.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_warnings_are_told_and_pass(folder: Path) -> None:
    done = site_builder("check", folder=folder)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "products/catalogue.yml:3:9: lưu ý [site.name]: Chưa có bản dịch (en); trang ngôn ngữ đó sẽ hiện tiếng Việt."
    )
    assert lines[-1] == "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi"


def test_strict_takes_warnings_for_errors(folder: Path) -> None:
    done = site_builder("check", "--strict", folder=folder)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 sản phẩm: 0 đăng, 0 nháp, 1 lỗi"


def test_an_error_ends_with_1_and_is_told_with_its_place(folder: Path) -> None:
    spoil(folder, "group: food", "group: fod")
    done = site_builder("check", folder=folder)
    assert done.returncode == 1
    assert "products/san-pham-thu/product.yml:5:8: lỗi [group]: " in done.stdout
    assert done.stdout.splitlines()[-1] == "1 sản phẩm: 0 đăng, 0 nháp, 1 lỗi"


def test_a_product_with_errors_may_be_passed_over(folder: Path) -> None:
    spoil(folder, "group: food", "group: fod")
    shutil.copytree(MINIMAL / "san-pham-thu", folder / "products/khac")
    other = folder / "products/khac/product.yml"
    other.write_text(other.read_text("utf-8").replace("TT-1", "TT-2"), "utf-8")
    done = site_builder("check", "--keep-going", folder=folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "2 sản phẩm: 1 đăng, 0 nháp, 1 lỗi"


def test_a_photo_that_cannot_be_used_is_told_where_it_is_named(folder: Path) -> None:
    (folder / "products/san-pham-thu/anh.jpg").write_bytes(b"this is no photo")
    done = site_builder("check", folder=folder)
    assert done.returncode == 1
    assert "products/san-pham-thu/product.yml:8:17: lỗi [photos.0.file]: " in done.stdout
    assert done.stdout.splitlines()[-1] == "1 sản phẩm: 0 đăng, 0 nháp, 1 lỗi"


def test_everything_is_told_in_english_too(folder: Path) -> None:
    done = site_builder("check", "--lang", "en", folder=folder)
    assert "warning [site.name]: " in done.stdout
    assert done.stdout.splitlines()[-1] == "1 products: 1 published, 0 drafts, 0 with errors"


def test_json_is_for_programs_alone(folder: Path) -> None:
    done = site_builder("check", "--format", "json", folder=folder)
    rows = json.loads(done.stdout)
    assert rows[0]["file"] == "products/catalogue.yml"
    assert (rows[0]["line"], rows[0]["column"], rows[0]["severity"]) == (3, 9, "warning")
    assert set(rows[0]) == {"file", "line", "column", "path", "code", "severity", "message", "hint"}
    assert done.stderr == "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi\n"


def test_the_settings_file_is_content_too(folder: Path) -> None:
    """What is wrong with mkdocs.yml is told with the rest; an error there blocks whatever is passed over."""
    spoil(folder, "group: food", "group: fod")
    (folder / "mkdocs.yml").write_text("site_ulr: https://ocop.vn/\nsite_url: ocop.vn\n", "utf-8")
    done = site_builder("check", "--format", "json", "--keep-going", folder=folder)
    rows = [(row["file"], row["line"], row["column"], row["code"]) for row in json.loads(done.stdout)]
    assert done.returncode == 1
    assert rows[:2] == [("mkdocs.yml", 1, 1, "unknown_key_near"), ("mkdocs.yml", 2, 11, "address_without_scheme")]
    assert ("products/san-pham-thu/product.yml", 5, 8) in [row[:3] for row in rows]


def test_github_shows_problems_beside_the_lines(folder: Path) -> None:
    done = site_builder("check", "--format", "github", folder=folder)
    assert done.stdout.startswith("::warning file=products/catalogue.yml,line=3,col=9::Chưa có bản dịch (en)")


def test_nothing_to_mend_is_said(folder: Path) -> None:
    shutil.rmtree(folder / "products/san-pham-thu")
    catalogue = folder / "products/catalogue.yml"
    catalogue.write_text(
        "site:\n  name: {vi: Thử, en: Trial}\n  office: {name: {vi: Văn phòng, en: Office}}\n", "utf-8"
    )
    done = site_builder("check", folder=folder)
    assert (done.returncode, done.stdout) == (0, "Không có gì cần sửa.\n0 sản phẩm: 0 đăng, 0 nháp, 0 lỗi\n")


def test_nothing_is_coloured_and_no_line_is_broken_where_no_terminal_is(folder: Path) -> None:
    done = site_builder("check", folder=folder, environment={"COLUMNS": "40"})
    assert "\x1b" not in done.stdout + done.stderr
    assert max(map(len, done.stdout.splitlines())) > 80


def test_the_shipped_catalogue_has_nothing_to_mend(photo_cache: Path, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("cache_dir: .cache", f"cache_dir: {photo_cache}")
    config.write_text(settings.replace("docs_dir: products", f"docs_dir: {ROOT / 'products'}"), "utf-8")
    done = site_builder("check", "--strict", "--config-file", config, folder=ROOT)
    assert done.returncode == 0, done.stdout
