"""A colon is missing where a key is wanted; a text that goes on with a word which is a key lacks nothing."""

from __future__ import annotations

import pytest

from site_builder.catalogue.product import Product
from site_builder.content.keys import LANGUAGE_KEYS, key_tree, known_keys
from site_builder.content.yaml_reader import read_yaml
from site_builder.messages import Problem

GROUPS = {name: branch for name, branch in key_tree(Product).keys.items() if branch.keys}
TEXTS = {
    "plain": "summary:\n  vi: Một câu dài\n    {line}\n  en: One.",
    "below its key": "summary:\n  vi:\n    {line}\n    một câu dài",
    "without a language": "producer:\n  name: Hợp tác xã\n    {line}\n  kind: cooperative",
    "without a language, below its key": "producer:\n  name:\n    {line}",
    "of an item": "sources:\n  - title: Một câu dài\n      {line}\n    via: Báo Mới",
    "a whole item": "other_names:\n  - mật ong\n    {line}\n  - {line}",
    "lines kept": "story:\n  vi: |\n    Một câu\n    {line}\n    và hết.",
    "lines folded": "story:\n  vi: >\n    Một câu\n    {line}\n    và hết.",
    "double quotation marks": 'story:\n  vi: "Một câu\n    {line}\n    và hết."',
    "single quotation marks": "story:\n  vi: 'Một câu\n    {line}\n    và hết.'",
    "a reason": "accepted_claims:\n  - text: ngon\n    because: whoever buys may\n      {line}",
}

RESTS = ["in full", "của xã, 120.000", "code to see"]


def told(text: str) -> tuple[Problem, ...]:
    return read_yaml(f"code: BG-001\n{text}\nstatus: draft\n".encode(), "products/x/product.yml").problems


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("rest", RESTS)
def test_a_text_may_go_on_with_a_word_that_is_a_key(text: str, rest: str) -> None:
    for key in known_keys():
        assert told(text.format(line=f"{key} {rest}")) == ()


@pytest.mark.parametrize("rest", RESTS)
def test_a_line_of_a_text_that_begins_too_far_left_lacks_no_colon(rest: str) -> None:
    for key in known_keys() - LANGUAGE_KEYS:
        (problem,) = told(f"summary:\n  en: Scan the label and\n  {key} {rest}\nformat: 2")
        assert problem.code in ("line_without_key", "text_of_lines")


KEYS = [(group, key) for group, branch in GROUPS.items() for key, inner in branch.keys.items() if not inner.keys]


@pytest.mark.parametrize(("group", "key"), KEYS, ids=map(".".join, KEYS))
@pytest.mark.parametrize("place", ["alone", "first", "last"])
def test_a_key_without_its_colon_is_told(group: str, key: str, place: str) -> None:
    many = GROUPS[group].many
    other = next(each for each, inner in GROUPS[group].keys.items() if each != key and not inner.keys)
    entries = {"alone": [f"{key} 120.000"], "first": [f"{key} 120.000", f"{other}: x"]}
    lines = entries.get(place, [f"{other}: x", f"{key} 120.000"])
    indents = ["  - " if many else "  ", "    " if many else "  "]
    written = "\n".join(indent + line for indent, line in zip(indents, lines, strict=False))
    problem = told(f"{group}:\n{written}")[0]
    assert (problem.code, problem.line) == ("colon_missing", 4 if place == "last" else 3)
    assert problem.params["right"].endswith(f"{key}: 120.000")


@pytest.mark.parametrize(
    "key", [key for key in key_tree(Product).keys if key not in GROUPS and key not in ("code", "status")]
)
def test_a_key_of_the_product_without_its_colon_is_told(key: str) -> None:
    problem = told(f"{key} 120.000")[0]
    assert (problem.code, problem.line) == ("colon_missing", 2)
