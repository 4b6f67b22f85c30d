"""The first remedy leads to a file that passes: of a value that begins with a sign of YAML, of what is left empty."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from site_builder.catalogue.product import Channel, Group, Scheme, Status

from .mistakes import GOOD, catalogue, errors, follow

SIGNS = "@`%*&!?{["
LINES = [
    "code: BG-020",
    "status: certified",
    "group: food",
    "former: xã Hòa Bình",
    "credit: Nguyễn Văn A",
    "kind: cooperative",
]
LINES += ["number: 1520/QĐ-UBND", "issued: 12/12/2024", "stars: 3", "commune: thien-long", "vi: Mật ong hoa rừng lấy"]
WANTED = {"email": "htx@example.vn", "website": "https://example.vn"}
"""What is told of a value that a person has to know; part of the remedy."""


@pytest.mark.parametrize("line", LINES, ids=[line.partition(":")[0] for line in LINES])
@pytest.mark.parametrize("sign", SIGNS)
def test_the_first_remedy_leads_to_a_file_that_passes(sign: str, line: str, tmp_path: Path) -> None:
    assert line in GOOD
    text = GOOD.replace(line, line.replace(": ", f": {sign}"), 1)
    told = errors(catalogue(tmp_path, text))
    assert told or sign == "?"  # which begins nothing where a letter follows
    first = text
    for problem in reversed(told):
        first = follow(problem, first)
    without = (line for each in told if "without" in each.params for line in [each.params["without"]])
    second = next((text.replace(line.replace(": ", f": {sign}"), right) for right in without), first)
    assert [] in (errors(catalogue(tmp_path, first)), errors(catalogue(tmp_path, second))), told


@pytest.mark.parametrize("key", WANTED)
@pytest.mark.parametrize("sign", SIGNS)
def test_what_only_a_person_knows_is_told_at_once(sign: str, key: str, tmp_path: Path) -> None:
    contact = "  contact:\n    phone: 0366 123 456\n"
    before = "  contact: {phone: '0366 123 456', zalo: '0366123456'}\n"
    assert before in GOOD
    text = GOOD.replace(before, f"{contact}    {key}: {sign}htx\n")
    told = [problem.fix("vi") for problem in errors(catalogue(tmp_path, text))]
    assert any(WANTED[key] in remedy for remedy in told), told


@pytest.mark.parametrize(
    ("line", "choices"),
    [("status: certified", Status), ("group: food", Group), ("scheme: ocop", Scheme), ("channel: postmart", Channel)],
)
def test_a_choice_that_is_left_empty_is_told_with_all_that_there_are(
    line: str, choices: type[StrEnum], tmp_path: Path
) -> None:
    good = GOOD + "sales:\n  - channel: postmart\n    url: https://postmart.vn/mat-ong\n"
    assert errors(catalogue(tmp_path, good)) == []
    key = line.partition(":")[0]
    (problem,) = errors(catalogue(tmp_path, good.replace(line, f"{key}:")))
    assert problem.what("vi") == f"Mục bắt buộc “{key}” còn để trống."
    for lang in ("vi", "en"):
        assert all(re.search(rf"\b{choice.value}\b", problem.fix(lang)) for choice in choices), problem.fix(lang)


@pytest.mark.parametrize("key", ["name", "group", "alt", "title", "scheme"])
def test_an_entry_that_is_missing_is_told_with_its_place(key: str, tmp_path: Path) -> None:
    """Each line of the file with the key taken out, or the key in braces: the remedy, followed, mends the file."""
    entry = re.compile(rf"^( *)(- )?{key}: .*\n|(?<=\{{){key}: [^,{{}}]*, ", re.MULTILINE)
    found = list(entry.finditer(GOOD))
    assert found
    for each in found:
        dash = f"{each[1]}- " if each[2] else ""
        after = GOOD[each.end() :].lstrip() if dash else GOOD[each.end() :]
        text = GOOD[: each.start()] + dash + after
        for problem in reversed(errors(catalogue(tmp_path, text))):
            text = follow(problem, text)
        rest = errors(catalogue(tmp_path, text))
        assert {problem.code for problem in rest} <= {"placeholder", "sample", "empty_text"}, (text, rest)
