"""From the folder `products/` to a `RawCatalogue`: every file read, nothing left out silently."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..problems import Problem, Severity
from ..showcase import Prose, Settings
from ..text import FALLBACK
from . import parse
from .errors import Sheet, foreign
from .kept import Kept
from .outline import Branch
from .parse import Parsed
from .positions import Positions
from .raw import Entry, ProseEntry, RawCatalogue, SettingsEntry
from .survey import SETTINGS_FILE, Folder, Found, Survey, stray, survey


def read(products: Path, base: Path, cache: Path | None) -> RawCatalogue:
    """Read everything in `products`.

    `base` is the folder that file names in problems are relative to; `cache` the folder that keeps what was read,
    None to keep nothing.
    """
    label = _label(products, base)
    try:
        found = survey(products, label)
    except OSError:
        return _nothing(products, label)
    kept = Kept(cache)
    catalogue = _settings(found.settings, label, kept)
    languages = _languages(catalogue.settings, catalogue.data)
    entries = tuple(_entry(folder, languages, kept) for folder in found.folders)
    prose = tuple(_prose(page, stem, lang, languages, kept) for page, stem, lang in found.prose)
    kept.save()
    problems = (*_strays(found, label, catalogue), *_unpaired(prose, languages), *_same_slug(prose))
    return RawCatalogue(products, catalogue, entries, prose, problems)


def _label(path: Path, base: Path) -> str:
    """`path` as a person types it from `base`; in full where it lies outside."""
    full = Path(os.path.normpath(path.absolute()))
    root = Path(os.path.normpath(base.absolute()))
    return (full.relative_to(root) if full.is_relative_to(root) else full).as_posix()


def _nothing(products: Path, label: str) -> RawCatalogue:
    catalogue = SettingsEntry(f"{label}/{SETTINGS_FILE}", None, {}, Positions())
    code = "file_unreadable" if products.is_dir() else "products_folder_missing"
    problem = Problem(label, code, params={"found": label})
    return RawCatalogue(products, catalogue, (), (), (problem,))


def _languages(settings: Settings | None, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The catalogue's languages; none where they cannot be known, so that no text is blamed for it."""
    if settings:
        return settings.languages
    written = data.get("languages", Settings.model_fields["languages"].default) if data else ()
    listed = isinstance(written, (list, tuple)) and written
    return tuple(dict.fromkeys((FALLBACK, *map(str, written)))) if listed else ()


def _strays(found: Survey, label: str, catalogue: SettingsEntry) -> Iterator[Problem]:
    return stray(found, label, catalogue.settings.boundaries if catalogue.settings else None)


def _parsed(found: Found, parser: Callable[[bytes], Parsed[parse.N]], kept: Kept) -> Parsed[parse.N]:
    """The file through `parser`, unless it is kept; a file that cannot be opened is a problem."""
    try:
        return kept.get(found, lambda: parser(_bytes(found.path)))
    except OSError:
        return Parsed(None, {}, Positions(), problems=(Problem(found.file, "file_unreadable"),))


def _bytes(path: Path) -> bytes:
    """No more than it takes to see that a file is too large."""
    with path.open("rb") as stream:
        return stream.read(parse.LIMIT + 1)


def _settings(found: Found | None, label: str, kept: Kept) -> SettingsEntry:
    file = f"{label}/{SETTINGS_FILE}"
    if not found:
        return SettingsEntry(file, None, {}, Positions())
    made = _parsed(found, lambda content: parse.settings(content, file), kept)
    problems = (*made.problems, *_foreign(made, file, _languages(made.noun, made.data)))
    return SettingsEntry(file, made.noun, made.data, made.positions, made.texts, problems)


def _entry(folder: Folder, languages: tuple[str, ...], kept: Kept) -> Entry:
    slug = folder.file.rpartition("/")[2]
    found = folder.product
    if not found:
        return Entry(slug, folder.file, folder.path, folder.names, None, {}, Positions(), (), folder.problems)
    proper = parse.STAND_IN if folder.problems else slug
    made = _parsed(found, lambda content: parse.product(content, found.file, proper), kept)
    problems = (*folder.problems, *made.problems, *_foreign(made, found.file, languages))
    return Entry(
        slug, found.file, folder.path, folder.names, made.noun, made.data, made.positions, made.texts, problems
    )


def _foreign(made: Parsed[parse.N], file: str, languages: tuple[str, ...]) -> Iterator[Problem]:
    return foreign(made.texts if languages else (), languages, Sheet(file, made.positions, Branch()))


def _prose(found: Found, stem: str, lang: str, languages: tuple[str, ...], kept: Kept) -> ProseEntry:
    made: Parsed[Prose] = _parsed(found, lambda content: parse.prose(content, found.file, stem, lang), kept)
    problems = made.problems
    if languages and lang not in languages:
        params = {"found": lang, "allowed": ", ".join(languages)}
        problems += (Problem(found.file, "prose_language", params=params),)
    return ProseEntry(found.file, made.noun, made.positions, problems)


def _unpaired(prose: tuple[ProseEntry, ...], languages: tuple[str, ...]) -> Iterator[Problem]:
    """Pages that are not written in every language."""
    pages = [(entry.file, *entry.file.rpartition("/")[2].split(".")[:2]) for entry in prose]
    for file, stem, lang in pages:
        written = {other for _, same, other in pages if same == stem}
        for missing in (other for other in languages if other not in written and lang == min(written)):
            params = {"stem": stem, "language": missing, "wanted": f"{stem}.{missing}.md"}
            yield Problem(file, "prose_unpaired", params=params, severity=Severity.WARNING)


def _same_slug(prose: tuple[ProseEntry, ...]) -> Iterator[Problem]:
    """Two pages of one language at one address."""
    taken: dict[tuple[str, str], str] = {}
    for entry in prose:
        if entry.prose:
            other = taken.setdefault((entry.prose.lang, entry.prose.slug), entry.file)
            if other != entry.file:
                line, column = entry.positions.of("slug")
                params = {"slug": entry.prose.slug, "other": other}
                yield Problem(entry.file, "prose_slug_taken", line, column, "slug", params)
