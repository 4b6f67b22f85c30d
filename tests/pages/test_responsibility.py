"""Who answers for the site: an office by name, or a notice and nobody to report to; and what is said of sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from site_builder.views.context import Context
from site_builder.views.product import verification
from site_builder.views.responsibility import office_lines, site_notice, sources_sentence
from site_builder.web.pages import MainPages
from site_builder.web.product_pages import product_pages
from site_builder.web.shell import Shell, page_chrome
from site_builder.web.structured_data import home_json_ld

from .samples import WORDS, product, scene, templates
from .test_shell import SPRITE

NAME = {"vi": "OCOP Mẫu", "en": "OCOP Sample"}
OWN = {"vi": "Trang thử.", "en": "A trial."}
NOBODY: Mapping[str, Any] = {"name": NAME}
OFFICE = {"name": {"vi": "UBND xã Mẫu"}, "responsible": "Phó chủ tịch", "licence": "Giấy phép 12/GP"}


def here(site: Mapping[str, Any], lang: str = "vi", **changes: Any) -> Context:
    return scene(product(**changes), lang=lang, site=site)


def document(site: Mapping[str, Any], lang: str = "vi") -> str:
    """The home page as it is published."""
    context, made = here(site, lang), templates()
    chrome = page_chrome(context, WORDS, "", ())
    home = next(MainPages(context, made, chrome).all())
    return Shell(made, {lang: chrome}, SPRITE).fill(home).decode()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_an_office_every_page_carries_a_notice_and_says_that_nobody_takes_reports(lang: str) -> None:
    html, ready = document(NOBODY, lang), WORDS[lang]("shell.notice")
    assert ready in html.split("<main")[0]
    assert ready in html.split("<footer")[1]
    assert WORDS[lang]("shell.no_reports") in html
    assert WORDS[lang]("shell.office") not in html


def test_the_catalogue_may_say_the_notice_in_its_own_words() -> None:
    html = document({**NOBODY, "notice": OWN}, "en")
    assert html.count("A trial.") >= 2
    assert WORDS["en"]("shell.notice") not in html


def test_beside_an_office_there_is_no_notice_but_who_answers_and_the_licence() -> None:
    html = document({**NOBODY, "notice": OWN, "office": OFFICE})
    assert "Trang thử." not in html
    assert "Phó chủ tịch" in html
    assert "Giấy phép 12/GP" in html
    assert site_notice(here({**NOBODY, "office": OFFICE})) is None


def test_paper_carries_the_notice_in_place_of_an_office() -> None:
    assert [line.text for line in office_lines(here({**NOBODY, "notice": OWN}))] == ["Trang thử."]
    assert [line.text for line in office_lines(here({**NOBODY, "office": OFFICE}))] == ["UBND xã Mẫu"]


def test_nobody_is_asked_to_report_to_nobody() -> None:
    told = verification(product(), here(NOBODY))
    assert told.correction_link is None
    assert told.no_reports == WORDS["vi"]("shell.no_reports")
    page = next(product_pages(here(NOBODY), templates()))
    assert WORDS["vi"]("verification.report") not in page.body
    assert told.no_reports in page.body


@pytest.mark.parametrize(("site", "published"), [(NOBODY, False), ({**NOBODY, "office": OFFICE}, True)])
def test_machines_are_told_of_a_publisher_only_where_an_office_is_in_charge(
    site: Mapping[str, Any], published: bool
) -> None:
    context = Context(**{**here(site).__dict__, "site_url": "https://ocop.example/"})
    assert ('"publisher"' in home_json_ld(context)) == published
    assert ('"Organization"' in home_json_ld(context)) == published


SOURCES = [
    ([{"title": "Báo", "url": "https://bao.example/1"}], ["published"]),
    ([{"title": "Sở", "url": "https://langson.gov.vn/1"}], ["authority"]),
    ([{"title": "Sở", "url": "https://thanglong.chinhphu.vn/1"}, {"title": "Báo"}], ["authority", "published"]),
    ([{"title": "Kẻ mạo danh", "url": "https://gov.vn.example/1"}], ["published"]),
]


@pytest.mark.parametrize(("sources", "kinds"), SOURCES)
def test_the_sentence_on_sources_lists_the_kinds_that_there_are(
    sources: list[dict[str, str]], kinds: list[str]
) -> None:
    told = sources_sentence(here(NOBODY, sources=sources)).casefold()
    every = ("papers", "authority", "published")
    assert [kind for kind in every if WORDS["vi"](f"shell.sources_{kind}").casefold() in told] == kinds


def test_the_sentence_says_no_more_of_products_than_all_of_them_bear() -> None:
    plain, dated = here(NOBODY), here(NOBODY, checked={"on": "2026-11-20"})
    assert sources_sentence(plain).endswith(WORDS["vi"]("shell.sources_named"))
    assert sources_sentence(dated).endswith(WORDS["vi"]("shell.sources_dated"))
    assert sources_sentence(scene()) == ""
