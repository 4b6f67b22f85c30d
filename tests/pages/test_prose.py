"""Markdown becomes HTML that can do no harm and fits where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue.markdown import internal_links
from site_builder.catalogue.showcase import Prose
from site_builder.views.context import Context
from site_builder.views.markdown import PageLinks, markdown_html

from .samples import product, scene


def _html(text: str, level: int = 2) -> str:
    return markdown_html(text, level, lambda name: f"../{name}.html")


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("The plant is sương sáo, made into jelly.", ["sương sáo"]),
        ("Dried **mắc mật** and [mác mật](home)", ["mắc mật", "mác mật"]),
        ("Bình Gia district, Hà Nội; Đại Đoàn Kết", []),
        ("A café with a naïve façade", []),
        ("<b>sương</b>", ["sương"]),
    ],
)
def test_vietnamese_terms_in_another_language_say_so(written: str, marked: list[str]) -> None:
    """Proper names are the same in every language; a Vietnamese text says it once, on its own element."""
    html = markdown_html(written, 2, lambda name: f"{name}.html", "en")
    assert re.findall(r'<span lang="vi">([^<]*)</span>', html) == marked
    assert re.sub(r'<span lang="vi">([^<]*)</span>', r"\1", html) == markdown_html(written, 2, lambda n: f"{n}.html")


def _with_prose(here: Context, *pages: dict[str, Any]) -> Context:
    prose = tuple(Prose.model_validate(page) for page in pages)
    urls = replace(here.urls, prose_slugs={(page.stem, page.lang): page.slug for page in prose})
    return replace(here, urls=urls, catalogue=here.catalogue.model_copy(update={"prose": prose}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chè **ngon** và *thơm*", "<p>Chè <strong>ngon</strong> và <em>thơm</em></p>\n"),
        ("<b onclick=x>Chè</b>", "<p>&lt;b onclick=x&gt;Chè&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JavaScript:alert)", "<p>[x](JavaScript:alert)</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>\n"),
        ("[x](/etc)", "<p>[x](/etc)</p>\n"),
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="noopener">x</a></p>\n'),
        ("<https://a.example>", '<p><a href="https://a.example" rel="noopener">https://a.example</a></p>\n'),
        ("[x](tel:+84205123)", '<p><a href="tel:+84205123">x</a></p>\n'),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example">x</a></p>\n'),
        ("[x](#phan-hai)", '<p><a href="#phan-hai">x</a></p>\n'),
        ("[x](che-mau)", '<p><a href="../che-mau.html">x</a></p>\n'),
        (
            '[x](https://a.example "\\">")',
            '<p><a href="https://a.example" title="&quot;&gt;" rel="noopener">x</a></p>\n',
        ),
        ("![x](https://a.example/x.png)", '<p>!<a href="https://a.example/x.png" rel="noopener">x</a></p>\n'),
    ],
)
def test_what_is_allowed_becomes_markup_and_the_rest_stays_text(text: str, expected: str) -> None:
    assert _html(text) == expected


@given(st.text(alphabet="<>\"'&[]()!*_`#|-\\:/ jsonclickvertdaa.=\n", max_size=80))
def test_no_text_whatever_makes_a_script_a_handler_or_a_foreign_tag(text: str) -> None:
    html = _html(text)
    known = {"a", "p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "br"}
    known |= {f"h{n}" for n in range(1, 7)} | {"table", "thead", "tbody", "tr", "th", "td"}
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", html)) <= known
    assert set(re.findall(r'<[a-z0-9]+ ([a-z]+)="', html)) <= {"href", "rel", "title", "style", "start", "class"}
    assert not re.search(r'href="(?!https?://[^/]|mailto:|tel:|#|\.\./)', html, re.IGNORECASE)


def test_headings_start_at_the_level_of_their_place() -> None:
    assert re.findall(r"<h\d", _html("# A\n\n## B\n\n# C", 2)) == ["<h2", "<h3", "<h2"]
    assert re.findall(r"<h\d", _html("### A\n\n#### B", 2)) == ["<h2", "<h3"]
    assert re.findall(r"<h\d", _html("# A\n\n###### F", 3)) == ["<h3", "<h6"]


def test_a_table_is_a_table() -> None:
    assert "<td>2</td>" in _html("| a | b |\n|---|---|\n| 1 | 2 |")


def test_names_of_pages_are_found_and_links_out_are_not() -> None:
    text = "[a](about.vi.md) [b](https://x.example) [c](#x) [d]\n\n[d]: che-mau/#y"
    assert list(internal_links(text)) == ["about.vi.md", "che-mau/#y"]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("about.vi.md", "../en/about.html"),
        ("about.md", "../en/about.html"),
        ("about", "../en/about.html"),
        ("about#lien-he", "../en/about.html#lien-he"),
        ("che-mau", "../en/products/che-mau.html"),
        ("che-mau/", "../en/products/che-mau.html"),
        ("che-mau/product.yml", "../en/products/che-mau.html"),
        ("season", "../en/seasons.html"),
        ("catalogue", "../en/products/index.html"),
        ("nothing", None),
    ],
)
def test_pages_go_by_the_names_of_their_files(written: str, link: str | None) -> None:
    about = {"stem": "about", "title": "A", "markdown": "x"}
    texts = ({**about, "lang": "vi", "slug": "gioi-thieu"}, {**about, "lang": "en", "slug": "about"})
    assert PageLinks(_with_prose(scene(product(), lang="en"), *texts), "../").resolve(written) == link


def test_a_link_to_a_page_that_is_not_there_keeps_its_words_alone() -> None:
    text = "Xem [lịch **mùa**](season), [chè](che-khac/), [chỗ khác](#x) và [báo](https://bao.example)."
    links = PageLinks(scene(product(story={"vi": text})), "../")
    assert markdown_html(text, 2, links.resolve) == (
        '<p>Xem <a href="../mua-vu.html">lịch <strong>mùa</strong></a>, chè, <a href="#x">chỗ khác</a> và '
        '<a href="https://bao.example" rel="noopener">báo</a>.</p>\n'
    )
