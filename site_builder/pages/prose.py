"""Markdown of the content → HTML that is safe by construction.

Raw HTML in it is text, never markup. A link may go to the web (https, http), a telephone, a mail address, a
heading of the page itself, or a page of the site by the name it has in `products/`; any other is left as text.
Headings are moved so that the highest one of a text stands at the level its place on the page asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_OUTSIDE = re.compile(r"(https?://[^/\\]|tel:|mailto:)", re.IGNORECASE)
_INSIDE = re.compile(r"[a-z0-9][a-z0-9._/-]*(#[\w-]+)?|#[\w-]+")

Resolve = Callable[[str], str | None]
"""From the name of a page as written in a link to the link itself; None for a page that is not there."""


@cache
def _parser() -> MarkdownIt:
    """Made for the first text: a build that reads none does without the library's sixty modules."""
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
            return bool(_OUTSIDE.match(url) or _INSIDE.fullmatch(url))

    return Parser("commonmark", {"html": False}).enable("table").disable("image")


def markdown_html(text: str, level: int, resolve: Resolve) -> Markup:
    """`text` as HTML whose highest heading is `<h{level}>`."""
    parser = _parser()
    tokens = parser.parse(text)
    _move_headings(tokens, level)
    for token in tokens:
        _resolve_links(token.children or (), resolve)
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def page_names(text: str) -> Iterator[str]:
    """The names of pages of the site that the links of `text` use."""
    if "](" in text or "]:" in text:
        for token in _parser().parse(text):
            links = (str(child.attrs.get("href", "")) for child in token.children or () if child.type == "link_open")
            yield from (link for link in links if not _OUTSIDE.match(link) and not link.startswith("#"))


def _move_headings(tokens: Sequence[Token], level: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    step = level - min((int(token.tag[1]) for token in headings), default=level)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + step)}"


def _resolve_links(tokens: Sequence[Token], resolve: Resolve) -> None:
    for token in tokens:
        if token.type == "link_open":
            written = str(token.attrs["href"])
            if written.lower().startswith("http"):
                token.attrSet("rel", "noopener")
            elif _INSIDE.fullmatch(written) and not written.startswith("#"):
                token.attrSet("href", resolve(written) or "#")
