"""Labels, tents, booth sheets, posters, roll-ups and name strips: which products, what each shows, ready for Typst."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..catalogue.product import Product
from ..catalogue.programme import OcopStatus
from ..catalogue.showcase import Catalogue, Event
from ..catalogue.vietnamese import format_days
from ..content.raw import RawCatalogue
from ..media.prepare import PreparedPhotos, prepare_photos
from ..media.recipe import ImageEncoding, Recipe
from ..theme_folder import Theme
from ..views import qr
from ..views.card import place_name
from ..views.context import Context, LocalText
from ..views.display import first_clause
from ..views.event_parts import DisplayView, displays_view
from ..views.facts import pack_views
from ..views.pictures import photo_requests
from ..views.producer import producer_key, producer_panel
from ..views.responsibility import notice_line
from ..views.season import harvest_text
from . import typst
from .code_files import draft_text
from .formats import PrintFormat
from .typst import TypstDocument


def select_products(
    catalogue: Catalogue, slugs: Sequence[str] = (), group: str | None = None, event: Event | None = None
) -> tuple[Product, ...]:
    """The products that meet all conditions: one of `slugs` (which are published), in the group, at the event.

    In the order of `slugs`, else that of the event, else by name.
    """
    by_slug = {product.slug: product for product in catalogue.products}
    wanted = [by_slug[slug] for slug in slugs] or list(catalogue.products)
    if event:
        here = {slug: at for at, slug in enumerate(event.shown)}
        present = [product for product in wanted if product.slug in here]
        wanted = present if slugs else sorted(present, key=lambda product: here[product.slug])
    return tuple(product for product in wanted if group is None or product.group == group)


COVER_DPI = 300
MAX_COVER_PIXELS = 4000
"""Pixels: the greatest width. Posters and roll-ups are seen from a distance, where more pixels would not be noticed."""
MM_PER_INCH = 25.4


def cover_recipe(form: PrintFormat) -> Recipe:
    """One JPEG in the ratio of the format's frame."""
    width = form.photo[0] if form.photo else form.width
    pixels = min(MAX_COVER_PIXELS, round(width / MM_PER_INCH * COVER_DPI))
    return Recipe(widths=(), formats=(), fallback=ImageEncoding("jpeg", 88), fallback_width=pixels, frame=form.frame)


def prepare_covers(
    raw: RawCatalogue,
    chosen: Collection[str],
    form: PrintFormat,
    cache: Path,
    jobs: int,
    progress: Callable[[int, int], None],
) -> PreparedPhotos:
    """The first photo of each product in `chosen`, by its slug and file name."""
    first = {
        entry.slug: entry.product.photos[0].file
        for entry in raw.entries
        if entry.slug in chosen and entry.product and entry.product.photos
    }
    wanted = [request for request in photo_requests(raw) if first.get(request.owner) == request.key[1]]
    return prepare_photos(wanted, cover_recipe(form), cache, jobs, progress)


MAX_LABEL_LANGUAGES = 2
"""Languages that a label has room for; which ones is said when it is ordered."""


@dataclass(frozen=True, slots=True)
class BoothFact:
    """A row of a booth sheet: label and value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LabelText:
    """The texts of a label in one language, `alt` its photo's. What is not known or may not be shown is '' or 0."""

    lang: str
    name: str
    foreign: str
    stars: int
    rating: str
    tag: str
    line: str
    summary: str
    place: str
    producer: str
    scan: str
    illustration: str
    alt: str
    fold: str
    facts: tuple[BoothFact, ...]


@dataclass(frozen=True, slots=True)
class ProductLabel:
    """The label of one product: `qr` and `photo` are names of images, `photo` is None without one."""

    code: str
    typed: str
    qr: str
    photo: str | None
    brand: str
    sides: tuple[LabelText, ...]


def label_text(product: Product, context: Context, languages: Iterable[str]) -> LabelText:
    """The product in the language of `context`; stars only where its certificate is in force.

    Beside the name stands the one in the next of `languages`, those of the label.
    """
    words = context.words
    decision = context.decisions[product.slug]
    made_by = producer_panel(product, context)
    drawn = bool(product.photos) and product.photos[0].kind == "illustration"
    return LabelText(
        lang=context.lang,
        name=context.say(product.name).text,
        foreign=_text_or_empty(context.say_foreign(product.name, languages)),
        stars=decision.stars if decision.shows_stars else 0,
        rating=words("stars.ocop", n=decision.stars) if decision.shows_stars else "",
        tag=words("status.potential") if decision.status is OcopStatus.POTENTIAL else "",
        line=_label_line(product, context),
        summary=_text_or_empty(context.say_if(product.summary)),
        place=_text_or_empty(place_name(product, context)),
        producer=_text_or_empty(made_by.name) if made_by else "",
        scan=words("print.scan"),
        illustration=words("card.illustration") if drawn else "",
        alt=context.say(product.photos[0].alt).text if product.photos else "",
        fold=words("print.fold"),
        facts=tuple(_booth_facts(product, context)),
    )


def product_label(product: Product, contexts: Mapping[str, Context], photo: str | None) -> ProductLabel:
    """The product in the languages of `contexts`, the leading one first."""
    first = next(iter(contexts.values()))
    codes, site = first.codes, first.catalogue.settings.site
    name = first.say(site.name).text
    sides = tuple(label_text(product, context, contexts) for context in contexts.values())
    return ProductLabel(
        code=product.code,
        typed=codes.typed(product.code),
        qr=code_image_name(product.code),
        photo=photo,
        brand=name,
        sides=sides,
    )


def code_image_name(code: str) -> str:
    """The name under which a template asks for the QR code of `code`."""
    return f"qr-{code}.svg"


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """The labels to print: `products` in order, each as often as `copies` says of its slug (else once).

    The sheet's first `skip` places stay empty.
    """

    form: PrintFormat
    products: Sequence[Product]
    copies: Mapping[str, int] = field(default_factory=dict)
    skip: int = 0


def label_document(
    order: LabelOrder, contexts: Mapping[str, Context], photos: Mapping[str, Path], theme: Theme, day: date
) -> TypstDocument:
    """The document to typeset; `photos` are the covers prepared for its format, by the slug of their product."""
    form, codes = order.form, next(iter(contexts.values())).codes
    repeated = []
    for product in order.products:
        photo = photos[product.slug].name if product.slug in photos else None
        repeated += [asdict(product_label(product, contexts, photo))] * order.copies.get(product.slug, 1)
    images: dict[str, Path | bytes] = {
        code_image_name(p.code): qr.svg(qr.symbol(codes.of(p.code), form.level)) for p in order.products
    }
    images |= {photo.name: photo for photo in photos.values()}
    data = {**label_template_data(form, contexts), "skip": order.skip, "things": repeated}
    return TypstDocument(
        form.template,
        theme,
        day=day,
        data=data,
        images=images,
        near=next(iter(photos.values())).parent if photos else None,
    )


def failing_products(
    order: LabelOrder, contexts: Mapping[str, Context], photos: Mapping[str, Path], theme: Theme, day: date
) -> Iterator[str]:
    """The slugs of the products whose label cannot be typeset."""
    for product in order.products:
        alone = replace(order, products=(product,), copies={}, skip=0)
        photo = {slug: file for slug, file in photos.items() if slug == product.slug}
        try:
            typst.typeset_pdf(label_document(alone, contexts, photo, theme, day))
        except typst.TypesettingError:
            yield product.slug


def label_template_data(form: PrintFormat, contexts: Mapping[str, Context]) -> dict[str, Any]:
    """The data that all templates of labels and strips share.

    What hangs or stands alone carries the `notice`; a label on goods has no room for it, and its code leads there.
    """
    first = next(iter(contexts.values()))
    words = {lang: context.words for lang, context in contexts.items()}
    return {
        "lang": first.lang,
        "title": f"{first.words('print.title')} – {first.catalogue.settings.site.name[first.lang]}",
        "draft": "" if first.codes.final else draft_text(words),
        "notice": notice_line(contexts.values()),
        "form": asdict(form),
    }


def _text_or_empty(said: LocalText | None) -> str:
    return said.text if said else ""


def _label_line(product: Product, context: Context) -> str:
    """The tagline, else the first clause of the summary, shortened."""
    if product.tagline:
        return context.say(product.tagline).text
    return first_clause(_text_or_empty(context.say_if(product.summary)))


def _booth_facts(product: Product, context: Context) -> Iterator[BoothFact]:
    words, made_by = context.words, producer_panel(product, context)
    if made_by:
        yield BoothFact(words("producer.title"), _text_or_empty(made_by.name) or made_by.kind)
    if made_by and made_by.contact_links.phone:
        yield BoothFact(words("print.phone"), made_by.contact_links.phones_text)
    months = harvest_text(product.season, words)
    if months:
        yield BoothFact(words("product.harvest"), months)
    yield from (BoothFact(pack.name.text, pack.price) for pack in pack_views(product.offers, context))


STANDS_PER_STRIP = 12
"""Stands on one strip; more go onto the next."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A producer or a commune and what it brings; `name` is '' where the producer may not be named."""

    name: str
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventHeading:
    """The event in one language."""

    lang: str
    name: str
    days: str
    place: str
    scan: str


def strip_document(
    events: tuple[Event, ...], form: PrintFormat, contexts: Mapping[str, Context], theme: Theme, day: date
) -> TypstDocument:
    """The strips of `events`, one or more of each; an event that is there twice is printed twice."""
    strips = [strip for event in events for strip in _strip_data(event, contexts)]
    codes = next(iter(contexts.values())).codes
    images = {code_image_name(event.code): qr.svg(qr.symbol(codes.of(event.code), form.level)) for event in events}
    return TypstDocument(
        form.template, theme, day=day, data={**label_template_data(form, contexts), "strips": strips}, images=images
    )


def _strip_data(event: Event, contexts: Mapping[str, Context]) -> Iterator[dict[str, object]]:
    first = next(iter(contexts.values()))
    stands = _stands(event, first)
    for start in range(0, max(1, len(stands)), STANDS_PER_STRIP):
        yield {
            "code": event.code,
            "typed": first.codes.typed(event.code),
            "qr": code_image_name(event.code),
            "brand": first.say(first.catalogue.settings.site.name).text,
            "headings": [asdict(event_heading(event, context)) for context in contexts.values()],
            "stands": [asdict(stand) for stand in stands[start : start + STANDS_PER_STRIP]],
        }


def _brought(display: DisplayView) -> tuple[str, ...]:
    """The names of the products, else the first clause of what is told."""
    names = tuple(link.name.text for link in display.products)
    return names or ((first_clause(display.text.text),) if display.text else ())


def event_heading(event: Event, context: Context) -> EventHeading:
    places = [context.say(where).text for where in (event.place, event.stand) if where]
    return EventHeading(
        lang=context.lang,
        name=context.say(event.name).text,
        days=format_days(event.runs, context.lang),
        place=" · ".join(places),
        scan=context.words("print.scan"),
    )


def _stands(event: Event, context: Context) -> list[Stand]:
    """The communes that bring something, where the event tells so; else the producers in the order of its products.

    Producers without a name come at the end, as one.
    """
    if view := displays_view(event, context):
        return [Stand(display.of.name.text, _brought(display)) for display in view.displays]
    found: dict[str, list[Product]] = {}
    for product in (context.products[slug] for slug in event.shown):
        found.setdefault(producer_key(product.producer) if product.producer else "", []).append(product)

    def stand(products: list[Product]) -> Stand:
        name = products[0].producer.name if products[0].producer else None
        return Stand(context.say(name).text if name else "", tuple(context.say(p.name).text for p in products))

    return [stand(products) for _, products in sorted(found.items(), key=lambda entry: entry[0] == "")]
