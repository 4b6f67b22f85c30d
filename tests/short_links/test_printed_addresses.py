"""The ledger knows what is on paper: where the site has moved, every build says so and leads printed codes on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ..cli.conftest import MINIMAL
from ..commands import TODAY
from ..prints import press
from .test_ledger import AT, CONFIG, HEAD, LEDGER, check, folder, labels, run

__all__ = ["folder"]  # the fixture

NEW = "https://binhgia.gov.vn/ocop/"
OLD_ROWS = "SP-01,product,che,2025-01-02\nSP-02,product,mat,2025-01-02\n"


def move(folder: Path, address: str, cache: Path) -> None:
    (folder / "mkdocs.yml").write_text(CONFIG.format(address=address, cache=cache), "utf-8")


def moved_files(folder: Path) -> Path:
    return folder / "site/may-chu/dia-chi-cu"


def test_every_command_says_that_printed_codes_open_another_address(folder: Path, photo_cache: Path) -> None:
    assert labels(folder)[0] == 0
    move(folder, NEW, photo_cache)
    sentence = (
        "products/short-links.csv:2:1: warning [address]: 3 printed codes open https://ocop-binh-gia.vn/, but the "
        "site is now at https://binhgia.gov.vn/ocop/: scanning an old label still goes to the old address.\n"
        "    → Keep the old domain and copy the files in may-chu/dia-chi-cu (inside the site’s folder) to its "
        "host: visitors are then led on to the new address. If the change was a mistake, put the old address back into "
        "mkdocs.yml; if both addresses open this site, write short_url: https://ocop-binh-gia.vn/ under site in "
        "catalogue.yml. Once no old label is in use, remove the old address from the column address of this ledger."
    )
    assert check(folder) == (0, sentence)
    for command in (("build",), ("labels", "--out", "neu.pdf", "--product", "che")):
        code, said = run(folder, *command, "--today", TODAY, "--lang", "en")
        assert (code, said.count(sentence)) == (0, 1), command


def test_not_even_strict_is_blocked_by_what_is_on_paper(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "products")
    with (tmp_path / "products/catalogue.yml").open("a", encoding="utf-8") as settings:
        settings.write("languages: [vi]\n")
    move(tmp_path, NEW, tmp_path / "cache")
    (tmp_path / LEDGER).write_text(f"{HEAD}TT-1,product,san-pham-thu,2025-01-02{AT}")
    code, said = run(tmp_path, "check", "--strict", "--lang", "en")
    assert (code, "1 printed codes open https://ocop-binh-gia.vn/" in said) == (0, True), said


def test_what_is_printed_at_both_addresses_is_in_the_ledger_with_both(folder: Path, photo_cache: Path) -> None:
    labels(folder)
    move(folder, NEW, photo_cache)
    assert labels(folder, "--product", "che")[0] == 0
    both = f"SP-01,product,che,2026-11-24,{press.ADDRESS} {NEW}\n"
    assert (folder / LEDGER).read_text().splitlines(keepends=True)[1] == both
    assert labels(folder, "--product", "che")[0] == 0
    assert (folder / LEDGER).read_text().splitlines(keepends=True)[1] == both
    assert "3 printed codes open https://ocop-binh-gia.vn/" in check(folder)[1]


@pytest.mark.parametrize("remedy", ["the old address again", "a short address", "the old one removed"])
def test_each_remedy_ends_it(folder: Path, photo_cache: Path, remedy: str) -> None:
    labels(folder)
    move(folder, NEW if remedy != "the old address again" else press.ADDRESS, photo_cache)
    if remedy == "a short address":
        settings = folder / "products/catalogue.yml"
        text = settings.read_text("utf-8").replace("site:\n", f"site:\n  short_url: {press.ADDRESS}\n")
        settings.write_text(text, "utf-8")
    if remedy == "the old one removed":
        text = (folder / LEDGER).read_text().replace(AT, f",{NEW}\n")
        (folder / LEDGER).write_text(text)
    assert check(folder) == (0, "")


def test_an_address_that_is_still_the_sites_own_is_no_other_one(folder: Path) -> None:
    labels(folder)
    settings = folder / "products/catalogue.yml"
    text = settings.read_text("utf-8").replace("site:\n", "site:\n  short_url: https://ocop.vn/\n")
    settings.write_text(text, "utf-8")
    assert check(folder) == (0, "")


def test_a_site_that_lost_its_address_is_told_which_one_was_printed(folder: Path, photo_cache: Path) -> None:
    labels(folder)
    move(folder, '""', photo_cache)
    code, said = check(folder)
    assert code == 0
    assert (
        "3 printed codes open https://ocop-binh-gia.vn/, but the address of the site is no longer a real one." in said
    )
    assert "Write site_url: https://ocop-binh-gia.vn/ into mkdocs.yml" in said
    assert run(folder, "build", "--today", TODAY)[0] == 0
    assert not moved_files(folder).exists()


def test_http_that_became_https_is_told_and_nothing_leads_in_circles(folder: Path, photo_cache: Path) -> None:
    (folder / LEDGER).write_text(HEAD + "SP-01,product,che,2026-11-24,http://ocop-binh-gia.vn/\n")
    code, said = check(folder)
    assert code == 0
    assert "1 printed codes open http://ocop-binh-gia.vn/; the site is now at https://ocop-binh-gia.vn/." in said
    assert run(folder, "build", "--today", TODAY)[0] == 0
    assert not moved_files(folder).exists()


def test_a_ledger_without_addresses_is_one_note_and_its_remedy_works(folder: Path) -> None:
    (folder / LEDGER).write_text("code,kind,key,issued\n" + OLD_ROWS)
    code, said = check(folder)
    assert code == 0
    assert said.count("short-links.csv:") == 1
    assert said.startswith(
        "products/short-links.csv:2:1: warning [address]: 2 codes in the ledger do not say under which address they "
        "were printed (a ledger of an older version), so a change of the address would go unnoticed."
    )
    assert (
        "write code,kind,key,issued,address as the first line of the ledger and add “,https://ocop-binh-gia.vn/”"
        in said
    )
    (folder / LEDGER).write_text(HEAD + OLD_ROWS.replace("\n", AT))
    assert check(folder) == (0, "")


def test_printing_again_writes_the_address_of_what_is_printed_alone(folder: Path) -> None:
    (folder / LEDGER).write_text("code,kind,key,issued\n" + OLD_ROWS)
    assert labels(folder, "--product", "che")[0] == 0
    rows = f"SP-01,product,che,2025-01-02{AT}SP-02,product,mat,2025-01-02,\n"
    assert (folder / LEDGER).read_text() == HEAD + rows
    assert "1 codes in the ledger do not say" in check(folder)[1]


def test_the_site_holds_what_leads_printed_codes_on_from_every_former_address(folder: Path, photo_cache: Path) -> None:
    rows = "SP-01,product,che,2025-01-02,https://cu.vn/ocop/ https://ocop-binh-gia.vn/\nSP-02,product,mat,2025-01-02"
    (folder / LEDGER).write_text(f"{HEAD}{rows}{AT}")
    move(folder, NEW, photo_cache)
    code, said = run(folder, "build", "--today", TODAY, "--lang", "en")
    assert code == 0, said
    files = {
        path.relative_to(moved_files(folder)).as_posix() for path in moved_files(folder).rglob("*") if path.is_file()
    }
    rules = ("_redirects", ".htaccess", "nginx.conf", "Caddyfile")
    assert {name for name in files if not name.endswith(".html")} == {
        f"{host}/{name}" for host in ("cu.vn_ocop", "ocop-binh-gia.vn") for name in rules
    }
    assert {name for name in files if name.endswith(".html")} == {
        "cu.vn_ocop/Q/SP-01/index.html",
        "ocop-binh-gia.vn/Q/SP-01/index.html",
        "ocop-binh-gia.vn/Q/SP-02/index.html",
    }
    host = moved_files(folder) / "cu.vn_ocop"
    assert (host / "_redirects").read_text() == (
        "/ocop/Q/*  https://binhgia.gov.vn/ocop/Q/:splat  301\n/ocop/q/*  https://binhgia.gov.vn/ocop/q/:splat  301\n"
    )
    page = (host / "Q/SP-01/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=https://binhgia.gov.vn/ocop/Q/SP-01/">' in page
    assert '<a href="https://binhgia.gov.vn/ocop/Q/SP-01/">' in page
    assert "Trang này đã chuyển sang địa chỉ mới." in page
    pages = sum(1 for path in (folder / "site").rglob("*.html") if "may-chu" not in path.parts)
    assert re.search(rf"^{pages} pages", said, re.MULTILINE)
