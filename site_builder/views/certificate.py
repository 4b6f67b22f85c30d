"""Certificates: the OCOP panel in its four states, the other schemes, the states of all products in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list

from ..catalogue.product import Certificate, Product
from ..catalogue.programme import CERTIFICATE_STATUSES, OCOP_SCHEME, Decision, OcopStatus, has_ended
from ..catalogue.vietnamese import format_day
from .context import Context, LocalText
from .facts import LabelledValue
from .words import Translations


@dataclass(frozen=True, slots=True)
class RatingInWords:
    """The rating in words, for a status in which no stars may be shown ("Rated: 4 stars")."""

    state: OcopStatus
    row: LabelledValue


@dataclass(frozen=True, slots=True)
class CertificatePanel:
    """The OCOP certificate.

    `note` is the sentence of its status, `percent_left` how much of its term is left (None where no term is known),
    `months_left` the whole months while it is in force. `ratings_in_words` are for the statuses without stars, this one
    or a later one. `document` is the address of the published scan, `source` where a reader can check it.
    """

    decision: Decision
    note: str
    percent_left: int | None
    months_left: int | None
    ratings_in_words: tuple[RatingInWords, ...]
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
    decision, words, lang = context.decisions[product.slug], context.words, context.lang
    certificate = decision.certificate
    if certificate is None:
        return None
    # The page is read on later days too: it holds the words of every status that may come.
    statuses = (decision.status, *(decision.status.rule.later if decision.expires else ()))
    stars = LocalText(words("stars.short", n=decision.stars))
    # Without the day of the decision the end is reckoned from the day of the award, and is the latest that can be.
    ends = "expires" if certificate.expires or certificate.issued else "expires_latest"
    values = {
        "number": LocalText(certificate.number or ""),
        "issuer": context.say_if(certificate.issuer),
        "issued": _day_text(certificate.issued, lang),
        "handed_over": None if certificate.issued else _day_text(certificate.handed_over, lang),
        ends: _day_text(decision.expires, lang),
    }
    return CertificatePanel(
        decision=decision,
        note=_status_note(certificate, decision, context.today, words),
        percent_left=_percent_left(decision),
        months_left=months_left(decision.expires, context.today) if decision.shows_stars and decision.expires else None,
        ratings_in_words=tuple(
            RatingInWords(each, LabelledValue("stars", LocalText(words(f"certificate.stars_{each}")), stars))
            for each in statuses
            if not each.rule.stars
        ),
        rows=_known_rows(values, words),
        document=context.documents.get((product.slug, certificate.document or "")),
        source=certificate.source,
    )


def other_certificates(product: Product, context: Context) -> tuple[OtherCertificate, ...]:
    """The certificates of other schemes, in the order of the file; other labels than OCOP's, which has a decision."""
    words, lang, found = context.words, context.lang, []
    for certificate in product.certificates:
        if certificate.scheme == OCOP_SCHEME:
            continue
        values = {
            "other_number": LocalText(certificate.number or ""),
            "issuer": context.say_if(certificate.issuer),
            "other_issued": _day_text(certificate.issued, lang),
            "handed_over": None if certificate.issued else _day_text(certificate.handed_over, lang),
            "expires": _day_text(certificate.expires, lang),
        }
        found.append(
            OtherCertificate(
                name=context.say_if(certificate.name) or LocalText(words(f"scheme.{certificate.scheme}")),
                rows=_known_rows(values, words),
                expires=certificate.expires,
                ended=has_ended(certificate.expires, context.today),
                document=context.documents.get((product.slug, certificate.document or "")),
                source=certificate.source,
            )
        )
    return tuple(found)


def time_left(expires: date, today: date, words: Translations) -> str:
    """Whole months that are left, in words; in the last month days."""
    months = months_left(expires, today)
    if months:
        return words("certificate.months_left", n=months)
    days = (expires - today).days
    return words("certificate.days_left", n=days) if days else words("certificate.last_day")


def months_left(expires: date, today: date) -> int:
    """Whole months from `today` to the last day."""
    return (expires.year - today.year) * 12 + expires.month - today.month - (expires.day < today.day)


def _status_note(certificate: Certificate, decision: Decision, today: date, words: Translations) -> str:
    if decision.shows_stars and decision.expires:
        return time_left(decision.expires, today, words)
    if decision.status is OcopStatus.EXPIRED:
        return words("certificate.expired_note")
    known = {"number": certificate.number, "day": certificate.issued, "issuer": certificate.issuer}
    missing = [words(f"certificate.missing_{key}") for key, value in known.items() if not value]
    return words("certificate.unconfirmed_note", missing=format_list(missing, locale=words.lang))


def _percent_left(decision: Decision) -> int | None:
    """How much of the term is left, in hundredths; at least one while the stars are shown."""
    if decision.status is OcopStatus.UNCONFIRMED or decision.expires is None or decision.days_left is None:
        return None
    if not decision.shows_stars or decision.issued is None:
        return 0
    return max(1, min(100, round(100 * decision.days_left / (decision.expires - decision.issued).days)))


def _known_rows(values: dict[str, LocalText | None], words: Translations) -> tuple[LabelledValue, ...]:
    return tuple(
        LabelledValue(key, LocalText(words(f"certificate.{key}")), value)
        for key, value in values.items()
        if value and value.text
    )


def _day_text(when: date | None, lang: str) -> LocalText | None:
    return LocalText(format_day(when, lang)) if when else None


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


def status_summary(of_all: Iterable[Decision], today: date, words: Translations) -> StatusSummary:
    """The states in words; those that a reader asks for are named at zero too."""
    everything = tuple(of_all)
    rated = [decision for decision in everything if decision.status is not OcopStatus.POTENTIAL]
    potential = words("count.potential", n=len(everything) - len(rated))
    day = words("home.figures_day", day=format_day(today, words.lang))
    parts: list[SentencePart] = []
    for text, name in words.pieces("home.figures_text", n=len(rated), potential=potential):
        parts += [SentencePart("", text)] if text else []
        parts += [SentencePart(name, day if name == "day" else "")] if name else []
    counts, by_status = [], Counter(decision.status for decision in rated)
    for at, state in enumerate(CERTIFICATE_STATUSES):
        optional, n = state is OcopStatus.EXPIRING, by_status[state]
        text, one, many = ((", " if at else "") + words(f"count.{state}", n=each) for each in (n, 1, "{n}"))
        counts.append(StatusCount(state, text, one=one, many=many, optional=optional, hidden=optional and not n))
    # In a fixed order, with those whose end is not known before the others: the same content gives the same bytes.
    ends = sorted(
        Counter((each.status, each.expires) for each in rated).items(),
        key=lambda end: (end[0][0], str(end[0][1] or "")),
    )
    return StatusSummary(
        day=today,
        sentence_parts=tuple(parts),
        counts=tuple(counts),
        expiry_counts=tuple(ExpiryCount(state, expires, count) for (state, expires), count in ends),
    )
