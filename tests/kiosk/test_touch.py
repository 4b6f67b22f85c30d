"""What a visitor touches on the exhibition display."""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from .shown import NewContext, display


def test_a_visitor_browses_reads_and_is_followed_by_the_loop(complete_site: Path, new_context: NewContext) -> None:
    context = new_context(offline=True, viewport={"width": 1080, "height": 1920}, has_touch=True)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{(complete_site / 'kiosk.html').as_uri()}#mode=touch")
    page.locator("#stage .is-on").first.click()
    expect(page.get_by_role("heading", name="Chọn một sản phẩm")).to_be_visible()
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Five-star test product").click()
    expect(page.locator("#visit h1")).to_have_text("Five-star test product")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_role("heading", name="Choose a product")).to_be_visible()
    page.clock.run_for(61_000)
    expect(page.locator("#visit")).to_be_hidden()
    expect(page.locator("#stage .is-on")).to_have_count(1)
    page.locator("#stage .is-on").first.click()
    expect(page.get_by_role("heading", name="Chọn một sản phẩm")).to_be_visible()


def test_the_next_visitor_finds_every_product_again(complete_site: Path, new_context: NewContext) -> None:
    page = new_context(offline=True).new_page()
    page.clock.install()
    page.goto(f"{(complete_site / 'kiosk.html').as_uri()}#mode=touch")
    page.locator("#stage .is-on").first.click()
    cards = page.locator(".bg-kiosk__card").count()
    page.locator(".bg-kiosk__categories button").nth(1).click()
    assert 0 < page.locator(".bg-kiosk__card").count() < cards
    page.clock.run_for(61_000)
    page.locator("#stage .is-on").first.click()
    expect(page.locator(".bg-kiosk__card")).to_have_count(cards)


def test_what_a_finger_meets_is_large(complete_site: Path, new_context: NewContext) -> None:
    page = display(new_context, complete_site, "mode=touch")
    page.keyboard.press("Enter")
    small = page.evaluate(
        """() => [...document.querySelectorAll('#visit button')].map(b => b.getBoundingClientRect())
          .filter(box => box.height < 88 || box.width < 88).length"""
    )
    assert page.locator("#visit button").count() > 10
    assert small == 0


def test_a_story_keeps_its_lists_tables_quotations_and_emphasis(complete_site: Path, new_context: NewContext) -> None:
    page = display(new_context, complete_site, "mode=touch")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sản phẩm thử ba sao").click()
    story = page.locator(".bg-kiosk__story")
    expect(story.locator("ol > li")).to_have_text(["Bước một", "Bước hai"])
    expect(story.locator("blockquote > p")).to_have_text("Một câu trích để thử.")
    expect(story.locator("thead th[scope=col]")).to_have_text(["Cột", "Giá trị"])
    expect(story.locator("tbody td")).to_have_text(["Một", "1"])
    for column, side in enumerate(("left", "right")):
        expect(story.locator("th").nth(column)).to_have_css("text-align", side)
        expect(story.locator("td").nth(column)).to_have_css("text-align", side)
    expect(story.locator("strong")).to_have_text("chữ đậm")
    expect(story.locator("em")).to_have_text(["chữ nghiêng", "xem"])
    expect(story.locator("h2")).to_have_text(["Cách làm thử", "Cách dùng"])
    assert page.locator("#visit a").count() == 0


def test_a_link_that_leads_away_becomes_a_code(complete_site: Path, new_context: NewContext, tmp_path: Path) -> None:
    page = display(new_context, complete_site, "mode=touch")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sản phẩm thử năm sao").click()
    assert page.locator("#visit a").count() == 0
    page.locator(".bg-kiosk__link").first.click()
    page.locator("#visit .bg-kiosk__code").screenshot(path=tmp_path / "code.png")
    with Image.open(tmp_path / "code.png") as picture:
        assert zxingcpp.read_barcodes(picture)[0].text == page.locator("#visit .bg-kiosk__code").get_attribute(
            "aria-label"
        )
