"""Products and events as a person names them in a command: by folder or key, by code, by name with marks or without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import click

from ..catalogue.product import Product
from ..catalogue.showcase import Event
from ..catalogue.vietnamese import slug
from ..content.suggestions import exactly_named, nearest_named
from ..messages import CliMessages
from .grammar import shortened, whole_number

MAX_COPIES = 1000
LISTED = 12
"""Names that a sentence lists."""
Names = Mapping[str, Collection[str]]
"""What a person may call each thing, by its key."""


def names_of_products(products: Iterable[Product]) -> Names:
    """By the slug of each product: its code, and its name in every language."""
    return {product.slug: (product.code, *product.name.root.values()) for product in products}


def names_of_events(events: Iterable[Event]) -> Names:
    """By the key of each event: its code, and its name in every language."""
    return {event.key: (event.code, *event.name.root.values()) for event in events}


def key_of(typed: str, names: Names) -> str:
    """The key of what is called `typed`, with marks or without, or ''."""
    same = next((key for key, written in names.items() if typed in (key, *written)), "")
    # A name of signs or of another script has no letters to compare.
    return same or (exactly_named(typed, names) if slug(typed) else "")


def unknown_name(found: str, names: Names, sentence: str, say: CliMessages) -> click.UsageError:
    """The error of a name that is none of `names`: `sentence`, then what was probably meant, or all there are."""
    near = nearest_named(found, names) if slug(found) else ""
    if near:
        return click.UsageError(f"{sentence} {say('usage.near', near=near)}")
    shown = ", ".join(list(names)[:LISTED]) + (", …" if len(names) > LISTED else "")
    return click.UsageError(f"{sentence} {say('usage.there_are', names=shown)}" if names else sentence)


def find_event(typed: str, events: Collection[Event], say: CliMessages) -> Event:
    """The event that is called `typed`. Raises click.UsageError, which lists the events; for one without products too.

    So every command says the same of such an event: none takes all products for its own, none prints a bare name.
    """
    names = names_of_events(events)
    key = key_of(typed, names)
    if not key:
        raise unknown_name(typed, names, say("labels.unknown_event", found=shortened(typed)), say)
    found = next(event for event in events if event.key == key)
    if not found.shown:
        raise click.UsageError(say("usage.event_without_products", found=key))
    return found


def split_named(typed: Iterable[str], say: CliMessages) -> tuple[tuple[str, int | None], ...]:
    """The names in the values of `--product`, each with the number of copies behind its `=`.

    Commas part them; a name may have spaces. Raises click.UsageError.
    """
    named: list[tuple[str, int | None]] = []
    for value in typed:
        for part in re.sub(r"\s*=\s*([^\s,]*)[\s,]*", r"=\1,", value).split(","):
            name, equals, number = part.strip().partition("=")
            try:
                copies = whole_number(say, 1, MAX_COPIES)(number) if equals else None
            except click.BadParameter as bad:
                raise click.UsageError(f"--product {shortened(part.strip())}: {bad.message}") from None
            named += [(name.strip(), copies)] if name.strip() else []
        if not named:
            raise click.UsageError(say("usage.empty", name="--product"))
    return tuple(named)


def find_products(
    named: Iterable[tuple[str, int | None]], products: Iterable[Product], say: CliMessages
) -> Mapping[str, int | None]:
    """The slugs of the products that are named, each with its number of copies. Raises click.UsageError."""
    names, found = names_of_products(products), dict[str, int | None]()
    for name, copies in named:
        # Codes may also stand beside each other with nothing but a space between them.
        words = [name] if key_of(name, names) else name.split()
        slugs = [key_of(word, names) for word in words]
        if not all(slugs):
            raise unknown_name(name, names, say("labels.unknown_product", found=shortened(name)), say)
        if copies and found.get(slugs[-1]) not in (None, copies):
            first = found[slugs[-1]]
            raise click.UsageError(say("labels.copies_twice", name=slugs[-1], first=first, second=copies))
        found |= dict.fromkeys(slugs) | {slugs[-1]: copies}
    return found
