"""Vietnamese words on English pages stand in elements that say so; proper names are the same in every language."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from site_builder.catalogue.vietnamese import vietnamese_terms

VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "path", "wbr"))


class Texts(HTMLParser):
    """The texts of a page with the language of the element that each stands in."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = [("", "")]
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == each for each, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] not in ("script", "style"):
            self.found.append((self.open[-1][1], data))


def test_no_vietnamese_term_is_read_as_english(shipped_site: Path) -> None:
    """Every kind of page, those behind the codes too, which have both languages."""
    marked, unmarked = 0, []
    for page in shipped_site.rglob("*.html"):
        for lang, text in Texts(page.read_text("utf-8")).found:
            terms = [text[begin:end] for begin, end in vietnamese_terms(text)]
            marked += len(terms) * (lang == "vi")
            unmarked += [(page.relative_to(shipped_site).as_posix(), term) for term in terms if lang != "vi"]
    assert unmarked == []
    assert marked > 100
