"""What a template sees of how a page was checked: decision, scan, sources, day, and whom to tell of a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .. import ocop
from ..model import Certificate, Product, Status
from ..vietnamese import day, international, phone
from .frame import ABOUT
from .scene import Said, Scene
from .views_facts import Citation, Row, citations, rests_on_hearsay


@dataclass(frozen=True, slots=True)
class Report:
    """How a reader tells of a mistake: a mail that names the product, a call, or a page of the site (`address`)."""

    text: str
    href: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """How the page was checked. `hearsay` is true where no source is certain; `rows` tell of decision, scan and day."""

    rows: tuple[Row, ...]
    sources: tuple[Citation, ...]
    hearsay: bool
    report: Report | None


def check(product: Product, scene: Scene) -> Check:
    """All that lets a reader check the page again."""
    certificate = ocop.ocop_certificate(product) if product.status is Status.CERTIFIED else None
    return Check(
        rows=tuple(_rows(product, certificate, scene)),
        sources=citations(product.sources, scene),
        hearsay=rests_on_hearsay(product.sources),
        report=report(product, scene),
    )


def report(product: Product, scene: Scene) -> Report | None:
    """The office by mail, else by phone, else what the site says of itself."""
    office, words = scene.catalogue.settings.site.office, scene.words
    if office.email:
        subject = words("check.subject", code=product.code, name=scene.say(product.name))
        return Report(words("check.report"), f"mailto:{office.email}?subject={quote(subject, safe='')}")
    if office.phone:
        return Report(words("check.report_phone", phone=phone(office.phone)), f"tel:{international(office.phone)}")
    if scene.urls.has_prose(ABOUT):
        return Report(words("check.report"), address=scene.urls.prose(ABOUT, scene.lang))
    return None


def _rows(product: Product, certificate: Certificate | None, scene: Scene) -> list[Row]:
    rows = []
    if certificate:
        rows.append(Row(Said(scene.words("check.decision")), _decision(certificate, scene)))
    scan = scene.documents.get((product.slug, certificate.document or "")) if certificate else None
    if scan:
        what = "check.scan_pdf" if scan.endswith(".pdf") else "check.scan_picture"
        rows.append(Row(Said(scene.words("check.scan")), Said(scene.words(what)), scan))
    if product.checked:
        rows.append(Row(Said(scene.words("check.last")), Said(day(product.checked.on, scene.lang))))
    return rows


def _decision(certificate: Certificate, scene: Scene) -> Said:
    """Its number with the day, as they are cited; that nobody has seen it, where the number is not known."""
    if not certificate.number:
        return Said(scene.words("check.unseen"))
    if not certificate.issued:
        return Said(certificate.number)
    return Said(scene.words("check.cited", number=certificate.number, day=day(certificate.issued, scene.lang)))
