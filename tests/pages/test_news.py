"""The news: its pages and its feed, of articles made in code and in folders; nothing of it while there is none."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from site_builder.build import compose_site
from site_builder.catalogue.showcase import NEWS_FOLDER, Article, Catalogue, NewsKind
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.media.recipe import Pictures
from site_builder.theme_folder import Theme
from site_builder.views.markdown import PageLinks
from site_builder.views.news import article_view, neighbours
from site_builder.web.feed import MOST_ENTRIES
from site_builder.web.server_rules import full_media_type
from site_builder.web.site import SiteInputs

from .samples import TODAY, picture, product, scene

MINIMAL = Path(__file__).parents[1] / "catalogues" / "minimal"
SITE = "https://ocop.example/muc/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Compose = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Compose:
    """The texts of a site by address; the fonts are cut already."""
    folder = shutil.copytree(font_cache, tmp_path_factory.mktemp("composed") / "cache")

    def make(catalogue: Catalogue, site_url: str = SITE, pictures: Pictures | None = None) -> dict[str, str]:
        inputs = SiteInputs(site_url=site_url, content=Path("products"), theme=Theme(), cache=folder)
        made = compose_site(catalogue, pictures or {}, inputs, TODAY)
        return {path: data.decode("utf-8", "replace") for path, data in made.files.items() if isinstance(data, bytes)}

    return make


def article(stem: str, lang: str = "vi", **changes: Any) -> Article:
    told = {"title": f"Bài {stem[11:]}", "markdown": "Một câu.", **changes}
    return Article.model_validate({"stem": stem, "lang": lang, "date": stem[:10], **told})


def of(*articles: Article, **settings: Any) -> Catalogue:
    """A catalogue with one product and `articles`, which stand as given: newest first."""
    return scene(product(), **settings).catalogue.model_copy(update={"news": articles})


def feed(files: Mapping[str, str], address: str = "tin/feed.atom") -> ElementTree.Element:
    """The feed as another program reads it."""
    return ElementTree.fromstring(files[address].encode())


def json_ld(html: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    graph: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return graph


def one(parent: ElementTree.Element, tag: str) -> str:
    """The text of the only child of that name."""
    (child,) = parent.findall(f"a:{tag}", ATOM)
    return child.text or ""


def assert_is_atom(root: ElementTree.Element) -> None:
    """What RFC 4287 demands of a feed and of its entries (4.1.1, 4.1.2, 3.3, 4.2.7)."""
    assert root.tag == f"{{{ATOM['a']}}}feed"
    entries = root.findall("a:entry", ATOM)
    for element in (root, *entries):
        assert one(element, "title")
        assert re.match(r"[a-z]+:\S+$", one(element, "id"))
        assert datetime.fromisoformat(one(element, "updated")).tzinfo
        rels = [link.get("rel") for link in element.findall("a:link", ATOM)]
        assert rels.count("alternate") == 1
        assert all(link.get("href", "").startswith("https://") for link in element.findall("a:link", ATOM))
    assert [link.get("href") for link in root.findall("a:link[@rel='self']", ATOM)] == [one(root, "id")]
    assert root.find("a:author/a:name", ATOM) is not None
    assert len({one(entry, "id") for entry in entries}) == len(entries)
    assert {child.tag.rpartition("}")[2] for entry in entries for child in entry} <= {
        "title", "id", "published", "updated", "link", "category", "summary", "content",
    }  # fmt: skip


def test_each_language_has_a_feed_that_is_one_by_the_standard(composed: Compose) -> None:
    text = "Xem [chè](che-mau) và [bài cũ](2026-01-02-cu), [nguồn](https://nguon.example/?a=1&b=2).\n\n## Phần\n\nx < y"
    files = composed(
        of(
            article("2026-11-20-moi", title="Chè & <b>mật</b> ]]>", summary="A < B", kind="training", markdown=text),
            article("2026-01-02-cu", markdown=""),
        )
    )
    vi, en = feed(files), feed(files, "en/news/feed.atom")
    for root in (vi, en):
        assert_is_atom(root)
        assert one(root, "updated") == "2026-11-20T00:00:00+07:00"
    assert (one(vi, "title"), one(en, "title")) == ("Tin tức – OCOP Mẫu", "News – OCOP Sample")
    assert vi.get(XML_LANG) == "vi"
    new, old = vi.findall("a:entry", ATOM)
    assert (one(new, "title"), one(new, "summary")) == ("Chè & <b>mật</b> ]]>", "A < B")
    assert (one(new, "published"), one(new, "updated")) == ("2026-11-20T00:00:00+07:00",) * 2
    assert [link.get("href") for link in new.findall("a:link", ATOM)] == [f"{SITE}tin/2026-11-20-moi.html"]
    assert [(each.get("term"), each.get("label")) for each in new.findall("a:category", ATOM)] == [
        ("training", "Tập huấn")
    ]
    assert one(new, "content") == (
        f'<p>Xem <a href="{SITE}san-pham/che-mau.html">chè</a> và <a href="{SITE}tin/2026-01-02-cu.html">bài cũ</a>, '
        '<a href="https://nguon.example/?a=1&amp;b=2" rel="noopener">nguồn</a>.</p>\n<h2>Phần</h2>\n<p>x &lt; y</p>\n'
    )
    assert old.findall("a:content", ATOM) == old.findall("a:summary", ATOM) == []
    # On the English site the texts say that they are Vietnamese; on the Vietnamese one the feed does.
    assert [entry.get(XML_LANG) for entry in en.findall("a:entry", ATOM)] == ["vi", "vi"]
    assert [entry.get(XML_LANG) for entry in vi.findall("a:entry", ATOM)] == [None, None]


def test_an_article_keeps_its_identity_when_its_file_is_renamed_and_when_the_site_moves_on_its_host(
    composed: Compose,
) -> None:
    def ids(made: Article, site_url: str = SITE, address: str = "tin/feed.atom") -> list[str]:
        return [one(entry, "id") for entry in feed(composed(of(made), site_url), address).findall("a:entry", ATOM)]

    first = ids(article("2026-01-02-cu"))
    assert ids(article("2026-01-03-moi", formerly=["2026-01-02-cu"])) == first
    assert ids(article("2026-01-02-cu"), "https://ocop.example/") == first
    assert ids(article("2026-01-02-cu", title="Tên khác")) == first
    assert ids(article("2026-01-03-khac")) != first
    assert ids(article("2026-01-02-cu"), address="en/news/feed.atom") != first


def test_a_feed_holds_the_newest_articles_alone(composed: Compose) -> None:
    articles = [article(f"2026-03-{day:02}-bai") for day in range(MOST_ENTRIES + 2, 0, -1)]
    entries = feed(composed(of(*articles))).findall("a:entry", ATOM)
    assert [one(entry, "published")[:10] for entry in entries] == [
        article.date.isoformat() for article in articles[:MOST_ENTRIES]
    ]


def test_while_nobody_is_in_charge_the_site_signs_the_feed_and_no_article_has_a_publisher(composed: Compose) -> None:
    site = {"name": {"vi": "OCOP Mẫu"}}
    files = composed(of(article("2026-11-20-moi"), site=site))
    assert feed(files).findtext("a:author/a:name", namespaces=ATOM) == "OCOP Mẫu"
    told = next(node for node in json_ld(files["tin/2026-11-20-moi.html"]) if node["@type"] == "NewsArticle")
    assert "publisher" not in told
    assert "author" not in told


def test_machines_are_told_what_the_article_is(composed: Compose) -> None:
    photos = [
        {"file": "lop.jpg", "alt": {"vi": "Lớp học"}},
        {"file": "ve.jpg", "alt": {"vi": "Hình"}, "kind": "illustration"},
    ]
    made = article("2026-11-20-moi", kind="visit", place="Xã Mẫu", summary="Một câu.", photos=photos)
    pictures = {(NEWS_FOLDER, name): picture(NEWS_FOLDER, name) for name in ("lop.jpg", "ve.jpg")}
    told, trail = json_ld(composed(of(made), pictures=pictures)["tin/2026-11-20-moi.html"])
    assert told == {
        "@id": f"{SITE}tin/2026-11-20-moi.html#article",
        "@type": "NewsArticle",
        "url": f"{SITE}tin/2026-11-20-moi.html",
        "headline": "Bài moi",
        "description": "Một câu.",
        "datePublished": "2026-11-20",
        "inLanguage": "vi",
        "articleSection": "Tham quan học tập",
        "contentLocation": {"@type": "Place", "name": "Xã Mẫu"},
        "image": [f"{SITE}photos/_news-lop-800.jpg"],
        "publisher": {"@type": "Organization", "name": "Văn phòng mẫu"},
    }
    assert [step["name"] for step in trail["itemListElement"]] == ["Trang chủ", "Tin tức", "Bài moi"]


def test_the_list_goes_by_year_and_the_home_page_shows_the_three_newest(composed: Compose) -> None:
    stems = ["2026-11-20-a", "2026-11-20-b", "2026-01-01-c", "2025-12-31-d", "2023-06-01-e"]
    files = composed(of(*map(article, stems)))
    listed = re.findall(r'<h2>(\d{4})</h2>|href="\.\./tin/(\d{4}-\S+)\.html"', files["tin/index.html"])
    assert ["".join(each) for each in listed] == ["2026", *stems[:3], "2025", stems[3], "2023", stems[4]]
    assert re.findall(r'href="tin/(\d{4}-\S+)\.html"', files["index.html"]) == stems[:3]
    assert files["index.html"].index('href="san-pham/che-mau.html"') < files["index.html"].index(stems[0])


def test_an_article_leads_to_its_neighbours_in_time() -> None:
    context = replace(scene(product()), catalogue=of(*map(article, ["2026-03-03-a", "2026-02-02-b", "2026-01-01-c"])))
    found = {stem: neighbours(context.news, stem) for stem in context.news}
    assert {stem: [other and other.stem for other in each] for stem, each in found.items()} == {
        "2026-03-03-a": [None, "2026-02-02-b"],
        "2026-02-02-b": ["2026-03-03-a", "2026-01-01-c"],
        "2026-01-01-c": ["2026-02-02-b", None],
    }
    view = article_view(context.news["2026-02-02-b"], context)
    assert (view.newer and view.newer.address, view.older and view.older.title.text) == (
        "tin/2026-03-03-a.html",
        "Bài c",
    )


@pytest.mark.parametrize(
    ("lang", "address", "note"),
    [
        (
            "vi",
            "en/news/2026-11-20-moi.html",
            "This article is not available in English yet. It is shown in Tiếng Việt.",
        ),
        ("en", "tin/2026-11-20-moi.html", "Bài này chưa có bản tiếng Việt. Dưới đây là bản English."),
    ],
)
def test_an_article_in_one_language_says_so_in_the_others(
    composed: Compose, lang: str, address: str, note: str
) -> None:
    files = composed(of(article("2026-11-20-moi", lang, place="Mau", summary="Một câu.")))
    own = {"vi": "tin/2026-11-20-moi.html", "en": "en/news/2026-11-20-moi.html"}[lang]
    assert note in files[address]
    assert note not in files[own]
    assert files[address].count(f'lang="{lang}">Một câu.') == 1
    assert f'<h1 lang="{lang}">Bài moi</h1>' in files[address]
    assert f'<dd lang="{lang}">Mau</dd>' in files[address]
    assert f'<div class="bg-prose" lang="{lang}">' in files[address]
    assert "<h1>Bài moi</h1>" in files[own]


def test_every_kind_is_named_in_every_language(composed: Compose) -> None:
    files = composed(of(*(article(f"2026-11-20-{kind}", kind=kind) for kind in NewsKind)))
    for address, names in {
        "tin": ("Tập huấn", "Tham quan học tập", "Mô hình tốt", "Tin tức"),
        "en/news": ("Training", "Study visit", "Good model", "News"),
    }.items():
        for kind, name in zip(NewsKind, names, strict=True):
            assert f"<dd>{name}</dd>" in files[f"{address}/2026-11-20-{kind}.html"]


def test_search_finds_an_article_by_title_day_and_place_in_every_language(composed: Compose) -> None:
    files = composed(of(article("2026-11-20-moi", place="Hội trường Mẫu", kind="model")))
    script = next(text for path, text in files.items() if re.fullmatch(r"assets/search\.vi\.\w+\.js", path))
    data = json.loads(script.removeprefix("bgIndex(").rstrip().removesuffix(")"))
    start = 0
    for sort, label, prefix, count in data["sections"]:
        if sort == "news":
            (row,) = data["rows"][start : start + count]
            assert (label, prefix) == ("Tin tức", "tin/")
            assert row[:2] == ["Bài moi", "2026-11-20-moi"]
            assert {"Hội trường Mẫu", "20/11/2026|Mô hình tốt"} <= set(map(str, row))
        start += count
    assert '"Tin tức"' in script


def test_pages_lead_to_the_feed_where_there_is_one(composed: Compose) -> None:
    link = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*)">')
    known, unknown = (composed(of(article("2026-11-20-moi")), url) for url in (SITE, ""))
    assert link.findall(known["san-pham/che-mau.html"]) == [("Tin tức – OCOP Mẫu", "../tin/feed.atom")]
    assert link.findall(known["en/index.html"]) == [("News – OCOP Sample", "../en/news/feed.atom")]
    assert 'href="../tin/feed.atom"' in link.sub("", known["tin/index.html"])
    assert [path for path in unknown if path.endswith(".atom")] == []
    assert not any("feed.atom" in html for path, html in unknown.items() if path.endswith(".html"))
    assert "tin/2026-11-20-moi.html" in unknown
    assert full_media_type(".atom") == "application/atom+xml; charset=utf-8"


def test_the_navigation_has_one_entry_more_and_marks_it(composed: Compose) -> None:
    files = composed(of(article("2026-11-20-moi")))
    entry = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>Tin tức</a>')
    assert entry.search(files["tin/index.html"])
    for path in ("tin/index.html", "tin/2026-11-20-moi.html"):
        marked = re.findall(r'<a href="\.\./tin/index\.html" aria-current="(\w+)">Tin tức</a>', files[path])
        assert set(marked) == {"page" if path == "tin/index.html" else "true"}


def test_a_text_may_lead_to_an_article_and_to_the_list() -> None:
    context = replace(scene(product(), lang="en"), catalogue=of(article("2026-11-20-moi")))
    links = PageLinks(context, "../")
    assert links.resolve("2026-11-20-moi.vi.md#phan") == "../en/news/2026-11-20-moi.html#phan"
    assert links.resolve("news") == "../en/news/index.html"
    assert PageLinks(scene(product()), "").resolve("news") is None


def folder_with(tmp_path: Path, files: Mapping[str, str]) -> Path:
    """The smallest catalogue, with a folder of the news that holds `files`."""
    products = shutil.copytree(MINIMAL, tmp_path / "products")
    (products / NEWS_FOLDER).mkdir()
    for name, text in files.items():
        (products / NEWS_FOLDER / name).write_text(text, "utf-8")
    return products


def judged(products: Path) -> Catalogue:
    catalogue = judge(load.read_catalogue(products, products.parent, None), today=TODAY).catalogue
    assert catalogue
    return catalogue


def test_while_there_is_no_news_nothing_tells_of_it(composed: Compose, tmp_path: Path) -> None:
    without, empty = composed(judged(MINIMAL)), composed(judged(folder_with(tmp_path, {".DS_Store": "x"})))
    assert empty == without
    assert not [path for path in without if path.startswith(("tin/", "en/news/")) or path.endswith(".atom")]
    pages = {path: text for path, text in without.items() if path.endswith((".html", "sitemap.xml"))}
    assert not [path for path, text in pages.items() if "Tin tức" in text or "tin/" in text or "/news" in text]


def test_a_translation_takes_over_what_it_does_not_write(tmp_path: Path) -> None:
    vietnamese = """---
title: Tập huấn
kind: training
place: Xã Mẫu
formerly: [2026-11-19-cu]
photos: [{file: lop.jpg, alt: {vi: Lớp học, en: A course}}]
sources: [{title: {vi: Giấy mời, en: Invitation}}]
---

Bài.
"""
    names = ("2026-11-20-moi.vi.md", "2026-11-20-moi.en.md", "2026-11-21-rieng.en.md", "2026-11-21-rieng.vi.md")
    own = "---\ntitle: Own\nkind: visit\nsources: []\n---\n"
    texts = (vietnamese, "---\ntitle: Training\n---\n\nText.\n", own, vietnamese.replace("19-cu", "18-cu"))
    products = folder_with(tmp_path, dict(zip(names, texts, strict=True)))
    shutil.copy(next(MINIMAL.rglob("*.jpg")), products / NEWS_FOLDER / "lop.jpg")
    found = {(each.stem[11:], each.lang): each for each in judged(products).news}
    assert list(found) == [("rieng", "vi"), ("rieng", "en"), ("moi", "vi"), ("moi", "en")]
    there, here = found["moi", "vi"], found["moi", "en"]
    assert (here.kind, here.photos, here.sources, here.formerly) == (
        NewsKind.TRAINING,
        there.photos,
        there.sources,
        ("2026-11-19-cu",),
    )
    assert here.place is None
    assert (found["rieng", "en"].kind, found["rieng", "en"].sources) == (NewsKind.VISIT, ())


def test_texts_of_languages_that_are_not_listed_stay_out(tmp_path: Path) -> None:
    head = "---\ntitle: Bài\nphotos: [{file: lop.jpg, alt: {vi: Lớp, en: Course, zh: 课}}]\n---\n"
    products = folder_with(tmp_path, {"2026-11-20-moi.vi.md": head, "2026-11-20-moi.zh.md": head})
    shutil.copy(next(MINIMAL.rglob("*.jpg")), products / NEWS_FOLDER / "lop.jpg")
    (made,) = judged(products).news
    assert made.lang == "vi"
    assert list(made.photos[0].alt.languages()) == ["vi", "en"]
