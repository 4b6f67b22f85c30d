"""What libyaml complains about, told as the mistake that a person made.

libyaml says what it expected where it gave up, often lines below the mistake. Repairs are
tried on the lines around: the first with which the file can be read further is the mistake, and its remedy works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import yaml

from ..messages import Problem
from . import line_repairs, value_repairs
from .repairs import Repair, Rule

MAX_TRIED = 4_000_000
"""Characters that are read at most, all attempts together: a spoilt file of a megabyte gets few, a product hundreds."""
_LINES_ABOVE = 4
RULES: tuple[Rule, ...] = (
    line_repairs.odd_spaces,
    line_repairs.tabs,
    line_repairs.parent_in_remark,
    line_repairs.stuck_dash,
    line_repairs.list_marks,
    line_repairs.separators,
    value_repairs.brackets,
    value_repairs.hash_in_text,
    value_repairs.quotation_marks,
    value_repairs.block_headers,
    value_repairs.special_starts,
    value_repairs.colon_in_value,
    line_repairs.remarks,
    value_repairs.block_text,
    line_repairs.indentation,
    line_repairs.sentence,
)
"""In the order in which they are tried: what can only be one mistake before what could be several."""


def explain_yaml_error(
    error: yaml.MarkedYAMLError, text: str, file: str, above: int = 0, last: yaml.Event | None = None
) -> Problem:
    """The problem behind `error`; `last` is the event read before it, `above` the lines of the file over `text`."""
    lines = text.split("\n")
    failed = _failed_line(error, last)
    mark = error.problem_mark or error.context_mark
    budget = MAX_TRIED
    begun = error.context_mark or mark
    for repair in _candidates(lines, failed, begun.line if begun else 0):
        repaired = repair.apply(lines)
        budget -= len(text)
        if budget < 0:
            break
        growth = len(repaired) - len(lines)
        if _readable_lines("\n".join(repaired)) - growth > max(failed, repair.place[0]):
            return repair.told(file, above)
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    in_brackets = "flow" in str(error.context)
    code = "key_empty" if lines[line].lstrip().startswith(":") and not in_brackets else "syntax"
    return Problem(file, code, line + 1 + above, column + 1)


def _candidates(lines: Sequence[str], failed: int, begun: int) -> Iterator[Repair]:
    """Repairs of the line where reading failed, of the one where the piece begins, and of those above, by kind."""
    around = [failed, begun]
    for at in dict.fromkeys((failed, begun)):
        filled = (
            up for up in range(min(at, len(lines)) - 1, -1, -1) if lines[up].strip() and lines[up].lstrip()[0] != "#"
        )
        around += [up for up, _ in zip(filled, range(_LINES_ABOVE), strict=False)]
    places = [at for at in dict.fromkeys(around) if at < len(lines) and lines[at].strip()]
    for rule in RULES:
        # A line above that is moved would swallow those below it as its text.
        for at in places if rule is not line_repairs.indentation else [at for at in places if at in (failed, begun)]:
            yield from rule(lines, at)


def _failed_line(error: yaml.MarkedYAMLError, last: yaml.Event | None = None) -> int:
    """The line up to which the text is certainly read as it was meant."""
    mark = error.problem_mark or error.context_mark
    failed = mark.line if mark else 0
    if error.context_mark and "quoted scalar" in str(error.context):
        failed = min(failed, error.context_mark.line)
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        start: Any = last.start_mark
        end: Any = last.end_mark
        if end.line > start.line:  # a quotation mark that was closed by the next one far below
            failed = min(failed, start.line)
    return failed


def is_readable(text: str) -> bool:
    """Whether nothing is wrong with `text` as YAML."""
    return _readable_lines(text) > text.count("\n") + 1


def _readable_lines(text: str) -> int:
    """How many lines can be read; more than there are where nothing is wrong."""
    read = cast(Callable[[], yaml.Event], yaml.CBaseLoader(text).get_event)
    last: yaml.Event | None = None
    try:
        while not isinstance(event := read(), yaml.StreamEndEvent):
            last = event
    except yaml.MarkedYAMLError as error:
        return _failed_line(error, last)
    return text.count("\n") + 2
