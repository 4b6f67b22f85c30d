"""The search as people use it: with keys, a finger, a screen reader, an input method, from a folder, scripts off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from ..waiting import until

NewContext = Callable[..., BrowserContext]
CHE = "san-pham/che-shan-tuyet.html"
CATALOGUE = "san-pham/index.html"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def opened(new_context: NewContext, market_url: str) -> Callable[..., Page]:
    def go(address: str = CHE, **options: object) -> Page:
        page = new_context(**options).new_page()
        page.goto(market_url + address)
        return page

    return go


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog", name=re.compile("Tìm kiếm|Search"))


def field(page: Page) -> Locator:
    """The field in the sheet, opened from the header."""
    page.locator('[data-opens="search"]').click()
    return sheet(page).get_by_role("combobox")


def in_page(page: Page) -> Locator:
    """The field on the page of all products."""
    return page.get_by_role("main").get_by_role("combobox", name="Tìm sản phẩm, xã, nơi sản xuất")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def names(page: Page) -> list[str]:
    return options(page).locator("b").all_text_contents()


def asked_for(page: Page) -> Sequence[str]:
    """What of the search the page has fetched."""
    script = "performance.getEntriesByType('resource').map(entry => entry.name)"
    found: list[str] = page.evaluate(script)
    return [re.sub(r"\.[0-9a-f]{8}\.", ".", name.rpartition("/")[2]) for name in found if "/search" in name]


def test_nothing_is_fetched_until_somebody_searches_and_nothing_after(opened: Callable[..., Page]) -> None:
    page = opened()
    assert asked_for(page) == []
    typed = field(page)
    typed.press_sequentially("che")
    expect(options(page)).not_to_have_count(0)
    typed.press_sequentially(" shan")
    expect(options(page)).to_have_count(1)
    assert asked_for(page) == ["search.js", "search.vi.js"]


def test_where_names_find_nothing_what_was_meant_is_told_and_listed(opened: Callable[..., Page]) -> None:
    page = opened()
    typed, said = field(page), sheet(page).get_by_role("status")
    typed.fill("maatj ong")
    expect(said).to_have_text("Không tìm thấy “maatj ong”. Có phải bạn tìm “mật ong”? 1 kết quả")
    assert names(page) == ["Mật ong rừng"]
    assert sorted(asked_for(page)) == ["search-more.js", "search-texts.vi.js", "search.js", "search.vi.js"]
    expect(typed).to_have_attribute("aria-expanded", "true")
    page = opened("en/products/che-shan-tuyet.html")
    field(page).fill("guavas")
    expect(sheet(page).get_by_role("status")).to_have_text("Nothing found for “guavas”. Did you mean “Guava”? 1 result")


def test_a_text_is_said_to_be_why(opened: Callable[..., Page]) -> None:
    page = opened()
    field(page).fill("bịa")
    expect(options(page).first.locator(".bg-hit__why")).to_have_text("Trong bài: bịa")


def test_without_what_helps_the_search_says_that_nothing_was_found(opened: Callable[..., Page]) -> None:
    page = opened()
    page.route("**/search-texts.vi.*.js", lambda route: route.abort())
    typed = field(page)
    typed.fill("maatj ong")
    expect(sheet(page).get_by_role("status")).to_have_text("Không tìm thấy “maatj ong”")
    page.unroute("**/search-texts.vi.*.js")
    typed.fill("maatj ongg")
    expect(options(page)).to_have_count(0)
    typed.fill("maatj ong")
    expect(options(page)).to_have_count(1)


def test_a_month_leads_to_its_place_in_the_calendar(opened: Callable[..., Page], market_url: str) -> None:
    page = opened()
    field(page).fill("tháng 11")
    expect(options(page)).not_to_have_count(0)
    options(page).first.click()
    page.wait_for_url(market_url + "mua-vu.html#thang-11")


@pytest.mark.parametrize("typed", ["chè", "cheef daay"])
def test_above_the_keyboard_of_a_phone_two_results_are_in_sight(typed: str, opened: Callable[..., Page]) -> None:
    page = opened(CATALOGUE, **{**PHONE, "viewport": {"width": 390, "height": 430}})
    in_page(page).tap()
    in_page(page).fill(typed)
    expect(options(page).first).to_be_visible()
    page.wait_for_function("() => scrollY > 100")
    ends = [box["y"] + box["height"] for hit in options(page).all() if (box := hit.bounding_box())]
    assert ends[min(1, len(ends) - 1)] <= 430


def test_words_typed_before_the_index_has_come_are_not_lost(opened: Callable[..., Page]) -> None:
    page = opened()
    held: list[Route] = []
    page.route("**/search.vi.*.js", lambda route: held.append(route))
    with page.expect_request("**/search.vi.*.js"):
        typed = field(page)
        typed.fill("mac mat")
    expect(sheet(page).get_by_role("status")).to_have_text("Đang tải danh mục…")
    held[0].continue_()
    expect(options(page)).to_have_count(1)
    assert names(page) == ["Mắc mật"]


def test_a_result_shows_name_state_place_picture_and_why(opened: Callable[..., Page]) -> None:
    page = opened()
    field(page).fill("mác mật")
    hit = options(page).first
    expect(hit).to_have_accessible_name(re.compile("Mắc mật .*mác mật.* Sản phẩm tiềm năng .*Xã Đồng Khê"))
    expect(hit.locator("mark")).to_have_text(["Mắc mật", "mác mật"])
    picture = hit.locator("img")
    assert picture.get_attribute("loading") == "lazy"
    assert picture.get_attribute("alt") == ""
    assert picture.evaluate("image => image.decode().then(() => [image.width, image.height])") == [54, 54]
    assert "-400.avif" in str(picture.get_attribute("src"))


def test_results_are_counted_aloud_in_the_words_of_the_page(opened: Callable[..., Page]) -> None:
    page = opened()
    typed, said = field(page), sheet(page).get_by_role("status")
    typed.fill("khau phu")
    expect(said).to_have_text("1 kết quả")
    typed.fill("che")
    expect(said).to_have_text("5 kết quả")
    page = opened("en/products/che-shan-tuyet.html")
    typed, said = field(page), sheet(page).get_by_role("status")
    typed.fill("guava")
    expect(said).to_have_text("1 result")
    typed.fill("tea")
    expect(said).to_have_text("5 results")


def test_the_field_is_a_combobox(opened: Callable[..., Page]) -> None:
    page = opened()
    typed = field(page)
    expect(typed).to_be_focused()
    expect(typed).to_have_attribute("aria-expanded", "false")
    typed.fill("che")
    expect(typed).to_have_attribute("aria-expanded", "true")
    listed = page.get_by_role("listbox", name="Kết quả tìm kiếm")
    assert typed.get_attribute("aria-controls") == listed.get_attribute("id")
    expect(typed).not_to_have_attribute("aria-activedescendant", re.compile("."))
    for step, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        typed.press(step)
        expect(options(page).nth(at)).to_have_attribute("aria-selected", "true")
        assert typed.get_attribute("aria-activedescendant") == options(page).nth(at).get_attribute("id")
        expect(listed.locator('[aria-selected="true"]')).to_have_count(1)
    typed.press("ArrowUp")
    expect(listed.locator('[aria-selected="true"]')).to_have_count(0)
    typed.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    expect(typed).to_be_focused()
    typed.fill("chè s")
    expect(listed.locator('[aria-selected="true"]')).to_have_count(0)


def test_home_and_end_move_in_the_words(opened: Callable[..., Page]) -> None:
    page = opened()
    typed = field(page)
    typed.fill("hồi")
    typed.press("ArrowDown")
    typed.press("Home")
    typed.press_sequentially("hoa ")
    expect(typed).to_have_value("hoa hồi")


def test_the_keyboard_alone_leads_to_a_product(opened: Callable[..., Page], market_url: str) -> None:
    page = opened("index.html")
    page.keyboard.press("/")
    expect(sheet(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.type("mat ong")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(market_url + "san-pham/mat-ong.html")


def test_enter_without_a_choice_leads_to_the_list_of_what_was_found(
    opened: Callable[..., Page], market_url: str
) -> None:
    page = opened()
    field(page).fill("hồi")
    page.keyboard.press("Enter")
    page.wait_for_url(market_url + CATALOGUE + "?q=h%E1%BB%93i")
    expect(in_page(page)).to_have_value("hồi")


def test_esc_closes_the_sheet_and_the_focus_goes_back(opened: Callable[..., Page]) -> None:
    page = opened()
    typed = field(page)
    typed.fill("che")
    typed.press("Escape")
    expect(sheet(page)).to_be_hidden()
    expect(page.locator('[data-opens="search"]')).to_be_focused()
    page.locator('[data-opens="search"]').press("Enter")
    expect(typed).to_be_focused()
    expect(typed).to_have_value("che")
    page.keyboard.type("x")
    expect(typed).to_have_value("x")


def test_a_slash_is_a_letter_where_one_types(opened: Callable[..., Page]) -> None:
    page = opened()
    typed = field(page)
    typed.press_sequentially("trà/chè")
    expect(typed).to_have_value("trà/chè")


def test_where_nothing_is_found_the_shelves_are_offered(opened: Callable[..., Page]) -> None:
    page = opened()
    typed = field(page)
    expect(sheet(page).get_by_role("link", name="Trái cây")).to_be_visible()
    typed.fill("xe đạp")
    expect(sheet(page).get_by_role("status")).to_have_text("Không tìm thấy “xe đạp”")
    expect(sheet(page).get_by_text("Thử gõ ít chữ hơn")).to_be_visible()
    expect(options(page)).to_have_count(0)
    sheet(page).get_by_role("link", name="Trái cây").click()
    page.wait_for_url("**/loai/trai-cay.html")


def test_words_are_shown_as_words(opened: Callable[..., Page]) -> None:
    page = opened()
    field(page).fill("<img src=x onerror=alert(1)>")
    expect(sheet(page).get_by_role("status")).to_have_text("Không tìm thấy “<img src=x onerror=alert(1)>”")
    expect(sheet(page).locator("img")).to_have_count(0)


def test_more_results_than_the_sheet_lists_lead_to_the_list(opened: Callable[..., Page], market_url: str) -> None:
    page = opened()
    field(page).fill("đặc sản")
    expect(options(page)).to_have_count(8)
    sheet(page).get_by_role("link", name="Xem cả 29 kết quả").click()
    page.wait_for_url(market_url + CATALOGUE + "?q=%C4%91%E1%BA%B7c%20s%E1%BA%A3n")


def test_a_finger_opens_finds_and_follows(opened: Callable[..., Page], market_url: str) -> None:
    page = opened("index.html", **PHONE)
    page.locator('[data-opens="search"]').tap()
    typed = sheet(page).get_by_role("combobox")
    expect(typed).to_be_focused()
    page.keyboard.insert_text("khâu")
    expect(options(page).first).to_contain_text("Khâu nhục")
    assert sheet(page).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert min(box["height"] for hit in options(page).all() if (box := hit.bounding_box())) >= 44
    options(page).first.tap()
    page.wait_for_url(market_url + "san-pham/khau-nhuc.html")


def test_letters_count_while_an_input_method_still_composes_them(opened: Callable[..., Page], market_url: str) -> None:
    page = opened()
    typed = field(page)
    expect(typed).to_be_focused()
    until(page, "() => window.bgIndex")
    method = page.context.new_cdp_session(page)
    for text, first in (("ca", "Mắc ca sấy"), ("cải", "Cải làn"), ("cải l", "Cải làn")):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        expect(options(page).first.locator("b")).to_have_text(first)
    page.keyboard.press("ArrowDown")
    typed.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    assert page.url == market_url + CHE
    method.send("Input.insertText", {"text": "cải làn"})
    expect(typed).to_have_value("cải làn")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(market_url + "san-pham/cai-lan.html")


def test_a_certificate_is_judged_on_the_day_of_reading(opened: Callable[..., Page]) -> None:
    def shown(year: int) -> str:
        page = opened()
        page.clock.set_fixed_time(datetime(year, 1, 6, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
        page.reload()
        field(page).fill("vải chàm")
        expect(options(page)).not_to_have_count(0)
        return options(page).first.locator(".bg-hit__about > :first-child").inner_text()

    assert [shown(2026), shown(2028), shown(2029)] == ["3\u00a0sao", "3\u00a0sao", "Hết hiệu lực"]


def test_a_page_that_stays_open_judges_again_on_another_day(opened: Callable[..., Page]) -> None:
    page = opened()
    page.clock.set_fixed_time(datetime(2028, 1, 6, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    typed = field(page)
    standing = options(page).first.locator(".bg-hit__about > :first-child")
    typed.fill("vải chàm")
    expect(standing).to_have_text("3 sao")
    page.clock.set_fixed_time(datetime(2029, 1, 6, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    typed.fill("vải chà")
    expect(standing).to_have_text("Hết hiệu lực")


def test_it_works_from_a_folder_and_below_a_path(
    new_context: NewContext, market_site: Path, tmp_path: Path, serve_folder: Callable[[Path], str]
) -> None:
    shutil.copytree(market_site, tmp_path / "ocop/2026")
    below = serve_folder(tmp_path) + "ocop/2026/"
    for root in (market_site.as_uri() + "/", below):
        for start, wanted in (
            ("index.html", "san-pham/que.html"),
            ("en/communes/quy-hoa.html", "en/products/que.html"),
        ):
            page = new_context().new_page()
            page.goto(root + start)
            field(page).fill("quế")
            expect(options(page).first).to_have_attribute("href", "../" * start.count("/") + wanted)
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_url(root + wanted)


def test_a_missing_index_is_said_and_asked_for_again(opened: Callable[..., Page]) -> None:
    page = opened()
    page.route("**/search.vi.*.js", lambda route: route.abort())
    typed = field(page)
    said = sheet(page).get_by_role("status")
    expect(said).to_have_text("Chưa tải được danh mục để tìm. Hãy kiểm tra mạng rồi thử lại.")
    page.unroute("**/search.vi.*.js")
    sheet(page).get_by_role("button", name="Đóng").click()
    page.locator('[data-opens="search"]').click()
    typed.fill("quế")
    expect(options(page)).not_to_have_count(0)


def test_without_a_script_the_button_is_hidden_and_the_list_is_a_link(opened: Callable[..., Page]) -> None:
    page = opened("san-pham/index.html", java_script_enabled=False)
    expect(page.locator('[data-opens="search"]')).to_be_hidden()
    expect(page.locator("main [data-search-box]")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Chính").get_by_role("link", name="Sản phẩm")).to_be_visible()
    expect(page.locator("[data-catalogue] > li")).to_have_count(28)


def cards(page: Page) -> Locator:
    return page.locator("[data-catalogue] > li:visible h2")


def test_words_typed_before_the_index_has_come_are_kept_in_the_address(opened: Callable[..., Page]) -> None:
    page = opened(CATALOGUE)
    waiting: list[Route] = []
    page.route("**/search.vi.*.js", lambda route: waiting.append(route))
    with page.expect_request("**/search.vi.*.js"):
        page.keyboard.press("/")
        page.keyboard.type("thuy hung")
    until(page, "() => document.querySelector('main input').value === 'thuy hung'")
    waiting.pop().continue_()
    expect(cards(page)).to_have_count(6)
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "thuy hung"


def test_on_the_page_of_all_products_the_list_follows(opened: Callable[..., Page]) -> None:
    page = opened(CATALOGUE)
    page.keyboard.press("/")
    typed = in_page(page)
    expect(typed).to_be_focused()
    page.keyboard.type("thuy hung")
    expect(cards(page)).to_have_count(6)
    kind = page.locator(".bg-hit__about > :first-child", has_text=re.compile("^Xã$"))
    commune, anise = options(page).filter(has=kind), options(page).filter(has_text="Hoa hồi khô")
    expect(commune.locator("mark")).to_have_text("Thuỵ Hùng")
    expect(anise).to_be_visible()
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "thuy hung"
    page.keyboard.press("Enter")
    expect(typed).to_have_attribute("aria-expanded", "false")
    expect(anise).to_be_hidden()
    expect(commune).to_be_visible()
    expect(cards(page)).to_have_count(6)
    page.keyboard.press("Escape")
    expect(typed).to_have_value("")
    expect(cards(page)).to_have_count(28)
    assert page.url.endswith("index.html")


def test_an_address_with_a_question_shows_its_answer_and_back_leads_to_it(
    opened: Callable[..., Page], market_url: str
) -> None:
    page = opened(CATALOGUE + "?q=m%E1%BA%ADt+ong")
    expect(in_page(page)).to_have_value("mật ong")
    expect(cards(page)).to_have_text(["Mật ong rừng"])
    cards(page).first.click()
    page.wait_for_url(market_url + "san-pham/mat-ong.html")
    page.go_back()
    expect(in_page(page)).to_have_value("mật ong")
    expect(cards(page)).to_have_text(["Mật ong rừng"])
    page.get_by_role("button", name="Xoá ô tìm").click()
    expect(cards(page)).to_have_count(28)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_search_has_no_barrier_that_can_be_measured(scheme: str, width: int, opened: Callable[..., Page]) -> None:
    page = opened(CATALOGUE, color_scheme=scheme, viewport={"width": width, "height": 844})
    found = {}
    typed = in_page(page)
    typed.fill("quy hoa")
    typed.press("ArrowDown")
    found["list"] = Axe().run(page).response["violations"]
    typed.press("Escape")
    found["closed"] = Axe().run(page).response["violations"]
    typed = field(page)
    found["start"] = Axe().run(page).response["violations"]
    typed.fill("chè")
    typed.press("ArrowDown")
    found["found"] = Axe().run(page).response["violations"]
    typed.fill("xe đạp")
    found["nothing"] = Axe().run(page).response["violations"]
    assert {
        state: [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations]
        for state, violations in found.items()
        if violations
    } == {}
