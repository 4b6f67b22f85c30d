"""The list to take home: kept by hearts, on this device alone, handed on by an address."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from ..access.test_no_barrier_that_axe_finds import violations
from ..access.walk import DESK, PHONE, fit
from ..prints.measured import Paper, plain

NewContext = Callable[..., BrowserContext]
LISTS = {"vi": "danh-sach-mang-ve.html", "en": "en/my-list.html"}
CARDS = {"vi": "san-pham/index.html", "en": "en/products/index.html"}
FOLDED = ["THU-003", "THU-T1"]


def opened(new_context: NewContext, address: str, **options: object) -> Page:
    page = new_context(**options).new_page()
    page.goto(address)
    return page


def shows(page: Page, codes: list[str]) -> None:
    expect(page.locator(".bg-favourite__code")).to_have_text(codes)


def keep(page: Page, root: str, lang: str = "vi") -> None:
    page.goto(root + CARDS[lang])
    for code in FOLDED:
        page.locator(f".bg-card [data-favourite='{code}']").click()


@pytest.mark.parametrize("lang", LISTS)
def test_hearts_put_products_in_and_out(lang: str, complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, complete_url + CARDS[lang])
    expect(page.locator(".bg-kept")).to_be_hidden()
    keep(page, complete_url, lang)
    heart = page.locator(".bg-card [data-favourite='THU-003']")
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".bg-kept [data-count]")).to_have_text("2")
    page.locator(".bg-kept").click()
    shows(page, FOLDED)
    page.locator(".bg-favourite button").first.click()
    shows(page, FOLDED[1:])
    page.go_back()
    expect(heart).to_have_attribute("aria-pressed", "false")


def test_a_row_shows_what_the_page_of_the_product_shows(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, f"{complete_url}{LISTS['vi']}#list=THU-003")
    row = page.locator(".bg-favourite")
    expect(row.locator("[data-packs] li").first).to_have_text("Hộp 200\u00a0g: 120.000\u00a0₫")
    targets = row.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert targets == [
        "san-pham/chung-nhan-3-sao.html",
        "tel:+842050000001",
        "tel:+84900000002",
        "https://zalo.me/0900000001",
    ]


def test_no_contact_is_told_that_no_page_shows(complete_site: Path) -> None:
    """Consent to a page is what contacts rest on; the list goes no further."""
    for lang, folder in (("vi", "san-pham"), ("en", "en/products")):
        (script,) = (complete_site / "assets").glob(f"favourites.{lang}.*.js")
        rows = json.loads(script.read_text("utf-8").partition("=")[2])
        assert len(rows) == len(list((complete_site / folder).glob("*.html"))) - 1
        for row in rows:
            html = (complete_site / row["address"]).read_text("utf-8")
            told = [href for _, href in row.get("phones", ())] + [
                row[key] for key in ("zalo", "producer") if key in row
            ]
            assert [each for each in told if each not in html] == [], row["code"]


def test_a_list_that_was_sent_is_kept_only_when_asked(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, f"{complete_url}{LISTS['vi']}#list=thu-003,THU-003,KHONG-1")
    shows(page, ["THU-003"])
    expect(page.locator("[data-says]")).to_have_text("Không còn trong danh mục: KHONG-1.")
    assert page.evaluate("localStorage.getItem('bg-favourites')") is None
    page.get_by_role("button", name="Giữ vào danh sách của tôi").click()
    shows(page, ["THU-003"])
    assert page.evaluate("location.hash") == ""
    assert page.evaluate("localStorage.getItem('bg-favourites')") == '["THU-003"]'


def test_the_address_and_its_code_bring_the_same_list(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, complete_url)
    keep(page, complete_url)
    page.goto(complete_url + LISTS["vi"])
    address = page.locator("[data-share-address]").input_value()
    assert address == f"{complete_url}{LISTS['vi']}#list={','.join(FOLDED)}"
    with Image.open(BytesIO(page.locator("canvas").screenshot())) as picture:
        assert [found.text for found in zxingcpp.read_barcodes(picture)] == [address]
    other = opened(new_context, address)
    shows(other, FOLDED)


def test_emptying_asks_first(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, complete_url)
    keep(page, complete_url)
    page.goto(complete_url + LISTS["vi"])
    page.get_by_role("button", name="Xoá cả danh sách").click()
    page.locator("#empty").get_by_role("button", name="Giữ lại").click()
    shows(page, FOLDED)
    page.get_by_role("button", name="Xoá cả danh sách").click()
    page.get_by_role("button", name="Xoá hết").click()
    shows(page, [])
    expect(page.locator("main [data-none]")).to_be_visible()


def test_from_a_folder_it_works_but_for_the_address_of_others(complete_site: Path, new_context: NewContext) -> None:
    root = f"{complete_site.as_uri()}/"
    page = opened(new_context, root, offline=True)
    keep(page, root)
    page.goto(root + LISTS["vi"])
    shows(page, FOLDED)
    # The site has an address of its own, to which the list is sent.
    assert re.fullmatch(
        r"https://[^/]+/danh-sach-mang-ve\.html#list=THU-003,THU-T1", page.locator("[data-share-address]").input_value()
    )


@pytest.mark.parametrize("spoiled", ["", "{", "7", "{}", "null", '[7, null, "<b>", "THU-003"]'])
def test_a_spoiled_list_is_what_can_be_read_of_it(spoiled: str, complete_url: str, new_context: NewContext) -> None:
    context = new_context()
    context.add_init_script(f"localStorage.setItem('bg-favourites', {json.dumps(spoiled)})")
    page = context.new_page()
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(complete_url + LISTS["vi"])
    shows(page, ["THU-003"] if "THU-003" in spoiled else [])
    assert errors == []


@pytest.mark.parametrize("hostile", ["#list=<img src=x>", "#list=", "#list=%E0%A4%A", "#list=,,,", "#lisT=THU-003"])
def test_an_address_that_is_none_of_ours_brings_nothing(
    hostile: str, complete_url: str, new_context: NewContext
) -> None:
    page = new_context().new_page()
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(complete_url + LISTS["vi"] + hostile)
    expect(page.locator("main [data-none]")).to_be_visible()
    shows(page, [])
    assert errors == []


def test_the_page_behind_a_code_keeps_its_product(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, f"{complete_url}Q/THU-003/", locale="vi-VN")
    page.get_by_role("button", name="Giữ lại để xem ở nhà").click()
    page.get_by_role("link", name="Danh sách mang về (1)").click()
    shows(page, ["THU-003"])


def test_without_script_no_heart_is_shown_and_the_page_says_why(complete_url: str, new_context: NewContext) -> None:
    for address in (CARDS["vi"], "Q/THU-003/", "san-pham/chung-nhan-3-sao.html"):
        page = opened(new_context, complete_url + address, java_script_enabled=False)
        assert page.locator("[data-favourite]").count() > 0
        assert page.locator("[data-favourite]:visible").count() == 0
    page.goto(complete_url + LISTS["vi"])
    assert "cần JavaScript" in page.locator("noscript").inner_text()


def test_it_prints_on_one_sheet_with_its_code(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, complete_url)
    keep(page, complete_url)
    page.goto(complete_url + LISTS["vi"])
    paper = Paper(page.pdf(format="A4"))
    assert len(paper.texts) == 1
    assert [each for each in ("Sản phẩm thử ba sao", "120.000 ₫", "THU-T1") if plain(each) not in paper.texts[0]] == []
    assert [text.split("#")[1] for text in paper.codes()] == ["list=THU-003,THU-T1"]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_wider_than_the_screen(width: int, complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context, complete_url, viewport={"width": width, "height": 800})
    keep(page, complete_url)
    for address in (CARDS["vi"], LISTS["vi"], LISTS["en"]):
        page.goto(complete_url + address)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_it_is_sent_by_zalo_or_copied_where_the_device_has_no_sheet(complete_url: str, new_context: NewContext) -> None:
    context = new_context()
    context.add_init_script("delete Navigator.prototype.share")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    keep(page, complete_url)
    page.goto(complete_url + LISTS["vi"])
    page.get_by_role("button", name="Gửi danh sách").click()
    address = page.locator("[data-share-address]").input_value()
    sent = str(page.locator("#share [data-packed]").get_attribute("href"))
    packed = parse_qs(urlsplit(sent).query)["d"][0]
    assert json.loads(b64decode(unquote(packed))) == {"url": address}
    page.locator("#share [data-copy]").click()
    expect(page.locator("[data-share-says]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == address


@pytest.mark.parametrize("lang", LISTS)
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_axe_finds_no_barrier(lang: str, size: tuple[int, int], complete_url: str, new_context: NewContext) -> None:
    tab = new_context(bypass_csp=True, reduced_motion="reduce").new_page()
    fit(tab, size)
    tab.goto(f"{complete_url}{LISTS[lang]}#list={','.join(FOLDED)}")
    shows(tab, FOLDED)
    assert violations(tab) == []
    tab.locator("[data-keep-all]").click()
    tab.locator("[data-empty]").click()
    expect(tab.locator("#empty")).to_be_visible()
    assert violations(tab) == []
