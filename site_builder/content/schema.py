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

from ..catalogue.product import Product
from ..catalogue.showcase import Settings
from ..catalogue.values import FALLBACK_LANGUAGE
from ..messages import message
from . import validate
from .folder import SCHEMA_FILES, SETTINGS_FILE

JsonSchema = dict[str, Any]
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER_FIELDS = frozenset({"slug"})
"""Fields that come from the folder's name and so are no keys of the file."""


def product_schema(settings: Settings | None, lang: str = FALLBACK_LANGUAGE) -> JsonSchema:
    """What `product.yml` may hold, explained in `lang`; without settings any shelf and commune."""
    schema = _editor_schema(Product, "product", settings, lang)
    defined = schema["$defs"]
    if settings:
        _restrict_values(schema["properties"]["category"], (category.key for category in settings.categories))
        _restrict_values(defined["Origin"]["properties"]["commune"], (commune.key for commune in settings.communes))
    return schema


def settings_schema(settings: Settings | None, lang: str = FALLBACK_LANGUAGE) -> JsonSchema:
    """What `catalogue.yml` may hold, explained in `lang`."""
    return _editor_schema(Settings, "settings", settings, lang)


def write_schemas(products: Path, lang: str = FALLBACK_LANGUAGE) -> tuple[Path, ...]:
    """Write both schemas into `products`, in the words of `lang`; gives the files. Raises OSError."""
    settings = _read_settings(products)
    made = (product_schema(settings, lang), settings_schema(settings, lang))
    files = tuple(products / name for name in SCHEMA_FILES)
    for file, schema in zip(files, made, strict=True):
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    return files


def _read_settings(products: Path) -> Settings | None:
    file = products / SETTINGS_FILE
    return validate.parse_settings(file.read_bytes(), SETTINGS_FILE).noun if file.is_file() else None


def _editor_schema(noun: type[BaseModel], name: str, settings: Settings | None, lang: str) -> JsonSchema:
    made = noun.model_json_schema()
    defined = made.pop("$defs")
    for title, inner in defined.items():
        inner.pop("description", None)
        if "properties" in inner:
            _describe_keys(inner, title.lower(), lang)
    languages = settings.languages if settings else Settings.model_fields["languages"].default
    defined["Text"] = _text_schema(languages, lang)
    _describe_keys(made, name, lang)
    made["properties"] = {key: value for key, value in made["properties"].items() if key not in FOLDER_FIELDS}
    made["required"] = [key for key in made["required"] if key not in FOLDER_FIELDS]
    made.pop("description", None)
    head = {"$schema": SCHEMA_DIALECT, "title": message(f"schema.title.{name}", lang)}
    whole: JsonSchema = _clean_schema({**made, "$defs": defined})
    return head | whole


def _text_schema(languages: Iterable[str], lang: str) -> JsonSchema:
    words = {
        key: message("schema.language.vi" if key == FALLBACK_LANGUAGE else "schema.language.other", lang, lang=key)
        for key in languages
    }
    return {
        "type": "object",
        "description": message("schema.text", lang),
        "properties": {key: {"type": ["string", "number"], "description": text} for key, text in words.items()},
        "required": [FALLBACK_LANGUAGE],
        "additionalProperties": False,
    }


def _describe_keys(noun: JsonSchema, name: str, lang: str) -> None:
    """Say what each key of a noun is for; one that is not required may be left empty."""
    required = noun.get("required", [])
    for key, value in noun["properties"].items():
        if key not in FOLDER_FIELDS:
            noun["properties"][key] = (value if key in required else _or_null(value)) | {
                "description": message(f"schema.{name}.{key}", lang)
            }


def _or_null(value: JsonSchema) -> JsonSchema:
    return value if "anyOf" in value else {"anyOf": [value, {"type": "null"}]}


def _clean_schema(node: Any, names: bool = False) -> Any:
    """Remove pydantic's titles and defaults from a schema, and allow numbers where a text may look like one.

    `names` where the keys are names of ours, one of which is `title`.
    """
    if isinstance(node, list):
        return [_clean_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _clean_schema(value, names=key in ("properties", "$defs") and not names)
        for key, value in node.items()
        if names or key not in ("title", "default")
    }
    return kept if names else _with_numbers(kept)


def _with_numbers(schema: JsonSchema) -> JsonSchema:
    """`stars: 3` is a number to an editor."""
    numbers = [int(choice) for choice in schema.get("enum", []) if str(choice).isdecimal()]
    untyped = {key: value for key, value in schema.items() if key != "type"}
    return untyped | {"enum": schema["enum"] + numbers} if numbers else schema


def _restrict_values(value: JsonSchema, keys: Iterable[str]) -> None:
    """Allow these keys alone, if there are any."""
    allowed = list(keys)
    for option in _string_options(value) if allowed else ():
        option.pop("pattern", None)
        option.pop("maxLength", None)
        option["enum"] = allowed


def _string_options(value: JsonSchema) -> Iterator[JsonSchema]:
    yield from (option for option in value.get("anyOf", [value]) if option.get("type") == "string")
