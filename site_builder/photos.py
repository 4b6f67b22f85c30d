"""Which pictures the content names, whose they are, and where they lie on the disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .content.files import DOCUMENTS, PHOTOS, find, locate, names_in
from .content.raw import Entry, RawCatalogue
from .content.rules_files import PICTURES
from .media.plan import CENTRE, Encoding, Picture, Recipe
from .media.request import PhotoRequest
from .model import Product
from .showcase import Catalogue, Settings

SCANS = tuple(suffix for suffix in DOCUMENTS if suffix != ".pdf")
"""Scans that are pictures: they are made anew before they are published."""
SCAN = Recipe(widths=(), formats=(), fallback=Encoding("jpeg", quality=82), fallback_width=2000)
"""How: large enough to read the small print of a page of A4."""

DISPLAY = Recipe(widths=(2560,), formats=(Encoding("avif", quality=60, speed=9),), fallback=None)
"""The photos of the exhibition display on large screens, beside those of the web."""
ENOUGH = 1800
"""Pixels: of an original that is no wider, the web's widest picture loses nothing that a display could show."""


@dataclass(frozen=True, slots=True)
class Named:
    """A picture as the content names it: the file, what must stay in the frame, the dotted path of the name."""

    file: str
    path: str
    focus: tuple[float, float] = CENTRE


def requests(raw: RawCatalogue) -> tuple[PhotoRequest, ...]:
    """Every picture that is there, of every product that can be read; a missing one is told by the rules."""
    return (*_of_products(raw), *_of_settings(raw))


def scans(raw: RawCatalogue) -> tuple[PhotoRequest, ...]:
    """The scans of certificates that are pictures, of every product that can be read."""
    return tuple(
        request
        for entry in raw.entries
        if entry.product
        for named in scanned_by(entry.product)
        if (request := _request(entry, named, SCANS))
    )


def scanned_by(product: Product) -> Iterator[Named]:
    """What the certificates of a product name, pictures or not."""
    for at, certificate in enumerate(product.certificates):
        if certificate.document:
            yield Named(certificate.document, f"certificates.{at}.document")


def covers(catalogue: Catalogue, folder: Path) -> tuple[PhotoRequest, ...]:
    """The first photo of each product and event, for a picture of its own; `folder` holds the products' folders."""
    owners = [(product.slug, product.photos[:1]) for product in catalogue.products]
    owners += [(PICTURES, event.photos[:1]) for event in catalogue.settings.events]
    found = [(owner, photo, find(folder / owner, photo.file)) for owner, photos in owners for photo in photos]
    return tuple(
        PhotoRequest(owner, file, file.as_posix(), source=photo.file, focus=photo.focus)
        for owner, photo, file in found
        if file
    )


def displayed(
    catalogue: Catalogue, folder: Path, pictures: Mapping[tuple[str, str], Picture]
) -> tuple[PhotoRequest, ...]:
    """The covers of products that are worth a picture of their own for the display."""
    found = (request for request in covers(catalogue, folder) if request.owner != PICTURES)
    return tuple(r for r in found if r.key in pictures and pictures[r.key].width > ENOUGH)


def opening(catalogue: Catalogue, folder: Path) -> tuple[PhotoRequest, ...]:
    """The picture of the home page, where it has one."""
    name = catalogue.settings.home.picture
    file = find(folder / PICTURES, name) if name else None
    return (PhotoRequest(PICTURES, file, file.as_posix(), source=name or ""),) if file else ()


def published(catalogue: Catalogue, pictures: Mapping[tuple[str, str], Picture]) -> dict[tuple[str, str], Picture]:
    """Those of `pictures` that the published catalogue names, and no others."""
    keys = [(product.slug, named.file) for product in catalogue.products for named in named_by(product)]
    keys += [(PICTURES, named.file) for named in named_by_settings(catalogue.settings)]
    return {key: pictures[key] for key in keys if key in pictures}


def named_by(product: Product) -> Iterator[Named]:
    """The pictures of a product, the portrait of its producer among them."""
    for at, photo in enumerate(product.photos):
        yield Named(photo.file, f"photos.{at}.file", photo.focus)
    if product.producer and product.producer.portrait:
        yield Named(product.producer.portrait, "producer.portrait")


def named_by_settings(settings: Settings) -> Iterator[Named]:
    """The pictures of the home page, of shelves and of events."""
    home = settings.home
    yield from (Named(name, f"home.{key}") for key in ("picture", "picture_dark") if (name := getattr(home, key)))
    yield from (Named(c.picture, f"categories.{at}.picture") for at, c in enumerate(settings.categories) if c.picture)
    for at, event in enumerate(settings.events):
        for number, photo in enumerate(event.photos):
            yield Named(photo.file, f"events.{at}.photos.{number}.file", photo.focus)


def _of_products(raw: RawCatalogue) -> Iterator[PhotoRequest]:
    for entry in raw.entries:
        for named in named_by(entry.product) if entry.product else ():
            if request := _request(entry, named, PHOTOS):
                yield request


def _request(entry: Entry, named: Named, suffixes: Collection[str]) -> PhotoRequest | None:
    file = _place(entry.folder, named.file, entry.files, suffixes)
    place = entry.positions.of(named.path)
    return PhotoRequest(entry.slug, file, entry.file, *place, named.path, named.file, named.focus) if file else None


def _of_settings(raw: RawCatalogue) -> Iterator[PhotoRequest]:
    folder = raw.folder / PICTURES
    names = names_in(folder)
    for named in named_by_settings(raw.settings) if raw.settings else ():
        place = raw.catalogue.positions.of(named.path)
        if file := _place(folder, named.file, names, PHOTOS):
            yield PhotoRequest(PICTURES, file, raw.catalogue.file, *place, named.path, named.file, named.focus)


def _place(folder: Path, name: str, names: Collection[str], suffixes: Collection[str]) -> Path | None:
    found = locate(folder, name, names)
    return found if isinstance(found, Path) and found.suffix.lower() in suffixes else None
