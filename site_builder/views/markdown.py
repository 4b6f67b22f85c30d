"""Markdown of the content to HTML that is safe by construction, with links by name to pages of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..catalogue.markdown import INTERNAL_LINK, internal_links, markdown_parser, page_name, parse_markdown
from ..catalogue.showcase import Catalogue
from .context import Context
from .urls import Urls
from .words import Translations

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
    """`text` as HTML whose highest heading is `<h{level}>`."""
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
            link.attrSet("href", resolve(written) or "#")
    return Markup(parser.renderer.render(tokens, parser.options, {}))


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


def markdown_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every Markdown text of the catalogue with the file it comes from, relative to the folder of the content."""
    for page in catalogue.prose:
        yield f"{page.stem}.{page.lang}.md", page.markdown
    for product in catalogue.products:
        for text in product.story.root.values() if product.story else ():
            yield f"{product.slug}/product.yml", text
    for event in catalogue.settings.events:
        for text in event.text.root.values() if event.text else ():
            yield "catalogue.yml", text


def dead_links(context: Context) -> Iterator[tuple[str, str]]:
    """File and target of each broken internal link. The context of one language finds those of all languages."""
    links = PageLinks(context, "")
    for file, text in markdown_texts(context.catalogue):
        yield from ((file, name) for name in internal_links(text) if links.resolve(name) is None)
