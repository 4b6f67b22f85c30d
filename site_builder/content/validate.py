"""Validation: one file's data to one noun, and what pydantic refuses told as problems of the file.

A wrong key or choice is told with the nearest
right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from types import NoneType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..catalogue.choices import CHOICES
from ..catalogue.product import Product
from ..catalogue.programme import FIGURE_PLACEHOLDER, figures
from ..catalogue.showcase import Prose, Settings
from ..catalogue.values import Text
from ..catalogue.vietnamese import nearest_spellings, nfc, spelling_key
from ..messages import Problem
from ..yaml_loader import load_yaml
from .positions import Positions
from .yaml_reader import YamlDocument, decode_text, legacy_encoding_problem, read_yaml, read_yaml_text


@dataclass(frozen=True, slots=True)
class KeyTree:
    """A key: the keys inside it (none for a plain value), whether it is a text in several languages, or a list."""

    keys: Mapping[str, KeyTree] = field(default_factory=dict)
    is_text: bool = False
    many: bool = False

    def at(self, loc: Sequence[str | int]) -> KeyTree:
        """The branch at a pydantic location; list indexes stay where they are."""
        branch = self
        for part in loc:
            branch = branch if isinstance(part, int) else branch.keys.get(part, KeyTree())
        return branch

    def without(self, names: Iterable[str]) -> KeyTree:
        """The same branch, without some of its keys."""
        return replace(self, keys={key: inner for key, inner in self.keys.items() if key not in names})

    def paths(self, above: str = "") -> Iterator[str]:
        """Every dotted key below, the near ones first."""
        here = [(f"{above}{name}", branch) for name, branch in self.keys.items()]
        yield from (path for path, _ in here)
        for path, branch in here:
            yield from branch.paths(f"{path}.")


@cache
def key_tree(noun: type[BaseModel]) -> KeyTree:
    """The tree of keys of the model `noun`."""
    return KeyTree({name: _subtree(info.annotation) for name, info in noun.model_fields.items()})


def _subtree(annotation: Any) -> KeyTree:
    kind, many = _inner_type(annotation)
    if kind is Text:
        return KeyTree(is_text=True, many=many)
    keys = key_tree(kind).keys if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
    return KeyTree(keys, many=many)


def _inner_type(annotation: Any) -> tuple[Any, bool]:
    """The type under `Annotated`, `| None` and `tuple[..., ...]`, and whether there was a tuple."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inner_type(args[0])
    if origin is tuple:
        return _inner_type(args[0])[0], True
    inner = [arg for arg in args if arg is not NoneType]
    return _inner_type(inner[0]) if NoneType in args else (annotation, False)


_NO_KEYS = KeyTree()

TextPaths = tuple[tuple[str, tuple[str, ...]], ...]
"""Dotted paths of multilingual texts, with the languages each is written in."""


def text_paths(branch: KeyTree, data: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every multilingual text that `data` holds."""
    if isinstance(data, list):
        for at, item in enumerate(data):
            yield from text_paths(branch, item, f"{path}.{at}")
    elif isinstance(data, dict) and branch.is_text:
        yield path, tuple(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(value, str):  # most values are, and hold no text in several languages
                yield from text_paths(branch.keys.get(key, _NO_KEYS), value, f"{path}.{key}" if path else key)


@cache
def _hints() -> Mapping[str, Mapping[str, Any]]:
    text = files(__package__).joinpath("hints.yml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = load_yaml(text)
    return loaded


@cache
def _spellings(kind: str) -> Mapping[str, Collection[str]]:
    """What people write in place of each right word: of `keys`, or of `choices` (those of `choices.yml` among them)."""
    hints = _hints()[kind]
    listed = CHOICES.typed() if kind == "choices" else {}
    return {right: (*listed.get(right, ()), *hints.get(right, ())) for right in (*listed, *hints)}


def _meanings_of(word: str, kind: str) -> list[str]:
    """The right words that people write as `word`."""
    return [right for right, written in _spellings(kind).items() if spelling_key(word) in written]


def _nearest(word: str, allowed: Sequence[str], kind: str) -> str:
    same = {spelling_key(right): right for right in allowed}.get(spelling_key(word))
    meant = (right for right in _meanings_of(word, kind) if right in allowed)
    return same or next(meant, "") or next(nearest_spellings(word, allowed), "")


def nearest_choice(word: str, allowed: Sequence[str]) -> str:
    """The choice that `word` stands for, or ''."""
    return _nearest(word, allowed, "choices")


def nearest_key(word: str, siblings: Iterable[str]) -> str:
    """The nearest of the allowed sibling keys, or ''."""
    return _nearest(word, tuple(siblings), "keys")


def path_of_key(word: str, whole: KeyTree) -> str:
    """The dotted path where the key `word` belongs, or ''."""
    names = {spelling_key(word), *_meanings_of(word, "keys")}
    return next((path for path in whole.paths() if path.rpartition(".")[2] in names and "." in path), "")


def example_of_key(path: str) -> str:
    """How a required key is written; `path` without list indexes."""
    return str(_hints()["examples"].get(path, path.rpartition(".")[2] + ": …"))


_CodeAndParams = tuple[str, Mapping[str, str]]
"""A problem's code and parameters."""


@dataclass(frozen=True, slots=True)
class ValidatedFile:
    """The file under validation: its name, the positions of its keys and values, the keys it may have."""

    file: str
    positions: Positions
    branch: KeyTree

    def problem(self, told: _CodeAndParams, path: str, *, key: bool = False) -> Problem:
        line, column = self.positions.of(path, key=key)
        return Problem(self.file, told[0], line=line, column=column, path=path, params=told[1])


def translate_errors(error: ValidationError, sheet: ValidatedFile) -> tuple[Problem, ...]:
    """Every refusal of one file, in the order of its lines."""
    found = [_to_problem(details, sheet) for details in error.errors(include_url=False)]
    meant = {
        _sibling_path(problem.path, problem.params["near"]) for problem in found if problem.code == "unknown_key_near"
    }
    told = (problem for problem in found if problem.code != "missing" or problem.path not in meant)
    return tuple(sorted(told, key=lambda problem: (problem.line, problem.column)))


def _sibling_path(path: str, key: str) -> str:
    """The path of the sibling `key`. Used so that a misspelt key is not reported as missing as well."""
    above = path.rpartition(".")[0]
    return f"{above}.{key}" if above else key


def _to_problem(details: ErrorDetails, sheet: ValidatedFile) -> Problem:
    path = ".".join(str(part) for part in details["loc"])
    context = dict(details.get("ctx", {}))
    if "code" in context:
        return sheet.problem((str(context.pop("code")), context), path)
    if details["type"] == "missing":
        return _missing_problem(path, sheet)
    if details["type"] == "extra_forbidden":
        return sheet.problem(_unknown_key(details, sheet), path, key=True)
    tell = _TRANSLATORS.get(details["type"], _wrong_value)
    return sheet.problem(tell(details, sheet), path)


def _missing_problem(path: str, sheet: ValidatedFile) -> Problem:
    parent, _, key = path.rpartition(".")
    params = {"key": key, "example": example_of_key(re.sub(r"\.\d+", "", path))}
    if sheet.positions.has_key(path):
        return sheet.problem(("empty", params), path, key=True)
    line, column = sheet.positions.of(parent, key=True)
    return Problem(sheet.file, "missing", line=line, column=column, path=path, params=params)


def _unknown_key(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    *parents, key = details["loc"]
    found = str(key)
    siblings = sheet.branch.at(parents).keys
    nearest = nearest_key(found, siblings)
    if nearest:
        return "unknown_key_near", {"found": found, "near": nearest}
    elsewhere = path_of_key(found, sheet.branch)
    if elsewhere:
        parent = " > ".join(elsewhere.split(".")[:-1])
        return "unknown_key_elsewhere", {"found": found, "parent": parent}
    return "unknown_key", {"found": found, "allowed": ", ".join(siblings)}


def _wrong_choice(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    found = details["input"]
    if not isinstance(found, str):
        return _not_a_text(details, sheet)
    allowed = re.findall(r"'([^']*)'", str(details["ctx"]["expected"]))
    nearest = nearest_choice(found, allowed)
    params = {"found": _shorten_value(found), "allowed": ", ".join(allowed)}
    return ("choice_near", params | {"near": nearest}) if nearest else ("choice", params)


def _not_a_list(details: ErrorDetails, _: ValidatedFile) -> _CodeAndParams:
    found = details["input"]
    if isinstance(found, dict):
        return "list_wanted_mapping", {"found": next(iter(found), "")}
    if re.match(r"-\S", str(found)):
        return "list_dash_space", {}
    return "list_wanted", {"found": _shorten_value(found)}


def _not_a_mapping(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    found = details["input"]
    if found is None:
        return "empty_item", {}
    keys = sheet.branch.at(details["loc"]).keys
    params = {"allowed": ", ".join(keys)}
    if isinstance(found, list):
        return "mapping_wanted_list", params
    return "mapping_wanted", params | {"example": next(iter(keys), "")}


def _not_a_text(details: ErrorDetails, _: ValidatedFile) -> _CodeAndParams:
    found = details["input"]
    if found is None:
        return "empty_item", {}
    if isinstance(found, dict):
        return "text_wanted_mapping", {"found": next(iter(found), "")}
    return "text_wanted", {}


def _wrong_value(details: ErrorDetails, _: ValidatedFile) -> _CodeAndParams:
    return "value", {"found": _shorten_value(details["input"])}


def _shorten_value(found: object) -> str:
    text = str(found)
    return text if len(text) <= 60 else text[:57] + "…"


_TRANSLATORS: Mapping[str, Callable[[ErrorDetails, ValidatedFile], _CodeAndParams]] = {
    "enum": _wrong_choice,
    "literal_error": _wrong_choice,
    "tuple_type": _not_a_list,
    "model_type": _not_a_mapping,
    **dict.fromkeys(("string_type", "date_type", "bool_type", "decimal_type", "float_type", "int_type"), _not_a_text),
}


def unknown_languages(texts: TextPaths, languages: Iterable[str], sheet: ValidatedFile) -> Iterator[Problem]:
    """A problem for each text written in a language that the catalogue does not have."""
    known = tuple(languages)
    for path, written in texts:
        for lang in written:
            if lang not in known:
                params = {"found": lang, "allowed": ", ".join(known)}
                yield sheet.problem(("language_unknown", params), f"{path}.{lang}", key=True)


Model = TypeVar("Model", bound=BaseModel)
FRONT_MATTER_FENCE = "---"
PLACEHOLDER_SLUG = "san-pham"
"""Placeholder slug of a product whose folder is misnamed, so that its other mistakes are found all the same."""


@dataclass(frozen=True, slots=True)
class ParsedFile(Generic[Model]):
    """The result of parsing one file: `noun` is the model, None where something in the file is missing or wrong."""

    noun: Model | None
    data: Mapping[str, Any]
    positions: Positions
    texts: TextPaths = ()
    problems: tuple[Problem, ...] = ()


YamlReading = Callable[[bytes, str], YamlDocument]
"""Reads the content of a file, whose name comes second: `read_yaml`, or the same with a cache."""


def parse_product(content: bytes, file: str, slug: str, read: YamlReading = read_yaml) -> ParsedFile[Product]:
    """`product.yml`; `slug` is its folder's name."""
    return _validate(Product, read(content, file), file, {"slug": slug})


def parse_settings(content: bytes, file: str, read: YamlReading = read_yaml) -> ParsedFile[Settings]:
    """`catalogue.yml`."""
    return _validate(Settings, read(content, file), file, {})


def parse_prose(content: bytes, file: str, stem: str, lang: str) -> ParsedFile[Prose]:
    """A Markdown page whose head, between two lines `---`, is YAML."""
    text = decode_text(content, file)
    if isinstance(text, Problem):
        return ParsedFile(None, {}, Positions(), problems=(text,))
    lines = text.split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == FRONT_MATTER_FENCE]
    if fences[:1] != [0]:
        return ParsedFile(None, {}, Positions(), problems=(Problem(file, "front_matter_missing", 1, 1),))
    if len(fences) < 2:
        return ParsedFile(None, {}, Positions(), problems=(Problem(file, "front_matter_unclosed", 1, 1),))
    head, body = "\n".join(lines[1 : fences[1]]), "\n".join(lines[fences[1] + 1 :])
    given = {"stem": stem, "lang": lang, "markdown": nfc(body).strip()}
    made = _validate(Prose, read_yaml_text(head, file, above=1), file, given)
    above = fences[1] + 1
    found = (*_legacy_encoding_problems(body, file, above), *_unknown_figures(body, file, above))
    return replace(made, problems=(*made.problems, *found))


def _unknown_figures(body: str, file: str, above: int) -> Iterator[Problem]:
    """A problem for each placeholder that names no figure of the programme."""
    known = figures()
    for at, line in enumerate(body.split("\n"), start=above + 1):
        for found in FIGURE_PLACEHOLDER.finditer(line):
            if found[1] not in known:
                params = {"found": found[1], "allowed": ", ".join(known)}
                yield Problem(file, "figure_unknown", at, found.start() + 1, params=params)


def _legacy_encoding_problems(body: str, file: str, above: int) -> Iterator[Problem]:
    """A problem for each line of a page that is in a legacy encoding (TCVN3, VNI) or is broken UTF-8."""
    for at, line in enumerate(body.split("\n"), start=above + 1):
        found = None if line.isascii() else legacy_encoding_problem(line)
        if found:
            yield Problem(file, found[0], at, 1, params=found[1])


def _as_file_problem(problem: Problem, given: Mapping[str, str]) -> Problem:
    """A problem of a value that comes from the file's name is reported for the whole file: it stands on no line."""
    return replace(problem, line=0, column=0, path="") if problem.path in given else problem


def _validate(noun: type[Model], reading: YamlDocument, file: str, given: Mapping[str, str]) -> ParsedFile[Model]:
    """Validate a file's data as the model `noun`. `given` are values from the file's name; keys may not repeat them."""
    if reading.data is None:
        return ParsedFile(None, {}, reading.positions, problems=reading.problems)
    branch = key_tree(noun).without(given)
    sheet = ValidatedFile(file, reading.positions, branch)
    again = [sheet.problem(("slug_written", {}), key, key=True) for key in given if key in reading.data]
    problems: tuple[Problem, ...] = (*reading.problems, *again)
    made: Model | None = None
    try:
        made = noun.model_validate({**reading.data, **given})
    except ValidationError as error:
        problems += tuple(_as_file_problem(problem, given) for problem in translate_errors(error, sheet))
    return ParsedFile(
        noun=made,
        data=reading.data,
        positions=reading.positions,
        texts=tuple(text_paths(branch, reading.data)),
        problems=problems,
    )
