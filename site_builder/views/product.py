"""The view of one product: everything its page, its sheet and its slide say, and how it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from ..catalogue.product import Certificate, Product
from ..catalogue.values import Text
from ..catalogue.vietnamese import e164_phone, format_day, format_phone
from . import certificate, facts, season
from .card import GalleryView, OcopRating, ProductCard, gallery_view, ocop_rating, product_card
from .certificate import CertificatePanel, OtherCertificate
from .context import Breadcrumb, Context, LocalText, related_products
from .facts import Citation, LabelledValue, PackView, SalesChannel, citations, rests_on_hearsay
from .map import MapLink, map_links
from .producer import ProducerPanel, exact_location, producer_panel
from .qr import CodeView, code_view
from .season import SeasonStrip
from .urls import ABOUT_STEM


@dataclass(frozen=True, slots=True)
class CorrectionLink:
    """How a reader tells of a mistake: a mail that names the product, a call, or a page of the site (`address`)."""

    text: str
    href: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """How the page was checked: `rows` tell of decision, scan and day."""

    rows: tuple[LabelledValue, ...]
    sources: tuple[Citation, ...]
    lacks_certain_source: bool
    correction_link: CorrectionLink | None


def verification(product: Product, context: Context) -> Verification:
    """Everything by which a reader can verify the page."""
    certificate = context.decisions[product.slug].certificate
    return Verification(
        rows=tuple(_verification_rows(product, certificate, context)),
        sources=citations(product.sources, context),
        lacks_certain_source=rests_on_hearsay(product.sources),
        correction_link=correction_link(product, context),
    )


def correction_link(product: Product, context: Context) -> CorrectionLink | None:
    """How to report a mistake: mail to the office, else a call, else the 'about' page."""
    office, words = context.catalogue.settings.site.office, context.words
    if office.email:
        subject = words("verification.subject", code=product.code, name=context.say(product.name))
        return CorrectionLink(words("verification.report"), f"mailto:{office.email}?subject={quote(subject, safe='')}")
    if office.phone:
        return CorrectionLink(
            words("verification.report_phone", phone=format_phone(office.phone)), f"tel:{e164_phone(office.phone)}"
        )
    if context.urls.has_prose(ABOUT_STEM):
        return CorrectionLink(words("verification.report"), address=context.urls.prose(ABOUT_STEM, context.lang))
    return None


def _verification_rows(product: Product, certificate: Certificate | None, context: Context) -> list[LabelledValue]:
    rows = []
    if certificate:
        label = LocalText(context.words("verification.decision"))
        rows.append(LabelledValue("decision", label, _decision_text(certificate, context)))
    scan = context.documents.get((product.slug, certificate.document or "")) if certificate else None
    if scan:
        what = context.words("verification.scan_pdf" if scan.endswith(".pdf") else "verification.scan_picture")
        rows.append(LabelledValue("scan", LocalText(context.words("verification.scan")), LocalText(what), scan))
    if product.checked:
        day = LocalText(format_day(product.checked.on, context.lang))
        rows.append(LabelledValue("last", LocalText(context.words("verification.last")), day))
    return rows


def _decision_text(certificate: Certificate, context: Context) -> LocalText:
    """The decision's number and day as they are cited; where the number is not known, that it was not seen."""
    if not certificate.number:
        return LocalText(context.words("verification.unseen"))
    if not certificate.issued:
        return LocalText(certificate.number)
    return LocalText(
        context.words("verification.cited", number=certificate.number, day=format_day(certificate.issued, context.lang))
    )


RELATED_CARDS = 4
"""Cards under a product: one row of the widest grid."""


@dataclass(frozen=True, slots=True)
class ProductView:
    """One product in one language. What is not known is None, '' or empty, and leaves no trace on the page.

    `foreign_name` is the name in another language, `story` is Markdown.
    """

    slug: str
    code: CodeView
    address: str
    breadcrumbs: tuple[Breadcrumb, ...]
    name: LocalText
    foreign_name: LocalText | None
    grade: OcopRating
    summary: LocalText | None
    key_facts: tuple[LabelledValue, ...]
    gallery: GalleryView | None
    story: LocalText | None
    season_strip: SeasonStrip | None
    facts: tuple[LabelledValue, ...]
    map_links: tuple[MapLink, ...]
    packs: tuple[PackView, ...]
    sales_channels: tuple[SalesChannel, ...]
    trade: tuple[LabelledValue, ...]
    traceability: str | None
    certificate: CertificatePanel | None
    other_certificates: tuple[OtherCertificate, ...]
    producer: ProducerPanel | None
    verification: Verification
    related: tuple[ProductCard, ...]


def product_view(product: Product, context: Context) -> ProductView:
    """The product as its page shows it."""
    return ProductView(
        slug=product.slug,
        code=code_view(product.code, context),
        address=context.urls.product(product.slug, context.lang),
        breadcrumbs=_product_breadcrumbs(product, context),
        name=context.say(product.name),
        foreign_name=foreign_name(product.name, context),
        grade=ocop_rating(product, context),
        summary=context.say_if(product.summary),
        key_facts=facts.key_facts(product, context),
        gallery=gallery_view(product.photos, product.slug, context),
        story=context.say_if(product.story),
        season_strip=season.season_strip(product.season, context),
        facts=facts.product_facts(product, context),
        map_links=map_links(_commune_location(product, context), context.words),
        packs=facts.pack_views(product.offers, context),
        sales_channels=facts.sales_channels(product.sales, context),
        trade=facts.trade_facts(product.trade, context),
        traceability=product.traceability,
        certificate=certificate.certificate_panel(product, context),
        other_certificates=certificate.other_certificates(product, context),
        producer=producer_panel(product, context),
        verification=verification(product, context),
        related=tuple(product_card(other, context) for other in nearest_products(product, context)),
    )


def nearest_products(product: Product, context: Context) -> tuple[Product, ...]:
    """The related products whose cards stand beneath this one."""
    return tuple(islice(related_products(product, context.shelves), RELATED_CARDS))


def _product_breadcrumbs(product: Product, context: Context) -> tuple[Breadcrumb, ...]:
    steps = [
        Breadcrumb(LocalText(context.words("nav.home")), context.urls.home(context.lang)),
        Breadcrumb(LocalText(context.words("nav.products")), context.urls.catalogue(context.lang)),
    ]
    category = context.categories.get(product.category or "")
    if category:
        steps.append(Breadcrumb(context.say(category.name), context.urls.category(category.key, context.lang)))
    return (*steps, Breadcrumb(context.say(product.name)))


def foreign_name(name: Text, context: Context) -> LocalText | None:
    """The name in the next language that has one of its own."""
    written = [lang for lang in context.urls.languages if lang != name.language(context.lang) and name.root.get(lang)]
    return LocalText(name[written[0]], written[0]) if written and name[written[0]] != name[context.lang] else None


def _commune_location(product: Product, context: Context) -> tuple[float, float] | None:
    """The middle of the commune it comes from, where the producer's panel does not show the very place."""
    commune = context.communes.get(product.origin.commune or "")
    return commune.location if commune and not exact_location(product, context) else None
