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
from ..catalogue.values import Text, is_language_code
from ..catalogue.vietnamese import nearest_spellings, nfc, spelling_key
from ..messages import Problem
from ..yaml_loader import load_yaml
from .positions import Positions
from .yaml_reader import YamlDocument, decode_text, legacy_encoding_problem, read_yaml, read_yaml_text

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
    above = fences[1] + 1
    head, body = lines[1 : fences[1]], lines[above:]
    given = {"stem": stem, "lang": lang, "markdown": nfc("\n".join(body)).strip()}
    page = _validate(Prose, read_yaml_text("\n".join(head), file, above=1), file, given)
    return replace(page, problems=(*page.problems, *_body_problems(body, file, above)))


def _body_problems(body: Sequence[str], file: str, above: int) -> Iterator[Problem]:
    """A problem for each line in a legacy encoding, and for each placeholder that names no figure of the programme."""
    names = figures()
    for at, line in enumerate(body, start=above + 1):
        spoilt = None if line.isascii() else legacy_encoding_problem(line)
        if spoilt:
            yield Problem(file, spoilt[0], at, 1, params=spoilt[1])
        for placeholder in FIGURE_PLACEHOLDER.finditer(line):
            if placeholder[1] not in names:
                params = {"found": placeholder[1], "allowed": ", ".join(names)}
                yield Problem(file, "figure_unknown", at, placeholder.start() + 1, params=params)


def _validate(noun: type[Model], document: YamlDocument, file: str, given: Mapping[str, str]) -> ParsedFile[Model]:
    """Validate a file's data as the model `noun`. `given` are values from the file's name; keys may not repeat them."""
    if document.data is None:
        return ParsedFile(None, {}, document.positions, problems=document.problems)
    branch = key_tree(noun).without(given)
    sheet = ValidatedFile(file, document.positions, branch)
    repeated = [sheet.problem(("slug_written", {}), key, key=True) for key in given if key in document.data]
    problems: list[Problem] = [*document.problems, *repeated]
    value: Model | None = None
    try:
        value = noun.model_validate({**document.data, **given})
    except ValidationError as error:
        for problem in translate_errors(error, sheet):
            # What comes from the file's name stands on no line: such a problem is of the whole file.
            from_name = problem.path in given
            problems.append(replace(problem, line=0, column=0, path="") if from_name else problem)
    return ParsedFile(
        noun=value,
        data=document.data,
        positions=document.positions,
        texts=tuple(text_paths(branch, document.data)),
        problems=tuple(problems),
    )


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
    keys: dict[str, KeyTree] = {}
    for name, info in noun.model_fields.items():
        kind, many = _inner_type(info.annotation)
        # `Literal["3", "4"]` and the like are kinds that are no class.
        is_model = isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Text
        keys[name] = KeyTree(key_tree(kind).keys if is_model else {}, is_text=kind is Text, many=many)
    return KeyTree(keys)


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

    def problem(self, code_and_params: _CodeAndParams, path: str, *, key: bool = False) -> Problem:
        line, column = self.positions.of(path, key=key)
        code, params = code_and_params
        return Problem(self.file, code, line=line, column=column, path=path, params=params)


def translate_errors(error: ValidationError, sheet: ValidatedFile) -> tuple[Problem, ...]:
    """Every refusal of one file, in the order of its lines."""
    problems = [_to_problem(details, sheet) for details in error.errors(include_url=False)]
    misspelt = set()
    for problem in problems:
        if problem.code == "unknown_key_near":
            above, dot, _ = problem.path.rpartition(".")
            misspelt.add(f"{above}{dot}{problem.params['near']}")
    # Pydantic tells a misspelt required key twice, as unknown and as missing: one mistake is one problem.
    once = (problem for problem in problems if problem.code != "missing" or problem.path not in misspelt)
    return tuple(sorted(once, key=lambda problem: (problem.line, problem.column)))


def _to_problem(details: ErrorDetails, sheet: ValidatedFile) -> Problem:
    path = ".".join(str(part) for part in details["loc"])
    context = dict(details.get("ctx", {}))
    if "code" in context:  # raised by `refuse`: one of our own validators has told what is wrong
        return sheet.problem((str(context.pop("code")), context), path)
    if details["type"] == "missing":
        parent, _, key = path.rpartition(".")
        params = {"key": key, "example": example_of_key(re.sub(r"\.\d+", "", path))}
        # A key with nothing behind it is left out of the data, so pydantic has not seen it.
        if sheet.positions.has_key(path):
            return sheet.problem(("empty", params), path, key=True)
        line, column = sheet.positions.of(parent, key=True)
        return Problem(sheet.file, "missing", line=line, column=column, path=path, params=params)
    if details["type"] == "extra_forbidden":
        return sheet.problem(_unknown_key(details, sheet), path, key=True)
    translate = _TRANSLATORS.get(details["type"], _wrong_value)
    return sheet.problem(translate(details, sheet), path)


def _unknown_key(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    *parents, last = details["loc"]
    key, siblings = str(last), sheet.branch.at(parents).keys
    near = nearest_key(key, siblings)
    if near:
        return "unknown_key_near", {"found": key, "near": near}
    elsewhere = path_of_key(key, sheet.branch)
    if elsewhere:
        parent = " > ".join(elsewhere.split(".")[:-1])
        return "unknown_key_elsewhere", {"found": key, "parent": parent}
    return "unknown_key", {"found": key, "allowed": ", ".join(siblings)}


def _wrong_choice(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if not isinstance(value, str):
        return _not_a_text(details, sheet)
    # Pydantic gives the choices as a sentence alone: "'3', '4' or '5'".
    allowed = re.findall(r"'([^']*)'", str(details["ctx"]["expected"]))
    near = nearest_choice(value, allowed)
    params = {"found": _shorten_value(value), "allowed": ", ".join(allowed)}
    return ("choice_near", params | {"near": near}) if near else ("choice", params)


def _not_a_list(details: ErrorDetails, _: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if isinstance(value, dict):
        return "list_wanted_mapping", {"found": next(iter(value), "")}
    if re.match(r"-\S", str(value)):  # to YAML, `-2-10` is a text and no item
        return "list_dash_space", {}
    return "list_wanted", {"found": _shorten_value(value)}


def _not_a_mapping(details: ErrorDetails, sheet: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if value is None:
        return "empty_item", {}
    keys = sheet.branch.at(details["loc"]).keys
    params = {"allowed": ", ".join(keys)}
    if isinstance(value, list):
        return "mapping_wanted_list", params
    return "mapping_wanted", params | {"example": next(iter(keys), "")}


def _not_a_text(details: ErrorDetails, _: ValidatedFile) -> _CodeAndParams:
    value = details["input"]
    if value is None:
        return "empty_item", {}
    if isinstance(value, dict):
        return "text_wanted_mapping", {"found": next(iter(value), "")}
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
            if lang not in allowed and not is_language_code(lang):
                params = {"found": lang, "allowed": ", ".join(allowed)}
                yield sheet.problem(("language_unknown", params), f"{path}.{lang}", key=True)
