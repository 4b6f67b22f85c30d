"""The schemas by which editors help: another program judges real files by them, and they say what the model says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from site_builder.content import validate
from site_builder.content.file_text import decode_text
from site_builder.content.schema import JsonSchema, product_schema, settings_schema, write_schemas

ROOT = Path(__file__).parent.parent.parent
PRODUCTS = sorted([*ROOT.glob("products/*/product.yml"), *ROOT.glob("tests/catalogues/*/*/product.yml")])
CATALOGUES = sorted([ROOT / "products/catalogue.yml", *ROOT.glob("tests/catalogues/*/catalogue.yml")])


class Editor(yaml.CSafeLoader):
    """YAML as an editor reads it (1.2): numbers, true and false, nothing; no dates."""


Editor.yaml_implicit_resolvers = {}


for tag, pattern in {
    "bool": r"true|false",
    "int": r"-?(0|[1-9]\d*)",
    "float": r"-?\d+\.\d+",
    "null": r"~|null|",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), None)


def as_editor(text: str) -> Any:
    return yaml.load(text, Editor)


def written(file: Path) -> str:
    text = decode_text(file.read_bytes(), file.name)
    assert isinstance(text, str)
    return text


def mistakes(schema: JsonSchema, data: Any) -> list[str]:
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(data)]


def label(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.parent.name}"


@pytest.mark.parametrize("file", PRODUCTS, ids=label)
def test_real_products_follow_the_schema(file: Path) -> None:
    settings = validate.parse_settings((file.parent.parent / "catalogue.yml").read_bytes(), "catalogue.yml").noun

    assert mistakes(product_schema(settings), as_editor(written(file))) == []


@pytest.mark.parametrize("file", CATALOGUES, ids=label)
def test_real_catalogues_follow_the_schema(file: Path) -> None:
    settings = validate.parse_settings(file.read_bytes(), "catalogue.yml").noun

    assert mistakes(settings_schema(settings), as_editor(written(file))) == []


GOOD = "code: BG-001\nstatus: draft\nname: {vi: Chè, en: Tea}\ngroup: food\n"


@pytest.mark.parametrize(
    "more",
    [
        "other_names:\n",
        "featured: true\n",
        "certificates: [{scheme: ocop, stars: 3, number: 12, issued: 2020-05-22}]\n",
        "certificates: [{scheme: ocop, stars: '4'}]\n",
        "producer: {contact: {phone: 0912345678, email: }}\n",
        "origin: {location: [21.97, 106.34]}\n",
        "season: {harvest: [2-10, 12], calendar: lunar}\n",
        "offers: [{pack: {vi: Hộp}, price: 120.000, gtin: '8930000000002'}]\n",
        "sources: [{title: 2023}]\n",
    ],
)
def test_what_the_reader_takes_an_editor_takes(more: str) -> None:
    assert validate.parse_product((GOOD + more).encode(), "product.yml", "che").problems == ()
    assert mistakes(product_schema(None), as_editor(GOOD + more)) == []


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("tenn: x\n", "$"),
        ("summary: Chè ngon\n", "$.summary"),
        ("summary: {en: Tea}\n", "$.summary"),
        ("summary: {vi: Chè, eng: Tea}\n", "$.summary"),
        ("photos: {file: a.jpg}\n", "$.photos"),
        ("certificates: [{scheme: ocop, stars: 6}]\n", "$.certificates"),
        ("traceability: example.vn\n", "$.traceability"),
        ("slug: che\n", "$"),
    ],
)
def test_what_the_reader_refuses_an_editor_underlines(more: str, path: str) -> None:
    schema = product_schema(validate.parse_settings(CATALOGUES[0].read_bytes(), "catalogue.yml").noun)
    raw = validate.parse_product((GOOD + more).encode(), "product.yml", "che")

    assert raw.problems or raw.texts[-1] == ("summary", ("vi", "eng"))
    assert mistakes(schema, as_editor(GOOD + more)) == [path]


def test_shelves_communes_and_languages_are_those_of_the_catalogue() -> None:
    text = (
        "site: {name: {vi: OCOP}, office: {name: {vi: UBND}}}\nlanguages: [vi, zh]\n"
        "categories: [{key: tea, name: {vi: Chè}}]\n"
        "communes: [{key: binh-gia, name: {vi: Bình Gia}, location: [21.97, 106.34]}]\n"
    )
    schema = product_schema(validate.parse_settings(text.encode(), "catalogue.yml").noun)

    assert list(schema["$defs"]["Text"]["properties"]) == ["vi", "zh"]
    assert mistakes(schema, as_editor(GOOD.replace("en: Tea", "zh: 茶") + "category: tea\n")) == []
    assert mistakes(schema, as_editor(GOOD.replace(", en: Tea", "") + "category: che\n")) == ["$.category"]
    assert mistakes(schema, as_editor(GOOD.replace(", en: Tea", "") + "origin: {commune: x}\n")) == ["$.origin"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_key_is_explained_in_the_language_asked_for(lang: str) -> None:
    for schema in (product_schema(None, lang), settings_schema(None, lang)):
        Draft202012Validator.check_schema(schema)
        nouns = [schema, *schema["$defs"].values()]
        keys = [value for noun in nouns for value in noun.get("properties", {}).values()]

        assert len(keys) > 40
        assert all(value["description"] for value in keys)


def test_both_schemas_are_written_with_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = [file.read_bytes() for file in write_schemas(tmp_path)]
    second = [file.read_bytes() for file in write_schemas(tmp_path)]

    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogue.schema.json", "product.schema.json"]
    assert json.loads(first[0])["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schemas_beside_the_shipped_products_are_those_of_today(tmp_path: Path) -> None:
    """Written by `site-builder schema`."""
    (tmp_path / "catalogue.yml").write_bytes(CATALOGUES[0].read_bytes())

    for file in write_schemas(tmp_path):
        assert (ROOT / "products" / file.name).read_bytes() == file.read_bytes()
