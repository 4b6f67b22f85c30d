"""The page that a scanned code opens: small, in the phone's language, whole without scripts and from a folder."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from site_builder.views.landing import product_version

from ..commands import ROOT, TODAY
from ..pages.samples import certified, product, scene
from ..sampling import Sample
from ..site.anatomy import pages

NewContext = Callable[..., BrowserContext]
Open = Callable[..., Page]
WEIGHT = 40 * 1024
"""What may come before the photo, fonts and all, as a host sends it."""
GRADED = "Q/THU-003/index.html"
"""Three stars until 15 December 2027, telephone and Zalo known."""
UNDER_THE_SEAL = """() => {
    const seal = document.querySelector('.bg-seal').getBoundingClientRect();
    const name = document.createRange();
    name.selectNodeContents([...document.querySelectorAll('h1')].find(heading => heading.checkVisibility()));
    return [...name.getClientRects()].some(line =>
        line.left < seal.right && seal.left < line.right && line.top < seal.bottom && seal.top < line.bottom);
}"""
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BUILT = date.fromisoformat(TODAY)
LATER = json.loads((ROOT / "tests/vectors/later.json").read_text("utf-8"))
"""Certificates, and their state when the page was built with all that come after it. The browser has the same ones."""


@pytest.fixture
def scan(complete_url: str, new_context: NewContext) -> Open:
    """Open a page behind a code with a phone, on a day, in the phone's languages."""

    def open_page(address: str = GRADED, day: str = TODAY, langs: tuple[str, ...] = ("vi-VN",), **more: Any) -> Page:
        context = new_context(**{"viewport": {"width": 390, "height": 844}, "locale": langs[0], **more})
        context.add_init_script(f"Object.defineProperty(navigator, 'languages', {{get: () => {json.dumps(langs)}}})")
        page = context.new_page()
        page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=VIETNAM))
        page.goto(complete_url + address)
        return page

    return open_page


def shown(page: Page) -> list[str]:
    return [heading.inner_text() for heading in page.locator("h1").all() if heading.is_visible()]


def facts(page: Page) -> list[str]:
    return [line.inner_text().replace("\u00a0", " ") for line in page.locator("section:visible li:visible").all()]


def test_every_product_and_every_event_has_its_page(complete_site: Path) -> None:
    codes = {"THU-000", *(f"THU-{n:03}" for n in range(3, 9)), "THU-180", "THU-LONG-01", "THU-T1", "THU-T2", "THU-VI"}
    found = {page.parent.name for page in complete_site.glob("Q/*/index.html")}
    assert found == codes | {"THU-E1", "THU-E2", "THU-098", "THU-099"}


def test_a_bar_code_opens_the_same_page_with_fourteen_digits(complete_site: Path) -> None:
    found = {page.parent.name: page.read_bytes() for page in complete_site.glob("01/*/index.html")}
    assert {len(gtin) for gtin in found} == {14}
    behind_codes = {page.read_bytes() for page in complete_site.glob("Q/*/index.html")}
    assert set(found.values()) <= behind_codes
    assert len(found) >= 3


def test_it_weighs_forty_kilobytes_at_most_before_the_photo(scan: Open, complete_site: Path, sample: Sample) -> None:
    for code in sample(sorted(page.parent.name for page in complete_site.glob("Q/*/index.html")), 6):
        files = _asked(scan(f"Q/{code}/index.html", viewport={"width": 390, "height": 2000}))
        sent = {name: _sent(complete_site / name) for name in files if not name.startswith("photos/")}
        assert sum(sent.values()) <= WEIGHT, sent


def _asked(page: Page) -> set[str]:
    """What the page asks its host for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    return {re.sub(r"^https?://[^/]+/|[#?].*$", "", url) for url in asked}


def _sent(file: Path) -> int:
    """Bytes on the way: text is pressed by every host, pictures and fonts are already."""
    data = file.read_bytes()
    return len(data) if file.suffix in (".woff2", ".ico", ".png") else len(gzip.compress(data))


@pytest.mark.parametrize(
    ("langs", "name"),
    [
        (("vi-VN", "en-US"), "Sản phẩm thử ba sao"),
        (("en-GB", "vi"), "Three-star test product"),
        (("ko-KR", "ko", "en-US", "en"), "Three-star test product"),
        (("fr-FR",), "Sản phẩm thử ba sao"),
        (("zh-Hant-TW", "vi"), "Sản phẩm thử ba sao"),
    ],
)
def test_the_language_of_the_phone_is_shown_vietnamese_where_it_is_unknown(
    scan: Open, langs: tuple[str, ...], name: str
) -> None:
    page = scan(langs=langs)
    assert shown(page) == [name]
    lang = "vi" if name.startswith("Sản") else "en"
    assert page.locator("html").get_attribute("lang") == lang
    assert page.title().startswith(name)
    assert page.locator("[aria-current=true]").inner_text() == ("Tiếng Việt" if lang == "vi" else "English")
    assert len(page.locator("header a:visible").all()) == 3


def test_the_other_language_is_a_touch_away(scan: Open) -> None:
    page = scan()
    name = page.locator("h1:visible")
    page.get_by_role("link", name="English").click()
    expect(name).to_have_text(["Three-star test product"])
    assert page.evaluate("scrollY") == 0
    assert page.url.endswith("#en")
    expect(page.get_by_role("img", name="3 out of 5 OCOP stars")).to_be_visible()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(name).to_have_text(["Sản phẩm thử ba sao"])
    page.goto(page.url.replace("#vi", "#en"))
    expect(name).to_have_text(["Three-star test product"])


def test_it_says_what_a_visitor_wants_to_know(scan: Open) -> None:
    page = scan()
    expect(page.locator("section:visible .bg-foreign-name")).to_have_text("Three-star test product")
    assert facts(page)[:2] == ["Xã Thử Đông", "Chứng nhận còn hiệu lực đến 15/12/2027, quyết định số 01/QĐ-THỬ."]
    buttons = [link.get_attribute("href") for link in page.locator("section:visible a.bg-button").all()]
    assert buttons == ["tel:+842050000001", "https://zalo.me/0900000001", "../../san-pham/chung-nhan-3-sao.html"]
    expect(page.locator("section:visible .bg-note")).to_have_text("Mã trên tem THU-003")


def test_stars_and_state_are_judged_on_the_day_of_reading(scan: Open) -> None:
    def state(day: str) -> tuple[str, bool, bool]:
        page = scan(day=day)
        return (
            facts(page)[1],
            page.locator(".bg-seal").is_visible(),
            page.locator(".bg-landing__stars:visible").count() == 1,
        )

    assert state("2027-06-18") == ("Chứng nhận sắp hết hạn, đến 15/12/2027, quyết định số 01/QĐ-THỬ.", True, True)
    assert state("2027-12-15")[1:] == (True, True)
    assert state("2027-12-16") == ("Chứng nhận đã hết hiệu lực (hạng 3 sao, đến 15/12/2027).", False, False)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("THU-000", "Chứng nhận đã hết hiệu lực (hạng 3 sao"),
        ("THU-T1", "Sản phẩm tiềm năng, chưa tìm thấy chứng nhận OCOP."),
    ],
)
def test_what_has_no_stars_says_why(scan: Open, complete_site: Path, code: str, words: str) -> None:
    codes = {"THU-000": "het-han"}
    page = scan(f"Q/{code}/index.html" if code not in codes else _page_of(complete_site, codes[code]))
    assert any(line.startswith(words) for line in facts(page)), facts(page)
    assert page.locator(".bg-seal").count() == 0
    assert page.locator(".bg-landing__stars").count() == 0


def _page_of(site: Path, slug: str) -> str:
    """The address of the page behind the code of a product."""
    for page in site.glob("Q/*/index.html"):
        if f"san-pham/{slug}.html" in page.read_text("utf-8"):
            return page.relative_to(site).as_posix()
    raise AssertionError(slug)


@pytest.mark.parametrize("vector", LATER)
def test_every_state_that_may_come_after_that_of_the_build_is_there_for_the_day_of_reading(
    vector: dict[str, Any],
) -> None:
    """The first is that of the build and shown; one that cannot change names no state."""
    made = certified({"scheme": "ocop", **vector["certificate"]}) if vector["certificate"] else product()
    told = [fact for fact in product_version(made, scene(made)).facts if fact.icon != "pin"]
    states = vector["states"] if len(vector["states"]) > 1 else [""]
    assert [(fact.state, fact.is_current) for fact in told] == [(state, at == 0) for at, state in enumerate(states)]
    assert scene(made).decisions[made.slug].status == vector["states"][0]


def test_the_browser_comes_to_the_same_states_and_to_no_other(scan: Open) -> None:
    """Every day from that of the build until a month after the end, as the script of the page judges it."""
    page = scan()
    for vector in LATER:
        made = certified({"scheme": "ocop", **vector["certificate"]}) if vector["certificate"] else product()
        built = scene(made).decisions[made.slug]
        last = max(built.expires or BUILT, BUILT) + timedelta(31)
        days = [(BUILT + timedelta(at)).isoformat() for at in range((last - BUILT).days + 1)]
        expires = built.expires.isoformat() if built.expires else None
        judged = page.evaluate(
            "([state, end, days]) => [...new Set(days.map(day => bgStatus.judge(state, end, day)))]",
            [built.status, expires, days],
        )
        assert judged == vector["states"], vector["certificate"]


def test_what_nobody_has_confirmed_runs_out_too(scan: Open, complete_site: Path) -> None:
    """Its ceremony was on 10 January 2025; the page was built in 2026."""
    address = _page_of(complete_site, "chi-biet-ngay-trao")
    told = [facts(scan(address, day=day))[1] for day in ("2028-01-10", "2028-01-11")]
    latest = "hết hạn muộn nhất 10/1/2028, nếu không được đánh giá lại."
    assert told == [
        "Chưa xác nhận: được nêu là đạt hạng 4 sao OCOP, chưa có đủ văn bản để đối chiếu. Theo nguồn.",
        f"Chứng nhận đã hết hiệu lực (hạng 4 sao): {latest} Theo nguồn.",
    ]


def test_without_scripts_both_languages_are_there_the_first_on_top(scan: Open) -> None:
    page = scan(java_script_enabled=False)
    assert shown(page) == ["Sản phẩm thử ba sao", "Three-star test product"]
    expect(page.get_by_role("link", name="Gọi nơi sản xuất")).to_be_visible()
    expect(page.get_by_role("link", name="Call the producer")).to_be_visible()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**#en")
    assert page.locator(".bg-seal small:visible").count() == 1
    assert page.locator("figcaption span:visible").count() <= 1


def test_from_a_folder_it_is_whole_and_its_links_name_their_files(complete_site: Path, new_context: NewContext) -> None:
    page = new_context(offline=True, locale="vi-VN", viewport={"width": 390, "height": 844}).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((complete_site / GRADED).as_uri())
    assert page.evaluate("document.querySelector('img').decode().then(() => 1)") == 1
    assert page.evaluate("document.fonts.ready.then(all => [...all].filter(f => f.status === 'loaded').length)") >= 2
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Full product page").click()
    page.wait_for_url("**/en/products/chung-nhan-3-sao.html")
    assert [words for words in said if "cham-" not in words and "ERR_FAILED" not in words] == []


def test_nothing_moves_and_nothing_flashes_in_the_wrong_language(scan: Open) -> None:
    page = scan(langs=("en-GB",))
    page.evaluate("sessionStorage.clear()")
    page.context.add_init_script("""
      window.moved = 0;
      new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.value))
        .observe({type: 'layout-shift', buffered: true});
    """)
    page.reload(wait_until="networkidle")
    assert page.evaluate("window.moved") < 0.05


@pytest.mark.parametrize("lang", ["vi-VN", "en-GB"])
@pytest.mark.parametrize("code", ["THU-004", "THU-LONG-01"])
def test_no_name_lies_under_the_seal(scan: Open, code: str, lang: str) -> None:
    for width in (320, 390, 768):
        page = scan(f"Q/{code}/index.html", langs=(lang,), viewport={"width": width, "height": 844})
        assert page.locator(".bg-seal").is_visible()
        assert not page.evaluate(UNDER_THE_SEAL)


def test_nothing_is_wider_than_the_smallest_phone(scan: Open, complete_site: Path, sample: Sample) -> None:
    for file in sample(sorted(complete_site.glob("Q/*/index.html")), 6):
        page = scan(file.relative_to(complete_site).as_posix(), viewport={"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, file
        page.context.close()


def test_search_engines_are_led_to_the_long_page(complete_site: Path) -> None:
    text = (complete_site / GRADED).read_text("utf-8")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', text)
    assert canonical
    assert canonical[1].endswith("/san-pham/chung-nhan-3-sao.html")
    assert "noindex" not in text
    assert "noindex" in (complete_site / "Q/THU-099/index.html").read_text("utf-8")
    assert "/Q/" not in (complete_site / "sitemap.xml").read_text("utf-8")


def test_a_retired_code_shows_its_sentence_and_a_way_on(scan: Open) -> None:
    page = scan("Q/THU-099/index.html")
    assert shown(page) == ["Mã này không còn sử dụng"]
    expect(page.get_by_text("Sản phẩm thử này không còn nữa.")).to_be_visible()
    page.get_by_role("link", name="Xem các sản phẩm khác").click()
    page.wait_for_url("**/san-pham/index.html")


def test_a_retired_code_with_a_successor_leads_to_it(scan: Open, complete_site: Path) -> None:
    assert "noindex" in (complete_site / "Q/THU-098/index.html").read_text("utf-8")
    page = scan("Q/THU-098/index.html")
    expect(page.get_by_text("Sản phẩm thử này đã có sản phẩm khác thay.")).to_be_visible()
    assert facts(page) == ["Sản phẩm thử ba sao"]
    page.get_by_role("link", name="Xem trang thay thế").click()
    page.wait_for_url("**/san-pham/chung-nhan-3-sao.html")


def test_an_event_says_when_and_where(scan: Open) -> None:
    page = scan("Q/THU-E2/index.html")
    assert shown(page) == ["Hội nghị thử sắp tới"]
    assert facts(page) == [
        "Sự kiện sẽ diễn ra vào các ngày 12–13 và 19/12/2026.",
        "Hội trường thử",
        "2 sản phẩm có mặt",
    ]


def test_the_fonts_hold_every_letter_of_every_page(complete_site: Path) -> None:
    style = next(complete_site.glob("assets/landing.*.css")).read_text("utf-8")
    faces = re.findall(r"url\(([^)]+\.woff2)\)", style)
    assert len(faces) == 3
    written = {
        letter
        for page in complete_site.glob("Q/*/index.html")
        for letter in re.sub(
            r"<(svg|script|template).*?</\1>|<[^>]+>|&\w+;", "", page.read_text("utf-8"), flags=re.DOTALL
        )
    }
    for face in faces:
        known = set(map(chr, TTFont(complete_site / "assets" / face).getBestCmap()))
        assert {letter for letter in written if letter.isprintable()} <= known, face


def test_the_page_may_do_no_more_than_the_others(complete_site: Path) -> None:
    behind = [page for page in pages(complete_site) if page.file.parent.parent.name in ("Q", "01")]
    assert len(behind) >= 18
    for page in behind:
        assert "Content-Security-Policy" in page.file.read_text("utf-8")
        assert page.scripts == []
        assert page.handlers == []


def test_the_panel_of_a_product_shows_the_code_and_how_to_type_it(
    scan: Open, complete_site: Path, complete_url: str
) -> None:
    page = scan("san-pham/chung-nhan-3-sao.html", viewport={"width": 1280, "height": 900}, device_scale_factor=3)
    panel = page.locator("#code")
    assert panel.locator("h2").inner_text() == "Mã THU-003"
    assert panel.locator("code").inner_text() == "qr.thu.example/Q/THU-003"
    expect(panel.get_by_text("Bản nháp. Trang chưa có địa chỉ chính thức")).to_be_visible()
    links = panel.get_by_role("link").all()
    assert [link.get_attribute("href") for link in links] == [f"../Q/THU-003/THU-003.{kind}" for kind in ("svg", "png")]
    assert all(link.get_attribute("download") is not None for link in links)
    image = panel.get_by_role("img", name="Mã QR của THU-003")
    image.scroll_into_view_if_needed()
    expect(image).to_be_visible()
    with Image.open(BytesIO(image.screenshot())) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    assert found[0].text.lower() == "https://qr.thu.example/q/thu-003/"


def test_every_code_can_be_saved_as_a_drawing_and_as_a_picture(complete_site: Path) -> None:
    for page in complete_site.glob("Q/*/index.html"):
        code = page.parent.name
        drawing, picture = page.with_name(f"{code}.svg"), page.with_name(f"{code}.png")
        assert drawing.is_file() == picture.is_file() == (code not in ("THU-098", "THU-099"))
        if picture.is_file():
            with Image.open(picture) as shown_picture:
                read = zxingcpp.read_barcodes(shown_picture.convert("L"))[0].text
            assert re.fullmatch(rf"https://qr\.thu\.example/Q/{code}/", read, re.IGNORECASE)
            assert read.endswith(f"/Q/{code}/")
            assert "BẢN NHÁP / DRAFT" in drawing.read_text("utf-8")
