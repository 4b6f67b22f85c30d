"""The pages that list products."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from site_builder.catalogue.product import Product
from site_builder.views import lists
from site_builder.views.card import place_name
from site_builder.views.context import LocalText
from site_builder.views.product import product_view
from site_builder.web.page import Page
from site_builder.web.pages import list_pages

from .conftest import Golden
from .reading import empty_boxes
from .samples import EXPIRED, IN_FORCE, SETTINGS, certified, full, product, scene, templates

EVENT: Mapping[str, Any] = {
    "key": "hoi-nghi",
    "code": "SK-1",
    "name": {"vi": "Hội nghị mẫu", "en": "Sample conference"},
    "dates": [date(2026, 4, 28), date(2026, 4, 30)],
    "place": {"vi": "Hội trường mẫu"},
    "commune": "xa-mau",
    "summary": {"vi": "Một câu về hội nghị."},
    "text": {"vi": "Một **đoạn**."},
    "products": ["che-mau", "khong-con"],
    "sources": [{"title": "Báo mẫu", "confidence": "likely"}],
}
PRODUCTS = (
    full(),
    certified(EXPIRED, slug="che-cu", code="M2", name={"vi": "Chè cũ"}),
    product(slug="qua-mau", code="M3", name={"vi": "Quả mẫu"}, category="fruit", origin={"commune": "xa-khac"}),
)


def pages(*products: Product, lang: str = "vi", today: date = date(2026, 11, 24), **settings: Any) -> dict[str, Page]:
    """The list pages by address."""
    made = list_pages(scene(*products, lang=lang, today=today, **settings), templates())
    return {page.address: page for page in made}


def shown(page: Page) -> list[str]:
    """The products on a page, by slug, in order."""
    return re.findall(r'data-product="([^"]*)"', page.body)


def test_there_is_a_page_for_every_way_to_look_at_the_products() -> None:
    assert list(pages(*PRODUCTS, events=[EVENT])) == [
        "san-pham/index.html",
        "loai/tea.html",
        "loai/fruit.html",
        "nhom/thuc-pham.html",
        "xa/xa-mau.html",
        "xa/xa-khac.html",
        "chu-the/htx-mau.html",
        "su-kien/hoi-nghi.html",
    ]


def test_each_page_shows_its_own_products_and_no_others() -> None:
    made = pages(*PRODUCTS, events=[EVENT])
    assert shown(made["san-pham/index.html"]) == ["che-mau", "che-cu", "qua-mau"]
    assert shown(made["loai/fruit.html"]) == ["qua-mau"]
    assert shown(made["nhom/thuc-pham.html"]) == ["che-mau", "che-cu", "qua-mau"]
    assert shown(made["xa/xa-mau.html"]) == ["che-mau", "che-cu"]
    assert shown(made["chu-the/htx-mau.html"]) == ["che-mau"]
    assert shown(made["su-kien/hoi-nghi.html"]) == ["che-mau"]


def test_pages_of_all_languages_are_twins() -> None:
    vi, en = pages(*PRODUCTS, events=[EVENT]), pages(*PRODUCTS, lang="en", events=[EVENT])
    assert [page.alternates for page in vi.values()] == [page.alternates for page in en.values()]
    assert all(page.alternates["en"] == address for address, page in en.items())


def test_the_lead_counts_what_no_passing_day_changes() -> None:
    lead = "2\u00a0sản phẩm từng được công nhận OCOP và 1\u00a0sản phẩm tiềm năng."
    assert f"<p>{lead}</p>" in pages(*PRODUCTS)["san-pham/index.html"].body
    english = pages(*PRODUCTS, lang="en")
    told = "<p>2 products graded under OCOP and 1 potential product.</p>"
    assert told in english["en/products/index.html"].body


def test_without_a_script_the_catalogue_leads_to_each_smaller_list() -> None:
    column = pages(*PRODUCTS)["san-pham/index.html"].body.split("</nav>")[1]
    assert re.findall(r'<a href="([^"]*)">([^<]*)<small>(\d+)', column) == [
        ("../loai/tea.html", "Chè và trà", "1"),
        ("../loai/fruit.html", "Trái cây", "1"),
        ("../nhom/thuc-pham.html", "Thực phẩm", "3"),
        ("../xa/xa-mau.html", "Xã Mẫu", "2"),
        ("../xa/xa-khac.html", "Xã Khác", "1"),
    ]


def test_a_long_catalogue_is_cut_into_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "CARDS_PER_PAGE", 2)
    made = pages(*PRODUCTS)
    first, second = made["san-pham/index.html"], made["san-pham/trang-2.html"]
    assert (shown(first), shown(second)) == (["che-mau", "che-cu"], ["qua-mau"])
    assert '<a href="../san-pham/trang-2.html" rel="next">Trang sau</a>' in first.body
    assert '<a href="../san-pham/index.html" rel="prev">Trang trước</a>' in second.body
    assert second.alternates == {"vi": "san-pham/trang-2.html", "en": "en/products/page-2.html"}
    assert "3\u00a0sản phẩm" in second.body


def test_300_cards_fit_on_one_page_of_the_catalogue() -> None:
    many = [product(slug=f"mon-{n}", code=f"M-{n}") for n in range(301)]
    made = pages(*many)
    assert [len(shown(made[f"san-pham/{name}.html"])) for name in ("index", "trang-2")] == [300, 1]


def test_an_empty_catalogue_still_has_its_page() -> None:
    made = pages()
    assert list(made) == ["san-pham/index.html", "xa/xa-mau.html", "xa/xa-khac.html"]
    assert "Chưa ghi nhận sản phẩm nào." in made["san-pham/index.html"].body
    assert "bg-grid" not in made["xa/xa-mau.html"].body


def test_a_commune_tells_what_it_was_formed_from_and_where_it_lies() -> None:
    body = pages(*PRODUCTS)["xa/xa-mau.html"].body
    assert "<dt>Hợp thành từ</dt><dd>thị trấn Mẫu, xã Cũ</dd>" in body
    assert 'href="https://www.openstreetmap.org/?mlat=21.95&amp;mlon=106.37#map=12/21.95/106.37"' in body
    assert 'href="https://www.google.com/maps/search/?api=1&amp;query=21.95,106.37"' in body
    english = pages(*PRODUCTS, lang="en")["en/communes/xa-mau.html"].body
    assert "<dd>Mẫu township, Cũ commune</dd>" in english


def test_a_product_of_several_communes_stands_with_each_of_them() -> None:
    both = product(slug="hai-xa", code="M9", origin={"commune": ["xa-mau", "xa-khac", "xa-mau"]})
    alone = product(slug="mot-xa", code="M8", origin={"commune": "xa-khac"})
    made = pages(both, alone)
    assert shown(made["xa/xa-mau.html"]) == ["hai-xa"]
    assert sorted(shown(made["xa/xa-khac.html"])) == ["hai-xa", "mot-xa"]
    assert re.findall(r'bg-map__count"[^>]*>(\d+)<', made["xa/xa-mau.html"].body) == ["1", "2"]
    listed = made["san-pham/index.html"].body
    assert 'data-commune="xa-mau xa-khac"' in listed
    assert re.findall(r'value="(xa-\w+)".*?<small>(\d)', listed) == [("xa-mau", "1"), ("xa-khac", "2")]


def test_all_communes_of_a_product_are_named_and_none_of_their_middles_is_its_place() -> None:
    both = product(origin={"commune": ["xa-mau", "xa-khac"]})
    vi, en = (scene(both, lang=lang) for lang in ("vi", "en"))
    assert place_name(both, vi) == LocalText("Xã Mẫu và xã Khác")
    assert place_name(both, en) == LocalText("Mau commune and Khac commune")
    assert product_view(both, vi).map_links == ()
    assert product_view(product(), vi).map_links


@pytest.mark.parametrize(("maps", "services"), [(["google"], ["google"]), ([], [])])
def test_pages_lead_to_the_maps_that_the_catalogue_names(maps: list[str], services: list[str]) -> None:
    body = pages(*PRODUCTS, site={**SETTINGS["site"], "maps": maps})["xa/xa-mau.html"].body
    assert [name for name in ("openstreetmap", "google") if f"www.{name}." in body] == services


@pytest.mark.parametrize("written", [["xa-mau"], "xa-mau"])
def test_a_list_of_one_commune_is_that_commune(written: object) -> None:
    assert product(origin={"commune": written}) == product(origin={"commune": "xa-mau"})


@pytest.mark.parametrize(
    ("written", "vietnamese", "english"),
    [
        ("xã Cũ", "xã Cũ", "Cũ commune"),
        ("Thị trấn Mẫu", "Thị trấn Mẫu", "Mẫu township"),
        ("huyện Bình Gia", "huyện Bình Gia", "Bình Gia district"),
        ("Xãnh", "Xãnh", "Xãnh"),
        ("Khau Phụ", "Khau Phụ", "Khau Phụ"),
    ],
)
def test_a_unit_of_before_is_named_in_the_language_of_the_page(written: str, vietnamese: str, english: str) -> None:
    assert [scene(*PRODUCTS, lang=lang).unit(written) for lang in ("vi", "en")] == [vietnamese, english]


def test_a_list_leads_to_the_others_of_its_kind() -> None:
    body = pages(*PRODUCTS)["loai/tea.html"].body
    assert '<a class="bg-chip" href="../loai/tea.html" aria-current="page">Chè và trà <small>1</small></a>' in body
    assert '<a class="bg-chip" href="../loai/fruit.html">Trái cây <small>1</small></a>' in body


def test_a_producer_has_all_contacts_that_its_products_name() -> None:
    one = product(producer={"name": {"vi": "HTX Mẫu"}, "kind": "cooperative", "contact": {"phone": "0900000001"}})
    two = product(
        slug="hai",
        code="M2",
        producer={"name": {"vi": "HTX mẫu"}, "kind": "cooperative", "contact": {"email": "mau@ocop.example"}},
    )
    body = pages(one, two)["chu-the/htx-mau.html"].body
    assert "tel:+84900000001" in body
    assert "mailto:mau@ocop.example" in body
    assert "Các sản phẩm của nơi sản xuất này" not in body


def test_who_may_not_be_named_has_no_page() -> None:
    assert not any(address.startswith("chu-the/") for address in pages(product(producer={"kind": "household"})))


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 4, 27), "Sự kiện sẽ diễn ra từ 28 đến 30/4/2026."),
        (date(2026, 4, 28), "Sự kiện đang diễn ra, từ 28 đến 30/4/2026."),
        (date(2026, 4, 30), "Sự kiện đang diễn ra, từ 28 đến 30/4/2026."),
        (date(2026, 5, 1), "Sự kiện đã diễn ra từ 28 đến 30/4/2026."),
    ],
)
def test_an_event_tells_whether_it_is_over(today: date, sentence: str) -> None:
    body = pages(*PRODUCTS, today=today, events=[EVENT])["su-kien/hoi-nghi.html"].body
    assert re.findall(r'<span data-when="\w+">(.*?)</span>', body) == [sentence]
    assert 'data-runs="2026-04-28/2026-04-30"' in body


def test_only_the_first_row_of_a_list_on_a_telephone_is_fetched_early() -> None:
    images = re.findall(r"<img[^>]*>", pages(*PRODUCTS)["san-pham/index.html"].body)
    assert ["fetchpriority" in image for image in images] == [True, True, False]
    assert ['loading="lazy"' in image for image in images] == [False, False, True]


def test_lists_have_no_empty_boxes() -> None:
    bare = product(summary=None, photos=[], origin={})
    made = pages(bare, events=[{**EVENT, "products": [], "text": None, "summary": None, "sources": []}])
    assert {address: empty_boxes(page.body) for address, page in made.items() if empty_boxes(page.body)} == {}


def test_a_page_was_checked_when_its_latest_product_was() -> None:
    later = certified(IN_FORCE, slug="sau", code="M9", checked={"on": date(2026, 11, 22)})
    made = pages(full(), later)
    assert [made[f"{name}.html"].checked for name in ("loai/tea", "xa/xa-mau", "xa/xa-khac")] == [
        date(2026, 11, 20),
        date(2026, 11, 22),
        None,
    ]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("catalogue", "san-pham/index.html"),
        ("commune", "xa/xa-mau.html"),
        ("producer", "chu-the/htx-mau.html"),
        ("event", "su-kien/hoi-nghi.html"),
    ],
)
def test_the_pages_as_they_come_out(name: str, address: str, golden: Golden) -> None:
    golden(f"list-{name}", pages(*PRODUCTS, events=[EVENT])[address].body)
