"""Markdown of the content: the one parser, and the links in a text to pages of the site, which are written by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from .vietnamese import bind_units

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PAGE_NAMES = ("home", "catalogue", "season", "producers", "communes", "groups", "events")
"""The names of pages that every site has, beside those of its products and prose pages."""
NEWS_PAGE = "news"
"""The name of the list of the news, on sites that have some."""
EXTERNAL_LINK = re.compile(r"(https?://[^/\\]|tel:|mailto:)", re.IGNORECASE)
INTERNAL_LINK = re.compile(r"[a-z0-9][a-z0-9._/-]*(#[\w-]+)?|#[\w-]+")
_FILE_ENDING = re.compile(r"(\.[a-z]{2})?\.md$|/(product\.yml)?$")


def parse_markdown(text: str) -> list[Token]:
    """`text` as tokens, for HTML and for paper alike: what is a link, a table or a list on one is so on the other."""
    tokens = markdown_parser().parse(text)
    for token in tokens:
        _bind_units(token.children or [])
    return tokens


def _bind_units(children: list[Token]) -> None:
    """Bind the numbers of a paragraph to their units, where a line of the source ends between them too."""
    for at, child in enumerate(children):
        child.content = bind_units(child.content) if child.type == "text" else child.content
        if child.type == "softbreak" and 0 < at < len(children) - 1:
            before, after = children[at - 1].content, children[at + 1].content
            if bind_units(f"{before[-1:]} {after}")[1:2] == "\u00a0":
                child.type, child.content = "text", "\u00a0"


@cache
def markdown_parser() -> MarkdownIt:
    """The Markdown parser, imported at first use: a build that renders no text does not load its sixty modules."""
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
            return bool(EXTERNAL_LINK.match(url) or INTERNAL_LINK.fullmatch(url))

    return Parser("commonmark", {"html": False}).enable("table").disable("image")


def internal_links(text: str) -> Iterator[str]:
    """The names of pages of the site that the links of `text` use."""
    if "](" in text or "]:" in text:
        for token in parse_markdown(text):
            links = (str(child.attrs.get("href", "")) for child in token.children or () if child.type == "link_open")
            yield from (link for link in links if not EXTERNAL_LINK.match(link) and not link.startswith("#"))


def page_name(written: str) -> str:
    """The name that a link uses: `about` of `about.vi.md#history`, `quyt` of `quyt/`."""
    return _FILE_ENDING.sub("", written.partition("#")[0])
