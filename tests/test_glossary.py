"""The glossary of CONTRIBUTING.md: what it says not to write is written nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from site_builder.views.words import Plural, flatten
from site_builder.yaml_loader import load_yaml

from .commands import ROOT

EXEMPT_KEYS = re.compile(r"words/\w+\.yml:(?:path\.|search\.(?:everything|filler|group|kind|month|page|stars|state)\b)")
"""Addresses, which do not change with the words, and what people type into the search: shown on no page."""
EXCEPTIONS = {
    ("messages/vi.yml:problem.consent_missing.fix", "ngày ký"): "a consent is signed; what is issued is a decision",
}


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A variant that is not written in texts of `lang`; with `words_only` in the words of the site alone."""

    lang: str
    variant: str
    words_only: bool

    def found_in(self, text: str) -> bool:
        return bool(re.search(rf"(?<![\w-]){re.escape(self.variant)}(?![\w-])", text, re.IGNORECASE))


def glossary() -> Iterator[tuple[str, ...]]:
    """The rows of the table: Vietnamese, English, and what is not written in either."""
    _, _, table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| tiếng Việt | English |")
    for line in table.split("\n\n")[0].splitlines()[2:]:
        yield tuple(cell.strip() for cell in line.strip()[1:-1].split("|"))


def forbidden() -> Iterator[Forbidden]:
    for row in glossary():
        for lang, cell in zip(("vi", "en"), row[2:], strict=True):
            for variant in filter(None, (part.strip() for part in cell.split(";"))):
                yield Forbidden(lang, variant.removesuffix(" (words)"), variant.endswith(" (words)"))


def texts(lang: str) -> Iterator[tuple[str, str]]:
    """Every text of one language, by the place where it is written."""
    for name, path in (("words", "theme/words"), ("messages", "site_builder/messages")):
        for key, form in flatten(load_yaml((ROOT / f"{path}/{lang}.yml").read_text("utf-8"))):
            yield f"{name}/{lang}.yml:{key}", f"{form.one} {form.other}" if isinstance(form, Plural) else form
    for key, form in flatten(load_yaml((ROOT / "site_builder/catalogue/choices.yml").read_text("utf-8"))):
        if key.endswith(f".{lang}"):
            yield f"choices.yml:{key}", str(form)
    yield f"scaffolds/product.{lang}.yml", (ROOT / f"site_builder/scaffolds/product.{lang}.yml").read_text("utf-8")
    vi, _, en = (ROOT / "README.md").read_text("utf-8").partition("\n# In English\n")
    prose = re.sub(r"(?m)^(?: {4}|\t).*$|`[^`]*`", "", {"vi": vi, "en": en}[lang])
    yield f"README.md:{lang}", prose


def test_the_table_has_terms_in_both_languages_and_each_term_once() -> None:
    rows = list(glossary())
    assert len(rows) >= 60
    assert [row for row in rows if len(row) != 4 or not (row[0] and row[1])] == []
    for column in (0, 1):
        assert len({row[column].casefold() for row in rows}) == len(rows)


def test_no_term_is_forbidden_itself() -> None:
    terms: Mapping[str, list[str]] = {lang: [row[at] for row in glossary()] for at, lang in enumerate(("vi", "en"))}
    own = [
        (each, term) for each in forbidden() for term in terms[each.lang] if not each.words_only and each.found_in(term)
    ]
    assert own == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_the_glossary_does_not_write_is_written_nowhere(lang: str) -> None:
    variants = [each for each in forbidden() if each.lang == lang]
    found = {
        (place, each.variant)
        for place, text in texts(lang)
        if not EXEMPT_KEYS.match(place)
        for each in variants
        if (not each.words_only or place.startswith("words/")) and each.found_in(text)
    }
    assert sorted(found - EXCEPTIONS.keys()) == []
    assert {key for key in EXCEPTIONS if f"/{lang}.yml:" in key[0]} <= found


def test_a_forbidden_variant_is_found_as_a_word_and_not_within_one() -> None:
    film = Forbidden("en", "film", words_only=False)
    assert film.found_in("Making the Film (vi)")
    assert not film.found_in("--no-film, filmstrip")
