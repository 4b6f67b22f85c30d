"""The check of the interface's words: a file for every language of the catalogue, and in each what can be shown.

Translators write these files, so what is wrong with them is told as what is wrong with the content is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from ..cache import Cache
from ..catalogue.choices import CHOICES
from ..catalogue.values import FALLBACK_LANGUAGE
from ..catalogue.vietnamese import nearest_spellings
from ..content.load import display_path
from ..content.positions import Positions
from ..content.raw import RawCatalogue, error_at, warning_at
from ..content.yaml_reader import YamlDocument, read_yaml_cached
from ..messages import Problem
from ..theme_folder import IS_INSTALLED, PACKAGED_FOLDER, Theme
from .words import Plural, Translation, flatten, words_file

TRANSLATORS_LANGUAGE = "en"
"""The language whose file a translator copies: it shows where a number decides the form of a sentence."""
MOST_KEYS_NAMED = 6
PATH_WORD = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
PACE_KEY = "listen.pace"
"""The one word that is a number: letters a minute."""


@dataclass(frozen=True, slots=True)
class WordsFile:
    """One file of words: its name as a person types it, and what was read of it."""

    file: str
    document: YamlDocument

    @property
    def positions(self) -> Positions:
        return self.document.positions

    @property
    def forms(self) -> Mapping[str, Translation]:
        return dict(flatten(self.document.data or {}))


def words_problems(raw: RawCatalogue, theme: Theme, cache: Cache) -> Iterator[Problem]:
    """What is wrong with the words of the languages of `raw`; nothing where its settings cannot be read."""
    languages = raw.settings.languages if raw.settings else ()
    read = {lang: _read_files(lang, theme, cache) for lang in (*languages, TRANSLATORS_LANGUAGE, FALLBACK_LANGUAGE)}
    known: dict[str, Translation] = {}
    for lang in (TRANSLATORS_LANGUAGE, FALLBACK_LANGUAGE):
        known |= dict(CHOICES.words(lang))
        for each in reversed(read[lang]):  # the packaged one last: its placeholders are those that are filled
            known |= each.forms
    for at, lang in enumerate(languages):
        for each in read[lang]:
            yield from each.document.problems
            yield from _faulty_words(each, known)
        if not read[lang]:
            yield _missing_file(raw, at, theme)
        elif not any(each.document.data is None or each.document.mended for each in read[lang]):
            yield from _lacking_words(lang, read[lang], known)


def _read_files(lang: str, theme: Theme, cache: Cache) -> tuple[WordsFile, ...]:
    """The files of a language, the packaged one first."""
    files = ((display_path(file, Path()), file.read_bytes()) for file in theme.layers(words_file(lang)))
    return tuple(WordsFile(name, read_yaml_cached(content, name, cache)) for name, content in files)


def _missing_file(raw: RawCatalogue, at: int, theme: Theme) -> Problem:
    """A language without words: the file to make, and the one to copy."""
    lang = raw.settings.languages[at] if raw.settings else ""
    # In an installed package nothing is to be written: the next update would take it away.
    own = Path("theme") if IS_INSTALLED and theme.folders[0] == PACKAGED_FOLDER else theme.folders[0]
    return error_at(
        raw.catalogue,
        "words_missing" if own in theme.folders else "words_missing_installed",
        f"languages.{at}",
        found=lang,
        wanted=display_path(own / words_file(lang), Path()),
        source=display_path(PACKAGED_FOLDER / words_file(TRANSLATORS_LANGUAGE), Path()),
    )


def _faulty_words(found: WordsFile, known: Mapping[str, Translation]) -> Iterator[Problem]:
    """Words that nothing asks for, and those that could not be filled in or put into an address."""
    unknown = [key for key in found.forms if key not in known]
    if unknown:
        near = next(nearest_spellings(unknown[0], known), "")
        code = "words_unknown_near" if near else "words_unknown"
        yield warning_at(found, code, unknown[0], keys=_named_keys(unknown), count=len(unknown), near=near)
    for key, form in found.forms.items():
        if key not in known:
            continue
        allowed = _placeholders(known[key]) or set()
        written = _placeholders(form)
        if written is None or not written <= allowed:
            wrong = "{" + min(written - allowed) + "}" if written else "{ }"
            names = " ".join(f"{{{name}}}" for name in sorted(allowed)) or "–"
            yield error_at(found, "words_placeholder", key, key=key, found=wrong, allowed=names)
        elif key.startswith("path.") and not PATH_WORD.fullmatch(str(form)):
            yield error_at(found, "words_path", key, key=key, found=form)
        elif key == PACE_KEY and not (str(form).isdecimal() and int(str(form))):
            yield error_at(found, "words_pace", key, key=key, found=form)


def _lacking_words(lang: str, files: tuple[WordsFile, ...], known: Mapping[str, Translation]) -> Iterator[Problem]:
    """What is not translated, in one note: it is shown in Vietnamese, so that a new version needs no new words."""
    written = {**dict(CHOICES.words(lang)), **{key: form for each in files for key, form in each.forms.items()}}
    lacking = [key for key in known if key not in written]
    if lacking:
        source = display_path(PACKAGED_FOLDER / words_file(TRANSLATORS_LANGUAGE), Path())
        named = _named_keys(lacking)
        yield warning_at(files[-1], "words_incomplete", language=lang, count=len(lacking), keys=named, source=source)


def _placeholders(form: Translation) -> set[str] | None:
    """The names in braces; None where the braces do not match."""
    texts = (form.one, form.other) if isinstance(form, Plural) else (form,)
    try:
        fields = {name for text in texts for _, name, _, _ in Formatter().parse(text)}
    except ValueError:
        return None
    return {name for name in fields if name is not None}


def _named_keys(keys: list[str]) -> str:
    return ", ".join([*keys[:MOST_KEYS_NAMED], *(["…"] if len(keys) > MOST_KEYS_NAMED else [])])
