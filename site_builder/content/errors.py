"""What pydantic refuses, told as problems of the file: one function for each kind of refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..problems import Problem
from . import near
from .outline import Branch, Texts
from .positions import Positions

_Told = tuple[str, Mapping[str, str]]
"""A problem's code and parameters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file that was validated: its name, its places, the keys it may have."""

    file: str
    positions: Positions
    branch: Branch

    def problem(self, told: _Told, path: str, *, key: bool = False) -> Problem:
        line, column = self.positions.of(path, key=key)
        return Problem(self.file, told[0], line, column, path, told[1])


def translate(error: ValidationError, sheet: Sheet) -> tuple[Problem, ...]:
    """Every refusal of one file, in the order of its lines."""
    found = [_problem(details, sheet) for details in error.errors(include_url=False)]
    meant = {_beside(problem.path, problem.params["near"]) for problem in found if problem.code == "unknown_key_near"}
    told = (problem for problem in found if problem.code != "missing" or problem.path not in meant)
    return tuple(sorted(told, key=lambda problem: (problem.line, problem.column)))


def _beside(path: str, key: str) -> str:
    """`key` in the place of the last key of `path`: what is misspelt is not missing as well."""
    above = path.rpartition(".")[0]
    return f"{above}.{key}" if above else key


def _problem(details: ErrorDetails, sheet: Sheet) -> Problem:
    path = ".".join(str(part) for part in details["loc"])
    context = dict(details.get("ctx", {}))
    if "code" in context:
        return sheet.problem((str(context.pop("code")), context), path)
    if details["type"] == "missing":
        return _missing(path, sheet)
    if details["type"] == "extra_forbidden":
        return sheet.problem(_unknown(details, sheet), path, key=True)
    tell = _TELLERS.get(details["type"], _wrong_value)
    return sheet.problem(tell(details, sheet), path)


def _missing(path: str, sheet: Sheet) -> Problem:
    parent, _, key = path.rpartition(".")
    params = {"key": key, "example": near.example(re.sub(r"\.\d+", "", path))}
    if sheet.positions.has_key(path):
        return sheet.problem(("empty", params), path, key=True)
    line, column = sheet.positions.of(parent, key=True)
    return Problem(sheet.file, "missing", line, column, path, params)


def _unknown(details: ErrorDetails, sheet: Sheet) -> _Told:
    *parents, key = details["loc"]
    found = str(key)
    siblings = sheet.branch.at(parents).keys
    nearest = near.key(found, siblings)
    if nearest:
        return "unknown_key_near", {"found": found, "near": nearest}
    elsewhere = near.elsewhere(found, sheet.branch)
    if elsewhere:
        parent = " > ".join(elsewhere.split(".")[:-1])
        return "unknown_key_elsewhere", {"found": found, "parent": parent}
    return "unknown_key", {"found": found, "allowed": ", ".join(siblings)}


def _choice(details: ErrorDetails, sheet: Sheet) -> _Told:
    found = details["input"]
    if not isinstance(found, str):
        return _text(details, sheet)
    allowed = re.findall(r"'([^']*)'", str(details["ctx"]["expected"]))
    nearest = near.choice(found, allowed)
    params = {"found": _short(found), "allowed": ", ".join(allowed)}
    return ("choice_near", params | {"near": nearest}) if nearest else ("choice", params)


def _list(details: ErrorDetails, _: Sheet) -> _Told:
    found = details["input"]
    if isinstance(found, dict):
        return "list_wanted_mapping", {"found": next(iter(found), "")}
    if re.match(r"-\S", str(found)):
        return "list_dash_space", {}
    return "list_wanted", {"found": _short(found)}


def _mapping(details: ErrorDetails, sheet: Sheet) -> _Told:
    found = details["input"]
    if found is None:
        return "empty_item", {}
    keys = sheet.branch.at(details["loc"]).keys
    params = {"allowed": ", ".join(keys)}
    if isinstance(found, list):
        return "mapping_wanted_list", params
    return "mapping_wanted", params | {"example": next(iter(keys), "")}


def _text(details: ErrorDetails, _: Sheet) -> _Told:
    found = details["input"]
    if found is None:
        return "empty_item", {}
    if isinstance(found, dict):
        return "text_wanted_mapping", {"found": next(iter(found), "")}
    return "text_wanted", {}


def _wrong_value(details: ErrorDetails, _: Sheet) -> _Told:
    return "value", {"found": _short(details["input"])}


def _short(found: object) -> str:
    text = str(found)
    return text if len(text) <= 60 else text[:57] + "…"


_TELLERS: Mapping[str, Callable[[ErrorDetails, Sheet], _Told]] = {
    "enum": _choice,
    "literal_error": _choice,
    "tuple_type": _list,
    "model_type": _mapping,
    **dict.fromkeys(("string_type", "date_type", "bool_type", "decimal_type", "float_type", "int_type"), _text),
}


def foreign(texts: Texts, languages: Iterable[str], sheet: Sheet) -> Iterator[Problem]:
    """Languages that the catalogue does not have."""
    known = tuple(languages)
    for path, written in texts:
        for lang in written:
            if lang not in known:
                params = {"found": lang, "allowed": ", ".join(known)}
                yield sheet.problem(("language_unknown", params), f"{path}.{lang}", key=True)
