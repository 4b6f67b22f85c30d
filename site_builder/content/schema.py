"""JSON Schema (2020-12) of the content, by which editors complete keys and explain them.

Read off the models; what is done to it here makes it fit files that a person writes: numbers may stand without
quotes, values may be left empty, texts have the catalogue's languages, keys of categories and communes are listed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from ..catalogue.choices import CHOICES, Choice, describe_choices
from ..catalogue.product import Origin, Product
from ..catalogue.showcase import Settings
from ..catalogue.values import FALLBACK_LANGUAGE
from ..files import write_atomically
from ..messages import message
from . import validate
from .folder import SCHEMA_FILES, SETTINGS_FILE

JsonSchema = dict[str, Any]
FOLDER_FIELDS = frozenset({"slug"})
"""Fields that come from the folder's name and so are no keys of the file."""
DESCRIBED_CHOICES: Mapping[tuple[str, str], Mapping[str, Choice]] = {
    ("product", "group"): CHOICES.groups,
    ("producer", "kind"): CHOICES.producer_kinds,
    ("consent", "covers"): CHOICES.consent_topics,
    ("certificate", "scheme"): CHOICES.schemes,
    ("sale", "channel"): CHOICES.channels,
}
"""The choices that the description of a key lists, by model and key."""


def product_schema(settings: Settings | None, lang: str = FALLBACK_LANGUAGE) -> JsonSchema:
    """What `product.yml` may hold, explained in `lang`; without settings any shelf and commune."""
    return EditorSchema(settings, lang).whole(Product)


def settings_schema(settings: Settings | None, lang: str = FALLBACK_LANGUAGE) -> JsonSchema:
    """What `catalogue.yml` may hold, explained in `lang`."""
    return EditorSchema(settings, lang).whole(Settings)


def write_schemas(products: Path, lang: str = FALLBACK_LANGUAGE) -> tuple[Path, ...]:
    """Write both schemas into `products`, in the words of `lang`; gives the files. Raises OSError."""
    file = products / SETTINGS_FILE
    settings = validate.parse_settings(file.read_bytes(), SETTINGS_FILE).noun if file.is_file() else None
    schemas = (product_schema(settings, lang), settings_schema(settings, lang))
    files = tuple(products / name for name in SCHEMA_FILES)
    for file, schema in zip(files, schemas, strict=True):
        write_atomically(file, (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
    return files


class EditorSchema(GenerateJsonSchema):
    """Pydantic's schema without its titles, defaults and docstrings, with our explanation of each key."""

    def __init__(self, settings: Settings | None, lang: str) -> None:
        super().__init__()
        self.settings, self.lang = settings, lang

    def whole(self, noun: type[BaseModel]) -> JsonSchema:
        """The whole schema of a file that holds one `noun`."""
        schema = self.generate(noun.__pydantic_core_schema__)
        for defined in (schema, *schema["$defs"].values()):  # docstrings and class names are for programmers
            defined.pop("title", None)
            defined.pop("description", None)
        # Pydantic knows a text as a mapping of any keys; an editor has to offer the catalogue's languages.
        schema["$defs"]["Text"] = text = self._text_schema()
        line, names = {"type": ["string", "number"]}, schema["$defs"].pop("OtherNames", None)
        if "Title" in schema["$defs"]:
            schema["$defs"]["Title"] = {"anyOf": [line, text]}
        if names:
            listed: JsonSchema = {"type": "array", "items": line}
            by_language = {"type": "object", "properties": dict.fromkeys(text["properties"], listed)}
            schema["$defs"]["OtherNames"] = {"anyOf": [listed, {**by_language, "additionalProperties": False}]}
        title = message(f"schema.title.{noun.__name__.lower()}", self.lang)
        return {"$schema": self.schema_dialect, "title": title, **schema}

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 (pydantic passes it)
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchema:
        return self.generate_inner(schema["schema"])

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchema:
        """`stars: 3` is a number to an editor."""
        numbers = [int(choice) for choice in schema["expected"] if str(choice).isdecimal()]
        return {"enum": [*schema["expected"], *numbers]} if numbers else super().literal_schema(schema)

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchema:
        """The keys of a noun with what each is for; one that is not required may be left empty."""
        noun, of_model = schema["cls"], super().model_schema(schema)
        keys, required = of_model.get("properties", {}), of_model.get("required", [])
        for key in FOLDER_FIELDS & keys.keys():
            del keys[key]
            required.remove(key)
        if self.settings and noun is Product:
            _restrict_values(keys["category"], [each.key for each in self.settings.categories])
        if self.settings and noun is Origin:
            _restrict_values(keys["commune"], [each.key for each in self.settings.communes])
        for key, value in keys.items():
            # An optional field that is `| None` has an `anyOf` with null already.
            empty = value if key in required or "anyOf" in value else {"anyOf": [value, {"type": "null"}]}
            name = noun.__name__.lower()
            choices = describe_choices(DESCRIBED_CHOICES.get((name, key), {}), self.lang)
            keys[key] = empty | {"description": message(f"schema.{name}.{key}", self.lang, choices=choices)}
        return of_model

    def _text_schema(self) -> JsonSchema:
        languages = self.settings.languages if self.settings else Settings.model_fields["languages"].default
        properties = {}
        for key in languages:
            code = "schema.language.vi" if key == FALLBACK_LANGUAGE else "schema.language.other"
            properties[key] = {"type": ["string", "number"], "description": message(code, self.lang, lang=key)}
        return {
            "type": "object",
            "description": message("schema.text", self.lang),
            "properties": properties,
            "required": [FALLBACK_LANGUAGE],
            "additionalProperties": False,
        }


def _restrict_values(value: JsonSchema, allowed: list[str]) -> None:
    """Allow these keys alone, if there are any."""
    for option in value.get("anyOf", [value]) if allowed else ():
        if "items" in option:
            _restrict_values(option["items"], allowed)
        if option.get("type") == "string":
            option.pop("pattern", None)
            option.pop("maxLength", None)
            option["enum"] = allowed
