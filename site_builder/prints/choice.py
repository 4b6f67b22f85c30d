"""Which products are to be printed: all that are published, or those of a list, a group, an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TypeVar

from ..model import Product
from ..showcase import Catalogue, Event

T = TypeVar("T")


class UnknownNameError(Exception):
    """Something was asked for by a name that nothing has: `kind` is `product` or `event`, `near` are names alike."""

    def __init__(self, kind: str, found: str, near: Sequence[str]) -> None:
        self.kind, self.found, self.near = kind, found, tuple(near)
        super().__init__(f"{kind} {found}")


def event_called(name: str, catalogue: Catalogue) -> Event:
    """The event with this key or code. Raises UnknownNameError."""
    events = {called: event for event in catalogue.settings.events for called in (event.key, event.code)}
    return _found("event", name, events)


def chosen(
    catalogue: Catalogue, names: Sequence[str] = (), group: str | None = None, event: Event | None = None
) -> tuple[Product, ...]:
    """The products that are all of what is asked: named by folder or code, in their group, at the event.

    In the order in which they were named, else that of the event, else by name. Raises UnknownNameError.
    """
    called = {name: product for product in catalogue.products for name in (product.slug, product.code)}
    wanted = [_found("product", name, called) for name in names] or list(catalogue.products)
    if event:
        here = {slug: at for at, slug in enumerate(event.products)}
        present = [product for product in wanted if product.slug in here]
        wanted = present if names else sorted(present, key=lambda product: here[product.slug])
    once = {product.slug: product for product in wanted}.values()
    return tuple(product for product in once if group is None or product.group == group)


def _found(kind: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        raise UnknownNameError(kind, name, get_close_matches(name, known, n=3))
    return known[name]
