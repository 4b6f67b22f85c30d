"""A page at every former address leads on to the page under its new name, and is found by nobody who searches."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from site_builder.build import compose, examine
from site_builder.messages import CatalogueError
from site_builder.options import Options
from site_builder.views import lists

from ..commands import ROOT, TODAY, build

LED_ON = {
    "xa/thu-cu.html": "xa/thu-dong.html",
    "su-kien/hoi-gap-thu.html": "su-kien/hoi-nghi-thu.html",
    "su-kien/hoi-hop-thu.html": "su-kien/hoi-nghi-thu.html",
    "tin/2026-11-19-lop-thu.html": "tin/2026-11-20-tap-huan-thu.html",
    "en/news/2026-11-19-lop-thu.html": "en/news/2026-11-20-tap-huan-thu.html",
    "en/communes/thu-cu.html": "en/communes/thu-dong.html",
    "en/events/hoi-gap-thu.html": "en/events/hoi-nghi-thu.html",
    "en/events/hoi-hop-thu.html": "en/events/hoi-nghi-thu.html",
}
"""Former addresses of the complete catalogue, and where each leads."""
WHOLE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta http-equiv="refresh" content="0; url=../../en/communes/thu-dong.html">
<meta name="referrer" content="strict-origin-when-cross-origin">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Thử Đông commune</title>
<link rel="canonical" href="https://ocop-binh-gia.vn/en/communes/thu-dong.html">
</head>
<body>
<main>
<p lang="en">This page has moved to a new address.</p>
<p><a href="../../en/communes/thu-dong.html">Thử Đông commune</a></p>
</main>
</body>
</html>
"""
REFRESH = 'http-equiv="refresh"'


def test_there_is_one_in_every_language_and_no_other(complete_site: Path) -> None:
    """None of drafts, which have no page, and none of a category without products, which has none either."""
    found = {f.relative_to(complete_site).as_posix() for f in complete_site.rglob("*.html") if REFRESH in f.read_text()}
    assert found == LED_ON.keys()


def test_it_says_where_the_page_is_now_in_few_words(complete_site: Path) -> None:
    said = (complete_site / "en/communes/thu-cu.html").read_text("utf-8")
    policy = said.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert f"{said}\n" == WHOLE.format(policy=policy)


def test_it_is_in_no_sitemap_no_search_and_not_among_what_is_kept_at_once(complete_site: Path) -> None:
    files = [complete_site / "sitemap.xml", complete_site / "sw.js", *complete_site.glob("assets/search.??.*.js")]
    assert len(files) == 4
    for file in files:
        said = file.read_text("utf-8")
        assert [address for address in LED_ON if address.removesuffix(".html").rpartition("/")[2] in said] == [], file


@pytest.mark.parametrize("place", ["folder", "host", "below a path"])
@pytest.mark.parametrize("former", LED_ON)
def test_it_leads_on_without_scripts(
    place: str,
    former: str,
    complete_site: Path,
    serve_folder: Callable[[Path], str],
    new_context: Callable[..., BrowserContext],
) -> None:
    root = f"{complete_site.as_uri()}/"
    if place != "folder":
        served = complete_site if place == "host" else complete_site.parent
        root = serve_folder(served) + ("" if place == "host" else f"{complete_site.name}/")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(root + former, wait_until="commit")
    page.wait_for_url(root + LED_ON[former])
    assert page.locator("h1").is_visible()


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory, photo_cache: Path) -> Path:
    """A site without an address, with one product whose folder had other names, at which markup could hurt."""
    folder = tmp_path_factory.mktemp("renamed")
    shutil.copytree(ROOT / "tests/catalogues/minimal", folder / "products")
    [file] = (folder / "products").glob("*/product.yml")
    file.parent.rename(file.parent.with_name("ten-moi"))
    file = folder / "products/ten-moi/product.yml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("name:")]
    lines += ["name: {vi: '<b>Mật & \"ong\"</b>'}", "formerly:", "  - ten-cu", "  - ten-cu-hon"]
    file.write_text("\n".join(lines), "utf-8")
    build("--site-dir", "site", "--cache-dir", photo_cache, folder=folder)
    return folder


def test_without_an_address_of_the_site_it_names_no_full_one(renamed: Path) -> None:
    for name in ("ten-cu", "ten-cu-hon"):
        said = (renamed / f"site/san-pham/{name}.html").read_text("utf-8")
        assert '<meta http-equiv="refresh" content="0; url=../san-pham/ten-moi.html">' in said
        assert "canonical" not in said
        assert 'content="noindex"' in said


def test_texts_of_the_content_stay_texts_and_say_in_which_language_they_are(renamed: Path) -> None:
    said = (renamed / "site/en/products/ten-cu.html").read_text("utf-8")
    name = "&lt;b&gt;Mật &amp; &#34;ong&#34;&lt;/b&gt;"
    assert f"<title>{name}</title>" in said
    assert f'<a href="../../en/products/ten-moi.html" lang="vi">{name}</a>' in said


def test_the_page_behind_a_code_is_untouched(renamed: Path) -> None:
    [page] = (renamed / "site/Q").glob("*/index.html")
    assert REFRESH not in page.read_text("utf-8")
    assert "../../san-pham/ten-moi.html" in page.read_text("utf-8")


def test_a_former_name_that_is_the_address_of_another_page_is_told(
    tmp_path: Path, photo_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second page of a long list has an address of its own in the folder of products."""
    shutil.copytree(ROOT / "tests/catalogues/minimal", tmp_path / "products")
    [first] = (tmp_path / "products").glob("*/product.yml")
    text = first.read_text("utf-8")
    second = shutil.copytree(first.parent, tmp_path / "products/mat") / "product.yml"
    second.write_text(f"{text.replace('TT-1', 'TT-2')}formerly: [trang-2]\n", "utf-8")
    monkeypatch.setattr(lists, "CARDS_PER_PAGE", 1)
    options = Options(products=tmp_path / "products", cache_dir=photo_cache, product_sheets=False)
    today = date.fromisoformat(TODAY)
    with pytest.raises(CatalogueError) as told:
        compose(examine(options, today), options, today)
    assert {problem.code for problem in told.value.problems} == {"page_address"}
    assert "san-pham/trang-2.html" in told.value.problems[0].what("en")
    assert "or delete the old name from formerly" in told.value.problems[0].fix("en")
