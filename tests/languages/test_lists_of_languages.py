"""`languages:` in catalogue.yml: which lists are taken, and what is told of texts that lack one or have others."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalogue.showcase import Settings
from site_builder.catalogue.values import Text, is_language_code
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.content.raw import Verdict

from ..conftest import slow
from ..content.small import TODAY, codes, product, verdict, write
from ..products.test_the_made_up_catalogues import nouns
from .showcase import COMPLETE, showcase

KNOWN = sorted(code for code in localedata.locale_identifiers() if len(code) in (2, 3))
KEYS = st.sampled_from(KNOWN) | st.from_regex(r"[a-z]{2,3}", fullmatch=True)


def judged(root: Path) -> Verdict:
    return judge(load.read_catalogue(root, root.parent, None), today=TODAY)


@slow(60)
@given(st.lists(KEYS, max_size=5))
def test_any_list_of_codes_that_begins_with_vietnamese_is_taken_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str]
) -> None:
    root = write(
        tmp_path_factory.mktemp("languages"), {"che": product()}, f"languages: [{', '.join(map(repr, keys))}]\n"
    )
    found = judged(root)
    if keys[:1] == ["vi"] and all(map(is_language_code, keys)):
        assert found.catalogue
        assert found.catalogue.settings.languages == tuple(dict.fromkeys(keys))
    else:
        assert found.catalogue is None
        assert {problem.path.split(".")[0] for problem in found.errors} == {"languages"}


@pytest.mark.parametrize(
    ("typed", "code", "near"),
    [
        ("[vi, cn]", "language_code_near", "zh"),
        ("[vn, en]", "language_code_near", "vi"),
        ("[vi, lao]", "language_code_near", "lo"),
        ("[vi, eng]", "language_code_near", "en"),
        ("[vi, xx]", "language_code", None),
        ("[en, vi]", "languages_without_vietnamese", None),
        ("[en]", "languages_without_vietnamese", None),
    ],
)
def test_a_code_that_is_none_is_told_with_the_one_that_is_meant(
    tmp_path: Path, typed: str, code: str, near: str | None
) -> None:
    found = verdict(write(tmp_path, {"che": product()}, f"languages: {typed}\n"))
    assert [(problem.code, problem.params.get("near")) for problem in found.errors] == [(code, near)]


def test_a_language_written_twice_is_one(tmp_path: Path) -> None:
    found = verdict(write(tmp_path, {"che": product()}, "languages: [vi, en, en]\n"))
    assert found.catalogue
    assert (found.catalogue.settings.languages, found.problems) == (("vi", "en"), ())


def test_all_texts_in_languages_that_are_not_listed_are_one_note_and_are_not_published(tmp_path: Path) -> None:
    root = showcase(tmp_path, ["vi"], COMPLETE) / "products"
    found = judged(root)
    told = [problem for problem in found.problems if problem.code == "languages_unlisted"]
    assert not found.errors
    assert len(told) == 1
    assert told[0].params["languages"] == "en"
    assert int(told[0].params["count"]) > 100
    assert told[0].params["wanted"] == "[vi, en]"
    assert "translation" not in " ".join(problem.code for problem in found.problems)
    assert found.catalogue
    assert {page.lang for page in found.catalogue.prose} == {"vi"}
    texts = [
        value
        for noun in (*nouns(found.catalogue.settings), *(n for p in found.catalogue.products for n in nouns(p)))
        for value in noun.__dict__.values()
        if isinstance(value, Text)
    ]
    assert len(texts) > 100
    assert {lang for text in texts for lang in text.root} == {"vi"}


def test_a_language_is_listed_as_the_note_says_and_the_note_is_gone(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()}, "languages: [vi]\n")
    settings = root / "catalogue.yml"
    [note] = judged(root).problems
    settings.write_text(settings.read_text("utf-8").replace("[vi]", note.params["wanted"]), "utf-8")
    assert judged(root).problems == ()


def test_a_language_just_added_is_one_note_and_pages_another(tmp_path: Path) -> None:
    before = judged(showcase(tmp_path / "two", ["vi", "en"], COMPLETE) / "products").problems
    after = judged(showcase(tmp_path / "three", ["vi", "en", "fr"], COMPLETE) / "products")
    more = [problem for problem in after.problems if problem not in before]
    assert sorted(problem.code for problem in more) == ["prose_untranslated", "translations_missing"]
    [texts] = [problem.params for problem in more if problem.code == "translations_missing"]
    assert (texts["language"], texts["written"], texts["without"]) == ("fr", "0", "[vi, en]")
    assert int(texts["count"]) > 100
    [pages] = [problem.params for problem in more if problem.code == "prose_untranslated"]
    articles = sorted({file.name.partition(".")[0] for file in (COMPLETE / "_news").glob("*.md")})
    named = ", ".join(["about", "certification", "sources", *articles])
    assert (pages["language"], pages["pages"], pages["shown"]) == ("fr", named, "vi")
    assert not after.errors


def test_a_few_missing_translations_are_told_each_at_its_place(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product(), "que": product("BG-002", "Quế").replace(", en: One sentence.", "")})
    assert codes(verdict(root)) == ["translation_missing que/product.yml summary"]


def test_a_page_in_a_foreign_language_alone_is_published_in_every_language(tmp_path: Path) -> None:
    root = write(tmp_path, {"che": product()})
    (root / "guide.en.md").write_text("---\ntitle: Guide\nslug: guide\n---\n\nText.\n", "utf-8")
    found = verdict(root)
    assert [(p.code, p.params["language"], p.params["shown"]) for p in found.problems] == [
        ("prose_untranslated", "vi", "en")
    ]
    assert found.catalogue


def test_settings_without_languages_have_two() -> None:
    assert Settings.model_fields["languages"].default == ("vi", "en")


def test_two_missing_translations_of_one_text_are_added_as_the_remedy_shows(tmp_path: Path) -> None:
    text = product().replace(", en: One sentence.", "")
    root = write(tmp_path, {"che": text}, "languages: [vi, en, zh]\n")
    [note] = [problem for problem in verdict(root).problems if problem.path == "summary"]
    assert note.fix("vi") == "Thêm “en: …, zh: …” bên cạnh “vi”."
