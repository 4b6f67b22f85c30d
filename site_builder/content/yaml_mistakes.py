"""What libyaml complains about, told as the mistake that a person made.

libyaml says what it expected where it gave up, often lines below the mistake. Repairs are
tried on the lines around: the first with which the file can be read further is the mistake, and its remedy works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

import yaml

from ..messages import Problem
from . import line_repairs, value_repairs
from .keys import KeyTree, tree_of_file
from .misindented import structure_of
from .repairs import Repair, Rule, indent_of

MAX_TRIED = 4_000_000
"""Characters that are read at most, all attempts together: a spoilt file of a megabyte gets few, a product hundreds."""
_LINES_ABOVE = 4
_BLOCK_HEAD = re.compile(r"\s*(?:- +)*[a-z]{2}:\s*[|>][-+0-9]*\s*")
_MOST_SIBLINGS = 12
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
    value_repairs.two_entries,
    value_repairs.value_before_group,
    value_repairs.colon_in_value,
    line_repairs.remarks,
    value_repairs.block_text,
    line_repairs.indentation,
    line_repairs.sentence,
)
"""In the order in which they are tried: what can only be one mistake before what could be several."""


def explain_yaml_error(
    error: yaml.MarkedYAMLError, text: str, file: str, above: int = 0, last: yaml.Event | None = None
) -> tuple[Problem, Repair | None]:
    """The problem behind `error`, and the repair that it shows where there is one.

    `last` is the event read before the error, `above` the lines of the file over `text`.
    """
    lines = text.split("\n")
    failed = _failed_line(error, last)
    mark = error.problem_mark or error.context_mark
    # Where a first line is indented, the file seems to end at the next one that is not.
    begun = error.context_mark.line if error.context_mark else _first_entry(lines)
    repair = _best_repair(lines, failed, begun, tree_of_file(file))
    if repair:
        return repair.told(file, above), repair
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    in_brackets = "flow" in str(error.context)
    code = "key_empty" if lines[line].lstrip().startswith(":") and not in_brackets else "syntax"
    return Problem(file, code, line + 1 + above, column + 1), None


def _first_entry(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"), 0)


def _best_repair(lines: Sequence[str], failed: int, begun: int, tree: KeyTree | None) -> Repair | None:
    """Of the first kind of mistake whose repair leaves every key where it belongs, else of the one that leaves most."""
    best: tuple[int, Repair] | None = None
    for working in _working_repairs(lines, failed, begun):
        part = _part_around(working, lines)
        judged = [(_doubts(each, lines, part, tree), each) for each in working]
        (doubts, _), repair = min(judged, key=lambda each: each[0])
        if best is None or doubts < best[0]:
            best = doubts, repair
        if not doubts:
            break
    return best[1] if best else None


def _working_repairs(lines: Sequence[str], failed: int, begun: int) -> Iterator[list[Repair]]:
    """The repairs with which more of the file can be read, by kinds of mistake."""
    attempts = MAX_TRIED // (sum(map(len, lines)) + len(lines))
    for candidates in _candidates(lines, failed, begun):
        working = []
        for repair in islice(candidates, max(0, attempts)):
            attempts -= 1
            if _readable_lines("\n".join(repair.apply(lines))) > _line_to_pass(repair, failed):
                working.append(repair)
        if working:
            yield working


def _line_to_pass(repair: Repair, failed: int) -> int:
    """The line, in the repaired text, beyond which it has to be readable."""
    last_written = repair.span[0] + len(repair.written) - 1
    mistaken = max(failed, repair.place[0])
    return mistaken - repair.span[1] + last_written if mistaken > repair.span[1] else last_written


def _part_around(repairs: Sequence[Repair], lines: Sequence[str]) -> range:
    """The lines from a key at the left edge to another one between which all the repairs lie: one measure for all."""
    first, last = min(each.span[0] for each in repairs), max(each.span[1] for each in repairs)
    edges = [at for at, line in enumerate(lines) if re.match(r"[^\s#-]", line)]
    above = (at for at in edges if at < first)
    return range(max(above, default=0), min((at for at in edges if at > last), default=len(lines)))


def _doubts(repair: Repair, lines: Sequence[str], part: range, tree: KeyTree | None) -> tuple[int, int]:
    """How much speaks against a repair: keys that it would put where they do not belong or twice, then entries lost.

    Judged by the `part` of the file in which the repair lies.
    """
    end = part.stop + len(repair.written) - (repair.span[1] - repair.span[0] + 1)
    repaired = repair.apply(lines)
    structure = structure_of("\n".join(repaired[part.start : end]), tree or KeyTree())
    if structure is None:
        return len(part), 0
    edge = [key[1] for line in repaired if (key := re.match(r"([a-z_]+):(\s|$)", line))]
    doubts = structure.doubts + len(edge) - len(set(edge)) if tree else _empty_keys(repaired)
    return doubts, -structure.keys


def _empty_keys(lines: Sequence[str]) -> int:
    """Keys with nothing behind nor below them: where no file's keys are known, each may have lost its entries."""
    filled = [line for line in lines if line.strip() and line.lstrip()[0] != "#"]
    pairs = zip(filled, [*filled[1:], ""], strict=True)
    return sum(line.rstrip().endswith(":") and indent_of(line) >= indent_of(after) for line, after in pairs)


def _candidates(lines: Sequence[str], failed: int, begun: int) -> Iterator[Iterator[Repair]]:
    """By kind: repairs of the line where reading failed, of the one where the piece begins, and of those above."""
    around = [failed, begun]
    for at in dict.fromkeys((failed, begun)):
        filled = (
            up for up in range(min(at, len(lines)) - 1, -1, -1) if lines[up].strip() and lines[up].lstrip()[0] != "#"
        )
        around += [up for up, _ in zip(filled, range(_LINES_ABOVE), strict=False)]
    # A text of many lines begins far above the line of it that is not indented.
    around += [up for up in range(min(failed, len(lines)) - 1, -1, -1) if _BLOCK_HEAD.fullmatch(lines[up])][:1]
    places = [at for at in dict.fromkeys(around) if at < len(lines) and lines[at].strip()]
    moved = [at for at in places if at in (failed, begun)]
    deeper = _lines_hung_wrong(lines, failed)
    for rule in RULES:
        here = places if rule is not line_repairs.indentation else [*dict.fromkeys([*moved, *deeper])]
        yield (repair for at in here for repair in rule(lines, at))


def _lines_hung_wrong(lines: Sequence[str], failed: int) -> list[int]:
    """The lines above `failed` that begin further to the right, and the one that they hang on: one may stand wrong."""
    above = []
    for at in range(min(failed, len(lines)) - 1, max(-1, failed - _MOST_SIBLINGS), -1):
        if lines[at].strip() and not lines[at].lstrip().startswith("#"):
            above.append(at)
            if indent_of(lines[at]) <= indent_of(lines[failed] if failed < len(lines) else ""):
                break
    return above


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
