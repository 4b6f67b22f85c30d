"""The folder `products/`: what lies in it, which file a name in the content means, and nothing outside of it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Any

from ..catalogue.showcase import NEWS_FOLDER, Settings
from ..catalogue.values import FALLBACK_LANGUAGE
from ..catalogue.vietnamese import nearest_spellings, nfc, slug
from ..files import file_kind
from ..messages import Problem, Severity

PRODUCT_FILE = "product.yml"
SETTINGS_FILE = "catalogue.yml"
SCHEMA_FILES = ("product.schema.json", "catalogue.schema.json")
LEDGER_FILE = "short-links.csv"
"""The codes that are on paper: written by the commands, read at every build, never published."""
PHOTO_SUFFIXES = (
    ".jpg",
    ".jpeg",
    ".png",
    ".heic",
    ".heif",
    ".hif",
    ".webp",
    ".avif",
    ".tif",
    ".tiff",
    ".mpo",
    ".jfif",
    ".jpe",
)
DOCUMENT_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".webp")
LITTER_PATTERN = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)
"""What Windows, macOS and Office leave behind."""
_PROSE_FILE_NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z]{2,3}(?:-[a-z]+)?)\.md")
_ARTICLE_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*\.([a-z]{2,3}(?:-[a-z]+)?)\.md")
_DAY_IN_NAME = re.compile(r"(?P<year>\d{4})[-_. ]?(?P<month>\d\d)[-_. ]?(?P<day>\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_. ](?P<month>\d{1,2})[-_. ](?P<year>\d{4})(?!\d)")
_LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2,3})$", re.IGNORECASE)
_TEXT_SUFFIXES = (".yml", ".yaml", ".txt")
_MIN_RING_POINTS = 4


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: its path and its label (the path as a person types it)."""

    path: Path
    file: str


@dataclass(frozen=True, slots=True)
class ProductFolder:
    """A product's folder, the names of the files in it, its `product.yml` or what is wrong instead."""

    path: Path
    file: str
    names: tuple[str, ...]
    product: FoundFile | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderSurvey:
    """The listing of `products/`; `loose` are the names of files that are neither product, page nor settings.

    `no_files` are the names of what stands in the place of a file of ours and is none, with what it is.
    """

    folders: tuple[ProductFolder, ...]
    settings: FoundFile | None
    prose: tuple[tuple[FoundFile, str, str], ...]
    loose: tuple[str, ...]
    no_files: Mapping[str, FileProblem]


def survey_folder(products: Path, label: str) -> FolderSurvey:
    """Look at `products`, one look at each folder; problems call it `label`. Raises OSError if it cannot be read."""
    entries = [entry for entry in _sorted_entries(products) if not LITTER_PATTERN.match(entry.name)]
    files = [entry for entry in entries if entry.is_file()]
    pages = [(entry, match) for entry in files if (match := _PROSE_FILE_NAME.fullmatch(entry.name))]
    belonging = {SETTINGS_FILE, LEDGER_FILE, *SCHEMA_FILES, *(entry.name for entry, _ in pages)}
    no_files = {
        entry.name: _no_file(entry)
        for entry in entries
        if not entry.is_file() and (entry.name in belonging or _PROSE_FILE_NAME.fullmatch(entry.name))
    }
    folders = [e for e in entries if e.is_dir() and not e.name.startswith("_") and e.name not in no_files]
    beside, proposed = [entry.name for entry in entries], set[str]()
    return FolderSurvey(
        folders=tuple(_product_folder(entry, label, beside, proposed) for entry in folders),
        settings=next((_found_file(entry, label) for entry in files if entry.name == SETTINGS_FILE), None),
        prose=tuple((_found_file(entry, label), match[1], match[2]) for entry, match in pages),
        loose=tuple(entry.name for entry in files if entry.name not in belonging),
        no_files=no_files,
    )


def _no_file(entry: os.DirEntry[str]) -> FileProblem:
    return FileProblem.FOLDER if entry.is_dir() else FileProblem.SPECIAL


def _no_file_problem(kind: FileProblem, file: str) -> Problem:
    """Something else in the place of `file`, a file of ours."""
    folder, _, name = file.rpartition("/")
    return Problem(file, f"{kind}_here", params={"found": name, "folder": folder})


def _product_folder(entry: os.DirEntry[str], label: str, beside: Sequence[str], proposed: set[str]) -> ProductFolder:
    """The folder `entry` as found, `beside` it others; `proposed` are the names that are given to folders so far."""
    file = f"{label}/{nfc(entry.name)}"
    try:
        entries = _sorted_entries(Path(entry.path))
    except OSError:
        return ProductFolder(
            path=Path(entry.path), file=file, names=(), product=None, problems=(Problem(file, "file_unreadable"),)
        )
    files = [inner for inner in entries if inner.is_file()]
    product = next((_found_file(inner, file) for inner in files if inner.name == PRODUCT_FILE), None)
    no_file = next((inner for inner in entries if inner.name == PRODUCT_FILE and not product), None)
    problems = list(_folder_name_problems(entry.name, file, beside, proposed))
    misnamed = "" if product or no_file else _misspelt_name(PRODUCT_FILE, tuple(inner.name for inner in files))
    if no_file:
        problems.append(_no_file_problem(_no_file(no_file), f"{file}/{PRODUCT_FILE}"))
    elif misnamed:
        problems.append(Problem(f"{file}/{nfc(misnamed)}", "product_file_named", params={"found": nfc(misnamed)}))
    elif not product:
        problems.append(Problem(file, "product_file_missing", params={"folder": file.rpartition("/")[2]}))
    names = tuple(inner.name for inner in entries)
    return ProductFolder(path=Path(entry.path), file=file, names=names, product=product, problems=tuple(problems))


def _folder_name_problems(name: str, file: str, beside: Sequence[str], proposed: set[str]) -> Iterator[Problem]:
    """The folder's name is the product's address on the site, so it may hold only what every address may hold."""
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        return
    wanted, others = slug(name) or "san-pham", {other.casefold() for other in beside if other != name}
    free = free_name(wanted, others | proposed)
    code = "folder_name_taken" if wanted in others else "folder_name"
    yield Problem(file, code, params={"found": nfc(name), "other": wanted, "wanted": free})
    proposed.add(free)


def free_name(wanted: str, taken: Collection[str], suffix: str = "") -> str:
    """`wanted`, or with the first number behind it with which (and with `suffix`) it is not among `taken`."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(name for name in chain((wanted,), numbered) if f"{name}{suffix}".casefold() not in taken)


def _sorted_entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:  # the order of a folder differs from system to system
        return sorted(entries, key=lambda entry: entry.name)


def _found_file(entry: os.DirEntry[str], label: str) -> FoundFile:
    return FoundFile(Path(entry.path), f"{label}/{nfc(entry.name)}")


def _misspelt_name(right: str, names: tuple[str, ...]) -> str:
    """The file that is probably a misspelt `right` (other capitals, `.yaml`, `.yml.txt`, a typing error), or ''."""
    written = {name.lower(): name for name in names if name.lower().endswith(_TEXT_SUFFIXES)}
    return next((written[near] for near in nearest_spellings(right, written)), "")


def stray_file_problems(survey: FolderSurvey, label: str, boundaries: str | None) -> Iterator[Problem]:
    """A problem for each file that belongs to nothing, with a guess what it is; `boundaries` is the settings' file."""
    no_settings = not survey.settings and SETTINGS_FILE not in survey.no_files
    misnamed = _misspelt_name(SETTINGS_FILE, survey.loose) if no_settings else ""
    folders = {folder.path.name.casefold() for folder in survey.folders}
    pages = {page.path.name for page, _, _ in survey.prose}
    for name, kind in survey.no_files.items():
        yield _no_file_problem(kind, f"{label}/{nfc(name)}")
    if no_settings and not misnamed:
        yield Problem(f"{label}/{SETTINGS_FILE}", "settings_file_missing", params={"folder": label})
    for name in survey.loose:
        file, params = f"{label}/{nfc(name)}", {"found": nfc(name)}
        stem = slug(name.partition(".")[0]) or "trang"
        if name == misnamed:
            yield Problem(file, "settings_file_named", params=params)
        elif name.lower().endswith((".yml", ".yaml")):
            yield Problem(file, "loose_product_file", params=params | {"wanted": f"{label}/{free_name(stem, folders)}"})
        elif name.lower().endswith(".md"):
            wanted = free_name(stem, pages, ".vi.md")
            yield Problem(file, "prose_file_named", params=params | {"wanted": wanted}, severity=Severity.WARNING)
        elif name != boundaries:
            yield Problem(file, "loose_file", params=params, severity=Severity.WARNING)


@dataclass(frozen=True, slots=True)
class NewsSurvey:
    """The listing of the folder: each article with its stem and language, and the problems of other names."""

    articles: tuple[tuple[FoundFile, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def survey_news(products: Path, label: str) -> NewsSurvey:
    """Look at the folder of the news in `products`, which problems call `label`; without one there is no news."""
    folder = products / NEWS_FOLDER
    articles: list[tuple[FoundFile, str, str]] = []
    problems: list[Problem] = []
    for name in file_names(folder):
        if is_article_file(name):
            found = FoundFile(folder / name, f"{label}/{NEWS_FOLDER}/{nfc(name)}")
            match = _ARTICLE_NAME.fullmatch(name)
            wrong = tuple(_name_problems(found.file, name, match[1] if match else None))
            problems += wrong
            if match and not wrong:
                articles.append((found, name.partition(".")[0], match[2]))
    return NewsSurvey(tuple(articles), tuple(problems))


def is_article_file(name: str) -> bool:
    """Whether a file of the folder is meant for an article, however it is called."""
    return PurePosixPath(name).suffix.lower() in (".md", ".markdown")


def _name_problems(file: str, name: str, day: str | None) -> Iterator[Problem]:
    """What is wrong with the name; `day` is what stands in the place of the day where the rest of it is right."""
    if day is None:
        wanted, without_day = _name_meant(nfc(name))
        code = "article_without_day" if without_day else "article_file_named"
        yield Problem(file, code, params={"found": nfc(name), "wanted": wanted})
    elif _day(day) is None:
        yield Problem(file, "article_day_impossible", params={"found": day, "rest": name.removeprefix(day)})


def _name_meant(name: str) -> tuple[str, bool]:
    """The name that was probably meant, and whether no day is in it: then it is the name behind the day."""
    rest = re.sub(r"\.(md|markdown)$", "", name, flags=re.IGNORECASE)
    lang = _LANGUAGE_IN_NAME.search(rest)
    rest = rest.removesuffix(lang[0]) if lang else rest
    dates = (match for pattern in (_DAY_IN_NAME, _DAY_FIRST) for match in pattern.finditer(rest))
    dated = next((match for match in dates if _day_of(match)), None)
    plain = rest.replace(dated[0], " ", 1) if dated else rest
    tail = f"{slug(plain) or 'ten-bai'}.{lang[1].lower() if lang else FALLBACK_LANGUAGE}.md"
    return (f"{_day_of(dated)}-{tail}", False) if dated else (tail, True)


def _day_of(match: re.Match[str]) -> date | None:
    return _day(f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class FileProblem(StrEnum):
    """Why a name leads to no file; the code of the problem."""

    PATH = "file_path"
    MISSING = "file_missing"
    OUTSIDE = "file_outside"
    FOLDER = "file_is_folder"
    SPECIAL = "file_special"


def locate_file(folder: Path, name: str, names: Collection[str]) -> Path | FileProblem:
    """The file that `name` means among the `names` that lie in `folder`, or why there is none.

    A name is of one file beside the YAML: no folders, no `..`, no link that leads out.
    """
    if not name or name in (".", "..") or any(sign in name for sign in "/\\:\0"):
        return FileProblem.PATH
    # macOS stores marks decomposed, and it and Windows do not tell capitals apart: what works on one of them has to
    # work on the server. A spelling that fits several files on disk means none of them.
    matches = [stored for stored in names if stored == name]
    matches = matches or [stored for stored in names if nfc(stored) == nfc(name)]
    matches = matches or [stored for stored in names if nfc(stored).casefold() == nfc(name).casefold()]
    if len(matches) != 1:
        return FileProblem.MISSING
    path = folder / matches[0]
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return FileProblem.OUTSIDE
    if path.is_file():
        return path
    return FileProblem.FOLDER if path.is_dir() else FileProblem.SPECIAL


def find_file(folder: Path, name: str) -> Path | None:
    """The file that `name` means in `folder`, None where there is none that may be used."""
    file = locate_file(folder, name, file_names(folder))
    return None if isinstance(file, FileProblem) else file


def file_names(folder: Path) -> tuple[str, ...]:
    """The sorted names in `folder`, without what systems leave behind; empty where there is no such folder."""
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(name for name in names if not LITTER_PATTERN.match(name)))


def file_suffix(document: Path) -> str | None:
    """`document_suffix` of a file; None also where it cannot be read."""
    try:
        with document.open("rb") as stream:
            return document_suffix(stream.read(1024))
    except OSError:
        return None


def document_suffix(start: bytes) -> str | None:
    """The suffix that belongs to a document by its first bytes; None for any other format."""
    if b"%PDF-" in start[:1024]:  # the standard lets other bytes come first
        return ".pdf"
    return {"WEBP": ".webp", "JPEG": ".jpg", "PNG": ".png"}.get(file_kind(start) or "")


Ring = tuple[tuple[float, float], ...]
"""Points as (longitude, latitude) in degrees, the first of them again at the end."""
CommuneShapes = Mapping[str, tuple[Ring, ...]]
"""The rings of each commune, by its key; holes are rings too."""


def load_boundaries(settings: Settings, folder: Path) -> CommuneShapes:
    """The boundaries from the file that `settings` name in `folder`; empty where there is none or it is invalid."""
    file = find_file(folder, settings.boundaries) if settings.boundaries else None
    return (read_geojson(file) if file else None) or {}


def read_geojson(file: Path) -> CommuneShapes | None:
    """The shapes in `file`; None where it is no FeatureCollection of (multi)polygons with a property `key` each."""
    shapes: dict[str, tuple[Ring, ...]] = {}
    try:
        for feature in json.loads(file.read_bytes())["features"]:
            key = str(feature["properties"]["key"])
            shapes[key] = (*shapes.get(key, ()), *_rings(feature["geometry"]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return shapes


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        if len(ring) < _MIN_RING_POINTS:
            raise ValueError("a ring of less than four points")
        points = tuple((float(lon), float(lat)) for lon, lat, *_ in ring)  # a third number is the height
        # Survey offices deliver metres of VN-2000 too, which would put the communes far off the map.
        if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points):
            raise ValueError("not longitude and latitude in degrees")
        yield points
