"""What a rule about one product has to know of the rest: the catalogue's keys, the day, where the products lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model import Product, Status
from ..showcase import Commune, Settings
from .raw import Entry, RawCatalogue


@dataclass(frozen=True, slots=True)
class Known:
    """`settings` is None where `catalogue.yml` cannot be read: rules that need it then keep silent.

    `status` holds the slug of every product folder; its value is None where the product cannot be read.
    """

    settings: Settings | None
    communes: Mapping[str, Commune]
    status: Mapping[str, Status | None]
    folder: Path
    today: date


@dataclass(frozen=True, slots=True)
class Subject:
    """One readable product and the file it stands in."""

    entry: Entry
    product: Product

    @property
    def published(self) -> bool:
        return self.product.status is not Status.DRAFT


def know(raw: RawCatalogue, today: date) -> Known:
    """What the files of `raw` say together."""
    settings = raw.settings
    communes = {commune.key: commune for commune in settings.communes} if settings else {}
    status = {entry.slug: entry.product.status if entry.product else None for entry in raw.entries}
    return Known(settings, communes, status, raw.folder, today)


def subjects(raw: RawCatalogue) -> tuple[Subject, ...]:
    """The products that can be read; why the others cannot, reading has told."""
    return tuple(Subject(entry, entry.product) for entry in raw.entries if entry.product)
