"""JSON Schema (2020-12) of the content, by which editors complete keys and explain them.

Read off the models; what is done to it here makes it fit files that a person writes: numbers may stand without
quotes, values may be left empty, texts have the catalogue's languages, keys of shelves and communes are listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..model import Product
from ..problems import message
from ..showcase import Settings
from ..text import FALLBACK
from . import parse
from .survey import SCHEMAS, SETTINGS_FILE

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
GIVEN = frozenset({"slug"})
"""Fields that the folder's name gives."""


def product_schema(settings: Settings | None, lang: str = FALLBACK) -> Schema:
    """What `product.yml` may hold, explained in `lang`; without settings any shelf and commune."""
    schema = _schema(Product, "product", settings, lang)
    defined = schema["$defs"]
    if settings:
        _only(schema["properties"]["category"], (category.key for category in settings.categories))
        _only(defined["Origin"]["properties"]["commune"], (commune.key for commune in settings.communes))
    return schema


def settings_schema(settings: Settings | None, lang: str = FALLBACK) -> Schema:
    """What `catalogue.yml` may hold, explained in `lang`."""
    return _schema(Settings, "settings", settings, lang)


def write(products: Path, lang: str = FALLBACK) -> tuple[Path, ...]:
    """Write both schemas into `products`, in the words of `lang`; gives the files. Raises OSError."""
    settings = _settings(products)
    made = (product_schema(settings, lang), settings_schema(settings, lang))
    files = tuple(products / name for name in SCHEMAS)
    for file, schema in zip(files, made, strict=True):
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    return files


def _settings(products: Path) -> Settings | None:
    file = products / SETTINGS_FILE
    return parse.settings(file.read_bytes(), SETTINGS_FILE).noun if file.is_file() else None


def _schema(noun: type[BaseModel], name: str, settings: Settings | None, lang: str) -> Schema:
    made = noun.model_json_schema()
    defined = made.pop("$defs")
    for title, inner in defined.items():
        inner.pop("description", None)
        if "properties" in inner:
            _explain(inner, title.lower(), lang)
    languages = settings.languages if settings else Settings.model_fields["languages"].default
    defined["Text"] = _text(languages, lang)
    _explain(made, name, lang)
    made["properties"] = {key: value for key, value in made["properties"].items() if key not in GIVEN}
    made["required"] = [key for key in made["required"] if key not in GIVEN]
    made.pop("description", None)
    head = {"$schema": DIALECT, "title": message(f"schema.title.{name}", lang)}
    whole: Schema = _written({**made, "$defs": defined})
    return head | whole


def _text(languages: Iterable[str], lang: str) -> Schema:
    words = {
        key: message("schema.language.vi" if key == FALLBACK else "schema.language.other", lang, lang=key)
        for key in languages
    }
    return {
        "type": "object",
        "description": message("schema.text", lang),
        "properties": {key: {"type": ["string", "number"], "description": text} for key, text in words.items()},
        "required": [FALLBACK],
        "additionalProperties": False,
    }


def _explain(noun: Schema, name: str, lang: str) -> None:
    """Say what each key of a noun is for; one that is not required may be left empty."""
    required = noun.get("required", [])
    for key, value in noun["properties"].items():
        if key not in GIVEN:
            noun["properties"][key] = (value if key in required else _or_nothing(value)) | {
                "description": message(f"schema.{name}.{key}", lang)
            }


def _or_nothing(value: Schema) -> Schema:
    return value if "anyOf" in value else {"anyOf": [value, {"type": "null"}]}


def _written(node: Any, names: bool = False) -> Any:
    """The same schema without pydantic's titles and defaults, with numbers beside the texts that look like them.

    `names` where the keys are names of ours, one of which is `title`.
    """
    if isinstance(node, list):
        return [_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _written(value, names=key in ("properties", "$defs") and not names)
        for key, value in node.items()
        if names or key not in ("title", "default")
    }
    return kept if names else _with_numbers(kept)


def _with_numbers(schema: Schema) -> Schema:
    """`stars: 3` is a number to an editor."""
    numbers = [int(choice) for choice in schema.get("enum", []) if str(choice).isdecimal()]
    untyped = {key: value for key, value in schema.items() if key != "type"}
    return untyped | {"enum": schema["enum"] + numbers} if numbers else schema


def _only(value: Schema, keys: Iterable[str]) -> None:
    """Allow these keys alone, if there are any."""
    allowed = list(keys)
    for option in _texts(value) if allowed else ():
        option.pop("pattern", None)
        option.pop("maxLength", None)
        option["enum"] = allowed


def _texts(value: Schema) -> Iterator[Schema]:
    yield from (option for option in value.get("anyOf", [value]) if option.get("type") == "string")
