"""The built sites as a visitor meets them: from a folder, under a sub-path, without scripts, on any width."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from ..sampling import Sample
from ..waiting import until

KINDS = (
    "index.html", "san-pham/index.html", "san-pham/{product}.html", "loai/*.html", "nhom/*.html", "nhom/index.html",
    "xa/*.html", "xa/index.html", "chu-the/*.html", "chu-the/index.html", "su-kien/*.html", "su-kien/index.html",
    "mua-vu.html", "404.html", "gioi-thieu.html", "chung-nhan-ocop.html",
    "en/index.html", "en/products/index.html", "en/products/{product}.html", "en/seasons.html", "en/communes/*.html",
)  # fmt: skip
PRODUCT = "che-duoi-tan-hoi"


def kinds(site: Path) -> list[str]:
    """One page of each kind, as addresses in `site`."""
    found = [next(iter(sorted(site.glob(kind.format(product=PRODUCT)))), None) for kind in KINDS]
    return [path.relative_to(site).as_posix() for path in found if path]


def open_all(
    context: BrowserContext, root: str, addresses: Sequence[str], look: Callable[[Page], object]
) -> list[object]:
    """Open each page in one tab and collect what `look` finds, with the errors that the console told."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    found = []
    for address in addresses:
        page.goto(root + address)
        # A folder has no origin that a preload could be shared with: the style sheet asks for the font again.
        found.append((address, look(page), tuple(s for s in said if "cham-" not in s and "ERR_FAILED" not in s)))
        said.clear()
    return [entry for entry in found if entry[1:] != (None, ())]


def test_from_a_folder_with_no_network_every_kind_of_page_is_whole(
    shipped_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(offline=True)
    addresses = [a for a in kinds(shipped_site) if a != "404.html"]
    assert open_all(context, f"{shipped_site.as_uri()}/", addresses, broken_pictures) == []


def broken_pictures(page: Page) -> object:
    """Pictures that did not load, once all that are needed have been asked for, and a missing style."""
    lost = page.evaluate(
        """async () => {
          const pictures = [...document.images];
          pictures.forEach(picture => picture.loading = 'eager');
          await Promise.all(pictures.map(picture => picture.decode().catch(() => 0)));
          return pictures.filter(picture => !picture.naturalWidth).map(picture => picture.currentSrc || picture.src);
        }"""
    )
    faces = page.evaluate("document.fonts.ready.then(all => [...all].filter(face => face.status === 'loaded').length)")
    return lost or (None if faces >= 2 else "no fonts")


def test_under_a_path_of_a_host_every_kind_of_page_is_whole(
    shipped_site: Path,
    tmp_path: Path,
    serve_folder: Callable[[Path], str],
    new_context: Callable[..., BrowserContext],
) -> None:
    shutil.copytree(shipped_site, tmp_path / "trang" / "ocop", copy_function=lambda a, b: Path(b).hardlink_to(a))
    addresses = [a for a in kinds(shipped_site) if a != "404.html"]
    root = serve_folder(tmp_path) + "trang/ocop/"
    assert open_all(new_context(), root, addresses, broken_pictures) == []


def test_without_scripts_a_page_is_read_and_left_by_links_alone(
    complete_url: str, complete_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(complete_url)
    page.get_by_role("link", name=re.compile(r"Xem \d+ sản phẩm")).click()
    shown = page.locator(".bg-card")
    published = len(list((complete_site / "san-pham").glob("*.html"))) - 1
    assert shown.count() == published
    assert all(shown.nth(at).is_visible() for at in range(published))
    shown.first.get_by_role("link").click()
    assert page.locator("h1").is_visible()
    assert [b.inner_text() for b in page.get_by_role("button").all() if b.is_visible()] == []


@pytest.mark.parametrize("width", [390, 1440])
def test_who_photographs_the_whole_home_page_at_once_sees_the_feature_picture(
    width: int, complete_url: str, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(complete_url)
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    box = page.locator(".bg-feature__photo img").bounding_box()
    assert box is not None
    shown = picture.crop((box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]))
    assert len(shown.getcolors(1 << 24) or ()) > 1000, "more than the colour that stands in for it"


@pytest.mark.parametrize("width", [320, 390, 768, 1080, 1440, 1920])
def test_nothing_reaches_over_the_edge(
    width: int, sample: Sample, complete_url: str, complete_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(viewport={"width": width, "height": 900})
    assert open_all(context, complete_url, sample(kinds(complete_site), 10), over_the_edge) == []


def over_the_edge(page: Page) -> object:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide or None


def test_text_at_twice_its_size_stays_inside(
    complete_url: str, complete_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(viewport={"width": 640, "height": 900})
    context.add_init_script("document.addEventListener('DOMContentLoaded',()=>document.body.style.zoom='2')")
    assert open_all(context, complete_url, kinds(complete_site), over_the_edge) == []


def test_nothing_moves_while_a_page_loads(
    sample: Sample, complete_url: str, complete_site: Path, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
          if (!entry.hadRecentInput) window.moved += entry.value;
        })).observe({type: 'layout-shift', buffered: true});"""
    )
    codes = [page.relative_to(complete_site).as_posix() for page in complete_site.glob("Q/*/index.html")]
    assert codes
    assert open_all(context, complete_url, sample([*kinds(complete_site), *codes], 12), moved) == []


def moved(page: Page) -> object:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    shift = page.evaluate("window.moved")
    return shift or None


def test_a_page_opened_again_is_where_it_was_read(shipped_url: str, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    for address in ("index.html", "mua-vu.html"):
        page.goto(shipped_url + address)
        page.locator("footer").scroll_into_view_if_needed()
        place = page.evaluate("scrollY")
        assert place > 2000
        page.reload()
        until(page, "place => Math.abs(scrollY - place) <= 1", place)
        page.goto(shipped_url + "gioi-thieu.html")
        page.go_back()
        until(page, "place => Math.abs(scrollY - place) <= 1", place)
