"""`site-builder check`: every problem, the line that accounts for all products, the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ..commands import ROOT, TODAY, site_builder
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
        "products/catalogue.yml:3:9: lưu ý [site.name]: Chưa có bản dịch (en); trang ngôn ngữ đó sẽ hiện tiếng Việt. "
        "(và 1 chỗ như vậy nữa trong tệp này, dòng 4)"
    )
    assert lines[-1] == "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi"


def test_strict_takes_warnings_for_errors(folder: Path) -> None:
    done = site_builder("check", "--strict", folder=folder)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 sản phẩm: 0 đăng, 0 nháp, 1 lỗi; 2 lỗi ở products/catalogue.yml"
    assert "products/catalogue.yml:3:9: lỗi [site.name]: " in done.stdout
    assert "lưu ý" not in done.stdout


@pytest.mark.parametrize("place", [".cache", ".cache/files"])
def test_a_file_in_the_place_of_the_cache_is_told_once(place: str, folder: Path) -> None:
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text("", "utf-8")
    for command in ("check", "build"):
        done = site_builder(command, folder=folder)
        said = done.stdout + done.stderr
        assert done.returncode == 0
        assert said.count(".cache: lưu ý: Không giữ được gì ở đây cho lần sau (") == 1
        assert "→ Nếu chỗ này là một tệp thì xoá hoặc đổi tên tệp ấy" in said
    elsewhere = site_builder("check", "--cache-dir", "kho", folder=folder)
    assert "cho lần sau" not in elsewhere.stdout


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("place", [".cache", ".cache/files"])
def test_a_cache_that_cannot_be_written_blocks_nothing_when_strict(place: str, command: str, folder: Path) -> None:
    catalogue = folder / "products/catalogue.yml"
    catalogue.write_text(f"{catalogue.read_text('utf-8')}languages: [vi]\n", "utf-8")
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text("", "utf-8")
    done = site_builder(command, "--strict", folder=folder)
    said = done.stdout + done.stderr
    assert said.count(".cache: lưu ý: Không giữ được gì ở đây cho lần sau (") == 1
    assert "lỗi [" not in said
    assert done.returncode == 0, said


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


def test_the_shipped_catalogue_has_nothing_that_must_be_mended(photo_cache: Path, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("cache_dir: .cache", f"cache_dir: {photo_cache}")
    config.write_text(settings.replace("docs_dir: products", f"docs_dir: {ROOT / 'products'}"), "utf-8")
    done = site_builder("check", "--config-file", config, folder=ROOT)
    assert done.returncode == 0, done.stdout


# Errors elsewhere, groups, single products, drafts, reports


def add(folder: Path, name: str, text: str) -> None:
    with (folder / "products" / name).open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.parametrize(
    ("name", "text", "end"),
    [
        ("catalogue.yml", "nonsense: 1\n", "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi; 1 lỗi ở products/catalogue.yml"),
        ("about.vi.md", "no title\n", "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi; 1 lỗi ở products/about.vi.md"),
        ("short-links.csv", "code\n", "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi; 1 lỗi ở products/short-links.csv"),
        (
            "../mkdocs.yml",
            "plugins: [{site-builder: {jobs: x}}]\n",
            "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi; 1 lỗi ở mkdocs.yml",
        ),
    ],
)
def test_the_last_line_counts_errors_of_every_file(folder: Path, name: str, text: str, end: str) -> None:
    add(folder, name, text)
    done = site_builder("check", folder=folder)
    assert (done.returncode, (done.stdout + done.stderr).splitlines()[-1]) == (1, end)
    assert end in site_builder("build", "--today", TODAY, folder=folder).stderr


def test_errors_come_first_and_warnings_of_a_kind_are_one_line_a_file(folder: Path) -> None:
    spoil(folder, "group: food", "group: fod")
    shutil.copytree(MINIMAL / "san-pham-thu", folder / "products/khac")
    other = folder / "products/khac/product.yml"
    other.write_text(other.read_text("utf-8").replace("TT-1", "TT-2"), "utf-8")
    lines = [line for line in site_builder("check", folder=folder).stdout.splitlines() if not line.startswith("  ")]
    assert [line.partition(": ")[0] for line in lines] == [
        "products/san-pham-thu/product.yml:5:8",
        "products/catalogue.yml:3:9",
        "products/khac/product.yml:4:7",
        lines[-1].partition(": ")[0],
    ]
    assert lines[2].endswith("(và 3 chỗ như vậy nữa trong tệp này, dòng 6, 7, 8)")
    rows = json.loads(site_builder("check", "--format", "json", folder=folder).stdout)
    assert len([row for row in rows if row["file"] == "products/khac/product.yml"]) == 4


@pytest.mark.parametrize(
    "name",
    [
        "khac",
        "TT-2",
        "tt-2",
        "products/khac",
        "products/khac/",
        "products\\khac\\",
        "./products/khac/product.yml",
        "Mật ong rừng",
        "mat ong rung",
    ],
)
def test_one_product_alone_may_be_looked_at(folder: Path, name: str) -> None:
    spoil(folder, "group: food", "group: fod")
    shutil.copytree(MINIMAL / "san-pham-thu", folder / "products/khac")
    other = folder / "products/khac/product.yml"
    text = other.read_text("utf-8").replace("TT-1", "TT-2").replace("Sản phẩm thử", "Mật ong rừng")
    other.write_text(text, "utf-8")
    done = site_builder("check", name, folder=folder)
    assert done.returncode == 0
    assert {line.partition(":")[0] for line in done.stdout.splitlines()[:-1:2]} == {"products/khac/product.yml"}
    assert done.stdout.splitlines()[-1] == "1 sản phẩm: 1 đăng, 0 nháp, 0 lỗi"
    assert site_builder("check", "san-pham-thu", folder=folder).returncode == 1


def test_a_product_that_is_not_there_is_told_with_a_near_one(folder: Path) -> None:
    done = site_builder("check", "san-pham-th", folder=folder)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "Không có sản phẩm “san-pham-th” (tên thư mục, mã, đường dẫn thư mục, hoặc tên sản phẩm). "
        "Có phải ý bạn là san-pham-thu?"
    )


def test_a_draft_is_told_what_it_lacks_to_be_published(folder: Path) -> None:
    draft = folder / "products/che/product.yml"
    draft.parent.mkdir()
    draft.write_text("code: TT-2\nstatus: draft\nname: {vi: Chè, en: Tea}\ngroup: food\n", "utf-8")
    assert site_builder("check", "che", folder=folder).stdout == (
        "che: bản nháp, còn thiếu để đăng: lời giới thiệu (summary), nơi làm ra (origin.commune), ảnh (photos), "
        "nguồn thông tin (sources).\nKhông có gì cần sửa.\n1 sản phẩm: 0 đăng, 1 nháp, 0 lỗi\n"
    )
    spoil(folder, "status: potential", "status: draft")
    ready = (
        "san-pham-thu: draft, with everything that is required; change status to potential or certified to publish it."
    )
    assert ready in site_builder("check", "--lang", "en", folder=folder).stdout


def test_a_report_is_a_page_that_stands_by_itself(folder: Path) -> None:
    spoil(folder, "Sản phẩm thử", "<b>Sản phẩm</b>")
    spoil(folder, "group: food", "group: <i>fod")
    done = site_builder("check", "--out", "kq.html", "--today", "24/11/2026", folder=folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "Đã ghi kết quả vào kq.html.")
    page = (folder / "kq.html").read_text("utf-8")
    assert "<h1>Kết quả kiểm tra ngày 24/11/2026</h1>" in page
    assert "<h2>products/san-pham-thu/product.yml</h2>" in page
    assert "&lt;i&gt;fod" in page
    assert "<i>fod" not in page
    assert [word for word in ("http:", "https:", "<script", "src=") if word in page] == []
    assert site_builder("check", "--out", "kq.html", folder=folder).returncode == 1  # its own is replaced


def test_a_report_may_be_plain_text(folder: Path) -> None:
    done = site_builder("check", "--out", "kq.txt", "--today", "24.11.2026", "--lang", "en", folder=folder)
    assert done.returncode == 0
    text = (folder / "kq.txt").read_text("utf-8")
    assert text.startswith(
        "site-builder check · Check of 24\xa0November\xa02026\n\nproducts/catalogue.yml:3:9: warning"
    )
    assert text.endswith("\n1 products: 1 published, 0 drafts, 0 with errors\n")


@pytest.mark.parametrize("name", ["kq.docx", "kq", "products/catalogue.yml", "thu.html", "thu.txt", "products"])
def test_a_report_replaces_no_file_of_somebody_else(folder: Path, name: str) -> None:
    for letter in ("thu.html", "thu.txt"):
        (folder / letter).write_text("<p>dear", "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = site_builder("check", "--out", name, folder=folder)
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts
    } == before


def test_a_first_check_makes_no_renditions(folder: Path) -> None:
    site_builder("check", "--cache-dir", "cache", folder=folder)
    photos = [path for path in (folder / "cache").rglob("*") if path.suffix in (".avif", ".jpg")]
    assert [photo.suffix for photo in photos] == [".jpg"]
    assert photos[0].stat().st_size < 10_000


def test_a_check_after_a_build_reads_no_photo_again(folder: Path, font_cache: Path) -> None:
    shutil.copytree(font_cache, folder / "cache")
    site_builder("build", "--today", TODAY, "--cache-dir", "cache", folder=folder)
    before = {path.name for path in (folder / "cache").rglob("*.jpg")}
    site_builder("check", "--cache-dir", "cache", folder=folder)
    assert {path.name for path in (folder / "cache").rglob("*.jpg")} == before


def test_one_product_is_found_by_its_code_even_in_a_file_that_cannot_be_read(folder: Path) -> None:
    with (folder / "products/san-pham-thu/product.yml").open("a", encoding="utf-8") as file:
        file.write("x: [\n")
    done = site_builder("check", "TT-1", folder=folder)
    assert done.returncode == 1
    assert "products/san-pham-thu/product.yml:" in done.stdout


def test_of_one_product_the_errors_of_what_all_need_are_told_too(folder: Path) -> None:
    with (folder / "products/catalogue.yml").open("a", encoding="utf-8") as file:
        file.write("x: [\n")
    done = site_builder("check", "san-pham-thu", folder=folder)
    assert done.returncode == 1
    assert "products/catalogue.yml:" in done.stdout
    assert "Không có gì cần sửa." not in done.stdout
