"""Which pictures the content names, whose they are, and where they lie on the disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..catalogue.product import Product
from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Article, Catalogue, Settings
from ..content.folder import DOCUMENT_SUFFIXES, PHOTO_SUFFIXES, file_names, file_suffix, find_file, locate_file
from ..content.raw import HasPositions, ProductEntry, RawCatalogue
from ..media.recipe import CENTRE, ImageEncoding, PictureKey, Pictures, PreparedPicture, Recipe
from ..media.request import PhotoRequest

SCAN_PICTURE_SUFFIXES = tuple(suffix for suffix in DOCUMENT_SUFFIXES if suffix != ".pdf")
"""Scans that are pictures: they are made anew before they are published."""
SCAN_RECIPE = Recipe(widths=(), formats=(), fallback=ImageEncoding("jpeg", quality=82), fallback_width=2000)
"""The recipe of those pictures: large enough to read the small print of a page of A4."""

DISPLAY_RECIPE = Recipe(widths=(2560,), formats=(ImageEncoding("avif", quality=60, speed=9),), fallback=None)
"""The photos of the exhibition display on large screens, beside those of the web."""
DISPLAY_MIN_WIDTH = 1800
"""Pixels: an original must be wider than this to get a rendition for the display; the web's widest serves otherwise."""


@dataclass(frozen=True, slots=True)
class PictureMention:
    """A mention of a picture in the content: file name, dotted path of the key, and focus point of the crop."""

    file: str
    path: str
    focus: tuple[float, float] = CENTRE


def photo_requests(raw: RawCatalogue) -> tuple[PhotoRequest, ...]:
    """A request for every picture that exists; a missing file is reported by the file rules."""
    requests = [
        _entry_request(entry, named, PHOTO_SUFFIXES)
        for entry in raw.entries
        if entry.product
        for named in picture_mentions(entry.product)
    ]
    folder = raw.folder / PICTURES_FOLDER
    names = file_names(folder)
    for named in settings_picture_mentions(raw.settings) if raw.settings else ():
        file = _usable_file(folder, named.file, names, PHOTO_SUFFIXES)
        requests.append(_request_at(PICTURES_FOLDER, file, named, raw.catalogue) if file else None)
    folder = raw.folder / NEWS_FOLDER
    names = file_names(folder)
    for entry in raw.news:
        for named in article_picture_mentions(entry.page) if entry.page else ():
            file = _usable_file(folder, named.file, names, PHOTO_SUFFIXES)
            requests.append(_request_at(NEWS_FOLDER, file, named, entry) if file else None)
    return tuple(request for request in requests if request)


def scan_requests(raw: RawCatalogue) -> tuple[PhotoRequest, ...]:
    """The scans of certificates that are pictures, of every product that can be read."""
    return tuple(
        request
        for entry in raw.entries
        if entry.product
        for named in scan_mentions(entry.product)
        if (request := _entry_request(entry, named, SCAN_PICTURE_SUFFIXES))
    )


def pdf_requests(raw: RawCatalogue) -> tuple[PhotoRequest, ...]:
    """The scans of certificates that are PDF; what only is called so is reported by the file rules."""
    return tuple(
        request
        for entry in raw.entries
        if entry.product
        for named in scan_mentions(entry.product)
        if (request := _entry_request(entry, named, (".pdf",))) and file_suffix(request.file) == ".pdf"
    )


def scan_mentions(product: Product) -> Iterator[PictureMention]:
    """The scans that the certificates of a product mention, whether pictures or PDF."""
    for at, certificate in enumerate(product.certificates):
        if certificate.document:
            yield PictureMention(certificate.document, f"certificates.{at}.document")


def cover_requests(catalogue: Catalogue, folder: Path) -> tuple[PhotoRequest, ...]:
    """A request for the first photo of each product, event and article; `folder` holds the products' folders."""
    owners = [(product.slug, product.photos[:1]) for product in catalogue.products]
    owners += [(PICTURES_FOLDER, event.photos[:1]) for event in catalogue.settings.events]
    owners += [(NEWS_FOLDER, article.photos[:1]) for article in catalogue.news]
    found = [(owner, photo, find_file(folder / owner, photo.file)) for owner, photos in owners for photo in photos]
    return tuple(
        PhotoRequest(owner, file, file.as_posix(), source=photo.file, focus=photo.focus)
        for owner, photo, file in found
        if file
    )


def home_picture_request(catalogue: Catalogue, folder: Path) -> tuple[PhotoRequest, ...]:
    """A request for the picture of the home page; none where the settings name none."""
    name = catalogue.settings.home.picture
    file = find_file(folder / PICTURES_FOLDER, name) if name else None
    return (PhotoRequest(PICTURES_FOLDER, file, file.as_posix(), source=name or ""),) if file else ()


def published_pictures(catalogue: Catalogue, pictures: Pictures) -> dict[PictureKey, PreparedPicture]:
    """Those of `pictures` that the published catalogue names, and no others."""
    keys = [(product.slug, named.file) for product in catalogue.products for named in picture_mentions(product)]
    keys += [(PICTURES_FOLDER, named.file) for named in settings_picture_mentions(catalogue.settings)]
    keys += [(NEWS_FOLDER, named.file) for article in catalogue.news for named in article_picture_mentions(article)]
    return {key: pictures[key] for key in keys if key in pictures}


def picture_mentions(product: Product) -> Iterator[PictureMention]:
    """The pictures of a product, the portrait of its producer among them."""
    for at, photo in enumerate(product.photos):
        yield PictureMention(photo.file, f"photos.{at}.file", photo.focus)
    if product.producer and product.producer.portrait:
        yield PictureMention(product.producer.portrait, "producer.portrait")


def settings_picture_mentions(settings: Settings) -> Iterator[PictureMention]:
    """The pictures of the home page, of categories and of events."""
    home = settings.home
    yield from (
        PictureMention(name, f"home.{key}") for key in ("picture", "picture_dark") if (name := getattr(home, key))
    )
    yield from (
        PictureMention(c.picture, f"categories.{at}.picture") for at, c in enumerate(settings.categories) if c.picture
    )
    for at, event in enumerate(settings.events):
        for number, photo in enumerate(event.photos):
            yield PictureMention(photo.file, f"events.{at}.photos.{number}.file", photo.focus)


def article_picture_mentions(article: Article) -> Iterator[PictureMention]:
    """The photos of an article."""
    for at, photo in enumerate(article.photos):
        yield PictureMention(photo.file, f"photos.{at}.file", photo.focus)


def _entry_request(entry: ProductEntry, named: PictureMention, suffixes: Collection[str]) -> PhotoRequest | None:
    file = _usable_file(entry.folder, named.file, entry.files, suffixes)
    return _request_at(entry.slug, file, named, entry) if file else None


def _request_at(owner: str, file: Path, named: PictureMention, where: HasPositions) -> PhotoRequest:
    """The request for `file`; its problems are reported where the content names it."""
    line, column = where.positions.of(named.path)
    return PhotoRequest(
        owner,
        file,
        label=where.file,
        line=line,
        column=column,
        path=named.path,
        source=named.file,
        focus=named.focus,
    )


def _usable_file(folder: Path, name: str, names: Collection[str], suffixes: Collection[str]) -> Path | None:
    found = locate_file(folder, name, names)
    return found if isinstance(found, Path) and found.suffix.lower() in suffixes else None
