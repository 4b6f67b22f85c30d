"""Certificates: the OCOP panel in its four states, the other schemes, the states of all products in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from babel.lists import format_list

from ..catalogue.product import Certificate, Product, Seen
from ..catalogue.programme import (
    CERTIFICATE_STATUSES,
    OCOP_SCHEME,
    Decision,
    OcopStatus,
    Rules,
    certificate_status,
    ends_at_the_latest,
    expiry_date,
    graded_on,
    has_ended,
    rules_on,
)
from ..catalogue.vietnamese import format_day
from .context import Context, LocalText
from .facts import LabelledValue
from .standing import Standing, as_sentence, latest_end, standings
from .words import Translations

AUTHORITIES_DOMAIN = ".gov.vn"
"""Under it the pages of authorities stand."""


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
    or a later one. `document` leads to the published scan, `source` to where a reader can read of it.
    """

    decision: Decision
    standings: tuple[Standing, ...]
    note: str
    expired_note: str
    percent_left: int | None
    months_left: int | None
    ratings_in_words: tuple[RatingInWords, ...]
    rows: tuple[LabelledValue, ...]
    document: DocumentLink | None
    source: SourceLink | None


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """The address of a published scan, under a label that says whether it is of the paper or of what the press says."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A page that tells of a certificate, under a label that says whether it can be checked there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherCertificate:
    """A certificate beside the one that decides: an earlier one of OCOP, or of another scheme (VietGAP, organic …).

    `ended` once it has expired; `valid` is the word for one of OCOP that has not, '' for other schemes. `by_source` are
    the words for one that is known by the press alone, '' for others.
    """

    name: LocalText
    by_source: str
    rows: tuple[LabelledValue, ...]
    expires: date | None
    ended: bool
    document: DocumentLink | None
    source: SourceLink | None
    valid: str = ""


def certificate_panel(product: Product, context: Context) -> CertificatePanel | None:
    """The OCOP certificate that decides; None for a potential product."""
    decision, words, lang = context.decisions[product.slug], context.words, context.lang
    certificate = decision.certificate
    if certificate is None:
        return None
    stars = LocalText(words("stars.short", n=decision.stars))
    rating = "stars_source" if decision.by_source else "stars_granted"
    graded = graded_on(certificate)
    values = {
        "number": LocalText(certificate.number or ""),
        "issuer": context.say_if(certificate.issuer),
        "council": _day_text(certificate.council, lang),
        "issued": _day_text(certificate.issued, lang),
        "handed_over": None if certificate.issued else _day_text(certificate.handed_over, lang),
        "known_by": None if certificate.issued else _day_text(certificate.known_by, lang),
        "expires_latest" if decision.at_the_latest else "expires": _day_text(decision.expires, lang),
        "rules": LocalText(_rules_text(rules_on(graded), words)) if graded else None,
        "seen": LocalText(words(f"certificate.seen_{certificate.seen_as}")),
    }
    return CertificatePanel(
        decision=decision,
        standings=standings(decision, words),
        note=_status_note(certificate, decision, context.today, words),
        expired_note=_expired_note(decision, words),
        percent_left=_percent_left(decision),
        months_left=months_left(decision.expires, context.today) if decision.shows_stars and decision.expires else None,
        ratings_in_words=tuple(
            RatingInWords(each, LabelledValue("stars", LocalText(words(f"certificate.{rating}")), stars))
            for each in decision.statuses
            if not decision.shows_stars_as(each)
        ),
        rows=_known_rows(values, words),
        document=document_link(product, certificate, context),
        source=_source_link(certificate, words),
    )


def other_certificates(product: Product, context: Context) -> tuple[OtherCertificate, ...]:
    """An earlier OCOP certificate where only that was seen, then the other schemes in the order of the file.

    Those have other labels than OCOP's, which has a decision.
    """
    words, lang = context.words, context.lang
    earlier = context.decisions[product.slug].earlier
    found = [_earlier_certificate(product, earlier, context)] if earlier else []
    for certificate in product.certificates:
        if certificate.scheme == OCOP_SCHEME:
            continue
        values = {
            "other_number": LocalText(certificate.number or ""),
            "other_issuer": context.say_if(certificate.issuer),
            "other_issued": _day_text(certificate.issued, lang),
            "handed_over": None if certificate.issued else _day_text(certificate.handed_over, lang),
            "expires": _day_text(certificate.expires, lang),
        }
        found.append(
            OtherCertificate(
                name=context.say_if(certificate.name) or LocalText(words(f"scheme.{certificate.scheme}")),
                by_source=words("certificate.by_source") if certificate.by_source else "",
                rows=_known_rows(values, words),
                expires=certificate.expires,
                ended=has_ended(certificate.expires, context.today),
                document=document_link(product, certificate, context),
                source=_source_link(certificate, words),
            )
        )
    return tuple(found)


def _earlier_certificate(product: Product, certificate: Certificate, context: Context) -> OtherCertificate:
    """An OCOP certificate that was seen, behind a newer one that nobody can look up."""
    words, lang, end = context.words, context.lang, expiry_date(certificate)
    values = {
        "number": LocalText(certificate.number or ""),
        "issuer": context.say_if(certificate.issuer),
        "issued": _day_text(certificate.issued, lang),
        "handed_over": None if certificate.issued else _day_text(certificate.handed_over, lang),
        "expires_latest" if ends_at_the_latest(certificate) else "expires": _day_text(end, lang),
        "seen": LocalText(words(f"certificate.seen_{certificate.seen_as}")),
    }
    return OtherCertificate(
        name=LocalText(words("certificate.earlier", n=certificate.stars or 0)),
        by_source="",
        rows=_known_rows(values, words),
        expires=end,
        ended=has_ended(end, context.today),
        document=document_link(product, certificate, context),
        source=_source_link(certificate, words),
        valid=words("status.in_force") if certificate_status(certificate, context.today).rule.stars else "",
    )


def earlier_line(product: Product, context: Context) -> str:
    """The earlier certificate that was seen as one line, true on any day; '' where there is none."""
    earlier, words = context.decisions[product.slug].earlier, context.words
    if earlier is None:
        return ""
    end = expiry_date(earlier)
    key = "expires_latest" if ends_at_the_latest(earlier) else "expires"
    told = [f"{words(f'certificate.{key}')} {format_day(end, words.lang)}."] if end else []
    told.append(f"{words('certificate.seen')}: {words(f'certificate.seen_{earlier.seen_as}')}.")
    return words("certificate.earlier_line", n=earlier.stars or 0, told=" ".join(told))


def document_link(product: Product, certificate: Certificate, context: Context) -> DocumentLink | None:
    """The published scan; None where there is none. What lies beside the word of the press is no scan of the paper."""
    address = context.documents.get((product.slug, certificate.document or ""))
    if not address:
        return None
    what = "clipping" if certificate.by_source else "document"
    kind = "pdf" if address.endswith(".pdf") else "picture"
    return DocumentLink(context.words(f"certificate.{what}_{kind}"), address)


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
        return _expired_note(decision, words)
    if decision.status is not OcopStatus.UNCONFIRMED:
        return words("certificate.by_source_note")
    known = {"number": certificate.number, "day": certificate.issued, "issuer": certificate.issuer}
    missing = [words(f"certificate.missing_{key}") for key, value in known.items() if not value]
    key = "unconfirmed_source" if decision.by_source else "unconfirmed_note"
    return words(f"certificate.{key}", missing=format_list(missing, locale=words.lang))


def _expired_note(decision: Decision, words: Translations) -> str:
    """That it has ended, where only the latest day is known with that day."""
    latest = latest_end(decision, words)
    return f"{as_sentence(latest)} {words('certificate.not_renewed')}" if latest else words("certificate.expired_note")


def _rules_text(found: Iterable[Rules], words: Translations) -> str:
    """The decisions under which it was graded, by number and day."""
    told = [words("verification.cited", number=each.number, day=format_day(each.date, words.lang)) for each in found]
    return format_list(told, locale=words.lang) if told else ""


def _source_link(certificate: Certificate, words: Translations) -> SourceLink | None:
    """Where to read of it; only what an authority publishes is a place to check."""
    if certificate.source is None:
        return None
    host = urlsplit(certificate.source).hostname or ""
    official = certificate.seen is not Seen.PRESS and f".{host}".endswith(AUTHORITIES_DOMAIN)
    checked = official or certificate.seen is Seen.LIST
    key = "source" if checked else "source_press" if certificate.scheme is OCOP_SCHEME else "source_other"
    return SourceLink(words(f"certificate.{key}"), certificate.source)


def _percent_left(decision: Decision) -> int | None:
    """How much of the term is left, in hundredths; at least one while the stars are shown, None where it is hearsay."""
    if decision.status is OcopStatus.UNCONFIRMED or decision.expires is None or decision.days_left is None:
        return None
    if decision.by_source or decision.at_the_latest:
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

    What is known by the press alone is counted apart (`by_source`). An `optional` one is not named at zero.
    """

    state: OcopStatus
    by_source: bool
    text: str
    one: str
    many: str
    optional: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ExpiryCount:
    """How many certificates in one status end on one day; `expires` is None where the day is not known."""

    state: OcopStatus
    by_source: bool
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
    """The states in words, those by the word of the press apart; what is in force is named at zero too."""
    everything = tuple(of_all)
    rated = [decision for decision in everything if decision.status is not OcopStatus.POTENTIAL]
    potential = words("count.potential", n=len(everything) - len(rated))
    day = words("home.figures_day", day=format_day(today, words.lang))
    parts: list[SentencePart] = []
    for text, name in words.pieces("home.figures_text", n=len(rated), potential=potential):
        parts += [SentencePart("", text)] if text else []
        parts += [SentencePart(name, day if name == "day" else "")] if name else []
    # In a fixed order, with those whose end is not known before the others: the same content gives the same bytes.
    ends = sorted(
        Counter((each.status, each.by_source, each.expires) for each in rated).items(),
        key=lambda end: (*end[0][:2], str(end[0][2] or "")),
    )
    return StatusSummary(
        day=today,
        sentence_parts=tuple(parts),
        counts=tuple(_status_counts(rated, words)),
        expiry_counts=tuple(ExpiryCount(state, heard, expires, count) for (state, heard, expires), count in ends),
    )


def _status_counts(rated: Iterable[Decision], words: Translations) -> Iterator[StatusCount]:
    found = Counter((decision.by_source, decision.status) for decision in rated)
    kinds = [(by_source, state) for by_source in (False, True) for state in CERTIFICATE_STATUSES]
    for at, (by_source, state) in enumerate(kinds):
        n, optional = found[by_source, state], at > 0
        key = f"count.{state}_source" if by_source else f"count.{state}"
        text, one, many = ((", " if at else "") + words(key, n=each) for each in (n, 1, "{n}"))
        yield StatusCount(state, by_source, text, one=one, many=many, optional=optional, hidden=optional and not n)
