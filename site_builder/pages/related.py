"""Which products a reader of one product may want next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model import Product


@dataclass(frozen=True, slots=True)
class Shelf:
    """Products that share something, in Vietnamese order, and the place of each by slug."""

    products: tuple[Product, ...]
    places: Mapping[str, int]

    def after(self, product: Product) -> Iterator[Product]:
        """The others, from the one that follows `product` round to the one before it."""
        place = self.places[product.slug]
        for step in range(1, len(self.products)):
            yield self.products[(place + step) % len(self.products)]


Shelves = Mapping[tuple[str, str], Shelf]


def shelves(products: Iterable[Product]) -> Shelves:
    """Every shelf that a product stands on: category, commune, months of harvest, official group, the catalogue."""
    found: dict[tuple[str, str], list[Product]] = {}
    for product in products:
        for key in _keys(product):
            found.setdefault(key, []).append(product)
    return {key: _shelf(row) for key, row in found.items()}


def related(product: Product, among: Shelves) -> Iterator[Product]:
    """The neighbours on the product's shelves, the nearest kind first, each once.

    They begin after the product itself, so that each product is led to from some other.
    """
    seen = {product.slug}
    for key in _keys(product):
        for other in among[key].after(product):
            if other.slug not in seen:
                seen.add(other.slug)
                yield other


def _keys(product: Product) -> Iterator[tuple[str, str]]:
    if product.category:
        yield "category", product.category
    if product.origin.commune:
        yield "commune", product.origin.commune
    for month in product.season.harvest:
        yield product.season.calendar, str(month)
    yield "group", product.group
    yield "all", ""


def _shelf(products: list[Product]) -> Shelf:
    return Shelf(tuple(products), {product.slug: place for place, product in enumerate(products)})
