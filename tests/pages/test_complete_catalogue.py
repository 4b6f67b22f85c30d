"""The made-up catalogue that shows every field and every state, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.catalogue.programme import decide_all
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.theme_folder import Theme
from site_builder.views.context import Context
from site_builder.views.urls import Urls
from site_builder.web.page import Page
from site_builder.web.pages import list_pages
from site_builder.web.product_pages import product_pages
from site_builder.web.templates import Templates

from .reading import empty_boxes
from .samples import LANGUAGES, TODAY, WORDS, pictures

COMPLETE = Path(__file__).parents[1] / "catalogues" / "complete"
WITHHELD = (
    "Lê Văn Thử",
    "0900 000 005",
    "0900000005",
    "+84900000005",
    "ca-nhan@thu.example",
    "ca-nhan",
    "Nhà thử",
    "21.71",
)
"""What a person in it has not agreed to show."""


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The pages of products and lists in both languages, by address."""
    catalogue = judge(load.read_catalogue(COMPLETE, COMPLETE.parent, None), today=TODAY).catalogue
    assert catalogue
    slugs = {(prose.stem, prose.lang): prose.slug for prose in catalogue.prose}
    urls = Urls(LANGUAGES, {lang: words.section("path") for lang, words in WORDS.items()}, slugs)
    templates = Templates(Theme(), WORDS, urls, asset=lambda name: f"assets/{name}")
    found: dict[str, Page] = {}
    for lang in LANGUAGES:
        scene = Context(
            lang=lang,
            words=WORDS[lang],
            urls=urls,
            catalogue=catalogue,
            pictures=pictures(catalogue.products),
            today=TODAY,
            decisions=decide_all(catalogue.products, TODAY),
        )
        found |= {page.address: page for page in (*product_pages(scene, templates), *list_pages(scene, templates))}
    return found


def test_no_page_has_an_empty_box(pages: dict[str, Page]) -> None:
    found = {address: empty_boxes(page.body + page.dock) for address, page in pages.items()}
    assert {address: boxes for address, boxes in found.items() if boxes} == {}


def test_every_state_is_shown(pages: dict[str, Page]) -> None:
    states = {
        state: f'data-certificate-status="{state}"'
        for state in ("in_force", "expiring", "expired", "unconfirmed", "potential")
    }
    body = pages["san-pham/index.html"].body
    assert [state for state, mark in states.items() if mark not in body] == []
    assert all(f"i-stars-{stars}" in body for stars in (3, 4, 5))


def test_what_nobody_agreed_to_show_is_on_no_page(pages: dict[str, Page]) -> None:
    shown = "".join(page.body + page.dock + page.title + page.description for page in pages.values())
    assert [word for word in WITHHELD if word in shown] == []


def test_every_page_has_its_twin(pages: dict[str, Page]) -> None:
    twins = {address for page in pages.values() for address in page.alternates.values()}
    assert twins == set(pages)
