"""What a message says, done to the letter, leads to a file that passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from .mistakes import ASKS_A_PERSON, GOOD, MISTAKES, SETTINGS, SETTINGS_MISTAKES, Change, catalogue, errors, follow

MOST_ASKED = 0.03
"""The share of mistakes whose remedy may need somebody who knows more than the file says."""


def test_the_file_without_a_mistake_passes(tmp_path: Path) -> None:
    assert errors(catalogue(tmp_path, GOOD)) == []


def test_most_mistakes_can_be_mended_as_told() -> None:
    every = {**MISTAKES, **SETTINGS_MISTAKES}
    assert set(every) >= ASKS_A_PERSON
    assert len(every) >= 240
    assert len(ASKS_A_PERSON) / len(every) <= MOST_ASKED


@pytest.mark.parametrize("name", MISTAKES)
def test_a_remedy_that_is_followed_mends_a_product(name: str, tmp_path: Path) -> None:
    broken = changed(GOOD, MISTAKES[name])
    root = catalogue(tmp_path, broken)
    told = errors(root)
    assert told
    for problem in reversed(told):  # from below, so that places above stay what they are
        broken = follow(problem, broken)
    catalogue(tmp_path, broken)
    assert (errors(root) == []) == (name not in ASKS_A_PERSON), broken


@pytest.mark.parametrize("name", SETTINGS_MISTAKES)
def test_a_remedy_that_is_followed_mends_the_settings(name: str, tmp_path: Path) -> None:
    broken = changed(SETTINGS, SETTINGS_MISTAKES[name])
    root = catalogue(tmp_path, GOOD, broken)
    told = errors(root)
    assert told
    for problem in reversed(told):
        broken = follow(problem, broken)
    catalogue(tmp_path, GOOD, broken)
    assert errors(root) == [], broken


def changed(text: str, change: Change) -> str:
    before, after = change
    assert before in text
    return text.replace(before, after, 1)
