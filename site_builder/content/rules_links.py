"""What one product or event says of another part of the catalogue: shelves, communes, products, codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..model import Status
from ..problems import Problem
from ..showcase import Event, Settings
from ..vietnamese import sort_key
from . import near
from .known import Known, Subject
from .raw import SettingsEntry
from .report import Located, error, warning


def category(subject: Subject, known: Known) -> Iterator[Problem]:
    """The shelf exists."""
    found = subject.product.category
    if found and known.settings:
        yield from _known(subject.entry, "category", found, "category", [c.key for c in known.settings.categories])


def commune(subject: Subject, known: Known) -> Iterator[Problem]:
    """The commune exists, and the unit of before was one of those that it was formed from."""
    origin = subject.product.origin
    if not known.settings:
        return
    if origin.commune:
        yield from _known(subject.entry, "origin.commune", origin.commune, "commune", known.communes)
    if origin.former:
        yield from _former(subject, origin.former, origin.commune, known)


def _known(where: Located, path: str, found: str, kind: str, choices: Collection[str]) -> Iterator[Problem]:
    if found in choices:
        return
    meant = near.choice(found, tuple(choices))
    if meant:
        yield error(where, f"unknown_{kind}_near", path, found=found, near=meant)
    else:
        yield error(where, f"unknown_{kind}", path, found=found, allowed=", ".join(choices) or "–")


def _former(subject: Subject, former: str, key: str | None, known: Known) -> Iterator[Problem]:
    here = known.communes.get(key or "")
    owners = {_spelling(unit): place for place in known.communes.values() for unit in place.formed_from}
    owner = owners.get(_spelling(former))
    if (owner and owner == here) or (key and not here):
        return
    entry, path = subject.entry, "origin.former"
    if owner:
        yield error(entry, "former_elsewhere", path, found=former, commune=owner.name.vi, key=owner.key)
    else:
        places = (here,) if here else known.communes.values()
        yield from _known(entry, path, former, "former", [unit for place in places for unit in place.formed_from])


def _spelling(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same for `Quý Hòa` and `Quý Hoà`, two ways to place one tone; another for `Quý Hoa`."""
    letters, tones, _ = sort_key(name)
    return letters, tuple(sorted(tones))


def event(entry: SettingsEntry, at: int, found: Event, known: Known) -> Iterator[Problem]:
    """The event's commune and products exist."""
    if found.commune:
        yield from _known(entry, f"events.{at}.commune", found.commune, "commune", known.communes)
    yield from _products(entry, f"events.{at}.products", found.products, known)


def featured(entry: SettingsEntry, settings: Settings, known: Known) -> Iterator[Problem]:
    """The products that the home page puts first exist."""
    yield from _products(entry, "home.featured", settings.home.featured, known)


def _products(entry: SettingsEntry, path: str, slugs: Sequence[str], known: Known) -> Iterator[Problem]:
    for at, slug in enumerate(slugs):
        yield from _known(entry, f"{path}.{at}", slug, "product", known.status)
        if known.status.get(slug) is Status.DRAFT:
            yield warning(entry, "product_is_draft", f"{path}.{at}", found=slug)
        if slug in slugs[:at]:
            yield warning(entry, "listed_twice", f"{path}.{at}", found=slug)
