"""What a template sees of certificates: the OCOP panel in its four states, and the other ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.lists import format_list

from .. import ocop
from ..model import Certificate, Product
from ..ocop import Standing
from ..vietnamese import day
from .scene import Said, Scene
from .views import Grade, certificate_grade
from .views_facts import Row


@dataclass(frozen=True, slots=True)
class Told:
    """How the grade is told in a state in which no stars are shown."""

    state: str
    row: Row


@dataclass(frozen=True, slots=True)
class Panel:
    """The OCOP certificate.

    `note` is the sentence of its state, `left` the hundredths of its term that are left (None where no term is
    known), `months` the whole months that are left while it is in force; `told` the grade in words for this state or
    one that may come, `document` the address of the published scan, `source` where a reader can check it.
    """

    grade: Grade
    note: str
    left: int | None
    months: int | None
    told: tuple[Told, ...]
    rows: tuple[Row, ...]
    document: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Other:
    """A certificate of another scheme, with what is known of it; `ended` where its time is over."""

    name: Said
    rows: tuple[Row, ...]
    expires: date | None
    ended: bool
    document: str | None
    source: str | None


def panel(product: Product, scene: Scene) -> Panel | None:
    """The newest OCOP certificate; None for a potential product."""
    certificate = ocop.ocop_certificate(product)
    if certificate is None:
        return None
    grade = certificate_grade(certificate, scene)
    return Panel(
        grade=grade,
        note=_note(certificate, grade, scene),
        left=_left(grade, scene.today),
        months=months_left(grade.expires, scene.today) if grade.shown and grade.expires else None,
        told=_told(grade, scene),
        rows=_known(_decision(certificate, grade.expires, scene), scene),
        document=_document(certificate, product, scene),
        source=certificate.source,
    )


def others(product: Product, scene: Scene) -> tuple[Other, ...]:
    """The certificates of other schemes, in the order of the file."""
    return tuple(_other(c, product, scene) for c in product.certificates if c.scheme != "ocop")


def time_left(expires: date, today: date, scene: Scene) -> str:
    """Whole months that are left, in words; in the last month days."""
    months = months_left(expires, today)
    if months:
        return scene.words("certificate.months_left", n=months)
    days = (expires - today).days
    return scene.words("certificate.days_left", n=days) if days else scene.words("certificate.last_day")


def months_left(expires: date, today: date) -> int:
    """Whole months from `today` to the last day."""
    return (expires.year - today.year) * 12 + expires.month - today.month - (expires.day < today.day)


def _note(certificate: Certificate, grade: Grade, scene: Scene) -> str:
    if grade.shown and grade.expires:
        return time_left(grade.expires, scene.today, scene)
    if grade.state == Standing.EXPIRED:
        return scene.words("certificate.expired_note")
    known = {"number": certificate.number, "day": certificate.issued, "issuer": certificate.issuer}
    missing = [scene.words(f"certificate.missing_{key}") for key, value in known.items() if not value]
    return scene.words("certificate.unconfirmed_note", missing=format_list(missing, locale=scene.lang))


def _left(grade: Grade, today: date) -> int | None:
    if grade.state == Standing.UNCONFIRMED or grade.expires is None:
        return None
    if not grade.shown or grade.issued is None:
        return 0
    return max(1, min(100, round(100 * (grade.expires - today).days / (grade.expires - grade.issued).days)))


def _told(grade: Grade, scene: Scene) -> tuple[Told, ...]:
    """Where stars may not be shown, the grade is told as something that is said, or that was."""
    states = [grade.state] if not grade.shown else []
    if grade.expires and grade.state != Standing.EXPIRED:
        states.append(Standing.EXPIRED)
    stars = Said(scene.words("stars.short", n=grade.stars))
    return tuple(Told(state, Row(Said(scene.words(f"certificate.stars_{state}")), stars)) for state in states)


def _decision(certificate: Certificate, ends: date | None, scene: Scene) -> dict[str, Said | None]:
    latest = not certificate.expires and not certificate.issued
    return {
        "number": Said(certificate.number or ""),
        "issuer": scene.say_if(certificate.issuer),
        "issued": _day(certificate.issued, scene),
        "handed_over": None if certificate.issued else _day(certificate.handed_over, scene),
        "expires_latest" if latest else "expires": _day(ends, scene),
    }


def _certificate(certificate: Certificate, scene: Scene) -> dict[str, Said | None]:
    """What is known of a paper of another scheme: it is a certificate, not a decision."""
    return {
        "other_number": Said(certificate.number or ""),
        "issuer": scene.say_if(certificate.issuer),
        "other_issued": _day(certificate.issued, scene),
        "handed_over": None if certificate.issued else _day(certificate.handed_over, scene),
        "expires": _day(certificate.expires, scene),
    }


def _known(values: dict[str, Said | None], scene: Scene) -> tuple[Row, ...]:
    return tuple(
        Row(Said(scene.words(f"certificate.{key}")), value) for key, value in values.items() if value and value.text
    )


def _other(certificate: Certificate, product: Product, scene: Scene) -> Other:
    return Other(
        name=scene.say_if(certificate.name) or Said(scene.words(f"scheme.{certificate.scheme}")),
        rows=_known(_certificate(certificate, scene), scene),
        expires=certificate.expires,
        ended=certificate.expires is not None and certificate.expires < scene.today,
        document=_document(certificate, product, scene),
        source=certificate.source,
    )


def _document(certificate: Certificate, product: Product, scene: Scene) -> str | None:
    return scene.documents.get((product.slug, certificate.document or ""))


def _day(when: date | None, scene: Scene) -> Said | None:
    return Said(day(when, scene.lang)) if when else None
