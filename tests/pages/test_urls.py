"""Every address is readable, unambiguous and reachable from every other."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.views import urls as links
from site_builder.views.urls import Urls

from .samples import WORDS

URLS = Urls(
    languages=("vi", "en"),
    words={lang: words.section("path") for lang, words in WORDS.items()},
    prose_slugs={("about", "vi"): "gioi-thieu", ("about", "en"): "about", ("sources", "vi"): "nguon"},
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (URLS.home("vi"), "index.html"),
        (URLS.home("en"), "en/index.html"),
        (URLS.catalogue("vi"), "san-pham/index.html"),
        (URLS.catalogue("vi", 2), "san-pham/trang-2.html"),
        (URLS.catalogue("en", 3), "en/products/page-3.html"),
        (URLS.product("che-duoi-tan-hoi", "vi"), "san-pham/che-duoi-tan-hoi.html"),
        (URLS.product("che-duoi-tan-hoi", "en"), "en/products/che-duoi-tan-hoi.html"),
        (URLS.category("che", "vi"), "loai/che.html"),
        (URLS.group("food", "vi"), "nhom/thuc-pham.html"),
        (URLS.group("food", "en"), "en/groups/food.html"),
        (URLS.groups("vi"), "nhom/index.html"),
        (URLS.commune("binh-gia", "vi"), "xa/binh-gia.html"),
        (URLS.communes("en"), "en/communes/index.html"),
        (URLS.producer("htx-che", "vi"), "chu-the/htx-che.html"),
        (URLS.producers("vi"), "chu-the/index.html"),
        (URLS.event("hoi-nghi", "vi"), "su-kien/hoi-nghi.html"),
        (URLS.events("en"), "en/events/index.html"),
        (URLS.season("vi"), "mua-vu.html"),
        (URLS.season("en"), "en/seasons.html"),
        (URLS.groups("en"), "en/groups/index.html"),
        (URLS.vcard("htx-che", "vi"), "chu-the/htx-che.vcf"),
        (URLS.kiosk("en"), "en/kiosk.html"),
        (URLS.manifest("vi"), "manifest.webmanifest"),
        (URLS.manifest("en"), "en/manifest.webmanifest"),
        (URLS.prose("about", "vi"), "gioi-thieu.html"),
        (URLS.prose("about", "en"), "en/about.html"),
        (links.asset_address("site.css"), "assets/site.css"),
        (links.photo_address("che-1.avif"), "photos/che-1.avif"),
        (links.document_address("che.pdf"), "documents/che.pdf"),
        (links.social_card_address("che.jpg"), "cards/che.jpg"),
        (links.sheet_address("san-pham/che.html"), "san-pham/che.pdf"),
        (links.short_link_address("BG-001"), "Q/BG-001/index.html"),
        (links.code_file_address("BG-001", "svg"), "Q/BG-001/BG-001.svg"),
        (links.gtin_address("8931234567893"), "01/08931234567893/index.html"),
    ],
)
def test_addresses_are_readable_in_their_language(address: str, expected: str) -> None:
    assert address == expected


def test_a_prose_page_without_a_text_in_a_language_keeps_the_slug_of_the_first() -> None:
    assert URLS.prose("sources", "en") == "en/nguon.html"
    assert URLS.has_prose("sources")
    assert not URLS.has_prose("privacy")


PATHS = st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), min_size=1, max_size=4).map("/".join)


@given(target=PATHS, from_address=PATHS)
def test_a_link_leads_from_any_page_to_any_address(target: str, from_address: str) -> None:
    link = links.path_to_root(from_address) + target
    assert posixpath.normpath(posixpath.join(posixpath.dirname(from_address), link)) == target


@pytest.mark.parametrize("site_url", ["https://ocop.example", "https://ocop.example/"])
def test_the_world_knows_index_pages_by_their_folder(site_url: str) -> None:
    assert links.absolute_url(site_url, "index.html") == "https://ocop.example/"
    assert links.absolute_url(site_url, "san-pham/index.html") == "https://ocop.example/san-pham/"
    assert links.absolute_url(site_url, "san-pham/che.html") == "https://ocop.example/san-pham/che.html"
    assert links.absolute_url(site_url, "san-pham/x-index.html") == "https://ocop.example/san-pham/x-index.html"


def test_a_site_under_a_path_keeps_it() -> None:
    assert links.absolute_url("https://x.example/ocop/", "mua-vu.html") == "https://x.example/ocop/mua-vu.html"
