from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from ..waiting import until
from .conftest import KEPT, Host, kept, visit

PRODUCT = "san-pham/chung-nhan-3-sao.html"
"""3 stars, valid until 15 December 2027."""
NOTE = "[data-manifest]"
COVER = "document.querySelector('.bg-gallery img')"
PAGES, PICTURES = 60, 80


def test_a_page_that_was_visited_opens_and_says_of_which_day_it_is(phone: Page, host: Host) -> None:
    visit(phone, host, PRODUCT)
    expect(phone.locator(NOTE)).to_be_hidden()
    until(phone, f"() => {COVER}.complete")
    visit(phone, host, "index.html")
    host.is_cut = True
    phone.goto(host.url + PRODUCT)
    assert phone.locator("h1").inner_text() == "Sản phẩm thử ba sao"
    moment = datetime.fromisoformat(phone.locator("html").get_attribute("data-cached-at") or "").astimezone()
    day = f"{moment.day}/{moment.month}/{moment.year}"
    expect(phone.locator(NOTE)).to_contain_text(f"Bản lưu ngày {day}, đang không có mạng")
    until(phone, f"() => {COVER}.naturalWidth > 0")
    assert phone.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 241)"
    host.is_cut = False
    phone.locator(NOTE).get_by_role("link", name="Thử lại").click()
    expect(phone.locator(NOTE)).to_be_hidden()


def test_english_pages_say_it_in_english(phone: Page, host: Host) -> None:
    visit(phone, host, "en/products/chung-nhan-3-sao.html")
    host.is_cut = True
    phone.reload()
    expect(phone.locator(NOTE)).to_contain_text(re.compile(r"Copy saved on \d+ [A-Z][a-z]+ \d{4}; there is no network"))


def test_a_certificate_is_judged_on_the_day_the_copy_is_read(phone: Page, host: Host) -> None:
    phone.clock.set_fixed_time("2026-11-24T05:00:00Z")
    visit(phone, host, PRODUCT)
    expect(phone.locator("[data-certificate]").first).to_have_attribute("data-certificate-status", "in_force")
    host.is_cut = True
    phone.clock.set_fixed_time("2027-12-16T05:00:00Z")
    phone.reload()
    expect(phone.locator(NOTE)).to_be_visible()
    expect(phone.locator("[data-certificate]").first).to_have_attribute("data-certificate-status", "expired")
    expect(phone.locator("[data-certificate]").first).to_contain_text("Hết hiệu lực")


def test_the_search_finds_without_a_network(phone: Page, host: Host) -> None:
    visit(phone, host, PRODUCT)
    until(phone, "() => caches.match(document.querySelector('[data-search-box]').dataset.index)")
    until(phone, "() => caches.match(document.querySelector('[data-search-box]').dataset.script)")
    host.is_cut = True
    phone.reload()
    phone.keyboard.press("/")
    phone.keyboard.type("san pham thu ba sao")
    expect(phone.get_by_role("option").first).to_contain_text("Sản phẩm thử ba sao")


@pytest.mark.parametrize(
    ("visited", "asked", "title", "again"),
    [
        (PRODUCT, "san-pham/het-han.html", "Không có mạng", "Thử lại"),
        ("en/index.html", "en/products/het-han.html", "No network", "Try again"),
    ],
)
def test_a_page_that_was_not_visited_gives_way_to_one_that_says_why(
    visited: str, asked: str, title: str, again: str, phone: Page, host: Host
) -> None:
    visit(phone, host, visited)
    name = phone.title().rpartition(" – ")[0]
    host.is_cut = True
    phone.goto(host.url + asked)
    assert phone.locator("h1").inner_text() == title
    assert phone.evaluate("getComputedStyle(document.querySelector('.bg-button')).minHeight") != "auto"
    expect(phone.locator("[data-cached-pages]").get_by_role("link")).to_have_text([name])
    retry = phone.get_by_role("link", name=again)
    expect(retry).to_have_attribute("href", host.url + asked)
    host.is_cut = False
    retry.click()
    phone.wait_for_url(host.url + asked)
    assert phone.locator("h1").inner_text() != title


def test_a_former_address_is_no_page_in_the_list_of_those_that_were_read(phone: Page, host: Host) -> None:
    visit(phone, host, "index.html")
    name = phone.title().rpartition(" – ")[0]
    phone.goto(host.url + "xa/thu-cu.html", wait_until="commit")
    phone.wait_for_url("**/xa/thu-dong.html")
    until(phone, f"async () => (await ({KEPT})('pages')).includes('xa/thu-dong.html')")
    here = phone.title().rpartition(" – ")[0]
    assert "xa/thu-cu.html" in kept(phone)
    host.is_cut = True
    phone.goto(host.url + "san-pham/het-han.html")
    expect(phone.locator("[data-cached-pages]").get_by_role("link")).to_have_text([here, name])
    phone.goto(host.url + "xa/thu-cu.html", wait_until="commit")
    phone.wait_for_url("**/xa/thu-dong.html")


def test_the_way_back_never_leads_to_another_host(phone: Page, host: Host) -> None:
    phone.goto(f"{host.url}khong-co-mang.html#//evil.example/")
    expect(phone.get_by_role("link", name="Thử lại")).to_have_attribute("href", "index.html")


def test_a_slow_network_is_not_waited_for_where_there_is_a_copy(phone: Page, host: Host) -> None:
    visit(phone, host, PRODUCT)
    host.slow = PRODUCT
    phone.reload()
    expect(phone.locator(NOTE)).to_be_visible()


def test_a_page_that_is_gone_from_the_site_is_gone_from_the_phone(phone: Page, host: Host, tmp_path: Path) -> None:
    visit(phone, host, PRODUCT)
    host.folder = tmp_path
    phone.reload()
    until(phone, "async () => !(await caches.match(location.href))")
    assert kept(phone) == []


def test_the_phone_keeps_no_more_than_so_much(phone: Page, host: Host, complete_site: Path) -> None:
    found = [path.relative_to(complete_site).as_posix() for path in sorted(complete_site.rglob("*.html"))]
    others = r"kiosk|offline|khong-co|404|^Q|^01|thu-cu|hoi-gap-thu|hoi-hop-thu|lop-thu"  # these four lead on
    pages = [page for page in found if not re.search(others, page)][: PAGES + 3]
    assert len(pages) == PAGES + 3
    visit(phone, host, pages[0])
    for page in pages[1:]:
        phone.goto(host.url + page, wait_until="commit")
        until(phone, f"async address => (await ({KEPT})('pages')).includes(address)", page)
    until(phone, f"async most => (await ({KEPT})('pages')).length <= most", PAGES)
    assert sorted(kept(phone)) == sorted(pages[3:])

    photos = [f"photos/{path.name}" for path in sorted((complete_site / "photos").iterdir())][: PICTURES + 5]
    assert len(photos) == PICTURES + 5
    for photo in photos:
        phone.evaluate("address => fetch(address).then(photo => photo.blob())", host.url + photo)
    until(phone, "address => caches.match(address)", host.url + photos[-1])
    until(phone, f"async most => (await ({KEPT})('pictures')).length <= most", PICTURES)
    assert len(kept(phone, "pictures")) == PICTURES


def test_neither_the_display_nor_what_is_behind_a_code_is_kept(phone: Page, host: Host, complete_site: Path) -> None:
    behind = next((complete_site / "Q").iterdir()).relative_to(complete_site).as_posix() + "/"
    visit(phone, host, "index.html")
    for address in (behind, "kiosk.html"):
        phone.goto(host.url + address)
        assert not phone.locator("html").get_attribute("data-cached-at")
    visit(phone, host, PRODUCT)
    assert set(kept(phone)) == {"index.html", PRODUCT}
    host.is_cut = True
    phone.goto(host.url + behind)
    assert phone.locator("h1").inner_text() == "Không có mạng"
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        phone.goto(host.url + "kiosk.html")


def test_opened_from_a_folder_nothing_is_asked_for_and_nothing_complains(
    complete_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(service_workers="allow").new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{complete_site.as_uri()}/index.html", wait_until="networkidle")
    assert page.locator("link[rel=manifest]").count() == 0
    assert [each for each in said if "cham-" not in each and "ERR_FAILED" not in each] == []
