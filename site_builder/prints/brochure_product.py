"""What the printed page of a product says, as data for the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..model import Contact, Photo, Product
from ..ocop import Standing
from ..pages import views_certificate, views_facts, views_season
from ..pages.scene import Said, Scene
from ..pages.views import Grade, grade, place
from ..pages.views_facts import Row
from ..pages.views_producer import Outlet, maker, reach
from ..pages.views_product import neighbours
from ..pages.views_season import Cell
from ..vietnamese import phone
from .brochure_lines import Lines, Tongues
from .brochure_photos import FIGURES, Key, Print
from .brochure_story import pieces

Data = dict[str, Any]
NEIGHBOURS = 2


def product_data(product: Product, tongues: Tongues, photos: Mapping[Key, Print], address: str) -> Data:
    """The page of a product; `address` is what people type to come to it on the web."""
    standing = grade(product, tongues.lead)
    shown = [data for photo in product.photos[: FIGURES + 1] if (data := photo_data(photo, product, tongues, photos))]
    return {
        "slug": product.slug,
        "code": product.code,
        "address": address,
        "names": tongues.say(product.name),
        "place": tongues.told(lambda scene: place(product, scene)),
        "state": standing.state,
        "state_text": tongues.told(lambda scene: grade(product, scene).text),
        "stars": standing.stars if standing.shown else 0,
        "stars_text": tongues.word("stars.ocop", n=standing.stars) if standing.shown else [],
        "note": _note(product, standing, tongues),
        "lead": tongues.say(product.summary or product.tagline),
        "story": _story(product, tongues),
        "season": season_data(product, tongues),
        "rows": list(_rows(product, tongues)),
        "photos": shown,
        "near": [other.slug for other in neighbours(product, tongues.lead)[:NEIGHBOURS]],
    }


def photo_data(photo: Photo, product: Product, tongues: Tongues, photos: Mapping[Key, Print]) -> Data | None:
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
        "credit": tongues.told(lambda scene: scene.words("product.credit", name=credit) if credit else None),
    }


def season_data(product: Product, tongues: Tongues) -> Data | None:
    """Twelve cells and what they mean; None where no month is known."""
    strip = views_season.strip(product.season, tongues.lead)
    if strip is None:
        return None
    cells = tongues.each(lambda scene: (views_season.strip(product.season, scene) or strip).legend)
    return {
        "cells": [cell.state for cell in strip.cells],
        "legend": [{"state": cell(tongues.lead).state, "text": tongues.told(_text_of(cell))} for cell in cells],
        "lunar": tongues.word("strip.lunar") if strip.lunar else [],
        "months": tongues.told(lambda scene: views_season.months_text(product.season, scene.words)),
        "alt": "; ".join(f"{cell.month}: {cell.text}" for cell in strip.cells),
        "note": tongues.say(product.season.note),
    }


def _text_of(cell: Callable[[Scene], Cell]) -> Callable[[Scene], str]:
    return lambda scene: cell(scene).text


def row_data(label: Lines, value: Lines) -> Data:
    return {"label": label, "value": value}


def contact_rows(contact: Contact, tongues: Tongues) -> Iterator[Data]:
    """How a producer is reached, as far as it may be printed."""
    if contact.phone:
        yield row_data(tongues.word("office.phone"), tongues.same(phone(contact.phone)))
    if contact.zalo:
        known = contact.zalo
        yield row_data(tongues.same("Zalo"), tongues.same(phone(known) if known.isdigit() else known.split("://")[1]))
    for outlet in tongues.each(lambda scene: reach(contact, scene).outlets):
        yield row_data(tongues.told(_name_of(outlet)), tongues.same(outlet(tongues.lead).text))


def _name_of(outlet: Callable[[Scene], Outlet]) -> Callable[[Scene], str]:
    return lambda scene: outlet(scene).name


def _note(product: Product, standing: Grade, tongues: Tongues) -> Lines:
    """The decision and its last day; in a state without stars, what was said or once was so."""

    def tell(scene: Scene) -> str | None:
        panel = views_certificate.panel(product, scene)
        if panel is None or standing.state == "potential":
            return scene.words("brochure.potential")
        if standing.state == Standing.UNCONFIRMED:
            return panel.note
        told = [told.row for told in panel.told if told.state == standing.state]
        return "; ".join(f"{row.label}: {row.value}" for row in (*told, *_decision(product, scene)))

    return tongues.told(tell)


def _decision(product: Product, scene: Scene) -> list[Row]:
    """Its number and its last day."""
    panel = views_certificate.panel(product, scene)
    wanted = {scene.words(f"certificate.{key}") for key in ("number", "expires", "expires_latest")}
    return [row for row in panel.rows if row.label.text in wanted] if panel else []


def _story(product: Product, tongues: Tongues) -> list[Data]:
    story = product.story
    if story is None:
        return []
    told = {story.language(scene.lang): story[scene.lang] for scene in tongues.scenes}
    return [{"l": lang, "blocks": pieces(text)} for lang, text in told.items()]


def _rows(product: Product, tongues: Tongues) -> Iterator[Data]:
    if product.producer and product.producer.name:
        kind = tongues.word(f"kind.{product.producer.kind}")
        yield row_data(kind, tongues.say(product.producer.name))
    if product.origin.village or product.origin.former:
        yield row_data(tongues.word("product.place"), tongues.told(lambda scene: _whence(product, scene)))
    yield from _paired(lambda scene: _facts(product, scene), tongues)
    yield from contact_rows(product.producer.contact if product.producer else Contact(), tongues)
    if product.sales:
        shops = tongues.told(lambda scene: ", ".join(str(s.name) for s in views_facts.shops(product.sales, scene)))
        yield row_data(tongues.word("product.shops"), shops)


def _whence(product: Product, scene: Scene) -> str:
    """Village, commune, and the unit that older papers print."""
    made = maker(product, scene)
    unit = made.commune if made else place(product, scene)
    known = [str(said) for said in (scene.say_if(product.origin.village), unit) if said]
    former = scene.words("brochure.former", name=scene.unit(product.origin.former)) if product.origin.former else ""
    return ", ".join(known) + (f" ({former})" if former and known else former)


def _facts(product: Product, scene: Scene) -> list[Row]:
    keys = {scene.words(f"product.{key}") for key in ("pack", "shelf_life")}
    packs = [row for row in views_facts.keys(product, scene) if row.label.text in keys]
    others = [Row(Said(scene.words("brochure.also")), other) for other in _others(product, scene)]
    return [*packs, *views_facts.facts(product, scene), *views_facts.trade(product.trade, scene), *others]


def _others(product: Product, scene: Scene) -> list[Said]:
    """Certificates of other schemes that are not over."""
    valid = [str(o.name) for o in views_certificate.others(product, scene) if not o.ended]
    return [Said(", ".join(valid))] if valid else []


def _paired(tell: Callable[[Scene], list[Row]], tongues: Tongues) -> Iterator[Data]:
    """The same rows in every language: each label and each value side by side."""
    for label, value in zip(
        tongues.each(lambda scene: [row.label for row in tell(scene)]),
        tongues.each(lambda scene: [row.value for row in tell(scene)]),
        strict=True,
    ):
        yield row_data(tongues.told(label), tongues.told(value))
