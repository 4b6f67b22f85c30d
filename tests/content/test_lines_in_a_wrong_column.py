"""A line of a good file that begins in a wrong column is told with the column where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.content.yaml_reader import read_yaml

from ..commands import ROOT

FILES = [*sorted((ROOT / "products").glob("*/product.yml")), ROOT / "products/catalogue.yml"]
MOVES = {"a Tab": None, "one space more": 1, "one space less": -1, "two spaces more": 2}
"""What is done to the blanks before one line."""
TEXT = ("block_indent",)
"""Told with the whole text to copy, since what is wrong with a line of a text is its neighbours' doing."""


def meaning(text: str) -> Any:
    try:
        return yaml.load(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return None


def moved_lines(text: str, move: int | None) -> Iterator[tuple[int, list[str]]]:
    """Each line of `text` moved alone, with its number, but for remarks and lines that cannot be moved."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        width = len(line) - len(line.lstrip())
        if line.strip() and line.lstrip()[0] != "#" and (move is None or width + move >= 0):
            blanks = "\t" if move is None else " " * (width + move)
            yield at, [*lines[:at], blanks + line.lstrip(), *lines[at + 1 :]]


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_moved_line_is_told_with_the_column_where_it_stood(file: Path, move: int | None) -> None:
    right = file.read_text("utf-8")
    for at, lines in moved_lines(right, move):
        problems = read_yaml("\n".join(lines).encode(), f"products/{file.parent.name}/{file.name}").problems
        if problems and problems[0].code not in TEXT:
            told = problems[0]
            assert "spaces" in told.params, (at + 1, told)
            mended = [*lines]
            first, _, last = told.params.get("lines", str(told.line)).partition("–")
            shift = int(told.params["spaces"]) - (len(lines[told.line - 1]) - len(lines[told.line - 1].lstrip()))
            for number in range(int(first) - 1, int(last or first)) if told.code == "indent_group" else [told.line - 1]:
                width = len(lines[number]) - len(lines[number].lstrip()) + shift
                mended[number] = " " * width + lines[number].lstrip() if lines[number].strip() else ""
            assert meaning("\n".join(mended)) == meaning(right), (at + 1, lines[at], told)
        elif not problems:
            # Nothing is told where the file means the same, or where only blanks in a text have changed.
            assert words_of("\n".join(lines)) == words_of(right), (at + 1, lines[at])


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
@pytest.mark.parametrize("entries", [1, 30, 300])
def test_the_head_of_an_item_below_a_long_list_goes_back_to_its_list(entries: int, move: int | None) -> None:
    deeper = "".join(f"      - {{title: Nguồn {number}}}\n" for number in range(entries))
    above = f"events:\n  - key: hoi-cho\n    code: SK-001\n    sources:\n{deeper}"
    right = f"{above}  - key: phien-cho\n    code: SK-002\n"
    number, lines = next(each for each in moved_lines(right, move) if "key: phien-cho" in each[1][each[0]])
    told = read_yaml("\n".join(lines).encode(), "products/catalogue.yml").problems[0]
    assert (told.line, told.params["spaces"]) == (number + 1, "2")


@pytest.mark.parametrize(
    "group", ["origin:\n  commune: binh-gia", "season:\n  harvest: [3-6]", "photos:\n  - file: 01.jpg"]
)
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_a_group_pushed_into_the_text_above_it_goes_back_to_the_edge(group: str, width: int) -> None:
    head, rest = group.split("\n")
    lines = ["code: BG-001", "story:", "  vi: |", "    Một câu.", "  en: |", "    One.", " " * width + head, rest]
    told = read_yaml("\n".join([*lines, "checked: {on: 2026-11-23}", ""]).encode(), "products/x/product.yml").problems[
        0
    ]
    assert (told.line, told.params["spaces"]) == (7, "0")


def words_of(text: str) -> Any:
    """What the file says, but for blanks within its texts."""

    def words(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: words(each) for key, each in value.items()}
        return list(map(words, value)) if isinstance(value, list) else str(value).split()

    return words(meaning(text))
