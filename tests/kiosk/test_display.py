"""The exhibition display in Chromium, opened from a folder with no network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

SCREENS = {
    "hd": (1280, 720),
    "full-hd": (1920, 1080),
    "four-k": (3840, 2160),
    "upright": (1080, 1920),
    "tablet": (1024, 768),
}
NewContext = Callable[..., BrowserContext]


def display(new_context: NewContext, site: Path, choices: str = "", size: tuple[int, int] = (1920, 1080)) -> Page:
    """The display from the folder `site`, its first slide shown, the network cut; slides do not fade."""
    shown = {"width": size[0], "height": size[1]}
    page = new_context(offline=True, viewport=shown, reduced_motion="reduce").new_page()
    page.goto(f"{(site / 'kiosk.html').as_uri()}#{choices}")
    expect(page.locator("#stage .is-on")).to_have_count(1)
    return page


def slugs(page: Page) -> list[str]:
    found: list[str] = page.evaluate("bgDisplay.products.map(product => product.slug)")
    return found


def step(page: Page, key: str = "ArrowRight") -> None:
    """Go to the next slide and wait until it is there."""
    shown = page.locator("#stage").get_attribute("data-shown")
    page.keyboard.press(key)
    expect(page.locator("#stage")).not_to_have_attribute("data-shown", str(shown))


def each_slide(page: Page) -> Iterator[Any]:
    """Every slide in turn, as the newest of the stage."""
    for _ in slugs(page):
        slide = page.locator("#stage .bg-kiosk__slide").last
        expect(slide).to_have_css("opacity", "1")
        yield slide
        step(page)


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


def test_text_can_be_read_from_four_metres(shipped_site: Path, new_context: NewContext) -> None:
    """40 px of 1080 on what a passer-by reads; a little less only where a long name needs the room."""
    page = display(new_context, shipped_site)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.bg-kiosk__text :is(h1, p, b, span)')]
          .filter(part => !part.matches('.bg-kiosk__typed, .bg-kiosk__draft'))
          .filter(part => part.textContent)
          .filter(part => parseFloat(getComputedStyle(part).fontSize) < 40)
          .map(part => part.textContent)"""
    )
    assert small == []


def test_a_slide_shows_name_state_place_sentence_and_code(complete_site: Path, new_context: NewContext) -> None:
    page = display(new_context, complete_site, "lang=both")
    while page.locator("#stage").get_attribute("data-slug") != "chung-nhan-5-sao":
        step(page)
    slide = page.locator("#stage .bg-kiosk__slide").last
    expect(slide.locator("h1")).to_have_text("Sản phẩm thử năm sao")
    expect(slide.locator(".bg-kiosk__other")).to_have_text("Five-star test product")
    expect(slide.locator(".bg-kiosk__grade")).to_contain_text("5 sao OCOP")
    expect(slide.locator(".bg-kiosk__grade")).to_contain_text("còn hiệu lực đến 10/7/2029")
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
    expect(page.locator("#stage .bg-kiosk__slide").last).to_contain_text("Chứng nhận đã hết hạn")


def test_a_clock_that_was_reset_makes_nothing_valid_again(complete_site: Path, new_context: NewContext) -> None:
    context = new_context(offline=True)
    page = context.new_page()
    page.clock.set_fixed_time("2001-01-01T00:00:00")
    page.goto((complete_site / "kiosk.html").as_uri())
    states = page.evaluate("bgDisplay.products.map(product => [product.state, bgKiosk.standing(product)])")
    assert {"expired", "in_force", "expiring"} <= {built for built, _ in states}
    assert [pair for pair in states if pair[0] != pair[1]] == []


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


def test_the_display_goes_on_by_itself(shipped_site: Path, new_context: NewContext) -> None:
    context = new_context(offline=True)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{(shipped_site / 'kiosk.html').as_uri()}#seconds=10")
    expect(page.locator("#stage")).to_have_attribute("data-shown", "1")
    page.clock.run_for(9_000)
    expect(page.locator("#stage")).to_have_attribute("data-shown", "1")
    page.clock.run_for(1_500)
    expect(page.locator("#stage")).to_have_attribute("data-shown", "2")


def test_a_missing_picture_leaves_the_words(shipped_site: Path, tmp_path: Path, new_context: NewContext) -> None:
    site = tmp_path / "site"
    shutil.copytree(shipped_site, site)
    for picture in (site / "photos").iterdir():
        picture.unlink()
    page = display(new_context, site)
    for slide in each_slide(page):
        expect(slide.locator(".bg-kiosk__flower")).to_have_count(1)
        expect(slide.locator("h1")).not_to_be_empty()


def test_nothing_stands_still_long_enough_to_burn_in(shipped_site: Path, new_context: NewContext) -> None:
    page = display(new_context, shipped_site)
    places = {
        tuple(slide.locator(".bg-kiosk__scan").bounding_box()[side] for side in ("x", "y"))
        for slide in each_slide(page)
    }
    assert len(places) >= 8


def test_two_thousand_slides_leave_nothing_behind(shipped_site: Path, new_context: NewContext) -> None:
    """Days of showing in accelerated time: heap and nodes do not grow."""
    context = new_context(offline=True, viewport={"width": 320, "height": 180}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script("const real = setTimeout; window.setTimeout = (act, ms) => real(act, ms / 5000);")
    page.goto(f"{(shipped_site / 'kiosk.html').as_uri()}#seconds=5")
    session = context.new_cdp_session(page)
    session.send("Performance.enable")

    def held() -> dict[str, float]:
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return {entry["name"]: entry["value"] for entry in metrics}

    def until(count: int) -> dict[str, float]:
        page.wait_for_function(f"Number(document.querySelector('#stage').dataset.shown) >= {count}", timeout=120_000)
        return held()

    early, late = until(200), until(2000)
    assert late["Nodes"] <= early["Nodes"] * 1.1 + 50
    assert late["JSHeapUsedSize"] <= early["JSHeapUsedSize"] * 1.1 + 200_000
    assert page.locator("#stage .bg-kiosk__slide").count() <= 2


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
    page.locator(".bg-kiosk__shelves button").nth(1).click()
    assert 0 < page.locator(".bg-kiosk__card").count() < cards
    page.clock.run_for(61_000)
    page.locator("#stage .is-on").first.click()
    expect(page.locator(".bg-kiosk__card")).to_have_count(cards)


MACHINE = """
window.asked = [];
Object.defineProperty(navigator, 'wakeLock', { value: { request: kind => {
  asked.push(kind);
  return Promise.resolve({ addEventListener: (_, act) => { window.letGo = act; } });
} } });
Element.prototype.requestFullscreen = function () { asked.push('full'); return Promise.resolve(); };
"""


def test_the_screen_is_kept_awake_filled_and_without_a_pointer(shipped_site: Path, new_context: NewContext) -> None:
    context = new_context(offline=True)
    context.add_init_script(MACHINE)
    page = context.new_page()
    page.goto((shipped_site / "kiosk.html").as_uri())
    expect(page.locator("#stage .is-on")).to_have_count(1)
    assert page.evaluate("asked") == ["screen"]
    expect(page.locator("#stage")).to_have_css("cursor", "none")
    step(page)
    assert page.evaluate("asked") == ["screen", "full"]
    shown = int(str(page.locator("#stage").get_attribute("data-shown")))
    page.evaluate("letGo(); document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#stage")).to_have_attribute("data-shown", str(shown + 1))
    assert page.evaluate("asked") == ["screen", "full", "screen"]


def test_a_night_asleep_is_no_reason_to_stop(shipped_site: Path, new_context: NewContext) -> None:
    page = new_context(offline=True).new_page()
    page.clock.install()
    page.goto((shipped_site / "kiosk.html").as_uri())
    for shown in ("1", "2", "3"):
        expect(page.locator("#stage")).to_have_attribute("data-shown", shown)
        page.clock.fast_forward("09:00:00")


@pytest.mark.parametrize(("size", "width"), [((1920, 1080), "1600"), ((3840, 2160), "2400")])
def test_a_large_screen_is_given_a_large_photo(
    size: tuple[int, int], width: str, shipped_site: Path, new_context: NewContext
) -> None:
    page = display(new_context, shipped_site, size=size)
    shown = page.locator("#stage img").last.evaluate("image => image.currentSrc")
    assert shown.endswith(f"-{width}.avif")
    covers = {file.name.partition("-01-")[0] for file in (shipped_site / "photos").glob("*-2400.avif")}
    assert covers == set(slugs(page))


def test_what_a_finger_meets_is_large(complete_site: Path, new_context: NewContext) -> None:
    page = display(new_context, complete_site, "mode=touch")
    page.keyboard.press("Enter")
    small = page.evaluate(
        """() => [...document.querySelectorAll('#visit button')].map(b => b.getBoundingClientRect())
          .filter(box => box.height < 88 || box.width < 88).length"""
    )
    assert page.locator("#visit button").count() > 10
    assert small == 0


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


def test_a_newer_build_takes_over(
    shipped_site: Path, tmp_path: Path, serve_folder: Callable[[Path], str], new_context: NewContext
) -> None:
    site = tmp_path / "site"
    shutil.copytree(shipped_site, site)
    page = new_context().new_page()
    page.clock.install()
    page.goto(serve_folder(site) + "kiosk.html#seconds=600")
    expect(page.locator("#stage")).to_have_attribute("data-shown", "1")
    built = page.locator("html").get_attribute("data-build")
    kiosk = site / "kiosk.html"
    kiosk.write_text(kiosk.read_text("utf-8").replace(str(built), "newer"), "utf-8")
    with page.expect_navigation():
        page.clock.fast_forward("10:30")
    assert page.locator("html").get_attribute("data-build") == "newer"


def test_a_lost_network_is_no_reason_to_stop(shipped_url: str, new_context: NewContext) -> None:
    context = new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(shipped_url + "kiosk.html")
    expect(page.locator("#stage .is-on")).to_have_count(1)
    context.set_offline(True)
    page.evaluate("bgKiosk.lookForNewerBuild()")
    step(page)
    step(page)
    assert errors == []


def test_without_scripts_the_way_to_the_catalogue_is_shown(shipped_site: Path, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto((shipped_site / "en/kiosk.html").as_uri())
    page.get_by_role("link", name="See the catalogue").click()
    expect(page.locator(".bg-card").first).to_be_visible()
