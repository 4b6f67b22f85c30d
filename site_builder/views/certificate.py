"""Certificates: the OCOP panel in its four states, the other schemes, the states of all products in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list

from ..catalogue.product import Certificate, Product
from ..catalogue.programme import CERTIFICATE_STATUSES, Decision, OcopStatus, has_ended
from ..catalogue.vietnamese import format_day
from .card import OcopRating, ocop_rating
from .context import Context, LocalText
from .facts import LabelledValue


@dataclass(frozen=True, slots=True)
class RatingInWords:
    """The rating in words, for a status in which no stars may be shown ("Rated: 4 stars")."""

    state: OcopStatus
    row: LabelledValue


@dataclass(frozen=True, slots=True)
class CertificatePanel:
    """The OCOP certificate.

    `note` is the sentence of its state, `left` the hundredths of its term that are left (None where no term is
    known), `months` the whole months that are left while it is in force; `told` the grade in words for this state or
    one that may come, `document` the address of the published scan, `source` where a reader can check it.
    """

    grade: OcopRating
    note: str
    left: int | None
    months: int | None
    told: tuple[RatingInWords, ...]
    rows: tuple[LabelledValue, ...]
    document: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class OtherCertificate:
    """A certificate of another scheme (VietGAP, organic …) with its known values; `ended` once it has expired."""

    name: LocalText
    rows: tuple[LabelledValue, ...]
    expires: date | None
    ended: bool
    document: str | None
    source: str | None


def certificate_panel(product: Product, context: Context) -> CertificatePanel | None:
    """The OCOP certificate that decides; None for a potential product."""
    decision = context.decisions[product.slug]
    certificate = decision.certificate
    if certificate is None:
        return None
    grade = ocop_rating(product, context)
    return CertificatePanel(
        grade=grade,
        note=_status_note(certificate, grade, context),
        left=_percent_left(decision),
        months=months_left(grade.expires, context.today) if grade.shown and grade.expires else None,
        told=_ratings_in_words(grade, context),
        rows=_known_rows(_decision_values(certificate, grade.expires, context), context),
        document=_scan_address(certificate, product, context),
        source=certificate.source,
    )


def other_certificates(product: Product, context: Context) -> tuple[OtherCertificate, ...]:
    """The certificates of other schemes, in the order of the file."""
    return tuple(_other_certificate(c, product, context) for c in product.certificates if c.scheme != "ocop")


def time_left(expires: date, today: date, context: Context) -> str:
    """Whole months that are left, in words; in the last month days."""
    months = months_left(expires, today)
    if months:
        return context.words("certificate.months_left", n=months)
    days = (expires - today).days
    return context.words("certificate.days_left", n=days) if days else context.words("certificate.last_day")


def months_left(expires: date, today: date) -> int:
    """Whole months from `today` to the last day."""
    return (expires.year - today.year) * 12 + expires.month - today.month - (expires.day < today.day)


def _status_note(certificate: Certificate, grade: OcopRating, context: Context) -> str:
    if grade.shown and grade.expires:
        return time_left(grade.expires, context.today, context)
    if grade.status is OcopStatus.EXPIRED:
        return context.words("certificate.expired_note")
    known = {"number": certificate.number, "day": certificate.issued, "issuer": certificate.issuer}
    missing = [context.words(f"certificate.missing_{key}") for key, value in known.items() if not value]
    return context.words("certificate.unconfirmed_note", missing=format_list(missing, locale=context.lang))


def _percent_left(decision: Decision) -> int | None:
    if decision.status is OcopStatus.UNCONFIRMED or decision.expires is None or decision.days_left is None:
        return None
    if not decision.shows_stars or decision.issued is None:
        return 0
    return max(1, min(100, round(100 * decision.days_left / (decision.expires - decision.issued).days)))


def _ratings_in_words(grade: OcopRating, context: Context) -> tuple[RatingInWords, ...]:
    """The rating in words, for those of the present and the later statuses that show no stars."""
    later = grade.status.rule.later if grade.expires else ()
    stars = LocalText(context.words("stars.short", n=grade.stars))
    return tuple(
        RatingInWords(state, LabelledValue("stars", LocalText(context.words(f"certificate.stars_{state}")), stars))
        for state in (grade.status, *later)
        if not state.rule.stars
    )


def _decision_values(certificate: Certificate, ends: date | None, context: Context) -> dict[str, LocalText | None]:
    latest = not certificate.expires and not certificate.issued
    return {
        "number": LocalText(certificate.number or ""),
        "issuer": context.say_if(certificate.issuer),
        "issued": _day_text(certificate.issued, context),
        "handed_over": None if certificate.issued else _day_text(certificate.handed_over, context),
        "expires_latest" if latest else "expires": _day_text(ends, context),
    }


def _other_values(certificate: Certificate, context: Context) -> dict[str, LocalText | None]:
    """The known values of a certificate of another scheme; other labels than OCOP's, which has a decision."""
    return {
        "other_number": LocalText(certificate.number or ""),
        "issuer": context.say_if(certificate.issuer),
        "other_issued": _day_text(certificate.issued, context),
        "handed_over": None if certificate.issued else _day_text(certificate.handed_over, context),
        "expires": _day_text(certificate.expires, context),
    }


def _known_rows(values: dict[str, LocalText | None], context: Context) -> tuple[LabelledValue, ...]:
    return tuple(
        LabelledValue(key, LocalText(context.words(f"certificate.{key}")), value)
        for key, value in values.items()
        if value and value.text
    )


def _other_certificate(certificate: Certificate, product: Product, context: Context) -> OtherCertificate:
    return OtherCertificate(
        name=context.say_if(certificate.name) or LocalText(context.words(f"scheme.{certificate.scheme}")),
        rows=_known_rows(_other_values(certificate, context), context),
        expires=certificate.expires,
        ended=has_ended(certificate.expires, context.today),
        document=_scan_address(certificate, product, context),
        source=certificate.source,
    )


def _scan_address(certificate: Certificate, product: Product, context: Context) -> str | None:
    return context.documents.get((product.slug, certificate.document or ""))


def _day_text(when: date | None, context: Context) -> LocalText | None:
    return LocalText(format_day(when, context.lang)) if when else None


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many certificates are in a state, in words: `text` on the day of the build, for one, and for `{n}`.

    An `optional` one is not named at zero.
    """

    state: OcopStatus
    text: str
    one: str
    many: str
    optional: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ExpiryCount:
    """How many certificates in one status end on one day; `expires` is None where the day is not known."""

    state: OcopStatus
    expires: date | None
    count: int


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A part of the sentence: plain text (`name` is ''), the `day` in words, or the place of the counts (`states`)."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class StatusSummary:
    """The states of all certificates in one sentence; from `expiry_counts` the browser counts it again another day."""

    day: date
    sentence_parts: tuple[SentencePart, ...]
    counts: tuple[StatusCount, ...]
    expiry_counts: tuple[ExpiryCount, ...]

    @property
    def text(self) -> str:
        """The sentence on the day of the build."""
        states = "".join(count.text for count in self.counts if not count.hidden)
        return "".join(states if part.name == "states" else part.text for part in self.sentence_parts)


def status_summary(of_all: Iterable[OcopRating], context: Context) -> StatusSummary:
    """The states in words; those that a reader asks for are named at zero too."""
    everything = tuple(of_all)
    grades = [grade for grade in everything if grade.status is not OcopStatus.POTENTIAL]
    potential = context.words("count.potential", n=len(everything) - len(grades))
    today = context.words("home.figures_day", day=format_day(context.today, context.lang))
    parts: list[SentencePart] = []
    for text, name in context.words.pieces("home.figures_text", n=len(grades), potential=potential):
        parts += [SentencePart("", text)] if text else []
        parts += [SentencePart(name, today if name == "day" else "")] if name else []
    # In a fixed order, with those whose end is not known before the others: the same content gives the same bytes.
    ends = sorted(
        Counter((g.status, g.expires) for g in grades).items(), key=lambda end: (end[0][0], str(end[0][1] or ""))
    )
    return StatusSummary(
        day=context.today,
        sentence_parts=tuple(parts),
        counts=tuple(_status_counts([grade.status for grade in grades], context)),
        expiry_counts=tuple(ExpiryCount(state, expires, count) for (state, expires), count in ends),
    )


def _status_counts(states: Sequence[OcopStatus], context: Context) -> Iterator[StatusCount]:
    for at, state in enumerate(CERTIFICATE_STATUSES):
        optional, n = state is OcopStatus.EXPIRING, states.count(state)
        text, one, many = ((", " if at else "") + context.words(f"count.{state}", n=each) for each in (n, 1, "{n}"))
        yield StatusCount(state=state, text=text, one=one, many=many, optional=optional, hidden=optional and not n)
