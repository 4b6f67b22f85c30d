"""Photos are whole on their page and open over the whole screen: by mouse, keys and fingers; Back closes them too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from ..commands import build
from ..shared import Shared
from ..waiting import until

NewContext = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 3}
SOME = "san-pham/chung-nhan-3-sao.html"
"""A product of five photos: the first has a caption and a credit, the third is upright, the last is a drawing."""
EVENT = "su-kien/hoi-cho-thu.html"
PRODUCT = """
code: TT-{number}
status: potential
name: {{vi: Rượu thử, en: Trial wine}}
group: drink
summary: {{vi: Một câu., en: One sentence.}}
origin: {{area: {{vi: Vùng Thử, en: Trial area}}}}
photos: [{photos}]
sources: [{{title: Hồ sơ giấy thử}}]
"""
PHOTO = "{{file: {n}.jpg, alt: {{vi: Ảnh thử {n}, en: Picture {n}}}}}"
SETTINGS = "site: {name: {vi: Thử, en: Trial}, office: {name: {vi: Phòng, en: Office}}}\n"
BOTTLE, ORDINARY, WIDE = (800, 1200), (1200, 900), (2000, 900)
SHAPES = {"chai": [BOTTLE], "rong": [WIDE, BOTTLE], "hai-muoi": [ORDINARY, BOTTLE, *[ORDINARY] * 18]}
RIM, INSIDE = (200, 30, 30), (230, 225, 210)
FRAME = """async one => {
  const image = one.querySelector('img');
  await image.decode();
  const box = one.getBoundingClientRect();
  return [box.width, box.height, image.naturalWidth / image.naturalHeight];
}"""
"""Width, height, and the shape of what is in it."""


@pytest.fixture(scope="module")
def made(shared: Shared, photo_cache: Path) -> Path:
    """A site whose photos have a red rim, which is lost where one is cut: of a bottle, of a wide photo, of twenty."""

    def fill(place: Path) -> None:
        products = place / "products"
        for number, (slug, sizes) in enumerate(SHAPES.items(), 1):
            (products / slug).mkdir(parents=True)
            photos = ", ".join(PHOTO.format(n=name) for name, _ in enumerate(sizes, 1))
            (products / slug / "product.yml").write_text(PRODUCT.format(number=number, photos=photos), "utf-8")
            for name, (width, height) in enumerate(sizes, 1):
                drawn, rim = Image.new("RGB", (width, height), RIM), min(width, height) // 12
                drawn.paste(INSIDE, (rim, rim, width - rim, height - rim))
                drawn.save(products / slug / f"{name}.jpg", comment=f"{slug} {name}".encode())
        (products / "catalogue.yml").write_text(SETTINGS, "utf-8")
        build("--products", products, "--site-dir", place / "site", "--cache-dir", photo_cache, folder=place)

    return shared.folder("photos with a rim", fill) / "site"


def viewer(page: Page) -> Locator:
    return page.locator("#photo-viewer")


def main_link(page: Page) -> Locator:
    return page.locator("[data-gallery-main] a")


def place(page: Page) -> tuple[str, float, float]:
    """Which photo is shown, how much it is enlarged and how far it was moved to the right; there at once."""
    moved = "one => { const {a, e} = new DOMMatrix(one.style.transform); return [a, e]; }"
    zoom, right = page.locator("[data-stage] img").evaluate(moved)
    return page.locator("[data-viewer-count]").inner_text(), round(zoom, 2), right


def opened(page: Page, address: str) -> Page:
    """The page with its first photo opened by a key."""
    page.goto(address)
    main_link(page).focus()
    page.keyboard.press("Enter")
    expect(viewer(page)).to_be_visible()
    return page


def rims(picture: Image.Image) -> int:
    """On how many of its sides a picture is red."""
    (width, height), (x, y) = picture.size, (picture.width // 2, picture.height // 2)
    halves = ((0, y, x, y + 1), (x, y, width, y + 1), (x, 0, x + 1, y), (x, y, x + 1, height))
    colours = [picture.crop(half).getcolors(width + height) or () for half in halves]
    return sum(any(red - blue > 100 for _, (red, _, blue) in half) for half in colours)  # type: ignore[misc]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("slug", SHAPES)
def test_the_first_photo_is_on_the_page_whole(made: Path, new_context: NewContext, slug: str, width: int) -> None:
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto((made / f"san-pham/{slug}.html").as_uri())

    wide, high, shape = page.locator("[data-gallery-main]").evaluate(FRAME)

    assert min(wide, high * shape) * min(high, wide / shape) > 0.6 * wide * high, "more than half is the photo"
    assert rims(Image.open(BytesIO(main_link(page).screenshot())).convert("RGB")) == 4


def test_a_photo_of_another_shape_takes_the_place_of_the_first_and_moves_nothing(
    made: Path, new_context: NewContext
) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto((made / "san-pham/rong.html").as_uri())
    before = page.locator("h1").bounding_box()

    page.locator(".bg-thumbs a").nth(1).click()

    wide, high, shape = page.locator("[data-gallery-main]").evaluate(FRAME)
    assert (shape < 1, wide > high) == (True, True)
    assert rims(Image.open(BytesIO(main_link(page).screenshot())).convert("RGB")) == 4
    assert page.locator("h1").bounding_box() == before


def test_a_key_opens_the_photo_from_its_largest_file_and_closing_leads_back(
    complete_url: str, new_context: NewContext
) -> None:
    page = opened(new_context().new_page(), complete_url + SOME)
    largest = str(main_link(page).evaluate("one => one.href"))

    until(page, "url => document.querySelector('[data-stage] img').currentSrc === url", largest)
    assert page.evaluate("document.activeElement.closest('#photo-viewer') !== null")
    assert viewer(page).get_by_text("1/5", exact=True).is_visible()
    assert viewer(page).locator("[data-viewer-caption]").inner_text() == page.locator(".bg-credit").inner_text()
    box = page.locator("[data-stage]").bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert (box["width"], box["height"] > size["height"] * 0.75) == (size["width"], True)

    page.keyboard.press("Escape")

    expect(viewer(page)).to_be_hidden()
    expect(main_link(page)).to_be_focused()
    assert page.url == complete_url + SOME


def test_what_is_opened_tells_a_screen_reader_what_it_is_and_which_photo_is_shown(
    complete_url: str, new_context: NewContext
) -> None:
    page = opened(new_context().new_page(), complete_url + "en/products/chung-nhan-3-sao.html")
    live = viewer(page).locator("[aria-live=polite]")
    drawing = "Picture 5 of 5: Test drawing. Illustration"

    expect(page.get_by_role("dialog", name="Picture viewer")).to_be_visible()
    assert live.inner_text().startswith("Picture 1 of 5: ")
    page.keyboard.press("End")
    assert live.inner_text() == drawing
    assert viewer(page).get_by_role("img", name="Test drawing").is_visible()
    expect(viewer(page)).to_have_accessible_description(drawing)
    assert [button.get_attribute("aria-disabled") for button in viewer(page).locator("[data-step]").all()] == [
        "false",
        "true",
    ]


def test_keys_turn_the_leaves_and_enlarge(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context(reduced_motion="reduce").new_page(), complete_url + SOME)
    seen = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        seen.append(place(page)[0])
    assert seen == ["1/5", "2/5", "3/5", "5/5", "5/5", "4/5", "1/5"]

    enlarged = []
    for key in ("+", "=", "-", "-", "-"):
        page.keyboard.press(key)
        enlarged.append(place(page)[1])
    assert enlarged == [1.5, 2.25, 1.5, 1, 1]


def test_arrows_move_an_enlarged_photo_to_its_edge_before_they_turn_the_leaf(
    complete_url: str, new_context: NewContext
) -> None:
    page = opened(new_context(viewport={"width": 600, "height": 600}).new_page(), complete_url + SOME)
    page.keyboard.press("+")
    page.keyboard.press("+")
    seen: list[tuple[str, float, float]] = []
    while place(page)[0] == "1/5" and len(seen) < 50:
        page.keyboard.press("ArrowRight")
        seen.append(place(page))
    moved = [right for count, _, right in seen if count == "1/5"]
    assert len(moved) >= 2
    assert moved == sorted(moved, reverse=True)
    assert moved[-1] == pytest.approx(-600 * 1.25 / 2), "the photo's edge at the edge of the screen"
    assert seen[-1] == ("2/5", 1, 0)


def test_back_closes_and_leaves_nothing_in_the_history(complete_url: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(complete_url)
    opened(page, complete_url + SOME)
    page.keyboard.press("ArrowRight")

    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(main_link(page)).to_be_focused()
    assert page.url == complete_url + SOME
    assert page.locator(".bg-thumbs a").nth(1).get_attribute("aria-current") == "true"

    page.keyboard.press("Enter")
    assert place(page)[0] == "2/5"
    page.keyboard.press("Escape")
    until(page, "() => history.state === null")
    page.go_back()
    assert page.url == complete_url


def test_the_photo_is_open_again_after_forward_and_after_loading_anew(
    complete_url: str, new_context: NewContext
) -> None:
    page = opened(new_context().new_page(), complete_url + SOME)
    page.reload()
    expect(viewer(page)).to_be_visible()
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    page.go_forward()
    expect(viewer(page)).to_be_visible()
    assert place(page)[0] == "1/5"


def touch(page: Page, *moments: Sequence[tuple[float, float]]) -> None:
    """Fingers that go down at the first moment's points, through the others, and up."""
    session = page.context.new_cdp_session(page)
    for at, points in enumerate(moments):
        fingers = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if at else "touchStart", "touchPoints": fingers})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_fingers_open_turn_enlarge_and_move(complete_url: str, new_context: NewContext) -> None:
    page = new_context(**PHONE).new_page()
    page.goto(complete_url + SOME)
    main_link(page).tap()
    expect(viewer(page)).to_be_visible()

    touch(page, [(300, 400)], [(200, 402)], [(100, 404)])
    assert place(page) == ("2/5", 1, 0)
    touch(page, [(100, 400)], [(200, 400)], [(300, 400)])
    assert place(page) == ("1/5", 1, 0)
    touch(page, [(200, 400)], [(180, 400)])
    assert place(page) == ("1/5", 1, 0), "too short for a swipe"
    touch(page, [(100, 400)], [(300, 400)])
    assert place(page) == ("1/5", 1, 0), "nothing stands before the first"

    touch(page, [(170, 400), (220, 400)], [(145, 400), (245, 400)], [(120, 400), (270, 400)])
    count, zoom, before = place(page)
    assert count == "1/5"
    assert zoom == pytest.approx(3, abs=0.5)
    touch(page, [(200, 400)], [(170, 400)])
    assert place(page)[:2] == ("1/5", zoom)
    assert place(page)[2] == pytest.approx(before - 30, abs=1), "an enlarged photo moves with the finger"


def test_the_button_closes_it_under_a_finger(complete_url: str, new_context: NewContext) -> None:
    page = new_context(**PHONE).new_page()
    page.goto(complete_url + SOME)
    main_link(page).tap()
    page.keyboard.press("+")
    viewer(page).get_by_role("button", name="Đóng").tap()
    expect(viewer(page)).to_be_hidden()
    until(page, "() => history.state === null")


def test_a_swipe_on_the_page_shows_the_next_photo_and_opens_nothing(complete_url: str, new_context: NewContext) -> None:
    page = new_context(**PHONE).new_page()
    page.goto(complete_url + SOME)
    box = main_link(page).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2

    touch(page, [(300, middle)], [(200, middle)], [(100, middle)])

    expect(page.locator(".bg-thumbs a").nth(1)).to_have_attribute("aria-current", "true")
    expect(viewer(page)).to_be_hidden()


def test_the_wheel_enlarges_where_it_stands_and_buttons_do_too(complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context(viewport={"width": 1000, "height": 800}).new_page(), complete_url + SOME)
    page.mouse.move(800, 400)
    page.mouse.wheel(0, -400)
    until(page, "() => new DOMMatrix(document.querySelector('[data-stage] img').style.transform).a > 1.5")
    assert place(page)[2] < -100, "what lies under the pointer stays there"
    page.mouse.wheel(0, 2000)
    until(page, "() => new DOMMatrix(document.querySelector('[data-stage] img').style.transform).a === 1")

    page.mouse.dblclick(500, 400)
    assert place(page)[1] == 2.5
    page.mouse.dblclick(500, 400)
    assert place(page)[1] == 1
    for name, zoom in (("Phóng to", 1.5), ("Phóng to", 2.25), ("Thu nhỏ", 1.5)):
        page.get_by_role("button", name=name).click()
        assert place(page)[1] == zoom
    page.get_by_role("button", name="Ảnh sau").click()
    assert place(page) == ("2/5", 1, 0)
    page.get_by_role("button", name="Ảnh trước").click()
    assert place(page) == ("1/5", 1, 0)


@pytest.mark.parametrize("reduced", ["reduce", "no-preference"])
def test_nothing_moves_for_who_asked_for_that(reduced: str, complete_url: str, new_context: NewContext) -> None:
    page = opened(new_context(reduced_motion=reduced).new_page(), complete_url + SOME)
    moves = "one => [getComputedStyle(one).transitionDuration, getComputedStyle(one).animationName]"
    still = page.locator("[data-stage] img").evaluate(moves) == ["0s", "none"]
    assert still is (reduced == "reduce")


def test_without_a_script_the_photo_is_a_link_to_its_largest_file(
    made: Path, complete_url: str, new_context: NewContext
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for address, widest in (((made / "san-pham/rong.html").as_uri(), WIDE[0]), (complete_url + EVENT, 1200)):
        page.goto(address)
        page.locator("main a:has(img)").first.click()
        assert page.url.endswith(".avif")
        assert page.evaluate("document.images[0].naturalWidth") >= min(widest, 1600)
        page.go_back()


def test_from_a_folder_it_opens_and_closes_as_on_a_host(made: Path, new_context: NewContext) -> None:
    page = opened(new_context(offline=True).new_page(), (made / "san-pham/rong.html").as_uri())
    until(page, "() => document.querySelector('[data-stage] img').naturalWidth === 2000")
    page.keyboard.press("ArrowRight")
    assert place(page)[0] == "2/2"
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(main_link(page)).to_be_focused()


def test_where_a_host_knows_no_avif_the_viewer_shows_the_jpeg(complete_url: str, new_context: NewContext) -> None:
    context = new_context()
    context.route("**/*.avif", lambda route: route.fulfill(status=404))
    page = opened(context.new_page(), complete_url + SOME)
    image = "document.querySelector('[data-stage] img')"
    jpeg = f"() => {image}.naturalWidth && {image}.currentSrc.endsWith('.jpg')"
    for _ in range(2):
        until(page, jpeg)
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("width", [320, 1440])
def test_twenty_photos_are_one_row_that_scrolls_by_itself(made: Path, new_context: NewContext, width: int) -> None:
    page = new_context(viewport={"width": width, "height": 1200}).new_page()
    page.goto((made / "san-pham/hai-muoi.html").as_uri())
    thumbs = page.locator(".bg-thumbs a")
    tops = thumbs.evaluate_all("all => [...new Set(all.map(one => one.getBoundingClientRect().top))].length")

    assert (thumbs.count(), tops) == (20, 1)
    assert page.evaluate("document.documentElement.scrollWidth === document.documentElement.clientWidth")
    assert thumbs.first.evaluate("one => Math.min(one.offsetWidth, one.offsetHeight)") >= 44
    main_link(page).click()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(thumbs.last).to_have_attribute("aria-current", "true")
    expect(thumbs.last).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0


def test_one_photo_has_neither_steps_nor_a_row(made: Path, new_context: NewContext) -> None:
    page = opened(new_context().new_page(), (made / "san-pham/chai.html").as_uri())
    assert place(page)[0] == "1/1"
    assert page.locator("[data-step]:visible, .bg-thumbs").count() == 0
    page.keyboard.press("ArrowRight")
    assert place(page) == ("1/1", 1, 0)


def test_the_photo_of_an_article_opens_too(complete_url: str, complete_site: Path, new_context: NewContext) -> None:
    found = [file for file in sorted((complete_site / "tin").glob("*.html")) if "bg-photos" in file.read_text("utf-8")]
    page = new_context().new_page()
    page.goto(complete_url + found[0].relative_to(complete_site).as_posix())
    page.locator(".bg-photos a").first.click()
    expect(viewer(page)).to_be_visible()
    assert place(page)[0].startswith("1/")


def test_photos_of_an_event_open_each_at_its_own(complete_url: str, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(complete_url + EVENT)
    links = page.locator(".bg-photos a")
    assert links.count() == 2
    links.nth(1).click()
    expect(viewer(page)).to_be_visible()
    assert place(page)[0] == "2/2"
    page.keyboard.press("Home")
    assert viewer(page).locator("[data-viewer-caption]").inner_text() == page.locator(".bg-credit").first.inner_text()
    page.keyboard.press("Escape")
    expect(viewer(page)).to_be_hidden()
    expect(links.nth(1)).to_be_focused()
