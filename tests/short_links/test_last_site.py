"""A ledger that is lost, and a code that has lost its page, are noticed by the site that was made last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..commands import TODAY
from .test_ledger import AT, HEAD, LEDGER, ROWS, check, drop, edit, folder, labels, run

__all__ = ["folder"]  # the fixture

COPY = "site/may-chu/ma-da-in.txt"
RETIRED = "retired: [{code: SP-02, sentence: {vi: Sản phẩm này không còn sản xuất.}}]\n"


def build(folder: Path, *options: str) -> tuple[int, str]:
    return run(folder, "build", "--today", TODAY, "--lang", "en", *options)


def said_of_codes(folder: Path) -> str:
    """What `check` says of codes that have lost their page."""
    return "\n".join(
        re.findall(r"^products/catalogue\.yml: error.*\n.*$", run(folder, "check", "--lang", "en")[1], re.MULTILINE)
    )


def retire(folder: Path) -> None:
    with (folder / "products/catalogue.yml").open("a", encoding="utf-8") as settings:
        settings.write(RETIRED)


@pytest.fixture
def printed(folder: Path) -> Path:
    """All three are printed, and the site is made."""
    (folder / LEDGER).write_text(HEAD + ROWS, "utf-8")
    code, said = build(folder)
    assert code == 0, said
    return folder


def test_a_lost_ledger_stops_everything_and_comes_back_as_told(printed: Path) -> None:
    (printed / LEDGER).unlink()
    assert run(printed, "check", "--lang", "en")[0] == 1
    for code, said in (build(printed), labels(printed)):
        assert code == 1
        assert (
            "products/short-links.csv: error: The ledger of printed codes is lost: the last site knows 3 printed codes "
            "(SP-01, SP-02, SP-03) that this file does not have.\n"
            f"    → Copy {COPY} to products/short-links.csv; or take the last backup of this file.\n"
        ) in said
    assert not (printed / LEDGER).exists()
    (printed / LEDGER).write_bytes((printed / COPY).read_bytes())
    assert (printed / LEDGER).read_text() == HEAD + ROWS
    assert check(printed) == (0, "")


def test_lines_that_are_lost_come_back_as_told(printed: Path) -> None:
    first, *rest = ROWS.splitlines(keepends=True)
    (printed / LEDGER).write_text(HEAD + first, "utf-8")
    said = run(printed, "check", "--lang", "en")[1]
    assert "The ledger lacks 2 codes that the last site knows as printed: SP-02, SP-03." in said
    assert f"Open {COPY} and copy the lines of these codes to the end of products/short-links.csv" in said
    with (printed / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.writelines(rest)
    assert check(printed) == (0, "")


def test_the_copy_tells_no_folder_of_what_is_not_published(printed: Path) -> None:
    drop(printed, "mat")
    retire(printed)
    assert build(printed)[0] == 0
    row = f"SP-02,product,sp-02,2026-11-24{AT}"
    assert row in (printed / COPY).read_text()
    (printed / LEDGER).write_bytes((printed / COPY).read_bytes())
    assert check(printed) == (0, "")


def test_a_code_that_was_never_printed_is_missed_too_until_it_is_retired(folder: Path) -> None:
    assert build(folder)[0] == 0
    drop(folder, "mat")
    assert said_of_codes(folder) == (
        "products/catalogue.yml: error: The last site had a page for code SP-02, to which its PDFs and QR codes lead, "
        "but no product or event has this code now.\n"
        "    → Give the line code: SP-02 back to its product or event; if that no longer exists, write into "
        "catalogue.yml: retired: [{code: SP-02, sentence: {vi: Sản phẩm này không còn sản xuất.,"
        " en: This product is no longer made.}}]"
    )
    assert build(folder)[0] == 1
    retire(folder)
    assert (said_of_codes(folder), build(folder)[0]) == ("", 0)


def test_a_code_whose_product_became_a_draft_is_missed(folder: Path) -> None:
    assert build(folder)[0] == 0
    edit(folder, "mat", "status: potential", "status: draft")
    assert "lead, but “mat” is now a draft, so the page is gone." in said_of_codes(folder)
    edit(folder, "mat", "SP-02", "SP-09")
    retire(folder)
    assert said_of_codes(folder) == ""


def test_a_folder_may_be_renamed_and_what_has_errors_may_be_left_out(folder: Path) -> None:
    assert build(folder)[0] == 0
    (folder / "products/mat").rename(folder / "products/mat-ong-rung")
    settings = folder / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("- mat\n", "- mat-ong-rung\n"), "utf-8")
    assert said_of_codes(folder) == ""
    edit(folder, "mat-ong-rung", "group: food", "group: soap")
    assert said_of_codes(folder) == ""
    assert build(folder, "--keep-going")[0] == 0


@pytest.mark.parametrize("address", ["https://ocop.example/", '""'])
def test_codes_of_a_site_at_no_real_address_are_nobodys(folder: Path, address: str) -> None:
    config = folder / "mkdocs.yml"
    config.write_text(re.sub(r"site_url: .*", f"site_url: {address}", config.read_text("utf-8")), "utf-8")
    assert build(folder)[0] == 0
    assert not (folder / COPY).exists()
    drop(folder, "mat")
    assert said_of_codes(folder) == ""
