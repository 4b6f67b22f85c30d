"""Refusals: what pydantic refuses of a file, told as problems at their places with what is probably meant.

A wrong key or choice is told with the nearest right one, a text with the group or list that it should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..catalogue.days import likely_days
from ..catalogue.names import EVERY_LANGUAGE
from ..catalogue.phones import likely_phones
from ..catalogue.values import FALLBACK_LANGUAGE, is_language_code, likely_language
from ..catalogue.vietnamese import format_day, format_phone, spelling_key
from ..messages import Problem, message_languages
from .flow_style import quote, quoted_in_flow, strip_quotes
from .keys import KeyTree
from .positions import Positions
from .repairs import shown
from .suggestions import (
    as_group,
    as_list,
    as_pairs,
    choices_explained,
    example_of_key,
    nearest_choice,
    nearest_key,
    path_of_key,
)

_EVERYTHING = ("all", "tat_ca", "het", "toan_bo", "everything")
_CURLY_MARKS = "“”„«‘‹「"
TextPaths = tuple[tuple[str, tuple[str, ...]], ...]
"""Dotted paths of multilingual texts, with the languages each is written in."""
ONE_OF_SEVERAL = frozenset(
    ("status", "group", "category", "commune", "former", "kind", "scheme", "stars", "channel", "calendar", "seen")
)
"""Keys whose value is one thing of a list: of two that are written one is too many, where a text has a comma."""
PHONE_KEYS = ("phone", "other_phone", "zalo")
_CodeAndParams = tuple[str, Mapping[str, str]]
"""A problem's code and parameters."""


@dataclass(frozen=True, slots=True)
class ValidatedFile:
    """The file under validation: its name, the positions of its keys and values, the keys it may have."""

    file: str
    positions: Positions
    branch: KeyTree

    def problem(self, code_and_params: _CodeAndParams, path: str, *, key: bool = False) -> Problem:
        line, column = self.positions.of(path, key=key)
        code, params = code_and_params
        return Problem(self.file, code, line=line, column=column, path=path, params=params)


def translate_errors(error: ValidationError, sheet: ValidatedFile) -> tuple[Problem, ...]:
    """Every refusal of one file, in the order of its lines."""
    # The names of a plain list lie in the model under the language that is none.
    refusals = error.errors(include_url=False)
    for details in refusals:
        details["loc"] = tuple(part for part in details["loc"] if part != EVERY_LANGUAGE)
    problems = [_to_problem(details, sheet) for details in refusals]
    misspelt = set()
    for problem in problems:
        if problem.code == "unknown_key_near":
            above, dot, _ = problem.path.rpartition(".")
            misspelt.add(f"{above}{dot}{problem.params['near']}")
    problems = [_as_fact(problem, error, sheet) for problem in problems]
    facts = {problem.path for problem in problems if problem.code == "fact_pair"}
    problems = [p for p in problems if not (p.code.startswith("missing") and p.path.rpartition(".")[0] in facts)]
    # Pydantic tells a misspelt required key twice, as unknown and as missing: one mistake is one problem.
    once = (problem for problem in problems if not problem.code.startswith("missing") or problem.path not in misspelt)
    return tuple(sorted(once, key=lambda problem: (problem.line, problem.column)))


def _as_text(items: object) -> Mapping[str, str]:
    """A list of one text, or of one entry a language, as the text that it should be; nothing for another list."""
    each = items if isinstance(items, (list, tuple)) else ()
    entries = [next(iter(item.items())) for item in each if isinstance(item, Mapping) and len(item) == 1]
    if len(each) == 1 and isinstance(each[0], str):
        entries = [(FALLBACK_LANGUAGE, each[0])]
    if not entries or len(entries) != len(each) or not all(isinstance(text, str) for _, text in entries):
        return {}
    return {"wanted": f"{{{', '.join(f'{lang}: {quoted_in_flow(text)}' for lang, text in entries)}}}"}


def _lines_of(path: str, sheet: ValidatedFile) -> Mapping[str, str]:
    """The lines of an entry, from its key to the last that begins inside of it."""
    first, last = sheet.positions.of(path, key=True)[0], sheet.positions.lines_under(path)[1]
    return {"key": path.rpartition(".")[2], "lines": str(first) if first == last else f"{first}–{last}"}


def _as_fact(problem: Problem, error: ValidationError, sheet: ValidatedFile) -> Problem:
    """`- Khối lượng: 500 ml` under `facts` told as the label and the value that it is."""
    parent, _, key = problem.path.rpartition(".")
    if not problem.code.startswith("unknown_key") or not re.fullmatch(r"facts\.\d+", parent):
        return problem
    value = next((each["input"] for each in error.errors() if ".".join(map(str, each["loc"])) == problem.path), None)
    if not isinstance(value, str):
        return problem
    wanted = f"{{label: {{vi: {quoted_in_flow(key)}}}, value: {{vi: {quoted_in_flow(value)}}}}}"
    return sheet.problem(("fact_pair", {"found": f"{key}: {value}", "wanted": wanted}), parent)


def _to_problem(details: ErrorDetails, sheet: ValidatedFile) -> Problem:
    path = ".".join(str(part) for part in details["loc"])
    context = dict(details.get("ctx", {}))
    found = details["input"]
    if isinstance(found, str) and found[:1] in _CURLY_MARKS and strip_quotes(found) != found:
        return sheet.problem(("quotes_unneeded", {"found": found, "wanted": strip_quotes(found)}), path)
    if context.get("code") == "text_not_bilingual" and "\n" in str(found):
        return sheet.problem(_text_of_lines(str(found).split("\n"), path, sheet, inner="  vi: |", depth=4), path)
    if context.get("code") == "text_not_bilingual":
        context["wanted"] = f"{{vi: {quoted_in_flow(str(found))}}}"
    if context.get("code") == "language_near":
        return sheet.problem((str(context.pop("code")), context), f"{path}.{context['found']}", key=True)
    if context.get("code") == "text_not_bilingual_list" and (wanted := _as_text(found)):
        return sheet.problem(("text_not_bilingual_items", {**wanted, **_lines_of(path, sheet)}), path, key=True)
    if context.get("code") == "date_several" and not isinstance(details["loc"][-1], int):
        context["code"] = "date_several_for_one"
    if "code" in context:  # raised by `refuse`: one of our own validators has told what is wrong
        return sheet.problem((str(context.pop("code")), context), path)
    if details["type"] == "missing":
        parent, _, key = path.rpartition(".")
        params = {"key": key, "example": example_of_key(re.sub(r"\.\d+", "", path))}
        # A key with nothing behind it is left out of the data, so pydantic has not seen it.
        if sheet.positions.has_key(path):
            choices = sheet.branch.at(details["loc"]).choices
            empty = sheet.problem(("empty_choice" if choices else "empty", params), path, key=True)
            return replace(empty, translated=_explained(key, choices))
        code, place = _place_of_missing(parent, sheet)
        line, column = sheet.positions.of(parent, key=code != "missing_in_braces")
        return Problem(sheet.file, code, line=line, column=column, path=path, params={**params, **place})
    if details["type"] == "extra_forbidden":
        return sheet.problem(_unknown_key(details, sheet), path, key=True)
    translate = _TRANSLATORS.get(details["type"], _wrong_value)
    problem = sheet.problem(translate(details, sheet), path)
    if problem.code in ("choice", "choice_near"):
        key, allowed = _without_indexes(details["loc"]).rpartition(".")[2], problem.params["allowed"].split(", ")
        return replace(problem, translated=_explained(key, allowed))
    return problem


def _explained(key: str, allowed: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """The choices of `key` with their meanings, in each language; nothing where there are none."""
    languages = message_languages() if allowed else ()
    return {lang: {"allowed": choices_explained(key, allowed, lang)} for lang in languages}


def _place_of_missing(parent: str, sheet: ValidatedFile) -> _CodeAndParams:
    """Where an entry that the group or item `parent` lacks has to be written."""
    names = sheet.branch.at_path(parent).keys
    inner = sorted(sheet.positions.of(path, key=True) for path in _keys_in(parent, names, sheet))
    if not parent or not inner:
        return "missing", {}
    if sheet.positions.of(parent) != inner[0]:  # a group in braces begins before its first key
        return "missing_in_braces", {}
    below = sheet.positions.of(parent, key=True)[0]
    if parent.rpartition(".")[2].isdigit():  # the first entry of an item shares its line with the dash
        below = inner[1][0] - 1 if len(inner) > 1 else sheet.positions.lines_under(parent)[1]
    return "missing_in_group", {"below": str(below), "spaces": str(inner[0][1] - 1)}


def _keys_in(parent: str, names: Iterable[str], sheet: ValidatedFile) -> list[str]:
    """The paths of the keys that are written in the group `parent`, of those called `names`."""
    return [path for name in names if sheet.positions.has_key(path := f"{parent}.{name}")]


def _unknown_key(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    *parents, last = details["loc"]
    key, siblings = str(last), sheet.branch.at(parents).keys
    near = nearest_key(key, siblings)
    if near:
        return "unknown_key_near", {"found": key, "near": near}
    if parents and key in sheet.branch.keys:
        return "unknown_key_outside", {"found": key, "parent": str(parents[0]), "spaces": "0"}
    elsewhere = path_of_key(key, sheet.branch)
    if elsewhere:
        return _key_of_another_place(key, elsewhere.split(".")[:-1], details["input"], sheet)
    return "unknown_key", {"found": key, "allowed": ", ".join(siblings)}


def _key_of_another_place(key: str, above: Sequence[str], value: object, sheet: ValidatedFile) -> _CodeAndParams:
    """A key that belongs under the keys `above`: where there, or what has to be written for them first."""
    path, parent = ".".join(above), " > ".join(above)
    params = {"found": key, "parent": parent}
    written = f"{key}: {quoted_in_flow(value) if isinstance(value, str) else '…'}"
    if sheet.branch.at(above).many:
        line, column = sheet.positions.of(f"{path}.0")
        inner = _keys_in(f"{path}.0", sheet.branch.at(above).keys, sheet)
        # An item in braces begins before its first key.
        is_block = any(sheet.positions.of(each, key=True) == (line, column) for each in inner)
        places = {"item": str(line), "spaces": str(column - 1)}
        return ("unknown_key_in_item" if is_block else "unknown_key_in_list"), {**params, **places}
    known = sum(sheet.positions.has_key(".".join(above[: depth + 1])) for depth in range(len(above)))
    if known < len(above):
        groups = [f"{'  ' * depth}{name}:" for depth, name in enumerate(above)]
        rows = shown([*groups, f"{'  ' * len(above)}{written}"][known:])
        places = {"group": " > ".join(above[:known]), "spaces": str(2 * known), "right": rows}
        return ("unknown_key_in_new_part" if known else "unknown_key_in_new_group"), {**params, **places}
    line, _ = sheet.positions.of(path, key=True)
    if sheet.positions.of(path)[0] == line:  # in braces
        return "unknown_key_in_braces", {**params, "brace": str(line), "right": f", {written}"}
    return "unknown_key_elsewhere", params


def _wrong_choice(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if not isinstance(value, str):
        return _not_a_text(details, sheet)
    # Pydantic gives the choices as a sentence alone: "'3', '4' or '5'".
    allowed = re.findall(r"'([^']*)'", str(details["ctx"]["expected"]))
    everything = spelling_key(value) in _EVERYTHING and isinstance(details["loc"][-1], int)
    near = ", ".join(allowed) if everything else nearest_choice(value, allowed)
    params = {"found": _shorten_value(value), "allowed": ", ".join(allowed)}
    return ("choice_near", params | {"near": near}) if near else ("choice", params)


def _not_a_list(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    value, path, branch = details["input"], _without_indexes(details["loc"]), sheet.branch.at(details["loc"])
    if isinstance(value, dict) and not branch.keys and all(isinstance(each, str) for each in value.values()):
        return "list_wanted_values", {"wanted": _values_alone(path, value)}
    path_here = ".".join(map(str, details["loc"]))
    if isinstance(value, dict) and not branch.keys.keys() & value.keys() and (pairs := as_pairs(path, value)):
        return "list_wanted_pairs", {"wanted": pairs, **_lines_of(path_here, sheet)}
    if isinstance(value, dict):
        first, last = sheet.positions.lines_under(path_here)
        in_braces = sheet.positions.of(path_here, key=True)[0] == first
        code = "list_wanted_braces" if in_braces else "list_wanted_mapping"
        return code, {"found": next(iter(value), ""), "first": str(first), "last": str(last)}
    if re.match(r"-\S", str(value)):  # to YAML, `-2-10` is a text and no item
        return "list_dash_space", {}
    days = ", ".join(format_day(day, "vi") for day in likely_days(str(value))) if path.endswith("dates") else ""
    wanted = f"[{days}]" if days else as_list(path, str(value), of_groups=bool(branch.keys))
    return ("list_wanted" if wanted else "list_wanted_items"), {"found": str(value), "wanted": wanted}


def _values_alone(path: str, group: Mapping[str, str]) -> str:
    """The values of a group as the list that was meant: of two languages one, of two months the run between them."""
    values = [group[FALLBACK_LANGUAGE]] if FALLBACK_LANGUAGE in group else list(group.values())
    if path.endswith(("harvest", "available")):
        values = ["-".join(values)]
    return f"[{', '.join(map(quoted_in_flow, values))}]"


def _not_a_mapping(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if value is None:
        return "empty_item", {}
    keys = sheet.branch.at(details["loc"]).keys
    params = {"allowed": ", ".join(keys)}
    only = value[0] if isinstance(value, list) and len(value) == 1 else None
    if isinstance(only, dict) and all(isinstance(each, str) for each in only.values()):
        alone = ", ".join(f"{key}: {quoted_in_flow(each)}" for key, each in only.items())
        return "mapping_wanted_item", {"wanted": f"{{{alone}}}", **_lines_of(".".join(map(str, details["loc"])), sheet)}
    if isinstance(only, dict):
        return "mapping_wanted_list", params
    text = ", ".join(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value
    wanted = as_group(_without_indexes(details["loc"]), text) if isinstance(text, str) else ""
    if wanted:
        return "group_wanted", params | {"found": f"[{text}]" if isinstance(value, list) else text, "wanted": wanted}
    if isinstance(value, list):
        return "mapping_wanted_list", params
    return "mapping_wanted", params | {"example": next(iter(keys), "")}


def _without_indexes(loc: Iterable[str | int]) -> str:
    return ".".join(part for part in loc if isinstance(part, str))


def _text_of_lines(
    text: Sequence[str], path: str, sheet: ValidatedFile, *, inner: str = "", depth: int = 2
) -> _CodeAndParams:
    """A text of several lines where the keys around it are wrong: the lines of the file that should be there."""
    first, _ = sheet.positions.of(path, key=True)
    _, last = sheet.positions.lines_under(path)
    key = path.rpartition(".")[2]
    head = (f"{key}:", inner) if inner else (f"{key}: |",)
    right = shown([*head, *(" " * depth + line for line in text)])
    return "text_wanted_lines", {"lines": f"{first}–{max(last, first + len(text) - (not inner))}", "right": right}


def _phones_of_list(key: str | int, value: Sequence[str]) -> dict[str, str]:
    """What is told of several numbers in the place of one; nothing for a list of something else."""
    numbers = [format_phone(number) for item in value for number in likely_phones(item)]
    if key not in PHONE_KEYS or len(numbers) < 2:
        return {}
    return {"found": ", ".join(value), "wanted": numbers[0], "other": ", ".join(numbers[1:])}


def _not_a_text(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if value is None:
        return "empty_item", {}
    if isinstance(value, dict):
        first, inner = next(iter(value.items()), ("", ""))
        if isinstance(inner, str) and len(value) == 1:  # a text with a colon in it
            return "text_with_colon", {"found": f"{first}: {inner}", "wanted": quote(f"{first}: {inner}")}
        return "text_wanted_mapping", {"found": first}
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return "text_wanted_item", {"found": f"[{value[0]}]", "wanted": value[0]}
    if isinstance(value, list) and len(value) > 1 and all(isinstance(item, str) for item in value):
        if numbers := _phones_of_list(details["loc"][-1], value):
            return "phone_several", numbers
        path = ".".join(map(str, details["loc"]))
        if not sheet.positions.of(path, key=True)[0] < sheet.positions.of(path)[0]:
            text = ", ".join(value)
            if path.rpartition(".")[2] not in ONE_OF_SEVERAL:
                return "text_wanted_item", {"found": f"[{text}]", "wanted": quote(text)}
            return "text_wanted_one", {"count": str(len(value)), "found": text, "wanted": value[0]}
    path = ".".join(map(str, details["loc"]))
    below = sheet.positions.of(path, key=True)[0] < sheet.positions.of(path)[0]
    if isinstance(value, list) and below and all(isinstance(item, str) for item in value):
        return _text_of_lines(value, path, sheet)
    return "text_wanted", {}


def _wrong_value(details: ErrorDetails, _: ValidatedFile) -> _CodeAndParams:
    return "value", {"found": _shorten_value(details["input"])}


def _shorten_value(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


_TRANSLATORS: Mapping[str, Callable[[ErrorDetails, ValidatedFile], _CodeAndParams]] = {
    "enum": _wrong_choice,
    "literal_error": _wrong_choice,
    "tuple_type": _not_a_list,
    "model_type": _not_a_mapping,
    **dict.fromkeys(("string_type", "date_type", "bool_type", "decimal_type", "float_type", "int_type"), _not_a_text),
}


def unknown_languages(texts: TextPaths, languages: Iterable[str], sheet: ValidatedFile) -> Iterator[Problem]:
    """A problem for each text under a key that is no language. Languages that are not listed: `languages.py`."""
    allowed = tuple(languages)
    for path, written in texts:
        for lang in written:
            near = likely_language(lang)
            told_by_the_text = near == FALLBACK_LANGUAGE and near not in written
            if lang in allowed or is_language_code(lang) or told_by_the_text:
                continue
            params = {"found": lang, "allowed": ", ".join(allowed)}
            code = "language_near" if near in allowed and near not in written else "language_unknown"
            yield sheet.problem((code, {**params, "near": near}), f"{path}.{lang}", key=True)
