"""What a template sees of the facts of a product: rows of label and value, packs and prices, places to buy, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..fields import Text
from ..model import Fact, Offer, Product, Sale, Source, Trade
from ..vietnamese import day, fold, money, unbroken
from .scene import Said, Scene
from .views import place
from .views_season import months_text

SHELF_LIFE = frozenset({"han dung", "han su dung", "thoi han su dung"})
"""How a label may call the shelf life, folded: the fact that is told beside the name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its value; `address` is a page of the site, where the value leads to one."""

    label: Said
    value: Said
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """What can be bought. `price` is written out, or the words for 'ask'."""

    name: Said
    price: str
    gtin: str | None


@dataclass(frozen=True, slots=True)
class Shop:
    """A channel where it is sold; a shop without an address on the web has none."""

    name: Said
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: title as printed, link, date and how far it can be relied on, in words."""

    title: str
    url: str | None
    date: str
    confidence: str


def keys(product: Product, scene: Scene) -> tuple[Row, ...]:
    """What a reader asks first: where, which packs, when, how long it keeps; only what is known."""
    packs = tuple(_amount(offer.pack, scene) for offer in product.offers)
    shelf_life = next((fact for fact in product.facts if _is_shelf_life(fact)), None)
    values = {
        "place": place(product, scene),
        "pack": Said(", ".join(pack.text for pack in packs), packs[0].lang) if packs else None,
        "harvest": Said(months_text(product.season, scene.words)),
        "shelf_life": _amount(shelf_life.value, scene) if shelf_life else None,
    }
    known = {key: value for key, value in values.items() if value and value.text}
    return tuple(Row(Said(scene.words(f"product.{key}")), value) for key, value in known.items())


def facts(product: Product, scene: Scene) -> tuple[Row, ...]:
    """The facts of the label in their order, without the one that `keys` tells, and the official group."""
    words, group = scene.words, product.group
    return (
        *(Row(scene.say(f.label), _amount(f.value, scene)) for f in product.facts if not _is_shelf_life(f)),
        Row(Said(words("product.group")), Said(words(f"group.{group}")), scene.urls.group(group, scene.lang)),
    )


def _amount(text: Text, scene: Scene) -> Said:
    said = scene.say(text)
    return replace(said, text=unbroken(said.text))


def _is_shelf_life(fact: Fact) -> bool:
    return fold(fact.label.vi) in SHELF_LIFE


def packs(offers: tuple[Offer, ...], scene: Scene) -> tuple[Pack, ...]:
    """The offers with their prices in đồng, or the word for asking."""
    ask = scene.words("product.ask_price")
    return tuple(
        Pack(_amount(o.pack, scene), ask if o.price is None else money(o.price, scene.lang), o.gtin) for o in offers
    )


def shops(sales: tuple[Sale, ...], scene: Scene) -> tuple[Shop, ...]:
    """The sales channels, by their own name or that of the channel."""
    return tuple(Shop(scene.say_if(s.name) or Said(scene.words(f"channel.{s.channel}")), s.url) for s in sales)


def trade(terms: Trade | None, scene: Scene) -> tuple[Row, ...]:
    """What buyers at fairs ask; only what is known."""
    if terms is None:
        return ()
    known = {"capacity": terms.capacity, "minimum": terms.minimum, "export": terms.export}
    return tuple(Row(Said(scene.words(f"trade.{key}")), _amount(text, scene)) for key, text in known.items() if text)


def citations(sources: tuple[Source, ...], scene: Scene) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            title=source.title,
            url=source.url,
            date=day(source.date, scene.lang) if source.date else "",
            confidence=scene.words(f"source.{source.confidence}"),
        )
        for source in sources
    )


def rests_on_hearsay(sources: tuple[Source, ...]) -> bool:
    """Whether no source is certain: then everything is told as 'according to'."""
    return bool(sources) and all(source.confidence == "likely" for source in sources)
