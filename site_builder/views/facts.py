"""What a template sees of the facts of a product: rows of label and value, packs and prices, places to buy, sources."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue.product import Checked, Fact, Offer, Product, Sale, Source, Status, Trade
from ..catalogue.programme import Decision
from ..catalogue.vietnamese import fold, format_day, format_money
from .card import place_name
from .context import Context, LocalText
from .season import harvest_text
from .words import Translations

SHELF_LIFE_LABELS = frozenset({"han dung", "han su dung", "thoi han su dung"})
"""How a label may call the shelf life, folded: the fact that is told beside the name."""


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A label with its value; `address` is a page of the site, where the value leads to one.

    `key` says what the value is (`number`, `shelf_life` …): who looks for a row finds it by this, for the label is a
    translator's, who may give two rows the same words.
    """

    key: str
    label: LocalText
    value: LocalText
    address: str | None = None


@dataclass(frozen=True, slots=True)
class PackView:
    """What can be bought. `price` is written out, or the words for 'ask'."""

    name: LocalText
    price: str
    gtin: str | None


@dataclass(frozen=True, slots=True)
class SalesChannel:
    """A channel where it is sold; a shop without an address on the web has none."""

    name: LocalText
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: its title, link, date and how far it can be relied on, in words; `via` is where it was read."""

    title: LocalText
    via: LocalText | None
    url: str | None
    date: str
    confidence: str


def key_facts(product: Product, context: Context) -> tuple[LabelledValue, ...]:
    """What a reader asks first: where, which packs, when, how long it keeps; only what is known."""
    words = context.words
    packs = tuple(context.say(offer.pack) for offer in product.offers)
    shelf_life = next((fact for fact in product.facts if _is_shelf_life(fact)), None)
    values = {
        "place": place_name(product, context),
        "pack": LocalText(", ".join(pack.text for pack in packs), packs[0].lang) if packs else None,
        "harvest": LocalText(harvest_text(product.season, words)),
        "shelf_life": context.say(shelf_life.value) if shelf_life else None,
    }
    known = {key: value for key, value in values.items() if value and value.text}
    return tuple(LabelledValue(key, LocalText(words(f"product.{key}")), value) for key, value in known.items())


def product_facts(product: Product, context: Context) -> tuple[LabelledValue, ...]:
    """The facts of the label in their order, without the one that `key_facts` tells, and the official group.

    No council has put a potential product into its group, which is said beside it.
    """
    words, group = context.words, context.words(f"group.{product.group}")
    if product.status is Status.POTENTIAL:
        group = words("product.group_provisional", group=group)
    return (
        *(
            LabelledValue("fact", context.say(f.label), context.say(f.value))
            for f in product.facts
            if not _is_shelf_life(f)
        ),
        LabelledValue(
            "group",
            LocalText(words("product.group")),
            LocalText(group),
            context.urls.group(product.group, context.lang),
        ),
    )


def _is_shelf_life(fact: Fact) -> bool:
    return fold(fact.label.vi) in SHELF_LIFE_LABELS


def pack_views(offers: tuple[Offer, ...], context: Context) -> tuple[PackView, ...]:
    """The offers with their prices in đồng, or the word for asking."""
    ask = context.words("product.ask_price")
    return tuple(
        PackView(
            context.say(o.pack),
            ask if o.price is None else format_money(o.price, context.lang),
            o.gtin,
        )
        for o in offers
    )


def sales_channels(sales: tuple[Sale, ...], context: Context) -> tuple[SalesChannel, ...]:
    """The sales channels, by their own name or that of the channel."""
    return tuple(
        SalesChannel(context.say_if(s.name) or LocalText(context.words(f"channel.{s.channel}")), s.url) for s in sales
    )


def trade_facts(terms: Trade | None, context: Context) -> tuple[LabelledValue, ...]:
    """What buyers at fairs ask; only what is known."""
    if terms is None:
        return ()
    known = {"capacity": terms.capacity, "minimum": terms.minimum, "export": terms.export}
    return tuple(
        LabelledValue(key, LocalText(context.words(f"trade.{key}")), context.say(text))
        for key, text in known.items()
        if text
    )


def citations(sources: tuple[Source, ...], context: Context) -> tuple[Citation, ...]:
    """The sources as they are cited."""
    words = context.words
    return tuple(
        Citation(
            title=context.say(source.title),
            via=context.say_if(source.via),
            url=source.url,
            date=format_day(source.date, words.lang) if source.date else "",
            confidence=words(f"source.{source.confidence}"),
        )
        for source in sources
    )


def checked_text(checked: Checked, words: Translations, key: str) -> str:
    """When the content was checked and, where it is known, how new the sources are that could be read that day.

    `key` is the sentence without the latter; the one with it has `_until` behind it.
    """
    day = format_day(checked.on, words.lang)
    if checked.sources_until is None:
        return words(key, day=day)
    return words(f"{key}_until", day=day, until=format_day(checked.sources_until, words.lang))


def rests_on_hearsay(product: Product, decision: Decision) -> bool:
    """Whether no source is certain, or the press alone tells of the certificate: then all is told as 'according to'."""
    sources = product.sources
    return bool(sources) and (decision.by_source or all(source.confidence == "likely" for source in sources))
