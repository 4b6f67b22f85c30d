"""Markdown of the content to HTML that is safe by construction, with links by name to pages of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..catalogue.markdown import INTERNAL_LINK, markdown_parser, page_name, parse_markdown
from .context import Context
from .page_cache import PageCache
from .urls import Urls
from .words import Translations

if TYPE_CHECKING:
    from markdown_it.token import Token

ROUNDING_SECONDS = 10
"""Seconds to which the time is rounded: the estimate is no more exact than that."""


def reading_time(text: Markup, words: Translations) -> str:
    """The time in words, to ten seconds: '1 phút 20 giây'. The pace is a matter of the language."""
    letters = len(text.striptags())
    seconds = max(1, round(letters * 60 / int(words("listen.pace")) / ROUNDING_SECONDS)) * ROUNDING_SECONDS
    parts = {"minutes": seconds // 60, "seconds": seconds % 60}
    told = {unit: words(f"listen.{unit}", n=n) for unit, n in parts.items() if n}
    return words("listen.both", **told) if len(told) == len(parts) else "".join(told.values())


ResolveLink = Callable[[str], str | None]
"""Resolves an internal link: from the page's name as written to its address; None where there is no such page."""


def markdown_html(text: str, level: int, resolve: ResolveLink) -> Markup:
    """`text` as HTML whose highest heading is `<h{level}>`.

    A link to a page that is not there keeps its words alone: `check` tells such links, but a display of some products
    and a site without those that have errors leave pages out.
    """
    parser, tokens = markdown_parser(), parse_markdown(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    step = level - min((int(token.tag[1]) for token in headings), default=level)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + step)}"
    for link in (child for token in tokens for child in token.children or () if child.type == "link_open"):
        written = str(link.attrs["href"])
        if written.lower().startswith("http"):
            link.attrSet("rel", "noopener")
        elif INTERNAL_LINK.fullmatch(written) and not written.startswith("#"):
            link.attrSet("href", resolve(written) or "")
    for token in tokens:
        token.children = list(_without_dead_links(token.children)) if token.children else token.children
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _without_dead_links(tokens: Iterable[Token]) -> Iterator[Token]:
    dead = False  # links do not lie in one another
    for token in tokens:
        if token.type == "link_open":
            dead = not token.attrs["href"]
        if not (dead and token.type in ("link_open", "link_close")):
            yield token


NAMED_PAGES = {
    "home": Urls.home,
    "catalogue": Urls.catalogue,
    "season": Urls.season,
    "producers": Urls.producers,
    "communes": Urls.communes,
    "groups": Urls.groups,
    "events": Urls.events,
}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Resolves names for pages from which `base` leads to the root."""

    context: Context
    base: str

    def resolve(self, written: str) -> str | None:
        """The link to the page called `written`, its fragment kept; None where there is no such page."""
        address = self._address(page_name(written))
        _, mark, fragment = written.partition("#")
        return f"{self.base}{address}{mark}{fragment}" if address else None

    def _address(self, name: str) -> str | None:
        urls, lang = self.context.urls, self.context.lang
        if name in self.context.prose:
            return urls.prose(name, lang)
        if name in self.context.products:
            return urls.product(name, lang)
        return NAMED_PAGES[name](urls, lang) if name in NAMED_PAGES else None


def cached_html(text: str, level: int, links: PageLinks, cache: PageCache) -> Markup:
    """As `markdown_html`, cached: to load the parser takes longer than all else of a build with nothing changed.

    A link may lead to any product or prose page, so that the names of all of them are part of the key.
    """
    context = links.context
    made_from = ("markdown", context.lang, links.base, str(level), text, *context.products, "", *context.prose)
    return Markup(cache.html(made_from, lambda: markdown_html(text, level, links.resolve)))
