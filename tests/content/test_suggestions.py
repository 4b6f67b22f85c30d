"""The nearest right word for a key or a choice that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest
import yaml

from site_builder.catalogue.product import Product
from site_builder.catalogue.showcase import Prose, Settings
from site_builder.content import suggestions
from site_builder.content.keys import KeyTree, key_tree

HINTS: Mapping[str, Mapping[str, Any]] = yaml.load(
    files("site_builder.content").joinpath("hints.yml").read_text("utf-8"), yaml.CBaseLoader
)
NOUNS = (Product, Settings, Prose)


def required(noun: Any, above: str = "") -> Iterator[str]:
    """Dotted paths of the keys that a file cannot do without."""
    branch = key_tree(noun)
    schema = noun.model_json_schema()
    yield from _required(schema, schema, branch, above)


def _required(schema: Any, whole: Any, branch: KeyTree, above: str) -> Iterator[str]:
    yield from (f"{above}{key}" for key in schema.get("required", []))
    for key, inner in branch.keys.items():
        for name in _references(schema["properties"][key]):
            if inner.keys:
                yield from _required(whole["$defs"][name], whole, inner, f"{above}{key}.")


def _references(value: Any) -> list[str]:
    options = [value, *value.get("anyOf", []), value.get("items", {})]
    return [option["$ref"].rpartition("/")[2] for option in options if "$ref" in option]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("satus", "status"),
        ("Status", "status"),
        ("other-names", "other_names"),
        ("Other names", "other_names"),
        ("certificate", "certificates"),
        ("Tên", "name"),
        ("ảnh", "photos"),
        ("Chứng nhận", "certificates"),
        ("mùa vụ", "season"),
        ("xyz", ""),
    ],
)
def test_a_misspelt_or_vietnamese_key_is_recognised(written: str, meant: str) -> None:
    assert suggestions.nearest_key(written, key_tree(Product).keys) == meant


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("phone", "producer.contact.phone"),
        ("điện thoại", "producer.contact.phone"),
        ("stars", "certificates.stars"),
        ("price", "offers.price"),
        ("commune", "origin.commune"),
        ("xyz", ""),
    ],
)
def test_a_key_of_another_place_is_told_where_it_belongs(written: str, path: str) -> None:
    assert suggestions.path_of_key(written, key_tree(Product)) == path


@pytest.mark.parametrize(
    ("written", "allowed", "meant"),
    [
        ("Tiềm năng", ["certified", "potential", "draft"], "potential"),
        ("certifed", ["certified", "potential", "draft"], "certified"),
        ("hộ", ["cooperative", "household", "other"], "household"),
        ("Hợp tác xã", ["cooperative", "household", "other"], "cooperative"),
        ("5 sao", ["3", "4", "5"], "5"),
        ("2", ["3", "4", "5"], ""),
    ],
)
def test_a_misspelt_or_vietnamese_choice_is_recognised(written: str, allowed: list[str], meant: str) -> None:
    assert suggestions.nearest_choice(written, allowed) == meant


def test_every_hint_is_of_a_key_that_exists() -> None:
    known = {path.rpartition(".")[2] for noun in NOUNS for path in key_tree(noun).paths()}

    assert set(HINTS["keys"]) <= known


def test_every_required_key_has_an_example() -> None:
    given = {"stem", "lang", "markdown"}
    wanted = {path for noun in NOUNS for path in required(noun)} - given

    assert wanted - set(HINTS["examples"]) == set()
    assert set(HINTS["examples"]) - wanted == set()
