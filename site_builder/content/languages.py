"""The catalogue's languages and those of its texts: what is not translated yet, what is written in others.

Who adds a language to `languages:`, or takes one out, has to do with every text at once, and is told of it in one
note a language, with the files in which there is most to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from ..catalogue.names import EVERY_LANGUAGE, OtherNames
from ..catalogue.product import Status
from ..catalogue.showcase import WrittenPage
from ..catalogue.values import Text, is_language_code
from ..messages import Problem, Severity
from .raw import PageEntry, ProductEntry, RawCatalogue, SettingsEntry, warning_at

UNTRANSLATED = ("other_names",)
"""Keys whose languages have nothing to do with each other: a language has other names or none."""
MOST_SINGLE_NOTES = 12
"""Texts without a translation that are told each at its place; of more in one language there is a single note."""
MOST_EXAMPLES = 3
MOST_PAGES_NAMED = 8

Model = TypeVar("Model", bound=BaseModel)
TextsEntry = ProductEntry | SettingsEntry | PageEntry[WrittenPage]
"""A file that holds texts in several languages."""


def language_problems(raw: RawCatalogue) -> Iterator[Problem]:
    """What the texts and pages of `raw` lack of the catalogue's languages, and what they have besides."""
    if raw.settings:
        published = [e for e in raw.entries if e.product and e.product.status is not Status.DRAFT]
        entries: tuple[TextsEntry, ...] = (raw.catalogue, *published, *raw.news)
        yield from _untranslated_texts(entries, raw.settings.languages, raw.catalogue)
        yield from _untranslated_pages(raw.written, raw.settings.languages)
        yield from _unlisted_languages(raw, raw.settings.languages)


def _untranslated_texts(
    entries: Iterable[TextsEntry],
    languages: Collection[str],
    settings: SettingsEntry,
) -> Iterator[Problem]:
    lacking = [
        (entry, path, [lang for lang in languages if lang not in written])
        for entry in entries
        for path, written in entry.texts
        if path.rpartition(".")[2] not in UNTRANSLATED
    ]
    counts = {lang: Counter(entry.file for entry, _, langs in lacking if lang in langs) for lang in languages}
    many = {lang for lang, files in counts.items() if files.total() > MOST_SINGLE_NOTES}
    for entry, path, langs in lacking:
        if few := [lang for lang in langs if lang not in many]:
            wanted = ", ".join(f"{lang}: …" for lang in few)
            yield warning_at(entry, "translation_missing", path, languages=", ".join(few), wanted=wanted)
    for lang in (lang for lang in languages if lang in many):
        files, written = counts[lang], len(lacking) - counts[lang].total()
        yield warning_at(
            settings,
            "translations_missing",
            "languages",
            language=lang,
            count=files.total(),
            files=len(files),
            written=written,
            examples=_examples(files),
            without=f"[{', '.join(each for each in languages if each != lang)}]",
        )


def _untranslated_pages(pages: Iterable[PageEntry[WrittenPage]], languages: Collection[str]) -> Iterator[Problem]:
    """A note for each language in which pages are missing; every page is published in every language."""
    files: dict[str, dict[str, str]] = {}
    for entry in pages:
        if entry.lang in languages:
            files.setdefault(entry.stem, {})[entry.lang] = entry.file
    for lang in languages:
        missing = [stem for stem, written in files.items() if lang not in written]
        if missing:
            # The first language in which the page is written stands in, as `views/context` has it.
            shown = dict.fromkeys(next(each for each in languages if each in files[stem]) for stem in missing)
            named = missing[:MOST_PAGES_NAMED]
            params = {
                "language": lang,
                "count": str(len(missing)),
                "pages": ", ".join([*named, *(["…"] if len(missing) > len(named) else [])]),
                "shown": ", ".join(shown),
                "wanted": f"{missing[0]}.{lang}.md",
            }
            first = next(files[missing[0]][each] for each in languages if each in files[missing[0]])
            yield Problem(first, "prose_untranslated", params=params, severity=Severity.WARNING)


def _unlisted_languages(raw: RawCatalogue, languages: Collection[str]) -> Iterator[Problem]:
    """One note on all that is written in languages which `languages:` does not list, and so is not published."""
    found: Counter[str] = Counter()
    files: Counter[str] = Counter()
    entries: tuple[TextsEntry, ...] = (
        raw.catalogue,
        *raw.entries,
        *raw.news,
    )
    for entry in entries:
        unlisted = [lang for _, written in entry.texts for lang in written if lang not in languages]
        known = [lang for lang in unlisted if is_language_code(lang)]  # any other is told where it is written
        found.update(known)
        files.update({entry.file: len(known)} if known else {})
    for page in raw.written:
        if page.lang not in languages and is_language_code(page.lang):
            found[page.lang] += 1
            files[page.file] += 1
    if found:
        yield warning_at(
            raw.catalogue,
            "languages_unlisted",
            "languages",
            languages=", ".join(sorted(found)),
            count=found.total(),
            files=len(files),
            examples=_examples(files),
            wanted=f"[{', '.join((*languages, *sorted(found)))}]",
        )


def _examples(files: Counter[str]) -> str:
    """The files with the most of it, each with its number."""
    most = sorted(files.items(), key=lambda each: (-each[1], each[0]))
    named = [f"{file} ({count})" for file, count in most[:MOST_EXAMPLES]]
    return ", ".join([*named, *(["…"] if len(most) > len(named) else [])])


def in_languages(model: Model, languages: Collection[str]) -> Model:
    """`model` with its texts in `languages` alone: what is not published takes no room in fonts, search and cache."""
    return model.model_copy(
        update={name: _in_languages(getattr(model, name), languages) for name in model.model_fields_set}
    )


def _in_languages(value: Any, languages: Collection[str]) -> Any:
    if isinstance(value, Text):
        return type(value).model_construct({lang: text for lang, text in value.root.items() if lang in languages})
    if isinstance(value, OtherNames):
        kept = (EVERY_LANGUAGE, *languages)
        return OtherNames.model_construct({lang: names for lang, names in value.root.items() if lang in kept})
    if isinstance(value, BaseModel):
        return in_languages(value, languages)
    if isinstance(value, tuple):
        return tuple(_in_languages(each, languages) for each in value)
    return value
