"""What search engines and hosts find beside the pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from site_builder.build import compose_site
from site_builder.catalogue.showcase import Catalogue, Prose
from site_builder.files import OutputFile
from site_builder.messages import CatalogueError
from site_builder.theme_folder import PACKAGED_FOLDER, Theme
from site_builder.web.host_files import robots, sitemap
from site_builder.web.page import Page, PageKind
from site_builder.web.site import SiteInputs

from .samples import TODAY, product, scene

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _page(address: str, checked: date | None = None, noindex: bool = False) -> Page:
    alternates = {"vi": address, "en": f"en/{address}"}
    return Page(address, "vi", PageKind.PRODUCT, "A", Markup("x"), alternates, checked=checked, noindex=noindex)


def _data(content: bytes | Path) -> bytes:
    assert isinstance(content, bytes)
    return content


Compose = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Compose:
    """The files of a catalogue by address; the fonts are cut already."""
    folder = shutil.copytree(font_cache, tmp_path_factory.mktemp("composed") / "cache")

    def make(
        catalogue: Catalogue, site_url: str = "https://ocop.example/muc/", theme: Theme | None = None
    ) -> dict[str, bytes]:
        made = compose_site(
            catalogue,
            {},
            SiteInputs(site_url=site_url, content=Path("products"), theme=theme or Theme(), cache=folder),
            TODAY,
        )
        return {address: _data(data) for address, data in made.files.items()}

    return make


def test_the_map_names_every_page_with_its_languages_and_the_day_it_was_checked() -> None:
    pages = [_page("a.html", date(2026, 11, 20)), _page("index.html"), _page("x.html", noindex=True)]
    root = ElementTree.fromstring(_data(sitemap(pages, "https://ocop.example/?a&b").data))
    first, second = root.findall("s:url", MAP)
    assert first.findtext("s:loc", namespaces=MAP) == "https://ocop.example/?a&b/a.html"
    assert first.findtext("s:lastmod", namespaces=MAP) == "2026-11-20"
    assert second.find("s:lastmod", MAP) is None
    assert [link.get("hreflang") for link in first.findall("x:link", MAP)] == ["vi", "en"]


def test_robots_are_led_to_the_map_where_there_is_one() -> None:
    assert robots("https://ocop.example") == OutputFile(
        "robots.txt", b"User-agent: *\nDisallow:\nSitemap: https://ocop.example/sitemap.xml\n"
    )
    assert robots("") == OutputFile("robots.txt", b"User-agent: *\nDisallow:\n")


def test_the_page_for_lost_addresses_works_at_any_depth(composed: Compose) -> None:
    html = composed(scene(product()).catalogue)["404.html"].decode()
    assert 'href="/muc/san-pham/index.html"' in html
    assert 'href="/muc/en/index.html"' in html
    assert "<style>" in html
    assert '<div lang="en">' in html
    assert 'rel="stylesheet"' not in html


def test_without_a_site_url_there_is_no_map(composed: Compose) -> None:
    files = composed(scene(product()).catalogue, site_url="")
    assert "sitemap.xml" not in files
    assert b"canonical" not in files["index.html"]
    assert files[".nojekyll"] == b""


def test_another_language_needs_words_and_nothing_else(composed: Compose, tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    english = (PACKAGED_FOLDER / "words/en.yml").read_text("utf-8")
    (tmp_path / "words/zh.yml").write_text(english.replace("name: English", "name: 中文"), "utf-8")
    catalogue = scene(product(name={"vi": "Chè mẫu", "zh": "茶"}), languages=["vi", "en", "zh"]).catalogue
    files = composed(catalogue, theme=Theme.over(tmp_path))
    page = files["zh/products/che-mau.html"].decode()
    assert '<html lang="zh"' in page
    assert "<h1>茶</h1>" in page
    vietnamese = files["san-pham/che-mau.html"].decode()
    assert 'hreflang="zh" href="https://ocop.example/muc/zh/products/che-mau.html"' in vietnamese


def test_the_same_catalogue_gives_the_same_bytes(composed: Compose) -> None:
    catalogue = scene(product()).catalogue
    assert composed(catalogue) == composed(catalogue)


def test_a_link_to_what_is_left_out_keeps_its_words(composed: Compose) -> None:
    """`check` stops at such a link; a site without what has errors, or a display of some products, does not."""
    files = composed(scene(product(story={"vi": "Xem [chè khác](che-khac)."})).catalogue)
    page = files["san-pham/che-mau.html"]
    assert "<p>Xem chè khác.</p>" in page.decode()


def test_two_pages_with_one_address_stop_the_build(composed: Compose) -> None:
    page = {"lang": "vi", "slug": "mua-vu", "title": "Mùa"}
    prose = (Prose.model_validate({**page, "stem": "mua", "markdown": "x"}),)
    catalogue = scene(product()).catalogue.model_copy(update={"prose": prose})
    with pytest.raises(CatalogueError) as stopped:
        composed(catalogue)
    assert stopped.value.problems[0].what("vi") == (
        "Hai trang cùng địa chỉ mua-vu.html; một trong hai là “Lịch mùa vụ”."
    )
