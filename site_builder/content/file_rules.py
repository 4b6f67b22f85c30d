"""Photos, scans and pictures: each name leads to one file of the right kind, each file is named somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..catalogue.showcase import NEWS_FOLDER, PICTURES_FOLDER, Settings
from ..catalogue.vietnamese import nfc, slug
from ..messages import Problem
from . import suggestions
from .folder import (
    DOCUMENT_SUFFIXES,
    PHOTO_SUFFIXES,
    PRODUCT_FILE,
    FileProblem,
    file_names,
    file_suffix,
    is_article_file,
    locate_file,
    read_geojson,
)
from .raw import HasPositions, ProductUnderCheck, RawCatalogue, SettingsEntry, error_at, warning_at

BOUNDARY_SUFFIXES = (".geojson", ".json")
MAX_LISTED_FILES = 8
"""Files that one warning names."""

FileMention = tuple[str, str]
"""The path of a key and the file name it holds."""


def photo_files(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Photos of a product and the portrait of its producer."""
    product, entry = subject.product, subject.entry
    mentions = [(f"photos.{at}.file", photo.file) for at, photo in enumerate(product.photos)]
    # The portrait may be a photo of the product as well, so it is no mention that counts as the second.
    yield from _mentioned_twice(entry, mentions)
    if product.producer and product.producer.portrait:
        mentions.append(("producer.portrait", product.producer.portrait))
    yield from _check_mentions(entry, entry.folder, entry.files, mentions, PHOTO_SUFFIXES)


IDENTITY_NAMES = "|".join(
    (
        r"[a-z]*(cccd|cmnd|cmtnd)[a-z]*|cmt|can-?cuoc(-?cong-?dan)?|chung-?minh(-?(nhan-?dan|thu))?",
        r"ho-?chieu|passport|id-?cards?|identity-?cards?",
        r"(so-)?ho-?khau|khai-?sinh|gplx|(giay-phep|bang)-lai-xe",
    )
)
"""What files of identity documents are called, without marks, as whole words."""
PROVES_SOMETHING = (
    r"-(nguon|xuat|chat|nang|quyen|so-huu|tai-chinh|tai-san|an-toan|hop|hieu|cong|nhan-hieu|su|dia|vung|quy)"
)
"""After "chứng minh", which also is "to prove": proofs of origin, of quality, of rights … are no identity cards."""


def identity_files(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Photos and scans that are called like somebody's identity card: they would be seen by everybody."""
    photos = [(f"photos.{at}.file", photo.file) for at, photo in enumerate(subject.product.photos)]
    portrait = subject.product.producer.portrait if subject.product.producer else None
    photos += [("producer.portrait", portrait)] if portrait else []
    yield from _called_like_identity(subject.entry, (*_document_mentions(subject), *photos))


def _called_like_identity(where: HasPositions, mentions: Iterable[FileMention]) -> Iterator[Problem]:
    for path, name in mentions:
        # Words that are written together are told apart by their capitals: CanCuocMatTruoc.
        words = slug(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.rpartition(".")[0]))
        if re.search(rf"(?<![a-z])({IDENTITY_NAMES})(?![a-z])(?!{PROVES_SOMETHING})", words):
            yield error_at(where, "file_identity", path, found=name)


def document_files(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Check that the scans of certificates exist and that their content fits their suffix."""
    entry = subject.entry
    mentions = _document_mentions(subject)
    yield from _check_mentions(entry, entry.folder, entry.files, mentions, DOCUMENT_SUFFIXES)
    for path, name in mentions:
        file = locate_file(entry.folder, name, entry.files)
        if isinstance(file, FileProblem) or file.suffix.lower() not in DOCUMENT_SUFFIXES:
            continue  # told above
        # Phones and scanners like to call a PDF .jpg; the site offers the file to visitors under the name it has.
        suffix = file_suffix(file)
        if suffix != file.suffix.lower().replace("jpeg", "jpg"):
            yield error_at(entry, "document_content", path, found=name, suffix=file.suffix)


def _document_mentions(subject: ProductUnderCheck) -> list[FileMention]:
    certificates = enumerate(subject.product.certificates)
    return [(f"certificates.{at}.document", each.document) for at, each in certificates if each.document]


def unlisted_files(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Files in a product's folder that its `product.yml` does not name."""
    product, entry = subject.product, subject.entry
    portrait = product.producer.portrait if product.producer else None
    named = [
        *(photo.file for photo in product.photos),
        *(name for _, name in _document_mentions(subject)),
        portrait or "",
    ]
    yield from _unlisted_warning(entry, "photos", entry.folder, file_names(entry.folder), [*named, PRODUCT_FILE])


def settings_pictures(entry: SettingsEntry, settings: Settings, folder: Path) -> Iterator[Problem]:
    """What `catalogue.yml` names in `_pictures/`; `folder` is the one of the products."""
    names = file_names(folder / PICTURES_FOLDER)
    named = [(f"categories.{at}.picture", category.picture) for at, category in enumerate(settings.categories)]
    for at, event in enumerate(settings.events):
        photos = [(f"events.{at}.photos.{n}.file", photo.file) for n, photo in enumerate(event.photos)]
        yield from _mentioned_twice(entry, photos)
        named += photos
    named += [("home.picture", settings.home.picture), ("home.picture_dark", settings.home.picture_dark)]
    mentions = [(path, name) for path, name in named if name]
    yield from _check_mentions(entry, folder / PICTURES_FOLDER, names, mentions, PHOTO_SUFFIXES)
    yield from _unlisted_warning(entry, "", folder / PICTURES_FOLDER, names, [name for _, name in mentions])


def news_pictures(raw: RawCatalogue) -> Iterator[Problem]:
    """The photos that articles name lie beside them; several articles may show one photo."""
    folder, named = raw.folder / NEWS_FOLDER, list[str]()
    names = file_names(folder)
    for entry in raw.news:
        photos = entry.page.photos if entry.page else ()
        mentions = [(f"photos.{at}.file", photo.file) for at, photo in enumerate(photos)]
        yield from _mentioned_twice(entry, mentions)
        yield from _check_mentions(entry, folder, names, mentions, PHOTO_SUFFIXES)
        yield from _called_like_identity(entry, mentions)
        named += (name for _, name in mentions)
    beside = [name for name in names if not is_article_file(name)]
    # An article that cannot be read, or is misnamed, may name any of them.
    if len(beside) + sum(entry.page is not None for entry in raw.news) == len(names):
        yield from _unlisted_warning(raw.catalogue, "", folder, beside, named)


def boundary_file(entry: SettingsEntry, settings: Settings, folder: Path) -> Iterator[Problem]:
    """The boundaries of the communes: a GeoJSON file beside `catalogue.yml`, a feature for each `key`."""
    if not settings.boundaries:
        return
    names, communes = file_names(folder), [commune.key for commune in settings.communes]
    yield from _check_mentions(entry, folder, names, [("boundaries", settings.boundaries)], BOUNDARY_SUFFIXES)
    file = locate_file(folder, settings.boundaries, names)
    if isinstance(file, FileProblem) or file.suffix.lower() not in BOUNDARY_SUFFIXES:
        return  # told above
    shapes = read_geojson(file)
    if shapes is None:
        yield error_at(entry, "boundaries_content", "boundaries", found=file.name)
    for key in shapes or ():
        if key not in communes:
            yield error_at(entry, "boundaries_commune", "boundaries", found=key, allowed=", ".join(communes) or "–")


def _check_mentions(
    where: HasPositions, folder: Path, names: Sequence[str], mentions: Iterable[FileMention], suffixes: Sequence[str]
) -> Iterator[Problem]:
    """Each mention leads to a file in `folder` with one of `suffixes`."""
    for path, name in mentions:
        file = locate_file(folder, name, names)
        if isinstance(file, FileProblem):
            near = _probable_name(name, file, names)
            code = "file_missing_near" if near and file is FileProblem.MISSING else file
            yield error_at(where, code, path, found=name, near=near, folder=nfc(folder.name))
        elif file.suffix.lower() not in suffixes:
            allowed = ", ".join(suffixes)
            yield error_at(where, "file_type", path, found=name, suffix=file.suffix or "–", allowed=allowed)


def _probable_name(name: str, why: FileProblem, names: Sequence[str]) -> str:
    """The name that was probably meant, '' where none is near."""
    if why is FileProblem.PATH:
        return name.replace("\\", "/").rpartition("/")[2]
    return nfc(suggestions.nearest_choice(name, names)) if why is FileProblem.MISSING else ""


def _mentioned_twice(where: HasPositions, mentions: list[FileMention]) -> Iterator[Problem]:
    for at, (path, name) in enumerate(mentions):
        if name.casefold() in {other.casefold() for _, other in mentions[:at]}:
            yield warning_at(where, "photo_twice", path, found=name)


def _unlisted_warning(
    where: HasPositions, path: str, folder: Path, names: Sequence[str], named: list[str]
) -> Iterator[Problem]:
    """One warning for all files that nothing mentions, not even by a misspelt name."""
    taken = set()
    for name in named:
        file = locate_file(folder, name, names)
        # What is wrong is told once, by the key: its file is not told again as one that nobody lists.
        guess = _probable_name(name, file, names) if isinstance(file, FileProblem) else file.name
        taken.add(nfc(guess or name))
    rest = [nfc(name) for name in names if nfc(name) not in taken]
    if rest:
        more = f" … (+{len(rest) - MAX_LISTED_FILES})" if len(rest) > MAX_LISTED_FILES else ""
        files = ", ".join(rest[:MAX_LISTED_FILES]) + more
        yield warning_at(where, "files_unlisted", path, files=files, folder=nfc(folder.name))
