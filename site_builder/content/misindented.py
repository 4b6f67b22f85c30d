"""Lines in a wrong column that YAML reads all the same: an entry hangs on a group that does not know it.

The models say which keys belong where; the line is found by moving those that may have led there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ..messages import Problem
from .keys import KeyTree, count_keys, misplaced, tree_of_file
from .line_repairs import indentation
from .repairs import Repair, indent_of

DEEPEST = 20
"""Levels that are looked at; an alias may lead in a circle."""
_LINES_ABOVE = 12


def find_misindented(text: str, data: Mapping[str, Any], file: str, above: int, doubled: int) -> Problem | None:
    """The line of a readable file that begins in a wrong column: moved, no key stands where it does not belong.

    `data` is what the file says as it is, but for `doubled` keys that stand twice in their group.
    """
    tree = tree_of_file(file)
    if tree is None or not misplaced(data, tree) + doubled:
        return None
    lines = text.split("\n")
    now = structure_of(text, tree)
    if now is None:
        return None
    found = [
        (moved, repair)
        for at in _lines_in_doubt(lines, tree)
        for repair in (*indentation(lines, at), *(_missing_dash(lines, at) if doubled else ()))
        if (moved := structure_of("\n".join(repair.apply(lines)), tree)) and moved.keys >= now.keys
    ]
    best = min(found, key=lambda each: (each[0].doubts, -each[0].keys), default=None)
    return best[1].told(file, above) if best and best[0].doubts < now.doubts else None


def _missing_dash(lines: Sequence[str], at: int) -> Iterator[Repair]:
    """Within an item of a list: the same line as the head of a new one."""
    width = indent_of(lines[at])
    key = re.match(r"\s*([a-z_]+):\s", lines[at])
    if key and width >= 2:
        written = f"{' ' * (width - 2)}- {lines[at].lstrip()}"
        params = {"found": key[1], "spaces": str(width - 2), "right": written.strip()}
        yield Repair("dash_missing", (at, width), (at, at), (written,), params=params)


@dataclass(frozen=True, slots=True)
class Structure:
    """How many keys a text has, and how many of them are where they do not belong, or twice in one group."""

    keys: int
    doubts: int


def structure_of(text: str, tree: KeyTree) -> Structure | None:
    """None where the text cannot be read."""
    try:
        root = yaml.compose(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return None
    twice = 0

    def plain(node: yaml.Node, depth: int = 0) -> Any:
        nonlocal twice
        if depth > DEEPEST or isinstance(node, yaml.ScalarNode):
            return "" if depth > DEEPEST else node.value
        if isinstance(node, yaml.SequenceNode):
            return [plain(item, depth + 1) for item in node.value]
        group: dict[Any, Any] = {}
        for key, value in node.value:
            twice += key.value in group if isinstance(key, yaml.ScalarNode) else 0
            group[str(key.value)] = plain(value, depth + 1)
        return group

    data = plain(root) if root else None
    return Structure(count_keys(data) + twice, misplaced(data, tree) + twice)


def _lines_in_doubt(lines: Sequence[str], tree: KeyTree) -> list[int]:
    """The first line up to which the file is not as it should be, and those above it that may have led there."""
    first = next((at for at in range(len(lines)) if _is_doubtful(lines[: at + 1], tree)), len(lines))
    return [at for at in range(max(0, first - _LINES_ABOVE), min(first + 1, len(lines))) if lines[at].strip()]


def _is_doubtful(lines: Sequence[str], tree: KeyTree) -> bool:
    structure = structure_of("\n".join(lines), tree) if lines[-1].strip() else None
    return bool(structure and structure.doubts)
