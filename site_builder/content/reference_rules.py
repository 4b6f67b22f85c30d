"""The rules about keys that name something else: categories, communes, products."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce

from ..catalogue.markdown import NEWS_PAGE, PAGE_NAMES, page_name
from ..catalogue.product import Contact, Status
from ..catalogue.showcase import Commune, Event, Settings
from ..catalogue.values import LONGEST_CODE, Text
from ..catalogue.vietnamese import collation_key, nearest_spellings, nfc, one_tone_place, slug
from ..messages import Problem
from .raw import HasPositions, ProductUnderCheck, RawCatalogue, RuleContext, SettingsEntry, error_at, warning_at
from .suggestions import exactly_named, nearest_named
from .text_findings import TextFindings

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


def producers_are_told_apart(products: Iterable[ProductUnderCheck]) -> Iterator[Problem]:
    """Producers whose names differ in marks alone would share a page, a contact file and a telephone number."""
    named: dict[str, tuple[str, str]] = {}
    for subject in products:
        producer = subject.product.producer
        if subject.published and producer and producer.name:
            name = producer.name.vi
            line, _ = subject.entry.positions.of("producer.name.vi")
            first, where = named.setdefault(slug(name), (name, f"{subject.entry.file}:{line}"))
            if _spelling(first) != _spelling(name):
                yield error_at(
                    subject.entry, "producers_alike", "producer.name.vi", found=name, near=first, other=where
                )


def _spelling(name: str) -> list[str]:
    """The words of a name, but for signs, capitals and the place of tones."""
    return [one_tone_place(word) for word in re.findall(r"\w+", nfc(name).casefold())]


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


_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
"""A picture in Markdown, which no text of the catalogue shows."""


def links_lead_to_pages(raw: RawCatalogue, context: RuleContext) -> Iterator[Problem]:
    """The links by name in every text lead to pages that are published."""
    drafts = {entry.slug for entry in raw.entries if entry.product and entry.product.status is Status.DRAFT}
    names = {
        *PAGE_NAMES,
        *(entry.slug for entry in raw.entries),
        *((NEWS_PAGE,) if raw.news else ()),
        *(page.stem for page in raw.written),
    } - drafts
    dead_links = partial(_dead_links, names=names, findings=context.findings)
    for entry in raw.entries:
        product = entry.product if entry.slug not in drafts else None
        texts = {"story": product.story, "use": product.use} if product else {}
        for key, text in texts.items():
            for lang in text.languages() if text else ():
                yield from dead_links(entry, f"{key}.{lang}", text[lang] if text else "")
    for at, event in enumerate(raw.settings.events if raw.settings else ()):
        for key, text in event_texts(event).items():
            for lang in text.languages():
                yield from dead_links(raw.catalogue, f"events.{at}.{key}.{lang}", text[lang])
    for written in raw.written:
        for problem in dead_links(written, "", written.page.markdown if written.page else ""):
            lines = written.page.markdown.split("\n") if written.page else []
            found = problem.params["found"]
            at = next((at for at, line in enumerate(lines) if f"({found}" in line or f": {found}" in line), 0)
            yield replace(problem, line=written.first_line + at, column=lines[at].find(found) + 1)


def event_texts(event: Event) -> dict[str, Text]:
    """The texts of an event that are Markdown, in which links may stand, by key."""
    keys = ("text", "attendance", "difficulties", "next_steps")
    texts: dict[str, Text | None] = {key: getattr(event, key) for key in keys}
    return {key: text for key, text in texts.items() if text}


def _dead_links(
    where: HasPositions, path: str, text: str, *, names: Collection[str], findings: TextFindings
) -> Iterator[Problem]:
    pictures = {found[2]: found[0] for found in _PICTURE.finditer(text)}
    yield from (warning_at(where, "text_with_picture", path, found=picture) for picture in pictures.values())
    for written in findings.links(_PICTURE.sub("", text)):
        name = page_name(written)
        if name not in names:
            near = next(nearest_spellings(name, names), "")
            yield error_at(where, "page_link_near" if near else "page_link", path, found=written, near=near)


def category_exists(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Check that the product's category exists."""
    category = subject.product.category
    if category and context.settings:
        names = {each.key: (*each.name.root.values(), *each.formerly) for each in context.settings.categories}
        yield from _require_known(subject.entry, "category", category, "category", names)


def commune_exists(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """The communes exist, and the unit of before was one of those that one of them was formed from."""
    origin = subject.product.origin
    if not context.settings:
        return
    names = commune_names(context.communes.values()) if origin.commune else {}
    for at, key in enumerate(origin.commune):
        path = f"origin.commune.{at}" if len(origin.commune) > 1 else "origin.commune"
        parts = [nearest_named(part, names) for part in re.split(r"[,;/]|\s(?:và|and)\s", key)]
        if len(parts) > 1 and all(parts):
            wanted = ", ".join(dict.fromkeys((*origin.commune[:at], *parts, *origin.commune[at + 1 :])))
            yield error_at(subject.entry, "communes_together", path, found=key, wanted=f"[{wanted}]")
            continue
        yield from _require_known(subject.entry, path, key, "commune", names)
        if key in origin.commune[:at]:
            yield warning_at(subject.entry, "listed_twice", path, found=key)
    if origin.former:
        yield from _check_former_unit(subject, origin.former, origin.commune, context)


def _check_former_unit(
    subject: ProductUnderCheck, former: str, keys: Collection[str], context: RuleContext
) -> Iterator[Problem]:
    here = [context.communes[key] for key in keys if key in context.communes]
    owners = {_spelling_key(unit): commune for commune in context.communes.values() for unit in commune.formed_from}
    owner = owners.get(_spelling_key(former))
    # A commune that does not exist is told by `commune_exists`: what it was formed from cannot be judged.
    if (owner and owner in here) or len(here) < len(keys):
        return
    entry, path = subject.entry, "origin.former"
    if owner:
        yield error_at(entry, "former_elsewhere", path, found=former, commune=owner.name.vi, key=owner.key)
    else:
        communes = here or context.communes.values()
        units = [unit for commune in communes for unit in commune.formed_from]
        yield from _require_known(entry, path, former, "former", {unit: (unit,) for unit in units})


def _spelling_key(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same for `Quý Hòa` and `Quý Hoà`, two ways to place one tone; another for `Quý Hoa`."""
    letters, tones, _ = collation_key(name)
    return letters, tuple(sorted(tones))


def event_links_exist(entry: SettingsEntry, at: int, event: Event, context: RuleContext) -> Iterator[Problem]:
    """The event's communes and products exist, in its displays and counts too."""
    names = commune_names(context.communes.values())
    if event.commune:
        yield from _require_known(entry, f"events.{at}.commune", event.commune, "commune", names)
    yield from _check_product_slugs(entry, f"events.{at}.products", event.products, context)
    if event.counts:
        yield from _check_product_slugs(entry, f"events.{at}.counts.likely", event.counts.likely, context)
    for number, display in enumerate(event.displays):
        path = f"events.{at}.displays.{number}"
        yield from _require_known(entry, f"{path}.commune", display.commune, "commune", names)
        yield from _check_product_slugs(entry, f"{path}.products", display.products, context)


def featured_exist(entry: SettingsEntry, settings: Settings, context: RuleContext) -> Iterator[Problem]:
    """The products that the home page puts first exist."""
    yield from _check_product_slugs(entry, "home.featured", settings.home.featured, context)


def successors_exist(raw: RawCatalogue) -> Iterator[Problem]:
    """What came in the place of a retired code has a page: it is the code of an event, or of a product but no draft."""
    settings = raw.settings
    if settings is None or not any(gone.successor for gone in settings.retired):
        return
    holders = {str(entry.data["code"]): entry for entry in raw.entries if "code" in entry.data}
    products = {code: e.product for code, e in holders.items()}
    names = {code: (holders[code].slug, *(p.name.root.values() if p else ())) for code, p in products.items()}
    names |= {event.code: (event.key, *event.name.root.values()) for event in settings.events}
    follows = {gone.code: gone.successor for gone in settings.retired}
    unread = any("code" not in entry.data for entry in raw.entries)  # the code may be that of such a file
    for at, gone in enumerate(settings.retired):
        code, path = gone.successor or "", f"retired.{at}.successor"
        product = products.get(code)
        if product and product.status is Status.DRAFT:
            yield error_at(raw.catalogue, "successor_is_draft", path, found=code, name=holders[code].slug)
        elif code and code not in names and not unread:
            last = _end_of_chain(code, follows)
            near = last if last in names else "" if code in follows else _code_meant(code, names)
            problem = "successor_is_retired" if code in follows else "unknown_successor"
            told = {"near": near} if near else {"allowed": ", ".join(names) or "–"}
            yield error_at(raw.catalogue, f"{problem}_near" if near else problem, path, found=code, **told)


def _end_of_chain(code: str, follows: Mapping[str, str | None]) -> str:
    """What follows `code` in the end; '' where nothing does, or one of the codes before it."""
    passed: list[str] = []
    while code in follows and code not in passed:
        passed.append(code)
        code = follows[code] or ""
    return "" if code in passed else code


def _code_meant(word: str, names: Mapping[str, Collection[str]]) -> str:
    """The code that was meant: the same one written otherwise (`bg 2`), or that of something named so.

    A code that differs in one sign is another product's: a label that is led there would tell of the wrong one.
    """
    if any(sign.isdecimal() for sign in word):
        return {_code_parts(code): code for code in names}.get(_code_parts(word), "") or exactly_named(word, names)
    return nearest_named(word, names)


def _code_parts(code: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+|[1-9]\d*", slug(code)))


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
    """What each commune is called: its name in every language, the units that it was formed from, its former keys."""
    return {each.key: (*each.name.root.values(), *each.formed_from, *each.formerly) for each in communes}


def _require_known(
    where: HasPositions, path: str, value: str, kind: str, names: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """An error where `value` is no key of `names`, with the key of what people call so."""
    if value in names:
        return
    near = nearest_named(value, names)
    # A unit of before is no name of today's commune.
    named = (
        slug(value).endswith(near) if kind == "commune" else kind != "former" and near == exactly_named(value, names)
    )
    if near and named and value != slug(value):
        yield error_at(where, "key_wanted", path, found=value, near=near)
    elif near:
        yield error_at(where, f"unknown_{kind}_near", path, found=value, near=near)
    else:
        yield error_at(where, f"unknown_{kind}", path, found=value, allowed=", ".join(names) or "–")
