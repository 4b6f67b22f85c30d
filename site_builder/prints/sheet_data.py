"""What the sheet of a product says, as data for the template: what its page says, in texts that are short enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..media.plan import Picture
from ..model import Contact, Product
from ..pages.scene import Said, Scene
from ..pages.urls import absolute
from ..pages.views import POTENTIAL
from ..pages.views_facts import Row, rests_on_hearsay
from ..pages.views_producer import Maker, reach
from ..pages.views_product import ProductView, product_view
from ..pages.views_season import Strip
from ..vietnamese import day, phone
from .address import is_final
from .brochure_lines import breakable
from .brochure_story import pieces

Data = dict[str, Any]
NAME, LINE, VALUE, SENTENCE = 200, 90, 180, 400
"""The most letters of a name, a line, the value of a row and a sentence; more is cut at a word."""
ROWS, FACTS, KEYS = 5, 24, 4
"""The most rows of a panel, of the facts and of what stands below the photo."""
KINDS = {"h": "head", "li": "item", "p": "text"}
WORDS = {
    "story": "product.story",
    "season": "product.season",
    "facts": "product.facts",
    "certificate": "certificate.title",
    "others": "certificate.others",
    "maker": "producer.title",
    "packs": "product.packs",
    "shops": "product.shops",
    "trade": "product.trade",
    "more": "sheet.more",
    "scan": "sheet.scan",
    "code": "sheet.code",
}
_SENTENCES = re.compile(r".+?(?:[.!?…]+[\"”’»)]*(?=\s)|$)", re.DOTALL)


def sheet_data(product: Product, scene: Scene) -> Data:
    """The sheet in the language of `scene`. `url` is what its code leads to, '' where the site has no address."""
    view = product_view(product, scene)
    site = scene.catalogue.settings.site
    return {
        "lang": scene.lang,
        "brand": scene.say(site.name).text,
        "tagline": scene.say(site.tagline).text if site.tagline else None,
        "name": _part(view.name, scene, NAME),
        "foreign": _part(view.foreign, scene, NAME) if view.foreign else None,
        "lead": _part(view.lead, scene, VALUE) if view.lead else None,
        "code": scene.words("product.code", code=view.code.code),
        "picture": _picture(product, scene),
        **_standing(view, scene),
        "keys": _rows(view.keys[:KEYS], scene, LINE),
        "season": _season(view.season, scene) if view.season else None,
        **_story(view.story, scene),
        "facts": _rows(view.facts[:FACTS], scene),
        "hearsay": scene.words("sheet.hearsay") if rests_on_hearsay(product.sources) else None,
        **_panels(product, view, scene),
        **_foot(product, view, scene),
        "words": {name: scene.words(key) for name, key in WORDS.items()},
    }


def short(text: str, most: int) -> str:
    """The text, cut at a word where it is longer than `most` letters; long words may break."""
    whole = " ".join(text.split())
    if len(whole) > most:
        whole = whole[:most].rpartition(" ")[0] or whole[:most]
        whole = f"{whole.rstrip(' ,;:.')}…"
    return breakable(whole)


def _part(said: Said, scene: Scene, most: int = VALUE) -> Data:
    return {"text": short(said.text, most), "lang": said.lang or scene.lang}


def _rows(rows: Iterable[Row], scene: Scene, most: int = VALUE) -> list[Data]:
    return [{"label": _part(row.label, scene, LINE), "value": _part(row.value, scene, most)} for row in rows]


def cover(product: Product, scene: Scene) -> Picture | None:
    """The first photo as it was prepared for the web."""
    return scene.pictures.get((product.slug, product.photos[0].file)) if product.photos else None


def picture_file(product: Product, scene: Scene) -> Path | None:
    """The JPEG of the first photo: Typst reads no AVIF."""
    made = cover(product, scene)
    return made.fallback.file if made else None


def _picture(product: Product, scene: Scene) -> Data | None:
    made = cover(product, scene)
    if made is None:
        return None
    photo = product.photos[0]
    return {
        "file": made.fallback.name,
        "ratio": made.fallback.width / made.fallback.height,
        "focus": list(photo.focus),
        "alt": scene.say(photo.alt).text,
        "label": scene.words("card.illustration") if photo.kind == "illustration" else None,
    }


def _standing(view: ProductView, scene: Scene) -> Data:
    grade = view.grade
    return {
        "state": grade.state,
        "state-text": grade.text,
        "stars": grade.stars if grade.shown else 0,
        "stars-text": scene.words("stars.ocop", n=grade.stars) if grade.shown else "",
    }


def _season(strip: Strip, scene: Scene) -> Data:
    lunar = [Said(scene.words("strip.lunar"))] if strip.lunar else []
    return {
        "cells": [cell.state for cell in strip.cells],
        "legend": [{"state": cell.state, "text": cell.text} for cell in strip.legend],
        "notes": [_part(note, scene) for note in (*lunar, *([strip.note] if strip.note else []))],
    }


def _story(story: Said | None, scene: Scene) -> Data:
    parts = list(_told(story.text)) if story else []
    return {
        "story": parts,
        "sentences": sum(len(part["sentences"]) for part in parts),
        "story-lang": (story.lang if story else "") or scene.lang,
    }


def _told(markdown: str) -> Iterator[Data]:
    for piece in pieces(markdown):
        text = "".join(run["t"] for run in piece["runs"])
        sentences = [short(found[0], SENTENCE) for found in _SENTENCES.finditer(text) if found[0].strip()]
        if sentences:
            yield {"kind": KINDS[piece["k"]], "sentences": sentences}


def _panels(product: Product, view: ProductView, scene: Scene) -> Data:
    certificate = view.certificate
    told = [each.row for each in certificate.told if each.state == view.grade.state] if certificate else []
    return {
        "certificate": {
            "note": None if view.grade.shown else certificate.note,
            "rows": _rows((*told, *certificate.rows), scene),
        }
        if certificate and view.grade.state != POTENTIAL
        else None,
        "others": _rows((_other(each.name, each.rows, each.ended, scene) for each in view.others[:ROWS]), scene),
        "maker": _maker(view.maker, product.producer.contact, scene) if view.maker and product.producer else None,
        "packs": _rows((Row(pack.name, Said(pack.price)) for pack in view.packs[:ROWS]), scene, LINE),
        "shops": _rows((Row(shop.name, Said(_bare(shop.url))) for shop in view.shops[:ROWS]), scene, LINE),
        "trade": _rows(view.trade, scene),
    }


def _other(name: Said, rows: tuple[Row, ...], ended: bool, scene: Scene) -> Row:
    """A certificate of another scheme in one row: its number and last day, or that its time is over."""
    if ended:
        return Row(name, Said(scene.words("standing.expired")))
    told = [scene.words(f"certificate.{key}") for key in ("other_number", "expires")]
    return Row(name, Said("; ".join(f"{row.label}: {row.value}" for row in rows if row.label.text in told)))


def _maker(maker: Maker, contact: Contact, scene: Scene) -> Data:
    name = maker.name or Said(maker.kind)
    places = [maker.street] if maker.street else [maker.village, maker.commune]
    return {
        "name": _part(name, scene, NAME),
        "places": [_part(place, scene, LINE) for place in places if place],
        "contacts": _rows(_contacts(contact, scene), scene, LINE),
    }


def _contacts(contact: Contact, scene: Scene) -> Iterator[Row]:
    known = reach(contact, scene)
    if known.call:
        yield Row(Said(scene.words("office.phone")), Said(known.call.text))
    if contact.zalo:
        yield Row(Said("Zalo"), Said(phone(contact.zalo) if contact.zalo.isdigit() else _bare(contact.zalo)))
    for outlet in known.outlets:
        yield Row(Said(outlet.name), Said(outlet.text))


def _bare(url: str | None) -> str:
    """An address as people read it; '' without one."""
    return (url or "").partition("://")[2].removeprefix("www.").rstrip("/") or (url or "").rpartition(":")[2]


def _foot(product: Product, view: ProductView, scene: Scene) -> Data:
    office = scene.catalogue.settings.site.office
    lines = [scene.say(office.name).text, phone(office.phone) if office.phone else "", office.email or ""]
    checked = scene.words("sheet.checked", day=day(product.checked.on, scene.lang)) if product.checked else ""
    url = absolute(scene.site_url, view.address) if scene.site_url else ""
    return {
        "url": url,
        "address": breakable(url.partition("://")[2]),
        "draft": scene.words("print.draft") if url and not is_final(url) else "",
        "office": [short(line, LINE) for line in (*lines, checked) if line],
    }
