"""The page read aloud, by an engine that the test drives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

NewContext = Callable[..., BrowserContext]
FAKE = (Path(__file__).parent / "fake_voice.js").read_text("utf-8")
VIETNAMESE = {"name": "Linh", "lang": "vi_VN", "localService": True}
ENGLISH = {"name": "Anne", "lang": "en-GB", "localService": True}
FAR = {"name": "Far", "lang": "vi-VN", "localService": False}
PRODUCT = "san-pham/chung-nhan-3-sao.html"
WRAPPED = "delete window.Highlight"
"""A browser that cannot mark text without elements."""


@pytest.fixture
def opened(complete_url: str, new_context: NewContext) -> Callable[..., Page]:
    def open_page(
        address: str = PRODUCT,
        voices: tuple[Any, ...] = (VIETNAMESE, ENGLISH),
        script: str = "",
        fake: bool = True,
        width: int = 1440,
    ) -> Page:
        context = new_context(viewport={"width": width, "height": 844})
        context.add_init_script(FAKE if fake else "")
        context.add_init_script(script)
        page = context.new_page()
        page.goto(complete_url + address)
        if fake:
            page.evaluate("voices => { speechSynthesis.voices = voices }", list(voices))
        return page

    return open_page


def said(page: Page) -> list[str]:
    return [str(one["text"]) for one in page.evaluate("speechSynthesis.said")]


def finish(page: Page) -> None:
    page.evaluate("speechSynthesis.finish()")


def marked(page: Page) -> str:
    """The text that is marked as being read, by either way."""
    return str(
        page.evaluate(
            """() => {
              const ranges = [...(CSS.highlights.get('bg-reading') || [])].map(String);
              const wrapped = [...document.querySelectorAll('mark.bg-reading')].map(one => one.textContent);
              return [...ranges, ...wrapped].join('').replace(/\\s+/g, ' ').trim();
            }"""
        )
    )


def listen(page: Page) -> None:
    page.get_by_role("button", name="Nghe đọc", exact=True).click()


def story(page: Page) -> None:
    page.locator("[data-listen] button").click()


def bar(page: Page, name: str) -> Any:
    return page.locator("[data-player]").get_by_role("button", name=name)


def test_the_story_is_read_sentence_by_sentence_and_each_is_marked(opened: Callable[..., Page]) -> None:
    page = opened()
    whole = " ".join(str(page.locator(".bg-prose").first.inner_text()).split())
    story(page)
    while page.evaluate("!!speechSynthesis.current"):
        assert marked(page) == said(page)[-1]
        finish(page)
    assert " ".join(said(page)) == whole
    assert len(said(page)) > 2
    assert all(len(sentence) <= 160 for sentence in said(page))
    assert marked(page) == ""
    expect(page.locator("[data-player]")).to_be_hidden()


def test_where_text_cannot_be_marked_in_place_it_is_wrapped_and_unwrapped(opened: Callable[..., Page]) -> None:
    page = opened(script=WRAPPED)
    before = page.locator(".bg-prose").first.inner_html()
    story(page)
    while page.evaluate("!!speechSynthesis.current"):
        assert page.locator("mark.bg-reading").count() >= 1
        assert marked(page) == said(page)[-1]
        finish(page)
    assert page.locator(".bg-prose").first.inner_html() == before


def test_the_page_begins_with_its_name_and_leaves_out_what_is_not_text(opened: Callable[..., Page]) -> None:
    page = opened()
    listen(page)
    while page.evaluate("!!speechSynthesis.current"):
        finish(page)
    assert said(page)[0] == page.locator("h1").inner_text()
    for unread in ("Trang chủ", "Chia sẻ", "Gọi nơi sản xuất", "Đến nội dung chính", "Nghe câu chuyện"):
        assert [text for text in said(page) if unread in text] == []


def test_the_voice_is_of_the_language_of_the_text_and_on_the_device_if_it_can_be(opened: Callable[..., Page]) -> None:
    page = opened(voices=(FAR, ENGLISH, VIETNAMESE))
    listen(page)
    finish(page)
    spoken = page.evaluate("speechSynthesis.said")
    assert (spoken[0]["voice"], spoken[0]["lang"]) == ("Linh", "vi_VN")
    assert page.locator(".bg-foreign-name").get_attribute("lang") == "en"
    assert (spoken[1]["voice"], spoken[1]["text"]) == ("Anne", page.locator(".bg-foreign-name").inner_text())


def test_an_english_page_has_an_english_voice(opened: Callable[..., Page]) -> None:
    page = opened("en/products/chung-nhan-3-sao.html")
    page.locator("[data-listen] button").click()
    assert page.evaluate("speechSynthesis.said[0].voice") == "Anne"
    expect(bar(page, "Pause")).to_be_visible()


def test_a_pause_begins_the_sentence_again(opened: Callable[..., Page]) -> None:
    page = opened()
    story(page)
    finish(page)
    bar(page, "Tạm dừng").click()
    assert page.evaluate("speechSynthesis.current") is None
    assert marked(page) == ""
    bar(page, "Đọc tiếp").click()
    first, second, again = said(page)
    assert second == again != first
    assert marked(page) == again
    story(page)
    expect(bar(page, "Đọc tiếp")).to_be_visible()


def test_stop_stops_and_the_next_start_begins_at_the_beginning(opened: Callable[..., Page]) -> None:
    page = opened()
    story(page)
    finish(page)
    bar(page, "Dừng đọc").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("speechSynthesis.current") is None
    assert marked(page) == ""
    expect(page.locator("[data-player]")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('[data-listen]') !== null")
    story(page)
    assert said(page)[0] == said(page)[-1]


def test_the_tool_tells_whether_the_page_is_being_read(opened: Callable[..., Page]) -> None:
    page = opened()
    tool = page.get_by_role("button", name="Nghe đọc", exact=True)
    expect(tool).to_have_attribute("aria-pressed", "false")
    tool.click()
    expect(tool).to_have_attribute("aria-pressed", "true")
    tool.click()
    expect(tool).to_have_attribute("aria-pressed", "false")
    story(page)
    expect(tool).to_have_attribute("aria-pressed", "false")
    assert said(page)[-1] != said(page)[0]


def test_a_device_without_the_voice_says_so_and_keeps_the_button(opened: Callable[..., Page]) -> None:
    page = opened(voices=(ENGLISH,))
    listen(page)
    message = page.get_by_role("status").filter(has_text="chưa có giọng đọc tiếng Việt")
    expect(message).to_be_visible()
    expect(page.get_by_role("button", name="Nghe đọc", exact=True)).to_be_visible()
    assert said(page) == []
    bar(page, "Dừng đọc").click()
    expect(message).to_be_hidden()


def test_a_browser_without_speech_says_so_too(opened: Callable[..., Page]) -> None:
    page = opened(script="Object.defineProperty(window, 'speechSynthesis', {value: undefined})", fake=False)
    listen(page)
    expect(page.locator("[data-player]")).to_contain_text("chưa có giọng đọc")


def test_voices_that_come_late_are_waited_for(opened: Callable[..., Page]) -> None:
    page = opened(voices=())
    listen(page)
    assert said(page) == []
    page.evaluate("voices => { speechSynthesis.voices = voices; speechSynthesis.onvoiceschanged() }", [VIETNAMESE])
    assert said(page) == [page.locator("h1").inner_text()]


def test_a_voice_that_breaks_off_is_told(opened: Callable[..., Page]) -> None:
    page = opened()
    story(page)
    page.evaluate("speechSynthesis.fail()")
    expect(page.locator("[data-player]")).to_contain_text("chưa có giọng đọc")
    assert marked(page) == ""


def test_leaving_the_page_stops_the_voice(opened: Callable[..., Page]) -> None:
    page = opened()
    story(page)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("speechSynthesis.current") is None


def test_on_a_phone_the_sheet_of_tools_gives_way_to_the_page(opened: Callable[..., Page]) -> None:
    page = opened(width=390)
    page.get_by_role("button", name="Công cụ đọc trang").click()
    page.get_by_role("button", name="Nghe đọc trang này").click()
    expect(page.locator("dialog#tools")).to_be_hidden()
    expect(bar(page, "Tạm dừng")).to_be_visible()
    player, dock = page.locator("[data-player]").bounding_box(), page.locator(".bg-dock").bounding_box()
    assert player is not None
    assert dock is not None
    assert player["y"] + player["height"] <= dock["y"]


def test_the_pages_without_products_are_read_too(opened: Callable[..., Page]) -> None:
    page = opened("index.html")
    listen(page)
    assert said(page) == [" ".join(page.locator("h1").inner_text().split())]
