"""What the exhibition display shows, on every size of screen."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from site_builder.views.display import first_clause

from ..commands import TODAY
from .shown import NewContext, display, each_slide, slugs, step

SCREENS = {
    "hd": (1280, 720),
    "full-hd": (1920, 1080),
    "four-k": (3840, 2160),
    "upright": (1080, 1920),
    "tablet": (1024, 768),
}


@pytest.mark.parametrize("name", SCREENS)
def test_every_slide_keeps_inside_its_screen(name: str, complete_site: Path, new_context: NewContext) -> None:
    """Names of many lines included: text shrinks, nothing is cut, 5 % of the edges stay free of text."""
    width, height = SCREENS[name]
    page = display(new_context, complete_site, "lang=both", SCREENS[name])
    for slide in each_slide(page):
        over = slide.evaluate(
            """(slide, [width, height]) => {
              const text = slide.querySelector('.bg-kiosk__text');
              const inside = box => box.left >= 0 && box.right <= width * .951 && box.bottom <= height * .951;
              const parts = [...text.children].filter(part => !inside(part.getBoundingClientRect()));
              const photo = slide.querySelector('.bg-kiosk__photo').getBoundingClientRect();
              return parts.map(part => part.className || part.tagName)
                .concat(text.scrollHeight > text.clientHeight + 1 ? ['text is cut'] : [])
                .concat(photo.width < width / 3 ? ['no room for the photo'] : []);
            }""",
            [width, height],
        )
        assert over == [], slide.locator("h1").inner_text()


@pytest.mark.parametrize("name", ["full-hd", "upright"])
def test_text_can_be_read_from_four_metres(name: str, complete_site: Path, new_context: NewContext) -> None:
    """40 px of 1080 on what a passer-by reads: a sentence gives way to a long name.

    Only a name of 140 letters in both languages is smaller, and little.
    """
    page = display(new_context, complete_site, "lang=both", SCREENS[name])
    sentences = 0
    for slide in each_slide(page):
        small = slide.evaluate(
            """slide => [...slide.querySelectorAll('.bg-kiosk__text :is(h1, p, b, span)')]
              .filter(part => !part.matches('.bg-kiosk__address, .bg-kiosk__draft'))
              .filter(part => part.textContent)
              .map(part => [part.textContent, parseFloat(getComputedStyle(part).fontSize)])
              .filter(([said, size]) => size < (said.length > 100 ? 34 : 40))"""
        )
        assert small == []
        sentences += slide.locator(".bg-kiosk__sentence").count()
    assert sentences >= 9


def test_a_slide_shows_name_state_place_sentence_and_code(complete_site: Path, new_context: NewContext) -> None:
    page = display(new_context, complete_site, "lang=both")
    while page.locator("#stage").get_attribute("data-slug") != "chung-nhan-5-sao":
        step(page)
    slide = page.locator("#stage .bg-kiosk__slide").last
    expect(slide.locator("h1")).to_have_text("Sản phẩm thử năm sao")
    expect(slide.locator(".bg-kiosk__other")).to_have_text("Five-star test product")
    expect(slide.locator(".bg-kiosk__rating")).to_contain_text("5 sao OCOP")
    expect(slide.locator(".bg-kiosk__rating")).to_contain_text("còn hiệu lực đến 10/7/2029")
    expect(slide.locator(".bg-kiosk__place")).to_have_text("Xã Thử Bắc")


def test_stars_are_shown_while_the_certificate_holds_and_no_longer(
    complete_site: Path, new_context: NewContext
) -> None:
    context = new_context(offline=True, viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.clock.set_fixed_time("2029-08-01T09:00:00")
    page.goto((complete_site / "kiosk.html").as_uri())
    expect(page.locator("#stage .is-on")).to_have_count(1)
    assert page.locator("#stage .bg-kiosk__stars").count() == 0
    while page.locator("#stage").get_attribute("data-slug") != "chung-nhan-5-sao":
        step(page)
    expect(page.locator("#stage .bg-kiosk__slide").last).to_contain_text("Chứng nhận hết hiệu lực")


@pytest.mark.parametrize(
    ("slug", "stars", "said"),
    [
        ("chung-nhan-5-sao", 1, "5 sao OCOP"),
        ("sap-het-han", 1, "3 sao OCOP"),
        ("chua-xac-nhan", 0, "Chứng nhận chưa xác nhận"),
        ("het-han", 0, "Chứng nhận hết hiệu lực"),
        ("tiem-nang", 0, "Sản phẩm tiềm năng"),
    ],
)
def test_each_state_shows_the_stars_that_it_may(
    slug: str, stars: int, said: str, complete_site: Path, new_context: NewContext
) -> None:
    page = new_context(offline=True, viewport={"width": 1920, "height": 1080}, reduced_motion="reduce").new_page()
    page.clock.set_fixed_time(f"{TODAY}T09:00:00")
    page.goto((complete_site / "kiosk.html").as_uri())
    expect(page.locator("#stage .is-on")).to_have_count(1)
    while page.locator("#stage").get_attribute("data-slug") != slug:
        step(page)
    slide = page.locator("#stage .bg-kiosk__slide").last
    expect(slide.locator(".bg-kiosk__stars")).to_have_count(stars)
    expect(slide.locator(".bg-kiosk__rating b")).to_have_text(said)
    expect(slide.locator(".bg-kiosk__until")).to_have_count(stars)


SIXTY = "Chè shan tuyết hái tay trên đồi cao, sao bằng chảo gang sạch"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SIXTY, SIXTY),
        (f"{SIXTY}.", "Chè shan tuyết hái tay trên đồi cao, sao bằng chảo gang…"),
        (f"{SIXTY} bóng", "Chè shan tuyết hái tay trên đồi cao, sao bằng chảo gang…"),
        (f"{SIXTY}; sao đen", SIXTY),
        ("Hái tay; sao bằng chảo gang.", "Hái tay"),
        ("Hái tay. Sao bằng chảo gang.", "Hái tay."),
        ("Hái tay – sao bằng chảo gang.", "Hái tay"),
    ],
)
def test_a_sentence_is_as_long_as_is_read_in_passing(text: str, line: str) -> None:
    """Sixty letters; a longer one ends at a word."""
    assert first_clause(text) == line


def test_every_code_is_read_by_another_program(complete_site: Path, new_context: NewContext, tmp_path: Path) -> None:
    page = display(new_context, complete_site)
    for slide in each_slide(page):
        slide.locator(".bg-kiosk__code").screenshot(path=tmp_path / "code.png")
        with Image.open(tmp_path / "code.png") as picture:
            read = zxingcpp.read_barcodes(picture)
        assert [code.text for code in read] == [slide.locator(".bg-kiosk__code").get_attribute("aria-label")]


@pytest.mark.parametrize(("lang", "name", "scan"), [("vi", "Hoa hồi", "Quét để xem"), ("en", "Star anise", "Scan")])
def test_one_language_can_be_asked_for(
    lang: str, name: str, scan: str, shipped_site: Path, new_context: NewContext
) -> None:
    page = display(new_context, shipped_site, f"lang={lang}")
    while page.locator("#stage").get_attribute("data-slug") != "hoa-hoi":
        step(page)
    slide = page.locator("#stage .bg-kiosk__slide").last
    expect(slide.locator("h1")).to_have_text(name)
    expect(slide.locator(".bg-kiosk__other")).to_have_count(0)
    expect(slide.locator(".bg-kiosk__scan")).to_contain_text(scan)


def test_an_event_shows_its_products_and_a_group_those_of_the_group(
    complete_site: Path, new_context: NewContext
) -> None:
    page = display(new_context, complete_site)
    of_event = page.evaluate("bgDisplay.events.find(event => event.key === 'hoi-cho-thu').products")
    chosen = "bgKiosk.chosen(bgKiosk.choices()).map(product => product.slug)"
    for choices, wanted in {
        "event=hoi-cho-thu": sorted(of_event),
        "event=khong-co": sorted(slugs(page)),
        "group=handicraft": sorted(
            page.evaluate("bgDisplay.products.filter(p => p.group === 'handicraft').map(p => p.slug)")
        ),
    }.items():
        page.evaluate("choices => { location.hash = choices }", choices)
        assert sorted(page.evaluate(chosen)) == wanted, choices


@pytest.mark.parametrize(("size", "width"), [((1920, 1080), "1600"), ((3840, 2160), "2400")])
def test_a_large_screen_is_given_a_large_photo(
    size: tuple[int, int], width: str, shipped_site: Path, new_context: NewContext
) -> None:
    page = display(new_context, shipped_site, size=size)
    shown = page.locator("#stage img").last.evaluate("image => image.currentSrc")
    assert shown.endswith(f"-{width}.avif")
    covers = {file.name.partition("-01-")[0] for file in (shipped_site / "photos").glob("*-2400.avif")}
    assert covers == set(slugs(page))


def test_without_scripts_the_way_to_the_catalogue_is_shown(shipped_site: Path, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto((shipped_site / "en/kiosk.html").as_uri())
    page.get_by_role("link", name="See the catalogue").click()
    expect(page.locator(".bg-card").first).to_be_visible()
