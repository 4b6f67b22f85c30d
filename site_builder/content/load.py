"""Loads the folder `products/` into a `RawCatalogue`: reads every file; each file that cannot be used is a problem."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ..cache import Cache
from ..catalogue.showcase import Prose, Settings
from ..catalogue.values import FALLBACK_LANGUAGE, is_language_code
from ..messages import Problem
from . import file_text, validate, yaml_reader
from .folder import (
    SETTINGS_FILE,
    FolderSurvey,
    FoundFile,
    ProductFolder,
    stray_file_problems,
    survey_folder,
    survey_news,
)
from .keys import KeyTree
from .positions import Positions
from .raw import PageEntry, ProductEntry, RawCatalogue, SettingsEntry
from .refusals import ValidatedFile, unknown_languages
from .validate import ParsedFile, YamlReading


def read_catalogue(products: Path, base: Path, cache: Path | None) -> RawCatalogue:
    """Read everything in `products`.

    `base` is the folder that file names in problems are relative to; `cache` the folder that keeps what was read,
    None to keep nothing.
    """
    label = display_path(products, base)
    try:
        found, news = survey_folder(products, label), survey_news(products, label)
    except OSError:
        return _empty_catalogue(products, label)
    with Cache(cache) as kept, _without_garbage_collector():
        read = partial(yaml_reader.read_yaml_cached, cache=kept)
        catalogue = _read_settings_entry(found.settings, label, read)
        languages = _known_languages(catalogue.settings, catalogue.data)
        entries = tuple(_read_product_entry(folder, languages, read) for folder in found.folders)
    prose = tuple(_read_page(validate.parse_prose, *page, languages) for page in found.prose)
    articles = tuple(_read_page(validate.parse_article, *page, languages) for page in news.articles)
    problems = (
        *_stray_problems(found, label, catalogue),
        *_slug_problems(prose),
        *news.problems,
    )
    return RawCatalogue(
        folder=products, catalogue=catalogue, entries=entries, prose=prose, news=articles, problems=problems
    )


def display_path(path: Path, base: Path) -> str:
    """`path` as a person types it from `base`; in full where it lies outside."""
    full = Path(os.path.normpath(path.absolute()))
    root = Path(os.path.normpath(base.absolute()))
    return (full.relative_to(root) if full.is_relative_to(root) else full).as_posix()


def _empty_catalogue(products: Path, label: str) -> RawCatalogue:
    catalogue = SettingsEntry(f"{label}/{SETTINGS_FILE}", None, {}, Positions())
    code = "file_unreadable" if products.is_dir() else "products_folder_missing"
    problem = Problem(label, code, params={"found": label})
    return RawCatalogue(folder=products, catalogue=catalogue, entries=(), prose=(), problems=(problem,))


def _known_languages(settings: Settings | None, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The catalogue's languages; empty where the settings cannot be read, so that no text is reported for that."""
    if settings:
        return settings.languages
    written = data.get("languages", Settings.model_fields["languages"].default) if data else ()
    listed = isinstance(written, (list, tuple)) and written
    return tuple(dict.fromkeys((FALLBACK_LANGUAGE, *map(str, written)))) if listed else ()


def _stray_problems(found: FolderSurvey, label: str, catalogue: SettingsEntry) -> Iterator[Problem]:
    return stray_file_problems(found, label, catalogue.settings.boundaries if catalogue.settings else None)


@contextmanager
def _without_garbage_collector() -> Iterator[None]:
    """Turn the garbage collector off: walking the growing heap took half of the time of a thousand products.

    What was read stays until the end and holds no cycles, so it is frozen: later collections skip it too.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _parse_file(found: FoundFile, parser: Callable[[bytes], ParsedFile[validate.Model]]) -> ParsedFile[validate.Model]:
    """The parsed file; one that cannot be opened is a problem."""
    try:
        return parser(_read_bytes(found.path))
    except OSError:
        return ParsedFile(None, {}, Positions(), problems=(Problem(found.file, "file_unreadable"),))


def _read_bytes(path: Path) -> bytes:
    """No more than it takes to see that a file is too large."""
    with path.open("rb") as stream:
        return stream.read(file_text.MAX_FILE_BYTES + 1)


def _read_settings_entry(found: FoundFile | None, label: str, read: YamlReading) -> SettingsEntry:
    file = f"{label}/{SETTINGS_FILE}"
    if not found:
        return SettingsEntry(file, None, {}, Positions())
    made = _parse_file(found, lambda content: validate.parse_settings(content, file, read))
    problems = (*made.problems, *_unknown_language_problems(made, file, _known_languages(made.noun, made.data)))
    return SettingsEntry(
        file, settings=made.noun, data=made.data, positions=made.positions, texts=made.texts, problems=problems
    )


def _read_product_entry(folder: ProductFolder, languages: tuple[str, ...], read: YamlReading) -> ProductEntry:
    slug = folder.file.rpartition("/")[2]
    found = folder.product
    if not found:
        return ProductEntry(
            slug=slug,
            file=folder.file,
            folder=folder.path,
            files=folder.names,
            product=None,
            data={},
            positions=Positions(),
            texts=(),
            problems=folder.problems,
        )
    proper = validate.PLACEHOLDER_SLUG if folder.problems else slug
    made = _parse_file(found, lambda content: validate.parse_product(content, found.file, proper, read))
    problems = (*folder.problems, *made.problems, *_unknown_language_problems(made, found.file, languages))
    return ProductEntry(
        slug=slug,
        file=found.file,
        folder=folder.path,
        files=folder.names,
        product=made.noun,
        data=made.data,
        positions=made.positions,
        texts=made.texts,
        problems=problems,
    )


def _unknown_language_problems(
    made: ParsedFile[validate.Model], file: str, languages: tuple[str, ...]
) -> Iterator[Problem]:
    return unknown_languages(made.texts if languages else (), languages, ValidatedFile(file, made.positions, KeyTree()))


def _read_page(
    parse: Callable[[bytes, str, str, str], ParsedFile[validate.AnyPage]],
    found: FoundFile,
    stem: str,
    lang: str,
    languages: tuple[str, ...],
) -> PageEntry[validate.AnyPage]:
    made = _parse_file(found, lambda content: parse(content, found.file, stem, lang))
    problems = (*made.problems, *_unknown_language_problems(made, found.file, languages))
    if languages and not is_language_code(lang):  # another language that is not listed is told with the rest
        params = {"found": lang, "allowed": ", ".join(languages)}
        problems += (Problem(found.file, "prose_language", params=params),)
    return PageEntry(
        file=found.file,
        page=made.noun,
        positions=made.positions,
        data=made.data,
        texts=made.texts,
        first_line=made.first_line,
        problems=problems,
    )


def _slug_problems(prose: tuple[PageEntry[Prose], ...]) -> Iterator[Problem]:
    """A problem for each prose page whose slug another page of the same language already has."""
    taken: dict[tuple[str, str], str] = {}
    for entry in prose:
        if entry.page:
            other = taken.setdefault((entry.page.lang, entry.page.slug), entry.file)
            if other != entry.file:
                line, column = entry.positions.of("slug")
                params = {"slug": entry.page.slug, "other": other}
                yield Problem(entry.file, "prose_slug_taken", line=line, column=column, path="slug", params=params)
