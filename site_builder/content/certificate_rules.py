"""The rules about certificates: days that follow one another, what was seen of them, and whether they still hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ..catalogue.product import Certificate, Product, Seen
from ..catalogue.programme import (
    EXPIRING_DAYS,
    OCOP_SCHEME,
    VALIDITY_MONTHS,
    add_months,
    decide,
)
from ..catalogue.vietnamese import fold
from ..messages import Problem
from .raw import HasPositions, ProductUnderCheck, RuleContext, day_params, error_at, warning_at

_UNLESS_RENEWED = re.compile(r"(?:neu )?(?:khong|chua)(?: duoc)? danh gia lai")
_MEANS_ANOTHER = re.compile(r"vietgap|huu co|haccp|iso|chi dan dia ly|su dung|sap het")
_NONE_OR_ENDED = re.compile(
    r"het (?:han|hieu luc)(?!.*(?:danh gia|cong nhan) lai)"
    r"|chua (?:tim )?(?:thay|co)(?: giay)? chung nhan(?: ocop|$|[.,;])"
)
"""What a summary (without marks) says of a certificate that is not there or not any more, and was not renewed."""
MOST_PRODUCTS_NAMED = 8
"""The most products that one message names."""


def certificate_dates(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Check that decision, ceremony and end of validity follow in this order."""
    entry = subject.entry
    for at, certificate in enumerate(subject.product.certificates):
        path, issued, handed_over = f"certificates.{at}", certificate.issued, certificate.handed_over
        if issued and handed_over and handed_over < issued:
            days = day_params(found=handed_over, other=issued)
            yield error_at(entry, "handed_over_before_issued", f"{path}.handed_over", **days)
        begun, expires = issued or handed_over, certificate.expires
        if begun and expires and expires <= begun:
            days = day_params(found=expires, other=begun)
            yield error_at(entry, "expires_before_issued", f"{path}.expires", **days)
        elif certificate.scheme is OCOP_SCHEME and issued and expires:
            usual = add_months(issued, VALIDITY_MONTHS)
            if expires != usual:
                # A warning alone: the validity is fixed by the programme, which changes its rules, so another end
                # may be what the certificate says.
                days = day_params(found=expires, issued=issued, wanted=usual)
                yield warning_at(entry, "expires_unusual", f"{path}.expires", months=VALIDITY_MONTHS, **days)
        yield from _known_by(entry, path, certificate)
        yield from _council(entry, path, certificate)


def _known_by(entry: HasPositions, path: str, certificate: Certificate) -> Iterator[Problem]:
    """A day by which the grade is known stands where no day is; it cannot come before the decision."""
    known_by, place = certificate.known_by, f"{path}.known_by"
    if known_by is None:
        return
    dated = [(key, day) for key in ("issued", "handed_over") if (day := getattr(certificate, key))]
    if certificate.scheme is not OCOP_SCHEME:
        yield warning_at(entry, "only_for_ocop", place, key="known_by")
    elif certificate.issued and known_by < certificate.issued:
        yield error_at(entry, "known_by_before_issued", place, **day_params(found=known_by, other=certificate.issued))
    elif dated and known_by >= dated[0][1]:
        key, day = dated[0]
        yield warning_at(entry, "known_by_needless", place, key=key, **day_params(found=known_by, other=day))
    elif certificate.expires and certificate.expires > (latest := add_months(known_by, VALIDITY_MONTHS)):
        days = day_params(found=certificate.expires, known_by=known_by, latest=latest)
        yield warning_at(entry, "expires_after_latest", f"{path}.expires", months=VALIDITY_MONTHS, **days)


def _council(entry: HasPositions, path: str, certificate: Certificate) -> Iterator[Problem]:
    """The council grades before the decision, the ceremony and all that is told of them."""
    council, place = certificate.council, f"{path}.council"
    if council is None:
        return
    if certificate.scheme is not OCOP_SCHEME:
        yield warning_at(entry, "only_for_ocop", place, key="council")
    for key in ("issued", "handed_over", "known_by", "expires"):
        day = getattr(certificate, key)
        if day and day < council:
            yield error_at(entry, "council_late", place, key=key, **day_params(found=council, other=day))
            return


def seen_fits_the_rest(subject: ProductUnderCheck) -> Iterator[Problem]:
    """What was seen of a certificate agrees with what the file says of it."""
    for at, certificate in enumerate(subject.product.certificates):
        place = f"certificates.{at}.seen"
        missing = [key for key in ("number", "issuer", "issued") if not getattr(certificate, key)]
        if certificate.seen is Seen.PRESS and certificate.document:
            yield warning_at(subject.entry, "seen_press_with_document", place, document=certificate.document)
        elif certificate.seen is Seen.PAPER and missing and certificate.scheme is OCOP_SCHEME:
            yield warning_at(subject.entry, "seen_paper_incomplete", place, keys=", ".join(missing))
        elif certificate.seen is None and certificate.document and missing and certificate.scheme is OCOP_SCHEME:
            found = {"document": certificate.document, "keys": ", ".join(missing)}
            yield warning_at(subject.entry, "document_incomplete", f"certificates.{at}.document", **found)
        elif certificate.seen is Seen.LIST and not (certificate.source or certificate.document):
            yield warning_at(subject.entry, "seen_list_without_source", place)


def numbers_are_apart(subject: ProductUnderCheck) -> Iterator[Problem]:
    """One decision grades a product once: two entries of a scheme with one number are one, or one number is wrong."""
    seen: set[tuple[str, str]] = set()
    for at, certificate in enumerate(subject.product.certificates):
        number = (certificate.scheme, "".join(fold(certificate.number or "").split()))
        if number[1] and number in seen:
            yield warning_at(
                subject.entry, "certificate_number_twice", f"certificates.{at}.number", found=certificate.number
            )
        seen.add(number)


def stars_by_press(
    where: HasPositions, products: Iterable[ProductUnderCheck], context: RuleContext
) -> Iterator[Problem]:
    """The products that would show stars if their files said that the paper was seen, together."""
    found = [each.entry.slug for each in products if each.published and _lacks_seen(each.product, context.today)]
    if found:
        named = ", ".join([*found[:MOST_PRODUCTS_NAMED], *(["…"] if len(found) > MOST_PRODUCTS_NAMED else [])])
        yield warning_at(where, "stars_by_press", count=len(found), products=named)


def _lacks_seen(product: Product, today: date) -> bool:
    decision = decide(product, today)
    silent = decision.certificate and decision.certificate.seen is None
    return bool(silent and decision.by_source and decision.status.rule.stars)


def ocop_still_in_force(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """A certified product whose newest OCOP certificate has ended, or ends within the days that `ocop.yml` gives.

    Pages say so by themselves, and take the stars away; whoever keeps the product learns it here. Where the product's
    own words tell readers that the certificate has ended, it is known.
    """
    decision = decide(subject.product, context.today)
    if not subject.published or decision.expires is None or decision.days_left is None:
        return
    if decision.issued and decision.expires <= decision.issued:
        return  # one of the two days is wrong, which is told
    at = subject.product.certificates.index(decision.certificate) if decision.certificate else 0
    days = day_params(found=decision.expires)
    if 0 <= decision.days_left <= EXPIRING_DAYS:
        code = "ocop_expiring_latest" if decision.at_the_latest else "ocop_expiring"
        yield warning_at(subject.entry, code, f"certificates.{at}", **days, left=decision.days_left)
    elif decision.days_left < 0 and not _says_that_it_ended(subject.product):
        code = "ocop_expired_latest" if decision.at_the_latest else "ocop_expired"
        yield warning_at(subject.entry, code, f"certificates.{at}", **days)


def summary_is_of_the_newest(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """A summary that still says there is no certificate, or that it has ended, where a newer one holds."""
    product = subject.product
    decision = decide(product, context.today)
    written = fold(product.summary.vi if product.summary else "")
    clauses = re.split(r"[.,;:]\s", _UNLESS_RENEWED.sub(" ", written))
    outdated = any(_NONE_OR_ENDED.search(each) and not _MEANS_ANOTHER.search(each) for each in clauses)
    if subject.published and decision.expires and decision.status.rule.stars and outdated:
        days = day_params(found=decision.expires)
        yield warning_at(subject.entry, "summary_outdated", "summary.vi", **days)


def _says_that_it_ended(product: Product) -> bool:
    written = fold(product.summary.vi if product.summary else "")
    return any(words in written for words in ("het han", "het hieu luc"))
