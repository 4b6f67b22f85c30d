"""The view of one product: everything its page, its sheet and its slide say, and how it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ..catalogue.product import Certificate, Product, Seen
from ..catalogue.programme import Decision
from ..catalogue.vietnamese import format_day
from . import certificate, facts, season
from .card import GalleryView, ProductCard, gallery_view, product_card
from .certificate import CertificatePanel, OtherCertificate, document_link
from .context import Breadcrumb, Context, LocalText, RelatedGroups, breadcrumbs, related_products
from .facts import Citation, LabelledValue, PackView, SalesChannel, checked_text, citations, rests_on_hearsay
from .map import MapLink, map_links
from .producer import ProducerPanel, exact_location, producer_panel
from .qr import CodeView, code_view
from .responsibility import CorrectionLink, no_reports, report_link
from .season import SeasonStrip
from .words import Translations


@dataclass(frozen=True, slots=True)
class Verification:
    """How the page was checked: `rows` tell of decision, scan and day; `no_reports` that nobody receives reports."""

    rows: tuple[LabelledValue, ...]
    sources: tuple[Citation, ...]
    lacks_certain_source: bool
    correction_link: CorrectionLink | None
    no_reports: str


def verification(product: Product, context: Context) -> Verification:
    """Everything by which a reader can verify the page."""
    words, rows = context.words, []
    certificate = context.decisions[product.slug].certificate
    if certificate:
        decision = LocalText(_decision_text(certificate, words))
        rows.append(LabelledValue("decision", LocalText(words("verification.decision")), decision))
    scan = document_link(product, certificate, context) if certificate else None
    if scan:
        told = LocalText(scan.label)
        rows.append(LabelledValue("scan", LocalText(words("verification.scan")), told, scan.address))
    if product.checked:
        told = LocalText(checked_text(product.checked, words, "verification.checked"))
        rows.append(LabelledValue("last", LocalText(words("verification.last")), told))
    return Verification(
        rows=tuple(rows),
        sources=citations(product.sources, context),
        lacks_certain_source=rests_on_hearsay(product, context.decisions[product.slug]),
        correction_link=correction_link(product, context),
        no_reports=no_reports(context),
    )


def correction_link(product: Product, context: Context) -> CorrectionLink | None:
    """How to report a mistake; None where nobody receives it."""
    subject = context.words("verification.subject", code=product.code, name=context.say(product.name))
    return report_link(context, subject)


def _decision_text(certificate: Certificate, words: Translations) -> str:
    """The decision's number and day as they are cited; where the number is not known, whether the paper was seen."""
    if not certificate.number:
        return words("verification.unnumbered" if certificate.seen_as is Seen.PAPER else "verification.unseen")
    cited = certificate.number
    if certificate.issued:
        cited = words("verification.cited", number=cited, day=format_day(certificate.issued, words.lang))
    return words("verification.by_source", decision=cited) if certificate.by_source else cited


RELATED_CARDS = 4
"""Cards under a product: one row of the widest grid."""


@dataclass(frozen=True, slots=True)
class ProductView:
    """One product in one language. What is not known is None, '' or empty, and leaves no trace on the page.

    `foreign_name` is the name in another language, `story` and `use` are Markdown.
    """

    slug: str
    code: CodeView
    address: str
    breadcrumbs: tuple[Breadcrumb, ...]
    name: LocalText
    foreign_name: LocalText | None
    decision: Decision
    summary: LocalText | None
    key_facts: tuple[LabelledValue, ...]
    gallery: GalleryView | None
    story: LocalText | None
    use: LocalText | None
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
    words, urls, lang = context.words, context.urls, context.lang
    name, category = context.say(product.name), context.categories.get(product.category or "")
    communes = context.communes_of(product.origin)
    above = [Breadcrumb(LocalText(words("nav.products")), urls.catalogue(lang))]
    if category:
        above.append(Breadcrumb(context.say(category.name), urls.category(category.key, lang)))
    # The middle of the commune, where the producer's panel does not show the very place. Of several none is the place.
    place = communes[0].location if len(communes) == 1 and not exact_location(product, communes) else None
    return ProductView(
        slug=product.slug,
        code=code_view(product.code, context.codes),
        address=urls.product(product.slug, lang),
        breadcrumbs=breadcrumbs(words, urls, *above, Breadcrumb(name)),
        name=name,
        foreign_name=context.say_foreign(product.name),
        decision=context.decisions[product.slug],
        summary=context.say_if(product.summary),
        key_facts=facts.key_facts(product, context),
        gallery=gallery_view(product.photos, product.slug, context),
        story=context.say_if(product.story),
        use=context.say_if(product.use),
        season_strip=season.season_strip(product.season, context),
        facts=facts.product_facts(product, context),
        map_links=map_links(place, context),
        packs=facts.pack_views(product.offers, context),
        sales_channels=facts.sales_channels(product.sales, context),
        trade=facts.trade_facts(product.trade, context),
        traceability=product.traceability,
        certificate=certificate.certificate_panel(product, context),
        other_certificates=certificate.other_certificates(product, context),
        producer=producer_panel(product, context),
        verification=verification(product, context),
        related=tuple(product_card(other, context) for other in nearest_products(product, context.related)),
    )


def nearest_products(product: Product, among: RelatedGroups) -> tuple[Product, ...]:
    """The related products whose cards stand beneath this one."""
    return tuple(islice(related_products(product, among), RELATED_CARDS))
