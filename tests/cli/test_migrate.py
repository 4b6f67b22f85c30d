"""`site-builder migrate`: every other line stays, nothing changes unasked, a copy is kept, twice is once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.content.migration import changed_product, changed_settings

from ..commands import ROOT, site_builder
from ..content.small import TODAY
from ..sampling import Sample
from .conftest import MINIMAL

FIRST_LINE = "site: {name: {vi: OCOP}, office: {name: {vi: UBND}}}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FIRST_LINE, f"format: 2\n{FIRST_LINE}"),
        (f"# Của xã.\n\n# Trang.\n{FIRST_LINE}", f"# Của xã.\n\n# Trang.\nformat: 2\n{FIRST_LINE}"),
        (f"\ufeff{FIRST_LINE}", f"\ufeffformat: 2\n{FIRST_LINE}"),
        (FIRST_LINE.replace("\n", "\r\n"), f"format: 2\r\n{FIRST_LINE[:-1]}\r\n"),
        (FIRST_LINE[:-1], f"format: 2\n{FIRST_LINE[:-1]}"),
        (f"---\n{FIRST_LINE}", f"---\nformat: 2\n{FIRST_LINE}"),
        (f"{FIRST_LINE}format: 1  # cũ\n", f"{FIRST_LINE}format: 2  # cũ\n"),
        (f"{FIRST_LINE}format: '1'\n", f"{FIRST_LINE}format: '2'\n"),
        (
            "{site: {name: {vi: A}, office: {name: {vi: B}}}}",
            "{format: 2, site: {name: {vi: A}, office: {name: {vi: B}}}}",
        ),
        ("  site:\n    name: {vi: A}\n", "  format: 2\n  site:\n    name: {vi: A}\n"),
    ],
)
def test_the_format_is_written_and_every_other_byte_stays(before: str, after: str) -> None:
    change = changed_settings(before.encode(), "catalogue.yml")
    assert change
    assert (change.before, change.after) == (before, after)
    assert changed_settings(after.encode(), "catalogue.yml") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "  - scheme: ocop\n    document: a.pdf  # quét\n    stars: 3\n",
            "  - scheme: ocop\n    document: a.pdf  # quét\n    seen: paper\n    stars: 3\n",
        ),
        ("  - scheme: ocop\n    document: a.pdf", "  - scheme: ocop\n    document: a.pdf\n    seen: paper\n"),
        ("  - document: a.pdf\n    scheme: ocop\n", "  - document: a.pdf\n    seen: paper\n    scheme: ocop\n"),
        ("- scheme: ocop\n  document: 'a.pdf'\n", "- scheme: ocop\n  document: 'a.pdf'\n  seen: paper\n"),
        (
            "  - {scheme: ocop, document: a.pdf, stars: 3}\n",
            "  - {scheme: ocop, seen: paper, document: a.pdf, stars: 3}\n",
        ),
        ("  [{scheme: ocop, document: a.pdf}]\n", "  [{scheme: ocop, seen: paper, document: a.pdf}]\n"),
        (
            "  - {scheme: ocop, document: a.pdf}\n  - {scheme: gi, document: b.pdf}\n",
            "  - {scheme: ocop, seen: paper, document: a.pdf}\n  - {scheme: gi, seen: paper, document: b.pdf}\n",
        ),
        # Each line keeps its own end; a new one ends as the line before it.
        (
            "  - scheme: ocop\r\n    document: a.pdf\r\n    stars: 3\n",
            "  - scheme: ocop\r\n    document: a.pdf\r\n    seen: paper\r\n    stars: 3\n",
        ),
        (
            "  - scheme: ocop\r    document: a.pdf\r    stars: 3\r",
            "  - scheme: ocop\r    document: a.pdf\r    seen: paper\r    stars: 3\r",
        ),
    ],
)
def test_a_certificate_whose_scan_lies_there_was_seen(before: str, after: str) -> None:
    change = changed_product(f"code: A-1\ncertificates:\n{before}".encode(), "product.yml")
    assert change
    assert change.after == f"code: A-1\ncertificates:\n{after}"
    assert changed_product(change.after.encode(), "product.yml") is None


@pytest.mark.parametrize("told", ["", "certificates:\n  - {scheme: ocop, stars: 3, source: 'https://a.example/'}\n"])
def test_where_nothing_can_be_told_a_product_stays_as_it_is(told: str) -> None:
    assert changed_product(f"code: A-1\n{told}".encode(), "product.yml") is None


def test_a_file_in_which_no_line_can_be_put_safely_is_left_to_a_person() -> None:
    change = changed_settings(FIRST_LINE.encode("utf-16"), "catalogue.yml")
    assert change
    assert change.after == ""


def test_what_check_would_refuse_is_left_to_a_person() -> None:
    change = changed_product(
        b"code: A-1\ncertificates:\n  - scheme: ocop\n    ? document\n    : a.pdf\n", "product.yml"
    )
    assert change
    assert change.after == ""


@pytest.mark.skipif(os.name == "nt", reason="links and modes are of POSIX")
def test_a_linked_file_stays_linked_and_who_may_write_it_may_write_it_still(folder: Path) -> None:
    file, own = folder / "products/catalogue.yml", folder / "shared.yml"
    file.rename(own)
    own.chmod(0o664)
    file.symlink_to("../shared.yml")
    assert site_builder("migrate", "--yes", folder=folder).returncode == 0
    assert file.is_symlink()
    assert "format: 2\n" in own.read_text("utf-8")
    assert own.stat().st_mode & 0o777 == 0o664


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_the_difference_is_shown_and_without_an_answer_nothing_is_changed(folder: Path) -> None:
    before = tree(folder)
    for answers in ("", "n\n"):
        done = site_builder("migrate", folder=folder, answers=answers)
        assert done.returncode == 1
        assert "+format: 2" in done.stdout.splitlines()
        assert "--- products/catalogue.yml" in done.stdout.splitlines()
        assert "Chưa sửa gì" in done.stderr
    assert {name: data for name, data in tree(folder).items() if not name.startswith(".cache")} == before


@pytest.mark.parametrize(("arguments", "answers"), [((), "y\n"), (("--yes",), "")])
def test_the_files_as_they_were_are_kept_and_a_second_time_changes_nothing(
    folder: Path, arguments: tuple[str, ...], answers: str
) -> None:
    old = (folder / "products/catalogue.yml").read_bytes()
    done = site_builder("migrate", *arguments, folder=folder, answers=answers)
    assert done.returncode == 0, done.stderr
    assert (folder / "products/catalogue.yml").read_text("utf-8").count("format: 2\n") == 1
    assert (folder / "products-truoc-2/catalogue.yml").read_bytes() == old
    again = site_builder("migrate", "--yes", folder=folder)
    assert (again.returncode, again.stdout) == (0, "Không có gì cần sửa: danh mục đã ở format 2.\n")
    assert sorted(place.name for place in folder.iterdir() if place.name != ".cache") == [
        "products",
        "products-truoc-2",
    ]


def test_a_file_that_cannot_be_read_is_told_as_check_tells_it_and_nothing_is_changed(folder: Path) -> None:
    file = folder / "products/san-pham-thu/product.yml"
    file.write_text(file.read_text("utf-8").replace("status:", "statu:"), "utf-8")
    before = tree(folder / "products")
    done, told = (site_builder(name, folder=folder) for name in ("migrate", "check"))
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == told.stdout.splitlines()[0]
    assert tree(folder / "products") == before


@pytest.mark.slow
def test_a_migration_killed_at_any_moment_leaves_whole_files_and_is_done_by_the_next(
    folder: Path, sample: Sample
) -> None:
    def killed(moment: int) -> tuple[int, str]:
        shutil.copytree(MINIMAL, folder / "products", dirs_exist_ok=True)
        command = [sys.executable, "-m", "tests.cli.killed_command", str(moment), "migrate", "--yes"]
        variables = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stderr

    settings = folder / "products/catalogue.yml"
    before = settings.read_bytes()
    steps = int(killed(10**9)[1].splitlines()[-1])
    after = settings.read_bytes()
    assert after != before
    for moment in sample(range(1, steps + 1), 3):
        assert killed(moment)[0] in (-signal.SIGKILL, 0), moment
        assert settings.read_bytes() in (before, after), moment
        assert site_builder("migrate", "--yes", folder=folder).returncode == 0
        assert settings.read_bytes() == after, moment


@pytest.mark.parametrize("catalogue", ["products", "tests/catalogues/complete"])
def test_a_migrated_catalogue_says_what_it_said(catalogue: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / catalogue, tmp_path / "products")
    settings = tmp_path / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("format: 2\n", ""), "utf-8")

    def published() -> object:
        found = judge(load.read_catalogue(tmp_path / "products", tmp_path, None), today=TODAY)
        assert found.catalogue
        told = json.loads(found.catalogue.model_dump_json())
        for product in told["products"]:
            for certificate in product["certificates"]:
                certificate.pop("seen", None)
        return {**told, "settings": {**told["settings"], "format": None}}

    before = published()
    assert site_builder("migrate", "--yes", folder=tmp_path).returncode == 0
    assert "format: 2\n" in settings.read_text("utf-8")
    assert published() == before
