"""The news as a visitor gets it: photos without what cameras write into them; list, map and feed name the same."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from ..commands import ROOT

SITE = "https://ocop-binh-gia.vn/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SOURCE = ROOT / "tests/catalogues/complete/_news/lop-thu.jpg"
ORIENTATION, ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)


def test_photos_stand_upright_and_say_nothing_of_the_camera(complete_site: Path) -> None:
    with Image.open(SOURCE) as taken:
        assert taken.getexif()[ORIENTATION] in ON_ITS_SIDE
        shape = taken.height / taken.width
    made = sorted((complete_site / "photos").glob("news-lop-thu-*"))
    assert {file.suffix for file in made} >= {".jpg"}
    for file in made:
        with Image.open(file) as image:
            assert dict(image.getexif()) == {}
            assert image.width / image.height == pytest.approx(shape, abs=0.01)


def test_every_article_is_in_the_map_the_list_and_the_feed(complete_site: Path) -> None:
    for lang, folder in (("vi", "tin"), ("en", "en/news")):
        pages = {
            file.name
            for file in (complete_site / folder).glob("20*.html")
            if 'http-equiv="refresh"' not in file.read_text("utf-8")
        }
        assert len(pages) == 4
        html = (complete_site / folder / "index.html").read_text("utf-8")
        assert set(re.findall(r'<h3[^>]*><a href="[^"]*/(20[^"]+)">', html)) == pages
        feed = ElementTree.fromstring((complete_site / folder / "feed.atom").read_bytes())
        links = feed.findall("a:entry/a:link", ATOM)
        assert {str(link.get("href")).removeprefix(f"{SITE}{folder}/") for link in links} == pages, lang
        days = [entry.findtext("a:updated", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
        assert days == sorted(map(str, days), reverse=True)
        assert days[0] == feed.findtext("a:updated", namespaces=ATOM)
        sitemap = (complete_site / "sitemap.xml").read_text("utf-8")
        assert [page for page in pages if f"<loc>{SITE}{folder}/{page}</loc>" not in sitemap] == []
