"""The exhibition display runs for days, whatever happens around it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .shown import NewContext, display, each_slide, step


def stopped(page: Page) -> None:
    """Time stands still in what the page opens next, but for what the test lets pass."""
    page.clock.install(time=0)
    page.clock.pause_at(1)


def test_a_clock_that_was_reset_makes_nothing_valid_again(complete_site: Path, new_context: NewContext) -> None:
    context = new_context(offline=True)
    page = context.new_page()
    page.clock.set_fixed_time("2001-01-01T00:00:00")
    page.goto((complete_site / "kiosk.html").as_uri())
    states = page.evaluate("bgDisplay.products.map(product => [product.state, bgKiosk.status(product)])")
    assert {"expired", "in_force", "expiring"} <= {built for built, _ in states}
    assert [pair for pair in states if pair[0] != pair[1]] == []


def test_the_display_goes_on_by_itself(shipped_site: Path, new_context: NewContext) -> None:
    context = new_context(offline=True)
    page = context.new_page()
    stopped(page)
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
        page.wait_for_function(f"Number(document.querySelector('#stage').dataset.shown) >= {count}", timeout=600_000)
        return held()

    early, late = until(200), until(2000)
    assert late["Nodes"] <= early["Nodes"] + 300  # one or two slides are there at any time, each of some 90 nodes
    assert late["JSHeapUsedSize"] <= early["JSHeapUsedSize"] * 1.1 + 200_000
    assert page.locator("#stage .bg-kiosk__slide").count() <= 2


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
    stopped(page)
    page.goto((shipped_site / "kiosk.html").as_uri())
    for shown in ("1", "2", "3"):
        expect(page.locator("#stage")).to_have_attribute("data-shown", shown)
        page.clock.fast_forward("09:00:00")


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
