"""What lies in `products/`: which folder is a product, which file a page, and which of them has the wrong name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..problems import Problem, Severity
from ..vietnamese import nfc, slug

PRODUCT_FILE = "product.yml"
SETTINGS_FILE = "catalogue.yml"
SCHEMAS = ("product.schema.json", "catalogue.schema.json")
LEDGER_FILE = "short-links.csv"
"""The codes that are on paper: written by the commands, read at every build, never published."""
LITTER = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)
"""What Windows, macOS and Office leave behind."""
_PAGE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z]{2,3}(?:-[a-z]+)?)\.md")
_WRITTEN = (".yml", ".yaml", ".txt")

Stat = tuple[int, int, int]
"""Size, mtime_ns, ctime_ns."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, what a person calls it, and its stat."""

    path: Path
    file: str
    stat: Stat


@dataclass(frozen=True, slots=True)
class Folder:
    """A product's folder, the names of the files in it, its `product.yml` or what is wrong instead."""

    path: Path
    file: str
    names: tuple[str, ...]
    product: Found | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole of `products/`; `loose` are the names of files that belong to nothing."""

    folders: tuple[Folder, ...]
    settings: Found | None
    prose: tuple[tuple[Found, str, str], ...]
    loose: tuple[str, ...]


def survey(products: Path, label: str) -> Survey:
    """Look at `products`, one look at each folder; problems call it `label`. Raises OSError if it cannot be read."""
    entries = [entry for entry in _entries(products) if not LITTER.match(entry.name)]
    files = [entry for entry in entries if entry.is_file()]
    pages = [(entry, match) for entry in files if (match := _PAGE.fullmatch(entry.name))]
    known = {SETTINGS_FILE, LEDGER_FILE, *SCHEMAS, *(entry.name for entry, _ in pages)}
    return Survey(
        folders=tuple(_folder(entry, label) for entry in entries if entry.is_dir() and not entry.name.startswith("_")),
        settings=next((_found(entry, label) for entry in files if entry.name == SETTINGS_FILE), None),
        prose=tuple((_found(entry, label), match[1], match[2]) for entry, match in pages),
        loose=tuple(entry.name for entry in files if entry.name not in known),
    )


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _found(entry: os.DirEntry[str], label: str) -> Found:
    stat = entry.stat()
    return Found(Path(entry.path), f"{label}/{nfc(entry.name)}", (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))


def _folder(entry: os.DirEntry[str], label: str) -> Folder:
    file = f"{label}/{nfc(entry.name)}"
    try:
        files = [inner for inner in _entries(Path(entry.path)) if inner.is_file()]
    except OSError:
        return Folder(Path(entry.path), file, (), None, (Problem(file, "file_unreadable"),))
    product = next((_found(inner, file) for inner in files if inner.name == PRODUCT_FILE), None)
    names = tuple(inner.name for inner in files)
    problems = tuple(_folder_name(entry.name, file)) + (() if product else (_no_product(names, file),))
    return Folder(Path(entry.path), file, names, product, problems)


def _folder_name(name: str, file: str) -> Iterator[Problem]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        yield Problem(file, "folder_name", params={"found": nfc(name), "wanted": slug(name) or "san-pham"})


def _no_product(names: tuple[str, ...], file: str) -> Problem:
    misnamed = _alike(PRODUCT_FILE, names)
    if misnamed:
        return Problem(f"{file}/{nfc(misnamed)}", "product_file_named", params={"found": nfc(misnamed)})
    return Problem(file, "product_file_missing", params={"folder": file.rpartition("/")[2]})


def _alike(wanted: str, names: tuple[str, ...]) -> str:
    """The name that was meant to be `wanted`: other capitals, `.yaml`, `.yml.txt`, a slip."""
    written = {name.lower(): name for name in names if name.lower().endswith(_WRITTEN)}
    near = get_close_matches(wanted, written, n=1, cutoff=0.75)
    return written[near[0]] if near else ""


def stray(found: Survey, label: str, boundaries: str | None) -> Iterator[Problem]:
    """What the files that belong to nothing were perhaps meant to be; `boundaries` is a file that the settings name."""
    meant = "" if found.settings else _alike(SETTINGS_FILE, found.loose)
    if not found.settings and not meant:
        yield Problem(f"{label}/{SETTINGS_FILE}", "settings_file_missing", params={"folder": label})
    for name in found.loose:
        file, words = f"{label}/{nfc(name)}", {"found": nfc(name)}
        stem = slug(name.partition(".")[0]) or "trang"
        if name == meant:
            yield Problem(file, "settings_file_named", params=words)
        elif name.lower().endswith((".yml", ".yaml")):
            yield Problem(file, "loose_product_file", params=words | {"wanted": f"{label}/{stem}"})
        elif name.lower().endswith(".md"):
            yield Problem(file, "prose_file_named", params=words | {"wanted": stem}, severity=Severity.WARNING)
        elif name != boundaries:
            yield Problem(file, "loose_file", params=words, severity=Severity.WARNING)
