"""What is printed is kept: a build in which an issued code has no page fails, and says how to mend it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ..commands import TODAY, site_builder
from ..prints import press

LEDGER = "products/short-links.csv"
HEAD = "code,kind,key,issued,address\n"
AT = f",{press.ADDRESS}\n"
ROWS = f"SP-01,product,che,2026-11-24{AT}SP-02,product,mat,2026-11-24{AT}SP-03,product,cu,2026-11-24{AT}"
CONFIG = "site_url: {address}\ndocs_dir: products\nplugins:\n  - site-builder:\n      cache_dir: {cache}\n"


@pytest.fixture
def folder(tmp_path: Path, photo_cache: Path) -> Path:
    """A showcase of three products and an event at a final address."""
    press.catalogue(tmp_path, {slug: press.PRODUCTS[slug] for slug in ("che", "mat", "cu")})
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(address=press.ADDRESS, cache=photo_cache), "utf-8")
    return tmp_path


@pytest.fixture
def issued(folder: Path) -> Path:
    """The same after labels of all three were made."""
    (folder / LEDGER).write_text(HEAD + ROWS, "utf-8")
    return folder


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = site_builder(*arguments, folder=folder)
    return done.returncode, done.stdout + done.stderr


def check(folder: Path) -> tuple[int, str]:
    """Exit code and what is said of the ledger."""
    code, said = run(folder, "check", "--lang", "en")
    return code, "\n".join(re.findall(r"^products/short-links\.csv:.*\n.*$", said, re.MULTILINE))


def edit(folder: Path, slug: str, old: str, new: str) -> None:
    file = folder / "products" / slug / "product.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def labels(folder: Path, *arguments: str) -> tuple[int, str]:
    return run(folder, "labels", "--lang", "en", "--out", "labels.pdf", "--today", TODAY, *arguments)


def test_making_labels_writes_the_ledger(folder: Path) -> None:
    code, said = labels(folder)
    assert code == 0, said
    assert (folder / LEDGER).read_bytes().decode() == HEAD + ROWS
    assert "3 new codes entered in the ledger short-links.csv: SP-01, SP-02, SP-03." in said
    assert check(folder) == (0, "")


def test_only_what_is_printed_is_issued_and_the_first_day_stays(folder: Path) -> None:
    labels(folder, "--product", "mat")
    assert (folder / LEDGER).read_text() == HEAD + f"SP-02,product,mat,2026-11-24{AT}"
    done = run(folder, "labels", "--out", "later.pdf", "--today", "2027-02-01", "--product", "mat,che")
    assert done[0] == 0, done[1]
    assert (folder / LEDGER).read_text() == HEAD + f"SP-01,product,che,2027-02-01{AT}SP-02,product,mat,2026-11-24{AT}"


def test_the_strip_of_an_event_issues_the_code_of_the_event(folder: Path) -> None:
    assert labels(folder, "--kind", "strip", "--event", "hoi-cho")[0] == 0
    assert (folder / LEDGER).read_text() == HEAD + f"SK-01,event,hoi-cho,2026-11-24{AT}"


@pytest.mark.parametrize("address", ["https://ocop.example/", "http://localhost:8000/", ""])
def test_nothing_is_issued_for_an_address_that_is_not_final(folder: Path, address: str) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG.format(address=f'"{address}"', cache=".cache"), "utf-8")
    code, said = labels(folder)
    assert code == 0
    assert not (folder / LEDGER).exists()
    shown = address or "https://ban-nhap.example/"
    assert f"The address of the site ({shown}) is not a real one yet, so the codes would lead nowhere" in said


def test_a_draft_is_not_printed_and_not_issued(folder: Path) -> None:
    edit(folder, "mat", "status: potential", "status: draft")
    assert labels(folder)[0] == 0
    assert "SP-02" not in (folder / LEDGER).read_text()
    code, said = labels(folder, "--product", "mat")
    assert (code, "No published product is called “mat”" in said) == (2, True)


def test_a_folder_may_be_renamed_freely_and_the_ledger_follows(issued: Path) -> None:
    (issued / "products/mat").rename(issued / "products/mat-ong-rung")
    settings = issued / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("- mat\n", "- mat-ong-rung\n"), "utf-8")
    assert check(issued) == (0, "")
    assert labels(issued)[0] == 0
    assert "SP-02,product,mat-ong-rung,2026-11-24" in (issued / LEDGER).read_text()


def test_a_new_product_in_a_folder_that_was_renamed_away_is_let_in_as_told(issued: Path) -> None:
    """The ledger knows the printed product by the folder that it had."""
    (issued / "products/mat").rename(issued / "products/mat-rung")
    shutil.copytree(issued / "products/mat-rung", issued / "products/mat")
    edit(issued, "mat", "SP-02", "SP-04")
    code, told = check(issued)
    assert code == 1
    assert "write mat-rung for mat on this line of the ledger" in told
    ledger = issued / LEDGER
    ledger.write_text(ledger.read_text("utf-8").replace(",mat,", ",mat-rung,"), "utf-8")
    assert check(issued) == (0, "")


def test_two_rows_of_one_code_are_joined_as_told_with_both_addresses(issued: Path) -> None:
    ledger = issued / LEDGER
    rows = ledger.read_text("utf-8")
    ledger.write_text(f"{rows}SP-01,product,che,2026-12-01,https://cu.vn/\n", "utf-8")
    assert "write both into the one that you keep, with a space between" in check(issued)[1]
    ledger.write_text(re.sub("^(SP-01.*)$", r"\1 https://cu.vn/", rows, count=1, flags=re.MULTILINE), "utf-8")
    code, told = check(issued)
    assert code == 0
    assert "https://cu.vn/" in told


def drop(folder: Path, slug: str) -> None:
    shutil.rmtree(folder / "products" / slug)
    settings = folder / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace(f"  - {slug}\n", ""), "utf-8")


def test_a_product_that_was_deleted_is_missed_by_the_build_and_mended_in_three_ways(issued: Path) -> None:
    drop(issued, "mat")
    code, said = check(issued)
    assert code == 1
    assert said == (
        "products/short-links.csv:3:1: error [code]: The code SP-02 (“mat”) has been on labels since 24/11/2026, "
        "but there is no page left for it to open.\n"
        "    → The folder may be renamed freely as long as its product.yml keeps the line code: SP-02. "
        "If another product takes its place, move the code there; if there is none, list it in catalogue.yml: "
        "retired: [{code: SP-02, sentence: {vi: Sản phẩm này không còn sản xuất.,"
        " en: This product is no longer made.}}]"
    )
    built = run(issued, "build")
    assert built[0] == 1
    assert not (issued / "site").exists()


def test_a_retired_code_keeps_its_page_with_its_sentence(issued: Path) -> None:
    drop(issued, "mat")
    settings = issued / "products/catalogue.yml"
    retired = "retired: [{code: SP-02, sentence: {vi: Nhà mật đã nghỉ., en: The beekeeper has retired.}}]\n"
    settings.write_text(settings.read_text("utf-8") + retired, "utf-8")
    assert check(issued) == (0, "")
    assert labels(issued)[0] == 0
    assert "SP-02,retired,mat,2026-11-24" in (issued / LEDGER).read_text()
    assert run(issued, "build", "--today", TODAY)[0] == 0
    page = (issued / "site/Q/SP-02/index.html").read_text("utf-8")
    assert "Nhà mật đã nghỉ." in page
    assert "The beekeeper has retired." in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_code_moves_to_the_product_that_takes_the_place(issued: Path) -> None:
    drop(issued, "mat")
    edit(issued, "cu", "code: SP-03", "code: SP-02")
    (issued / LEDGER).write_text(HEAD + f"SP-02,product,mat,2026-11-24{AT}", "utf-8")
    assert check(issued) == (0, "")


def swap(folder: Path) -> None:
    edit(folder, "mat", "SP-02", "SP-09")
    edit(folder, "che", "SP-01", "SP-02")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: edit(f, "mat", "SP-02", "SP-09"), "but “mat” has the code SP-09 now."),
        (lambda f: edit(f, "mat", "status: potential", "status: draft"), "but “mat” is not published"),
        (swap, "but opens “che” now, while “mat” is still there"),
    ],
)
def test_what_became_of_a_code_is_told(issued: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(issued)
    code, told = check(issued)
    assert code == 1
    assert said in told


def test_a_code_is_never_used_for_something_else(issued: Path) -> None:
    drop(issued, "mat")
    settings = issued / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("code: SK-01", "code: SP-02"), "utf-8")
    assert "is now given to “hoi-cho”, which is something else" in check(issued)[1]


def test_a_retired_code_is_not_used_again(issued: Path) -> None:
    (issued / LEDGER).write_text(HEAD + "SP-02,retired,mat-cu,2025-01-01\n", "utf-8")
    code, said = check(issued)
    assert code == 1
    assert "The code SP-02 was printed for “mat-cu” and listed as retired; now it is given to “mat”." in said


def test_two_products_claiming_one_code_are_told_apart_by_the_check(issued: Path) -> None:
    edit(issued, "cu", "SP-03", "SP-02")
    code, said = run(issued, "check", "--lang", "en")
    assert code == 1
    assert "products/mat/product.yml:" in said
    assert "The code “SP-02” is already used at products/cu/product.yml:" in said
    assert labels(issued)[0] == 1


def test_errors_elsewhere_are_not_told_again_as_lost_codes(issued: Path) -> None:
    edit(issued, "mat", "group: food", "group: soap")
    code, said = check(issued)
    assert (code, "short-links.csv" in said) == (1, False)
    (issued / "products/mat/product.yml").write_text("code: [", "utf-8")
    assert "short-links.csv" not in check(issued)[1]


def test_a_folder_in_the_place_of_the_ledger_is_told_as_a_folder(folder: Path) -> None:
    (folder / LEDGER).mkdir()
    code, said = check(folder)
    assert code == 1
    assert said.startswith(f"{LEDGER}: error: “short-links.csv” is a folder")
    assert "Excel" not in said


def test_a_product_left_out_by_keep_going_is_missed(issued: Path) -> None:
    edit(issued, "mat", "group: food", "group: soap")
    code, said = run(issued, "build", "--keep-going", "--lang", "en")
    assert code == 1
    assert "but “mat” has errors and is left out, so a scan shows nothing." in said
    assert "Fix the errors reported for “mat”, and run again." in said


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + ROWS,
        (HEAD + ROWS).replace("\n", "\r\n"),
        "\ufeff" + (HEAD + ROWS).replace(",", ";").replace("\n", ";;\r\n"),
        (HEAD + ROWS).replace(",", "\t"),
        HEAD + ROWS.replace("2026-11-24", "24/11/2026"),
        HEAD + "\n\n" + "".join(sorted(ROWS.splitlines(keepends=True), reverse=True)) + ",,,\n",
    ],
    ids=["mark", "crlf", "semicolons", "tabs", "day-first", "unsorted"],
)
def test_what_a_spreadsheet_leaves_is_read_and_written_in_order_again(folder: Path, text: str) -> None:
    (folder / LEDGER).write_bytes(text.encode())
    assert check(folder) == (0, "")
    (folder / "products/mat").rename(folder / "products/mat-moi")
    settings = folder / "products/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("- mat\n", "- mat-moi\n"), "utf-8")
    assert labels(folder)[0] == 0
    assert (folder / LEDGER).read_bytes().decode() == HEAD + ROWS.replace("product,mat,", "product,mat-moi,")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (HEAD.replace("issued", "ngày") + ROWS, "1:1", "The first line of the ledger is “code,kind,key,ngày,address”"),
        ("", "1:1", "The first line of the ledger is “”; it has to be “code,kind,key,issued,address”."),
        (HEAD + "SP-01,product,che\n", "2:1", "This line has 3 cells; it needs four or five"),
        (HEAD + ROWS + "sp 01,product,che,2026-11-24\n", "5:1", "“sp 01” is not a code."),
        (HEAD + "SP-01,thing,che,2026-11-24\n", "2:1", "“thing” is not a kind of code."),
        (HEAD + "SP-01,product,Chè,2026-11-24\n", "2:1", "“Chè” is neither the folder of a product"),
        (HEAD + "SP-01,product,che,hôm qua\n", "2:1", "“hôm qua” is not a date."),
        (HEAD + "SP-01,product,che,2026-11-24,ocop.vn\n", "2:1", "“ocop.vn” is not the address of a site."),
        (HEAD + ROWS + "SP-01,product,che,2026-12-01\n", "5:1", "“SP-01” is already on line 2."),
    ],
)
def test_a_ledger_that_was_broken_by_hand_stops_everything_and_is_left_alone(
    folder: Path, text: str, place: str, said: str
) -> None:
    (folder / LEDGER).write_text(text, "utf-8")
    code, told = check(folder)
    assert code == 1
    assert re.search(rf"^products/short-links\.csv:{place}: error.*{re.escape(said)}", told, re.MULTILINE)
    assert labels(folder)[0] == 1
    assert not (folder / "labels.pdf").exists()
    assert (folder / LEDGER).read_text("utf-8") == text


def test_a_ledger_in_another_encoding_is_told(folder: Path) -> None:
    (folder / LEDGER).write_bytes((HEAD + "SP-01,product,chè,2026-11-24\n").encode("utf-16"))
    assert "products/short-links.csv: error: The ledger of printed codes cannot be read" in check(folder)[1]


def test_the_ledger_is_not_published_and_not_taken_for_a_stray_file(issued: Path) -> None:
    code, said = run(issued, "build", "--today", TODAY, "--lang", "en")
    assert code == 0, said
    assert "short-links.csv" not in said
    assert [path for path in (issued / "site").rglob("*") if path.suffix == ".csv" or "short-links" in path.name] == []


def test_one_bar_code_with_and_without_zeros_is_of_one_pack(folder: Path) -> None:
    offers = "offers: [{{pack: {{vi: Gói}}, gtin: '{gtin}'}}]\nsources:"
    edit(folder, "che", "sources:", offers.format(gtin="8930000000002"))
    edit(folder, "mat", "sources:", offers.format(gtin="08930000000002"))
    code, said = run(folder, "check", "--lang", "en")
    assert code == 1
    assert "The barcode number “08930000000002” is already used at products/che/product.yml:" in said
