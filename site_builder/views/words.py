"""The words of the interface: `theme/words/<language>.yml`, nested keys read as dotted ones, and the names of choices.

A value is a sentence whose braces are filled by `str.format`, or, where a number decides the form, a mapping
of exactly `one` and `other`: `one` is taken when `n` is 1. Vietnamese has one form and writes plain sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from ..catalogue.choices import CHOICES
from ..catalogue.values import FALLBACK_LANGUAGE
from ..catalogue.vietnamese import bind_units
from ..theme_folder import PACKAGED_FOLDER, Theme
from ..yaml_loader import load_yaml

_PLURAL_KEYS = {"one", "other"}


@dataclass(frozen=True, slots=True)
class Plural:
    """Two forms of one sentence, chosen by the parameter `n`."""

    one: str
    other: str


Translation = str | Plural


@dataclass(frozen=True, slots=True)
class Translations:
    """The words of one language. Calling it with a key gives the sentence; an unknown key is a KeyError."""

    lang: str
    forms: Mapping[str, Translation]

    def __call__(self, key: str, **params: object) -> str:
        form = self._form(key, params)
        return form.format_map(params) if params else form

    def pieces(self, key: str, **params: object) -> Iterator[tuple[str, str]]:
        """The sentence cut at the placeholders that `params` does not fill: the text before each, and its name.

        The last piece is the text after them all; its name is ''.
        """
        text = ""
        for literal, name, _, _ in Formatter().parse(self._form(key, params)):
            text += literal
            if name in params:
                text += str(params[name])
            elif name:
                yield text, name
                text = ""
        yield text, ""

    def _form(self, key: str, params: Mapping[str, object]) -> str:
        form = self.forms.get(key)
        if form is None:
            raise KeyError(f"{key} ({self.lang})")
        if isinstance(form, Plural):
            return form.one if params["n"] == 1 else form.other
        return form

    def month(self, n: int) -> str:
        """The name of month `n` (1 to 12), as a heading writes it."""
        return self(f"month.{n}")

    @property
    def characters(self) -> str:
        """All texts joined: the characters that a font subset needs."""
        return self.characters_under("")

    def characters_under(self, *prefixes: str) -> str:
        """The same of the keys that begin with one of `prefixes`."""
        forms = (form for key, form in self.forms.items() if key.startswith(prefixes))
        return "".join(f.one + f.other if isinstance(f, Plural) else f for f in forms)

    def section(self, prefix: str) -> dict[str, str]:
        """The plain sentences under `prefix.`, by the rest of their key."""
        start = len(prefix) + 1
        return {k[start:]: v for k, v in self.forms.items() if k.startswith(prefix + ".") and isinstance(v, str)}


def load_translations(lang: str, theme: Theme) -> Translations:
    """The words of `lang`: names of choices, the theme's words, a showcase's own, each replacing those before.

    What they lack is Vietnamese. FileNotFoundError without any file; `words_problems` tells all that before.
    """
    forms = written_forms(lang, theme)
    if forms is None:
        raise FileNotFoundError(words_file(lang))
    if lang != FALLBACK_LANGUAGE:
        rest = {**(written_forms(FALLBACK_LANGUAGE, theme) or {}), **_names_of_language(lang)}
        forms |= {key: form for key, form in rest.items() if key not in forms}
    return Translations(lang, {key: _bound(form) for key, form in forms.items()})


def _bound(form: Translation) -> Translation:
    """The sentence with its numbers bound to their units."""
    return Plural(bind_units(form.one), bind_units(form.other)) if isinstance(form, Plural) else bind_units(form)


def load_all_translations(languages: Iterable[str], theme: Theme) -> dict[str, Translations]:
    """The words of each language."""
    return {lang: load_translations(lang, theme) for lang in languages}


PAGE_FOLDERS = tuple(
    f"path.{kind}" for kind in ("product", "category", "group", "commune", "producer", "event", "news")
)


@cache
def page_folders() -> frozenset[str]:
    """The folders that sites have inside, in every language that the packaged theme speaks."""
    languages = {file.stem for file in (PACKAGED_FOLDER / "words").glob("*.yml")}
    words = load_all_translations(languages, Theme()).values()
    return frozenset(languages - {FALLBACK_LANGUAGE}).union(each(key) for each in words for key in PAGE_FOLDERS)


def words_file(lang: str) -> str:
    """Where the words of a language lie in a theme."""
    return f"words/{lang}.yml"


def written_forms(lang: str, theme: Theme) -> dict[str, Translation] | None:
    """What is written in `lang`; None where there is no file of its words."""
    files = tuple(theme.layers(words_file(lang)))
    forms: dict[str, Translation] = dict(CHOICES.words(lang))
    for file in files:
        forms.update(flatten(load_yaml(file.read_text("utf-8")) or {}))
    return forms if files else None


def _names_of_language(lang: str) -> dict[str, Translation]:
    """What stands in the language switch until it is written: the Vietnamese words there name another language."""
    from babel import Locale

    name = Locale.parse(lang).get_display_name(lang) or lang
    return {
        "language.locale": lang,
        "language.name": name,
        "language.short": lang.upper(),
    }


def flatten(nested: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Translation]]:
    """Nested words by their dotted keys."""
    for key, value in nested.items():
        if not isinstance(value, Mapping):
            yield prefix + key, str(value)
        elif set(value) == _PLURAL_KEYS:
            yield prefix + key, Plural(value["one"], value["other"])
        else:
            yield from flatten(value, f"{prefix}{key}.")
