"""Plausibility: values of the right form that contradict the programme or common sense, and the likely right ones."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from math import asin, cos, radians, sqrt

from ..catalogue.choices import kind_by_name
from ..catalogue.programme import OCOP_SCHEME, PROGRAMME, Level, authority_level, usual_issuer
from ..catalogue.telex import decode_typing, is_unmarked
from ..catalogue.values import Location
from ..catalogue.vietnamese import format_day
from ..messages import Problem
from .flow_style import quoted_in_flow
from .placeholders import find_blank, is_placeholder
from .raw import HasPositions, ProductUnderCheck, RawCatalogue, RuleContext, warning_at
from .visitor_texts import VisitorText, page_texts, text_blocks, visitor_texts

LEVELS = tuple(Level)
DAYS_OF_GRADING = ("issued", "handed_over", "known_by", "council")
"""The days that tell when a certificate was given, the surest first."""
LOW_PRICE, HIGH_PRICE = Decimal(1_000), Decimal(50_000_000)
"""Prices (đồng) outside of which three zeros are missing, or too many."""
FAR_KM = 25.0
"""Kilometres from the middle of a commune; the largest of the shipped ones are 20 km long."""
ACRONYMS = frozenset(("OCOP", "HTX", "UBND", "HĐND", "VIETGAP", "GAP", "ISO", "HACCP", "QĐ", "TTG", "NXB", "TP", "VN"))
LONGEST_SHOWN = 120
"""Characters of a text that a message shows."""
_MARKUP = re.compile(
    r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})"
)
"""Tags and entities of HTML, escapes of programs: shown as they are typed."""
SHORTEST_CAPITALS = 8
"""Letters from which a text in capitals is no acronym."""
MARKDOWN_KEYS = frozenset(
    ("story", "use", "events.text", "events.attendance", "events.difficulties", "events.next_steps")
)
"""The texts that are read as Markdown, without indexes and languages."""
_MARKDOWN = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*|\[(?P<link>[^\]\n]+)\]\([^)\s]+\)|(?<![\w*])\*(?P<slanted>[^*\s][^*\n]*)\*(?![\w*])"
)
"""Words between asterisks, and links."""


def ocop_authority(subject: ProductUnderCheck) -> Iterator[Problem]:
    """OCOP certificates from before the programme, or by an authority that gave no such stars or was gone."""
    for at, paper in enumerate(subject.product.certificates):
        key = next((key for key in DAYS_OF_GRADING if getattr(paper, key)), DAYS_OF_GRADING[0])
        day, path = getattr(paper, key), f"certificates.{at}.{key}"
        if paper.scheme is OCOP_SCHEME and day and day < PROGRAMME.begins:
            days = {"found": format_day(day, "vi"), "begins": format_day(PROGRAMME.begins, "vi")}
            yield warning_at(subject.entry, "ocop_before_programme", path, **days)
            continue
        day = paper.issued or paper.handed_over
        level = authority_level(paper.issuer.vi) if paper.issuer else None
        if not (day and level and paper.issuer):
            continue
        path = f"certificates.{at}.issuer"
        params = {"found": paper.issuer.vi, "stars": paper.stars or "", "day": format_day(day, "vi")}
        usual = usual_issuer(int(paper.stars), day) if paper.scheme is OCOP_SCHEME and paper.stars else None
        least = authority_level(usual.vi) if usual else None
        # A higher authority than was needed is no mistake.
        if usual and least and LEVELS.index(level) < LEVELS.index(least):
            wanted = {lang: {"wanted": usual[lang]} for lang in usual.languages()}
            yield replace(warning_at(subject.entry, "issuer_unusual", path, **params), translated=wanted)
        elif level is Level.DISTRICT and day > PROGRAMME.districts_until:
            yield warning_at(subject.entry, "issuer_district_gone", path, **params)


def renewal_has_date(subject: ProductUnderCheck) -> Iterator[Problem]:
    """An OCOP certificate without a date beside one with a date: the newest by date decides, so it is passed over."""
    papers = [(at, p) for at, p in enumerate(subject.product.certificates) if p.scheme is OCOP_SCHEME]
    dated = [at for at, paper in papers if any(getattr(paper, key) for key in (*DAYS_OF_GRADING, "expires"))]
    for at, _ in papers if dated else ():
        if at not in dated:
            yield warning_at(subject.entry, "renewal_without_date", f"certificates.{at}")


def location_in_commune(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """An exact location far from every commune that the product is said to come from."""
    origin = subject.product.origin
    communes = [context.communes[key] for key in origin.commune if key in context.communes]
    if not (origin.location and communes):
        return
    here = origin.location
    distance, commune = min(((_kilometres(here, each.location), each) for each in communes), key=lambda pair: pair[0])
    if distance > FAR_KM:
        wanted = ", ".join(map(str, commune.location))
        params = {"commune": commune.name.vi, "km": f"{distance:.0f}", "wanted": wanted}
        yield warning_at(subject.entry, "location_far", "origin.location", **params)


def _kilometres(one: Location, other: Location) -> float:
    """The distance on a sphere (haversine)."""
    (lat1, lon1), (lat2, lon2) = (map(radians, point) for point in (one, other))
    half = (1 - cos(lat2 - lat1)) / 2 + cos(lat1) * cos(lat2) * (1 - cos(lon2 - lon1)) / 2
    return 2 * 6371 * asin(sqrt(half))


def likely_prices(subject: ProductUnderCheck) -> Iterator[Problem]:
    """Prices with three zeros too few (`250`) or too many; what is not eaten may cost as much as it likes."""
    edible = subject.product.group in ("food", "drink", "medicinal")
    for at, offer in enumerate(subject.product.offers):
        price, wanted = offer.price, None
        if price and price < LOW_PRICE:
            wanted = price * 1000
        elif price and edible and price > HIGH_PRICE:
            wanted = price / 1000
        if price and wanted:
            params = {"found": _dotted(price), "wanted": _dotted(wanted)}
            yield warning_at(subject.entry, "price_unlikely", f"offers.{at}.price", **params)


def _dotted(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", ".")


def producer_kind_fits_name(subject: ProductUnderCheck) -> Iterator[Problem]:
    """A name that begins as those of another legal form do: households and organisations are shown differently."""
    producer = subject.product.producer
    if not (producer and producer.name):
        return
    wanted = kind_by_name(producer.name.vi)
    if wanted and wanted != producer.kind:
        params = {"found": producer.name.vi, "kind": producer.kind, "wanted": wanted}
        yield warning_at(subject.entry, "producer_kind_unlikely", "producer.kind", **params)


def other_names_are_apart(subject: ProductUnderCheck) -> Iterator[Problem]:
    """One name an item: a semicolon parts nothing in a list."""
    for below, _, name in subject.product.other_names.each():
        parts = [part.strip() for part in re.split("[;；、]", name) if part.strip()]
        if len(parts) > 1:
            wanted = f"[{', '.join(map(quoted_in_flow, parts))}]"
            yield warning_at(subject.entry, "names_together", f"other_names.{below}", found=name, wanted=wanted)


def typing_habits(subject: ProductUnderCheck, context: RuleContext) -> Iterator[Problem]:
    """Texts of a published product in capitals, in raw Telex or VNI, or of signs alone."""
    if subject.published:
        yield from _habits(subject.entry, visitor_texts(subject.product), context)


def typing_habits_elsewhere(raw: RawCatalogue, context: RuleContext) -> Iterator[Problem]:
    """The same for `catalogue.yml` and written pages."""
    if raw.settings:
        yield from _habits(raw.catalogue, visitor_texts(raw.settings), context)
    for entry in raw.written:
        if page := entry.page:
            yield from _habits(entry, page_texts(page), context)
            for line, block in text_blocks(page.markdown, entry.first_line):
                # A row of a table, a rule and an address are no sentences.
                table = block.lstrip().startswith("|")
                told = () if table else _habits(entry, [VisitorText("", page.lang, block)], context)
                yield from (replace(problem, line=line, column=1) for problem in told)


def _habits(where: HasPositions, texts: Iterable[VisitorText], context: RuleContext) -> Iterator[Problem]:
    communes = context.communes.values()
    names = [name for commune in communes for name in (commune.name.vi, *commune.formed_from)]
    for text in texts:
        letters = [char for char in text.text if char.isalpha()]
        typed = decode_typing(text.text) if text.lang in ("vi", None) else None
        markup = _MARKUP.search(text.text)
        if markup and find_blank(markup[0]) != markup[0]:
            wanted = _without_markup(_lines_around(markup))
            yield warning_at(where, "text_with_markup", text.path, found=markup[0], wanted=_clipped(wanted))
        elif typed:
            yield warning_at(where, "text_in_telex", text.path, found=_clipped(text.text), wanted=_clipped(typed))
        elif text.lang == "vi" and is_unmarked(text.text):
            yield warning_at(where, "text_without_marks", text.path, found=_clipped(text.text))
        elif (
            text.lang
            and len(letters) >= SHORTEST_CAPITALS
            and " " in text.text.strip()
            and all(map(str.isupper, letters))
            and not all(word in ACRONYMS for word in re.findall(r"\w+", text.text))
        ):
            wanted = _sentence_case(text.text, names)
            yield warning_at(where, "text_in_capitals", text.path, found=_clipped(text.text), wanted=_clipped(wanted))
        elif text.lang and text.path and not any(map(str.isalnum, text.text)) and not is_placeholder(text.text):
            yield warning_at(where, "text_without_words", text.path, found=text.text)


def _lines_around(found: re.Match[str]) -> str:
    """What was found with the rest of its line, or of its lines: a text of several paragraphs is not shown as one."""
    first, last = found.string.rfind("\n", 0, found.start()) + 1, found.string.find("\n", found.end())
    return found.string[first : last if last >= 0 else None]


def _without_markup(text: str) -> str:
    """The text without tags, entities and escapes as what they stand for."""
    plain = html.unescape(re.sub(r"<[^<>]*>", "", text))
    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))", lambda code: chr(int(code[1] or code[2], 16)), plain)


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def _sentence_case(text: str, names: Iterable[str]) -> str:
    """The text with a capital at its beginning, in acronyms and in names of places alone."""
    plain = text.lower()
    for name in (*names, "Lạng Sơn", "Bình Gia", "Việt Nam", "OCOP", "HTX", "VietGAP", "UBND"):
        proper = re.sub(r"^(?:xã|thị trấn|phường) ", "", name, flags=re.IGNORECASE)
        plain = re.sub(rf"(?<!\w){re.escape(proper)}(?!\w)", proper, plain, flags=re.IGNORECASE)
    return plain[:1].upper() + plain[1:]


def markdown_in_plain_texts(raw: RawCatalogue) -> Iterator[Problem]:
    """A warning for each plain text with words between asterisks, or with a link."""
    for entry in raw.entries:
        if entry.product:
            yield from _marked(entry, visitor_texts(entry.product))
    if raw.settings:
        yield from _marked(raw.catalogue, visitor_texts(raw.settings))


def _marked(where: HasPositions, texts: Iterable[VisitorText]) -> Iterator[Problem]:
    for text in texts:
        key = re.sub(r"\.\d+", "", text.path.removesuffix(f".{text.lang}") if text.lang else text.path)
        found = None if key in MARKDOWN_KEYS else _MARKDOWN.search(text.text)
        if found:
            plain = _MARKDOWN.sub(lambda each: each[each.lastgroup or 0], found[0])
            yield warning_at(where, "markdown_in_plain_text", text.path, found=found[0], wanted=plain)
