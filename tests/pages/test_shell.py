"""The shell: one frame for all pages, filled with what is each page's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from site_builder.catalogue.showcase import Prose
from site_builder.web.page import Page, PageKind, Section
from site_builder.web.shell import Shell, page_chrome
from site_builder.web.templates import Sprite

from .samples import EXPIRED, LANGUAGES, WORDS, certified, product, scene, templates

SPRITE = Sprite.parse(
    '<svg><defs><path id="i-p" d="M0 0"/></defs><symbol id="i-mark"><use href="#i-p"/></symbol>'
    '<symbol id="i-pin"><path d="M1 1"/></symbol><symbol id="i-share"><path d="M2 2"/></symbol></svg>'
)


def _shell(site_url: str = "https://ocop.example/", **settings: Any) -> Shell:
    scenes = {lang: scene(product(), lang=lang, **settings) for lang in LANGUAGES}
    frames = {lang: page_chrome(one, WORDS, site_url, ("assets/serif.woff2",)) for lang, one in scenes.items()}
    return Shell(templates(), frames, SPRITE)


def _page(**changes: Any) -> Page:
    made = Page(
        address="san-pham/che-mau.html",
        lang="vi",
        kind=PageKind.PRODUCT,
        title="Chè mẫu",
        body=Markup('<main id="main"><svg><use href="#i-pin"/></svg></main>'),
        alternates={"vi": "san-pham/che-mau.html", "en": "en/products/che-mau.html"},
        section=Section.PRODUCTS,
        description="Một câu.",
    )
    return replace(made, **changes)


def _html(page: Page, **settings: Any) -> str:
    return _shell(**settings).fill(page).decode()


def test_every_slot_is_filled() -> None:
    html = _html(_page(sheet_address="documents/a.pdf", dock=Markup("<div class=x></div>")))
    assert "<slot:" not in html
    assert html.startswith('<!doctype html>\n<html lang="vi"')


def test_title_and_description_are_text_whatever_they_hold() -> None:
    html = _html(_page(title='</title><script>"', description='"><script>'))
    assert "<title>&lt;/title&gt;&lt;script&gt;&#34; – OCOP Mẫu</title>" in html
    assert 'content="&#34;&gt;&lt;script&gt;"' in html


def test_a_text_that_looks_like_a_slot_stays_text() -> None:
    html = _html(_page(title="<slot:body>"), site={"name": {"vi": "<slot:title>"}, "office": {"name": {"vi": "A"}}})
    assert "&lt;slot:body&gt; – &lt;slot:title&gt;" in html


def test_a_page_without_a_description_has_that_of_the_site() -> None:
    assert '<meta name="description" content="OCOP Mẫu">' in _html(_page(description=""))


@pytest.mark.parametrize(
    ("address", "way_up"),
    [("index.html", ""), ("san-pham/che-mau.html", "../"), ("en/products/che-mau.html", "../../")],
)
def test_links_start_with_the_way_up_from_the_page(address: str, way_up: str) -> None:
    html = _html(_page(address=address))
    assert f'<link rel="stylesheet" href="{way_up}assets/site.css">' in html
    assert f'<a class="bg-brand" href="{way_up}index.html">' in html


def test_the_language_switch_leads_to_the_same_page() -> None:
    html = _html(_page())
    assert 'href="../en/products/che-mau.html" lang="en" hreflang="en" aria-label="English">EN</a>' in html
    assert 'href="../san-pham/che-mau.html" lang="vi" hreflang="vi" aria-current="true"' in html


def test_search_engines_are_told_of_every_language() -> None:
    html = _html(_page())
    assert '<link rel="canonical" href="https://ocop.example/san-pham/che-mau.html">' in html
    assert '<link rel="alternate" hreflang="en" href="https://ocop.example/en/products/che-mau.html">' in html
    assert '<link rel="alternate" hreflang="x-default" href="https://ocop.example/san-pham/che-mau.html">' in html


def test_without_a_site_url_no_page_claims_an_address() -> None:
    html = _shell(site_url="").fill(_page()).decode()
    assert "canonical" not in html
    assert "alternate" not in html


def test_a_page_that_is_not_to_be_found_says_so_and_claims_no_address() -> None:
    html = _html(_page(noindex=True))
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


def test_the_section_of_a_page_is_current_and_its_own_entry_is_the_page() -> None:
    below = _html(_page())
    assert '<a href="../san-pham/index.html" aria-current="true">Sản phẩm</a>' in below
    itself = _html(_page(address="san-pham/index.html"))
    assert '<a href="../san-pham/index.html" aria-current="page">Sản phẩm</a>' in itself
    assert 'aria-current="page">Mùa vụ' not in itself


def test_a_page_carries_the_icons_it_uses_and_what_they_are_made_of() -> None:
    html = _html(_page())
    assert 'id="i-pin"' in html
    assert 'id="i-mark"' in html
    assert 'id="i-p"' in html
    assert 'id="i-share"' not in html


def test_icons_that_scripts_add_are_always_there() -> None:
    sprite = Sprite.parse('<svg><symbol id="i-x"/><symbol id="i-y"/></svg>', scripts=["a('<use href=\"#i-x\"/>')"])
    assert 'id="i-x"' in sprite.used_by([])
    assert 'id="i-y"' not in sprite.used_by([])


def test_a_document_of_the_page_is_offered_where_there_is_one() -> None:
    assert 'href="../documents/a.pdf" type="application/pdf"' in _html(_page(sheet_address="documents/a.pdf"))
    assert "application/pdf" not in _html(_page())


def test_a_page_that_stands_alone_carries_its_style() -> None:
    html = _shell().fill_at(_page(), "/ocop/", Markup(".a>.b{}")).decode()
    assert "<style>.a>.b{}</style>" in html
    assert "site.css" not in html
    assert 'href="/ocop/index.html"' in html


def test_no_script_or_handler_is_inline() -> None:
    html = _html(_page())
    assert '<script src="../assets/head.js"></script>' in html
    assert html.count("<script") == html.count("<script src=")


def test_the_footer_tells_who_answers_and_when_it_was_checked() -> None:
    office = {"name": {"vi": "UBND xã Mẫu"}, "phone": "02053834567", "email": "a@b.example"}
    checked = product(checked={"on": "2026-11-20"})
    told = page_chrome(scene(checked, site={"name": {"vi": "OCOP"}, "office": office}), WORDS, "", ())
    assert told.office
    assert told.office.name.text == "UBND xã Mẫu"
    assert (told.office.phone, told.office.tel) == ("0205 3834 567", "+842053834567")
    assert told.updated == "Nội dung được kiểm tra lần cuối ngày 20/11/2026"
    assert page_chrome(scene(product()), WORDS, "", ()).updated is None


def test_the_note_on_drawings_is_there_only_with_drawings() -> None:
    drawn = certified(EXPIRED, photos=[{"file": "a.jpg", "alt": {"vi": "A"}, "kind": "illustration"}])
    assert page_chrome(scene(drawn), WORDS, "", ()).illustrated
    assert not page_chrome(scene(product()), WORDS, "", ()).illustrated


def test_about_is_in_the_navigation_where_there_is_such_a_page() -> None:
    here = scene(product())
    about = Prose(stem="about", lang="vi", title="Về chúng tôi", slug="gioi-thieu", nav=1, markdown="x")
    there = replace(
        here,
        urls=replace(here.urls, prose_slugs={("about", "vi"): "gioi-thieu"}),
        catalogue=here.catalogue.model_copy(update={"prose": (about,)}),
    )
    assert [entry.section for entry in page_chrome(here, WORDS, "", ()).navigation] == [
        "products",
        "season",
        "producers",
        "communes",
    ]
    assert page_chrome(there, WORDS, "", ()).navigation[-1].address == "gioi-thieu.html"
    assert [str(link.label) for link in page_chrome(there, WORDS, "", ()).footer_links] == [
        "Về chúng tôi",
        "Danh sách mang về",
        "Sáu nhóm sản phẩm OCOP",
    ]


def test_a_text_without_a_translation_is_marked_as_vietnamese() -> None:
    html = _html(
        _page(lang="en", address="en/products/che-mau.html"),
        site={"name": {"vi": "OCOP Mẫu"}, "office": {"name": {"vi": "Ủy ban"}}},
    )
    assert '<b lang="vi">OCOP Mẫu</b>' in html
