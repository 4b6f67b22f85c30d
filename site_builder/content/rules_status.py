"""What each status asks for and forbids, and how long the short texts may be."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import Text
from ..model import Certificate, Status
from ..problems import Problem
from .known import Subject
from .report import error, warning

LONGEST = {"summary": 160, "tagline": 60}
"""Characters that fit a card, a search result, a table tent."""


def required(subject: Subject) -> Iterator[Problem]:
    """A published product says in one sentence what it is, whence it comes, how it looks and who says so."""
    entry, product = subject.entry, subject.product
    if not subject.published:
        return
    if not product.summary:
        yield error(entry, "summary_missing", "summary")
    if not (product.origin.commune or product.origin.area):
        yield error(entry, "commune_missing", "origin.commune")
    if not product.photos:
        yield error(entry, "photos_missing", "photos")
    if not product.sources:
        yield error(entry, "sources_missing", "sources")


def stars(subject: Subject) -> Iterator[Problem]:
    """Certified means an OCOP certificate with stars, potential means none; other schemes have no stars."""
    entry, product = subject.entry, subject.product
    ocop = {at: found for at, found in enumerate(product.certificates) if found.scheme == "ocop"}
    if product.status is Status.CERTIFIED:
        if not ocop:
            yield error(entry, "certified_without_ocop", "certificates")
        yield from (error(entry, "ocop_without_stars", f"certificates.{at}") for at in ocop if not ocop[at].stars)
    if product.status is Status.POTENTIAL:
        yield from (error(entry, "potential_with_ocop", f"certificates.{at}") for at in ocop)
    yield from (problem for at, found in enumerate(product.certificates) for problem in _other(subject, at, found))


def _other(subject: Subject, at: int, found: Certificate) -> Iterator[Problem]:
    if found.scheme != "ocop" and found.stars:
        yield error(subject.entry, "stars_on_other_scheme", f"certificates.{at}.stars", scheme=found.scheme)
    if found.scheme == "other" and not found.name:
        yield warning(subject.entry, "other_scheme_without_name", f"certificates.{at}")


def lengths(subject: Subject) -> Iterator[Problem]:
    """Texts that have a place of fixed size."""
    for key, limit in LONGEST.items():
        text: Text | None = getattr(subject.product, key)
        for lang in text.languages() if text else ():
            count = len(text[lang]) if text else 0
            if count > limit:
                yield error(subject.entry, "text_long", f"{key}.{lang}", count=count, limit=limit, over=count - limit)
