"""What is found in a text, claims, personal data and links, kept by the text: to look is what costs most of a check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from ..cache import Cache
from ..catalogue.claims import Claim, ClaimRule, find_claims
from ..catalogue.markdown import internal_links
from ..catalogue.personal_datum import PersonalDatum, PersonalKind
from .yaml_reader import reader_version


class TextFindings:
    """Looks into texts, or recalls what the same program found in the same text; without a cache it only looks."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache

    def claims(self, text: str, lang: str | None, own: tuple[str, ...] = ()) -> tuple[Claim, ...]:
        """As `find_claims` gives them."""

        def look() -> list[list[Any]]:
            found = find_claims(text, lang, own)
            return [[claim.rule.model_dump(mode="json"), claim.text, claim.start, claim.end] for claim in found]

        rows = self._recalled("claims", (text, lang or "", *own), look)
        return tuple(Claim(ClaimRule.model_validate(rule), words, start, end) for rule, words, start, end in rows)

    def people(self, text: str, places: Iterable[str]) -> tuple[PersonalDatum, ...]:
        """As `find_personal_data` gives them."""
        named = sorted(places)

        def look() -> list[list[Any]]:
            from ..catalogue.personal_data import find_personal_data  # here: its patterns take time to compile

            return [[datum.kind, datum.words, datum.start] for datum in find_personal_data(text, named)]

        rows = self._recalled("people", (text, *named), look)
        return tuple(PersonalDatum(PersonalKind(kind), words, start) for kind, words, start in rows)

    def links(self, text: str) -> tuple[str, ...]:
        """As `internal_links` gives them."""
        rows = self._recalled("links", (text,), lambda: [[name] for name in internal_links(text)])
        return tuple(name for (name,) in rows)

    def _recalled(self, kind: str, made_from: tuple[str, ...], look: Callable[[], list[list[Any]]]) -> list[list[Any]]:
        if self._cache is None:
            return look()
        key = sha256(reader_version() + json.dumps(made_from).encode()).digest()
        rows: list[list[Any]] = json.loads(self._cache.value(kind, key, lambda: json.dumps(look()).encode()))
        return rows
