"""The rules about keys that name something else: categories, communes, products."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce

from ..catalogue.product import Contact, Status
from ..catalogue.showcase import Commune, Event, Settings
from ..catalogue.values import LONGEST_CODE
from ..catalogue.vietnamese import collation_key, slug
from ..messages import Problem
from .raw import HasPositions, ProductUnderCheck, RuleContext, SettingsEntry, error_at, warning_at
from .suggestions import nearest_named

PRODUCER_FACTS = ("kind", "address", *(f"contact.{key}" for key in Contact.model_fields))
"""What of a producer is told once, wherever it is written: its page and its contact file join all files."""


def producer_facts_agree(products: Iterable[ProductUnderCheck]) -> Iterator[Problem]:
    """Files that name the same producer do not contradict each other."""
    told: dict[tuple[str, str], tuple[object, str]] = {}
    for subject in products:
        producer = subject.product.producer
        for fact in PRODUCER_FACTS if producer and producer.name else ():
            path = f"producer.{fact}"
            value = reduce(getattr, fact.split("."), producer)
            if not value or not producer or not producer.name or not subject.entry.positions.has_key(path):
                continue
            line, _ = subject.entry.positions.of(path)
            first, where = told.setdefault((slug(producer.name.vi), fact), (value, f"{subject.entry.file}:{line}"))
            if first != value:
                name = producer.name.vi
                yield warning_at(subject.entry, "producer_differs", path, key=fact, name=name, other=where)


def code_has_prefix(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """The product's code begins as the catalogue says that its codes do."""
    prefix = context.settings.code_prefix if context.settings else None
    code = subject.product.code
    if prefix and not code.startswith(f"{prefix}-"):
        wanted = f"{prefix}-{code.rpartition('-')[2]}"[:LONGEST_CODE]
        yield error_at(subject.entry, "code_prefix", "code", found=code, prefix=f"{prefix}-", wanted=wanted)


def sales_have_addresses(subject: ProductUnderCheck) -> Iterator[Problem]:
    """A place on the web where something is sold has an address; a shop has none."""
    for at, sale in enumerate(subject.product.sales):
        if not sale.url and sale.channel != "shop":
            yield warning_at(subject.entry, "sale_without_url", f"sales.{at}", channel=sale.channel)


def category_exists(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Check that the product's category exists."""
    category = subject.product.category
    if category and context.settings:
        names = {each.key: each.name.root.values() for each in context.settings.categories}
        yield from _require_known(subject.entry, "category", category, "category", names)


def commune_exists(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """The commune exists, and the unit of before was one of those that it was formed from."""
    origin = subject.product.origin
    if not context.settings:
        return
    if origin.commune:
        names = commune_names(context.communes.values())
        yield from _require_known(subject.entry, "origin.commune", origin.commune, "commune", names)
    if origin.former:
        yield from _check_former_unit(subject, origin.former, origin.commune, context)


def _check_former_unit(
    subject: ProductUnderCheck, former: str, key: str | None, context: RuleContext
) -> Iterator[Problem]:
    here = context.communes.get(key or "")
    owners = {_spelling_key(unit): commune for commune in context.communes.values() for unit in commune.formed_from}
    owner = owners.get(_spelling_key(former))
    # A commune that does not exist is told by `commune_exists`: what it was formed from cannot be judged.
    if (owner and owner == here) or (key and not here):
        return
    entry, path = subject.entry, "origin.former"
    if owner:
        yield error_at(entry, "former_elsewhere", path, found=former, commune=owner.name.vi, key=owner.key)
    else:
        communes = (here,) if here else context.communes.values()
        units = [unit for commune in communes for unit in commune.formed_from]
        yield from _require_known(entry, path, former, "former", {unit: (unit,) for unit in units})


def _spelling_key(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same for `Quý Hòa` and `Quý Hoà`, two ways to place one tone; another for `Quý Hoa`."""
    letters, tones, _ = collation_key(name)
    return letters, tuple(sorted(tones))


def event_links_exist(entry: SettingsEntry, at: int, event: Event, context: RuleContext) -> Iterator[Problem]:
    """The event's commune and products exist."""
    if event.commune:
        names = commune_names(context.communes.values())
        yield from _require_known(entry, f"events.{at}.commune", event.commune, "commune", names)
    yield from _check_product_slugs(entry, f"events.{at}.products", event.products, context)


def featured_exist(entry: SettingsEntry, settings: Settings, context: RuleContext) -> Iterator[Problem]:
    """The products that the home page puts first exist."""
    yield from _check_product_slugs(entry, "home.featured", settings.home.featured, context)


def _check_product_slugs(
    entry: SettingsEntry, path: str, slugs: Sequence[str], context: RuleContext
) -> Iterator[Problem]:
    for at, key in enumerate(slugs):
        yield from _require_known(entry, f"{path}.{at}", key, "product", context.names)
        if context.status.get(key) is Status.DRAFT:
            yield warning_at(entry, "product_is_draft", f"{path}.{at}", found=key)
        if key in slugs[:at]:
            yield warning_at(entry, "listed_twice", f"{path}.{at}", found=key)


def commune_names(communes: Iterable[Commune]) -> Mapping[str, Collection[str]]:
    """What each commune is called: its name in every language, and the units that it was formed from."""
    return {commune.key: (*commune.name.root.values(), *commune.formed_from) for commune in communes}


def _require_known(
    where: HasPositions, path: str, value: str, kind: str, names: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """An error where `value` is no key of `names`, with the key of what people call so."""
    if value in names:
        return
    near = nearest_named(value, names)
    if near:
        yield error_at(where, f"unknown_{kind}_near", path, found=value, near=near)
    else:
        yield error_at(where, f"unknown_{kind}", path, found=value, allowed=", ".join(names) or "–")
