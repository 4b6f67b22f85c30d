"""The words of the interface: the same keys in every language, plurals where a language has them."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from site_builder.theme_folder import PACKAGED_FOLDER, Theme
from site_builder.views import words
from site_builder.views.words import Plural, Translations

from .samples import WORDS

LANGUAGES = sorted(file.stem for file in (PACKAGED_FOLDER / "words").glob("*.yml"))


def _fields(form: words.Translation) -> set[str]:
    texts = (form.one, form.other) if isinstance(form, Plural) else (form,)
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_keys_of_vietnamese_and_no_other(lang: str) -> None:
    assert words.load_translations(lang, Theme()).forms.keys() == WORDS["vi"].forms.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_fills_only_what_vietnamese_fills(lang: str) -> None:
    """A date may be written by the name of its month or by its number; everything else is told in every language."""
    for key, form in words.load_translations(lang, Theme()).forms.items():
        assert _fields(form) - _fields(WORDS["vi"].forms[key]) <= {"month"}, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_empty(lang: str) -> None:
    empty = [key for key, form in words.load_translations(lang, Theme()).forms.items() if not str(form).strip()]
    assert empty == []


def test_english_has_a_form_for_one() -> None:
    assert WORDS["en"]("count.products", n=1) == "1\u00a0product"
    assert WORDS["en"]("count.products", n=0) == "0\u00a0products"
    assert WORDS["vi"]("count.products", n=1) == "1\u00a0sản phẩm"


def test_an_unknown_key_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match=r"card\.nothing \(vi\)"):
        WORDS["vi"]("card.nothing")


def test_months_are_named() -> None:
    assert [WORDS[lang].month(3) for lang in ("vi", "en")] == ["Tháng 3", "March"]


def test_a_section_gives_its_plain_sentences() -> None:
    assert Translations("vi", {"path.product": "san-pham", "path.x": Plural("1", "2"), "paths": "no"}).section(
        "path"
    ) == {"product": "san-pham"}


def test_a_showcase_replaces_words_and_adds_a_language_with_a_file_alone(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "vi.yml").write_text("nav:\n  products: Sản vật\n", "utf-8")
    (folder / "zh.yml").write_text((PACKAGED_FOLDER / "words/en.yml").read_text("utf-8"), "utf-8")
    theme = Theme.over(tmp_path)
    assert words.load_translations("vi", theme)("nav.products") == "Sản vật"
    assert words.load_translations("vi", theme)("nav.season") == "Mùa vụ"
    assert words.load_translations("zh", theme)("nav.season") == "Seasons"


def test_a_language_without_words_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"words/xx\.yml"):
        words.load_translations("xx", Theme())


def test_a_sentence_is_cut_at_what_is_not_filled() -> None:
    forms: dict[str, words.Translation] = {
        "a": Plural("on {day} {n} is {what}.", "on {day} {n} are {what}."),
        "b": "{day}",
        "c": "none",
    }
    said = Translations("en", forms)
    assert list(said.pieces("a", n=1, what="new")) == [("on ", "day"), (" 1 is new.", "")]
    assert list(said.pieces("a", n=2)) == [("on ", "day"), (" 2 are ", "what"), (".", "")]
    assert list(said.pieces("b")) == [("", "day"), ("", "")]
    assert list(said.pieces("c")) == [("none", "")]
