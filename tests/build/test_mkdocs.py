"""MkDocs as a second driver: the same files with the same bytes, the same refusals, a preview."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from ..commands import EPOCH, ROOT, WITH_AN_ADDRESS, build, free_port


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def mkdocs(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *map(str, arguments)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


@pytest.fixture
def project(tmp_path: Path, font_cache: Path) -> Path:
    """A folder with an `mkdocs.yml` and a small catalogue with a stray photo and letter in it."""
    shutil.copytree(font_cache, tmp_path / ".cache")
    shutil.copytree(ROOT / "tests/catalogues/minimal", tmp_path / "products")
    shutil.copyfile(tmp_path / "products/san-pham-thu/anh.jpg", tmp_path / "products/san-pham-thu/IMG_1.JPG")
    (tmp_path / "products/san-pham-thu/dong-y.docx").write_bytes(b"secret")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://ocop.example/\ndocs_dir: products\nuse_directory_urls: false\n"
        "theme: {name: null, custom_dir: look}\nplugins:\n  - site-builder:\n      cache_dir: .cache\n",
        "utf-8",
    )
    (tmp_path / "look").mkdir()
    return tmp_path


def test_the_shipped_catalogue_comes_out_the_same_both_ways(shipped_site: Path, tmp_path: Path) -> None:
    done = mkdocs("build", *WITH_AN_ADDRESS, "--site-dir", tmp_path / "site", folder=ROOT)
    assert done.returncode == 0, done.stderr
    one, other = contents(shipped_site), contents(tmp_path / "site")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_nothing_that_mkdocs_finds_by_itself_is_published(project: Path) -> None:
    done = mkdocs("build", folder=project)
    assert done.returncode == 0, done.stderr
    build("--site-dir", project / "other", folder=project)
    assert contents(project / "site") == contents(project / "other")
    assert b"secret" not in b"".join(contents(project / "site").values())


def test_what_mkdocs_was_told_to_leave_in_place_is_no_obstacle(project: Path) -> None:
    assert mkdocs("build", folder=project).returncode == 0
    before = contents(project / "site")
    done = mkdocs("build", "--dirty", folder=project)
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == before


def test_what_is_wrong_is_told_before_the_folder_of_the_site_is_emptied(project: Path) -> None:
    assert mkdocs("build", folder=project).returncode == 0
    before = contents(project / "site")
    file = project / "products/san-pham-thu/product.yml"
    file.write_text(file.read_text("utf-8").replace("group: food", "group: fod"), "utf-8")
    done = mkdocs("build", folder=project)
    assert done.returncode == 1
    assert "products/san-pham-thu/product.yml:5:8: lỗi [group]: " in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "site") == before


def test_strict_refuses_warnings(project: Path) -> None:
    done = mkdocs("build", "--strict", folder=project)
    assert done.returncode == 1
    assert "lỗi [site.name]" in done.stderr
    assert "lưu ý" not in done.stderr
    assert not (project / "site").exists()


def test_an_option_that_is_not_ours_is_told_in_our_words(project: Path) -> None:
    file = project / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("cache_dir", "cache_dri"), "utf-8")
    done = mkdocs("build", folder=project)
    assert done.returncode == 1
    assert "Không có mục nào tên “cache_dri” ở đây." in done.stderr
    assert "Có phải là “cache_dir” không?" in done.stderr


def test_mkdocs_serve_answers(project: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}"],
        cwd=project,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert server.stderr
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\S+", line)))
        with urllib.request.urlopen(address, timeout=300) as home:
            page = home.read().decode()
        assert "Sản phẩm thử" in page
        assert "<script>" in page, "MkDocs puts its reloading script into the page"
        assert "Content-Security-Policy" not in page
    finally:
        server.terminate()
        server.communicate(timeout=300)


def test_what_nobody_foresaw_is_told_in_one_sentence_and_leaves_the_site(project: Path) -> None:
    assert mkdocs("build", folder=project).returncode == 0
    before = contents(project / "site")
    broken = "from site_builder import build; build.examine = lambda *_: 1 / 0"
    code = f"{broken}; from mkdocs.__main__ import cli; cli(['build'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    (report,) = project.glob("loi-*.txt")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    sentence = "Lỗi của chương trình (ZeroDivisionError), không phải của nội dung."
    assert f"{sentence} Gửi tệp {report.name} cho người phụ trách kỹ thuật." in done.stderr
    assert contents(project / "site") == before
