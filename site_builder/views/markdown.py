"""Markdown of the content to HTML that is safe by construction, with links by name to pages of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ..catalogue.markdown import INTERNAL_LINK, NEWS_PAGE, markdown_parser, page_name, parse_markdown
from ..catalogue.values import FALLBACK_LANGUAGE
from ..catalogue.vietnamese import vietnamese_terms
from .context import Context, LocalText
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


def markdown_html(text: str, level: int, resolve: ResolveLink, lang: str = FALLBACK_LANGUAGE) -> Markup:
    """`text`, which is in `lang`, as HTML whose highest heading is `<h{level}>`; Vietnamese terms in it are marked so.

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
        if token.children and lang != FALLBACK_LANGUAGE:
            token.children = [part for child in token.children for part in _with_marked_terms(child)]
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _without_dead_links(tokens: Iterable[Token]) -> Iterator[Token]:
    dead = False  # links do not lie in one another
    for token in tokens:
        if token.type == "link_open":
            dead = not token.attrs["href"]
        if not (dead and token.type in ("link_open", "link_close")):
            yield token


def marked_terms(said: LocalText, lang: str) -> Markup:
    """A plain text of a page in `lang` as HTML, its Vietnamese terms marked as such."""
    if (said.lang or lang) == FALLBACK_LANGUAGE:
        return escape(said.text)
    parts, at = [], 0
    for begin, end in vietnamese_terms(said.text):
        term = Markup('<span lang="{}">{}</span>').format(FALLBACK_LANGUAGE, said.text[begin:end])
        parts += [escape(said.text[at:begin]), term]
        at = end
    return Markup("").join([*parts, escape(said.text[at:])])


def _with_marked_terms(token: Token) -> Iterator[Token]:
    """The token, or its parts: what is Vietnamese stands in an element that says so, for who listens to the page."""
    text, at = token.content, 0
    if token.type != "text":
        yield token
        return
    for begin, end in vietnamese_terms(text):
        yield token.copy(content=text[at:begin])
        yield token.copy(
            type="html_inline", content=f'<span lang="{FALLBACK_LANGUAGE}">{escape(text[begin:end])}</span>'
        )
        at = end
    yield token.copy(content=text[at:])


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
        if name in self.context.news:
            return urls.article(name, lang)
        if name == NEWS_PAGE and self.context.news:
            return urls.news(lang)
        return NAMED_PAGES[name](urls, lang) if name in NAMED_PAGES else None


def cached_html(said: LocalText, level: int, links: PageLinks, cache: PageCache) -> Markup:
    """As `markdown_html`, cached: to load the parser takes longer than all else of a build with nothing changed.

    A link may lead to any product or written page, so that the names of all of them are part of the key.
    """
    context, text = links.context, said.text
    lang = said.lang or context.lang
    names = (*context.products, "", *context.prose, "", *context.news)
    made_from = ("markdown", context.lang, lang, links.base, str(level), text, *names)
    return Markup(cache.html(made_from, lambda: markdown_html(text, level, links.resolve, lang)))
