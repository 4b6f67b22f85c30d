"""What the printed page of a product says, as data for the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ...catalogue.product import Contact, Photo, Product
from ...catalogue.programme import Decision, OcopStatus
from ...catalogue.vietnamese import format_phone
from ...views import certificate, facts, season
from ...views.card import place_name
from ...views.context import Context, LocalText
from ...views.facts import LabelledValue
from ...views.producer import ContactLink, contact_links, producer_panel
from ...views.product import nearest_products
from ...views.season import MonthCell
from ...views.standing import standing
from ..paper_text import ParallelText, SideBySide, TemplateData, plain_beginning, story_data
from .photos import FIGURES_PER_PRODUCT, PhotoKey, PrintPhoto

RELATED_PER_PAGE = 2
MAX_USE_LETTERS = 240


def product_page_data(
    product: Product, tongues: SideBySide, photos: Mapping[PhotoKey, PrintPhoto], address: str
) -> TemplateData:
    """The page of a product; `address` is what people type to come to it on the web."""
    decision = tongues.lead.decisions[product.slug]
    shown = [
        data
        for photo in product.photos[: FIGURES_PER_PRODUCT + 1]
        if (data := photo_data(photo, product, tongues, photos))
    ]
    return {
        "slug": product.slug,
        "code": product.code,
        "address": address,
        "names": tongues.say(product.name),
        "place": tongues.told(lambda context: place_name(product, context)),
        "status": decision.status,
        "status_text": tongues.word(f"status.{decision.status}"),
        "status_beside": tongues.told(lambda context: standing(decision, context.words).beside)
        if not decision.shows_stars
        else [],
        "stars": decision.stars if decision.shows_stars else 0,
        "stars_text": tongues.word("stars.ocop", n=decision.stars) if decision.shows_stars else [],
        "note": _certificate_note(product, decision, tongues),
        "lead": tongues.say(product.summary or product.tagline),
        "story": _story_data(product, tongues),
        "season": season_data(product, tongues),
        "rows": list(_product_rows(product, tongues)),
        "photos": shown,
        "related": [other.slug for other in nearest_products(product, tongues.lead.related)[:RELATED_PER_PAGE]],
    }


def photo_data(
    photo: Photo, product: Product, tongues: SideBySide, photos: Mapping[PhotoKey, PrintPhoto]
) -> TemplateData | None:
    """A photo with its words, the file under the name that the template asks for; None where it was not made."""
    made = photos.get((product.slug, photo.file))
    if made is None:
        return None
    credit = photo.credit
    return {
        **made.as_data,
        "alt": tongues.lead.say(photo.alt).text,
        "illustration": tongues.word("card.illustration") if photo.kind == "illustration" else [],
        "caption": tongues.say(photo.caption),
        "credit": tongues.told(lambda context: context.words("product.credit", name=credit) if credit else None),
    }


def season_data(product: Product, tongues: SideBySide) -> TemplateData | None:
    """Twelve cells and what they mean; None where no month is known."""
    strip = season.season_strip(product.season, tongues.lead)
    if strip is None:
        return None
    cells = tongues.each(lambda context: (season.season_strip(product.season, context) or strip).legend)
    return {
        "cells": [cell.state for cell in strip.cells],
        "legend": [{"state": cell(tongues.lead).state, "text": tongues.told(_text_of(cell))} for cell in cells],
        "lunar": tongues.word("season_strip.lunar") if strip.is_lunar else [],
        "months": tongues.told(lambda context: season.harvest_text(product.season, context.words)),
        "alt": "; ".join(f"{cell.month}: {cell.text}" for cell in strip.cells),
        "note": tongues.say(product.season.note),
    }


def _text_of(cell: Callable[[Context], MonthCell]) -> Callable[[Context], str]:
    return lambda context: cell(context).text


def row_data(label: ParallelText, value: ParallelText) -> TemplateData:
    return {"label": label, "value": value}


def contact_rows(contact: Contact, tongues: SideBySide) -> Iterator[TemplateData]:
    """How a producer is reached, as far as it may be printed."""
    numbers = [format_phone(number) for number in (contact.phone, contact.other_phone) if number]
    if numbers:
        yield row_data(tongues.word("office.phone"), tongues.same(" · ".join(numbers)))
    if contact.zalo:
        known = contact.zalo
        yield row_data(
            tongues.same("Zalo"), tongues.same(format_phone(known) if known.isdigit() else known.split("://")[1])
        )
    for outlet in tongues.each(lambda context: contact_links(contact, context.words).links):
        yield row_data(tongues.told(_name_of(outlet)), tongues.same(outlet(tongues.lead).text))


def _name_of(outlet: Callable[[Context], ContactLink]) -> Callable[[Context], str]:
    return lambda context: outlet(context).name


def _certificate_note(product: Product, decision: Decision, tongues: SideBySide) -> ParallelText:
    """The note on the certificate: decision and last day; in a status without stars the rating in words."""

    def tell(context: Context) -> str | None:
        panel = certificate.certificate_panel(product, context)
        if panel is None or decision.status is OcopStatus.POTENTIAL:
            return context.words("brochure.potential")
        if decision.status is OcopStatus.UNCONFIRMED:
            return panel.note
        told = [told.row for told in panel.ratings_in_words if told.state == decision.status]
        known = [row for row in panel.rows if row.key in ("number", "expires", "expires_latest")]
        rows = "; ".join(f"{row.label}: {row.value}" for row in (*told, *known))
        return f"{panel.note} {rows}" if decision.by_source and decision.status.rule.stars else rows

    return tongues.told(tell)


def _story_data(product: Product, tongues: SideBySide) -> list[TemplateData]:
    story = product.story
    if story is None:
        return []
    told = {story.language(context.lang): story[context.lang] for context in tongues.contexts}
    return [{"lang": lang, "blocks": story_data(text)} for lang, text in told.items()]


def _product_rows(product: Product, tongues: SideBySide) -> Iterator[TemplateData]:
    if product.producer and product.producer.name:
        kind = tongues.word(f"kind.{product.producer.kind}")
        yield row_data(kind, tongues.say(product.producer.name))
    if product.origin.village or product.origin.former:
        yield row_data(tongues.word("product.place"), tongues.told(lambda context: _origin_text(product, context)))
    yield from _side_by_side_rows(lambda context: _fact_rows(product, context), tongues)
    if product.use:
        yield row_data(tongues.word("product.use"), tongues.told(lambda context: _use_text(product, context)))
    yield from contact_rows(product.producer.contact if product.producer else Contact(), tongues)
    if product.sales:
        shops = tongues.told(
            lambda context: ", ".join(str(s.name) for s in facts.sales_channels(product.sales, context))
        )
        yield row_data(tongues.word("product.shops"), shops)


def _use_text(product: Product, context: Context) -> LocalText | None:
    """How it is used, as far as a row has room for it."""
    said = context.say_if(product.use)
    return replace(said, text=plain_beginning(said.text, MAX_USE_LETTERS)) if said else None


def _origin_text(product: Product, context: Context) -> str:
    """Village, commune, and the unit that older papers print."""
    made = producer_panel(product, context)
    unit = made.commune if made else place_name(product, context)
    known = [str(said) for said in (context.say_if(product.origin.village), unit) if said]
    former = context.words("brochure.former", name=context.unit(product.origin.former)) if product.origin.former else ""
    return ", ".join(known) + (f" ({former})" if former and known else former)


def _fact_rows(product: Product, context: Context) -> list[LabelledValue]:
    packs = [row for row in facts.key_facts(product, context) if row.key in ("pack", "shelf_life")]
    others = [other for other in certificate.other_certificates(product, context) if not other.ended]
    valid = [f"{other.name} ({other.by_source})" if other.by_source else str(other.name) for other in others]
    also = LabelledValue("also", LocalText(context.words("brochure.also")), LocalText(", ".join(valid)))
    rows = [*packs, *facts.product_facts(product, context), *facts.trade_facts(product.trade, context)]
    return [*rows, also] if valid else rows


def _side_by_side_rows(tell: Callable[[Context], list[LabelledValue]], tongues: SideBySide) -> Iterator[TemplateData]:
    """The rows that `tell` gives in each language, with labels and values side by side."""
    for label, value in zip(
        tongues.each(lambda context: [row.label for row in tell(context)]),
        tongues.each(lambda context: [row.value for row in tell(context)]),
        strict=True,
    ):
        yield row_data(tongues.told(label), tongues.told(value))
