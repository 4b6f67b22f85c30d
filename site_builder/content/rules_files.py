"""Photos, scans and pictures: each name leads to one file of the right kind, each file is named somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..problems import Problem
from ..showcase import Settings
from ..vietnamese import nfc
from . import near
from .boundaries import read as read_boundaries
from .files import DOCUMENTS, PHOTOS, Amiss, kind_of, locate, names_in
from .known import Subject
from .raw import SettingsEntry
from .report import Located, error, warning
from .survey import PRODUCT_FILE

BOUNDARIES = (".geojson", ".json")
MOST_NAMED = 8
"""Files that one warning names."""
PICTURES = "_pictures"
"""The folder of the pictures that belong to no product."""

Mention = tuple[str, str]
"""The path of a key and the file name it holds."""


def photos(subject: Subject) -> Iterator[Problem]:
    """Photos of a product and the portrait of its producer."""
    product, entry = subject.product, subject.entry
    mentions = [(f"photos.{at}.file", photo.file) for at, photo in enumerate(product.photos)]
    yield from _named_twice(entry, mentions)
    portrait = product.producer.portrait if product.producer else None
    yield from _check(entry, entry.folder, entry.files, mentions + _if(portrait, "producer.portrait"), PHOTOS)


def documents(subject: Subject) -> Iterator[Problem]:
    """Scans of certificates: there, and what their names say they are."""
    entry = subject.entry
    mentions = _documents(subject)
    yield from _check(entry, entry.folder, entry.files, mentions, DOCUMENTS)
    for path, name in mentions:
        found = locate(entry.folder, name, entry.files)
        if isinstance(found, Path) and found.suffix.lower() in DOCUMENTS and not _is_what_it_says(found):
            yield error(entry, "document_content", path, found=name, suffix=found.suffix)


def _documents(subject: Subject) -> list[Mention]:
    certificates = enumerate(subject.product.certificates)
    return [mention for at, found in certificates for mention in _if(found.document, f"certificates.{at}.document")]


def _is_what_it_says(file: Path) -> bool:
    with file.open("rb") as stream:
        kind = kind_of(stream.read(1024))
    return kind == file.suffix.lower().replace("jpeg", "jpg")


def unlisted(subject: Subject) -> Iterator[Problem]:
    """Files in a product's folder that its `product.yml` does not name."""
    product, entry = subject.product, subject.entry
    portrait = product.producer.portrait if product.producer else None
    named = [*(photo.file for photo in product.photos), *(name for _, name in _documents(subject)), portrait or ""]
    yield from _rest(entry, "photos", entry.folder, names_in(entry.folder), [*named, PRODUCT_FILE])


def pictures(entry: SettingsEntry, settings: Settings, folder: Path) -> Iterator[Problem]:
    """What `catalogue.yml` names in `_pictures/`; `folder` is the one of the products."""
    names = names_in(folder / PICTURES)
    mentions = list(_pictures(settings))
    yield from _check(entry, folder / PICTURES, names, mentions, PHOTOS)
    for at, event in enumerate(settings.events):
        yield from _named_twice(entry, [(f"events.{at}.photos.{n}.file", p.file) for n, p in enumerate(event.photos)])
    yield from _rest(entry, "", folder / PICTURES, names, [name for _, name in mentions])


def boundaries(entry: SettingsEntry, settings: Settings, folder: Path) -> Iterator[Problem]:
    """The boundaries of the communes: a GeoJSON file beside `catalogue.yml`, a feature for each `key`."""
    names, communes = names_in(folder), [commune.key for commune in settings.communes]
    yield from _check(entry, folder, names, _if(settings.boundaries, "boundaries"), BOUNDARIES)
    found = locate(folder, settings.boundaries or "", names)
    if isinstance(found, Path) and found.suffix.lower() in BOUNDARIES:
        shapes = read_boundaries(found)
        if shapes is None:
            yield error(entry, "boundaries_content", "boundaries", found=found.name)
        for key in (key for key in shapes or () if key not in communes):
            yield error(entry, "boundaries_commune", "boundaries", found=key, allowed=", ".join(communes) or "–")


def _pictures(settings: Settings) -> Iterator[Mention]:
    for at, category in enumerate(settings.categories):
        yield from _if(category.picture, f"categories.{at}.picture")
    for at, event in enumerate(settings.events):
        yield from ((f"events.{at}.photos.{n}.file", photo.file) for n, photo in enumerate(event.photos))
    yield from _if(settings.home.picture, "home.picture")
    yield from _if(settings.home.picture_dark, "home.picture_dark")


def _if(name: str | None, path: str) -> list[Mention]:
    return [(path, name)] if name else []


def _check(
    where: Located, folder: Path, names: Sequence[str], mentions: Iterable[Mention], suffixes: Sequence[str]
) -> Iterator[Problem]:
    """Each mention leads to a file in `folder` with one of `suffixes`."""
    for path, name in mentions:
        found = locate(folder, name, names)
        if isinstance(found, Amiss):
            meant = _meant(name, found, names)
            code = "file_missing_near" if meant and found is Amiss.MISSING else found
            yield error(where, code, path, found=name, near=meant, folder=nfc(folder.name))
        elif found.suffix.lower() not in suffixes:
            yield error(where, "file_type", path, found=name, suffix=found.suffix or "–", allowed=", ".join(suffixes))


def _meant(name: str, why: Amiss, names: Sequence[str]) -> str:
    """The name that was probably meant, '' where none is near."""
    if why is Amiss.PATH:
        return name.replace("\\", "/").rpartition("/")[2]
    return nfc(near.choice(name, names)) if why is Amiss.MISSING else ""


def _named_twice(where: Located, mentions: list[Mention]) -> Iterator[Problem]:
    for at, (path, name) in enumerate(mentions):
        if name.casefold() in {other.casefold() for _, other in mentions[:at]}:
            yield warning(where, "photo_twice", path, found=name)


def _rest(where: Located, path: str, folder: Path, names: Sequence[str], named: list[str]) -> Iterator[Problem]:
    """What nobody names, nor perhaps means, in one warning."""
    found = {name: locate(folder, name, names) for name in named}
    taken = {_meant(name, f, names) if isinstance(f, Amiss) else nfc(f.name) for name, f in found.items()}
    rest = [nfc(name) for name in names if nfc(name) not in taken]
    if rest:
        more = f" … (+{len(rest) - MOST_NAMED})" if len(rest) > MOST_NAMED else ""
        yield warning(where, "files_unlisted", path, files=", ".join(rest[:MOST_NAMED]) + more, folder=nfc(folder.name))
