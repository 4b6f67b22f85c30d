"""The catalogues that tests and `make demo` build show every field and every state, and nothing real."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, get_args, get_origin

import pytest

from site_builder.catalogue import product, programme
from site_builder.catalogue.product import Group, Status
from site_builder.catalogue.programme import OcopStatus
from site_builder.catalogue.showcase import Settings
from site_builder.catalogue.values import FrozenModel
from site_builder.content import load

from .catalogues import DAY, MADE_UP, published, told

COMPLETE = MADE_UP / "complete"
RAW = load.read_catalogue(COMPLETE, COMPLETE, None)
WRITTEN = [entry.product for entry in RAW.entries if entry.product]
"""As written, with drafts and consents."""


def nouns(value: object) -> Iterator[FrozenModel]:
    """`value` and every noun in it."""
    if isinstance(value, FrozenModel):
        yield value
        for key in type(value).model_fields:
            yield from nouns(getattr(value, key))
    elif isinstance(value, tuple):
        for part in value:
            yield from nouns(part)


EVERYTHING = [*nouns(RAW.settings), *(noun for product in WRITTEN for noun in nouns(product))]
FIELDS = sorted(
    {(type(noun), key) for noun in EVERYTHING for key in type(noun).model_fields if key != "notice"},
    key=str,
)
"""But for the notice, which stands in the place of an office."""


def values(kind: type[FrozenModel], key: str) -> list[object]:
    return [getattr(noun, key) for noun in EVERYTHING if type(noun) is kind]


def choices(annotation: object) -> set[str]:
    """What a key of a fixed choice may hold."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return set(annotation)
    return {choice for part in get_args(annotation) for choice in choices(part)}


CHOSEN = [(kind, key) for kind, key in FIELDS if choices(kind.model_fields[key].annotation) and key != "format"]
"""But for the format, of which a catalogue has one."""


@pytest.mark.parametrize(("kind", "key"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_every_field_is_written_somewhere(kind: type[FrozenModel], key: str) -> None:
    default = kind.model_fields[key].get_default(call_default_factory=True)
    found = values(kind, key)
    assert any(value not in (None, ()) for value in found)
    if key not in ("unit", "languages"):
        assert any(value != default for value in found)


def test_every_noun_of_the_model_is_there() -> None:
    kinds = {kind for kind in vars(product).values() if isinstance(kind, type) and issubclass(kind, FrozenModel)}
    assert {kind for kind, _ in FIELDS} >= kinds - {FrozenModel}
    assert Settings in {kind for kind, _ in FIELDS}


@pytest.mark.parametrize(("kind", "key"), CHOSEN, ids=lambda part: getattr(part, "__name__", part))
def test_every_choice_is_made_somewhere(kind: type[FrozenModel], key: str) -> None:
    made = [value if isinstance(value, tuple) else (value,) for value in values(kind, key)]
    assert choices(kind.model_fields[key].annotation) <= {choice for some in made for choice in some}


def test_every_state_group_and_kind_of_producer_is_there() -> None:
    assert {product.group for product in WRITTEN if product.status is not Status.DRAFT} == set(Group)
    decisions = [programme.decide(product, DAY) for product in WRITTEN if product.status is not Status.DRAFT]
    assert {decision.status for decision in decisions} == set(OcopStatus)
    certificates = [found for product in WRITTEN if (found := programme.ocop_certificate(product))]
    states = {(programme.certificate_status(found, DAY), found.stars) for found in certificates}
    assert {stars for state, stars in states if state is OcopStatus.IN_FORCE} == {"3", "4", "5"}


def test_households_that_agreed_are_shown_and_others_are_not() -> None:
    producers = {product.slug: product.producer for product in published(COMPLETE).products}
    agreed, silent = producers["het-han"], producers["tiem-nang"]
    assert agreed is not None
    assert agreed.name is not None
    assert agreed.contact.phone == "0900000003"
    assert agreed.consent is None
    assert silent is not None
    assert (silent.name, silent.portrait, silent.contact) == (None, None, product.Contact())


def test_only_what_is_meant_to_be_missing_is_told() -> None:
    untranslated = [("thieu-tieng-anh/product.yml", key, "translation_missing") for key in ("name", "summary", "story")]
    assert told(COMPLETE) == [
        ("_news/2026-03-05-mo-hinh-thu.vi.md", "", "prose_untranslated"),
        ("chua-xac-nhan/product.yml", "producer.contact.phone", "not_shown"),
        ("sap-het-han/product.yml", "certificates.0", "ocop_expiring"),
        *untranslated,
        ("thieu-tieng-anh/product.yml", "photos.0.alt", "translation_missing"),
        ("tiem-nang/product.yml", "producer", "consent_missing"),
    ]


def test_every_address_in_it_belongs_to_nobody() -> None:
    contents = [file.read_text("utf-8") for file in COMPLETE.rglob("*") if file.suffix in (".yml", ".md")]
    hosts = {host for text in contents for host in re.findall(r"(?:https?://|@)([\w.-]+)", text)}
    assert all(host.endswith(".example") for host in hosts)
    numbers = {number for text in contents for number in re.findall(r"\b0\d{3}[ \d]{6,8}\d\b", text)}
    assert numbers
    assert all(re.search(r"000 ?00\d{1,2}$|000 ?00\d$", number) for number in numbers)


def test_a_catalogue_of_the_required_keys_alone_is_published() -> None:
    assert {code for _, _, code in told(MADE_UP / "minimal")} == {"translation_missing"}
    assert [product.slug for product in published(MADE_UP / "minimal").products] == ["san-pham-thu"]


def test_vietnamese_file_names_are_found_whatever_way_they_are_stored() -> None:
    folder = MADE_UP / "tiếng-việt"
    assert told(folder) == []
    assert [product.slug for product in published(folder).products] == ["che-xanh", "mac-mat"]
