"""The share button: the device's sheet, else a dialog."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

NewContext = Callable[..., BrowserContext]
PRODUCT = "san-pham/chung-nhan-3-sao.html"
CANONICAL = "https://ocop-binh-gia.vn/" + PRODUCT
NO_SHEET = "Object.defineProperty(navigator, 'share', {value: undefined})"
SHEET = "Object.defineProperty(navigator, 'share', {value: what => { window.shared = what; return window.answer(); }})"
ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.fixture
def opened(complete_url: str, new_context: NewContext) -> Callable[..., Page]:
    def open_page(script: str = NO_SHEET, address: str = complete_url + PRODUCT, **how: Any) -> Page:
        context = new_context(**{"viewport": {"width": 1440, "height": 900}, **how})
        context.add_init_script(script)
        page = context.new_page()
        page.goto(address)
        return page

    return open_page


def press(page: Page) -> None:
    page.get_by_role("button", name="Chia sẻ").click()


def link(page: Page, name: str) -> str:
    return str(page.locator("#share").get_by_role("link", name=name).get_attribute("href"))


def test_the_devices_own_sheet_gets_name_and_address(opened: Callable[..., Page], complete_url: str) -> None:
    page = opened(SHEET + "; window.answer = () => Promise.resolve()", complete_url + PRODUCT + "?a=1#certificate")
    press(page)
    assert page.evaluate("shared") == {"title": page.locator("h1").inner_text(), "url": complete_url + PRODUCT}
    expect(page.locator("#share")).to_be_hidden()


def test_a_sheet_that_is_closed_again_is_no_failure_and_one_that_fails_gives_way(opened: Callable[..., Page]) -> None:
    page = opened(SHEET + "; window.answer = () => Promise.reject(new DOMException('', window.reason))")
    page.evaluate("reason = 'AbortError'")
    press(page)
    expect(page.locator("#share")).to_be_hidden()
    page.evaluate("reason = 'NotAllowedError'")
    press(page)
    expect(page.locator("#share")).to_be_visible()


def test_without_a_sheet_the_address_is_copied_and_that_is_announced(
    opened: Callable[..., Page], complete_url: str
) -> None:
    page = opened(**ALLOWED)
    press(page)
    expect(page.get_by_label("Địa chỉ của trang")).to_have_value(complete_url + PRODUCT)
    page.get_by_role("button", name="Sao chép địa chỉ").click()
    expect(page.locator("#share").get_by_role("status")).to_have_text("Đã sao chép địa chỉ của trang.")
    assert page.evaluate("navigator.clipboard.readText()") == complete_url + PRODUCT
    page.keyboard.press("Escape")
    expect(page.locator("#share")).to_be_hidden()
    expect(page.get_by_role("button", name="Chia sẻ")).to_be_focused()


def test_where_nothing_may_be_copied_the_address_stands_selected(opened: Callable[..., Page]) -> None:
    page = opened(
        f"{NO_SHEET}; Object.defineProperty(navigator, 'clipboard', {{value: undefined}});"
        "Document.prototype.execCommand = () => false"
    )
    press(page)
    page.get_by_role("button", name="Sao chép địa chỉ").click()
    expect(page.locator("#share").get_by_role("status")).to_contain_text("sao chép bằng tay")
    assert page.evaluate("getSelection().toString()") == page.get_by_label("Địa chỉ của trang").input_value()


def test_zalo_and_facebook_are_plain_links_with_the_address(opened: Callable[..., Page], complete_url: str) -> None:
    page = opened()
    press(page)
    facebook = urlsplit(link(page, "Facebook"))
    assert parse_qs(facebook.query) == {"u": [complete_url + PRODUCT]}
    zalo = parse_qs(urlsplit(link(page, "Zalo")).query)
    assert json.loads(b64decode(unquote(zalo["d"][0]))) == {"url": complete_url + PRODUCT}
    for name in ("Facebook", "Zalo"):
        assert page.locator("#share").get_by_role("link", name=name).get_attribute("rel") == "noopener"


def test_opened_from_a_folder_the_page_is_shared_by_its_address_in_the_world(
    complete_site: Path, opened: Callable[..., Page]
) -> None:
    page = opened(address=(complete_site / PRODUCT).as_uri())
    press(page)
    expect(page.get_by_label("Địa chỉ của trang")).to_have_value(CANONICAL)


def test_the_button_at_the_foot_of_a_phone_shares_too(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 390, "height": 844})
    page.locator(".bg-dock").get_by_role("button", name="Chia sẻ").click()
    expect(page.locator("#share")).to_be_visible()
