"""Pages whose address holds a name of the content: of a product's folder, an article, the key of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..catalogue.showcase import Article, Catalogue, NamedKind, article_name
from ..catalogue.values import Text
from .urls import Urls


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """Such a page. `code` is '' for what has none; `address_of` gives the address by name and language."""

    kind: NamedKind
    key: str
    name: Text
    formerly: tuple[str, ...]
    address_of: Callable[[str, str], str]
    code: str = ""


def named_pages(catalogue: Catalogue, urls: Urls) -> Iterator[NamedPage]:
    """One for everything that has a name; a category without products is among them, though it has no page."""
    for product in catalogue.products:
        yield NamedPage(
            kind=NamedKind.PRODUCT,
            key=product.slug,
            name=product.name,
            formerly=product.formerly,
            address_of=urls.product,
            code=product.code,
        )
    first: dict[str, Article] = {}
    for article in catalogue.news:
        first.setdefault(article.stem, article)
    for stem, article in first.items():
        yield NamedPage(
            kind=NamedKind.ARTICLE,
            key=stem,
            name=article_name(article),
            formerly=article.formerly,
            address_of=urls.article,
        )
    settings = catalogue.settings
    for kind, nouns, address_of in (
        (NamedKind.CATEGORY, settings.categories, urls.category),
        (NamedKind.COMMUNE, settings.communes, urls.commune),
    ):
        for noun in nouns:
            yield NamedPage(kind=kind, key=noun.key, name=noun.name, formerly=noun.formerly, address_of=address_of)
    for event in settings.events:
        yield NamedPage(
            kind=NamedKind.EVENT,
            key=event.key,
            name=event.name,
            formerly=event.formerly,
            address_of=urls.event,
            code=event.code,
        )
