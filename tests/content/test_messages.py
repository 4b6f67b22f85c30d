"""Whatever is said to the keepers is said in both languages, with the same blanks to fill."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

from site_builder.messages import load_messages


def flat(words: Any, above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, str):
            yield f"{above}{key}", value
        else:
            yield from flat(value, f"{above}{key}.")


VI, EN = dict(flat(load_messages("vi"))), dict(flat(load_messages("en")))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(VI) == set(EN)


def test_both_languages_fill_the_same_blanks() -> None:
    assert {key: blanks(text) for key, text in VI.items()} == {key: blanks(text) for key, text in EN.items()}


def test_every_problem_says_what_is_wrong_and_how_to_mend_it() -> None:
    assert all(set(told) == {"what", "fix"} for told in load_messages("vi")["problem"].values())


def test_sentences_end_as_sentences_do() -> None:
    whats = [text for key, text in (VI | EN).items() if key.endswith(".what")]

    assert [text for text in whats if text[-1] not in ".:”)" and not text.endswith("}")] == []
